package throughline.statistics.control;

import java.util.Arrays;
import java.util.OptionalInt;

/// Watches a change that has stuck for its gain being lost again: a [Cusum] below the level that was held.
///
/// The level is known from a few weeks only and neighbouring points resemble each other, and either makes a
/// plain CUSUM cry wolf: with its threshold for known levels, 20 to 47 of 100 processes that hold
/// are alarmed in a year. So the target is the level held less one standard error of it, points are counted in
/// standard deviations of the long run,
///
/// ```text
/// sigma = s * sqrt((1 + r) / (1 - r)),  target = mean held - s * sqrt(1 / n_eff),  k = .5,  h = 7.5
/// ```
///
/// and after an alarm it is over only when 7 of the last 8 points lie less than half a sigma below the target.
///
/// Measured on 8,000 worlds each that had passed the [HoldingGate] with a shift of 1.5 sigma (baseline points
/// + points held; r is the true lag-1 autocorrelation): how many were alarmed within 52 points although
/// they held, and within 13 and 52 points after the whole gain was lost.
///
/// ```text
/// points   r     held, 52   lost, 13   lost, 52
/// 12 +  9  0     2.0 %      62 %       95 %
/// 12 +  9  0.3   6.4 %      57 %       89 %
/// 22 +  9  0     1.4 %      61 %       94 %
/// 22 +  9  0.3   3.5 %      47 %       84 %
/// 22 + 13  0     1.0 %      63 %       95 %
/// 22 + 13  0.3   2.4 %      43 %       83 %
/// ```
///
/// - Page (1954). Biometrika 41, 100-115.
///   [doi:10.1093/biomet/41.1-2.100](https://doi.org/10.1093/biomet/41.1-2.100)
public final class RelapseAlarm {

    /// Alarm threshold in sigmas, chosen by simulation.
    public static final double THRESHOLD = 7.5;

    private static final int LONG_BASELINE = 22;

    private RelapseAlarm() {}

    /// What was seen.
    ///
    /// @param alarm index of the watched point at which the alarm that still stands was raised; empty while the
    ///     gain holds
    /// @param target the level that is watched, in the measure's unit
    public record Result(OptionalInt alarm, double target) {}

    /// The share of changes that hold and are alarmed all the same within 52 points: of the table above the row with no
    /// more baseline points, for neighbours that resemble each other (r = 0.3), so rather too high.
    ///
    /// @param baseline points of the baseline, as many as [HoldingGate] needs
    public static double falseAlarms(int baseline) {
        return baseline < LONG_BASELINE ? 0.064 : 0.035;
    }

    /// Watches points.
    ///
    /// @param baseline points before the change, as many as [HoldingGate] needs
    /// @param held points after it up to the day it had stuck, likewise
    /// @param watched points since, in order of time, finite
    /// @throws IllegalArgumentException if there are too few points or one is not finite
    public static Result of(double[] baseline, double[] held, double[] watched, Better better) {
        Phases phases = Phases.of(baseline, held);
        double target = phases.meanAfter() - better.sign() * phases.deviation() / Math.sqrt(phases.effectiveAfter());
        double r = phases.autocorrelation();
        double sigma = phases.deviation() * Math.sqrt((1 + r) / (1 - r));
        if (!(sigma > 0)) {
            return new Result(OptionalInt.empty(), target);
        }
        int from = 0;
        while (from < watched.length) {
            OptionalInt alarm = Cusum.of(
                            Arrays.copyOfRange(watched, from, watched.length), target, sigma, THRESHOLD, better)
                    .alarm();
            if (alarm.isEmpty()) {
                break;
            }
            int at = from + alarm.getAsInt();
            OptionalInt over = over(watched, at, target - better.sign() * Cusum.ALLOWANCE * sigma, better);
            if (over.isEmpty()) {
                return new Result(OptionalInt.of(at), target);
            }
            from = over.getAsInt() + 1;
        }
        return new Result(OptionalInt.empty(), target);
    }

    /// The first point after an alarm by which the level is there again.
    private static OptionalInt over(double[] watched, int alarm, double least, Better better) {
        for (int last = alarm + HoldingGate.LAST; last < watched.length; last++) {
            int good = 0;
            for (int i = last - HoldingGate.LAST + 1; i <= last; i++) {
                good += better.sign() * (watched[i] - least) > 0 ? 1 : 0;
            }
            if (good >= HoldingGate.LAST - HoldingGate.EXCEPTIONS) {
                return OptionalInt.of(last);
            }
        }
        return OptionalInt.empty();
    }
}
