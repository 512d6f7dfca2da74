package throughline.statistics.intervention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import throughline.statistics.Estimate;

/// Interrupted time series: how level and slope of a straight line change where something was changed.
///
/// ```text
/// y_t = b_0 + b_1 t + sum over changes k (level_k [t >= s_k] + slope_k (t - s_k + 1) [t >= s_k]) +
/// regressors + e_t
/// ```
///
/// The errors of neighbouring times resemble each other. With [Errors#NEWEY_WEST] the line is that of least
/// squares and
/// the standard errors allow for correlation over `lag` times (Bartlett weights, no correction for small
/// samples, as
/// sandwich and statsmodels do by default; too small in short series). With [Errors#AUTOREGRESSIVE]
/// neighbours correlate
/// by a `rho` found by restricted maximum likelihood; prefer it below 100 times. Times without a value are
/// passed over;
/// lags count times, not rows.
///
/// Assumes that the line would have gone on straight. Prefer [StructuralTimeSeries] where it need not.
///
/// - Wagner, Soumerai, Zhang, Ross-Degnan (2002). Journal of Clinical Pharmacy and Therapeutics 27, 299-309.
///   [doi:10.1046/j.1365-2710.2002.00430.x](https://doi.org/10.1046/j.1365-2710.2002.00430.x)
/// - Newey, West (1987). Econometrica 55, 703-708. [doi:10.2307/1913610](https://doi.org/10.2307/1913610)
public final class SegmentedRegression {

    /// Fewest times with a value before the first change, and from each change to the next.
    public static final int MINIMUM_TIMES = 4;

    private SegmentedRegression() {}

    /// How the errors of neighbouring times are taken to hang together.
    public enum Errors {
        NEWEY_WEST,
        AUTOREGRESSIVE
    }

    /// What one change did.
    ///
    /// @param level jump at the change, in units of the outcome
    /// @param slope change of the slope, in units of the outcome a time
    public record Change(Estimate level, Estimate slope) {}

    /// The fitted lines.
    ///
    /// @param trend slope before the first change, in units of the outcome a time
    /// @param changes in the order asked for
    /// @param effectAtEnd what all changes together make at the last time
    /// @param regressors coefficients of the regressors, without the season's
    /// @param dependence lag of Newey-West, or the correlation of neighbours
    public record Fit(
            Estimate trend, List<Change> changes, Estimate effectAtEnd, List<Estimate> regressors, double dependence) {}

    /// The customary lag for a series of so many times: `floor(4 (n / 100)^(2/9))`.
    public static int lag(int times) {
        return (int) Math.floor(4 * Math.pow(times / 100.0, 2.0 / 9));
    }

    /// Fits the lines with the customary lag.
    ///
    /// @param changes first time of each change, ascending, counted from 0
    /// @throws IllegalArgumentException if there is no change, or a stretch has fewer than [#MINIMUM_TIMES]
    ///     values, or
    ///     there are not more values than coefficients
    /// @throws ArithmeticException if regressors determine each other
    public static Fit of(TimeSeries series, Errors errors, double level, int... changes) {
        return of(series, errors, lag(series.known(0, series.length())), level, changes);
    }

    /// Fits the lines.
    ///
    /// @param lag of Newey-West, from 0; not used for autoregressive errors
    /// @throws IllegalArgumentException as [#of(TimeSeries, Errors, double, int...)]
    /// @throws ArithmeticException if regressors determine each other
    public static Fit of(TimeSeries series, Errors errors, int lag, double level, int... changes) {
        check(series, changes);
        double[][] design = new double[series.length()][];
        for (int t = 0; t < design.length; t++) {
            design[t] = row(series, t, changes);
        }
        var regression = new TimedRegression(series.values(), design);
        TimedRegression.Fit fit = errors == Errors.NEWEY_WEST ? regression.neweyWest(lag) : regression.autoregressive();
        int k = changes.length;
        double[] end = new double[design[0].length];
        List<Change> found = new ArrayList<>();
        for (int c = 0; c < k; c++) {
            found.add(new Change(fit.estimate(2 + 2 * c, level), fit.estimate(3 + 2 * c, level)));
            end[2 + 2 * c] = 1;
            end[3 + 2 * c] = series.length() - (double) changes[c];
        }
        List<Estimate> regressors = new ArrayList<>();
        int given = series.regressors().length == 0 ? 0 : series.regressors()[0].length;
        for (int r = 0; r < given; r++) {
            regressors.add(fit.estimate(2 + 2 * k + r, level));
        }
        return new Fit(fit.estimate(1, level), found, fit.estimate(end, level), regressors, fit.dependence());
    }

    private static double[] row(TimeSeries series, int time, int[] changes) {
        List<Double> row = new ArrayList<>(List.of(1.0, time + 1.0));
        for (int change : changes) {
            row.add(time >= change ? 1.0 : 0.0);
            row.add(time >= change ? time - change + 1.0 : 0.0);
        }
        row.addAll(series.explained(time));
        return row.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void check(TimeSeries series, int[] changes) {
        if (changes.length == 0) {
            throw new IllegalArgumentException("A segmented regression needs at least 1 change, got 0");
        }
        int[] ends = Arrays.copyOf(changes, changes.length + 1);
        ends[changes.length] = series.length();
        int from = 0;
        for (int end : ends) {
            int known = end < from || end > series.length() ? 0 : series.known(from, end);
            if (known < MINIMUM_TIMES) {
                throw new IllegalArgumentException(
                        "A segmented regression needs at least %d values in each stretch, got %d from time %d to time %d"
                                .formatted(MINIMUM_TIMES, known, from + 1, end));
            }
            from = end;
        }
    }
}
