package throughline.diagnosis;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import throughline.diagnosis.StepLog.Begun;
import throughline.organisation.Measures.Entry;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Summary;
import throughline.statistics.regression.FixedEffectsRegression;

/// How much of the gain of ended steps is kept.
///
/// All steps are looked at together: the weekly scores of every unit on the measures that steps aim at are freed of
/// what a unit always has and of what a week brings to all units, so that a season which imitates a step, and a unit
/// that
/// was bad all along, cancel. What is left is laid to the phases of the steps: the four weeks before a step (in which a
/// passing dip may have called for it) and its growth have phases of their own, so neither counts as baseline or gain.
/// What comes after the end is looked at in parts, so that a gain may fade within a phase.
///
/// ```text
/// kept = mean gain from 60 to 240 days after the end / mean gain while the step was on
/// ```
///
/// is a ratio of pooled means with Fieller's interval, so that a step with next to no gain does not blow it up.
///
/// - Fieller (1954). Journal of the Royal Statistical Society B 16, 175-185.
///   [doi:10.1111/j.2517-6161.1954.tb00159.x](https://doi.org/10.1111/j.2517-6161.1954.tb00159.x)
/// - Sun, Abraham (2021). Journal of Econometrics 225, 175-199 (event studies of staggered changes).
///   [doi:10.1016/j.jeconom.2020.09.006](https://doi.org/10.1016/j.jeconom.2020.09.006)
final class Retention {

    private static final double LEVEL = 0.95;

    /// Days before a step that are not its baseline (ours).
    static final int RUN_UP = 28;

    /// Days in which a step grows, at most half of its length (ours).
    static final int GROWTH = 28;

    /// Days after the end between which a gain is held to be kept or lost: they hold day 90 and day 180.
    private static final int LATE = 60;

    private static final int LATEST = 240;

    /// Weeks of a baseline, without which a step is not judged.
    private static final int BASELINE_WEEKS = 4;

    /// Answers of one unit-week resemble each other; their weight levels off accordingly (ours).
    private static final double ALIKE = 0.02;

    /// Unit-weeks beyond which the weeks of one month and phase are taken together, to answer in a second or two.
    private static final int MOST_WEEKS = 80_000;

    private static final int EARLY = 0;
    private static final int KEPT = 1;
    private static final int SOON = 2;
    private static final int ONGOING = 3;
    private static final int RUNNING_UP = 4;
    private static final int GROWING = 5;
    private static final int LONG_AFTER = 6;

    /// The phase of each part. What comes after the end has parts of 10 and of 20 days: where all units are
    /// under a step at about the same time, the weeks take its level, and a fading within a part would be
    /// read as a level (measured: of a gain that fades within 30 days, parts of 30 and 60 days left 56 %
    /// where all steps began within 40 days).
    private static final int[] PARTS = {
        EARLY, KEPT, KEPT, KEPT, KEPT, KEPT, KEPT, KEPT, KEPT, KEPT,
        SOON, SOON, SOON, SOON, SOON, SOON, ONGOING, RUNNING_UP, GROWING, LONG_AFTER
    };

    private static final int KEPT_DAYS = 20;
    private static final int SOON_DAYS = 10;

    private final List<Begun> steps;
    private final Map<String, UnitWeeks> measures;
    private final List<String> undirected;
    private final LocalDate end;
    private final Map<String, Map<String, List<Begun>>> byAim = new TreeMap<>();

    /// What became of the gains.
    ///
    /// @param kept share of the gain that is kept; empty where the steps show no gain to be kept
    /// @param gain gain while the steps were on, in standard deviations
    /// @param soon gain in the 60 days after the end
    /// @param late gain from 60 to 240 days after the end
    /// @param byPart gain in each part of a phase, 0 where none is known
    record Result(
            Optional<Estimate> kept, Estimate gain, Optional<Estimate> soon, Estimate late, List<Double> byPart) {}

