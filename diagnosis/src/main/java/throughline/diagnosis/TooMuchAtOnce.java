package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import throughline.diagnosis.Claim.AnyOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.StepLog.Begun;
import throughline.lake.fact.FactKind;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Proportion;
import throughline.statistics.Quantile;

/// Cause 2.5: too many changes, none given the time to become habit.
///
/// Present when two or more unproven steps run at once in more than a quarter of the unit-weeks with any, or when the
/// next step usually starts before half of the bedding-in has passed. Absent when neither is so and the usual gap is
/// nearly the bedding-in. A step is unproven until its bedding-in has passed, or its own chart has passed the gate.
final class TooMuchAtOnce implements Detector {

    private static final double LEVEL = 0.95;

    /// A median needs as many values for an interval with two ends at 95 %.
    private static final int GAPS_FOR_MEDIAN = 6;

    private static final Scale CROWDED = new Scale(0, 0.25, 0.25, 0.75);
    /// Gaps in parts of the bedding-in: absent from 50 of 60 days, present below half.
    private static final Scale GAP = new Scale(1.5, 50.0 / 60, 0.5, 0);

    private static final Scale PROVEN = new Scale(1, 0.5, 0.5, 0);

    private static final String GAP_RULE = key(
            "present below half of the bedding-in (60 days unless the step says otherwise), absent from 10 days short of"
                    + " it");
    private static final String GAP_SOURCE =
            key("Lally et al. 2010, doi:10.1002/ejsp.674: habits took 66 days at the median, 18 to 254");

    @Override
    public Cause cause() {
        return Cause.TOO_MUCH_AT_ONCE;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        var judgement = Judgement.of(cause());
        var log = StepLog.of(dossier);
        String unknown = say(StepLog.BEGIN);
        if (!log.judgeable(judgement, dossier.period())) {
            return judgement.verdict(
                    say("Too few changes are on record to say whether there are too many."),
                    Judgement.Next.of(unknown, unknown));
        }
        var proven = ProvenSteps.of(dossier, log);
        var load = StepLoad.of(dossier, log, proven);
        var claims = new ArrayList<Claim>();
        load.share().map(share -> crowded(dossier, load, share)).ifPresent(crowded -> {
            if (load.enough()) {
                claims.add(crowded);
            } else {
                fewQuarters(load, crowded, judgement);
            }
        });
        List<Gap> gaps = gaps(log);
        if (worth(gaps) >= GAPS_FOR_MEDIAN) {
            claims.add(gap(dossier, log, gaps));
        } else if (!gaps.isEmpty()) {
            few(dossier, log, gaps, judgement);
        }
        if (load.active() == 0 && claims.isEmpty()) {
            judgement.missing("steps", say("The unit of each step; none of the steps on record ran in this period."));
        }
        if (!claims.isEmpty()) {
            judgement.essential(new AnyOf(claims));
            load.trend().ifPresent(judgement::trend);
        }
        provenFirst(dossier, log, proven).ifPresent(judgement::context);
        Steadiness.of(dossier).forEach(judgement::context);
        return judgement.verdict(
                say("The steps on record do not settle whether there are too many at once."),
                Judgement.Next.of(load.next(dossier, log), unknown));
    }

    /// Few quarters decide nothing, however many units are under the same steps; but the cause is not absent either.
    private static void fewQuarters(StepLoad load, Indicator crowded, Judgement judgement) {
        judgement.context(crowded);
        judgement.incomplete();
        judgement.missing(
                "steps",
                say(
                        "Quarters of a year with steps, units under the same step counting once: %s, %s are needed.",
                        load.blocks().size(), BlockBootstrap.MINIMUM_BLOCKS));
    }

    /// Few gaps decide nothing; but where their median is short, the cause is not absent either.
    private static void few(Dossier dossier, StepLog log, List<Gap> gaps, Judgement judgement) {
        Indicator gap = gap(dossier, log, gaps);
        judgement.context(gap);
        if (gap.statistic().value() < GAP.absent()) {
            judgement.incomplete();
            judgement.missing(
                    "steps",
                    say(
                            "Steps that follow each other in a unit: %s, %s are needed to tell the usual gap.",
                            Wording.count((long) worth(gaps), "pair", "pairs"), GAPS_FOR_MEDIAN));
        }
    }

