package throughline.statistics.importance;

import java.util.Arrays;
import java.util.stream.IntStream;

/// [SubsetSums] of many predictors, shared among the processors: the first few predictors are decided in
/// each task, the rest is visited there. The tasks are added up in their order, so the result does not
/// depend on who was faster. Where the virtual machine offers vector registers
/// (`--add-modules jdk.incubator.vector`) a task visits as many choices at once as these have lanes.
final class PartialSubsets {

    /// From so many predictors on a second processor is worth its while.
    static final int WORTH_SHARING = 18;

    /// From so many predictors on vectors win back the time it takes to compile them.
    static final int WORTH_VECTORS = 26;

    private static final int DECIDED = 6;

    /// Whether there are vector registers to use, and they say the same as the scalar recursion.
    static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && VectorSubsetSums.agrees();

    private PartialSubsets() {}

    /// Sums over all subsets.
    ///
    /// @param correlations packed upper triangle of the `p` predictors and, last, the outcome
    static SubsetSums of(double[] correlations, int p) {
        if (p < WORTH_SHARING) {
            return SubsetSums.of(correlations, p);
        }
        SubsetSums[] parts = p >= WORTH_VECTORS && VECTORS ? vectors(correlations, p) : scalars(correlations, p);
        SubsetSums sums = SubsetSums.none(p);
        for (int mask = 0; mask < parts.length; mask++) {
            sums.add(parts[mask], mask, DECIDED);
        }
        return sums;
    }

    static SubsetSums[] scalars(double[] correlations, int p) {
        return IntStream.range(0, 1 << DECIDED)
                .parallel()
                .mapToObj(mask -> SubsetSums.of(left(correlations, p + 1, mask), p - DECIDED))
                .toArray(SubsetSums[]::new);
    }

    static SubsetSums[] vectors(double[] correlations, int p) {
        int lanes = VectorSubsetSums.LANES;
        return IntStream.range(0, (1 << DECIDED) / lanes)
                .parallel()
                .boxed()
                .flatMap(task -> {
                    double[][] choices = new double[lanes][];
                    Arrays.setAll(choices, l -> left(correlations, p + 1, task * lanes + l));
                    return Arrays.stream(VectorSubsetSums.of(choices, p - DECIDED));
                })
                .toArray(SubsetSums[]::new);
    }

    /// Schur complement of the undecided variables where those of the mask are included and the other
    /// decided ones are
    /// dropped.
    private static double[] left(double[] correlations, int n, int mask) {
        double[] a = correlations;
        int offset = 0;
        for (int d = 0; d < DECIDED; d++) {
            int m = n - d;
            int tail = offset + m;
            if ((mask & (1 << d)) == 0) {
                offset = tail;
                continue;
            }
            double[] next = new double[m * (m - 1) / 2];
            SubsetSums.include(a, offset, m, next);
            a = next;
            offset = 0;
        }
        int m = n - DECIDED;
        double[] packed = new double[m * (m + 1) / 2];
        System.arraycopy(a, offset, packed, 0, packed.length);
        return packed;
    }
}
