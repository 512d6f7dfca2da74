package throughline.statistics.intervention;

import java.util.ArrayList;
import java.util.List;

/// Values at regular times, with regressors that the change has not touched.
///
/// @param values in order of time; NaN where nothing was measured
/// @param regressors of each time its regressors, such as the mean of units without the change; as long as
///     `values`,
///     all rows equally long, finite wherever the value is; may be empty for none
/// @param season length of the season in times, such as 7 for days or 12 for months; 1 for none
@SuppressWarnings("ArrayRecordComponent")
public record TimeSeries(double[] values, double[][] regressors, int season) {

    /// Checks the figures.
    ///
    /// @throws IllegalArgumentException if the lengths differ, a regressor is not known where the value is,
    ///     or the
    ///     season is below 1
    public TimeSeries {
        if (season < 1) {
            throw new IllegalArgumentException("A season is at least 1 time long, got " + season);
        }
        if (regressors.length != 0 && regressors.length != values.length) {
            throw new IllegalArgumentException(
                    "%d values with regressors for %d".formatted(values.length, regressors.length));
        }
        for (int t = 0; t < regressors.length; t++) {
            if (regressors[t].length != regressors[0].length) {
                throw new IllegalArgumentException("Time %d has %d regressors, time 1 has %d"
                        .formatted(t + 1, regressors[t].length, regressors[0].length));
            }
            for (double regressor : regressors[t]) {
                if (!Double.isFinite(regressor) && !Double.isNaN(values[t])) {
                    throw new IllegalArgumentException("Time %d has a value but no regressor".formatted(t + 1));
                }
            }
        }
    }

    /// A series without regressors and season.
    public static TimeSeries of(double... values) {
        return new TimeSeries(values, new double[0][], 1);
    }

    /// Number of times.
    int length() {
        return values.length;
    }

    boolean known(int time) {
        return !Double.isNaN(values[time]);
    }

    /// How many times from `from` on, before `to`, have a value.
    int known(int from, int to) {
        int known = 0;
        for (int t = Math.max(0, from); t < to; t++) {
            known += known(t) ? 1 : 0;
        }
        return known;
    }

    /// The regressors of a time and its season's dummies, the first season being the base.
    List<Double> explained(int time) {
        var row = new ArrayList<Double>();
        if (regressors.length > 0) {
            for (double regressor : regressors[time]) {
                row.add(regressor);
            }
        }
        for (int s = 1; s < season; s++) {
            row.add(time % season == s ? 1.0 : 0.0);
        }
        return row;
    }
}
