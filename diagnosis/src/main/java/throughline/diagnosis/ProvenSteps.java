package throughline.diagnosis;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import throughline.diagnosis.StepLog.Begun;
import throughline.organisation.Measures.Entry;

/// Which steps have stuck on their own chart, and when: the gate of causes.md, rule 8, on the weekly scores of the
/// measure a step aims at, less what that week brought to the units that are not under the step ([GateLooks]).
///
/// @param proven the end of the week in which a step first passed the gate in a unit, by step and unit
/// @param charted steps whose measure is known in the unit long enough before the step to be judged
record ProvenSteps(Map<String, LocalDate> proven, Map<String, Integer> charted) {

    ProvenSteps {
        proven = Map.copyOf(proven);
        charted = Map.copyOf(charted);
    }

    /// The steps of the log.
    static ProvenSteps of(Dossier dossier, StepLog log) {
        Map<String, UnitWeeks> measures = measures(dossier, log);
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
                    GateLooks looks = GateLooks.of(step, weeks, dossier.period().to());
                    if (looks.charted()) {
                        charted.put(key(step, unit), looks.before().size());
                    }
                    looks.stuck().ifPresent(day -> proven.put(key(step, unit), day));
                }
            }
        }
        return new ProvenSteps(proven, charted);
    }

    /// The measures that steps of the log aim at and that tell a gain from a loss, by id.
    static Map<String, UnitWeeks> measures(Dossier dossier, StepLog log) {
        return UnitWeeks.of(
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
    }

    /// The measure a step aims at; empty where it says none.
    static String aim(Begun step) {
        String aim = step.step().aimedAt();
        return aim == null ? "" : aim;
    }

    private static String key(Begun step, String unit) {
        return step.step().id() + "\n" + unit;
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
