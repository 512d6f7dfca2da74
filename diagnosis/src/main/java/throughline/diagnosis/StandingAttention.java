package throughline.diagnosis;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.StepLog.Begun;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Touchpoint;

/// Standards and steps by touchpoint: the part of cause 2.3's measurement that does not come week by week.
///
/// A step names units. It counts once in all, at the touchpoints of its units in the shares of their
/// contacts; a step of units without contacts works on no touchpoint that is known, and does not count, nor does one
/// that had ended before the period.
record StandingAttention(Dossier dossier) {

    /// How many standards and steps each of the touchpoints has.
    double[] of(List<String> touchpoints) {
        double[] counts = new double[touchpoints.size()];
        for (int p = 0; p < counts.length; p++) {
            counts[p] = dossier.registry()
                    .touchpoint(touchpoints.get(p))
                    .map(Touchpoint::standards)
                    .map(List::size)
                    .orElse(0);
        }
        if (!dossier.has(FactKind.INTERACTIONS, "unit", "touchpoint")) {
            return counts;
        }
        Map<String, Map<String, Long>> contacts = contacts();
        for (Begun step : StepLog.of(dossier).steps()) {
            LocalDate ended = step.step().endedOn();
            if (ended != null && ended.isBefore(dossier.period().from())) {
                continue;
            }
            Map<String, Long> there = new HashMap<>();
            step.units()
                    .forEach(unit -> contacts.getOrDefault(unit, Map.of())
                            .forEach((touchpoint, n) -> there.merge(touchpoint, n, Long::sum)));
            double all = there.values().stream().mapToLong(Long::longValue).sum();
            for (int p = 0; all > 0 && p < counts.length; p++) {
                counts[p] += there.getOrDefault(touchpoints.get(p), 0L) / all;
            }
        }
        return counts;
    }

    private Map<String, Map<String, Long>> contacts() {
        Map<String, Map<String, Long>> contacts = new HashMap<>();
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.INTERACTIONS).by("unit", "touchpoint"))) {
            @Nullable String unit = cell.text(0);
            @Nullable String touchpoint = cell.text(1);
            if (unit != null && touchpoint != null) {
                contacts.computeIfAbsent(unit, u -> new HashMap<>()).merge(touchpoint, cell.rows(), Long::sum);
            }
        }
        return contacts;
    }
}
