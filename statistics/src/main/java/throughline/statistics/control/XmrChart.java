package throughline.statistics.control;

/// The XmR chart (individuals and moving range): the range in which an unchanged process moves from point
/// to point.
///
/// ```text
/// centre = mean,  sigma = mean |x_t - x_(t-1)| / 1.128,  limits = centre -+ 3 sigma
/// ```
///
/// Sigma comes from neighbouring points, so a shift in the baseline widens it little. The limits are
/// frozen: new points are compared with them, and a new baseline is a decision with a reason. About 3 of
/// 1,000 points of an unchanged normal process lie outside; more if neighbouring points resemble each
/// other. Prefer a Laney p' chart for shares of widely different bases.
///
/// - Shewhart (1931). Economic Control of Quality of Manufactured Product. Van Nostrand.
/// - Wheeler, Chambers (1992). Understanding Statistical Process Control, 2nd ed. SPC Press.
///
/// @param centre mean of the baseline
/// @param lower lower natural process limit
/// @param upper upper natural process limit
/// @param sigma standard deviation from point to point, at least 0
/// @param points number of points in the baseline
public record XmrChart(double centre, double lower, double upper, double sigma, int points) {

    /// Fewest points for limits; below [HoldingGate#MINIMUM_BASELINE] they are provisional.
    public static final int MINIMUM_POINTS = 6;

    /// Mean range of 2 points of a standard normal process, to the three digits that charts use.
    private static final double D2 = 1.128;

    /// The chart of a baseline, in order of time.
    ///
    /// @throws IllegalArgumentException if there are fewer than [#MINIMUM_POINTS] points or one is not
    ///     finite
    public static XmrChart of(double[] baseline) {
        int n = baseline.length;
        if (n < MINIMUM_POINTS) {
            throw new IllegalArgumentException(
                    "A control chart needs at least %d points, got %d".formatted(MINIMUM_POINTS, n));
        }
        double centre = 0;
        double range = 0;
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(baseline[i])) {
                throw new IllegalArgumentException("A control chart needs finite points, got " + baseline[i]);
            }
            centre += (baseline[i] - centre) / (i + 1);
            range += i == 0 ? 0 : Math.abs(baseline[i] - baseline[i - 1]);
        }
        double sigma = range / (n - 1) / D2;
        return new XmrChart(centre, centre - 3 * sigma, centre + 3 * sigma, sigma, n);
    }

    /// The limits for so many points, before and after the baseline.
    public ControlLimits limits(int count) {
        double[] deviations = new double[count];
        java.util.Arrays.fill(deviations, sigma);
        return ControlLimits.of(centre, deviations, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1);
    }

    /// Whether a point lies inside the limits, ends included.
    public boolean inControl(double point) {
        return lower <= point && point <= upper;
    }

    /// How many of the points lie on the better side of the centre; a point on the centre does not.
    public int betterThanCentre(double[] points, Better better) {
        int count = 0;
        for (double point : points) {
            count += better.sign() * (point - centre) > 0 ? 1 : 0;
        }
        return count;
    }
}
