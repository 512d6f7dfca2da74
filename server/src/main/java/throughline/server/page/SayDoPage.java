package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Cause;
import throughline.diagnosis.CodeWords;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Figure;
import throughline.diagnosis.SaidAndDone;
import throughline.diagnosis.SaidAndDone.Heard;
import throughline.diagnosis.SaidAndDone.Word;
import throughline.diagnosis.Wording;
import throughline.server.chart.FigureChart;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// What is said about service and what is done: announcements and the decisions that go with them, promises
/// and what became of them, what managers expect, and how much they listen.
///
/// The figures are those of causes 1.9 and 1.10, whose evidence says what is said of the whole.
///
/// @param organisation the organisation, or the part of it that is shown
/// @param lede how promises that came due were kept; may be empty
/// @param aside what is not narrowed to the part that is shown; empty for the whole organisation
/// @param recorded whether anything of it is on record
/// @param timeline what was said above, what was done below; empty where nothing was said
/// @param pairs decisions that do not fit, with what was said, latest first
/// @param pairsRemark what is left out; may be empty
/// @param promises those made or due, latest due day first
/// @param olderPromises those that were due before them
/// @param belief what staff say of it
/// @param managers what managers expected of customers
/// @param listening hours with customers
/// @param importance how well managers rank what matters
/// @param recording what the reader may record
/// @param saved what was just recorded
public record SayDoPage(
        Shell shell,
        String organisation,
        String period,
        String headline,
        String lede,
        String aside,
        boolean recorded,
        Optional<SayDoTimeline> timeline,
        List<SayDoPair> pairs,
        String pairsRemark,
        List<PromiseRow> promises,
        List<PromiseRow> olderPromises,
        Optional<Card> belief,
        ManagersCard managers,
        Optional<Listening> listening,
        Optional<Card> importance,
        Grounds conflicts,
        Grounds forecasts,
        Recording recording,
        Optional<String> saved) {

    /// Most decisions shown; the table of the chart has every announcement.
    public static final int MOST_PAIRS = 6;

    /// Promises listed at once; the others are folded away.
    public static final int MOST_PROMISES = 12;

    /// What the reader may record.
    public enum Recording {
        /// All of it.
        OPEN,
        /// Nothing, for what is shown is the demo.
        DEMO,
        /// Nothing.
        CLOSED
    }

    /// The cause on whose page a finding is judged.
    public record Grounds(String title, String href) {}

    /// A finding of a cause, with its figure where it has one.
    public record Card(Markup statement, Markup chart, Optional<FigureTable> table, Reference judged) {

        static Card of(Evidence evidence, Cause cause, Links links) {
            Optional<Figure> figure = evidence.indicator().figure();
            return new Card(
                    Markup.marked(evidence.indicator().statement()),
                    figure.map(f -> Markup.drawn(FigureChart.of(f))).orElse(Markup.NONE),
                    figure.flatMap(FigureTable::of),
                    Reference.of(cause, evidence, links));
        }
    }

    /// Time with customers or the front line.
    ///
    /// @param note how many people, in which time
    /// @param statement whether it shows in what they foresee; may be empty
    public record Listening(String note, List<Line> lines, Markup statement) {

        /// A kind of it.
        public record Line(String kind, String hours, String times) {}
    }

    /// Whether there is nothing beside the managers' card.
    public boolean alone() {
        return managers.layers().isEmpty() && belief.isEmpty() && importance.isEmpty() && listening.isEmpty();
    }

    /// The page of an examination.
    public static SayDoPage of(Examination examination, Recording recording, Optional<String> saved, Shell shell) {
        SaidAndDone found = examination.saidAndDone();
        List<SayDoPair> pairs = SayDoPair.of(examination);
        List<PromiseRow> promises = PromiseRow.of(examination);
        return new SayDoPage(
                shell,
                examination
                        .part()
                        .map(u -> shell.organisation() + ", " + u.title())
                        .orElse(shell.organisation()),
                examination.periodWords(),
                headline(examination),
                Words.kept(lede(found)),
                examination
                        .part()
                        .map(u -> say(
                                "What is said, decided and promised without a unit is for everybody, so it counts in %s as well.",
                                u.title()))
                        .orElse(""),
                recorded(found),
                SayDoTimeline.of(examination),
                pairs.stream().limit(MOST_PAIRS).toList(),
                pairs.size() <= MOST_PAIRS
                        ? ""
                        : say("The latest %s are shown; the table above has every announcement.", MOST_PAIRS),
                promises.subList(0, Math.min(MOST_PROMISES, promises.size())),
                promises.subList(Math.min(MOST_PROMISES, promises.size()), promises.size()),
                evidence(examination, Cause.SAY_DO_GAP, "belief")
                        .or(() -> evidence(examination, Cause.SAY_DO_GAP, "said-against-done"))
                        .map(e -> belief(examination, e, shell.links())),
                ManagersCard.of(found.predictions()),
                listening(examination),
                evidence(examination, Cause.MANAGEMENT_OUT_OF_TOUCH, "stated-importance")
                        .map(e -> Card.of(e, Cause.MANAGEMENT_OUT_OF_TOUCH, shell.links())),
                grounds(Cause.SAY_DO_GAP, shell),
                grounds(Cause.MANAGEMENT_OUT_OF_TOUCH, shell),
                recording,
                saved);
    }

    private static boolean recorded(SaidAndDone found) {
        return !found.words().isEmpty()
                || !found.decisions().isEmpty()
                || !found.promises().isEmpty()
                || !found.listening().isEmpty()
                || found.predictions().made() > 0;
    }

    private static String headline(Examination examination) {
        SaidAndDone found = examination.saidAndDone();
        List<Word> undone = found.undone();
        if (found.words().isEmpty()) {
            return found.due() > 0
                    ? kept(found)
                    : recorded(found)
                            ? say("Nothing was announced about service in this time")
                            : say("What is said and what is done is not on record");
        }
        String all = Wording.count(found.words().size(), "announcement", "announcements");
        if (!undone.isEmpty()) {
            return say(
                    found.words().size() == 1
                            ? "Decisions work against %s announcement"
                            : "Decisions work against %s announcements",
                    Wording.of(undone.size(), found.words().size()));
        }
        return examination.dossier().register().decisions().isEmpty()
                ? say("%s, and no decision on record to hold them against", all)
                : found.words().size() == 1
                        ? say("No decision works against the one announcement")
                        : say("No decision works against any of %s", all);
    }

    private static String kept(SaidAndDone found) {
        if (found.due() == 1) {
            return found.kept() == 1
                    ? say("The one promise that came due was kept")
                    : say("The one promise that came due was not kept");
        }
        return say("%s promises that came due were kept", Wording.of(found.kept(), found.due()));
    }

    private static String lede(SaidAndDone found) {
        if (!recorded(found)) {
            return say("When what is said and what is done part ways, the front line stops believing either.");
        }
        return found.due() > 0 && !found.words().isEmpty() ? kept(found) + "." : "";
    }

    /// What staff believe, with the figure in which the conflicts are marked where there is one.
    private static Card belief(Examination examination, Evidence belief, Links links) {
        Card own = Card.of(belief, Cause.SAY_DO_GAP, links);
        return evidence(examination, Cause.SAY_DO_GAP, "conflicts")
                .filter(e -> e.indicator().figure().isPresent())
                .map(e -> Card.of(e, Cause.SAY_DO_GAP, links))
                .map(marked -> new Card(own.statement(), marked.chart(), marked.table(), own.judged()))
                .orElse(own);
    }

    private static Optional<Listening> listening(Examination examination) {
        SaidAndDone found = examination.saidAndDone();
        if (found.listening().isEmpty()) {
            return Optional.empty();
        }
        double hours = found.listening().stream().mapToDouble(Heard::hours).sum();
        return Optional.of(new Listening(
                hours > 0
                        ? say(
                                "%s listened: %s in the entries that give hours.",
                                Wording.count(found.listeners(), "leader", "leaders"), hours(hours))
                        : say("%s listened.", Wording.count(found.listeners(), "leader", "leaders")),
                found.listening().stream()
                        .map(h -> new Listening.Line(
                                h.kind().isEmpty() ? say("Not said") : CodeWords.said(h.kind()),
                                h.hours() > 0 ? hours(h.hours()) : "",
                                Wording.count(h.times(), "time", "times")))
                        .toList(),
                evidence(examination, Cause.MANAGEMENT_OUT_OF_TOUCH, "listening")
                        .map(e -> Markup.marked(e.indicator().statement()))
                        .orElse(Markup.NONE)));
    }

    private static String hours(double hours) {
        return hours == 1 ? say("1 hour") : say("%s hours", Words.number(hours));
    }

    private static Grounds grounds(Cause cause, Shell shell) {
        return new Grounds(cause.title(), shell.links().cause(cause));
    }

    private static Optional<Evidence> evidence(Examination examination, Cause cause, String indicator) {
        return examination.diagnosis().verdict(cause).evidence().stream()
                .filter(e -> e.indicator().id().equals(indicator))
                .findFirst();
    }
}
