package throughline.statistics.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.FDistribution;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Moments;
import throughline.statistics.Summary;

/// A regression in which every group has a level of its own, drawn from one normal distribution: how much
/// groups differ once their covariates are allowed for, and what each group's level is likely to be.
///
/// ```text
/// y = b0 + x'b + u_group + e,  u ~ N(0, between),  e ~ N(0, within),  theta = between / within
/// a_g = n_g / (1 + n_g theta),  V = within products + sum of a_g * (group means)(group means)'
/// lambda_g = theta a_g,  level of a group = mean of all + lambda_g * (its own residual mean)
/// ```
///
/// Variances are those of restricted maximum likelihood (REML). From the group's [Moments] alone everything
/// is found in one pass for each trial of `theta`, so a million rows in 500 groups cost as much as 500
/// rows. The interval of the intraclass correlation is Wald's, exact for normal values also where groups
/// differ in size. A group's interval is Morris's, which allows for `theta` being estimated. Assumes that
/// groups vary like a normal distribution and have one variance within; prefer
/// [throughline.statistics.regression.FixedEffectsRegression] where only the slopes matter and the groups'
/// levels may go with the covariates.
///
/// - Patterson, Thompson (1971). Biometrika 58, 545-554.
///   [doi:10.1093/biomet/58.3.545](https://doi.org/10.1093/biomet/58.3.545)
/// - Harville, Fenech (1985). Biometrics 41, 137-152 (Wald's interval).
///   [doi:10.2307/2530650](https://doi.org/10.2307/2530650)
/// - Morris (1983). Journal of the American Statistical Association 78, 47-55.
///   [doi:10.1080/01621459.1983.10477920](https://doi.org/10.1080/01621459.1983.10477920)
public final class RandomIntercept {

    private static final int FEWEST_GROUPS = 3;

    private RandomIntercept() {}

    /// The fitted model.
    ///
    /// @param coefficients intercept (at covariates of 0), then one slope a covariate, with normal intervals
    /// @param between variance between groups, at least 0
    /// @param within variance within groups, above 0
    /// @param icc intraclass correlation, `between / (between + within)`, 0 to 1; its `n` is the number of
    ///     groups
    /// @param logLikelihood restricted log likelihood, constants included
    /// @param groups the groups in the order given
    public record Result(
            List<Estimate> coefficients,
            double between,
            double within,
            Estimate icc,
            double logLikelihood,
            List<Group> groups) {}

    /// One group.
    ///
    /// @param n its number of rows
    /// @param mean its own mean, as it is; 0 for a group without rows
    /// @param effect how far its level lies from that of all, once shrunk
    /// @param deviation standard deviation of the effect, were coefficients and variances known
    /// @param reliability lambda, 0 (its data say nothing) to 1; nobody is ranked below .7
    /// @param shrunk its level at the covariates' means over all rows, with interval
    public record Group(long n, double mean, double effect, double deviation, double reliability, Estimate shrunk) {}

    /// Fits the model without covariates.
    ///
    /// @throws IllegalArgumentException as [#of(List, int, int[], double)]
    /// @throws ArithmeticException as [#of(List, int, int[], double)]
    public static Result of(List<Summary> groups, double level) {
        return fit(
                groups.stream()
                        .map(g -> new Cell((double) g.count(), new double[] {g.mean()}, new double[][] {{g.squares()}}))
                        .toList(),
                level);
    }

    /// Fits the model.
    ///
    /// @param groups moments of each group, all of the same variables; a group may be empty
    /// @param outcome index of the outcome among the variables
    /// @param covariates indices of the covariates; a factor comes as one 0/1 variable a level but one
    /// @param level confidence level of all intervals
    /// @throws IllegalArgumentException if fewer than 3 groups have rows, or there are too few rows for as
    ///     many groups and covariates
    /// @throws ArithmeticException if nothing varies within groups, or a covariate follows from the others
    public static Result of(List<Moments> groups, int outcome, int[] covariates, double level) {
        int[] order = Arrays.copyOf(covariates, covariates.length + 1);
        order[covariates.length] = outcome;
        return fit(groups.stream().map(g -> Cell.of(g, order)).toList(), level);
    }

    /// A group's count, means and centred products of covariates and outcome, the outcome last.
    @SuppressWarnings("ArrayRecordComponent")
    private record Cell(double n, double[] means, double[][] products) {

        static Cell of(Moments moments, int[] order) {
            int p = order.length;
            double[] means = new double[p];
            double[][] products = new double[p][p];
            for (int i = 0; i < p; i++) {
                means[i] = moments.count() == 0 ? 0 : moments.mean(order[i]);
                for (int j = 0; j < p; j++) {
                    products[i][j] = moments.count() == 0 ? 0 : moments.products(order[i], order[j]);
                }
            }
            return new Cell(moments.count(), means, products);
        }
    }

