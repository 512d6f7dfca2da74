package throughline.server.chart;

import java.util.Optional;

/// Natural limits of a process: its mean and the mean plus and minus 2.66 mean moving ranges.
record Limits(double centre, double lower, double upper) {

    /// Fewest points for which limits are drawn.
    static final int FEWEST = 12;

    /// Limits of the values, or none of fewer than [#FEWEST].
    static Optional<Limits> of(double[] values) {
        if (values.length < FEWEST) {
            return Optional.empty();
        }
        double sum = values[0];
        double moving = 0;
        for (int i = 1; i < values.length; i++) {
            sum += values[i];
            moving += Math.abs(values[i] - values[i - 1]);
        }
        double centre = sum / values.length;
        double reach = 2.66 * moving / (values.length - 1);
        return Optional.of(new Limits(centre, centre - reach, centre + reach));
    }

    /// Whether the value is a signal.
    boolean outside(double value) {
        return value > upper || value < lower;
    }
}
