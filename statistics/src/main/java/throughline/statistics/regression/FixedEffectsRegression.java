package throughline.statistics.regression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;

/// Slopes within groups: what goes with a regressor among rows of the same agent, touchpoint and hour.
///
/// ```text
/// y = x' b + one constant per group of each grouping + error,  minimised with the weights
/// V(b) = (G - 1) / G * sum over clusters (b without the cluster - b)(b without the cluster - b)';  G - 1 df
/// ```
///
/// Groups are absorbed, never estimated: `y` and `x` are freed from the group means by alternating
/// projections, sped up by conjugate gradients, so a million cells with thousands of groups take seconds.
/// Rows may be cells: the mean of `y` over rows that share `x`, groups and cluster, weighted by their
/// count, gives the same slopes and errors as the rows. Compares like with like only in what the
/// groupings hold constant; what changes with `x` inside a group still confounds.
///
/// Errors are the cluster jackknife's (CR3), which keeps its promise better than the usual sandwich when
/// clusters are few or unequal. A cluster is left out of the freed columns, the groups are not fitted
/// again: exact for groups that lie within clusters, close where they are large. Measured on a daily
/// state over days of 4 answers: a 95 % interval holds the truth in 93 of 100 worlds with 30 days (the
/// sandwich in 91), in 92 with 10, in 88 with 5.
///
/// - Frisch, Waugh (1933). Econometrica 1, 387-401.
///   [doi:10.2307/1907330](https://doi.org/10.2307/1907330)
/// - Guimarães, Portugal (2010). Stata Journal 10, 628-649.
///   [doi:10.1177/1536867X1101000406](https://doi.org/10.1177/1536867X1101000406)
/// - MacKinnon, Nielsen, Webb (2023). Journal of Applied Econometrics 38, 671-694.
///   [doi:10.1002/jae.2969](https://doi.org/10.1002/jae.2969)
public final class FixedEffectsRegression {

    /// Share of a regressor's variation that must be left within groups and beside the other regressors.
    private static final double COLLINEAR = 1e-9;

    private FixedEffectsRegression() {}

    /// A row, or a cell of rows.
    ///
    /// @param weight how many rows it stands for, above 0
    /// @param y outcome, or its mean over the cell
    /// @param x regressors, as many in every row
    /// @param groups the row's group in each grouping, as many in every row, possibly none
    /// @param cluster rows of one cluster may resemble each other, such as those of a unit-day
    @SuppressWarnings("ArrayRecordComponent")
    public record Row(double weight, double y, double[] x, int[] groups, int cluster) {}

    /// Estimates one slope for each regressor.
    ///
    /// @param rows at least 2 clusters of rows that agree in the numbers of regressors and groupings
    /// @return slopes in the order of the regressors, in the outcome's unit per unit of the regressor;
    ///     the `n` is the sum of the weights; the interval has no ends if the regressor varies in one
    ///     cluster only
    /// @throws IllegalArgumentException if there are no regressors, fewer than 2 clusters, or rows that
    ///     do not fit
    /// @throws ArithmeticException if a regressor does not vary within the groups, or copies others, also
    ///     if only once a single cluster is left out
    public static List<Estimate> of(List<Row> rows, double level) {
        Confidence.checked(level);
        if (rows.isEmpty() || rows.getFirst().x().length == 0) {
            throw new IllegalArgumentException(
                    "A regression needs rows and at least 1 regressor, got %d rows".formatted(rows.size()));
        }
        int regressors = rows.getFirst().x().length;
        int[] clusters = new int[rows.size()];
        int count = clusters(rows, clusters);
        if (count < 2) {
            throw new IllegalArgumentException("Clustered errors need at least 2 clusters, got " + count);
        }
        double[] weights = new double[rows.size()];
        double[][] columns = columns(rows, weights);
        var groups = Groups.of(rows, weights);
        double[] before = new double[regressors];
        for (int k = 0; k < columns.length; k++) {
            if (k < regressors) {
                before[k] = Groups.spread(columns[k], weights);
            }
            groups.absorb(columns[k]);
        }
        for (int k = 0; k < regressors; k++) {
            if (!(dot(columns[k], columns[k], weights) > COLLINEAR * before[k])) {
                throw new ArithmeticException("Regressor %d does not vary within the groups".formatted(k));
            }
        }
        double[][] inverse = inverse(columns, weights, regressors);
        double[] slopes = slopes(columns, weights, inverse);
        double[] variances = new Jackknife(columns, weights, slopes, clusters, count).variances();
        double n = 0;
        for (double weight : weights) {
            n += weight;
        }
        var estimates = new ArrayList<Estimate>();
        for (int k = 0; k < regressors; k++) {
            estimates.add(Confidence.student(slopes[k], Math.sqrt(variances[k]), count - 1.0, n, level));
        }
        return estimates;
    }

    private static int clusters(List<Row> rows, int[] clusters) {
        Map<Integer, Integer> index = new HashMap<>();
        for (int i = 0; i < clusters.length; i++) {
            clusters[i] = index.computeIfAbsent(rows.get(i).cluster(), id -> index.size());
        }
        return index.size();
    }

    /// The regressors and, last, the outcome, column by column.
    private static double[][] columns(List<Row> rows, double[] weights) {
        int regressors = rows.getFirst().x().length;
        double[][] columns = new double[regressors + 1][weights.length];
        for (int i = 0; i < weights.length; i++) {
            Row row = rows.get(i);
            weights[i] = row.weight();
            if (row.x().length != regressors || !(row.weight() > 0) || !Double.isFinite(row.y() + row.weight())) {
                throw new IllegalArgumentException(
                        "Row %d needs %d regressors, a weight above 0 and a finite outcome, got %d, %s and %s"
                                .formatted(i, regressors, row.x().length, row.weight(), row.y()));
            }
            for (int k = 0; k < regressors; k++) {
                columns[k][i] = row.x()[k];
                if (!Double.isFinite(row.x()[k])) {
                    throw new IllegalArgumentException(
                            "Row %d needs a finite regressor %d, got %s".formatted(i, k, row.x()[k]));
                }
            }
            columns[regressors][i] = row.y();
        }
        return columns;
    }

    private static double[][] inverse(double[][] columns, double[] weights, int p) {
        double[][] products = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                products[i][j] = dot(columns[i], columns[j], weights);
            }
        }
        var inverse = new double[p][p];
        int copied = Jackknife.invert(products, inverse);
        if (copied >= 0) {
            throw new ArithmeticException("Regressor %d copies those before it within the groups".formatted(copied));
        }
        return inverse;
    }

    private static double[] slopes(double[][] columns, double[] weights, double[][] inverse) {
        int p = inverse.length;
        double[] slopes = new double[p];
        for (int j = 0; j < p; j++) {
            double product = dot(columns[j], columns[p], weights);
            for (int k = 0; k < p; k++) {
                slopes[k] += inverse[k][j] * product;
            }
        }
        return slopes;
    }

    private static double dot(double[] a, double[] b, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * a[i] * b[i];
        }
        return sum;
    }
}
