package throughline.statistics;

/// Wilson's interval for a proportion: the shares that a test would not reject, given how many of `n` had
/// the property.
///
/// ```text
/// centre = (p + z^2 / 2n) / (1 + z^2 / n)
/// half   = z / (1 + z^2 / n) * sqrt(p (1 - p) / n + z^2 / 4n^2)
/// ```
///
/// It stays inside 0 and 1 and works from `n` = 1, where the textbook interval (`p` plus and minus `z`
/// standard errors) fails. Assumes independent observations: for answers that come in clusters pass the
/// effective numbers, both divided by the [DesignEffect].
///
/// - Wilson (1927). Journal of the American Statistical Association 22, 209-212.
///   [doi:10.1080/01621459.1927.10502953](https://doi.org/10.1080/01621459.1927.10502953)
/// - Brown, Cai, DasGupta (2001). Statistical Science 16, 101-133.
///   [doi:10.1214/ss/1009213286](https://doi.org/10.1214/ss/1009213286)
public final class Proportion {

    private Proportion() {}

    /// Estimates the proportion of `successes` among `n`.
    ///
    /// @param successes how many had the property, from 0 to `n`; not whole after a design effect
    /// @param n how many were looked at, above 0; not whole after a design effect
    /// @return the observed share with Wilson's interval, both from 0 to 1; the standard error is `sqrt(p
    ///     (1 - p) / n)`
    /// @throws IllegalArgumentException if `n` is not above 0, or `successes` are not between 0 and `n`
    public static Estimate wilson(double successes, double n, double level) {
        if (!(n > 0) || Double.isInfinite(n)) {
            throw new IllegalArgumentException("A proportion needs at least 1 observation, got " + n);
        }
        if (!(successes >= 0 && successes <= n)) {
            throw new IllegalArgumentException("A proportion needs 0 to %s successes, got %s".formatted(n, successes));
        }
        double z = Confidence.normal(level);
        double p = successes / n;
        double shrink = 1 / (1 + z * z / n);
        double centre = shrink * (p + z * z / (2 * n));
        double half = shrink * z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        double low = successes == 0 ? 0 : Math.clamp(centre - half, 0, p);
        double high = successes == n ? 1 : Math.clamp(centre + half, p, 1);
        return new Estimate(p, new Interval(low, high), Math.sqrt(p * (1 - p) / n), n);
    }
}
