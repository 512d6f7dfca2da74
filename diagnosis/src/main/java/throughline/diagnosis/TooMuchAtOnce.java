package throughline.diagnosis;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.diagnosis.Claim.AnyOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.StepLog.Begun;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Quantile;

/// Cause 2.5: too many changes, none given the time to become habit.
///
/// Present when two or more unproven steps run at once in more than a quarter of the unit-weeks with any, or when the
/// next step usually starts before half of the bedding-in has passed. Absent when neither is so and the usual gap is
/// nearly the bedding-in. A step is unproven until its bedding-in has passed.
final class TooMuchAtOnce implements Detector {

    private static final double LEVEL = 0.95;
    private static final int FEWEST_GAPS = 3;

    /// A median needs as many values for an interval with two ends.
    private static final int GAPS_FOR_QUANTILE = 6;

    /// From as many units on the unit is the block that is drawn again; with fewer, a quarter of a year of a unit is.
    private static final int UNITS_AS_BLOCKS = 10;

    private static final Scale CROWDED = new Scale(0, 0.25, 0.25, 0.75);
    private static final Threshold CROWDED_LIMIT = Threshold.ours(
            "too-much-at-once.crowded", "present above 25 % of unit-weeks, absent below; at least 5 steps in 12 weeks");

    /// Gaps in parts of the bedding-in: absent from 50 of 60 days, present below half.
    private static final Scale GAP = new Scale(1.5, 50.0 / 60, 0.5, 0);

    private static final Threshold GAP_LIMIT = new Threshold(
            "too-much-at-once.gap",
            "present below half of the bedding-in (60 days unless the step says otherwise), absent from 10 days short of"
                    + " it",
            "Lally et al. 2010, doi:10.1002/ejsp.674: habits took 66 days at the median, 18 to 254");

    @Override
    public Cause cause() {
        return Cause.TOO_MUCH_AT_ONCE;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        var judgement = Judgement.of(cause());
        var log = StepLog.of(dossier);
        String unknown = "Write down every change made to improve service, with its start and its unit.";
        if (!log.judgeable(judgement, dossier.period())) {
            return judgement.verdict(
                    "Too few changes are on record to say whether there are too many.",
                    Judgement.Next.of(unknown, unknown));
        }
        var load = Load.of(dossier, log);
        var claims = new ArrayList<Claim>();
        load.share().map(share -> crowded(dossier, log, load, share)).ifPresent(claims::add);
        List<Gap> gaps = gaps(log);
        if (gaps.size() >= FEWEST_GAPS) {
            claims.add(gap(dossier, gaps));
        }
        if (claims.isEmpty()) {
            judgement.missing("steps", "The unit of each step; none of the steps on record ran in this period.");
        } else {
            judgement.essential(new AnyOf(claims));
            load.trend().ifPresent(judgement::trend);
        }
        return judgement.verdict(
                "The steps on record do not settle whether there are too many at once.",
                Judgement.Next.of(load.next(dossier, log), unknown));
    }

    private static Indicator crowded(Dossier dossier, StepLog log, Load load, Estimate share) {
        String statement = load.crowded == 0
                ? "No unit had two unproven steps at once in %s with a step."
                        .formatted(Wording.count(load.active, "unit-week", "unit-weeks"))
                : "Two or more unproven steps ran at once in [[%s unit-weeks]] with any step, %s of them."
                        .formatted(Wording.of(load.crowded, load.active), Wording.percent(share.value()));
        return new Indicator(
                "steps-at-once",
                "How many steps run at once",
                statement,
                new Statistic(
                        "share of unit-weeks with two or more unproven steps",
                        share.value(),
                        share.interval(),
                        share.standardError(),
                        log.steps().size()),
                CROWDED,
                CROWDED_LIMIT,
                StepLog.lineage(
                        dossier,
                        log.steps().size(),
                        "steps",
                        "Share of unit-weeks, bootstrap of units or unit-quarters, 95 %, version 1"),
                load.figure(log));
    }

