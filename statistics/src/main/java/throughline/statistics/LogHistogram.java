package throughline.statistics;

import java.util.List;
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
/// under 9 % of the value whatever the values are. Prefer [Quantile] when the values themselves are at
/// hand.
///
/// - Masson, Rim, Lee (2019). Proceedings of the VLDB Endowment 12, 2195-2205 (the same idea with its
///   guarantee). [doi:10.14778/3352063.3352135](https://doi.org/10.14778/3352063.3352135)
public final class LogHistogram {

    /// Bins to a doubling of the value.
    public static final int BINS_PER_OCTAVE = 8;

    /// The seven inner edges of an octave, `2^(i/8)`, correctly rounded.
    public static final List<Double> EDGES = List.of(
            1.0905077326652577,
            1.189207115002721,
            1.2968395546510096,
            1.4142135623730951,
            1.5422108254079407,
            1.681792830507429,
            1.8340080864093424);

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

    /// Index of the bin a value lies in.
    ///
    /// Engines must agree to the last bit, so no logarithm decides: `8 * exponent` plus how many of the
    /// [#EDGES] the mantissa reaches.
    ///
    /// @throws IllegalArgumentException if the value is not a finite number above 0
    public static int bin(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("A logarithmic bin holds numbers above 0, got " + value);
        }
        boolean subnormal = value < Double.MIN_NORMAL;
        double normal = subnormal ? value * 0x1p54 : value;
        int exponent = Math.getExponent(normal);
        double mantissa = Math.scalb(normal, -exponent);
        int index = BINS_PER_OCTAVE * (subnormal ? exponent - 54 : exponent);
        for (double edge : EDGES) {
            if (mantissa >= edge) {
                index++;
            }
        }
        return index;
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
