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
import throughline.diagnosis.StepLog.Begun;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// How many unproven steps each unit carried in the middle of each week.
///
/// A step is in progress until its bedding-in has passed, or until its own chart has passed the gate, if that is
/// sooner.
record StepLoad(List<LocalDate> weeks, Map<String, int[]> byUnit, long active, long crowded) {

    private static final double LEVEL = 0.95;

    /// From as many units on the unit is the block that is drawn again; with fewer, a quarter of a year of a unit is.
    private static final int UNITS_AS_BLOCKS = 10;

    private static final int QUARTER = 13;

    /// The load of the units that count.
    static StepLoad of(Dossier dossier, StepLog log, ProvenSteps proven) {
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
                        running[w] += proven.inProgress(weeks.get(w).plusDays(3), step, unit) ? 1 : 0;
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
        return new StepLoad(weeks, byUnit, active, crowded);
    }

    /// Share of the unit-weeks with a step that had two or more; empty where no week had one.
    Optional<Estimate> share() {
        if (active == 0) {
            return Optional.empty();
        }
        var blocks = new ArrayList<double[]>();
        boolean whole = byUnit.size() >= UNITS_AS_BLOCKS;
        for (int[] running : byUnit.values()) {
            int length = whole ? running.length : QUARTER;
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

    /// Share of units with two or more, week by week.
    Optional<Trend> trend() {
        var points = new ArrayList<Trend.Point>();
        for (int w = 0; w < weeks.size(); w++) {
            points.add(new Trend.Point(weeks.get(w), atLeast(w, 2) / byUnit.size()));
        }
        return points.size() < 2
                ? Optional.empty()
                : Optional.of(new Trend("Share of units with two or more unproven steps", true, points));
    }

    /// Mean number of steps a unit, week by week.
    Optional<Figure> figure(StepLog log) {
        var points = new ArrayList<Figure.Series.Point>();
        for (int w = 0; w < weeks.size(); w++) {
            int week = w;
            points.add(new Figure.Series.Point(
                    weeks.get(w),
                    byUnit.values().stream().mapToInt(r -> r[week]).average().orElse(0)));
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
                        .thenComparingLong(e ->
                                Arrays.stream(e.getValue()).filter(n -> n >= 2).count())
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
