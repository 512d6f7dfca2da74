package throughline.statistics.disclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Statistical disclosure control by complementary cell suppression: which totals of a table of counts may be
/// published so that no sum or difference of published figures singles out a small group.
///
/// Of a two-way table all column totals are published (what everybody said in each week) and some row totals (what
/// each unit said). Every figure that can be worked out from them is a sum of cells, each taken
/// `b(row) - a(column)` times, with `b = 0` for the rows that are held back. The cells it rests on are the edges
/// between nodes of unlike value in the graph that joins rows and columns by their counts and lumps the held-back
/// rows together. So the smallest group that anybody can single out is that graph's
///
/// ```text
/// smallest edge cut, in answers, of any connected part
/// ```
///
/// and rows are held back, the smallest first, until it is no smaller than asked for. This is exact for sums, and
/// allows a reader to know all counts. It assumes that the cells themselves are not published and that a person
/// answers once in the table; where people answer again in each column, take [#rowsOfWaves]. It does not guard against
/// a group whose members all said the same.
///
/// - Cox (1980). Suppression methodology and statistical disclosure control. Journal of the American Statistical
///   Association 75, 377-385. [doi:10.1080/01621459.1980.10477481](https://doi.org/10.1080/01621459.1980.10477481)
/// - Gusfield (1988). A graph theoretic approach to statistical data security. SIAM Journal on Computing 17,
///   552-571. [doi:10.1137/0217034](https://doi.org/10.1137/0217034)
/// - Nagamochi, Ibaraki (1992). Computing edge-connectivity in multigraphs and capacitated graphs. SIAM Journal on
///   Discrete Mathematics 5, 54-66. [doi:10.1137/0405004](https://doi.org/10.1137/0405004)
public final class CellSuppression {

    private CellSuppression() {}

    /// Which rows' totals may be published beside all column totals.
    ///
    /// @param counts answers by row and column, none negative; every column has the same number of rows
    /// @param fewest answers a group must have to be shown, at least 1
    /// @return true where the row's total may be published
    /// @throws IllegalArgumentException if a column has answers, but fewer than `fewest`: then its total
    /// may not be
    public static boolean[] rows(long[][] counts, long fewest) {
        checkColumns(counts, fewest);
        boolean[] shown = new boolean[counts.length];
        for (int r = 0; r < shown.length; r++) {
            shown[r] = Arrays.stream(counts[r]).sum() >= fewest;
        }
        for (; ; ) {
            Optional<boolean[]> small = new Connectivity(counts, shown).smallGroup(fewest);
            if (small.isEmpty()) {
                return shown;
            }
            boolean[] side = small.get();
            IntStream.range(0, shown.length)
                    .filter(r -> side[r] && shown[r])
                    .boxed()
                    .min(java.util.Comparator.comparingLong(
                            r -> Arrays.stream(counts[r]).sum()))
                    .ifPresent(r -> shown[r] = false);
        }
    }

    /// Which rows' totals may be published beside totals over all rows, where the same people answer in
    /// wave after wave.
    ///
    /// Answers of several waves are those of as many people at least as answered in the largest of them.
    /// Two units (or a unit and all that are held back together) are told apart only where both have
    /// `fewest` answers in one wave: whoever treats them unlike then keeps so many people of one of them,
    /// whichever total is taken away. Units that are joined by such waves, over any number of others,
    /// cannot be parted for less. Where two groups of units so joined share a published total, the smallest
    /// unit of one of them is held back, until none do. This is sure, and may hold back more than it must.
    /// It assumes that nobody answers twice in a wave.
    ///
    /// @param counts answers by row and wave, none negative; every row has the same number of waves
    /// @param total which published total over all rows a wave is part of
    /// @param fewest people a group must have to be shown, at least 1
    /// @return true where the row's total over all waves may be published
    /// @throws IllegalArgumentException if a total has no wave of `fewest` answers: then it may not be
    /// published
    public static boolean[] rowsOfWaves(long[][] counts, int[] total, long fewest) {
        checkTotals(counts, total, fewest);
        return new Waves(counts, total, fewest).shown();
    }

    private static void checkTotals(long[][] counts, int[] total, long fewest) {
        var largest = new TreeMap<Integer, Long>();
        for (int w = 0; counts.length > 0 && w < total.length; w++) {
            int wave = w;
            largest.merge(
                    total[w], Arrays.stream(counts).mapToLong(row -> row[wave]).sum(), Math::max);
        }
        largest.forEach((t, people) -> {
            if (people > 0 && people < fewest) {
                throw new IllegalArgumentException(
                        "The largest wave of a published total has %d answers; at least %d are needed. Merge totals."
                                .formatted(people, fewest));
            }
        });
    }

    private static void checkColumns(long[][] counts, long fewest) {
        for (int c = 0; counts.length > 0 && c < counts[0].length; c++) {
            int column = c;
            long total = Arrays.stream(counts).mapToLong(row -> row[column]).sum();
            if (total > 0 && total < fewest) {
                throw new IllegalArgumentException(
                        "The total of a column of %d answers is published; at least %d are needed. Merge columns."
                                .formatted(total, fewest));
            }
        }
    }

