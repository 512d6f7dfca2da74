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
/// - Varadhan, Roland (2008). Scandinavian Journal of Statistics 35, 335-353.
///   [doi:10.1111/j.1467-9469.2007.00585.x](https://doi.org/10.1111/j.1467-9469.2007.00585.x)
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

    /// Where the search for the upper end begins when the variance is 0.
    private static final double SMALL = 1e-4;

    /// Longest leap on the logarithm.
    private static final double LEAP = 8;

    private static final int SEARCH = 25;

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

    /// Schall's iteration from `start`, two steps and a leap along their curve (Varadhan and Roland's squared
    /// extrapolation); a leap that does not help is taken back. The variance of factor `fixed` stays as it is.
    private static MixedEquations.Solution climb(MixedEquations equations, double[] start, int fixed, double precise) {
        var solution = equations.at(start);
        for (int i = 0; i < ITERATIONS; i++) {
            var once = equations.at(stepped(solution, fixed));
            var twice = equations.at(stepped(once, fixed));
            var next = twice;
            double[] leap = leap(solution.theta(), once.theta(), twice.theta(), fixed);
            if (leap.length > 0) {
                var far = equations.at(leap);
                next = far.deviance() <= twice.deviance() ? far : twice;
            }
            double gained = solution.deviance() - next.deviance();
            solution = next;
            if (Math.abs(gained) < precise) {
                return solution;
            }
        }
        return solution;
    }

    private static double[] stepped(MixedEquations.Solution solution, int fixed) {
        double[] theta = solution.theta().clone();
        for (int k = 0; k < theta.length; k++) {
            if (k != fixed) {
                double to = theta[k] * solution.ratio(k);
                theta[k] = to < NOTHING ? 0 : to;
            }
        }
        return theta;
    }

    /// Where the steps are heading, on the logarithm; none where they do not bend.
    private static double[] leap(double[] from, double[] once, double[] twice, int fixed) {
        double[] steps = new double[from.length];
        double[] bends = new double[from.length];
        double step = 0;
        double bend = 0;
        for (int k = 0; k < from.length; k++) {
            if (k != fixed && twice[k] > 0) {
                steps[k] = Math.log(once[k] / from[k]);
                bends[k] = Math.log(twice[k] / once[k]) - steps[k];
                step += steps[k] * steps[k];
                bend += bends[k] * bends[k];
            }
        }
        if (!(bend > 0)) {
            return new double[0];
        }
        double length = Math.max(1, Math.sqrt(step / bend));
        double[] leap = twice.clone();
        for (int k = 0; k < leap.length; k++) {
            if (k != fixed && twice[k] > 0) {
                double moved = Math.clamp(2 * length * steps[k] + length * length * bends[k], -LEAP, LEAP);
                leap[k] = from[k] * Math.exp(moved);
            }
        }
        return leap;
    }

    /// The variances at the end of the profile interval of factor `k`, below (`-1`) or above (`1`): where the
    /// root of the deviance lost reaches that of the deviance allowed, which is nearly a line in the logarithm
    /// of the variance.
    private static double[] end(
            MixedEquations equations, MixedEquations.Solution best, int k, int side, double allowed) {
        double[] theta = best.theta().clone();
        if (side < 0) {
            theta[k] = 0;
            var without = climb(equations, opened(theta, k), k, PROFILE);
            if (best.theta()[k] == 0 || without.deviance() <= allowed) {
                return without.theta();
            }
        }
        double goal = Math.sqrt(allowed - best.deviance());
        double start = Math.log(Math.max(best.theta()[k], SMALL));
        double near = start;
        double far = Double.NaN;
        double nearLost = 0;
        double farLost = 0;
        double at = start + side * goal * Math.sqrt(2.0 / equations.levels(k));
        for (int i = 0; i < SEARCH; i++) {
            theta[k] = Math.exp(at);
            var here = climb(equations, opened(theta, k), k, PROFILE);
            theta = here.theta().clone();
            double lost = Math.sqrt(Math.max(0, here.deviance() - best.deviance()));
            if (Math.abs(lost - goal) < 0.01 * goal) {
                break;
            }
            if (lost < goal) {
                near = at;
                nearLost = lost;
            } else {
                far = at;
                farLost = lost;
            }
            at = Double.isNaN(far)
                    ? at + side * Math.clamp(Math.abs(at - start) * (goal / Math.max(lost, 0.1 * goal) - 1), 0.2, 4)
                    : near + (far - near) * Math.clamp((goal - nearLost) / (farLost - nearLost), 0.05, 0.95);
        }
        return theta;
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
