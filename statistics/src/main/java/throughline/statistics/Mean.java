package throughline.statistics;

import java.util.Collection;

/// Student's interval for a mean, for independent values or for values that come in clusters.
///
/// ```text
/// independent: se^2 = s^2 / n                                                df = n - 1
/// clustered:   se^2 = (G - 1) / G * sum over clusters (mean without the cluster - mean)^2   df = G - 1
/// ```
///
/// Answers of one day, unit or agent resemble each other, so rows are not independent and the first
/// formula is too sure of itself; prefer the second whenever a cluster is known. It is the cluster
/// jackknife (CR3), equal to the usual sandwich for clusters of equal size and more careful when one
/// cluster decides the mean. Measured: a 95 % interval holds the truth in 95 of 100 worlds with equal
/// clusters, in 91 to 93 with 5 to 30 clusters whose sizes differ a hundredfold. For skewed times prefer
/// [Quantile].
///
/// - Student (1908). Biometrika 6, 1-25. [doi:10.1093/biomet/6.1.1](https://doi.org/10.1093/biomet/6.1.1)
/// - Liang, Zeger (1986). Biometrika 73, 13-22.
///   [doi:10.1093/biomet/73.1.13](https://doi.org/10.1093/biomet/73.1.13)
/// - MacKinnon, Nielsen, Webb (2023). Journal of Applied Econometrics 38, 671-694.
///   [doi:10.1002/jae.2969](https://doi.org/10.1002/jae.2969)
public final class Mean {

    /// Errors as small as this part of a step are those of rounding.
    private static final double ROUNDING = 1e-9;

    private Mean() {}

    /// Estimates a mean from independent values.
    ///
    /// @throws IllegalArgumentException if there are fewer than 2 values
    public static Estimate of(Summary values, double level) {
        if (values.count() < 2) {
            throw new IllegalArgumentException(
                    "A mean with an interval needs at least 2 values, got " + values.count());
        }
        double error = Math.sqrt(values.variance() / values.count());
        return Confidence.student(values.mean(), error, values.count() - 1.0, (double) values.count(), level);
    }

    /// The estimate, or where its values are all alike one that is no certainty: they are then taken as if one of them
    /// had been a step away (ours).
    ///
    /// @param step what tells one value from the next, above 0
    /// @param values number of values, at least 2
    /// @param degrees degrees of freedom of the error
    public static Estimate unlessAlike(Estimate seen, double step, long values, double degrees, double level) {
        double least = step / values;
        return seen.standardError() > ROUNDING * least
                ? seen
                : Confidence.student(seen.value(), least, degrees, seen.n(), level);
    }

    /// Estimates the mean over all rows of the clusters; empty clusters are left out.
    ///
    /// @param clusters one summary a cluster, such as a unit-day
    /// @return the mean; its `n` is the number of rows divided by the design effect, never more than the
    ///     rows
    /// @throws IllegalArgumentException if fewer than 2 clusters have values
    public static Estimate clustered(Collection<Summary> clusters, double level) {
        Clusters sum = Clusters.of(clusters);
        if (sum.filled() < 2) {
            throw new IllegalArgumentException(
                    "A mean of clusters needs at least 2 clusters with values, got " + sum.filled());
        }
        double error = Math.sqrt(sum.errorSquared());
        return Confidence.student(
                sum.all().mean(), error, sum.filled() - 1.0, sum.all().count() / sum.designEffect(), level);
    }
}
