package throughline.statistics.importance;

/// Sums of the outcome's residual variance over all subsets of the predictors, by size of the subset.
///
/// Depth-first over "include or drop the next predictor", on the packed upper triangle of the Schur
/// complement of what is left. Dropping moves the offset to the tail of the same array; including is one
/// rank-1 update into a buffer of the next depth. The sums are gathered on the way back, so the memory is
/// `O(p^3)`, not `2^p`.
final class SubsetSums {

    /// Residual variance, of a variance of 1, below which a predictor adds nothing to those already
    /// included.
    static final double COLLINEAR = 1e-12;

    private final int p;
    private final int n;
    private final double[][] complement;
    private final double[][] sums;
    private final double[][] including;

    private SubsetSums(int p) {
        this.p = p;
        this.n = p + 1;
        complement = new double[n + 1][];
        sums = new double[n + 1][];
        for (int d = 0; d <= p; d++) {
            int m = n - d;
            complement[d] = new double[m * (m + 1) / 2];
            sums[d] = new double[p - d + 1];
        }
        including = new double[p][p + 1];
    }

    /// Visits all subsets.
    ///
    /// @param correlations packed upper triangle of the `p` predictors and, last, the outcome
    static SubsetSums of(double[] correlations, int p) {
        var sums = new SubsetSums(p);
        sums.visit(correlations, 0, 0, 0);
        return sums;
    }

    /// Sums over no subsets of `p` predictors.
    static SubsetSums none(int p) {
        return new SubsetSums(p);
    }

    /// Sums that are already known.
    ///
    /// @param totals by size of the subset, from 0
    /// @param including of each predictor, by size of the subset
    static SubsetSums known(double[] totals, double[][] including) {
        var known = new SubsetSums(including.length);
        System.arraycopy(totals, 0, known.sums[0], 0, totals.length);
        System.arraycopy(including, 0, known.including, 0, including.length);
        return known;
    }

    /// Adds the subsets of the last predictors, visited where the first `decided` ones are included as the
    /// mask says.
    void add(SubsetSums rest, int mask, int decided) {
        int base = Integer.bitCount(mask);
        for (int size = 0; size <= rest.p; size++) {
            double total = rest.total(size);
            sums[0][base + size] += total;
            for (int d = 0; d < decided; d++) {
                if ((mask & (1 << d)) != 0) {
                    including[d][base + size] += total;
                }
            }
            for (int j = 0; j < rest.p; j++) {
                including[decided + j][base + size] += rest.including(j, size);
            }
        }
    }

    /// Sum of the residual variances over all subsets of `size` predictors.
    double total(int size) {
        return sums[0][size];
    }

    /// Sum of the residual variances over the subsets of `size` predictors that include `predictor`.
    double including(int predictor, int size) {
        return including[predictor][size];
    }

    /// Fills `sums[d]`, by how many of the predictors from `d` are included.
    ///
    /// @param a array that holds the complement of variables from `d`, beginning at `offset`
    /// @param base how many of the predictors before `d` are included
    private void visit(double[] a, int offset, int d, int base) {
        double[] out = sums[d];
        if (d == p - 2) {
            visitLastTwo(a, offset, base, out);
            return;
        }
        if (d == p) {
            out[0] = Math.max(0, a[offset]);
            return;
        }
        int m = n - d;
        int tail = offset + m;
        double[] next = complement[d + 1];
        include(a, offset, m, next);
        visit(next, 0, d + 1, base + 1);
        double[] below = sums[d + 1];
        int sizes = p - d;
        double[] with = including[d];
        for (int s = 0; s < sizes; s++) {
            with[base + 1 + s] += below[s];
            out[s + 1] = below[s];
        }
        out[0] = 0;
        visit(a, tail, d + 1, base);
        for (int s = 0; s < sizes; s++) {
            out[s] += below[s];
        }
    }

    /// Includes the first of `m` variables: what is left of the others' variances and covariances goes to `next`.
    ///
    /// @param a packed upper triangle, beginning at `offset`
    static void include(double[] a, int offset, int m, double[] next) {
        double inverse = a[offset] > COLLINEAR ? 1 / a[offset] : 0;
        int tail = offset + m;
        int k = 0;
        for (int i = 1; i < m; i++) {
            double factor = a[offset + i] * inverse;
            for (int j = i; j < m; j++, k++) {
                next[k] = a[tail + k] - factor * a[offset + j];
            }
        }
    }

    /// The four subsets of the last two predictors in closed form, which saves three quarters of the
    /// visits.
    private void visitLastTwo(double[] a, int o, int base, double[] out) {
        double both = a[o + 1];
        double y1 = a[o + 2];
        double y2 = a[o + 4];
        double none = a[o + 5];
        double inverse = a[o] > COLLINEAR ? 1 / a[o] : 0;
        double first = none - y1 * y1 * inverse;
        double second = a[o + 3] > COLLINEAR ? none - y2 * y2 / a[o + 3] : none;
        double left = a[o + 3] - both * both * inverse;
        double rest = y2 - both * y1 * inverse;
        double all = left > COLLINEAR ? first - rest * rest / left : first;
        double[] withFirst = including[p - 2];
        double[] withSecond = including[p - 1];
        withFirst[base + 1] += first;
        withSecond[base + 1] += second;
        withFirst[base + 2] += all;
        withSecond[base + 2] += all;
        out[0] = none;
        out[1] = first + second;
        out[2] = all;
    }
}