    private static Indicator crowded(Dossier dossier, StepLoad load, Estimate share) {
        String statement = load.crowded() == 0
                ? say(
                        "No unit had two unproven steps at once in %s with a step.",
                        Wording.count(load.active(), "unit-week", "unit-weeks"))
                : say(
                        "Two or more unproven steps ran at once in [[%s unit-weeks]] with any step, %s of them.",
                        Wording.of(load.crowded(), load.active()), Wording.percent(share.value()));
        Card card = Card.of(Cause.TOO_MUCH_AT_ONCE, "steps-at-once", say("How many steps run at once"), dossier)
                .rule(say("present above 25 % of unit-weeks, absent below; at least 5 steps in 12 weeks"))
                .files(files(dossier))
                .rests(load.steps().size(), say("steps that ran"))
                .during(StepLog.days(dossier, load.steps()))
                .method(
                        say(
                                "share of unit-weeks, bootstrap of groups of units that share steps, or of their quarters, 95 %"))
                .rows(StepLog.rows(load.steps()));
        load.figure().ifPresent(card::figure);
        return card.says(
                statement,
                new Statistic(
                        say("share of unit-weeks with two or more unproven steps"),
                        share.value(),
                        share.interval(),
                        share.standardError(),
                        load.steps().size()),
                CROWDED);
    }

    /// The usual gap. A median of fewer than six has no interval with two ends at 95 %, so it decides nothing.
    private static Indicator gap(Dossier dossier, StepLog log, List<Gap> gaps) {
        Estimate median = median(gaps, Gap::ratio);
        // Starts are on record by the day, so gaps that are all alike are known no better.
        double day = 0.5 / StepLog.BEDDING;
        Interval interval = median.interval().width() == 0
                ? new Interval(Math.max(0, median.low() - day), median.high() + day)
                : new Interval(Math.max(0, median.low()), median.high());
        double[] days = gaps.stream().mapToDouble(Gap::days).sorted().toArray();
        long early = gaps.stream().filter(g -> g.ratio() < 1).count();
        boolean bounded = Double.isFinite(interval.width());
        String method = bounded
                ? say("median, no unit for more than two usual ones, order-statistic interval, 95 %")
                : say("median, no unit for more than two usual ones, no interval with two ends");
        return Card.of(Cause.TOO_MUCH_AT_ONCE, "gap-between-starts", say("How soon the next step starts"), dossier)
                .rule(GAP_RULE, GAP_SOURCE)
                .files(files(dossier))
                .rests(gaps.size(), say("pairs of steps that follow each other in a unit"))
                .during(StepLog.days(dossier, log.steps()))
                .method(method)
                .rows(StepLog.rows(log.steps()))
                .figure(histogram(days))
                .says(
                        say(
                                "The next step began after %s at the median; [[%s began before the last had bedded in]].",
                                Wording.count(Math.round(median(gaps, Gap::days).value()), "day", "days"),
                                early == 0 ? say("none of %s", gaps.size()) : Wording.of(early, gaps.size())),
                        new Statistic(
                                say("gap between starts in parts of the bedding-in"),
                                median.value(),
                                interval,
                                bounded ? interval.width() / (2 * 1.959964) : median.standardError(),
                                (long) (median.n() + 1e-9)),
                        GAP);
    }

    private static List<String> files(Dossier dossier) {
        List<String> files = dossier.files(FactKind.STEPS);
        return files.isEmpty() ? List.of("steps") : files;
    }

