package throughline.statistics.control;

/// Control charts of counts: shares (p), rates (u), and both corrected for how processes really vary (p',
/// u').
///
/// ```text
/// p:  centre p = sum y / sum n;  s_i = sqrt(p (1 - p) / n_i)
/// u:  centre u = sum y / sum n;  s_i = sqrt(u / n_i)
/// p', u':  z_i = (y_i / n_i - centre) / s_i;  sigma_z = mean |z_i - z_(i-1)| / 1.128;  limits centre +- 3
/// s_i sigma_z
/// ```
///
/// p and u assume that each case is a toss of the same coin. With thousands of cases a point that is never
/// true: limits
/// become so narrow that nearly all points lie outside. Laney's primes measure the rest from point to point
/// and are the
/// safe choice from some hundreds of cases a point; where sigma_z is near 1 they are the plain charts.
///
/// A baseline freezes centre and sigma_z: later points are held against what was before them, and a change
/// does not
/// hide itself in limits that move with it.
///
/// - Laney (2002). Quality Engineering 14, 531-537.
///   [doi:10.1081/QEN-120003555](https://doi.org/10.1081/QEN-120003555)
/// - Mohammed, Panesar, Laney, Wilson (2013). BMJ Quality and Safety 22, 362-368.
///   [doi:10.1136/bmjqs-2012-001373](https://doi.org/10.1136/bmjqs-2012-001373)
public final class AttributeChart {

    /// What is counted, and whether variation beyond chance is allowed for.
    public enum Kind {
        /// Share of cases with a property: at most one count a case.
        P(false, false),
        /// Counts for each unit of exposure: a case may count several times.
        U(true, false),
        /// Share of cases, Laney's.
        P_PRIME(false, true),
        /// Counts for each unit of exposure, Laney's.
        U_PRIME(true, true);

        private final boolean rate;
        private final boolean prime;

        Kind(boolean rate, boolean prime) {
            this.rate = rate;
            this.prime = prime;
        }
    }

    private static final double D2 = 1.128;

    private AttributeChart() {}

    /// Limits for all points.
    ///
    /// @param counts how many had the property, a point
    /// @param bases how many were looked at, or the exposure, a point; above 0
    /// @throws IllegalArgumentException as [#of(Kind, double[], double[], int)]
    public static ControlLimits of(Kind kind, double[] counts, double[] bases) {
        return of(kind, counts, bases, counts.length);
    }

    /// Limits for all points from the first ones.
    ///
    /// @param baseline how many points centre and sigma_z come from, at least [XmrChart#MINIMUM_POINTS]
    /// @throws IllegalArgumentException if there are too few points, a base is not above 0, or a count is
    ///     below 0 or,
    ///     of a share, above its base
    public static ControlLimits of(Kind kind, double[] counts, double[] bases, int baseline) {
        check(kind, counts, bases, baseline);
        double y = 0;
        double n = 0;
        for (int i = 0; i < baseline; i++) {
            y += counts[i];
            n += bases[i];
        }
        double centre = y / n;
        double variance = kind.rate ? centre : centre * (1 - centre);
        double[] deviations = new double[counts.length];
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = Math.sqrt(variance / bases[i]);
        }
        double sigmaZ = kind.prime && variance > 0 ? sigmaZ(counts, bases, centre, deviations, baseline) : 1;
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] *= sigmaZ;
        }
        return ControlLimits.of(centre, deviations, 0, kind.rate ? Double.POSITIVE_INFINITY : 1, sigmaZ);
    }

    private static double sigmaZ(double[] counts, double[] bases, double centre, double[] deviations, int baseline) {
        double ranges = 0;
        double before = 0;
        for (int i = 0; i < baseline; i++) {
            double z = (counts[i] / bases[i] - centre) / deviations[i];
            ranges += i == 0 ? 0 : Math.abs(z - before);
            before = z;
        }
        return ranges / (baseline - 1) / D2;
    }

    private static void check(Kind kind, double[] counts, double[] bases, int baseline) {
        if (counts.length != bases.length) {
            throw new IllegalArgumentException("%d counts for %d bases".formatted(counts.length, bases.length));
        }
        if (baseline < XmrChart.MINIMUM_POINTS || baseline > counts.length) {
            throw new IllegalArgumentException("A control chart needs a baseline of at least %d points, got %d of %d"
                    .formatted(XmrChart.MINIMUM_POINTS, baseline, counts.length));
        }
        for (int i = 0; i < counts.length; i++) {
            boolean fits = bases[i] > 0
                    && bases[i] < Double.POSITIVE_INFINITY
                    && counts[i] >= 0
                    && (kind.rate ? counts[i] < Double.POSITIVE_INFINITY : counts[i] <= bases[i]);
            if (!fits) {
                throw new IllegalArgumentException("Point %d counts %s of %s".formatted(i + 1, counts[i], bases[i]));
            }
        }
    }
}
