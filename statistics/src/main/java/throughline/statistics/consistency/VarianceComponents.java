package throughline.statistics.consistency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Summary;

/// Where the differences come from: how much of the variance of a measure goes with the unit, the person, the
/// hour, the system, and how much is left inside.
///
/// ```text
/// y = mean + u_1[level of factor 1] + ... + u_K[level of factor K] + e,   u_k ~ N(0, variance k)
/// ```
///
/// Variances are those of restricted maximum likelihood (REML), by Schall's iteration on the mixed-model
/// equations. Factors may be crossed or nested: a person of a unit is a level of its own. The facts come as
/// cells, one a combination of levels that occurs, so cost does not grow with rows. Intervals are profile
/// likelihood: all values that the best choice of the other variances does not refute. Assumes normal effects
/// of one variance a factor; a factor of few levels (two systems) gives a wide interval, which is the truth.
///
/// - Patterson, Thompson (1971). Biometrika 58, 545-554.
///   [doi:10.1093/biomet/58.3.545](https://doi.org/10.1093/biomet/58.3.545)
/// - Schall (1991). Biometrika 78, 719-727.
///   [doi:10.1093/biomet/78.4.719](https://doi.org/10.1093/biomet/78.4.719)
public final class VarianceComponents {

    private static final int ITERATIONS = 500;

    /// Change of the deviance at which the variances are found. A variance that fades away changes it ever less.
    private static final double PRECISE = 1e-11;

    private static final double PROFILE = 1e-3;

    /// Variance over that inside below which a factor does nothing.
    private static final double NOTHING = 1e-9;

    private static final double START = 0.1;

    private VarianceComponents() {}

    /// The rows of one combination of levels.
    ///
    /// @param levels level of each factor, from 0
    /// @param values the rows
    @SuppressWarnings("ArrayRecordComponent")
    public record Cell(int[] levels, Summary values) {}

    /// The variances.
    ///
    /// @param mean mean of the model with normal interval; its `n` is the number of rows
    /// @param components one a factor, in the order asked for
    /// @param inside what no factor explains
    /// @param logLikelihood restricted log likelihood, constants included
    public record Result(Estimate mean, List<Component> components, Component inside, double logLikelihood) {}

    /// One source of differences.
    ///
    /// @param levels how many levels it has; rows, for what is left inside
    /// @param variance in squared units of the measure, at least 0
    /// @param share of the sum of all variances, 0 to 1, with interval
    public record Component(long levels, double variance, Estimate share) {}

    /// Splits the variance.
    ///
    /// @param factors number of factors, at least 1
    /// @param cells each with as many levels as there are factors; cells without rows are left out
    /// @throws IllegalArgumentException if a factor has fewer than 3 levels, or there are not more rows than
    ///     levels
    /// @throws ArithmeticException if nothing varies
    public static Result of(int factors, List<Cell> cells, double level) {
        Confidence.checked(level);
        var equations = new MixedEquations(factors, cells);
        double[] start = new double[factors];
        Arrays.fill(start, START);
        var best = climb(equations, start, -1, PRECISE);
        double[] theta = best.theta();
        double sum = 1 + Arrays.stream(theta).sum();
        double inside = best.inside();
        double allowed = best.deviance() + squared(Confidence.normal(level));
        double leastInside = 1 / sum;
        double mostInside = 1 / sum;
        var components = new ArrayList<Component>();
        for (int k = 0; k < factors; k++) {
            double[] low = end(equations, best, k, -1, allowed);
            double[] high = end(equations, best, k, 1, allowed);
            leastInside = Math.min(leastInside, 1 / (1 + Arrays.stream(high).sum()));
            mostInside = Math.max(mostInside, 1 / (1 + Arrays.stream(low).sum()));
            components.add(new Component(
                    equations.levels(k),
                    theta[k] * inside,
                    share(share(low, k), share(theta, k), share(high, k), equations.levels(k), level)));
        }
        double z = Confidence.normal(level);
        double error = Math.sqrt(inside * best.ofMean());
        double mean = best.mean();
        return new Result(
                new Estimate(mean, new Interval(mean - z * error, mean + z * error), error, equations.rows()),
                List.copyOf(components),
                new Component(
                        Math.round(equations.rows()),
                        inside,
                        share(leastInside, 1 / sum, mostInside, (long) equations.rows(), level)),
                -best.deviance() / 2);
    }

    private static double share(double[] theta, int k) {
        return theta[k] / (1 + Arrays.stream(theta).sum());
    }

    private static Estimate share(double low, double value, double high, long n, double level) {
        var interval = new Interval(Math.min(low, value), Math.max(high, value));
        return new Estimate(value, interval, interval.width() / (2 * Confidence.normal(level)), (double) n);
    }

    private static double squared(double x) {
        return x * x;
    }

    /// Schall's iteration from `start`; the variance of factor `fixed` stays as it is.
    private static MixedEquations.Solution climb(MixedEquations equations, double[] start, int fixed, double precise) {
        double[] theta = start.clone();
        var solution = equations.at(theta);
        for (int i = 0; i < ITERATIONS; i++) {
            double moved = 0;
            for (int k = 0; k < theta.length; k++) {
                if (k != fixed && theta[k] > 0) {
                    double to = theta[k] * solution.ratio(k);
                    to = to < NOTHING ? 0 : to;
                    moved = Math.max(moved, Math.abs(to - theta[k]) / Math.max(theta[k], NOTHING));
                    theta[k] = to;
                }
            }
            if (moved == 0) {
                return solution;
            }
            var next = equations.at(theta);
            double gained = solution.deviance() - next.deviance();
            solution = next;
            if (moved < precise || Math.abs(gained) < precise) {
                return solution;
            }
        }
        return solution;
    }

    /// The variances at the end of the profile interval of factor `k`, below (`-1`) or above (`1`).
    private static double[] end(
            MixedEquations equations, MixedEquations.Solution best, int k, int side, double allowed) {
        double[] near = best.theta().clone();
        double[] far = near.clone();
        if (side < 0) {
            far[k] = 0;
            var without = climb(equations, opened(far, k), k, PROFILE);
            if (near[k] == 0 || without.deviance() <= allowed) {
                return without.theta();
            }
            far[k] = near[k];
        } else {
            far[k] = Math.max(near[k], NOTHING);
        }
        // Steps of a factor of two, then bisection on the logarithm.
        MixedEquations.Solution beyond;
        do {
            near = far.clone();
            far[k] *= side < 0 ? 0.5 : 2;
            beyond = climb(equations, opened(far, k), k, PROFILE);
            far = beyond.theta().clone();
        } while (beyond.deviance() <= allowed && far[k] < 1e9 && far[k] > NOTHING);
        for (int i = 0; i < 8; i++) {
            double[] middle = far.clone();
            middle[k] = Math.sqrt(Math.max(near[k], NOTHING) * far[k]);
            var between = climb(equations, opened(middle, k), k, PROFILE);
            if (between.deviance() <= allowed) {
                near = between.theta().clone();
            } else {
                far = between.theta().clone();
            }
        }
        return near;
    }

    /// The variances with those at 0 a little above it, so that they may grow where factor `k` no longer helps.
    private static double[] opened(double[] theta, int k) {
        double[] opened = theta.clone();
        for (int i = 0; i < opened.length; i++) {
            opened[i] = i == k ? opened[i] : Math.max(opened[i], 1e-3);
        }
        return opened;
    }
}
