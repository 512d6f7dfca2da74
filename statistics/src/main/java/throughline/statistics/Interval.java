package throughline.statistics;

/// A closed interval of real numbers, such as a 95 % confidence interval.
///
/// @param low lower end, finite or negative infinity, at most `high`
/// @param high upper end, finite or positive infinity
public record Interval(double low, double high) {

    /// Checks the figures.
    ///
    /// @throws IllegalArgumentException if an end is not a number or the ends are the wrong way round
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval needs low <= high, got %s to %s".formatted(low, high));
        }
    }

    /// Whether the whole interval lies above the value.
    public boolean above(double value) {
        return low > value;
    }

    /// Whether the whole interval lies below the value.
    public boolean below(double value) {
        return high < value;
    }

    /// Whether the value lies inside, ends included.
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /// Length of the interval.
    public double width() {
        return high - low;
    }
}
