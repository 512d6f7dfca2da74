package throughline.statistics.reliability;

import java.util.List;
import org.apache.commons.statistics.distribution.FDistribution;
import throughline.statistics.BlockBootstrap;
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

    private static final int REPLICATES = 500;

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
        check(k, n);
        double alpha = alpha(items);
        if (Double.isNaN(alpha)) {
            throw new ArithmeticException(
                    "Alpha needs an item sum that varies; that of these %d does not".formatted(k));
        }
        double tail = (1 - Confidence.checked(level)) / 2;
        var f = FDistribution.of(n - 1, (n - 1) * (k - 1));
        double low = 1 - (1 - alpha) * f.inverseSurvivalProbability(tail);
        double high = 1 - (1 - alpha) * f.inverseCumulativeProbability(tail);
        double error = (high - low) / (2 * Confidence.normal(level));
        return new Estimate(alpha, new Interval(low, high), error, n);
    }

    /// Estimates alpha with a bootstrap interval, for answers that resemble each other within a block.
    ///
    /// @param blocks moments of the items a block that is drawn as a whole, such as a week; at least
    ///     [BlockBootstrap#MINIMUM_BLOCKS]
    /// @return alpha; its `n` is the number of rows
    /// @throws IllegalArgumentException if there are too few blocks, items or rows
    /// @throws ArithmeticException if the item sum does not vary, in all or in more than a tenth of replicates
    public static Estimate of(List<Moments> blocks, double level, long seed) {
        int k = blocks.isEmpty() ? 0 : blocks.getFirst().variables();
        double n = blocks.stream().mapToDouble(Moments::count).sum();
        check(k, n);
        Estimate drawn = BlockBootstrap.of(blocks.size(), REPLICATES, seed).interval(level, weights -> {
            var all = new Moments.Builder(k);
            for (int b = 0; b < weights.length; b++) {
                all.add(blocks.get(b), weights[b]);
            }
            return alpha(all.build());
        });
        return new Estimate(drawn.value(), drawn.interval(), drawn.standardError(), n);
    }

    /// Alpha; NaN where the item sum does not vary.
    private static double alpha(Moments items) {
        int k = items.variables();
        double own = 0;
        double total = 0;
        for (int i = 0; i < k; i++) {
            own += items.products(i, i);
            for (int j = 0; j < k; j++) {
                total += items.products(i, j);
            }
        }
        return total > 1e-12 * own ? Math.min(1, k / (k - 1.0) * (1 - own / total)) : Double.NaN;
    }

    private static void check(int k, double n) {
        if (k < 2) {
            throw new IllegalArgumentException("Alpha needs at least 2 items, got " + k);
        }
        if (n < MINIMUM_ROWS) {
            throw new IllegalArgumentException("Alpha needs at least %d rows, got %s".formatted(MINIMUM_ROWS, n));
        }
    }
}