    Retention(Dossier dossier, StepLog log) {
        this.end = dossier.period().to();
        this.steps =
                log.steps().stream().filter(s -> s.step().aimedAt() != null).toList();
        List<String> aims =
                steps.stream().map(Retention::aim).distinct().sorted().toList();
        this.undirected = aims.stream()
                .filter(aim ->
                        !dossier.measures().find(aim).map(Entry::tellsGain).orElse(true))
                .toList();
        this.measures = UnitWeeks.of(
                dossier, aims.stream().filter(aim -> !undirected.contains(aim)).toList());
        for (Begun step : steps) {
            for (String unit : step.units()) {
                byAim.computeIfAbsent(aim(step), a -> new HashMap<>())
                        .computeIfAbsent(unit, u -> new ArrayList<>())
                        .add(step);
            }
        }
    }

    private static String aim(Begun step) {
        String aim = step.step().aimedAt();
        return aim == null ? "" : aim;
    }

    private static boolean ended(Begun step, LocalDate end) {
        LocalDate ended = step.step().endedOn();
        return ended != null && !ended.isAfter(end);
    }

    /// What steps aim at of which nobody knows which way is better; it is left out.
    List<String> undirected() {
        return undirected;
    }

    /// The measures by unit and week.
    Map<String, UnitWeeks> measures() {
        return measures;
    }

    /// Ended steps whose measure is known in one of their units before, during and long enough after.
    List<Begun> judged() {
        return steps.stream()
                .filter(s -> ended(s, end))
                .filter(s -> s.units().stream().anyMatch(u -> follows(s, u)))
                .toList();
    }

    private boolean follows(Begun step, String unit) {
        int before = 0;
        int during = 0;
        int after = 0;
        for (LocalDate week : weeks(step, unit).keySet()) {
            int phase = phase(step, week);
            before += phase < 0 && week.isBefore(step.step().startedOn()) ? 1 : 0;
            during += phase == EARLY ? 1 : 0;
            after += phase == KEPT ? 1 : 0;
        }
        return before >= BASELINE_WEEKS && during >= 2 && after >= BASELINE_WEEKS;
    }

    private Map<LocalDate, UnitWeeks.Point> weeks(Begun step, String unit) {
        UnitWeeks measure = measures.get(aim(step));
        return measure == null ? Map.of() : measure.byUnit().getOrDefault(unit, Map.of());
    }

    /// The phase of the step in the middle of the week, or -1 before it.
    private int phase(Begun step, LocalDate week) {
        LocalDate day = week.plusDays(3);
        long since = ChronoUnit.DAYS.between(step.step().startedOn(), day);
        if (since < 0) {
            return since >= -RUN_UP ? RUNNING_UP : -1;
        }
        LocalDate ended = step.step().endedOn();
        long length = ended == null || !ended(step, end)
                ? Long.MAX_VALUE
                : ChronoUnit.DAYS.between(step.step().startedOn(), ended);
        if (since < Math.min(GROWTH, length / 2)) {
            return GROWING;
        }
        if (since < length) {
            return length == Long.MAX_VALUE ? ONGOING : EARLY;
        }
        long after = since - length;
        return after < LATE ? SOON : after < LATEST ? KEPT : LONG_AFTER;
    }

    /// The share kept; empty where the facts do not let gain and season be told apart.
    Optional<Result> result() {
        List<FixedEffectsRegression.Row> rows = rows();
        try {
            var design = new PhaseDesign(rows, PARTS, KEPT + 1);
            List<Estimate> gains = FixedEffectsRegression.of(select(rows, design, 0), LEVEL);
            Estimate early = gains.get(EARLY);
            Estimate late = gains.get(KEPT);
            // Laying half of the early gain to the late phase turns its slope into late - early / 2, and so gives the
            // covariance of the two.
            Estimate difference =
                    FixedEffectsRegression.of(select(rows, design, 0.5), LEVEL).get(KEPT);
            double covariance = 0.25 * squared(early.standardError())
                    + squared(late.standardError())
                    - squared(difference.standardError());
            int soon = design.position(SOON);
            return Optional.of(new Result(
                    fieller(late, early, covariance),
                    early,
                    soon < 0 ? Optional.empty() : Optional.of(gains.get(soon)),
                    late,
                    design.effects(gains)));
        } catch (ArithmeticException | IllegalArgumentException notSeparable) {
            return Optional.empty();
        }
    }

