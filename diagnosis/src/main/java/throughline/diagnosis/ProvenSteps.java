package throughline.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import throughline.diagnosis.StepLog.Begun;
import throughline.organisation.Measures.Entry;
import throughline.statistics.control.Better;
import throughline.statistics.control.HoldingGate;

/// Which steps have stuck on their own chart, and when: the gate of causes.md, rule 8, on the weekly scores of the
/// measure a step aims at, less what that week brought to the units that are not under the step.
///
/// The gate is looked at twice, 60 and 90 days after the start: looked at every week, chance alone opens it in up to 15
/// of 100 steps that changed nothing. The baseline ends before the step's run-up, in which a passing dip may have
/// called
/// for it.
///
/// @param proven the end of the week in which a step first passed the gate in a unit, by step and unit
/// @param charted steps whose measure is known in the unit long enough before the step to be judged
record ProvenSteps(Map<String, LocalDate> proven, Map<String, Integer> charted) {

    /// Weeks before a step that make its baseline, where the step does not say which do.
    private static final int BASELINE_WEEKS = 26;

    /// Days after the start on which the gate is looked at: at the end of the first week that reaches them.
    private static final List<Integer> LOOKS = List.of(60, 90);

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
                        .filter(a -> !a.isEmpty()
                                && dossier.measures()
                                        .find(a)
                                        .map(Entry::tellsGain)
                                        .orElse(true))
                        .distinct()
                        .sorted()
                        .toList());
        Map<String, OtherUnits> others = new HashMap<>();
        measures.forEach((aim, measure) -> others.put(aim, OtherUnits.of(measure)));
        Map<String, Set<String>> rollouts = log.rollouts();
        Map<String, LocalDate> proven = new HashMap<>();
        Map<String, Integer> charted = new HashMap<>();
        for (Begun step : log.steps()) {
            UnitWeeks measure = measures.get(aim(step));
            OtherUnits outside = others.get(aim(step));
            if (measure != null && outside != null) {
                Set<String> under = rollouts.getOrDefault(StepLog.rollout(step), Set.of());
                NavigableMap<LocalDate, Double> brought = outside.brought(under);
                for (String unit : step.units()) {
                    var weeks = new TreeMap<LocalDate, Double>();
                    measure.byUnit()
                            .getOrDefault(unit, Map.of())
                            .forEach((week, point) -> weeks.put(week, point.score() - brought.getOrDefault(week, 0.0)));
                    judge(step, unit, weeks, proven, charted);
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
        int look = 0;
        for (var week : weeks.entrySet()) {
            LocalDate last = week.getKey().plusDays(6);
            if (last.isBefore(start)) {
                LocalDate first = week.getKey();
                if (from == null || to == null) {
                    if (!first.isBefore(start.minusWeeks(BASELINE_WEEKS))
                            && first.plusDays(3).isBefore(start.minusDays(Retention.RUN_UP))) {
                        before.add(week.getValue());
                    }
                } else if (!first.isBefore(from) && !last.isAfter(to)) {
                    before.add(week.getValue());
                }
            } else if (!week.getKey().isBefore(start)) {
                after.add(week.getValue());
                boolean looked = false;
                while (look < LOOKS.size() && !last.isBefore(start.plusDays(LOOKS.get(look)))) {
                    looked = true;
                    look++;
                }
                if (looked && stuck.isEmpty() && holds(before, after)) {
                    stuck = Optional.of(last);
                }
            }
        }
        if (before.size() >= HoldingGate.MINIMUM_BASELINE && !after.isEmpty()) {
            charted.put(key(step, unit), before.size());
        }
        stuck.ifPresent(day -> proven.put(key(step, unit), day));
    }

    private static boolean holds(List<Double> before, List<Double> after) {
        return before.size() >= HoldingGate.MINIMUM_BASELINE
                && after.size() >= HoldingGate.LAST
                && HoldingGate.of(array(before), array(after), Better.HIGHER).holding();
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
