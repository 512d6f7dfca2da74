package throughline.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// A quantile, such as the median wait, with an interval made of two of the values themselves.
///
/// ```text
/// P(x_(l) <= quantile < x_(u)) = P(l <= B < u),  B binomial(n, q)
/// ```
///
/// The interval is distribution-free: skew and outliers do not matter, only the order of the values. It
/// holds at least the level asked for. Too few values leave an end open, which is then infinite: a median
/// needs 6 values for two ends at .95, a 90th percentile 36. Assumes independent values; take the
/// quantile of cluster medians where they are not. The point estimate interpolates (type 7 of Hyndman and
/// Fan, the default of R).
///
/// - Hyndman, Fan (1996). The American Statistician 50, 361-365.
///   [doi:10.1080/00031305.1996.10473566](https://doi.org/10.1080/00031305.1996.10473566)
/// - David, Nagaraja (2003). Order Statistics, 3rd ed. Wiley, section 7.1.
///   [doi:10.1002/0471722162](https://doi.org/10.1002/0471722162)
public final class Quantile {

    private Quantile() {}

    /// Estimates the quantile.
    ///
    /// @param sorted values in ascending order, at least 1
    /// @param q which quantile, above 0 and below 1; .5 for the median
    /// @return the quantile; the standard error is the width of the interval over twice the normal
    ///     critical value
    /// @throws IllegalArgumentException if there are no values, they are not ascending, or `q` is out of
    ///     range
    public static Estimate of(double[] sorted, double q, double level) {
        double[] alike = new double[sorted.length];
        Arrays.fill(alike, 1);
        return of(sorted, alike, q, level);
    }

    /// Estimates the quantile of values that do not count alike, such as many from one unit and few from
    /// another.
    ///
    /// Ends are sought for as many values as the weights are worth (Kish's effective number), where the
    /// weights add up to the share of that rank (Woodruff 1952). With equal weights it is the quantile of the
    /// values themselves.
    ///
    /// - Woodruff (1952). Journal of the American Statistical Association 47, 635-646.
    ///   [doi:10.1080/01621459.1952.10483443](https://doi.org/10.1080/01621459.1952.10483443)
    /// - Kish (1965). Survey Sampling. Wiley, section 11.7 (effective number).
    ///
    /// @param sorted values in ascending order, at least 1
    /// @param weights how much each counts, above 0
    /// @param q which quantile, above 0 and below 1; .5 for the median
    /// @return the quantile; its `n` is the effective number
    /// @throws IllegalArgumentException if there are no values, they are not ascending, weights do not
    ///     fit, or
    ///     `q` is out of range
    public static Estimate of(double[] sorted, double[] weights, double q, double level) {
        check(sorted, q);
        double worth = worth(sorted, weights);
        long n = (long) (worth + 1e-9);
        Ranks ranks = ranks(n, q, level);
        double low = ranks.low() < 1 ? Double.NEGATIVE_INFINITY : at(sorted, weights, (double) ranks.low() / n);
        double high = ranks.high() > n ? Double.POSITIVE_INFINITY : at(sorted, weights, (double) ranks.high() / n);
        double error = (high - low) / (2 * Confidence.normal(level));
        return new Estimate(between(sorted, weights, q), new Interval(low, high), error, worth);
    }

    private static double worth(double[] sorted, double[] weights) {
        if (weights.length != sorted.length) {
            throw new IllegalArgumentException(
                    "%s values need as many weights, got %s".formatted(sorted.length, weights.length));
        }
        double sum = 0;
        double squares = 0;
        for (double weight : weights) {
            if (!(weight > 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException("A weight is above 0, got " + weight);
            }
            sum += weight;
            squares += weight * weight;
        }
        return sum * sum / squares;
    }

    /// The first value up to which the weights add up to the share.
    private static double at(double[] sorted, double[] weights, double share) {
        double wanted = share * Arrays.stream(weights).sum() * (1 - 1e-12);
        double sum = 0;
        int i = -1;
        while (sum < wanted && i < sorted.length - 1) {
            i++;
            sum += weights[i];
        }
        return sorted[i];
    }

    /// Between the two values next to it; for equal weights at `(n - 1) q` from the first.
    private static double between(double[] sorted, double[] weights, double q) {
        int n = sorted.length;
        double[] place = new double[n];
        double before = 0;
        for (int k = 0; k < n; k++) {
            place[k] = k * weights[k] + (n - 1) * before;
            before += weights[k];
        }
        double wanted = q * place[n - 1];
        int below = 0;
        while (below < n - 2 && place[below + 1] <= wanted) {
            below++;
        }
        if (n == 1) {
            return sorted[0];
        }
        double part = (wanted - place[below]) / (place[below + 1] - place[below]);
        return sorted[below] + part * (sorted[below + 1] - sorted[below]);
    }

    /// Ranks of the two ends, from 1; a low rank of 0 or a high rank of `n + 1` means that the end is
    /// open.
    ///
    /// @param low largest rank `l` with `P(B < l) <= (1 - level) / 2`
    /// @param high smallest rank `u` with `P(B >= u) <= (1 - level) / 2`
    record Ranks(long low, long high) {}

    static Ranks ranks(long n, double q, double level) {
        double tail = (1 - Confidence.checked(level)) / 2;
        var below = BinomialDistribution.of(Math.toIntExact(n), q);
        int low = below.inverseCumulativeProbability(tail);
        // The inverse is the smallest k with P(B <= k) >= tail, so P(B < k) < tail unless it is met exactly.
        if (below.cumulativeProbability(low) <= tail) {
            low++;
        }
        int high = below.inverseSurvivalProbability(tail) + 1;
        return new Ranks(low, high);
    }

    private static void check(double[] sorted, double q) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("A quantile needs at least 1 value, got 0");
        }
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("A quantile lies between 0 and 1, such as 0.5, got " + q);
        }
        for (int i = 0; i < sorted.length; i++) {
            if (!Double.isFinite(sorted[i])) {
                throw new IllegalArgumentException("A quantile needs finite values, got %s".formatted(sorted[i]));
            }
            if (i > 0 && sorted[i] < sorted[i - 1]) {
                throw new IllegalArgumentException(
                        "A quantile needs ascending values, got %s before %s".formatted(sorted[i - 1], sorted[i]));
            }
        }
    }
}
