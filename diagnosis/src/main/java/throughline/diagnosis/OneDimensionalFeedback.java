package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.diagnosis.FeedbackAspects.Reach;
import throughline.diagnosis.FeedbackAspects.Together;
import throughline.diagnosis.Judgement.Next;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Measure;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.Estimate;
import throughline.statistics.Proportion;

/// Cause 1.4: customers are measured by one score, by a count of complaints, or not at all.
///
/// Graded: nothing (touchpoints with under 10 % of contacts have an answer), complaints only (over 90 % of the voices),
/// or one thing (one question, or several with one factor behind them). Absent where answers cover at least three
/// aspects of service ([FeedbackAspects]) on 80 % of the contacts, and the questions of each dimension that has several
/// surely agree.
final class OneDimensionalFeedback implements Detector {

    /// Below this share of contacts with any answer nobody asks (causes.md, 1.4).
    static final double ANSWERED_PRESENT = 0.1;

    /// Share of contacts on which the aspects must be asked about (causes.md, 1.4).
    static final double COVERED = 0.8 - 1e-9;

    /// Above this share of all voices, complaints are the only measure (causes.md, 1.4).
    static final double COMPLAINTS_PRESENT = 0.9;

    /// Fewest voices before their mixture is judged (ours).
    static final int MINIMUM_VOICES = 30;

    private static final List<String> WORTH_ASKING =
            List.of("empathy", "effort", "reliability", "feeling", "responsiveness", "assurance", "outcome");

    @Override
    public Cause cause() {
        return Cause.ONE_DIMENSIONAL_FEEDBACK;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        return new Examination(dossier).verdict();
    }

    /// One look at one organisation.
    private static final class Examination {

        private final Dossier dossier;
        private final Volume volume;
        private final long answers;
        private final long complaints;
        private final Judgement judgement = Judgement.of(Cause.ONE_DIMENSIONAL_FEEDBACK);
        private final List<String> actions = new ArrayList<>();
        private String undecided =
                say("There are not enough answers to tell how many sides of service customers are asked about.");

        Examination(Dossier dossier) {
            this.dossier = dossier;
            this.volume = Volume.of(dossier);
            this.answers = dossier.rows(FactKind.RESPONSES);
            this.complaints = dossier.rows(FactKind.COMPLAINTS);
        }

        Verdict verdict() {
            voices();
            Silence.ofAnswers(dossier, card("who-answers", say("Who is not heard")))
                    .ifPresent(judgement::context);
            Silence.ofComplaints(dossier, card("complaint-iceberg", say("Who does not complain")))
                    .ifPresent(judgement::context);
            if (answers < FeedbackAspects.MINIMUM_ANSWERS) {
                judgement.missing(
                        "responses",
                        Wording.needed(
                                answers,
                                FeedbackAspects.MINIMUM_ANSWERS,
                                dossier.period(),
                                "answer of customers",
                                "answers of customers"));
            } else if (!Freshness.stale(dossier, FactKind.RESPONSES, judgement)) {
                aspects();
            }
            String next = actions.isEmpty()
                    ? say("Bring in the answers of customers; if nobody asks them, start at the busiest touchpoint.")
                    : actions.getFirst();
            return judgement.verdict(undecided, Next.of(next, next));
        }

        /// Complaints against answers. No table of answers may mean that nobody asks, or that it was not brought along:
        /// only what shows that somebody asks, a declared question or an invitation, decides for the second.
        private void voices() {
            long voices = answers + complaints;
            boolean asks = dossier.has(FactKind.RESPONSES);
            boolean asksNobody = !dossier.has(FactKind.INVITATIONS)
                    && dossier.organisation().measures().stream().noneMatch(Examination::question);
            if (complaints == 0 || voices < MINIMUM_VOICES || (!asks && !asksNobody)) {
                return;
            }
            Estimate share = Proportion.wilson((double) complaints, (double) voices, 0.95);
            judgement.telling(card("complaint-share", say("Whose voice is heard"))
                    .rule(key("present if complaints are surely over 90 % of all voices"))
                    .rests(voices, say("voices"))
                    .files(FactKind.COMPLAINTS)
                    .files(FactKind.RESPONSES)
                    .method(say("Wilson interval, 95 %"))
                    .query(CubeQuery.of(FactKind.COMPLAINTS))
                    .rows(new RowQuery(
                            FactKind.COMPLAINTS,
                            List.of("complaint_id", "received_at", "touchpoint", "category"),
                            List.of()))
                    .says(
                            say(
                                    "[[%s voices of customers are complaints]]; %s.",
                                    Wording.of(complaints, voices),
                                    complaints < voices
                                            ? say("the others are answers to questions")
                                            : say("no answer to a question is among them")),
                            Statistic.of(say("share of voices that are complaints"), share),
                            new Scale(0, 0.8, COMPLAINTS_PRESENT, 1.05)));
            if (share.low() > COMPLAINTS_PRESENT) {
                actions.add(ask());
            }
        }

