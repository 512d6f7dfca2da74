package throughline.diagnosis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.fact.FactKind;
import throughline.statistics.Summary;
import throughline.statistics.comparison.CaseMixAdjustment;
import throughline.statistics.comparison.CaseMixAdjustment.Entity;

/// One measure of people or teams, beside what everybody would have reached with the same work: the same reasons,
/// touchpoints and states of the systems.
///
/// @param query how the cells were asked for
/// @param factors the columns the mix is made of, such as `intent`; may be none
/// @param entities those with enough rows, by id and in its order
/// @param few how many have too few
record CaseMix(CubeQuery query, List<String> factors, Map<String, Entity> entities, long few) {

    CaseMix {
        factors = List.copyOf(factors);
        entities = Collections.unmodifiableMap(new TreeMap<>(entities));
    }

    /// The mix of a measure. Who has fewer rows is no part of it: a few odd contacts would make work comparable that
    /// is not.
    ///
    /// @param who the column that tells them apart, `agent` or `unit`
    /// @param measure a column that adds up
    /// @param among ids that count; empty for all
    /// @param fewest rows that each must have, at least 1
    static CaseMix of(Dossier dossier, FactKind kind, String who, String measure, Set<String> among, long fewest) {
        var query = CubeQuery.of(kind).by(who).sum(measure).where(new Known(who), new Known(measure));
        var factors = new ArrayList<String>();
        for (String column : List.of("intent", "touchpoint", "degraded")) {
            if (dossier.has(kind, column)) {
                query = query.by(column);
                factors.add(column);
            }
        }
        List<Cell> cells = new ArrayList<>();
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Cell cell : dossier.scan(query)) {
            String id = String.valueOf(cell.text(0));
            if (among.isEmpty() || among.contains(id)) {
                cells.add(cell);
                rows.merge(id, cell.sum(0).count(), Long::sum);
            }
        }
        List<String> ids = rows.keySet().stream()
                .filter(id -> rows.getOrDefault(id, 0L) >= fewest)
                .toList();
        return new CaseMix(query, factors, fitted(cells, ids, factors.size()), (long) rows.size() - ids.size());
    }

    private static Map<String, Entity> fitted(List<Cell> cells, List<String> ids, int factors) {
        Map<String, Integer> numbers = new HashMap<>();
        ids.forEach(id -> numbers.put(id, numbers.size()));
        List<Map<String, Integer>> levels = new ArrayList<>();
        for (int k = 0; k < factors; k++) {
            levels.add(new HashMap<>());
        }
        var rows = new ArrayList<CaseMixAdjustment.Cell>();
        for (Cell cell : cells) {
            Summary sum = cell.sum(0);
            @Nullable Integer number = numbers.get(String.valueOf(cell.text(0)));
            if (number != null) {
                int[] at = new int[factors];
                for (int k = 0; k < factors; k++) {
                    Map<String, Integer> seen = levels.get(k);
                    at[k] = seen.computeIfAbsent(String.valueOf(cell.text(k + 1)), l -> seen.size());
                }
                rows.add(new CaseMixAdjustment.Cell(number, at, sum));
            }
        }
        Map<String, Entity> entities = new LinkedHashMap<>();
        if (!rows.isEmpty()) {
            List<Entity> found = CaseMixAdjustment.of(CaseMixAdjustment.Form.DIFFERENCE, rows);
            ids.forEach(id -> entities.put(id, found.get(numbers.getOrDefault(id, 0))));
        }
        return entities;
    }
}
