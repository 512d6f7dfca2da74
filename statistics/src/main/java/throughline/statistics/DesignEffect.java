package throughline.statistics;

import java.util.Collection;

/// How many times larger the variance of a mean is because rows come in clusters rather than one by one.
///
/// ```text
/// deff = cluster-robust variance of the mean / (s^2 / n)
/// ```
///
/// Every test, score and interval of the product uses the effective number `n / deff`, never the number
/// of rows. The ratio is floored at 1: an estimate below 1 is mostly chance, and believing it would make
/// figures too sure.
///
/// - Kish (1965). Survey Sampling. Wiley, chapter 5.
public final class DesignEffect {

    private DesignEffect() {}

    /// Estimates the design effect of the mean; empty clusters are left out.
    ///
    /// @param clusters one summary a cluster, such as a unit-day
    /// @return at least 1; exactly 1 when nothing varies
    /// @throws IllegalArgumentException if fewer than 2 clusters have values
    public static double of(Collection<Summary> clusters) {
        Clusters sum = Clusters.of(clusters);
        if (sum.filled() < 2) {
            throw new IllegalArgumentException(
                    "A design effect needs at least 2 clusters with values, got " + sum.filled());
        }
        return sum.designEffect();
    }

    /// The number of independent rows that would tell as much.
    ///
    /// @param n number of rows, at least 0
    /// @param designEffect at least 1
    /// @throws IllegalArgumentException if a figure is out of range
    public static double effective(double n, double designEffect) {
        if (!(n >= 0) || !(designEffect >= 1)) {
            throw new IllegalArgumentException(
                    "An effective number needs n >= 0 and a design effect >= 1, got %s and %s"
                            .formatted(n, designEffect));
        }
        return n / designEffect;
    }
}
