package throughline.statistics.reliability;

import throughline.statistics.Moments;

/// What each item does for a scale: how it goes with the others, and what alpha would be without it.
///
/// ```text
/// total_i = cov(item i, sum) / (s_i * s_sum)
/// rest_i  = (cov(item i, sum) - s_i^2) / (s_i * s of the sum without item i)
/// standardised alpha = k * r / (1 + (k - 1) * r),   r the mean correlation of two items
/// ```
///
/// The correlation with the rest is the one to judge by, because in the total an item also goes with
/// itself; below about .3 it measures something else. A higher alpha without an item is a hint, not an
/// order: dropping on it makes scales that only look reliable in the sample that chose them.
///
/// - Nunnally, Bernstein (1994). Psychometric Theory, 3rd edition, chapter 8.
///
/// @param alpha Cronbach's alpha of all items, at most 1
/// @param standardisedAlpha alpha had all items the same variance
/// @param averageCorrelation mean correlation of two items
/// @param withTotal correlation of each item with the sum of all, -1 to 1
/// @param withRest correlation of each item with the sum of the others (corrected), -1 to 1
/// @param alphaWithout alpha without each item; empty for two items
@SuppressWarnings("ArrayRecordComponent")
public record ItemAnalysis(
        double alpha,
        double standardisedAlpha,
        double averageCorrelation,
        double[] withTotal,
        double[] withRest,
        double[] alphaWithout) {

    /// Analyses the items of one scale.
    ///
    /// @param items moments of at least 2 items, all scored in the same direction
    /// @throws IllegalArgumentException if there are fewer than 2 items or 3 rows
    /// @throws ArithmeticException if an item does not vary, or the sum with or without one
    public static ItemAnalysis of(Moments items) {
        int k = items.variables();
        if (k < 2) {
            throw new IllegalArgumentException("An item analysis needs at least 2 items, got " + k);
        }
        if (items.count() < 3) {
            throw new IllegalArgumentException("An item analysis needs at least 3 rows, got " + items.count());
        }
        double[] own = new double[k];
        double[] shared = new double[k];
        double sumOwn = 0;
        double total = 0;
        double correlations = 0;
        for (int i = 0; i < k; i++) {
            own[i] = items.products(i, i);
            for (int j = 0; j < k; j++) {
                shared[i] += items.products(i, j);
                correlations += j < i ? items.correlation(i, j) : 0;
            }
            sumOwn += own[i];
            total += shared[i];
        }
        double r = correlations / (k * (k - 1) / 2.0);
        if (!(1 + (k - 1) * r > 1e-12)) {
            throw new ArithmeticException(
                    "An item analysis needs a sum of standardised items that varies; that of these %d does not"
                            .formatted(k));
        }
        double[] withTotal = new double[k];
        double[] withRest = new double[k];
        double[] without = new double[k > 2 ? k : 0];
        for (int i = 0; i < k; i++) {
            double rest = varying(total - 2 * shared[i] + own[i], sumOwn);
            withTotal[i] = Math.clamp(shared[i] / Math.sqrt(own[i] * varying(total, sumOwn)), -1, 1);
            withRest[i] = Math.clamp((shared[i] - own[i]) / Math.sqrt(own[i] * rest), -1, 1);
            if (k > 2) {
                without[i] = alpha(k - 1, sumOwn - own[i], rest);
            }
        }
        double alpha = alpha(k, sumOwn, varying(total, sumOwn));
        return new ItemAnalysis(alpha, k * r / (1 + (k - 1) * r), r, withTotal, withRest, without);
    }

    private static double alpha(int k, double own, double total) {
        return Math.min(1, k / (k - 1.0) * (1 - own / total));
    }

    private static double varying(double squares, double own) {
        if (!(squares > 1e-12 * own)) {
            throw new ArithmeticException("An item analysis needs sums that vary, with and without each item");
        }
        return squares;
    }
}
