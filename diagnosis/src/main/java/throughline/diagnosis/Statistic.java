package throughline.diagnosis;

import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// A named figure with its 95 % interval.
///
/// @param name plain name, such as `share owned`
/// @param value the figure
/// @param interval 95 % interval; equal ends for a full count, which has none
/// @param standardError standard error, 0 for a full count
/// @param n what it was counted from, at least 0
public record Statistic(String name, double value, Interval interval, double standardError, long n) {

    /// A figure estimated from a sample.
    public static Statistic of(String name, Estimate estimate) {
        return new Statistic(
                name, estimate.value(), estimate.interval(), estimate.standardError(), Math.round(estimate.n()));
    }

    /// A figure counted from all there is, which has no sampling error.
    public static Statistic counted(String name, double value, long n) {
        return new Statistic(name, value, new Interval(value, value), 0, n);
    }

    /// Whether the figure is a full count.
    public boolean counted() {
        return standardError == 0 && interval.width() == 0;
    }
}
