package throughline.diagnosis;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Person;

/// Who serves customers: the people of the front line on record, and the agents who served in the last half year.
///
/// Agents on record in a layer above do not count. A record that lists fewer people than agents serve is completed by
/// the agents.
///
/// @param units the unit of each person or agent, empty text where it is not known
record FrontLine(Map<String, String> units) {

    private static final long SERVING_DAYS = 183;

    FrontLine {
        units = java.util.Collections.unmodifiableMap(new TreeMap<>(units));
    }

    /// The front line of the dossier.
    static FrontLine of(Dossier dossier) {
        Map<String, String> units = new HashMap<>();
        LocalDate to = dossier.period().to();
        for (Person person : dossier.organisation().people()) {
            String unit = person.unit();
            LocalDate left = person.leftOn();
            if (dossier.registry()
                            .layerOf(person)
                            .filter(l -> l == Layer.FRONTLINE)
                            .isPresent()
                    && (left == null || left.isAfter(to))
                    && (dossier.units().isEmpty()
                            || (unit != null && dossier.units().contains(unit)))) {
                units.put(person.id(), unit == null ? "" : unit);
            }
        }
        Dossier lately = dossier.during(dossier.period().last(SERVING_DAYS));
        for (FactKind kind : new FactKind[] {FactKind.INTERACTIONS, FactKind.EVALUATIONS, FactKind.RESPONSES}) {
            if (lately.has(kind, "agent")) {
                agents(lately, kind, units);
            }
        }
        return new FrontLine(units);
    }

    private static void agents(Dossier dossier, FactKind kind, Map<String, String> units) {
        boolean placed = dossier.has(kind, "unit");
        var query = CubeQuery.of(kind).by("agent").where(new Filter.Known("agent"));
        Map<String, Long> most = new HashMap<>();
        for (Cell cell : dossier.scan(placed ? query.by("unit") : query)) {
            String agent = String.valueOf(cell.text(0));
            @Nullable String unit = placed ? cell.text(1) : null;
            boolean leads = dossier.registry()
                    .person(agent)
                    .flatMap(dossier.registry()::layerOf)
                    .filter(l -> l != Layer.FRONTLINE)
                    .isPresent();
            boolean listed = units.containsKey(agent) && !most.containsKey(agent);
            if (!leads && !listed && cell.rows() > most.getOrDefault(agent, 0L)) {
                most.put(agent, cell.rows());
                units.put(agent, unit == null ? "" : unit);
            }
        }
    }

    /// Number of people.
    int size() {
        return units.size();
    }
}
