package throughline.server.alerts;

import static throughline.text.Text.say;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Freshness;
import throughline.diagnosis.SaidAndDone;
import throughline.diagnosis.StepStanding;
import throughline.diagnosis.StepStanding.Phase;
import throughline.diagnosis.StepWeeks;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Register.Announcement;
import throughline.organisation.Register.Decision;
import throughline.organisation.Register.PromiseMade;
import throughline.server.alerts.Alert.Finding;
import throughline.server.alerts.Alert.Kind;
import throughline.server.chart.StepChart;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;
import throughline.server.webhook.Webhook;
import throughline.statistics.control.RelapseAlarm;

/// What stands in an examination and should be known.
public final class Findings {

    /// Most gaps a year; a table on whose own record there are more has no rhythm to be late against.
    private static final double MOST_CHANCE = 1;

    /// Most things that an alert names of those that a decision works against.
    private static final int NAMED = 2;

    /// Tables that fill by themselves. Of the others nobody can say whether something is late or nothing was done.
    private static final Set<FactKind> FLOWING = EnumSet.of(
            FactKind.INTERACTIONS,
            FactKind.EVENTS,
            FactKind.RESPONSES,
            FactKind.INVITATIONS,
            FactKind.COMPLAINTS,
            FactKind.READINGS,
            FactKind.PULSE,
            FactKind.EVALUATIONS,
            FactKind.TRAINING,
            FactKind.AGENDAS);

    private Findings() {}

    /// Steps that slip and words that deeds undo.
    public static List<Finding> of(Examination examination) {
        return Stream.concat(
                        examination.steps().all().stream()
                                .filter(s -> s.phase() == Phase.SLIPPED)
                                .flatMap(s -> relapse(s).stream()),
                        conflicts(examination))
                .toList();
    }

    private static Optional<Finding> relapse(StepStanding step) {
        return step.weeks()
                .flatMap(
                        weeks -> weeks.slipped()
                                .map(
                                        since -> new Finding(
                                                Kind.RELAPSE,
                                                step.step().id(),
                                                since,
                                                say(
                                                        "The step “%s” (%s) had stuck and is slipping back since the week to %s%s.",
                                                        step.title(), step.place(), Words.date(since), moved(weeks)),
                                                Chances.perYear(
                                                        RelapseAlarm.falseAlarms(weeks.baselineWeeks()),
                                                        say("for a step that goes on holding")),
                                                say(
                                                        "Find out what changed there in the weeks before, and bring it back before the next step starts."))));
    }

    private static String moved(StepWeeks weeks) {
        return weeks.after()
                .map(after -> say(
                        ". %s had gone from %s to %s",
                        weeks.measure(), StepChart.words(weeks, weeks.before()), StepChart.words(weeks, after)))
                .orElse("");
    }

    /// Something that was said or promised, and the decision that works against it.
    ///
    /// @param at when it was said or promised
    /// @param words it and its place
    private record Conflict(Decision done, LocalDate at, String words) {

        /// When both sides were known.
        LocalDate since() {
            return at.isAfter(done.at()) ? at : done.at();
        }
    }

    /// One for each decision. It stands while there is something it works against of which both sides have been known
    /// for no longer than the days within which they conflict: what is older stands on the page of what is said and
    /// done.
    private static Stream<Finding> conflicts(Examination examination) {
        SaidAndDone all = examination.saidAndDone();
        LocalDate first = examination.dossier().period().to().minusDays(SaidAndDone.DAYS);
        var byDecision = new TreeMap<String, List<Conflict>>();
        Stream.concat(
                        all.words().stream()
                                .flatMap(w -> w.undoes().stream()
                                        .map(done -> new Conflict(done, w.said().at(), words(examination, w.said())))),
                        all.promises().stream()
                                .flatMap(p -> p.undoes().stream()
                                        .map(done -> new Conflict(
                                                done, p.promise().madeOn(), words(examination, p.promise())))))
                .filter(c -> !c.since().isBefore(first))
                .forEach(c -> byDecision
                        .computeIfAbsent(c.done().id(), d -> new ArrayList<>())
                        .add(c));
        return byDecision.values().stream().map(c -> conflict(examination, c));
    }