        private static boolean question(Measure measure) {
            return measure.kind() == Kind.PERCEPTION
                    || measure.kind() == Kind.FEELING
                    || measure.kind() == Kind.OUTCOME;
        }

        private String ask() {
            return volume.entries().stream()
                    .findFirst()
                    .map(e -> say(
                            "Ask customers before they complain, first at %s%s.",
                            title(e.touchpoint()), volume.part(e.touchpoint())))
                    .orElseGet(() -> say("Ask customers before they complain."));
        }

        private String title(String touchpoint) {
            return dossier.registry()
                    .touchpoint(touchpoint)
                    .map(Touchpoint::title)
                    .orElse(touchpoint);
        }

        private void aspects() {
            var aspects = new FeedbackAspects(dossier);
            if (aspects.items().isEmpty()) {
                judgement.missing("responses", say("Questions with a scale in the answers; there is none yet."));
                return;
            }
            Reach reach = aspects.reach(volume);
            boolean weighted = volume.known() && reach.placed();
            if (weighted) {
                answered(reach);
            }
            int asked = aspects.count();
            int covered = asked;
            if (weighted) {
                covered = reach.on(COVERED, volume);
            } else if (volume.known()) {
                judgement.missing("responses", say("The touchpoint of each answer, to weigh it with the contacts."));
                covered = Math.min(asked, 2);
            }
            Optional<Integer> factors = asked > 1
                    ? Optional.of(asked)
                    : aspects.items().size() == 1
                            ? Optional.of(1)
                            : aspects.together().map(Together::factors);
            if (factors.isEmpty()) {
                judgement.missing(
                        "responses",
                        say(
                                "%s more answers to all questions at once, to count what they have in common.",
                                Wording.count(FeedbackAspects.MINIMUM_ANSWERS)));
                return;
            }
            // That no second factor stands out of few answers, or of some questions, does not say that there is none.
            int looked = Math.min(aspects.items().size(), ItemTables.MOST_ITEMS);
            boolean doubtful = asked == 1
                    && factors.get() == 1
                    && aspects.together()
                            .filter(t -> t.most() > 1 || t.items() < looked)
                            .isPresent();
            int value = Math.max(covered, Math.min(2, doubtful ? 2 : Math.max(asked, factors.get())));
            judge(aspects, reach, value);
            if (value > 2 && !aspects.agree()) {
                judgement.incomplete();
                aspects.unsure().forEach(s -> judgement.missing("responses", s.wanting(dossier.period())));
                aspects.apart()
                        .forEach(a -> judgement.missing(
                                "responses",
                                say(
                                        "Answers to two questions on %s by the same customer; whether those asked agree is not known.",
                                        FeedbackAspects.word(a))));
                undecided = say(
                        "Customers are asked about three sides of service or more, if the questions on each agree.");
            }
            new AnswersInCommon(dossier, aspects).cards().forEach(judgement::context);
            if (doubtful) {
                judgement.missing(
                        "responses",
                        say(
                                "More answers to all questions at once: those so far may hide a second thing that they measure."));
                undecided = say(
                        "The questions asked may measure one thing only, but there are too few answers to be sure.");
            } else if (value == 2) {
                undecided = asked > 2
                        ? say(
                                "Customers are asked about %s sides of service, but about fewer than three on most contacts.",
                                asked)
                        : say("Customers are asked about more than one side of service, but about fewer than three.");
            }
            weekly(aspects).ifPresent(judgement::trend);
        }

        private void answered(Reach reach) {
            double share = reach.answered(volume);
            Optional<Volume.Entry> silent = volume.entries().stream()
                    .filter(e -> reach.answers().getOrDefault(e.touchpoint(), 0L) == 0)
                    .findFirst();
            judgement.telling(card("answers-coverage", say("Where anybody asks"))
                    .rule(key("present if touchpoints with under 10 % of contacts had an answer in the last 90 days"))
                    .rests(volume.total(), say("contacts"))
                    .files(volume.files(dossier))
                    .files(FactKind.RESPONSES)
                    .method(say("share of contacts, full count"))
                    .query(CubeQuery.of(FactKind.RESPONSES).by("touchpoint"))
                    .figure(new Figure.Bars(
                            say("Share of contacts by touchpoint; marked where no customer answered in 90 days."),
                            "%",
                            volume.entries().stream()
                                    .limit(12)
                                    .map(e -> new Figure.Bars.Bar(
                                            title(e.touchpoint()),
                                            volume.share(e.touchpoint()),
                                            !reach.answers().containsKey(e.touchpoint())))
                                    .toList(),
                            null))
                    .says(
                            say(
                                    "In the last 90 days customers answered at touchpoints with [[%s of contacts]].",
                                    Wording.percent(share)),
                            Statistic.counted(
                                    say("share of contacts with answers"),
                                    share,
                                    volume.entries().size()),
                            new Scale(1, COVERED, ANSWERED_PRESENT, -0.01)));
            if (share < COVERED) {
                silent.ifPresent(e -> actions.add(say(
                        "Ask customers at %s (%s of contacts); nobody has answered there.",
                        title(e.touchpoint()), Wording.percent(volume.share(e.touchpoint())))));
            }
        }

