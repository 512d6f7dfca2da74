package throughline.statistics;

/// A figure estimated from data, with its uncertainty.
///
/// @param value the point estimate
/// @param interval the confidence interval at the level that was asked for
/// @param standardError standard error of the estimate, at least 0
/// @param n number of observations it rests on, after any design effect (so it need not be whole)
public record Estimate(double value, Interval interval, double standardError, double n) {

    /// Checks the figures.
    ///
    /// @throws IllegalArgumentException if the value is not a number or the error or the count is
    ///     negative
    public Estimate {
        if (Double.isNaN(value) || !(standardError >= 0) || !(n >= 0)) {
            throw new IllegalArgumentException(
                    "Not an estimate: %s, standard error %s, n %s".formatted(value, standardError, n));
        }
    }

    /// Lower end of the interval.
    public double low() {
        return interval.low();
    }

    /// Upper end of the interval.
    public double high() {
        return interval.high();
    }
}