    private List<FixedEffectsRegression.Row> rows() {
        var rows = new ArrayList<FixedEffectsRegression.Row>();
        var groups = new HashMap<String, Integer>();
        boolean coarse = measures.values().stream()
                        .flatMap(m -> m.byUnit().values().stream())
                        .mapToInt(Map::size)
                        .sum()
                > MOST_WEEKS;
        measures.forEach((aim, measure) -> measure.byUnit().forEach((unit, weeks) -> {
            List<Begun> own = of(aim, unit);
            int place = groups.computeIfAbsent("u " + aim + " " + unit, g -> groups.size());
            int cluster = groups.computeIfAbsent("c " + unit, g -> groups.size());
            Map<String, FixedEffectsRegression.Row> merged = new LinkedHashMap<>();
            weeks.forEach((week, point) -> {
                double[] x = parts(own, week);
                LocalDate span = coarse ? week.withDayOfMonth(1) : week;
                int time = groups.computeIfAbsent("w " + aim + " " + span, g -> groups.size());
                double weight = point.rows() / (1 + ALIKE * (point.rows() - 1));
                merged.merge(
                        span + Arrays.toString(x),
                        new FixedEffectsRegression.Row(weight, point.score(), x, new int[] {place, time}, cluster),
                        Retention::merge);
            });
            rows.addAll(merged.values());
        }));
        return rows;
    }

    /// The steps in the unit that aim at the measure.
    private List<Begun> of(String aim, String unit) {
        return byAim.getOrDefault(aim, Map.of()).getOrDefault(unit, List.of());
    }

    /// How many of the steps are in each part of a phase in the week.
    private double[] parts(List<Begun> own, LocalDate week) {
        double[] x = new double[PARTS.length];
        for (Begun step : own) {
            int phase = phase(step, week);
            if (phase >= 0) {
                x[part(step, week, phase)]++;
            }
        }
        return x;
    }

    private static int part(Begun step, LocalDate week, int phase) {
        int first = 0;
        while (PARTS[first] != phase) {
            first++;
        }
        LocalDate ended = step.step().endedOn();
        if (ended == null || (phase != SOON && phase != KEPT)) {
            return first;
        }
        long after = ChronoUnit.DAYS.between(ended, week.plusDays(3));
        return first + (int) (phase == SOON ? after / SOON_DAYS : (after - LATE) / KEPT_DAYS);
    }

    private static FixedEffectsRegression.Row merge(FixedEffectsRegression.Row a, FixedEffectsRegression.Row b) {
        double weight = a.weight() + b.weight();
        return new FixedEffectsRegression.Row(
                weight, (a.weight() * a.y() + b.weight() * b.y()) / weight, a.x(), a.groups(), a.cluster());
    }

    private static List<FixedEffectsRegression.Row> select(
            List<FixedEffectsRegression.Row> rows, PhaseDesign design, double shift) {
        return rows.stream()
                .map(r -> {
                    double[] x = design.regressors(r.x());
                    x[EARLY] += shift * x[KEPT];
                    return new FixedEffectsRegression.Row(r.weight(), r.y(), x, r.groups(), r.cluster());
                })
                .toList();
    }

    private static double squared(double x) {
        return x * x;
    }

    /// Ratio of two correlated estimates; empty where the lower one is not surely above zero.
    static Optional<Estimate> fieller(Estimate above, Estimate below, double covariance) {
        if (!below.interval().above(0)) {
            return Optional.empty();
        }
        double t = (below.high() - below.value()) / below.standardError();
        double g = squared(t * below.standardError() / below.value());
        double ratio = above.value() / below.value();
        double va = squared(above.standardError());
        double vb = squared(below.standardError());
        double centre = (ratio - g * covariance / vb) / (1 - g);
        double inside = va - 2 * ratio * covariance + ratio * ratio * vb - g * (va - covariance * covariance / vb);
        double half = t / below.value() * Math.sqrt(Math.max(0, inside)) / (1 - g);
        return Optional.of(new Estimate(ratio, new Interval(centre - half, centre + half), half / t, below.n()));
    }

