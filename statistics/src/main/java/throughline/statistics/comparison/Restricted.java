package throughline.statistics.comparison;

import java.util.List;
import throughline.statistics.Cholesky;

/// The restricted likelihood of one random intercept, as a function of `theta`, the variance between groups
/// over that within.
///
/// Variables are centred on their means over all rows, the outcome last. One trial of `theta` costs one pass
/// over the groups' means.
final class Restricted {

    /// Range of log theta that is searched; below it theta is 0.
    private static final double LOWEST = -26;

    private static final double HIGHEST = 20;

    private static final int BISECTIONS = 80;

    /// Share of a covariate's variation within groups that must be left beside the other covariates.
    private static final double VARYING = 1e-9;

    private final double[] counts;
    private final double[][] means;
    private final double[][] products;
    private final double[] centre;
    private final double rows;
    private final double inside;
    private final double degrees;

    /// @param counts rows of each group, above 0
    /// @param means means of covariates and outcome in each group
    /// @param products their centred products in each group
    Restricted(double[] counts, double[][] means, List<double[][]> products) {
        int p = means[0].length;
        this.counts = counts;
        this.products = new double[p][p];
        this.means = new double[counts.length][p];
        this.centre = new double[p];
        double sum = 0;
        for (int g = 0; g < counts.length; g++) {
            sum += counts[g];
            for (int i = 0; i < p; i++) {
                centre[i] += (means[g][i] - centre[i]) * counts[g] / sum;
                for (int j = 0; j < p; j++) {
                    this.products[i][j] += products.get(g)[i][j];
                }
            }
        }
        rows = sum;
        for (int g = 0; g < counts.length; g++) {
            for (int i = 0; i < p; i++) {
                this.means[g][i] = means[g][i] - centre[i];
            }
        }
        int varying = 0;
        double[][] left = this.products.clone();
        for (int k = 0; k < p - 1; k++) {
            // A covariate that is the same for a whole group tells nothing within groups.
            if (left[k][k] > VARYING * this.products[k][k]) {
                left = swept(left, k);
                varying++;
            }
        }
        inside = left[p - 1][p - 1];
        degrees = rows - counts.length - varying;
        if (degrees < 1) {
            throw new IllegalArgumentException(
                    "A random intercept needs more rows than groups and covariates, got %.0f rows, %d groups, %d covariates"
                            .formatted(rows, counts.length, p - 1));
        }
        if (!(inside > 0)) {
            throw new ArithmeticException("A random intercept needs an outcome that varies within groups");
        }
    }

    /// Number of groups.
    int groups() {
        return counts.length;
    }

    /// Degrees of freedom within groups.
    double degrees() {
        return degrees;
    }

    /// Degrees of freedom between groups: groups less the intercept and what varies between groups only.
    double between() {
        return rows - centre.length - degrees;
    }

    /// Number of coefficients, the intercept among them.
    int fixed() {
        return centre.length;
    }

    /// Mean of a variable over all rows.
    double centre(int variable) {
        return centre[variable];
    }

    /// How far a group's mean outcome lies from what its covariates' means say.
    double residual(double[] mean, double[] coefficients) {
        int p = centre.length;
        double residual = mean[p - 1] - centre[p - 1] - coefficients[0];
        for (int i = 1; i < p; i++) {
            residual -= coefficients[i] * (mean[i - 1] - centre[i - 1]);
        }
        return residual;
    }

