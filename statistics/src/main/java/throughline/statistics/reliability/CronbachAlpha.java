package throughline.statistics.reliability;

import org.apache.commons.statistics.distribution.FDistribution;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Moments;

/// Cronbach's alpha: the share of the variance of a sum of `k` items that the items have in common.
///
/// ```text
/// alpha = k / (k - 1) * (1 - sum of item variances / variance of the item sum)
/// ```
///
/// The interval is Feldt's: `(1 - population alpha) / (1 - alpha)` follows the F distribution with `n -
/// 1` and `(n - 1)(k - 1)` degrees of freedom, the convention of R's psych (statpsych uses `n (k - 1)`,
/// which differs in the fourth decimal). Assumes essentially tau-equivalent, normal items; alpha
/// understates the reliability of items that load unequally, for which omega is the better figure, and
/// says nothing about there being only one dimension.
///
/// - Cronbach (1951). Psychometrika 16, 297-334.
///   [doi:10.1007/BF02310555](https://doi.org/10.1007/BF02310555)
/// - Feldt (1965). Psychometrika 30, 357-370.
///   [doi:10.1007/BF02289499](https://doi.org/10.1007/BF02289499)
public final class CronbachAlpha {

    /// Fewest rows for which an interval is worth showing.
    public static final int MINIMUM_ROWS = 30;

    private CronbachAlpha() {}

    /// Estimates alpha from the moments of the items.
    ///
    /// @param items moments of at least two items, all scored in the same direction
    /// @return alpha, at most 1 and negative when items disagree; the standard error is the width of the
    ///     interval over twice the normal critical value
    /// @throws IllegalArgumentException if there are fewer than two items or [#MINIMUM_ROWS] rows
    /// @throws ArithmeticException if the item sum does not vary
    public static Estimate of(Moments items, double level) {
        int k = items.variables();
        double n = items.count();
        if (k < 2) {
            throw new IllegalArgumentException("Alpha needs at least 2 items, got " + k);
        }
        if (n < MINIMUM_ROWS) {
            throw new IllegalArgumentException("Alpha needs at least %d rows, got %s".formatted(MINIMUM_ROWS, n));
        }
        double own = 0;
        double total = 0;
        for (int i = 0; i < k; i++) {
            own += items.products(i, i);
            for (int j = 0; j < k; j++) {
                total += items.products(i, j);
            }
        }
        if (!(total > 1e-12 * own)) {
            throw new ArithmeticException(
                    "Alpha needs an item sum that varies; that of these %d does not".formatted(k));
        }
        double alpha = Math.min(1, k / (k - 1.0) * (1 - own / total));
        double tail = (1 - Confidence.checked(level)) / 2;
        var f = FDistribution.of(n - 1, (n - 1) * (k - 1));
        double low = 1 - (1 - alpha) * f.inverseSurvivalProbability(tail);
        double high = 1 - (1 - alpha) * f.inverseCumulativeProbability(tail);
        double error = (high - low) / (2 * Confidence.normal(level));
        return new Estimate(alpha, new Interval(low, high), error, n);
    }
}
