package throughline.statistics.control;

/// Exponentially weighted moving average chart: sees small lasting shifts sooner than single points do.
///
/// ```text
/// e_i = lambda x_i + (1 - lambda) e_(i-1), e_0 = centre
/// limits centre +- 3 sigma sqrt(lambda / (2 - lambda) (1 - (1 - lambda)^(2 i)))
/// ```
///
/// - Roberts (1959). Technometrics 1, 239-250.
///   [doi:10.1080/00401706.1959.10489860](https://doi.org/10.1080/00401706.1959.10489860)
/// - Lucas, Saccucci (1990). Technometrics 32, 1-12.
///   [doi:10.1080/00401706.1990.10484583](https://doi.org/10.1080/00401706.1990.10484583)
///
/// @param averages weighted average at each point
/// @param limits of the averages; their deviations grow to a constant within some points
@SuppressWarnings("ArrayRecordComponent")
public record Ewma(double[] averages, ControlLimits limits) {

    /// Weight of the newest point that is customary for shifts of about one deviation.
    public static final double LAMBDA = 0.2;

    /// The chart of the values against a known centre and deviation.
    ///
    /// @param sigma standard deviation of a point, above 0
    /// @param lambda weight of the newest point, above 0 and at most 1
    /// @throws IllegalArgumentException if sigma or lambda are out of range or a value is not finite
    public static Ewma of(double[] values, double centre, double sigma, double lambda) {
        if (!(sigma > 0) || !(lambda > 0 && lambda <= 1)) {
            throw new IllegalArgumentException(
                    "A moving average chart needs sigma above 0 and lambda above 0 and at most 1, got %s and %s"
                            .formatted(sigma, lambda));
        }
        double[] averages = new double[values.length];
        double[] deviations = new double[values.length];
        double average = centre;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("A moving average chart needs finite points, got " + values[i]);
            }
            average += lambda * (values[i] - average);
            averages[i] = average;
            deviations[i] = sigma * Math.sqrt(lambda / (2 - lambda) * (1 - Math.pow(1 - lambda, 2.0 * (i + 1))));
        }
        return new Ewma(
                averages, ControlLimits.of(centre, deviations, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1));
    }
}
