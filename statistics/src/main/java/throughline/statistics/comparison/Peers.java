package throughline.statistics.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who can be compared with whom: people whose work overlaps in every factor, directly or through others.
final class Peers {

    private final int entities;
    private final List<CaseMixAdjustment.Cell> cells;

    Peers(int entities, List<CaseMixAdjustment.Cell> cells) {
        this.entities = entities;
        this.cells = cells;
    }

    /// A number for each person; equal numbers may be compared.
    int[] classes() {
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        List<List<Integer>> keys = new ArrayList<>();
        for (int e = 0; e < entities; e++) {
            keys.add(new ArrayList<>());
        }
        for (int k = 0; k < cells.getFirst().levels().length; k++) {
            int[] component = components(k);
            for (int e = 0; e < entities; e++) {
                keys.get(e).add(component[e]);
            }
        }
        int[] classes = new int[entities];
        for (int e = 0; e < entities; e++) {
            classes[e] = numbers.computeIfAbsent(keys.get(e), key -> numbers.size());
        }
        return classes;
    }

    /// Connected people through the levels of one factor, by union and find.
    private int[] components(int factor) {
        int[] parent = new int[entities];
        for (int e = 0; e < entities; e++) {
            parent[e] = e;
        }
        Map<Integer, Integer> first = new HashMap<>();
        for (CaseMixAdjustment.Cell cell : cells) {
            Integer other = first.putIfAbsent(cell.levels()[factor], cell.entity());
            if (other != null) {
                parent[root(parent, cell.entity())] = root(parent, other);
            }
        }
        int[] roots = new int[entities];
        for (int e = 0; e < entities; e++) {
            roots[e] = root(parent, e);
        }
        return roots;
    }

    private static int root(int[] parent, int entity) {
        int at = entity;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
