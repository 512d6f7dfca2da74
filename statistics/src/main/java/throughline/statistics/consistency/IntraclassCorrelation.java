package throughline.statistics.consistency;

import java.util.List;
import org.apache.commons.statistics.distribution.FDistribution;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Summary;

/// How alike the values of one group are (ICC(1)), and how far its mean can be trusted (ICC(2)), by the
/// analysis of variance.
///
/// ```text
/// ICC(1) = (MSB - MSW) / (MSB + (n0 - 1) MSW),   ICC(2) = (MSB - MSW) / MSB
/// n0     = (N - sum of n_g^2 / N) / (G - 1)
/// ```
///
/// ICC(1) is the share of the variance that lies between groups; ICC(2) is the reliability of the mean of a
/// group of usual size `n0`, and .7 is what ranking asks for. Both may be negative where groups differ less
/// than chance. Intervals are those of F, exact for groups of one size; for very unequal sizes prefer
/// [throughline.statistics.comparison.RandomIntercept].
///
/// - Shrout, Fleiss (1979). Psychological Bulletin 86, 420-428.
///   [doi:10.1037/0033-2909.86.2.420](https://doi.org/10.1037/0033-2909.86.2.420)
/// - Bliese (2000), in Klein, Kozlowski (eds), Multilevel Theory, Research, and Methods in Organizations.
public final class IntraclassCorrelation {

    private IntraclassCorrelation() {}

    /// The two correlations.
    ///
    /// @param single ICC(1), of one value; at most 1; its `n` is the number of groups
    /// @param mean ICC(2), of the mean of a group of usual size; at most 1
    /// @param betweenSquare mean square between groups
    /// @param withinSquare mean square within groups
    /// @param usualSize `n0`, at least 1
    public record Result(Estimate single, Estimate mean, double betweenSquare, double withinSquare, double usualSize) {}

    /// Computes both.
    ///
    /// @param groups groups without values are left out
    /// @throws IllegalArgumentException if fewer than 2 groups have values, or none has 2
    /// @throws ArithmeticException if nothing varies
    public static Result of(List<Summary> groups, double level) {
        Summary all = Summary.EMPTY;
        double within = 0;
        double squaredSizes = 0;
        int filled = 0;
        for (Summary group : groups) {
            all = all.plus(group);
            within += group.squares();
            squaredSizes += (double) group.count() * group.count();
            filled += group.count() > 0 ? 1 : 0;
        }
        double degrees = (double) all.count() - filled;
        if (filled < 2 || degrees < 1) {
            throw new IllegalArgumentException(
                    "An intraclass correlation needs at least 2 groups with values and one with 2, got %d with %d values"
                            .formatted(filled, all.count()));
        }
        if (!(all.squares() > 0)) {
            throw new ArithmeticException("An intraclass correlation needs values that vary, all are " + all.mean());
        }
        double msb = Math.max(0, all.squares() - within) / (filled - 1);
        double msw = within / degrees;
        double size = (all.count() - squaredSizes / all.count()) / (filled - 1);
        var f = FDistribution.of(filled - 1.0, degrees);
        double tail = (1 - Confidence.checked(level)) / 2;
        double ratio = msw == 0 ? Double.POSITIVE_INFINITY : msb / msw;
        double low = ratio / f.inverseSurvivalProbability(tail);
        double high = ratio / f.inverseCumulativeProbability(tail);
        return new Result(
                estimate(single(ratio, size), single(low, size), single(high, size), filled, level),
                estimate(mean(ratio), mean(low), mean(high), filled, level),
                msb,
                msw,
                size);
    }

    private static double single(double ratio, double size) {
        return Double.isInfinite(ratio) ? 1 : (ratio - 1) / (ratio + size - 1);
    }

    /// Negative without end where the means are all alike; then as low as one value's can be, -1.
    private static double mean(double ratio) {
        return ratio <= 0.5 ? -1 : 1 - 1 / ratio;
    }

    private static Estimate estimate(double value, double low, double high, int groups, double level) {
        return new Estimate(value, new Interval(low, high), (high - low) / (2 * Confidence.normal(level)), groups);
    }
}