        /// Of which part of the contacts something holds; nothing can be said where they are not on record.
        private String on(String part) {
            return volume.known() ? say(" on %s of contacts", part) : "";
        }

        private void judge(FeedbackAspects aspects, Reach reach, int value) {
            List<Entry> items = aspects.items();
            String first = items.getFirst().title();
            String statement;
            if (items.size() == 1) {
                statement = say("All %s answers hold [[one question]]: %s.", Wording.count(answers), first);
            } else if (value <= 1) {
                statement = say(
                        "The %s questions asked [[measure one thing]]: %s.",
                        items.size(),
                        aspects.together()
                                .map(t -> say("they are worth %s", Wording.number(t.dimensions())))
                                .orElse(say("one factor lies behind them")));
            } else if (value <= 2) {
                statement = say(
                        "Answers cover [[fewer than three aspects]] of service%s (asked: %s).",
                        on("80 %"), Wording.names(names(aspects), 4));
            } else {
                statement = say(
                        "Answers cover [[%s aspects of service]]%s: %s.",
                        value, on(say("at least 80 %")), Wording.names(names(aspects), 5));
            }
            var bars = new ArrayList<Figure.Bars.Bar>();
            reach.shares()
                    .forEach((aspect, share) -> bars.add(
                            new Figure.Bars.Bar(Wording.sentence(aspect), Math.min(1, share), share < COVERED)));
            bars.sort(Comparator.comparingDouble(Figure.Bars.Bar::value).reversed());
            Card card = card("aspects-asked", say("How many sides of service"))
                    .rule(key("present with one question or one factor; absent with 3 aspects on 80 % of contacts"))
                    .rests(answers, say("answers"))
                    .files(FactKind.RESPONSES)
                    .method(say("full count of aspects; factors by parallel analysis, reliability by alpha or omega"))
                    .rows(new RowQuery(
                            FactKind.RESPONSES,
                            items.stream().map(Entry::id).limit(12).toList(),
                            List.of(new Filter.Known(items.getFirst().id()))));
            if (!bars.isEmpty()) {
                card.query(aspects.query())
                        .figure(new Figure.Bars(
                                say("Share of contacts at touchpoints where the aspect is asked about, last 90 days."),
                                "%",
                                bars,
                                COVERED));
            }
            judgement.essential(card.says(
                    statement,
                    Statistic.counted(say("aspects of service asked about"), value, items.size()),
                    new Scale(5, 2.5, 1.5, 0)));
            aspects.unreliable()
                    .forEach(a -> judgement.missing(
                            "responses",
                            say(
                                    "Better questions on %s: those asked do not agree with each other.",
                                    FeedbackAspects.word(a))));
            if (value <= 2) {
                List<String> absent = WORTH_ASKING.stream()
                        .filter(a -> !aspects.counting().contains(a))
                        .limit(2)
                        .toList();
                actions.add(
                        absent.isEmpty()
                                ? say(
                                        "Ask the same questions at every touchpoint; few contacts have one that asks them all.")
                                : beside(
                                        absent.size(),
                                        first,
                                        items.size(),
                                        Wording.names(
                                                absent.stream()
                                                        .map(FeedbackAspects::word)
                                                        .toList(),
                                                2)));
            }
        }

        private static String beside(int absent, String first, int asked, String on) {
            if (asked == 1) {
                return say(
                        absent == 1 ? "Add a question beside %s: on %s." : "Add two questions beside %s: on %s.",
                        first,
                        on);
            }
            return say(
                    absent == 1
                            ? "Add a question beside the %s asked: on %s."
                            : "Add two questions beside the %s asked: on %s.",
                    asked,
                    on);
        }

        private static List<String> names(FeedbackAspects aspects) {
            return aspects.names().isEmpty() ? List.of(say("none that agree")) : aspects.names();
        }

        private Card card(String id, String title) {
            return Card.of(Cause.ONE_DIMENSIONAL_FEEDBACK, id, title, dossier);
        }

        /// Questions answered an answer, week by week.
        private Optional<Trend> weekly(FeedbackAspects aspects) {
            List<Entry> items = aspects.items();
            Map<LocalDate, Double> weeks = new TreeMap<>();
            for (Cell cell : dossier.scan(CubeQuery.of(FactKind.RESPONSES)
                    .by(new Key.Week())
                    .sum(items.stream().map(Entry::id).toArray(String[]::new)))) {
                double known = 0;
                for (int i = 0; i < items.size(); i++) {
                    known += cell.sum(i).count();
                }
                weeks.put(cell.day(0), known / cell.rows());
            }
            return weeks.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Trend(
                            say("questions answered in each answer"),
                            false,
                            weeks.entrySet().stream()
                                    .map(e -> new Trend.Point(e.getKey(), e.getValue()))
                                    .toList()));
        }
    }
}