    /// How many steps had stuck when the next began in the same unit, of those whose chart can say.
    private static Optional<Indicator> provenFirst(Dossier dossier, StepLog log, ProvenSteps proven) {
        long charted = 0;
        long stuck = 0;
        long dark = 0;
        Map<String, Begun> last = new TreeMap<>();
        for (Begun step : log.steps()) {
            for (String unit : step.units()) {
                Begun before = last.put(unit, step);
                if (before != null) {
                    charted += proven.charted(before, unit) ? 1 : 0;
                    dark += proven.charted(before, unit) ? 0 : 1;
                    stuck += proven.by(step.step().startedOn(), before, unit) ? 1 : 0;
                }
            }
        }
        if (charted == 0) {
            return Optional.empty();
        }
        String others =
                dark == 0 ? "" : "; %s".formatted(Wording.count(dark, "other has no chart", "others have no chart"));
        return Optional.of(Card.of(
                        Cause.TOO_MUCH_AT_ONCE, "proven-before-next", say("Whether the last step had stuck"), dossier)
                .rule(say("shown beside the verdict, not counted"))
                .files(files(dossier))
                .rests(charted, say("steps with a chart and a step after them"))
                .method(say("holding gate on weekly scores against the other units: 7 of 8 better, and surely better"))
                .rows(StepLog.rows(log.steps()))
                .says(
                        say(
                                "[[%s steps had stuck]] on their own chart when the next began in the same unit%s.",
                                Wording.of(stuck, charted), others),
                        Statistic.of(
                                say("share of steps proven before the next"),
                                Proportion.wilson((double) stuck, (double) charted, LEVEL)),
                        PROVEN));
    }

    private static Figure histogram(double[] days) {
        double width = 15;
        int bins = (int) Math.min(24, Math.floor(days[days.length - 1] / width) + 1);
        Long[] counts = new Long[bins];
        Arrays.fill(counts, 0L);
        for (double d : days) {
            counts[(int) Math.min(bins - 1, Math.floor(d / width))]++;
        }
        return new Figure.Histogram(
                say("Gaps between the starts of steps in one unit, in bins of 15 days; %s gaps", days.length),
                say("days"),
                0,
                width,
                List.of(counts),
                (double) StepLog.BEDDING,
                List.of());
    }

    /// Two steps that follow each other in a unit.
    ///
    /// @param weight 1, less in a unit that takes far more steps than the usual one
    private record Gap(double days, double ratio, double weight) {}

    /// Each pair once, however many units share it. No unit counts for more than twice the pairs of the usual one,
    /// units with a single step among them: the one that tries everything out is not the organisation.
    private static List<Gap> gaps(StepLog log) {
        Map<String, Begun> last = new TreeMap<>();
        Map<String, Integer> many = new TreeMap<>();
        Map<String, Gap> pairs = new TreeMap<>();
        Map<String, List<String>> sharing = new TreeMap<>();
        for (Begun step : log.steps()) {
            for (String unit : step.units()) {
                Begun before = last.put(unit, step);
                many.merge(unit, before == null ? 0 : 1, Integer::sum);
                if (before != null) {
                    double days = StepLog.daysBetween(
                            before.step().startedOn(), step.step().startedOn());
                    String pair = before.step().id() + "\n" + step.step().id();
                    pairs.put(pair, new Gap(days, days / before.bedding(), 1));
                    sharing.computeIfAbsent(pair, p -> new ArrayList<>()).add(unit);
                }
            }
        }
        int[] counts =
                many.values().stream().mapToInt(Integer::intValue).sorted().toArray();
        double most = counts.length == 0 ? 2 : 2.0 * Math.max(1, counts[(counts.length - 1) / 2]);
        return pairs.entrySet().stream()
                .map(pair -> new Gap(
                        pair.getValue().days(),
                        pair.getValue().ratio(),
                        sharing.getOrDefault(pair.getKey(), List.of()).stream()
                                .mapToDouble(unit -> Math.min(1, most / many.getOrDefault(unit, 1)))
                                .average()
                                .orElse(1)))
                .toList();
    }

    /// How many pairs they are worth: a unit of many is heard as often as it may be, however alike its own are.
    private static double worth(List<Gap> gaps) {
        return gaps.stream().mapToDouble(Gap::weight).sum() + 1e-9;
    }

    /// The median; without two ends where the pairs are worth fewer than one needs.
    private static Estimate median(List<Gap> gaps, ToDoubleFunction<Gap> of) {
        List<Gap> sorted = gaps.stream().sorted(Comparator.comparingDouble(of)).toList();
        Estimate median = Quantile.of(
                sorted.stream().mapToDouble(of).toArray(),
                sorted.stream().mapToDouble(Gap::weight).toArray(),
                0.5,
                LEVEL);
        return worth(gaps) >= GAPS_FOR_MEDIAN
                ? median
                : new Estimate(
                        median.value(),
                        new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                        Double.POSITIVE_INFINITY,
                        worth(gaps));
    }
}
