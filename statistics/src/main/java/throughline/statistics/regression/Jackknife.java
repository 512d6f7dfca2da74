package throughline.statistics.regression;

/// Variances of slopes by leaving one cluster out at a time, from each cluster's own cross-products.
///
/// ```text
/// b without g = b - (X'WX - X_g'W_g X_g)^-1 X_g'W_g e_g
/// ```
final class Jackknife {

    /// Share of a regressor's variation that must be left beside the other regressors.
    private static final double COLLINEAR = 1e-9;

    private final double[][] total;
    private final double[][][] products;
    private final double[][] scores;

    /// Sums the cross-products of each cluster.
    ///
    /// @param columns the freed regressors and, last, the freed outcome
    Jackknife(double[][] columns, double[] weights, double[] slopes, int[] clusters, int count) {
        int p = slopes.length;
        total = new double[p][p];
        products = new double[count][p][p];
        scores = new double[count][p];
        for (int i = 0; i < weights.length; i++) {
            double residual = columns[p][i];
            for (int k = 0; k < p; k++) {
                residual -= slopes[k] * columns[k][i];
            }
            for (int k = 0; k < p; k++) {
                double weighted = weights[i] * columns[k][i];
                scores[clusters[i]][k] += weighted * residual;
                for (int j = 0; j < p; j++) {
                    products[clusters[i]][k][j] += weighted * columns[j][i];
                }
            }
        }
        for (double[][] own : products) {
            for (int k = 0; k < p; k++) {
                for (int j = 0; j < p; j++) {
                    total[k][j] += own[k][j];
                }
            }
        }
    }

    /// Variances of the slopes; infinite for a regressor that varies in a single cluster only.
    ///
    /// @throws ArithmeticException if a regressor copies others once a single cluster is left out
    double[] variances() {
        int p = total.length;
        int count = products.length;
        double[] variances = new double[p];
        double[][] rest = new double[p][p];
        double[][] inverse = new double[p][p];
        for (int g = 0; g < count; g++) {
            double[] score = scores[g].clone();
            for (int k = 0; k < p; k++) {
                for (int j = 0; j < p; j++) {
                    rest[k][j] = total[k][j] - products[g][k][j];
                }
            }
            for (int k = 0; k < p; k++) {
                if (!(rest[k][k] > COLLINEAR * total[k][k])) {
                    // The others are fitted without it: where it does not vary it explains nothing.
                    variances[k] = Double.POSITIVE_INFINITY;
                    score[k] = 0;
                    for (int j = 0; j < p; j++) {
                        rest[k][j] = 0;
                        rest[j][k] = 0;
                    }
                    rest[k][k] = total[k][k];
                }
            }
            int copied = invert(rest, inverse);
            if (copied >= 0) {
                throw new ArithmeticException(
                        "Regressor %d differs from those before it in a single cluster only".formatted(copied));
            }
            for (int k = 0; k < p; k++) {
                double moved = 0;
                for (int j = 0; j < p; j++) {
                    moved += inverse[k][j] * score[j];
                }
                variances[k] += moved * moved * (count - 1.0) / count;
            }
        }
        return variances;
    }

    /// Inverts positive cross-products, by Gauss and Jordan on their correlations.
    ///
    /// @return -1, or the first regressor that is a combination of those before it
    static int invert(double[][] products, double[][] inverse) {
        int p = products.length;
        double[] scale = new double[p];
        for (int i = 0; i < p; i++) {
            scale[i] = Math.sqrt(products[i][i]);
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                inverse[i][j] = products[i][j] / scale[i] / scale[j];
            }
        }
        for (int k = 0; k < p; k++) {
            double pivot = inverse[k][k];
            if (!(pivot > COLLINEAR)) {
                return k;
            }
            inverse[k][k] = 1;
            for (int j = 0; j < p; j++) {
                inverse[k][j] /= pivot;
            }
            for (int i = 0; i < p; i++) {
                if (i != k) {
                    double factor = inverse[i][k];
                    inverse[i][k] = 0;
                    for (int j = 0; j < p; j++) {
                        inverse[i][j] -= factor * inverse[k][j];
                    }
                }
            }
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                inverse[i][j] /= scale[i] * scale[j];
            }
        }
        return -1;
    }
}
