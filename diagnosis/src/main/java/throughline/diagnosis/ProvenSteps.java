package throughline.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.diagnosis.StepLog.Begun;
import throughline.statistics.Summary;
import throughline.statistics.control.Better;
import throughline.statistics.control.HoldingGate;

/// Which steps have stuck on their own chart, and when: the gate of causes.md, rule 8, on the weekly scores of the
/// measure a step aims at, less the mean of the other units in that week.
///
/// @param proven the end of the week in which a step first passed the gate in a unit, by step and unit
/// @param charted steps whose measure is known in the unit long enough before the step to be judged
record ProvenSteps(Map<String, LocalDate> proven, Map<String, Integer> charted) {

    /// Weeks before a step that make its baseline, where the step does not say which do.
    private static final int BASELINE_WEEKS = 26;

    ProvenSteps {
        proven = Map.copyOf(proven);
        charted = Map.copyOf(charted);
    }

    /// The steps of the log.
    static ProvenSteps of(Dossier dossier, StepLog log) {
        Map<String, UnitWeeks> measures = UnitWeeks.of(
                dossier,
                log.steps().stream()
                        .map(ProvenSteps::aim)
                        .filter(a -> !a.isEmpty())
                        .distinct()
                        .sorted()
                        .toList());
        Map<String, Map<LocalDate, Summary>> all = new HashMap<>();
        measures.forEach((aim, measure) -> measure.byUnit()
                .values()
                .forEach(weeks -> weeks.forEach((week, point) -> all.computeIfAbsent(aim, a -> new HashMap<>())
                        .merge(week, Summary.of(point.score()), Summary::plus))));
        Map<String, LocalDate> proven = new HashMap<>();
        Map<String, Integer> charted = new HashMap<>();
        for (Begun step : log.steps()) {
            UnitWeeks measure = measures.get(aim(step));
            if (measure != null) {
                for (String unit : step.units()) {
                    judge(
                            step,
                            unit,
                            freed(measure.byUnit().getOrDefault(unit, Map.of()), all.getOrDefault(aim(step), Map.of())),
                            proven,
                            charted);
                }
            }
        }
        return new ProvenSteps(proven, charted);
    }

    private static String aim(Begun step) {
        String aim = step.step().aimedAt();
        return aim == null ? "" : aim;
    }

    private static String key(Begun step, String unit) {
        return step.step().id() + "\n" + unit;
    }

    /// The unit's scores less the mean of the others in the week, where there are others.
    private static TreeMap<LocalDate, Double> freed(
            Map<LocalDate, UnitWeeks.Point> weeks, Map<LocalDate, Summary> all) {
        var freed = new TreeMap<LocalDate, Double>();
        weeks.forEach((week, point) -> {
            Summary sum = all.getOrDefault(week, Summary.EMPTY);
            double others = sum.count() > 1 ? (sum.sum() - point.score()) / (sum.count() - 1) : 0;
            freed.put(week, point.score() - others);
        });
        return freed;
    }

    private static void judge(
            Begun step,
            String unit,
            TreeMap<LocalDate, Double> weeks,
            Map<String, LocalDate> proven,
            Map<String, Integer> charted) {
        LocalDate start = step.step().startedOn();
        LocalDate from = step.step().baselineFrom();
        LocalDate to = step.step().baselineTo();
        var before = new ArrayList<Double>();
        var after = new ArrayList<Double>();
        Optional<LocalDate> stuck = Optional.empty();
        for (var week : weeks.entrySet()) {
            LocalDate last = week.getKey().plusDays(6);
            if (last.isBefore(start)) {
                LocalDate first = week.getKey();
                if (from == null || to == null) {
                    if (!first.isBefore(start.minusWeeks(BASELINE_WEEKS))) {
                        before.add(week.getValue());
                    }
                } else if (!first.isBefore(from) && !last.isAfter(to)) {
                    before.add(week.getValue());
                }
            } else if (!week.getKey().isBefore(start)) {
                after.add(week.getValue());
                if (stuck.isEmpty()
                        && before.size() >= HoldingGate.MINIMUM_BASELINE
                        && after.size() >= HoldingGate.LAST
                        && HoldingGate.of(array(before), array(after), Better.HIGHER)
                                .holding()) {
                    stuck = Optional.of(last);
                }
            }
        }
        if (before.size() >= HoldingGate.MINIMUM_BASELINE && !after.isEmpty()) {
            charted.put(key(step, unit), before.size());
        }
        stuck.ifPresent(day -> proven.put(key(step, unit), day));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// Whether the step's own chart can say whether it has stuck in the unit.
    boolean charted(Begun step, String unit) {
        return charted.containsKey(key(step, unit));
    }

    /// Whether the step had passed the gate in the unit by the day.
    boolean by(LocalDate day, Begun step, String unit) {
        LocalDate on = proven.get(key(step, unit));
        return on != null && !on.isAfter(day);
    }

    /// Whether the step still counts as work in progress: neither bedded in nor proven on its chart.
    boolean inProgress(LocalDate day, Begun step, String unit) {
        return step.unproven(day) && !by(day, step, unit);
    }
}
