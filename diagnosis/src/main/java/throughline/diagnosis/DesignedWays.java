package throughline.diagnosis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Journey;
import throughline.statistics.journey.Fitness;
import throughline.statistics.journey.Variants;
import throughline.statistics.journey.Variants.Variant;

/// The ways that cases took in the event log, as far as they lie on a designed journey.
///
/// A case counts if it went to at least two steps of one journey; it belongs to the journey it keeps to best.
///
/// @param designs the designed paths of two steps or more, each once
/// @param on the ways of the cases that count
/// @param between number of cases that went from one touchpoint to another, on a journey or not
record DesignedWays(List<List<String>> designs, Variants on, long between) {

    /// The question to the lake.
    static final CubeQuery QUERY = CubeQuery.of(FactKind.TRACES).by("path").where(new Filter.Known("path"));

    /// Copies the list.
    DesignedWays {
        designs = List.copyOf(designs);
    }

    /// The ways on journeys; empty without journeys of two steps or without an event log that names touchpoints.
    static Optional<DesignedWays> of(Dossier dossier) {
        List<List<String>> designs = dossier.organisation().journeys().stream()
                .map(Journey::steps)
                .filter(steps -> new HashSet<>(steps).size() >= 2)
                .distinct()
                .toList();
        if (designs.isEmpty() || !dossier.has(FactKind.TRACES, "path")) {
            return Optional.empty();
        }
        var on = new ArrayList<Variant>();
        long between = 0;
        for (Cell cell : dossier.scan(QUERY)) {
            @Nullable String path = cell.text(0);
            if (path != null) {
                List<String> steps = List.of(path.split(FactKind.STEP_BREAK, -1));
                Set<String> visited = new HashSet<>(steps);
                between += visited.size() > 1 ? cell.rows() : 0;
                if (designs.stream().anyMatch(d -> twoOf(visited, d))) {
                    on.add(new Variant(steps, cell.rows()));
                }
            }
        }
        return Optional.of(new DesignedWays(designs, Variants.of(on), between));
    }

    /// Whether something went to two steps of a design.
    static boolean twoOf(Set<String> visited, List<String> design) {
        return design.stream().distinct().filter(visited::contains).count() >= 2;
    }

    /// The ways by the design they keep to best; designs that nobody took are left out.
    Map<List<String>, Variants> byDesign() {
        Map<List<String>, List<Variant>> ways = new LinkedHashMap<>();
        for (Variant way : on.variants()) {
            ways.computeIfAbsent(designs.get(Fitness.closest(way.activities(), designs)), d -> new ArrayList<>())
                    .add(way);
        }
        Map<List<String>, Variants> by = new LinkedHashMap<>();
        ways.forEach((design, taken) -> by.put(design, Variants.of(taken)));
        return by;
    }
}
