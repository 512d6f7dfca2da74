package throughline.statistics;

/// Count, mean and centred sum of squares of one variable: the smallest additive cell.
///
/// Two summaries of disjoint rows merge exactly with [#plus] (Chan, Golub and LeVeque 1983); raw sums of
/// squares would cancel for numbers far from zero.
///
/// - Chan, Golub, LeVeque (1983). The American Statistician 37, 242-247.
///   [doi:10.1080/00031305.1983.10483115](https://doi.org/10.1080/00031305.1983.10483115)
///
/// @param count number of values, at least 0
/// @param mean arithmetic mean; 0 when there are no values
/// @param squares sum of squared deviations from the mean, at least 0
public record Summary(long count, double mean, double squares) {

    /// The summary of no values: adding it changes nothing.
    public static final Summary EMPTY = new Summary(0, 0, 0);

    /// Checks the figures.
    ///
    /// @throws IllegalArgumentException if the count or the squares are negative, or a figure is not
    ///     finite
    public Summary {
        if (count < 0 || !Double.isFinite(mean) || !Double.isFinite(squares) || squares < 0) {
            throw new IllegalArgumentException(
                    "Not a summary: count %d, mean %s, squares %s".formatted(count, mean, squares));
        }
    }

    /// Summary of the given values.
    public static Summary of(double... values) {
        Summary sum = EMPTY;
        for (double value : values) {
            sum = sum.plus(value);
        }
        return sum;
    }

    /// Adds one value.
    public Summary plus(double value) {
        return plus(new Summary(1, value, 0));
    }

    /// Adds the values of another summary of other rows.
    public Summary plus(Summary other) {
        if (other.count == 0) {
            return this;
        }
        if (count == 0) {
            return other;
        }
        long n = count + other.count;
        double difference = other.mean - mean;
        double share = (double) other.count / n;
        return new Summary(
                n, mean + difference * share, squares + other.squares + difference * difference * share * count);
    }

    /// Sum of the values.
    public double sum() {
        return count * mean;
    }

    /// Unbiased variance.
    ///
    /// @throws ArithmeticException if there are fewer than two values
    public double variance() {
        if (count < 2) {
            throw new ArithmeticException("A variance needs at least 2 values, got " + count);
        }
        return squares / (count - 1);
    }

    /// Standard deviation, the square root of [#variance].
    public double deviation() {
        return Math.sqrt(variance());
    }
}
