package throughline.diagnosis;

import static throughline.text.Text.say;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import throughline.diagnosis.StepLog.Begun;
import throughline.organisation.Layer;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Proportion;

/// How many unproven steps each unit carried in the middle of each week.
///
/// A step is in progress until its bedding-in has passed, or until its own chart has passed the gate, if that is
/// sooner.
///
/// @param steps the steps that had not bedded in by the first of the weeks
/// @param blocks unit-weeks that rest on the same steps, from which the interval is drawn
/// @param quarters such blocks in single quarters, at least as many
record StepLoad(
        List<Begun> steps,
        List<LocalDate> weeks,
        Map<String, int[]> byUnit,
        long active,
        long crowded,
        List<Block> blocks,
        int quarters) {

    private static final double LEVEL = 0.95;

    /// From as many groups of units without a step in common on, a group is the block that is drawn again.
    private static final int GROUPS_AS_BLOCKS = 10;

    /// Share of the steps of one unit that another is under too, from which on the two count as one (ours).
    private static final double TOGETHER = 0.1;

    /// Quarters to be expected on either side, below which a share is not left to drawing again; as for the normal
    /// approximation of a proportion (Brown, Cai, DasGupta 2001, doi:10.1214/ss/1009213286).
    private static final double EXPECTED = 5;

    /// Unit-weeks that are drawn together, for they rest on the same steps.
    ///
    /// @param any unit-weeks with a step
    /// @param two unit-weeks with two or more
    /// @param above whether all of the units lie above the front line
    record Block(double any, double two, boolean above) {}

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
        Predicate<String> above = unit ->
                dossier.registry().layer(unit).filter(l -> l != Layer.FRONTLINE).isPresent();
        List<Block> quarters = blocks(log, weeks, byUnit, above, StepLoad::quarter);
        boolean many = groups(log, byUnit.keySet(), step -> true).size() >= GROUPS_AS_BLOCKS;
        List<Block> blocks = many ? blocks(log, weeks, byUnit, above, week -> "") : quarters;
        List<Begun> ran = log.steps().stream()
                .filter(s -> s.step().startedOn().plusDays(s.bedding()).isAfter(from))
                .toList();
        return new StepLoad(ran, weeks, byUnit, active, crowded, blocks, quarters.size());
    }

    /// Units under the same step are crowded by the same decisions and make one block: over the whole time where there
    /// are enough such groups, else calendar quarter by calendar quarter.
    private static List<Block> blocks(
            StepLog log,
            List<LocalDate> weeks,
            Map<String, int[]> byUnit,
            Predicate<String> above,
            Function<LocalDate, String> spanOf) {
        Map<String, List<Integer>> spans = new TreeMap<>();
        for (int w = 0; w < weeks.size(); w++) {
            spans.computeIfAbsent(spanOf.apply(weeks.get(w)), q -> new ArrayList<>())
                    .add(w);
        }
        var blocks = new ArrayList<Block>();
        for (List<Integer> span : spans.values()) {
            LocalDate from = weeks.get(span.getFirst());
            LocalDate to = weeks.get(span.getLast()).plusDays(6);
            for (Set<String> group : groups(log, byUnit.keySet(), step -> runs(step, from, to))) {
                double any = count(group, span, byUnit, 1);
                if (any > 0) {
                    blocks.add(new Block(
                            any, count(group, span, byUnit, 2), group.stream().allMatch(above)));
                }
            }
        }
        return List.copyOf(blocks);
    }

    private static boolean runs(Begun step, LocalDate from, LocalDate to) {
        LocalDate start = step.step().startedOn();
        return !start.isAfter(to) && start.plusDays(step.bedding()).isAfter(from);
    }

    private static double count(Set<String> group, List<Integer> span, Map<String, int[]> byUnit, int least) {
        return group.stream()
                .map(unit -> byUnit.getOrDefault(unit, new int[0]))
                .mapToLong(running ->
                        span.stream().filter(w -> running[w] >= least).count())
                .sum();
    }

    /// The units in groups: two that share a tenth of the steps of the one with fewer are in one. A single step of many
    /// that two begin on the same day does not make them one.
    private static List<Set<String>> groups(StepLog log, Set<String> units, Predicate<Begun> counted) {
        Map<String, Set<String>> sharing = new TreeMap<>();
        log.steps().stream()
                .filter(counted)
                .forEach(step -> sharing.computeIfAbsent(StepLog.rollout(step), r -> new TreeSet<>())
                        .addAll(step.units()));
        List<String> names = units.stream()
                .filter(u -> sharing.values().stream().anyMatch(s -> s.contains(u)))
                .toList();
        int[][] shared = new int[names.size()][names.size()];
        for (Set<String> under : sharing.values()) {
            int[] places = IntStream.range(0, names.size())
                    .filter(u -> under.contains(names.get(u)))
                    .toArray();
            for (int one : places) {
                for (int other : places) {
                    shared[one][other]++;
                }
            }
        }
        Map<Integer, Set<String>> groups = new LinkedHashMap<>();
        int[] groupOf = new int[names.size()];
        for (int u = 0; u < names.size(); u++) {
            Set<String> group = new TreeSet<>(Set.of(names.get(u)));
            groupOf[u] = u;
            for (int other = 0; other < u; other++) {
                int theirs = groupOf[other];
                if (theirs != u && shared[u][other] >= TOGETHER * Math.min(shared[u][u], shared[other][other])) {
                    group.addAll(groups.getOrDefault(theirs, Set.of()));
                    groups.remove(theirs);
                    for (int one = 0; one < u; one++) {
                        groupOf[one] = groupOf[one] == theirs ? u : groupOf[one];
                    }
                }
            }
            groups.put(u, group);
        }
        return List.copyOf(groups.values());
    }

    /// The calendar quarter of the middle of the week, such as `2025 Q1`.
    static String quarter(LocalDate week) {
        LocalDate day = week.plusDays(3);
        return say("%s Q%s", day.getYear(), (day.getMonthValue() + 2) / 3);
    }

    /// Whether there are enough blocks for an interval.
    boolean enough() {
        return blocks.size() >= BlockBootstrap.MINIMUM_BLOCKS;
    }

    /// Share of the unit-weeks with a step that had two or more; empty where no week had one. Without enough blocks its
    /// interval says nothing.
    ///
    /// Blocks that are all alike, or nearly so, leave nothing to draw: with fewer than five expected on
    /// either side, or no spread at all, the interval reaches as far as that of Wilson for as many
    /// quarters, each taken for one observation. Twelve quarters without two steps at once say that fewer
    /// than 25 % have them, eleven do not.
    Optional<Estimate> share() {
        if (active == 0) {
            return Optional.empty();
        }
        double value = (double) crowded / active;
        if (!enough()) {
            return Optional.of(new Estimate(value, new Interval(0, 1), 0.5, active));
        }
        Estimate drawn = bootstrap().interval(LEVEL, weights -> {
            double any = 0;
            double two = 0;
            for (int b = 0; b < weights.length; b++) {
                any += weights[b] * blocks.get(b).any();
                two += weights[b] * blocks.get(b).two();
            }
            return two / any;
        });
        if (drawn.interval().width() > 0 && Math.min(value, 1 - value) * quarters >= EXPECTED) {
            return Optional.of(new Estimate(value, drawn.interval(), drawn.standardError(), active));
        }
        Estimate alike = Proportion.wilson(value * quarters, quarters, LEVEL);
        var interval = new Interval(Math.min(alike.low(), drawn.low()), Math.max(alike.high(), drawn.high()));
        return Optional.of(new Estimate(value, interval, interval.width() / (2 * 1.959964), active));
    }

    /// Leaders take other steps than the front line does, and would again: that is no error of the share. So blocks
    /// are drawn within the two, where there are two of leaders and five of stations, who decide.
    private BlockBootstrap bootstrap() {
        int[] above = blocks.stream().mapToInt(b -> b.above() ? 1 : 0).toArray();
        int leaders = Arrays.stream(above).sum();
        return leaders < 2 || above.length - leaders < BlockBootstrap.MINIMUM_BLOCKS
                ? BlockBootstrap.of(above.length, 1000, 25)
                : BlockBootstrap.ofStrata(above, 1000, 25);
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
                : Optional.of(new Trend(say("Share of units with two or more unproven steps"), true, points));
    }

    /// Mean number of steps a unit, week by week.
    Optional<Figure> figure() {
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
                        say(
                                "Unproven steps a unit, mean of %s, by week; %s",
                                Wording.count(byUnit.size(), "unit", "units"),
                                Wording.count(steps.size(), "step", "steps")),
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
                .orElse(say("any unit"));
        List<Begun> now = running(log, unit, end);
        String place = StepLog.title(dossier, unit);
        if (now.isEmpty()) {
            return say("Allow one step at a time at %s, and the next only when the last has stuck.", place);
        }
        Begun keep = now.getFirst();
        // Facts may be old when they are read, so the days it had are told rather than a day to come that may be past.
        long had = ChronoUnit.DAYS.between(keep.step().startedOn(), end);
        return say(
                "Start nothing new at %s before “%s” has had its %s days; by %s it had had %s.",
                place, keep.title(), keep.bedding(), Wording.day(end), had);
    }

    private static List<Begun> running(StepLog log, String unit, LocalDate day) {
        return log.steps().stream()
                .filter(s -> s.units().contains(unit) && s.unproven(day))
                .toList();
    }
}