    private static String words(Examination examination, Announcement said) {
        return say(
                "%s, said to %s on %s",
                quoted(said.text(), said.theme(), say("something")),
                place(examination, said.unit()),
                Words.date(said.at()));
    }

    private static String words(Examination examination, PromiseMade promise) {
        String measure = Optional.ofNullable(promise.measure())
                .map(m -> examination
                        .dossier()
                        .measures()
                        .find(m)
                        .map(e -> e.title())
                        .orElse(m))
                .orElse(say("something"));
        return say(
                "%s, promised to %s on %s", measure, place(examination, promise.unit()), Words.date(promise.madeOn()));
    }

    /// @param all what one decision works against, at least one
    private static Finding conflict(Examination examination, List<Conflict> all) {
        Decision done = all.getFirst().done();
        List<String> named = all.stream()
                .sorted(Comparator.comparing(Conflict::at).reversed().thenComparing(Conflict::words))
                .limit(NAMED)
                .map(Conflict::words)
                .toList();
        int more = all.size() - named.size();
        return new Finding(
                Kind.WORD_AND_DEED,
                "done:" + done.id(),
                done.at(),
                say(
                        "A decision of %s for %s works against %s said or promised: %s%s. The decision: %s",
                        Words.date(done.at()),
                        place(examination, done.unit()),
                        all.size() == 1 ? say("something") : Wording.count(all.size(), "thing", "things"),
                        String.join("; ", named),
                        more == 0 ? "" : say("; and %s more", Words.count(more)),
                        sentence(quoted(done.text(), done.kind(), say("it says no more")))),
                say(Chances.ON_RECORD),
                say("Change the decision, or say openly why it was taken and what becomes of what was said."));
    }

    private static String quoted(@Nullable String text, @Nullable String other, String otherwise) {
        return Stream.of(Optional.ofNullable(text), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .filter(t -> !t.isBlank())
                .findFirst()
                .map(t -> "“%s”".formatted(t.strip()))
                .orElse(otherwise);
    }

    private static String sentence(String text) {
        return text.matches("(?s).*[.!?…]”?") ? text : text + ".";
    }

    private static String place(Examination examination, @Nullable String unit) {
        return unit == null
                ? say("everybody")
                : examination.dossier().registry().unit(unit).map(Unit::title).orElse(unit);
    }

    /// Tables that get no rows any more.
    ///
    /// @param whole all facts there are
    /// @param today the day on which it is asked
    public static List<Finding> late(Dossier whole, LocalDate today) {
        return FLOWING.stream()
                .flatMap(kind -> Freshness.of(whole, kind, today).stream())
                .filter(f -> f.late() && f.rhythmic() && (f.gaps() == 0 || f.chance() <= MOST_CHANCE))
                .map(Findings::late)
                .toList();
    }

    /// A webhook that was given up.
    public static Finding stopped(Webhook webhook, Instant at) {
        return new Finding(
                Kind.WEBHOOK,
                webhook.id().toString(),
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                say(
                        "Nothing more is sent to the webhook at %s: it took nothing for days, or said that it is gone.",
                        webhook.address().getHost()),
                say(Chances.OBSERVED),
                say("Mend the receiver, then send to it again; or remove the webhook."));
    }

    private static Finding late(Freshness table) {
        return new Finding(
                Kind.DATA_LATE,
                table.kind().table(),
                table.newest().plusDays(7),
                say(
                        "The newest rows of %s are of the week of %s. For %s there have been none, longer than this table’s own rhythm allows (%s).",
                        table.kind().table(),
                        Words.date(table.newest()),
                        Wording.count(table.behind(), "day", "days"),
                        Wording.count(table.allowed(), "day", "days")),
                Chances.ofGaps(table),
                say(
                        "Look whether what sends this table still runs. Causes that rest on it turn to not enough evidence."));
    }
}
