package throughline.server.alerts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /// Most false alarms a year; a table whose own record has longer gaps more often has no rhythm to be late against.
    private static final double MOST_CHANCE = 1;

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
                        conflicts(examination).stream())
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
                                                "The step “%s” (%s) had stuck and is slipping back since the week to %s%s."
                                                        .formatted(
                                                                step.title(),
                                                                step.place(),
                                                                Words.date(since),
                                                                moved(weeks)),
                                                Chances.perYear(
                                                        RelapseAlarm.falseAlarms(weeks.baselineWeeks()),
                                                        "for a step that goes on holding"),
                                                "Find out what changed there in the weeks before, and bring it back before the next step starts.")));
    }

    private static String moved(StepWeeks weeks) {
        return weeks.after()
                .map(after -> ". %s had gone from %s to %s"
                        .formatted(
                                weeks.measure(), StepChart.words(weeks, weeks.before()), StepChart.words(weeks, after)))
                .orElse("");
    }

    /// Those of which both sides have been known for no longer than the days within which they conflict: what is older
    /// stands on the page of what is said and done.
    private static List<Finding> conflicts(Examination examination) {
        SaidAndDone all = examination.saidAndDone();
        LocalDate day = examination.dossier().period().to();
        var found = new ArrayList<Finding>();
        for (SaidAndDone.Word word : all.words()) {
            word.undoes().ifPresent(done -> found.add(conflict(examination, word.said(), done)));
        }
        for (SaidAndDone.Promised promised : all.promises()) {
            promised.undoes().ifPresent(done -> found.add(conflict(examination, promised.promise(), done)));
        }
        return found.stream()
                .filter(f -> !f.since().isBefore(day.minusDays(SaidAndDone.DAYS)))
                .toList();
    }

    private static Finding conflict(Examination examination, Announcement said, Decision done) {
        return conflict(
                examination,
                "said:" + said.id(),
                said.at(),
                "%s was said".formatted(quoted(said.text(), said.theme(), "Something")),
                said.unit(),
                done);
    }

    private static Finding conflict(Examination examination, PromiseMade promise, Decision done) {
        String about = Optional.ofNullable(promise.measure())
                .map(m -> examination
                        .dossier()
                        .measures()
                        .find(m)
                        .map(e -> e.title())
                        .orElse(m))
                .map("%s was promised"::formatted)
                .orElse("A promise was made");
        return conflict(examination, "promised:" + promise.id(), promise.madeOn(), about, promise.unit(), done);
    }

    private static Finding conflict(
            Examination examination, String said, LocalDate at, String words, @Nullable String to, Decision done) {
        LocalDate since = at.isAfter(done.at()) ? at : done.at();
        return new Finding(
                Kind.WORD_AND_DEED,
                "%s done:%s".formatted(said, done.id()),
                since,
                "%s to %s on %s; a decision of %s for %s works against it: %s"
                        .formatted(
                                words,
                                place(examination, to),
                                Words.date(at),
                                Words.date(done.at()),
                                place(examination, done.unit()),
                                sentence(quoted(done.text(), done.kind(), "it says no more"))),
                Chances.ON_RECORD,
                "Change the decision, or say openly why it was taken and what becomes of the promise.");
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
                ? "everybody"
                : examination.dossier().registry().unit(unit).map(Unit::title).orElse(unit);
    }

    /// Tables that get no rows any more.
    ///
    /// @param whole all facts there are
    /// @param today the day on which it is asked
    public static List<Finding> late(Dossier whole, LocalDate today) {
        return FLOWING.stream()
                .flatMap(kind -> Freshness.of(whole, kind, today).stream())
                .filter(f -> f.late() && f.chance() <= MOST_CHANCE)
                .map(Findings::late)
                .toList();
    }

    /// A webhook that was given up.
    public static Finding stopped(Webhook webhook, Instant at) {
        return new Finding(
                Kind.WEBHOOK,
                webhook.id().toString(),
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                "Nothing more is sent to the webhook at %s: it took nothing for days, or said that it is gone."
                        .formatted(webhook.address().getHost()),
                Chances.OBSERVED,
                "Mend the receiver, then send to it again; or remove the webhook.");
    }

    private static Finding late(Freshness table) {
        return new Finding(
                Kind.DATA_LATE,
                table.kind().table(),
                table.newest().plusDays(7),
                "The newest rows of %s are of the week of %s. For %s there have been none, longer than this table’s own rhythm allows (%s)."
                        .formatted(
                                table.kind().table(),
                                Words.date(table.newest()),
                                Wording.count(table.behind(), "day", "days"),
                                Wording.count(table.allowed(), "day", "days")),
                Chances.perYear(table.chance(), "by the gaps on its own record"),
                "Look whether what sends this table still runs. Causes that rest on it turn to not enough evidence.");
    }
}