    private static Result fit(List<Cell> groups, double level) {
        Confidence.checked(level);
        List<Cell> filled = groups.stream().filter(g -> g.n() > 0).toList();
        double rows = filled.stream().mapToDouble(Cell::n).sum();
        if (filled.size() < FEWEST_GROUPS) {
            throw new IllegalArgumentException("A random intercept needs at least %d groups with rows, got %d"
                    .formatted(FEWEST_GROUPS, filled.size()));
        }
        var model = new Restricted(
                filled.stream().mapToDouble(Cell::n).toArray(),
                filled.stream().map(Cell::means).toArray(double[][]::new),
                filled.stream().map(Cell::products).toList());
        double theta = model.best();
        Restricted.Solution solution = model.at(theta);
        double within = solution.within();
        var shrunk = new ArrayList<Group>();
        for (Cell group : groups) {
            shrunk.add(group(group, model, solution, level));
        }
        return new Result(
                coefficients(solution, model, rows, level),
                theta * within,
                within,
                icc(model, theta, level),
                -solution.deviance() / 2,
                List.copyOf(shrunk));
    }

    private static List<Estimate> coefficients(
            Restricted.Solution solution, Restricted model, double rows, double level) {
        double z = Confidence.normal(level);
        double[] values = solution.coefficients().clone();
        double[] at = new double[values.length];
        at[0] = 1;
        for (int i = 1; i < values.length; i++) {
            // Inside the model covariates are centred; the intercept goes back to covariates of 0.
            at[i] = -model.centre(i - 1);
            values[0] -= values[i] * model.centre(i - 1);
        }
        values[0] += model.centre(values.length - 1);
        var estimates = new ArrayList<Estimate>();
        for (int i = 0; i < values.length; i++) {
            double[] unit = new double[values.length];
            unit[i] = 1;
            double error = Math.sqrt(solution.within() * solution.quadratic(i == 0 ? at : unit));
            estimates.add(
                    new Estimate(values[i], new Interval(values[i] - z * error, values[i] + z * error), error, rows));
        }
        return List.copyOf(estimates);
    }

    /// Wald's interval: with the right `theta`, the squares of the groups' weighted residual means over those
    /// within follow F.
    private static Estimate icc(Restricted model, double theta, double level) {
        double between = model.between();
        double tail = (1 - level) / 2;
        double low = 0;
        double high = 1;
        if (between >= 1) {
            var f = FDistribution.of(between, model.degrees());
            low = share(model.whereRatioIs(f.inverseSurvivalProbability(tail)));
            high = share(model.whereRatioIs(f.inverseCumulativeProbability(tail)));
        }
        double value = share(theta);
        var interval = new Interval(Math.min(low, value), Math.max(high, value));
        return new Estimate(
                value, interval, interval.width() / (2 * Confidence.normal(level)), (double) model.groups());
    }

    private static double share(double theta) {
        return Double.isInfinite(theta) ? 1 : theta / (1 + theta);
    }

    private static Group group(Cell group, Restricted model, Restricted.Solution solution, double level) {
        double theta = solution.theta();
        double within = solution.within();
        double lambda = group.n() * theta / (1 + group.n() * theta);
        double[] at = new double[solution.coefficients().length];
        at[0] = 1;
        double residual = 0;
        if (group.n() > 0) {
            residual = model.residual(group.means(), solution.coefficients());
            for (int i = 1; i < at.length; i++) {
                at[i] = -lambda * (group.means()[i - 1] - model.centre(i - 1));
            }
            at[0] = 1 - lambda;
        }
        double effect = lambda * residual;
        double known = within * theta * (1 - lambda);
        double own = known;
        if (group.n() > 0) {
            // Morris: theta is estimated, so the pull to the mean is known less well the farther it pulls.
            double pull = (1 - lambda) * Math.max(1, model.between() - 2) / Math.max(1, model.between());
            double moved = pull * residual;
            own = within / group.n() * (1 - pull) + 2 * moved * moved / Math.max(1, model.between() - 2);
        }
        double error = Math.sqrt(own + within * solution.quadratic(at));
        double value = model.centre(model.fixed() - 1) + solution.coefficients()[0] + effect;
        double half = Confidence.normal(level) * error;
        double mean = group.n() > 0 ? group.means()[group.means().length - 1] : 0;
        return new Group(
                Math.round(group.n()),
                mean,
                effect,
                Math.sqrt(known),
                lambda,
                new Estimate(value, new Interval(value - half, value + half), error, group.n()));
    }
}
