package throughline.statistics.control;

import org.apache.commons.statistics.distribution.FDistribution;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Summary;

/// Whether points vary more after a change than before it: the ratio of the standard deviations with the
/// interval of two normal samples.
///
/// ```text
/// s2^2 / s1^2 / F(1 - a/2; n2 - 1, n1 - 1)  to  s2^2 / s1^2 * F(1 - a/2; n1 - 1, n2 - 1)
/// ```
///
/// - Snedecor, Cochran (1989). Statistical Methods, 8th ed., section 6.12. Iowa State University Press.
public final class SpreadChange {

    private static final double LEVEL = 0.95;

    private SpreadChange() {}

    /// The ratio of the standard deviation after to that before, with its 95 % interval; 1 where nothing changed.
    ///
    /// @param before at least 2 points that are not all alike
    /// @param after at least 2 points
    /// @throws IllegalArgumentException if there are too few points, or those before are all alike
    public static Estimate of(double[] before, double[] after) {
        Summary early = Summary.of(before);
        Summary late = Summary.of(after);
        if (early.count() < 2 || late.count() < 2 || !(early.squares() > 0)) {
            throw new IllegalArgumentException(
                    "A change of spread needs 2 points before that differ and 2 after, got %s and %s"
                            .formatted(before.length, after.length));
        }
        double n1 = before.length - 1.0;
        double n2 = after.length - 1.0;
        double ratio = (late.squares() / n2) / (early.squares() / n1);
        double tail = 1 - (1 - LEVEL) / 2;
        double low = ratio / FDistribution.of(n2, n1).inverseCumulativeProbability(tail);
        double high = ratio * FDistribution.of(n1, n2).inverseCumulativeProbability(tail);
        var interval = new Interval(Math.sqrt(low), Math.sqrt(high));
        return new Estimate(Math.sqrt(ratio), interval, interval.width() / (2 * 1.959964), n1 + n2 + 2);
    }
}