    private static Indicator gap(Dossier dossier, List<Gap> gaps) {
        double[] ratios = gaps.stream().mapToDouble(Gap::ratio).sorted().toArray();
        Estimate median = Quantile.of(ratios, 0.5, LEVEL);
        Interval interval = gaps.size() >= GAPS_FOR_QUANTILE
                ? median.interval()
                : new Interval(ratios[0], ratios[ratios.length - 1]);
        double[] days = gaps.stream().mapToDouble(Gap::days).sorted().toArray();
        long early = gaps.stream().filter(g -> g.ratio() < 1).count();
        String statement = "The next step began after %s at the median; [[%s began before the last had bedded in]]."
                .formatted(
                        Wording.count(Math.round(Quantile.of(days, 0.5, LEVEL).value()), "day", "days"),
                        early == 0 ? "none of " + gaps.size() : Wording.of(early, gaps.size()));
        return new Indicator(
                "gap-between-starts",
                "How soon the next step starts",
                statement,
                new Statistic(
                        "gap between starts in parts of the bedding-in",
                        median.value(),
                        interval,
                        interval.width() / (2 * 1.959964),
                        gaps.size()),
                GAP,
                GAP_LIMIT,
                StepLog.lineage(
                        dossier,
                        gaps.size(),
                        "pairs of steps that follow each other in a unit",
                        gaps.size() >= GAPS_FOR_QUANTILE
                                ? "Median, order-statistic interval, 95 %, version 1"
                                : "Median, smallest to largest, version 1"),
                Optional.of(histogram(days)));
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
                "Gaps between the starts of steps in one unit, in bins of 15 days; %s gaps".formatted(days.length),
                "days",
                0,
                width,
                List.of(counts),
                (double) StepLog.BEDDING,
                List.of());
    }

    /// Two steps that follow each other in a unit.
    private record Gap(double days, double ratio) {}

    /// Each pair once, however many units share it.
    private static List<Gap> gaps(StepLog log) {
        Map<String, Begun> last = new TreeMap<>();
        Map<String, Gap> pairs = new TreeMap<>();
        for (Begun step : log.steps()) {
            for (String unit : step.units()) {
                Begun before = last.put(unit, step);
                if (before != null) {
                    double days = StepLog.daysBetween(
                            before.step().startedOn(), step.step().startedOn());
                    pairs.put(before.step().id() + "\n" + step.step().id(), new Gap(days, days / before.bedding()));
                }
            }
        }
        return List.copyOf(pairs.values());
    }

    /// How many unproven steps each unit carried in the middle of each week.
    private record Load(List<LocalDate> weeks, Map<String, int[]> byUnit, long active, long crowded) {

        static Load of(Dossier dossier, StepLog log) {
            LocalDate first = log.steps().getFirst().step().startedOn();
            LocalDate from = (first.isBefore(dossier.period().from())
                            ? dossier.period().from()
                            : first)
                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            var weeks = new ArrayList<LocalDate>();
            for (LocalDate week = from; !week.isAfter(dossier.period().to()); week = week.plusWeeks(1)) {
                weeks.add(week);
            }
            Map<String, int[]> byUnit = new TreeMap<>();
            for (Begun step : log.steps()) {
                for (String unit : step.units()) {
                    if (dossier.units().isEmpty() || dossier.units().contains(unit)) {
                        int[] running = byUnit.computeIfAbsent(unit, u -> new int[weeks.size()]);
                        for (int w = 0; w < running.length; w++) {
                            running[w] += step.unproven(weeks.get(w).plusDays(3)) ? 1 : 0;
                        }
                    }
                }
            }
            long active = byUnit.values().stream()
                    .flatMapToInt(Arrays::stream)
                    .filter(n -> n >= 1)
                    .count();
            long crowded = byUnit.values().stream()
                    .flatMapToInt(Arrays::stream)
                    .filter(n -> n >= 2)
                    .count();
            return new Load(weeks, byUnit, active, crowded);
        }

        /// Share of the unit-weeks with a step that had two or more; empty where no week had one.
        Optional<Estimate> share() {
            if (active == 0) {
                return Optional.empty();
            }
            var blocks = new ArrayList<double[]>();
            boolean whole = byUnit.size() >= UNITS_AS_BLOCKS;
            for (int[] running : byUnit.values()) {
                int length = whole ? running.length : 13;
                for (int from = 0; from < running.length; from += length) {
                    int[] part = Arrays.copyOfRange(running, from, Math.min(running.length, from + length));
                    double any = Arrays.stream(part).filter(n -> n >= 1).count();
                    if (any > 0) {
                        blocks.add(new double[] {
                            any, Arrays.stream(part).filter(n -> n >= 2).count()
                        });
                    }
                }
            }
            double value = (double) crowded / active;
            if (blocks.size() < BlockBootstrap.MINIMUM_BLOCKS) {
                return Optional.of(new Estimate(value, new Interval(value, value), 0, active));
            }
            Estimate drawn = BlockBootstrap.of(blocks.size(), 1000, 25).interval(LEVEL, weights -> {
                double any = 0;
                double two = 0;
                for (int b = 0; b < weights.length; b++) {
                    any += weights[b] * blocks.get(b)[0];
                    two += weights[b] * blocks.get(b)[1];
                }
                return two / any;
            });
            return Optional.of(new Estimate(value, drawn.interval(), drawn.standardError(), active));
        }

        private double atLeast(int week, int least) {
            return byUnit.values().stream().filter(r -> r[week] >= least).count();
        }

        Optional<Trend> trend() {
            var points = new ArrayList<Trend.Point>();
            for (int w = 0; w < weeks.size(); w++) {
                points.add(new Trend.Point(weeks.get(w), atLeast(w, 2) / byUnit.size()));
            }
            return points.size() < 2
                    ? Optional.empty()
                    : Optional.of(new Trend("Share of units with two or more unproven steps", true, points));
        }

        Optional<Figure> figure(StepLog log) {
            var points = new ArrayList<Figure.Series.Point>();
            for (int w = 0; w < weeks.size(); w++) {
                int week = w;
                points.add(new Figure.Series.Point(
                        weeks.get(w),
                        byUnit.values().stream()
                                .mapToInt(r -> r[week])
                                .average()
                                .orElse(0)));
            }
            return points.size() < 2
                    ? Optional.empty()
                    : Optional.of(new Figure.Series(
                            "Unproven steps a unit, mean of %s, by week; %s"
                                    .formatted(
                                            Wording.count(byUnit.size(), "unit", "units"),
                                            Wording.count(log.steps().size(), "step", "steps")),
                            points,
                            List.of(),
                            1.0));
        }

        /// Names the unit that carries most steps at the end, else the one that was crowded longest.
        String next(Dossier dossier, StepLog log) {
            LocalDate end = dossier.period().to();
            String unit = byUnit.entrySet().stream()
                    .max(Comparator.comparingLong((Map.Entry<String, int[]> e) ->
                                    running(log, e.getKey(), end).size())
                            .thenComparingLong(e -> Arrays.stream(e.getValue())
                                    .filter(n -> n >= 2)
                                    .count())
                            .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                    .map(Map.Entry::getKey)
                    .orElse("any unit");
            List<Begun> now = running(log, unit, end);
            String place = StepLog.title(dossier, unit);
            if (now.isEmpty()) {
                return "Allow one step at a time at %s, and the next only when the last has stuck.".formatted(place);
            }
            Begun keep = now.getFirst();
            LocalDate free = keep.step().startedOn().plusDays(keep.bedding());
            return "Start nothing new at %s before “%s” has had its %s days, on %s."
                    .formatted(place, keep.title(), keep.bedding(), Wording.day(free));
        }

        private static List<Begun> running(StepLog log, String unit, LocalDate day) {
            return log.steps().stream()
                    .filter(s -> s.units().contains(unit) && s.unproven(day))
                    .toList();
        }
    }
}