    /// Whether the week belongs to the step's frozen baseline: the dates of the log, else any week before its run-up.
    boolean baseline(Begun step, LocalDate week) {
        LocalDate from = step.step().baselineFrom();
        LocalDate to = step.step().baselineTo();
        LocalDate day = week.plusDays(3);
        if (from == null || to == null) {
            return phase(step, week) < 0;
        }
        return !day.isBefore(from)
                && !day.isAfter(to)
                && day.isBefore(step.step().startedOn());
    }

    /// Weekly mean score of the units of each ended step, freed of what the week brought to the other units: their
    /// scores less what steps of their own gained them, each against the unit's own mean.
    ///
    /// @param byPart gain of a step in each part of a phase
    Map<Begun, NavigableMap<LocalDate, Double>> againstOthers(List<Double> byPart) {
        Map<Begun, NavigableMap<LocalDate, Double>> found = new LinkedHashMap<>();
        measures.forEach((aim, measure) -> {
            Map<String, Map<LocalDate, Double>> freed = new TreeMap<>();
            measure.byUnit().forEach((unit, weeks) -> freed.put(unit, freed(of(aim, unit), weeks, byPart)));
            var others = OtherUnits.of(freed);
            steps.stream()
                    .filter(s -> ended(s, end) && aim(s).equals(aim))
                    .forEach(s -> found.put(s, againstOthers(s, measure, others)));
        });
        return found;
    }

    private Map<LocalDate, Double> freed(List<Begun> own, Map<LocalDate, UnitWeeks.Point> weeks, List<Double> byPart) {
        Map<LocalDate, Double> freed = new TreeMap<>();
        for (var week : weeks.entrySet()) {
            double[] x = parts(own, week.getKey());
            double gained = 0;
            for (int k = 0; k < PARTS.length; k++) {
                gained += x[k] * byPart.get(k);
            }
            freed.put(week.getKey(), week.getValue().score() - gained);
        }
        return freed;
    }

    private static NavigableMap<LocalDate, Double> againstOthers(Begun step, UnitWeeks measure, OtherUnits others) {
        var own = new TreeMap<LocalDate, Summary>();
        for (String unit : step.units()) {
            measure.byUnit()
                    .getOrDefault(unit, Map.of())
                    .forEach((week, point) -> own.merge(week, Summary.of(point.score()), Summary::plus));
        }
        NavigableMap<LocalDate, Double> brought = others.brought(step.units());
        var gains = new TreeMap<LocalDate, Double>();
        own.forEach((week, here) -> gains.put(week, here.mean() - brought.getOrDefault(week, 0.0)));
        return gains;
    }

    /// Weekly mean gain of the units of ended steps over what they were before, against the other units.
    Optional<Trend> trend() {
        Map<LocalDate, Summary> gains = new TreeMap<>();
        for (Begun step : judged()) {
            for (String unit : step.units()) {
                Map<LocalDate, UnitWeeks.Point> weeks = weeks(step, unit);
                Summary before = weeks.entrySet().stream()
                        .filter(e -> phase(step, e.getKey()) < 0)
                        .map(e -> Summary.of(e.getValue().score()))
                        .reduce(Summary.EMPTY, Summary::plus);
                weeks.forEach((week, point) -> {
                    if (before.count() >= BASELINE_WEEKS && phase(step, week) >= 0 && phase(step, week) != RUNNING_UP) {
                        gains.merge(week, Summary.of(point.score() - before.mean()), Summary::plus);
                    }
                });
            }
        }
        return gains.size() < 2
                ? Optional.empty()
                : Optional.of(new Trend(
                        say("Gain of the ended steps over their baseline, in standard deviations"),
                        false,
                        gains.entrySet().stream()
                                .map(e ->
                                        new Trend.Point(e.getKey(), e.getValue().mean()))
                                .toList()));
    }
}
