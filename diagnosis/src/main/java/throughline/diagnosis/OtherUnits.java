package throughline.diagnosis;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import throughline.statistics.Summary;

/// What each week brought to units, so that a step can be seen apart from it: their weekly scores, each against the
/// unit's own mean, so that a unit that comes or goes moves nothing.
///
/// @param centred scores by unit and week
/// @param total scores of all units by week
record OtherUnits(Map<String, Map<LocalDate, Double>> centred, Map<LocalDate, Summary> total) {

    /// Of scores by unit and week.
    static OtherUnits of(Map<String, Map<LocalDate, Double>> scores) {
        Map<String, Map<LocalDate, Double>> centred = new TreeMap<>();
        Map<LocalDate, Summary> total = new TreeMap<>();
        scores.forEach((unit, weeks) -> {
            double usual = weeks.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
            Map<LocalDate, Double> own = new TreeMap<>();
            weeks.forEach((week, score) -> {
                own.put(week, score - usual);
                total.merge(week, Summary.of(score - usual), Summary::plus);
            });
            centred.put(unit, own);
        });
        return new OtherUnits(centred, total);
    }

    /// Of a measure as it is.
    static OtherUnits of(UnitWeeks measure) {
        Map<String, Map<LocalDate, Double>> scores = new TreeMap<>();
        measure.byUnit().forEach((unit, weeks) -> {
            Map<LocalDate, Double> own = new TreeMap<>();
            weeks.forEach((week, point) -> own.put(week, point.score()));
            scores.put(unit, own);
        });
        return of(scores);
    }

    /// Mean of the units that are not under the step, by week; no week in which there are none.
    NavigableMap<LocalDate, Double> brought(Collection<String> under) {
        Map<LocalDate, Summary> within = new TreeMap<>();
        for (String unit : under) {
            centred.getOrDefault(unit, Map.of())
                    .forEach((week, score) -> within.merge(week, Summary.of(score), Summary::plus));
        }
        var brought = new TreeMap<LocalDate, Double>();
        total.forEach((week, all) -> {
            Summary own = within.getOrDefault(week, Summary.EMPTY);
            long others = all.count() - own.count();
            if (others > 0) {
                brought.put(week, (all.sum() - own.sum()) / others);
            }
        });
        return brought;
    }
}
