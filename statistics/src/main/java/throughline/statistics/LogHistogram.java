package throughline.statistics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Counts of positive values in logarithmic bins, eight to an octave: an additive cell from which
/// quantiles are read.
///
/// ```text
/// bin i holds 2^(i / 8) <= value < 2^((i + 1) / 8)
/// ```
///
/// A quantile is exact to its bin and interpolated inside it on the logarithmic scale, so its error is
/// under 4.5 % of the value whatever the values are. Prefer [Quantile] when the values themselves are at
/// hand.
///
/// - Masson, Rim, Lee (2019). Proceedings of the VLDB Endowment 12, 2195-2205 (the same idea with its
///   guarantee). [doi:10.14778/3352063.3352135](https://doi.org/10.14778/3352063.3352135)
public final class LogHistogram {

    /// Bins to a doubling of the value.
    public static final int BINS_PER_OCTAVE = 8;

    private final SortedMap<Integer, Long> counts;
    private final long count;

    private LogHistogram(SortedMap<Integer, Long> counts) {
        this.counts = counts;
        this.count = counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// A histogram of the counts by bin index.
    ///
    /// @throws IllegalArgumentException if a count is negative
    public static LogHistogram of(Map<Integer, Long> counts) {
        var sorted = new TreeMap<Integer, Long>();
        counts.forEach((bin, number) -> {
            if (number < 0) {
                throw new IllegalArgumentException(
                        "A bin holds 0 or more values, bin %d has %d".formatted(bin, number));
            }
            if (number > 0) {
                sorted.put(bin, number);
            }
        });
        return new LogHistogram(sorted);
    }

    /// Adds the counts of other rows.
    public LogHistogram plus(LogHistogram other) {
        var sum = new TreeMap<>(counts);
        other.counts.forEach((bin, number) -> sum.merge(bin, number, Long::sum));
        return new LogHistogram(sum);
    }

    /// Number of values.
    public long count() {
        return count;
    }

    /// Counts by bin index, ascending, empty bins left out.
    public SortedMap<Integer, Long> counts() {
        return new TreeMap<>(counts);
    }

    /// Lower edge of a bin, `2^(bin / 8)`.
    public static double edge(int bin) {
        return Math.pow(2, bin / (double) BINS_PER_OCTAVE);
    }

    /// The quantile, interpolated inside its bin.
    ///
    /// @param q which quantile, above 0 and below 1
    /// @throws IllegalArgumentException if `q` is out of range
    /// @throws ArithmeticException if the histogram is empty
    public double quantile(double q) {
        requireQuantile(q);
        return atRank(q * count);
    }

    /// The quantile with its order-statistic interval, whose ends are widened to the edges of their bins.
    ///
    /// @throws IllegalArgumentException if `q` or the level is out of range
    /// @throws ArithmeticException if the histogram is empty
    public Estimate quantile(double q, double level) {
        double value = quantile(q);
        Quantile.Ranks ranks = Quantile.ranks(count, q, level);
        double low = ranks.low() < 1 ? 0 : Math.min(value, edge(binOf(ranks.low())));
        double high = ranks.high() > count ? Double.POSITIVE_INFINITY : edge(binOf(ranks.high()) + 1);
        return new Estimate(
                value, new Interval(low, Math.max(value, high)), (high - low) / (2 * Confidence.normal(level)), count);
    }

    private int binOf(long rank) {
        long seen = 0;
        for (Map.Entry<Integer, Long> bin : counts.entrySet()) {
            seen += bin.getValue();
            if (seen >= rank) {
                return bin.getKey();
            }
        }
        return counts.lastKey();
    }

    private double atRank(double rank) {
        long seen = 0;
        for (Map.Entry<Integer, Long> bin : counts.entrySet()) {
            if (seen + bin.getValue() >= rank) {
                double inside = (rank - seen) / bin.getValue();
                return Math.pow(2, (bin.getKey() + inside) / BINS_PER_OCTAVE);
            }
            seen += bin.getValue();
        }
        return edge(counts.lastKey() + 1);
    }

    private void requireQuantile(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("A quantile lies between 0 and 1, such as 0.5, got " + q);
        }
        if (count == 0) {
            throw new ArithmeticException("A quantile needs at least 1 value, the histogram has 0");
        }
    }
}
