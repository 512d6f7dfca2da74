package throughline.statistics.control;

/// Where the points of an unchanged process lie: a centre and limits three standard deviations from it.
///
/// @param centre of all points, in units of the measure
/// @param deviations standard deviation of each point, above 0 unless the process never moved
/// @param lower limit of each point, not below what the measure can be
/// @param upper limit of each point, not above what the measure can be
/// @param sigmaZ how many times wider than chance alone the process varies (Laney); 1 on charts that do not
///     ask
@SuppressWarnings("ArrayRecordComponent")
public record ControlLimits(double centre, double[] deviations, double[] lower, double[] upper, double sigmaZ) {

    /// Limits three deviations from the centre, cut to the range of the measure.
    static ControlLimits of(double centre, double[] deviations, double least, double most, double sigmaZ) {
        int n = deviations.length;
        double[] lower = new double[n];
        double[] upper = new double[n];
        for (int i = 0; i < n; i++) {
            lower[i] = Math.max(least, centre - 3 * deviations[i]);
            upper[i] = Math.min(most, centre + 3 * deviations[i]);
        }
        return new ControlLimits(centre, deviations, lower, upper, sigmaZ);
    }

    /// How many standard deviations each value lies from the centre; where a deviation is 0, 0 or an
    /// infinity.
    ///
    /// @throws IllegalArgumentException if there are not as many values as limits
    public double[] distances(double[] values) {
        if (values.length != deviations.length) {
            throw new IllegalArgumentException(
                    "%d values for limits of %d points".formatted(values.length, deviations.length));
        }
        double[] z = new double[values.length];
        for (int i = 0; i < z.length; i++) {
            double distance = values[i] - centre;
            z[i] = distance == 0 ? 0 : distance / deviations[i];
        }
        return z;
    }
}
