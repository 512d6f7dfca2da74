package throughline.statistics.regression;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Groupings of weighted rows, and how to free a column from all their means at once.
///
/// One sweep takes out the means of each grouping, forwards and backwards, which is a symmetric operator
/// `M`. The freed column is the limit of endless sweeps; conjugate gradients on `(I - M) u = (I - M) v`
/// reach `v - u` in far fewer.
///
/// - Hernández-Ramos, Escalante, Raydan (2011). Numerical Functional Analysis and Optimization 32,
///   1049-1066. [doi:10.1080/01630563.2011.587074](https://doi.org/10.1080/01630563.2011.587074)
final class Groups {

    private static final double TOLERANCE = 1e-10;

    private static final int ITERATIONS = 5_000;

    private final int[][] group;
    private final double[][] inverseWeight;
    private final double[][] sums;
    private final double[] weights;

    private Groups(int[][] group, double[][] inverseWeight, double[] weights) {
        this.group = group;
        this.inverseWeight = inverseWeight;
        this.weights = weights;
        sums = new double[group.length][];
        for (int g = 0; g < group.length; g++) {
            sums[g] = new double[inverseWeight[g].length];
        }
    }

    static Groups of(List<FixedEffectsRegression.Row> rows, double[] weights) {
        int groupings = rows.getFirst().groups().length;
        // Without a grouping, one group of all rows stands for the constant.
        int[][] group = new int[Math.max(1, groupings)][weights.length];
        double[][] inverse = new double[group.length][];
        for (int g = 0; g < groupings; g++) {
            Map<Integer, Integer> index = new HashMap<>();
            for (int i = 0; i < weights.length; i++) {
                int[] ids = rows.get(i).groups();
                if (ids.length != groupings) {
                    throw new IllegalArgumentException(
                            "Row %d needs %d groups, got %d".formatted(i, groupings, ids.length));
                }
                group[g][i] = index.computeIfAbsent(ids[g], id -> index.size());
            }
            inverse[g] = new double[index.size()];
        }
        if (groupings == 0) {
            inverse[0] = new double[1];
        }
        for (int g = 0; g < group.length; g++) {
            for (int i = 0; i < weights.length; i++) {
                inverse[g][group[g][i]] += weights[i];
            }
            for (int level = 0; level < inverse[g].length; level++) {
                inverse[g][level] = 1 / inverse[g][level];
            }
        }
        return new Groups(group, inverse, weights);
    }

    /// Weighted sum of squares around the weighted mean.
    static double spread(double[] column, double[] weights) {
        double n = 0;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < column.length; i++) {
            n += weights[i];
            double step = column[i] - mean;
            mean += step * weights[i] / n;
            squares += weights[i] * step * (column[i] - mean);
        }
        return squares;
    }

    /// Replaces the column by what is left of it within all groupings.
    ///
    /// @throws ArithmeticException if that is not found in 5,000 sweeps
    void absorb(double[] column) {
        if (group.length == 1) {
            takeOut(column, 0);
            return;
        }
        // The first grouping out first: it makes the numbers small, so that nothing cancels later.
        takeOut(column, 0);
        int n = column.length;
        double[] residual = changed(column);
        double[] direction = residual.clone();
        double norm = dot(residual, residual);
        double enough = TOLERANCE * TOLERANCE * dot(column, column);
        for (int iteration = 0; norm > enough; iteration++) {
            if (iteration == ITERATIONS) {
                throw new ArithmeticException(
                        "The groups could not be told apart in %d sweeps: leave one out".formatted(ITERATIONS));
            }
            double[] image = changed(direction);
            double step = norm / dot(direction, image);
            for (int i = 0; i < n; i++) {
                column[i] -= step * direction[i];
                residual[i] -= step * image[i];
            }
            double next = dot(residual, residual);
            double share = next / norm;
            for (int i = 0; i < n; i++) {
                direction[i] = residual[i] + share * direction[i];
            }
            norm = next;
        }
    }

    /// What one sweep forwards and backwards takes away: `(I - M) v`.
    private double[] changed(double[] column) {
        double[] swept = column.clone();
        for (int g = 0; g < group.length; g++) {
            takeOut(swept, g);
        }
        for (int g = group.length - 2; g >= 0; g--) {
            takeOut(swept, g);
        }
        for (int i = 0; i < swept.length; i++) {
            swept[i] = column[i] - swept[i];
        }
        return swept;
    }

    private void takeOut(double[] column, int g) {
        int[] of = group[g];
        double[] sum = sums[g];
        Arrays.fill(sum, 0);
        for (int i = 0; i < column.length; i++) {
            sum[of[i]] += weights[i] * column[i];
        }
        for (int level = 0; level < sum.length; level++) {
            sum[level] *= inverseWeight[g][level];
        }
        for (int i = 0; i < column.length; i++) {
            column[i] -= sum[of[i]];
        }
    }

    private double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += weights[i] * a[i] * b[i];
        }
        return sum;
    }
}
