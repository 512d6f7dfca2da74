package throughline.statistics.control;

import throughline.statistics.Summary;

/// The points before and after a change, and how much they tell although neighbours resemble each other.
///
/// The lag-1 autocorrelation `r` of the points around their own phase's mean, corrected for its bias and
/// never taken below 0, gives each phase the effective number of a first-order autoregressive process:
///
/// ```text
/// n / n_eff = 1 + 2 * sum over k of (1 - k / n) r^k
/// ```
///
/// - Bence (1995). Ecology 76, 628-639. [doi:10.2307/1941218](https://doi.org/10.2307/1941218)
///
/// @param meanBefore mean of the points before
/// @param meanAfter mean of the points after
/// @param deviation standard deviation of a point around the mean of its phase, at least 0
/// @param effectiveBefore how many independent points those before are worth
/// @param effectiveAfter the same of those after
/// @param autocorrelation 0 to .9
record Phases(
        double meanBefore,
        double meanAfter,
        double deviation,
        double effectiveBefore,
        double effectiveAfter,
        double autocorrelation) {

    /// Of the points.
    ///
    /// @throws IllegalArgumentException if there are fewer points than the [HoldingGate] needs, or one is not
    ///     finite
    static Phases of(double[] before, double[] after) {
        if (before.length < HoldingGate.MINIMUM_BASELINE || after.length < HoldingGate.LAST) {
            throw new IllegalArgumentException("The gate needs %d points before and %d after, got %d and %d"
                    .formatted(HoldingGate.MINIMUM_BASELINE, HoldingGate.LAST, before.length, after.length));
        }
        Summary early = Summary.of(before);
        Summary late = Summary.of(after);
        double r = autocorrelation(before, early.mean(), after, late.mean());
        double effectiveBefore = before.length / inflation(before.length, r);
        double effectiveAfter = after.length / inflation(after.length, r);
        // The squares within phases estimate the variance times (points - what the two means took away).
        double variance = (early.squares() + late.squares())
                / (before.length - before.length / effectiveBefore + after.length - after.length / effectiveAfter);
        return new Phases(early.mean(), late.mean(), Math.sqrt(variance), effectiveBefore, effectiveAfter, r);
    }

    /// Standard error of the difference of the means.
    double error() {
        return deviation * Math.sqrt(1 / effectiveBefore + 1 / effectiveAfter);
    }

    /// Pooled lag-1 autocorrelation around the phase means, plus its small-sample bias (1 + 4 r) / n,
    /// within 0 and .9.
    private static double autocorrelation(double[] a, double meanA, double[] b, double meanB) {
        double squares = 0;
        double products = 0;
        double[][] phases = {a, b};
        double[] means = {meanA, meanB};
        for (int phase = 0; phase < 2; phase++) {
            double[] points = phases[phase];
            for (int i = 0; i < points.length; i++) {
                double centred = points[i] - means[phase];
                squares += centred * centred;
                products += i == 0 ? 0 : centred * (points[i - 1] - means[phase]);
            }
        }
        if (squares == 0) {
            return 0;
        }
        double n = (a.length + b.length) / 2.0;
        double raw = products / squares;
        return Math.clamp(raw + (1 + 4 * raw) / n, 0, 0.9);
    }

    /// How many points one independent point is worth.
    private static double inflation(int n, double r) {
        double sum = 1;
        double power = 1;
        for (int k = 1; k < n; k++) {
            power *= r;
            sum += 2 * (1 - k / (double) n) * power;
        }
        return sum;
    }
}
