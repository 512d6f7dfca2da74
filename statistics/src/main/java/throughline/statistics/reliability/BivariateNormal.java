package throughline.statistics.reliability;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/// Probability that two standard normal numbers of correlation `rho` lie below `h` and below `k`.
///
/// ```text
/// L(h, k, rho) = Phi(h) Phi(k) + 1 / (2 pi) * integral from 0 to asin(rho) of
///                exp(-(h^2 + k^2 - 2 h k sin t) / (2 cos^2 t)) dt
/// ```
///
/// Plackett's integral by 20 Gauss-Legendre points, up to `|rho|` = .925. Nearer to 1 its peak is too
/// narrow: with `x^2 = 1 - rho^2` the remainder from `rho` to 1 is the integral over `exp(-(h - k)^2 / (2
/// x^2))` times a smooth function, of which three terms of the series in `x^2` are integrated exactly and
/// the small rest by the same points, as Drezner and Wesolowsky proposed and Genz refined. The error is
/// below 1e-14 for every `rho`.
///
/// - Plackett (1954). Biometrika 41, 351-360.
/// [doi:10.1093/biomet/41.3-4.351](https://doi.org/10.1093/biomet/41.3-4.351)
/// - Drezner, Wesolowsky (1990). Journal of Statistical Computation and Simulation 35, 101-107.
///   [doi:10.1080/00949659008811236](https://doi.org/10.1080/00949659008811236)
/// - Genz (2004). Statistics and Computing 14, 251-260.
///   [doi:10.1023/B:STCO.0000035304.20635.31](https://doi.org/10.1023/B:STCO.0000035304.20635.31)
public final class BivariateNormal {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double STEEP = 0.925;
    private static final GaussIntegrator POINTS = new GaussIntegratorFactory().legendre(20);

    private BivariateNormal() {}

    /// Probability of lying below both.
    ///
    /// @param h a number, or an infinity
    /// @param k a number, or an infinity
    /// @param rho from -1 to 1
    /// @return from 0 to 1
    /// @throws IllegalArgumentException if one is not a number or `rho` lies outside
    public static double cumulative(double h, double k, double rho) {
        if (Double.isNaN(h) || Double.isNaN(k) || !(Math.abs(rho) <= 1)) {
            throw new IllegalArgumentException(
                    "A bivariate normal probability needs numbers and a correlation from -1 to 1, got %s, %s, %s"
                            .formatted(h, k, rho));
        }
        if (h == Double.NEGATIVE_INFINITY || k == Double.NEGATIVE_INFINITY) {
            return 0;
        }
        if (h == Double.POSITIVE_INFINITY || k == Double.POSITIVE_INFINITY) {
            return below(Math.min(h, k));
        }
        double probability;
        if (Math.abs(rho) < STEEP) {
            probability = below(h) * below(k) + flat(h, k, rho);
        } else if (rho > 0) {
            probability = below(Math.min(h, k)) - steep(h, k, rho);
        } else {
            // What lies below h but above k, seen in the mirror.
            probability = Math.max(0, below(h) - below(-k)) + steep(h, -k, -rho);
        }
        return Math.clamp(probability, 0, 1);
    }

    /// Density of the two at a point, which is also how fast [#cumulative] grows with `rho`; 0 at an
    /// infinity.
    ///
    /// @param rho above -1 and below 1
    static double density(double h, double k, double rho) {
        double rest = 1 - rho * rho;
        return Double.isInfinite(h) || Double.isInfinite(k)
                ? 0
                : Math.exp(-(h * h + k * k - 2 * rho * h * k) / (2 * rest)) / (2 * Math.PI * Math.sqrt(rest));
    }

    /// How fast [#density] grows with `rho`; 0 at an infinity.
    static double densitySlope(double h, double k, double rho) {
        if (Double.isInfinite(h) || Double.isInfinite(k)) {
            return 0;
        }
        double rest = 1 - rho * rho;
        double form = h * h + k * k - 2 * rho * h * k;
        return density(h, k, rho) * (rho / rest + (h * k * rest - rho * form) / (rest * rest));
    }

    private static double below(double x) {
        return NORMAL.cumulativeProbability(x);
    }

    private static double flat(double h, double k, double rho) {
        double half = Math.asin(rho) / 2;
        double squares = (h * h + k * k) / 2;
        double sum = POINTS.integrate(u -> {
            double sine = Math.sin(half * (1 + u));
            return Math.exp((sine * h * k - squares) / (1 - sine * sine));
        });
        return half * sum / (2 * Math.PI);
    }

    /// What the probability still gains from `rho` to 1.
    private static double steep(double h, double k, double rho) {
        double a = Math.sqrt((1 - rho) * (1 + rho));
        if (a == 0) {
            return 0;
        }
        double product = h * k;
        double b2 = (h - k) * (h - k);
        double c = (4 - product) / 8;
        double d = (12 - product) / 16;

        // Integrals of x^0, x^2 and x^4 times exp(-b^2 / (2 x^2)) from 0 to a, each times exp(-hk/2).
        double edge = Math.exp(-b2 / (2 * a * a) - product / 2);
        double b = Math.sqrt(b2);
        double i0 = a * edge - b * Math.sqrt(2 * Math.PI) * tail(b / a, product);
        double i1 = (a * a * a * edge - b2 * i0) / 3;
        double i2 = (Math.pow(a, 5) * edge - b2 * i1) / 5;

        double rest = POINTS.integrate(u -> {
            double x = a * (1 + u) / 2;
            double s = x * x;
            double root = Math.sqrt(1 - s);
            double peak = -b2 / (2 * s);
            double whole = Math.exp(peak - product / (1 + root)) / root;
            return whole - Math.exp(peak - product / 2) * (1 + c * s * (1 + d * s));
        });
        return (i0 + c * (i1 + d * i2) + a / 2 * rest) / (2 * Math.PI);
    }

    /// The upper tail beyond `z` times exp(-hk/2), of which the second may be huge only where the first is
    /// tiny.
    private static double tail(double z, double product) {
        double survival = NORMAL.survivalProbability(z);
        return survival == 0 ? 0 : Math.exp(Math.log(survival) - product / 2);
    }
}
