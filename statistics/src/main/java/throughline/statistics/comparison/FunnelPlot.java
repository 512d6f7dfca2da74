package throughline.statistics.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import throughline.statistics.Confidence;
import throughline.statistics.Interval;

/// Which people or teams lie further from what was expected than chance and the usual differences between them
/// explain.
///
/// ```text
/// z = (value - target) / error, drawn in to the 10th and 90th percentile of all z
/// phi   = mean of the drawn-in z^2 ([#consistent]: divided by what it is for normal z, 0.679)
/// tau^2 = max(0, (I phi - (I - 1)) / (sum w - sum w^2 / sum w)),  w = 1 / error^2
/// limits = target -+ critical value * sqrt(error^2 + tau^2)
/// ```
///
/// People differ for reasons nobody recorded, so with many rows nearly all lie outside limits of chance alone
/// (over-dispersion). `tau^2` is the variance of these usual differences; drawing in the tails keeps the very
/// ones that are looked for from hiding themselves. A position outside is a reason to look, not a verdict, and
/// the funnel ranks nobody. Prefer multiplicative limits (`phi`) where the error itself is understated, such as
/// by rows that are alike. With fewer than about 10 points `phi` is known badly.
///
/// As published ([#of]), drawing in makes `phi` a third too small where nobody stands out: of 100 people who
/// differ as people do 14 lie outside the 95 % limits. [#consistent] makes up for it; then 8 do, in funnels of very
/// unequal errors.
///
/// - Spiegelhalter (2005). Funnel plots for comparing institutional performance. Statistics in Medicine 24,
///   1185-1202. [doi:10.1002/sim.1970](https://doi.org/10.1002/sim.1970)
/// - Spiegelhalter (2005). Handling over-dispersion of performance indicators. Quality and Safety in Health
///   Care 14, 347-351. [doi:10.1136/qshc.2005.013755](https://doi.org/10.1136/qshc.2005.013755)
///
/// @param phi over-dispersion: 1 is chance alone
/// @param tau2 variance of the usual differences, at least 0
/// @param positions the people or teams in the order given
public record FunnelPlot(double phi, double tau2, List<Position> positions) {

    /// Fewest points from which over-dispersion is told.
    public static final int MINIMUM_POINTS = 5;

    /// Share of the points at each end that is drawn in.
    public static final double DRAWN_IN = 0.10;

    /// Mean of the squares of drawn-in standard normal numbers.
    private static final double DRAWN_IN_NORMAL = 0.678654558953;

    /// Copies the list.
    public FunnelPlot {
        positions = List.copyOf(positions);
    }

    /// A figure to be placed in the funnel.
    ///
    /// @param value the figure
    /// @param target what is expected of it
    /// @param error its standard error if chance alone were at work, above 0
    public record Point(double value, double target, double error) {}

    /// Where a figure lies.
    ///
    /// @param z distance from its target in standard errors of chance
    /// @param adjusted the same with the usual differences allowed for (additive)
    /// @param p chance of so great an adjusted distance, either side, if nothing were the matter
    public record Position(double z, double adjusted, double p) {

        /// Whether it lies outside the limits of the level, such as .998.
        public boolean outside(double level) {
            return p < 1 - Confidence.checked(level);
        }
    }

    /// Places the figures, with over-dispersion as published.
    ///
    /// @throws IllegalArgumentException if there are fewer than [#MINIMUM_POINTS], or an error is not above 0
    public static FunnelPlot of(List<Point> points) {
        return of(points, 1);
    }

    /// Places the figures, with over-dispersion as large as it is where nobody stands out.
    ///
    /// @throws IllegalArgumentException as [#of]
    public static FunnelPlot consistent(List<Point> points) {
        return of(points, DRAWN_IN_NORMAL);
    }

    private static FunnelPlot of(List<Point> points, double drawnIn) {
        int n = points.size();
        if (n < MINIMUM_POINTS) {
            throw new IllegalArgumentException(
                    "A funnel needs at least %d points, got %d".formatted(MINIMUM_POINTS, n));
        }
        double[] z = new double[n];
        double weights = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            Point point = points.get(i);
            z[i] = (point.value() - point.target()) / point.error();
            if (!(point.error() > 0) || !Double.isFinite(z[i])) {
                throw new IllegalArgumentException("A funnel needs finite figures with errors above 0, got " + point);
            }
            double weight = 1 / (point.error() * point.error());
            weights += weight;
            squares += weight * weight;
        }
        double phi = phi(z) / drawnIn;
        double tau2 = Math.max(0, (n * phi - (n - 1)) / (weights - squares / weights));
        var positions = new ArrayList<Position>();
        for (int i = 0; i < n; i++) {
            double error = points.get(i).error();
            double adjusted = z[i] * error / Math.sqrt(error * error + tau2);
            positions.add(new Position(z[i], adjusted, 2 * Confidence.normalTail(Math.abs(adjusted))));
        }
        return new FunnelPlot(phi, tau2, positions);
    }

    /// Counts by the square root of observed over expected, whose error hardly depends on the truth: target 1,
    /// error `1 / (2 sqrt E)`.
    ///
    /// @param observed events of each, from 0
    /// @param expected expected events of each, above 0
    /// @throws IllegalArgumentException if there are not as many of both
    public static List<Point> counts(double[] observed, double[] expected) {
        if (observed.length != expected.length) {
            throw new IllegalArgumentException("%d observed and %d expected counts do not go together"
                    .formatted(observed.length, expected.length));
        }
        var points = new ArrayList<Point>();
        for (int i = 0; i < observed.length; i++) {
            points.add(new Point(Math.sqrt(observed[i] / expected[i]), 1, 0.5 / Math.sqrt(expected[i])));
        }
        return List.copyOf(points);
    }

    /// Limits at a target and an error, with the usual differences allowed for (additive).
    public Interval limits(double target, double error, double level) {
        double half = Confidence.normal(level) * Math.sqrt(error * error + tau2);
        return new Interval(target - half, target + half);
    }

    /// Limits at a target and an error, all errors inflated alike (multiplicative).
    public Interval inflated(double target, double error, double level) {
        double half = Confidence.normal(level) * error * Math.sqrt(Math.max(1, phi));
        return new Interval(target - half, target + half);
    }

    /// How many lie outside the limits of the level.
    public long outside(double level) {
        return positions.stream().filter(p -> p.outside(level)).count();
    }

    private static double phi(double[] z) {
        double[] sorted = z.clone();
        Arrays.sort(sorted);
        double low = quantile(sorted, DRAWN_IN);
        double high = quantile(sorted, 1 - DRAWN_IN);
        double sum = 0;
        for (double value : z) {
            double drawn = Math.clamp(value, low, high);
            sum += drawn * drawn;
        }
        return sum / z.length;
    }

    /// Linear between order statistics, as R's default.
    private static double quantile(double[] sorted, double q) {
        double position = q * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
