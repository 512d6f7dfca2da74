package throughline.statistics.importance;

import java.util.Arrays;
import java.util.stream.IntStream;
import throughline.statistics.Moments;

/// Shares of the explained variance (LMG): what each predictor adds to R squared, averaged over all
/// orders of adding.
///
/// ```text
/// LMG_j = sum over subsets S without j of  |S|! (p - |S| - 1)! / p! * (R2(S with j) - R2(S))
/// ```
///
/// Shares are at least 0 and add up to R squared, also when predictors are correlated; predictors that
/// are copies of each other share equally. It is a description of prediction, not of cause: a share is
/// not what would change if the driver were improved. Exact over all `2^p` subsets by a depth-first
/// recursion over Schur complements of the correlation matrix, 6 operations a subset, without a table of
/// subsets: 20 predictors in 20 ms, 25 in a second.
///
/// - Lindeman, Merenda, Gold (1980). Introduction to Bivariate and Multivariate Analysis. Scott Foresman,
///   p. 119ff.
/// - Grömping (2007). The American Statistician 61, 139-147.
///   [doi:10.1198/000313007X188252](https://doi.org/10.1198/000313007X188252)
public final class ShapleyImportance {

    /// Most predictors for which all subsets are visited.
    public static final int MAXIMUM_PREDICTORS = 30;

    private ShapleyImportance() {}

    /// The shares.
    ///
    /// @param rSquared explained share of the outcome's variance, from 0 to 1
    /// @param shares what each predictor contributes, in the order asked for; at least 0, adding up to
    ///     `rSquared`
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(double rSquared, double[] shares) {

        /// Shares of the explained part, adding up to 1; all 0 if nothing is explained.
        public double[] relative() {
            double[] relative = shares.clone();
            for (int i = 0; i < relative.length; i++) {
                relative[i] = rSquared == 0 ? 0 : shares[i] / rSquared;
            }
            return relative;
        }
    }

    /// Shares of the given predictors in the variance of the outcome.
    ///
    /// @param moments joint moments of outcome and predictors; more rows than variables
    /// @param outcome index of the outcome
    /// @param predictors indices of 1 to [#MAXIMUM_PREDICTORS] predictors, all different
    /// @throws IllegalArgumentException if there are no, too many or repeated predictors, or too few rows
    /// @throws ArithmeticException if the outcome does not vary
    public static Result of(Moments moments, int outcome, int... predictors) {
        int p = predictors.length;
        if (p > MAXIMUM_PREDICTORS) {
            throw new IllegalArgumentException(
                    "Exact importance takes up to %d predictors, got %d: leave out, combine or group some, or sample"
                            .formatted(MAXIMUM_PREDICTORS, p));
        }
        check(moments, outcome, predictors);
        SubsetSums subsets = PartialSubsets.of(correlations(moments, outcome, predictors), p);
        return shares(subsets, p);
    }

    /// Refuses what no importance can be computed of.
    static void check(Moments moments, int outcome, int... predictors) {
        int p = predictors.length;
        if (p < 1) {
            throw new IllegalArgumentException("Importance needs at least 1 predictor, got 0");
        }
        if (IntStream.concat(IntStream.of(outcome), IntStream.of(predictors))
                        .distinct()
                        .count()
                != p + 1) {
            throw new IllegalArgumentException("Importance needs an outcome and predictors that are all different");
        }
        if (moments.count() < p + 2) {
            throw new IllegalArgumentException(
                    "Importance of %d predictors needs at least %d rows, got %s".formatted(p, p + 2, moments.count()));
        }
        if (!(moments.products(outcome, outcome) > 0)) {
            throw new ArithmeticException("Importance needs an outcome that varies, all are " + moments.mean(outcome));
        }
    }

    private static Result shares(SubsetSums subsets, int p) {
        double[] shares = shapley(subsets, p);
        return new Result(Math.min(1, Arrays.stream(shares).sum()), shares);
    }

    /// What each predictor takes off the outcome's variance, averaged over all orders.
    static double[] shapley(SubsetSums subsets, int p) {
        double[] with = new double[p + 1];
        double choose = 1;
        for (int s = 0; s < p; s++) {
            with[s + 1] = 1 / (p * choose);
            choose = choose * (p - 1 - s) / (s + 1);
        }
        double[] shares = new double[p];
        for (int j = 0; j < p; j++) {
            double share = 0;
            for (int s = 0; s < p; s++) {
                double without = subsets.total(s) - subsets.including(j, s);
                share += with[s + 1] * (without - subsets.including(j, s + 1));
            }
            shares[j] = Math.max(0, share);
        }
        return shares;
    }

    /// Packed upper triangle of the correlations, the outcome last; a predictor that does not vary has
    /// only zeros.
    static double[] correlations(Moments moments, int outcome, int[] predictors) {
        int n = predictors.length + 1;
        int[] order = IntStream.concat(IntStream.of(predictors), IntStream.of(outcome))
                .toArray();
        double[] packed = new double[n * (n + 1) / 2];
        for (int i = 0, k = 0; i < n; i++) {
            for (int j = i; j < n; j++, k++) {
                double scale = Math.sqrt(moments.products(order[i], order[i]))
                        * Math.sqrt(moments.products(order[j], order[j]));
                packed[k] = scale == 0 ? 0 : i == j ? 1 : moments.products(order[i], order[j]) / scale;
            }
        }
        return packed;
    }

    /// The same as a whole matrix.
    static double[][] square(double[] packed, int n) {
        double[][] square = new double[n][n];
        for (int i = 0, k = 0; i < n; i++) {
            for (int j = i; j < n; j++, k++) {
                square[i][j] = packed[k];
                square[j][i] = packed[k];
            }
        }
        return square;
    }
}
