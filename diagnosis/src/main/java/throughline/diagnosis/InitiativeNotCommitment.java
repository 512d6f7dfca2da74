package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.StepLog.Begun;
import throughline.lake.fact.FactKind;
import throughline.statistics.Estimate;

/// Cause 2.1: improvement is a stand-alone initiative and fades when it ends.
///
/// Present when less than half of the gain of ended steps is kept from 60 to 240 days after their end, or when most
/// ended steps have neither somebody who keeps them nor an objective. Absent when at least half is kept and most have.
final class InitiativeNotCommitment implements Detector {

    private static final Scale KEPT = new Scale(1, 0.5, 0.5, 0);
    private static final Threshold KEPT_LIMIT = Threshold.ours(
            "initiative-not-commitment.kept",
            key("present below half of the gain, absent from half; at least 5 steps that ended 90 days ago"));
    private static final Scale ORPHANED = new Scale(0, 0.5, 0.5, 1);
    private static final Threshold ORPHANED_LIMIT = Threshold.ours(
            "initiative-not-commitment.orphaned", key("present above 50 % of ended steps, absent below"));

    @Override
    public Cause cause() {
        return Cause.INITIATIVE_NOT_COMMITMENT;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        var judgement = Judgement.of(cause());
        var log = StepLog.of(dossier);
        LocalDate end = dossier.period().to();
        List<Begun> ended = log.steps().stream()
                .filter(s -> endedBy(s, end))
                .sorted(Comparator.comparing((Begun s) -> endOf(s, end)).reversed())
                .toList();
        String unknown =
                log.steps().isEmpty() ? say(StepLog.BEGIN) : say("Keep measuring for 90 days after each step ends.");
        String undecided = say("It is not known whether improvements last once their step has ended.");
        if (!log.judgeable(judgement, dossier.period())) {
            return judgement.verdict(undecided, Judgement.Next.of(unknown, unknown));
        }
        if (ended.size() < StepLog.MINIMUM) {
            judgement.missing(
                    "steps",
                    Wording.needed(ended.size(), StepLog.MINIMUM, dossier.period(), "ended step", "ended steps"));
            return judgement.verdict(undecided, Judgement.Next.of(unknown, unknown));
        }
        kept(dossier, log, judgement);
        if (declared(dossier, ended)) {
            judgement.other(orphaned(dossier, ended));
        } else {
            judgement.missing("steps", say("Who keeps each step after its end (owner_after), or its objective."));
        }
        return judgement.verdict(undecided, Judgement.Next.of(next(dossier, ended), unknown));
    }

    private static boolean endedBy(Begun step, LocalDate end) {
        return !endOf(step, end.plusDays(1)).isAfter(end);
    }

    private static LocalDate endOf(Begun step, LocalDate otherwise) {
        LocalDate ended = step.step().endedOn();
        return ended == null ? otherwise : ended;
    }

    private static void kept(Dossier dossier, StepLog log, Judgement judgement) {
        var retention = new Retention(dossier, log);
        List<Begun> judged = retention.judged();
        retention.trend().ifPresent(judgement::trend);
        if (!retention.undirected().isEmpty()) {
            judgement.missing(
                    Card.RECORD,
                    say(
                            "Which way is better for %s: declare it with better under measures.",
                            Wording.names(retention.undirected(), 3)));
        }
        if (retention.measures().isEmpty()) {
            judgement.missing("steps", say("The measure each step aims at (aimed_at), with facts by unit and week."));
            return;
        }
        if (judged.size() < StepLog.MINIMUM) {
            judgement.missing(
                    "steps",
                    say(
                            "Ended steps measured from 4 weeks before their start to 90 days after their end: %s",
                            Wording.needed(judged.size(), StepLog.MINIMUM, dossier.period(), "step", "steps")));
            return;
        }
        Optional<Retention.Result> result = retention.result();
        if (result.isEmpty()) {
            judgement.missing(
                    "steps", say("Units without a step at the same time; here a gain cannot be told from a season."));
            return;
        }
        Retention.Result gains = result.get();
        var holding =
                GainsHolding.of(retention, gains.byPart(), dossier.period().to());
        holding.atNinetyDays(dossier, judged).ifPresent(judgement::context);
        holding.halfLife(dossier, judged).ifPresent(judgement::context);
        if (gains.kept().isEmpty()) {
            judgement.missing(
                    "steps",
                    say(
                            "A gain to be kept: while the ended steps were on, their measures did not surely improve (%s sd).",
                            Wording.changes(gains.gain().interval())));
            return;
        }
        judgement.essential(
                indicator(dossier, retention, judged, gains, gains.kept().get()));
    }