    /// The model at one `theta`.
    ///
    /// @param coefficients of the centred covariates, the intercept first
    /// @param inverse of the weighted products of intercept and covariates
    /// @param within REML variance within groups, given theta
    /// @param deviance minus twice the restricted log likelihood
    /// @param slope its derivative by theta
    @SuppressWarnings("ArrayRecordComponent")
    record Solution(
            double theta, double[] coefficients, double[][] inverse, double within, double deviance, double slope) {

        /// `x' inverse x`.
        double quadratic(double[] x) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < x.length; j++) {
                    sum += x[i] * inverse[i][j] * x[j];
                }
            }
            return Math.max(0, sum);
        }
    }

    /// Solves the weighted least squares at `theta`.
    ///
    /// @throws ArithmeticException if a covariate follows from the others
    Solution at(double theta) {
        int p = centre.length;
        double[][] sums = weighted(theta);
        var root = Cholesky.of(top(sums, p));
        double[] right = new double[p];
        for (int i = 0; i < p; i++) {
            right[i] = sums[p][i];
        }
        double[] coefficients = root.solve(right);
        double squares = sums[p][p];
        for (int i = 0; i < p; i++) {
            squares -= coefficients[i] * right[i];
        }
        double within = squares / (rows - p);
        double[][] inverse = root.inverse();
        double logs = 0;
        double slope = 0;
        for (int g = 0; g < counts.length; g++) {
            double a = counts[g] / (1 + counts[g] * theta);
            logs += Math.log1p(counts[g] * theta);
            double r = means[g][p - 1] - coefficients[0];
            double leverage = inverse[0][0];
            for (int i = 1; i < p; i++) {
                r -= coefficients[i] * means[g][i - 1];
                leverage += 2 * means[g][i - 1] * inverse[i][0];
                for (int j = 1; j < p; j++) {
                    leverage += means[g][i - 1] * inverse[i][j] * means[g][j - 1];
                }
            }
            slope += a - a * a * (leverage + r * r / within);
        }
        double deviance = (rows - p) * (1 + Math.log(2 * Math.PI * within)) + logs + root.logDeterminant();
        return new Solution(theta, coefficients, inverse, within, deviance, slope);
    }

    /// The `theta` of the highest restricted likelihood: the best of a grid, then bisection on the slope.
    double best() {
        double best = 0;
        double least = at(0).deviance();
        for (double log = LOWEST; log <= HIGHEST; log++) {
            double deviance = at(Math.exp(log)).deviance();
            if (deviance < least) {
                least = deviance;
                best = Math.exp(log);
            }
        }
        if (best == 0) {
            return 0;
        }
        double low = Math.log(best) - 1;
        double high = low + 2;
        for (int i = 0; i < BISECTIONS && high - low > 1e-14; i++) {
            double middle = (low + high) / 2;
            if (at(Math.exp(middle)).slope() < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp((low + high) / 2);
    }

    /// The `theta` at which Wald's ratio is as given; 0 where it is lower already there, infinite where it is
    /// higher however large theta is.
    double whereRatioIs(double wanted) {
        double within = inside / degrees;
        double between = between();
        if ((residual(weighted(0), centre.length) / within - degrees) / between <= wanted) {
            return 0;
        }
        double low = LOWEST;
        double high = HIGHEST;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            double all = residual(weighted(Math.exp(middle)), centre.length) / within;
            if ((all - degrees) / between > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high == HIGHEST ? Double.POSITIVE_INFINITY : Math.exp((low + high) / 2);
    }

    /// Weighted products of intercept, covariates and outcome, in this order.
    private double[][] weighted(double theta) {
        int p = centre.length;
        double[][] sums = new double[p + 1][p + 1];
        for (int i = 0; i < p; i++) {
            System.arraycopy(products[i], 0, sums[i + 1], 1, p);
        }
        for (int g = 0; g < counts.length; g++) {
            double a = counts[g] / (1 + counts[g] * theta);
            sums[0][0] += a;
            for (int i = 0; i < p; i++) {
                double weight = a * means[g][i];
                sums[i + 1][0] += weight;
                for (int j = 0; j <= i; j++) {
                    sums[i + 1][j + 1] += weight * means[g][j];
                }
            }
        }
        return sums;
    }

    private static double[][] top(double[][] matrix, int size) {
        double[][] top = new double[size][];
        for (int i = 0; i < size; i++) {
            top[i] = java.util.Arrays.copyOf(matrix[i], size);
        }
        return top;
    }

    /// Squares of the last variable that the `p` before it leave unexplained.
    private static double residual(double[][] sums, int p) {
        double[] right = java.util.Arrays.copyOf(sums[p], p);
        double[] coefficients = Cholesky.of(top(sums, p)).solve(right);
        double squares = sums[p][p];
        for (int i = 0; i < p; i++) {
            squares -= coefficients[i] * right[i];
        }
        return squares;
    }

    /// The symmetric matrix freed of what variable `k` explains.
    private static double[][] swept(double[][] matrix, int k) {
        int p = matrix.length;
        double[][] swept = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                swept[i][j] = matrix[i][j] - matrix[i][k] * matrix[k][j] / matrix[k][k];
            }
        }
        return swept;
    }
}
