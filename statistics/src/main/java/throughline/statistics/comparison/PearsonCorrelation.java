package throughline.statistics.comparison;

import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// Pearson's correlation: how closely two measures of the same units lie on one straight line, from -1 to 1.
///
/// ```text
/// r = sum (a - mean a)(b - mean b) / sqrt(sum (a - mean a)^2 * sum (b - mean b)^2)
/// interval = tanh(atanh(r) -/+ z / sqrt(n - 3))
/// ```
///
/// Fisher's transformation makes the error the same whatever the correlation; the interval is exact for normal pairs
/// and
/// close from some 25 units on. Units count alike. Means of few answers are blurred, which draws the correlation of
/// units towards 0: it is a lower limit of how closely the units' true means go together. Prefer [KendallTau] for
/// rankings and for a line that bends.
///
/// - Fisher (1921). On the probable error of a coefficient of correlation deduced from a small sample. Metron 1, 3-32.
/// - Robinson (1950). American Sociological Review 15, 351-357 (units that go together do not show that people do).
///   [doi:10.2307/2087176](https://doi.org/10.2307/2087176)
public final class PearsonCorrelation {

    /// Fewest pairs for which the interval has an error.
    public static final int MINIMUM_PAIRS = 4;

    private PearsonCorrelation() {}

    /// Estimates the correlation of the pairs `a[i]`, `b[i]`.
    ///
    /// @param a finite values, at least 4
    /// @param b as many
    /// @return the correlation; the standard error is `(1 - r^2) / sqrt(n - 3)`, the `n` the number of pairs
    /// @throws IllegalArgumentException if there are fewer than 4 pairs, the numbers differ, or a value is not
    /// finite
    /// @throws ArithmeticException if one of the two does not vary
    public static Estimate of(double[] a, double[] b, double level) {
        if (a.length != b.length || a.length < MINIMUM_PAIRS) {
            throw new IllegalArgumentException("A correlation needs at least %d pairs, got %d and %d values"
                    .formatted(MINIMUM_PAIRS, a.length, b.length));
        }
        double meanA = 0;
        double meanB = 0;
        double squaresA = 0;
        double squaresB = 0;
        double products = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isFinite(a[i]) || !Double.isFinite(b[i])) {
                throw new IllegalArgumentException(
                        "A correlation needs finite values, got %s and %s".formatted(a[i], b[i]));
            }
            double fromA = a[i] - meanA;
            double fromB = b[i] - meanB;
            meanA += fromA / (i + 1);
            meanB += fromB / (i + 1);
            squaresA += fromA * (a[i] - meanA);
            squaresB += fromB * (b[i] - meanB);
            products += fromA * (b[i] - meanB);
        }
        if (!(squaresA > 0) || !(squaresB > 0)) {
            throw new ArithmeticException("A correlation needs two measures that vary");
        }
        double r = Math.clamp(products / (Math.sqrt(squaresA) * Math.sqrt(squaresB)), -1, 1);
        double error = 1 / Math.sqrt(a.length - 3.0);
        if (Math.abs(r) == 1) {
            return new Estimate(r, new Interval(r, r), 0, a.length);
        }
        double half = Confidence.normal(level) * error;
        double z = 0.5 * (Math.log1p(r) - Math.log1p(-r));
        return new Estimate(r, new Interval(Math.tanh(z - half), Math.tanh(z + half)), (1 - r * r) * error, a.length);
    }
}
