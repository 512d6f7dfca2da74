package throughline.statistics.disclosure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/// Rows of a table of counts by wave, joined where both have enough people in one wave
/// ([CellSuppression#rowsOfWaves]). The rows held back are one node, the last.
final class Waves {

    private final long[][] counts;
    private final int[] total;
    private final long fewest;
    private final boolean[] shown;

    Waves(long[][] counts, int[] total, long fewest) {
        this.counts = counts;
        this.total = total;
        this.fewest = fewest;
        shown = new boolean[counts.length];
        for (int r = 0; r < shown.length; r++) {
            shown[r] = largest(counts[r]) >= fewest;
        }
    }

    boolean[] shown() {
        for (Optional<Integer> next = unsafe(); next.isPresent(); next = unsafe()) {
            shown[next.get()] = false;
        }
        return shown;
    }

    /// The smallest row shown of a group that lacks the held-back rows and shares a total with another group.
    private Optional<Integer> unsafe() {
        long[][] nodes = nodes();
        int[] group = groups(nodes);
        int rest = group[shown.length];
        return IntStream.range(0, shown.length)
                .filter(r -> shown[r] && group[r] != rest && shares(nodes, group, group[r]))
                .boxed()
                .min(Comparator.comparingLong(r -> largest(counts[r])));
    }

    private long[][] nodes() {
        long[][] nodes = new long[shown.length + 1][total.length];
        for (int r = 0; r < shown.length; r++) {
            long[] at = nodes[shown[r] ? r : shown.length];
            for (int w = 0; w < total.length; w++) {
                at[w] += counts[r][w];
            }
        }
        return nodes;
    }

    /// The group of each node, by its first node.
    private int[] groups(long[][] nodes) {
        int[] group = IntStream.range(0, nodes.length).toArray();
        for (int w = 0; w < total.length; w++) {
            int first = -1;
            for (int v = 0; v < nodes.length; v++) {
                if (nodes[v][w] >= fewest) {
                    if (first < 0) {
                        first = v;
                    } else {
                        int into = Math.min(group[first], group[v]);
                        int from = Math.max(group[first], group[v]);
                        Arrays.setAll(group, i -> group[i] == from ? into : group[i]);
                    }
                }
            }
        }
        return group;
    }

    private boolean shares(long[][] nodes, int[] group, int one) {
        int totals = Arrays.stream(total).max().orElse(-1) + 1;
        boolean[] own = new boolean[totals];
        boolean[] others = new boolean[totals];
        for (int v = 0; v < nodes.length; v++) {
            for (int w = 0; w < total.length; w++) {
                if (nodes[v][w] > 0) {
                    (group[v] == one ? own : others)[total[w]] = true;
                }
            }
        }
        return IntStream.range(0, totals).anyMatch(t -> own[t] && others[t]);
    }

    private static long largest(long[] row) {
        return Arrays.stream(row).max().orElse(0);
    }
}
