package throughline.statistics;

/// A mean in units of its own standard deviation: Cohen's `d_z` of paired differences.
///
/// ```text
/// d_z = mean / s,   se^2 = 1 / n + d_z^2 / (2 (n - 1)),   t with n - 1 degrees of freedom
/// ```
///
/// Makes scales comparable: .2 is called small, .5 medium. The standard error is the large-sample one,
/// good from about 20 pairs. `d_z` is not the `d` of two separate groups: the more the pairs agree, the
/// larger it gets.
///
/// - Cohen (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd ed., section 2.3.
///   [doi:10.4324/9780203771587](https://doi.org/10.4324/9780203771587)
/// - Hedges, Olkin (1985). Statistical Methods for Meta-Analysis, chapter 5.
///   [doi:10.1016/C2009-0-03396-0](https://doi.org/10.1016/C2009-0-03396-0)
public final class StandardisedMean {

    private StandardisedMean() {}

    /// Estimates `d_z` of the differences within pairs.
    ///
    /// @throws IllegalArgumentException if there are fewer than 2 differences
    /// @throws ArithmeticException if the differences do not vary
    public static Estimate pairedDz(Summary differences, double level) {
        long n = differences.count();
        if (n < 2) {
            throw new IllegalArgumentException("A standardised mean needs at least 2 differences, got " + n);
        }
        double deviation = differences.deviation();
        if (deviation == 0) {
            throw new ArithmeticException(
                    "A standardised mean needs differences that vary, all %d are %s".formatted(n, differences.mean()));
        }
        double d = differences.mean() / deviation;
        double error = Math.sqrt(1.0 / n + d * d / (2.0 * (n - 1)));
        return Confidence.student(d, error, n - 1.0, (double) n, level);
    }
}
