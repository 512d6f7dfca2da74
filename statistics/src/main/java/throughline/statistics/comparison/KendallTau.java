package throughline.statistics.comparison;

import java.util.List;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Mean;
import throughline.statistics.Summary;

/// Kendall's tau-b: how far two rankings agree, with ties.
///
/// ```text
/// tau_b = (concordant - discordant) / sqrt((pairs - ties in a) (pairs - ties in b))
/// ```
///
/// 1 is the same order, -1 the reverse. One manager's ranking of 5 drivers says little (standard error
/// .41 under no agreement), so rankings are pooled over managers. The interval of a single tau is
/// Kendall's null standard error, `sqrt(2 (2n + 5) / (9 n (n - 1)))`, around it, which is too wide for
/// strong agreement and so errs on the safe side. Takes time in the square of `n`.
///
/// - Kendall (1938). Biometrika 30, 81-93.
///   [doi:10.1093/biomet/30.1-2.81](https://doi.org/10.1093/biomet/30.1-2.81)
/// - Kendall (1945). Biometrika 33, 239-251.
///   [doi:10.1093/biomet/33.3.239](https://doi.org/10.1093/biomet/33.3.239)
public final class KendallTau {

    private static final double LEVEL = 0.95;

    private KendallTau() {}

    /// Agreement of two rankings of the same things, with a 95 % interval.
    ///
    /// @param a values of at least 2 things
    /// @param b values of the same things in the same order
    /// @return tau-b, -1 to 1
    /// @throws IllegalArgumentException if there are fewer than 2 things, the lengths differ or a value
    ///     is NaN
    /// @throws ArithmeticException if one of the rankings has only ties
    public static Estimate of(double[] a, double[] b) {
        int n = a.length;
        if (n < 2 || b.length != n) {
            throw new IllegalArgumentException(
                    "Tau needs 2 rankings of the same 2 or more things, got %d and %d".formatted(n, b.length));
        }
        double score = 0;
        double untiedA = 0;
        double untiedB = 0;
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(a[i]) || Double.isNaN(b[i])) {
                throw new IllegalArgumentException(
                        "Tau needs numbers, thing %d has %s and %s".formatted(i, a[i], b[i]));
            }
            for (int j = 0; j < i; j++) {
                int orderA = Integer.signum(Double.compare(a[i] + 0.0, a[j] + 0.0));
                int orderB = Integer.signum(Double.compare(b[i] + 0.0, b[j] + 0.0));
                score += orderA * orderB;
                untiedA += Math.abs(orderA);
                untiedB += Math.abs(orderB);
            }
        }
        if (untiedA == 0 || untiedB == 0) {
            throw new ArithmeticException("Tau needs rankings that differ, one of them has %d ties only".formatted(n));
        }
        double tau = Math.clamp(score / (Math.sqrt(untiedA) * Math.sqrt(untiedB)), -1, 1);
        double error = Math.sqrt(2 * (2.0 * n + 5) / (9.0 * n * (n - 1)));
        double half = Confidence.normal(LEVEL) * error;
        return new Estimate(tau, new Interval(Math.max(-1, tau - half), Math.min(1, tau + half)), error, n);
    }

    /// Mean agreement of several people's rankings, each with the same yardstick, with a 95 % interval.
    ///
    /// The interval comes from how the people differ (Student's t), so it covers people like these; an
    /// error in the yardstick itself, which all share, is not in it.
    ///
    /// @param taus at least 2 taus of different people
    /// @return the mean tau; its `n` is the number of people
    /// @throws IllegalArgumentException if there are fewer than 2
    public static Estimate pooled(List<Estimate> taus) {
        if (taus.size() < 2) {
            throw new IllegalArgumentException("Pooled agreement needs at least 2 rankings, got " + taus.size());
        }
        double things = taus.stream().mapToDouble(Estimate::n).min().orElseThrow();
        Estimate mean = Mean.unlessAlike(
                Mean.of(Summary.of(taus.stream().mapToDouble(Estimate::value).toArray()), LEVEL),
                4 / (things * (things - 1)),
                taus.size(),
                taus.size() - 1.0,
                LEVEL);
        var interval = new Interval(Math.max(-1, mean.low()), Math.min(1, mean.high()));
        return new Estimate(mean.value(), interval, mean.standardError(), mean.n());
    }
}