    /// Which cells of a one-way table may be published beside its total. The cells held back are published
    /// as one: they hold at least `fewest` answers, in at least two cells, unless nothing is held back.
    ///
    /// @param counts answers by cell, none negative
    /// @param fewest answers a cell must have to be shown, at least 1
    /// @return true where the cell may be published; empty cells may
    public static boolean[] cells(long[] counts, long fewest) {
        boolean[] shown = new boolean[counts.length];
        long hidden = 0;
        int held = 0;
        for (int i = 0; i < counts.length; i++) {
            shown[i] = counts[i] == 0 || counts[i] >= fewest;
            hidden += shown[i] ? 0 : counts[i];
            held += shown[i] ? 0 : 1;
        }
        while (held > 0 && (held < 2 || hidden < fewest)) {
            Optional<Integer> next = IntStream.range(0, counts.length)
                    .filter(i -> shown[i] && counts[i] > 0)
                    .boxed()
                    .min(java.util.Comparator.comparingLong(i -> counts[i]));
            if (next.isEmpty()) {
                return shown;
            }
            shown[next.get()] = false;
            hidden += counts[next.get()];
            held++;
        }
        return shown;
    }

    /// The graph of rows and columns; row `r` is node `r`, the held-back rows are one node, columns follow.
    private static final class Connectivity {

        private final int rows;
        private final int rest;
        private final long[][] weight;
        private final int[] group;

        Connectivity(long[][] counts, boolean[] shown) {
            rows = counts.length;
            rest = rows;
            int columns = rows == 0 ? 0 : counts[0].length;
            int nodes = rows + 1 + columns;
            weight = new long[nodes][nodes];
            for (int r = 0; r < rows; r++) {
                int at = shown[r] ? r : rest;
                for (int c = 0; c < columns; c++) {
                    weight[at][rows + 1 + c] += counts[r][c];
                    weight[rows + 1 + c][at] += counts[r][c];
                }
            }
            group = IntStream.range(0, nodes).toArray();
        }

        /// The side of a cut of fewer than `fewest` answers that lacks the held-back rows.
        ///
        /// Nodes that no such cut can part are merged, many in one sweep (Nagamochi, Ibaraki), until
        /// a cut is found or each connected part is one node.
        Optional<boolean[]> smallGroup(long fewest) {
            boolean[] done = new boolean[group.length];
            for (int start = 0; start < group.length; start++) {
                while (group[start] == start && !done[start]) {
                    var order = new ArrayList<Integer>();
                    long last = sweep(start, fewest, order);
                    if (order.size() == 1) {
                        done[start] = true;
                    } else if (last < fewest) {
                        return Optional.of(side(order));
                    }
                }
            }
            return Optional.empty();
        }

        /// Walks through a connected part, always to the node with most answers to those visited, and
        /// merges what cannot be parted.
        ///
        /// @return answers that join the last node to all others
        private long sweep(int start, long fewest, List<Integer> order) {
            int n = group.length;
            long[] joined = new long[n];
            boolean[] visited = new boolean[n];
            var merges = new ArrayList<int[]>();
            int at = start;
            while (at >= 0) {
                visited[at] = true;
                order.add(at);
                int best = -1;
                for (int v = 0; v < n; v++) {
                    if (!visited[v] && group[v] == v) {
                        joined[v] += weight[at][v];
                        if (weight[at][v] > 0 && joined[v] >= fewest) {
                            merges.add(new int[] {at, v});
                        }
                        if (joined[v] > 0 && (best < 0 || joined[v] > joined[best])) {
                            best = v;
                        }
                    }
                }
                at = best;
            }
            long last = joined[order.getLast()];
            if (last >= fewest) {
                merges.forEach(m -> merge(find(m[0]), find(m[1])));
            }
            return last;
        }

        private int find(int node) {
            int at = node;
            while (group[at] != at) {
                at = group[at];
            }
            return at;
        }

        private void merge(int a, int b) {
            int into = Math.min(a, b);
            int from = Math.max(a, b);
            if (into == from) {
                return;
            }
            group[from] = into;
            for (int v = 0; v < group.length; v++) {
                weight[into][v] += weight[from][v];
                weight[v][into] += weight[v][from];
            }
            weight[into][into] = 0;
        }

        /// The rows on the side of the last node of the walk, or on the other where the held-back rows are
        /// on this.
        private boolean[] side(List<Integer> order) {
            int last = order.getLast();
            boolean other = find(rest) == last;
            boolean[] rowsOf = new boolean[rows];
            boolean[] walked = new boolean[group.length];
            order.forEach(v -> walked[v] = true);
            boolean any = false;
            for (int r = 0; r < rows; r++) {
                int at = find(r);
                rowsOf[r] = walked[at] && (at == last) != other;
                any |= rowsOf[r];
            }
            if (!any) {
                throw new IllegalStateException("A cut without a row can only part columns of too few answers");
            }
            return rowsOf;
        }
    }
}
