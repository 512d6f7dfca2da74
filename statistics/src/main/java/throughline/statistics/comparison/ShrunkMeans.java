package throughline.statistics.comparison;

import java.util.ArrayList;
import java.util.List;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Summary;

/// Means of many groups, each drawn towards the mean of all as far as its own data are thin (empirical
/// Bayes).
///
/// ```text
/// lambda = tau^2 / (tau^2 + s^2 / n),  shrunk = lambda * own mean + (1 - lambda) * mean of all
/// pull   = (1 - lambda) (G - 3) / (G - 1)
/// se^2   = s^2 / n (1 - pull) + 2 (pull * distance from the mean of all)^2 / (G - 3)
///          + (1 - lambda)^2 * variance of the mean of all
/// ```
///
/// `lambda` is the reliability of a group's mean: nobody is ranked below .7. The variance between groups,
/// `tau^2`, is Paule and Mandel's; the variance within, `s^2`, is pooled. Assumes that groups vary around
/// one mean like a normal distribution; a group known to be of another kind does not belong in the same
/// list. The interval is Morris's, which allows for `tau^2` being estimated. Measured over all groups, a
/// 95 % interval holds the truth in 92 to 98 of 100 worlds for 4 to 60 groups.
///
/// - Paule, Mandel (1982). Journal of Research of the National Bureau of Standards 87, 377-385.
///   [doi:10.6028/jres.087.022](https://doi.org/10.6028/jres.087.022)
/// - Morris (1983). Journal of the American Statistical Association 78, 47-55.
///   [doi:10.1080/01621459.1983.10477920](https://doi.org/10.1080/01621459.1983.10477920)
public final class ShrunkMeans {

    private static final double LEVEL = 0.95;

    private ShrunkMeans() {}

    /// The groups side by side.
    ///
    /// @param mean mean of all groups, weighted by precision, with its interval
    /// @param tau2 variance between the groups' true means, at least 0
    /// @param within pooled variance within groups, at least 0
    /// @param groups the groups in the order given
    public record Result(Estimate mean, double tau2, double within, List<Group> groups) {}

    /// One group.
    ///
    /// @param lambda reliability of its own mean, 0 (knows nothing) to 1
    /// @param shrunk its shrunk mean with interval; the `n` is the group's number of values
    public record Group(double lambda, Estimate shrunk) {}

    /// Shrinks the means, with 95 % intervals.
    ///
    /// @param groups at least 3 groups with values; groups without values get the mean of all
    /// @throws IllegalArgumentException if fewer than 3 groups have values, or no group has 2
    public static Result of(List<Summary> groups) {
        return of(groups, LEVEL);
    }

    /// Shrinks the means, with intervals of the given level.
    ///
    /// @throws IllegalArgumentException as [#of(List)]
    public static Result of(List<Summary> groups, double level) {
        List<Summary> filled = groups.stream().filter(g -> g.count() > 0).toList();
        double squares = 0;
        long degrees = -filled.size();
        for (Summary group : filled) {
            squares += group.squares();
            degrees += group.count();
        }
        if (filled.size() < 3 || degrees < 1) {
            throw new IllegalArgumentException(
                    "Shrinking needs at least 3 groups with values and one with 2, got %d with %d values"
                            .formatted(filled.size(), degrees + filled.size()));
        }
        double within = squares / degrees;
        double tau2 = between(filled, within);
        double z = Confidence.normal(level);
        double weights = weights(filled, within, tau2);
        double mean = centre(filled, within, tau2);
        double variance = weights == 0 ? 0 : 1 / weights;
        var shrunk = new ArrayList<Group>();
        for (Summary group : groups) {
            double lambda = lambda(group, within, tau2);
            double value = lambda * group.mean() + (1 - lambda) * mean;
            double error = Math.sqrt(
                    ofTruth(group, lambda, mean, within, tau2, filled.size()) + (1 - lambda) * (1 - lambda) * variance);
            shrunk.add(new Group(lambda, around(value, error, z, (double) group.count())));
        }
        return new Result(around(mean, Math.sqrt(variance), z, filled.size()), tau2, within, List.copyOf(shrunk));
    }

    /// Variance of the group's true mean around its shrunk one, were the mean of all known.
    private static double ofTruth(Summary group, double lambda, double mean, double within, double tau2, int groups) {
        if (group.count() == 0) {
            return tau2;
        }
        // Morris: tau2 is estimated, so the pull to the mean is known less well the farther it pulls.
        double pull = (1 - lambda) * Math.max(1, groups - 3) / (groups - 1.0);
        double moved = pull * (group.mean() - mean);
        return within / group.count() * (1 - pull) + 2 * moved * moved / Math.max(1, groups - 3);
    }

    private static Estimate around(double value, double error, double z, double n) {
        return new Estimate(value, new Interval(value - z * error, value + z * error), error, n);
    }

    private static double lambda(Summary group, double within, double tau2) {
        if (group.count() == 0 || tau2 == 0) {
            return 0;
        }
        return tau2 / (tau2 + within / group.count());
    }

    /// Solves `sum of weights (mean_g - mean)^2 = groups - 1` for the variance between groups, by
    /// bisection.
    private static double between(List<Summary> groups, double within) {
        int target = groups.size() - 1;
        if (within == 0) {
            return Summary.of(groups.stream().mapToDouble(Summary::mean).toArray())
                    .variance();
        }
        if (spread(groups, within, 0) <= target) {
            return 0;
        }
        double high = within;
        while (spread(groups, within, high) > target) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < 200 && high - low > 1e-14 * high; i++) {
            double middle = (low + high) / 2;
            if (spread(groups, within, middle) > target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double spread(List<Summary> groups, double within, double tau2) {
        double mean = centre(groups, within, tau2);
        double sum = 0;
        for (Summary group : groups) {
            double distance = group.mean() - mean;
            sum += distance * distance / (tau2 + within / group.count());
        }
        return sum;
    }

    private static double centre(List<Summary> groups, double within, double tau2) {
        double weights = weights(groups, within, tau2);
        double sum = 0;
        for (Summary group : groups) {
            sum += weights == 0
                    ? group.mean() / groups.size()
                    : group.mean() / (tau2 + within / group.count()) / weights;
        }
        return sum;
    }

    /// Sum of the precisions of the groups' means; 0 stands for no variance at all.
    private static double weights(List<Summary> groups, double within, double tau2) {
        if (within == 0 && tau2 == 0) {
            return 0;
        }
        double sum = 0;
        for (Summary group : groups) {
            sum += 1 / (tau2 + within / group.count());
        }
        return sum;
    }
}