    private static Indicator indicator(
            Dossier dossier, Retention retention, List<Begun> judged, Retention.Result gains, Estimate kept) {
        String statement = left(kept.value(), Wording.count(judged.size(), "step", "steps"));
        var rows = new ArrayList<Figure.Estimates.Row>();
        rows.add(row(say("While it is on"), gains.gain()));
        gains.soon().ifPresent(soon -> rows.add(row(say("To day 60 after"), soon)));
        rows.add(row(say("Day 60 to 240"), gains.late()));
        Set<FactKind> kinds =
                retention.measures().values().stream().map(UnitWeeks::kind).collect(Collectors.toSet());
        return new Indicator(
                "gain-kept",
                say("What is left when a step has ended"),
                statement,
                new Statistic(
                        say("share of the gain kept"),
                        kept.value(),
                        kept.interval(),
                        kept.standardError(),
                        judged.size()),
                KEPT,
                KEPT_LIMIT,
                new Lineage(
                        judged.size(),
                        say("ended steps"),
                        Stream.concat(Stream.of(FactKind.STEPS), kinds.stream().sorted())
                                .flatMap(k -> dossier.files(k).stream())
                                .distinct()
                                .toList(),
                        dossier.period(),
                        say(
                                "Event study with unit and week effects, clustered by unit, Fieller's interval, 95 %, version 1"),
                        say(
                                "%s by unit and week, %s in all",
                                String.join(", ", retention.measures().keySet()),
                                Wording.count(
                                        retention.measures().values().stream()
                                                .mapToLong(UnitWeeks::rows)
                                                .sum(),
                                        "row",
                                        "rows")),
                        Optional.of(StepLog.rows(judged))),
                Optional.of(new Figure.Estimates(
                        say(
                                "Gain of %s against their baseline and other units, in standard deviations",
                                Wording.count(judged.size(), "ended step", "ended steps")),
                        "sd",
                        rows,
                        0.0)));
    }

    /// The share kept in words; what estimates below none or above all of the gain is none or all of it.
    private static String left(double share, String steps) {
        if (share < 0.0005) {
            return say("[[None of the gain is left]] 60 to 240 days after the end of %s.", steps);
        }
        return share > 1
                ? say("[[All of the gain is left]] 60 to 240 days after the end of %s.", steps)
                : say("[[%s of the gain is left]] 60 to 240 days after the end of %s.", Wording.percent(share), steps);
    }

    private static Figure.Estimates.Row row(String label, Estimate gain) {
        return new Figure.Estimates.Row(label, gain.value(), gain.low(), gain.high());
    }

    /// Whether the log says anything of who keeps a step; columns that were never kept say nothing.
    private static boolean declared(Dossier dossier, List<Begun> ended) {
        return dossier.has(FactKind.STEPS, "owner_after")
                || dossier.has(FactKind.STEPS, "objective")
                || ended.stream().anyMatch(s -> !orphan(s));
    }

    private static boolean orphan(Begun step) {
        return step.step().ownerAfter() == null && step.step().objective() == null;
    }

    private static Indicator orphaned(Dossier dossier, List<Begun> ended) {
        long orphans = ended.stream().filter(InitiativeNotCommitment::orphan).count();
        return new Indicator(
                "steps-left-alone",
                say("Who keeps what was gained"),
                say(
                        "[[%s ended steps]] have neither an owner nor an objective to keep them.",
                        Wording.of(orphans, ended.size())),
                Statistic.counted(
                        say("share of ended steps that nobody keeps"), (double) orphans / ended.size(), ended.size()),
                ORPHANED,
                ORPHANED_LIMIT,
                StepLog.lineage(dossier, ended, say("ended steps"), say("Full count, version 1")),
                Optional.empty());
    }

    private static String next(Dossier dossier, List<Begun> ended) {
        Begun step = ended.stream()
                .filter(InitiativeNotCommitment::orphan)
                .findFirst()
                .orElseGet(ended::getFirst);
        String place = step.units().size() == 1
                ? StepLog.title(dossier, step.units().getFirst())
                : Wording.count(step.units().size(), "unit", "units");
        return orphan(step)
                ? say("Name who keeps “%s” at %s, with a standard and a chart.", step.title(), place)
                : say("Reopen “%s” at %s with its owner, a standard and a chart.", step.title(), place);
    }
}
