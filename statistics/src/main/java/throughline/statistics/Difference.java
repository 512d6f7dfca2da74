package throughline.statistics;

/// The difference of two independent estimates, with Welch's interval.
///
/// ```text
/// se^2 = se_a^2 + se_b^2,   df = se^4 / (se_a^4 / (n_a - 1) + se_b^4 / (n_b - 1))
/// ```
///
/// The two may vary unequally. Not for the same people asked twice: take the differences and [Mean#of]
/// those.
///
/// - Welch (1947). Biometrika 34, 28-35.
///   [doi:10.1093/biomet/34.1-2.28](https://doi.org/10.1093/biomet/34.1-2.28)
public final class Difference {

    private Difference() {}

    /// Estimates `a - b`.
    ///
    /// @param a an estimate on more than 1 observation
    /// @param b an estimate on more than 1 observation, independent of `a`
    /// @return the difference; its `n` is the sum of both
    /// @throws IllegalArgumentException if one rests on too few observations
    public static Estimate ofMeans(Estimate a, Estimate b, double level) {
        if (!(a.n() > 1) || !(b.n() > 1)) {
            throw new IllegalArgumentException(
                    "A difference needs more than 1 observation on each side, got %s and %s".formatted(a.n(), b.n()));
        }
        return ofMeans(a, a.n() - 1, b, b.n() - 1, level);
    }

    /// Estimates `a - b` of means whose errors have degrees of freedom of their own, such as one less than the number
    /// of clusters.
    ///
    /// @param degreesOfA degrees of freedom of the error of `a`, above 0
    /// @param degreesOfB degrees of freedom of the error of `b`, above 0
    /// @return the difference; its `n` is the sum of both
    /// @throws IllegalArgumentException if there are no degrees of freedom on a side
    public static Estimate ofMeans(Estimate a, double degreesOfA, Estimate b, double degreesOfB, double level) {
        if (!(degreesOfA > 0) || !(degreesOfB > 0)) {
            throw new IllegalArgumentException("A difference needs degrees of freedom on each side, got %s and %s"
                    .formatted(degreesOfA, degreesOfB));
        }
        double va = a.standardError() * a.standardError();
        double vb = b.standardError() * b.standardError();
        double below = va * va / degreesOfA + vb * vb / degreesOfB;
        double degrees = below == 0 ? degreesOfA + degreesOfB : (va + vb) * (va + vb) / below;
        return Confidence.student(a.value() - b.value(), Math.sqrt(va + vb), degrees, a.n() + b.n(), level);
    }
}
