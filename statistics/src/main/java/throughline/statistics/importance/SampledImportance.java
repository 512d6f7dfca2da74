package throughline.statistics.importance;

import java.util.random.RandomGenerator;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;

/// Shares of the explained variance (LMG) of more predictors than all subsets can be visited of, from random
/// orders.
///
/// ```text
/// share_j = mean over drawn orders of what j adds to R squared when it comes in
/// ```
///
/// Each order is drawn with its reverse: what an early place gives too much a late one gives too little, so
/// the error
/// is
/// smaller than that of twice as many single orders. Every order's additions sum to R squared, so the shares
/// do too.
/// The standard error is that of the pairs' means: the error of drawing, not of the rows. For up to
/// [ShapleyImportance#MAXIMUM_PREDICTORS] predictors the exact shares cost no more.
///
/// - Castro, Gómez, Tejada (2009). Computers and Operations Research 36, 1726-1730.
///   [doi:10.1016/j.cor.2008.04.004](https://doi.org/10.1016/j.cor.2008.04.004)
/// - Mitchell, Cooper, Frank, Holmes (2022). Journal of Machine Learning Research 23, 43 (antithetic orders).
public final class SampledImportance {

    /// Fewest pairs of orders from which an error can be told.
    public static final int MINIMUM_PAIRS = 30;

    private static final double COLLINEAR = 1e-12;

    private SampledImportance() {}

    /// Shares with the error that drawing leaves in them.
    ///
    /// @param rSquared explained share of the outcome's variance, from 0 to 1
    /// @param shares in the order asked for, adding up to `rSquared`
    /// @param standardErrors of each share, of the drawing alone
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(double rSquared, double[] shares, double[] standardErrors) {}

    /// Estimates the shares from `pairs` orders and their reverses.
    ///
    /// @param moments joint moments of outcome and predictors; more rows than variables
    /// @param pairs at least [#MINIMUM_PAIRS]; 2,000 leave errors near .001
    /// @throws IllegalArgumentException if there are no or repeated predictors, too few rows or pairs
    /// @throws ArithmeticException if the outcome does not vary
    public static Result of(Moments moments, int pairs, long seed, int outcome, int... predictors) {
        ShapleyImportance.check(moments, outcome, predictors);
        if (pairs < MINIMUM_PAIRS) {
            throw new IllegalArgumentException(
                    "Sampled importance needs at least %d pairs of orders, got %d".formatted(MINIMUM_PAIRS, pairs));
        }
        int p = predictors.length;
        var sweep = new Sweep(ShapleyImportance.correlations(moments, outcome, predictors), p);
        RandomGenerator random = Seeds.generator(seed, p);
        double[] sums = new double[p];
        double[] squares = new double[p];
        int[] order = new int[p];
        for (int j = 0; j < p; j++) {
            order[j] = j;
        }
        double[] pair = new double[p];
        double explained = 0;
        for (int draw = 0; draw < pairs; draw++) {
            shuffle(order, random);
            java.util.Arrays.fill(pair, 0);
            explained = sweep.add(order, pair);
            reverse(order);
            sweep.add(order, pair);
            for (int j = 0; j < p; j++) {
                double mean = pair[j] / 2;
                double before = draw == 0 ? 0 : sums[j] / draw;
                sums[j] += mean;
                squares[j] += (mean - before) * (mean - sums[j] / (draw + 1));
            }
        }
        double[] errors = new double[p];
        for (int j = 0; j < p; j++) {
            sums[j] /= pairs;
            errors[j] = Math.sqrt(squares[j] / (pairs - 1.0) / pairs);
        }
        return new Result(Math.clamp(explained, 0, 1), sums, errors);
    }

    private static void shuffle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            swap(order, i, random.nextInt(i + 1));
        }
    }

    private static void reverse(int[] order) {
        for (int i = 0, j = order.length - 1; i < j; i++, j--) {
            swap(order, i, j);
        }
    }

    private static void swap(int[] order, int i, int j) {
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }

    /// Lets predictors in one by one by Cholesky's decomposition in their order.
    private static final class Sweep {

        private final int p;
        private final double[][] correlations;
        private final double[][] rows;
        private final double[] outcome;

        Sweep(double[] packed, int p) {
            this.p = p;
            correlations = ShapleyImportance.square(packed, p + 1);
            rows = new double[p][p];
            outcome = new double[p];
        }

        /// Adds what each predictor explains when it comes in; gives R squared.
        double add(int[] order, double[] gains) {
            double explained = 0;
            for (int i = 0; i < p; i++) {
                double[] row = rows[i];
                double[] with = correlations[order[i]];
                double left = with[order[i]];
                double toOutcome = with[p];
                for (int j = 0; j < i; j++) {
                    double sum = with[order[j]];
                    double[] other = rows[j];
                    for (int k = 0; k < j; k++) {
                        sum -= row[k] * other[k];
                    }
                    row[j] = other[j] > 0 ? sum / other[j] : 0;
                    left -= row[j] * row[j];
                    toOutcome -= row[j] * outcome[j];
                }
                row[i] = left > COLLINEAR ? Math.sqrt(left) : 0;
                outcome[i] = row[i] > 0 ? toOutcome / row[i] : 0;
                double gain = outcome[i] * outcome[i];
                gains[order[i]] += gain;
                explained += gain;
            }
            return explained;
        }
    }
}
