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
/// V(b) = G / (G - 1) * (X'WX)^-1 (sum over clusters of s_g s_g') (X'WX)^-1,  s_g = sum of w x e;  G - 1 df
/// ```
///
/// Groups are absorbed, never estimated: `y` and `x` are freed from the group means by alternating
/// projections, sped up by conjugate gradients, so a million cells with thousands of groups take seconds.
/// Rows may be cells: the mean of `y` over rows that share `x`, groups and cluster, weighted by their
/// count, gives the same slopes and errors as the rows. Compares like with like only in what the
/// groupings hold constant; what changes with `x` inside a group still confounds. With fewer than about
/// 20 clusters the interval is too narrow.
///
/// - Frisch, Waugh (1933). Econometrica 1, 387-401.
///   [doi:10.2307/1907330](https://doi.org/10.2307/1907330)
/// - Guimarães, Portugal (2010). Stata Journal 10, 628-649.
///   [doi:10.1177/1536867X1101000406](https://doi.org/10.1177/1536867X1101000406)
/// - Cameron, Miller (2015). Journal of Human Resources 50, 317-372.
///   [doi:10.3368/jhr.50.2.317](https://doi.org/10.3368/jhr.50.2.317)
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
    ///     the `n` is the sum of the weights
    /// @throws IllegalArgumentException if there are no regressors, fewer than 2 clusters, or rows that
    ///     do not fit
    /// @throws ArithmeticException if a regressor does not vary within the groups, or copies others
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
        double[][] scores = scores(columns, weights, slopes, clusters, count);
        double n = 0;
        for (double weight : weights) {
            n += weight;
        }
        var estimates = new ArrayList<Estimate>();
        for (int k = 0; k < regressors; k++) {
            double variance = 0;
            for (double[] score : scores) {
                double sum = 0;
                for (int j = 0; j < regressors; j++) {
                    sum += inverse[k][j] * score[j];
                }
                variance += sum * sum;
            }
            double error = Math.sqrt(variance * count / (count - 1.0));
            estimates.add(Confidence.student(slopes[k], error, count - 1.0, n, level));
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

    /// Inverse of the weighted cross-products of the freed regressors, by Gauss and Jordan on their
    /// correlations.
    private static double[][] inverse(double[][] columns, double[] weights, int p) {
        double[] scale = new double[p];
        for (int i = 0; i < p; i++) {
            scale[i] = Math.sqrt(dot(columns[i], columns[i], weights));
        }
        double[][] a = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                a[i][j] = dot(columns[i], columns[j], weights) / scale[i] / scale[j];
            }
        }
        for (int k = 0; k < p; k++) {
            double pivot = a[k][k];
            if (!(pivot > COLLINEAR)) {
                throw new ArithmeticException("Regressor %d copies those before it within the groups".formatted(k));
            }
            a[k][k] = 1;
            for (int j = 0; j < p; j++) {
                a[k][j] /= pivot;
            }
            for (int i = 0; i < p; i++) {
                if (i != k) {
                    double factor = a[i][k];
                    a[i][k] = 0;
                    for (int j = 0; j < p; j++) {
                        a[i][j] -= factor * a[k][j];
                    }
                }
            }
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                a[i][j] /= scale[i] * scale[j];
            }
        }
        return a;
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

    private static double[][] scores(double[][] columns, double[] weights, double[] slopes, int[] clusters, int count) {
        int p = slopes.length;
        double[][] scores = new double[count][p];
        for (int i = 0; i < weights.length; i++) {
            double residual = columns[p][i];
            for (int k = 0; k < p; k++) {
                residual -= slopes[k] * columns[k][i];
            }
            for (int k = 0; k < p; k++) {
                scores[clusters[i]][k] += weights[i] * columns[k][i] * residual;
            }
        }
        return scores;
    }

    private static double dot(double[] a, double[] b, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * a[i] * b[i];
        }
        return sum;
    }
}
