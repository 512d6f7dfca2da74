package throughline.statistics.importance;

import java.util.Arrays;
import java.util.List;
import throughline.statistics.Moments;

/// Shares of the explained variance where predictors belong to groups that come in whole (Owen values).
///
/// ```text
/// share_j = mean over orders of groups, and over orders within j's group, of what j adds to R squared:
///           groups before j's are in whole, later ones not at all
/// ```
///
/// The shares of a group's members add up to the group's own share, which is its [ShapleyImportance] among
/// groups, and
/// all add up to R squared. Items of one scale are grouped so that a scale is not more important for having
/// more items;
/// and 100 predictors in 10 groups are exact in milliseconds, as only subsets of groups and of one group are
/// visited.
///
/// - Owen (1977). Values of games with a priori unions. Lecture Notes in Economics and Mathematical Systems
///   141, 76-88.
///   [doi:10.1007/978-3-642-45494-3_7](https://doi.org/10.1007/978-3-642-45494-3_7)
public final class GroupedImportance {

    /// Most groups, and most members of one group, of which all subsets are visited.
    public static final int MAXIMUM = 20;

    private static final double COLLINEAR = 1e-12;

    private GroupedImportance() {}

    /// Shares of groups and of their members.
    ///
    /// @param rSquared explained share of the outcome's variance, from 0 to 1
    /// @param groups share of each group, adding up to `rSquared`
    /// @param members of each group the shares of its members, adding up to the group's
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(double rSquared, double[] groups, List<double[]> members) {}

    /// Shares of the given groups of predictors in the variance of the outcome.
    ///
    /// @param moments joint moments of outcome and predictors; more rows than variables
    /// @param outcome index of the outcome
    /// @param groups indices of the predictors of each group, all different; at most [#MAXIMUM] groups of at
    ///     most
    ///     [#MAXIMUM] members
    /// @throws IllegalArgumentException if there are no, empty, too many or too large groups, repeated
    ///     predictors, or too few rows
    /// @throws ArithmeticException if the outcome does not vary
    public static Result of(Moments moments, int outcome, List<int[]> groups) {
        int largest = groups.stream().mapToInt(g -> g.length).max().orElse(0);
        if (groups.size() > MAXIMUM || largest > MAXIMUM) {
            throw new IllegalArgumentException("Grouped importance takes up to %d groups of %d, got %d of up to %d"
                    .formatted(MAXIMUM, MAXIMUM, groups.size(), largest));
        }
        if (groups.stream().anyMatch(g -> g.length == 0)) {
            throw new IllegalArgumentException("Grouped importance needs at least 1 predictor in each group");
        }
        int[] all = groups.stream().flatMapToInt(Arrays::stream).toArray();
        ShapleyImportance.check(moments, outcome, all);
        double[][] correlations =
                ShapleyImportance.square(ShapleyImportance.correlations(moments, outcome, all), all.length + 1);
        List<double[]> members = new java.util.ArrayList<>();
        int first = 0;
        for (int g = 0; g < groups.size(); g++) {
            members.add(new Blocks(groups, g, first).shares(correlations));
            first += groups.get(g).length;
        }
        double[] sums =
                members.stream().mapToDouble(m -> Arrays.stream(m).sum()).toArray();
        return new Result(Math.min(1, Arrays.stream(sums).sum()), sums, List.copyOf(members));
    }

    /// The other groups around one group, to be let in or left out.
    private static final class Blocks {

        private final List<int[]> groups;
        private final int own;
        private final int first;
        private final double[] weights;
        private final double[] shares;

        Blocks(List<int[]> groups, int own, int first) {
            this.groups = groups;
            this.own = own;
            this.first = first;
            this.shares = new double[groups.get(own).length];
            int g = groups.size();
            weights = new double[g];
            double choose = 1;
            for (int s = 0; s < g; s++) {
                weights[s] = 1 / (g * choose);
                choose = choose * (g - 1 - s) / (s + 1);
            }
        }

        double[] shares(double[][] correlations) {
            visit(correlations, 0, 0, 0);
            return shares;
        }

        /// Decides on group `g`, whose members begin at `at`.
        private void visit(double[][] a, int g, int at, int inside) {
            if (g == groups.size()) {
                leaf(a, inside);
                return;
            }
            int size = groups.get(g).length;
            if (g == own) {
                visit(a, g + 1, at + size, inside);
                return;
            }
            visit(a, g + 1, at + size, inside);
            visit(swept(a, at, size), g + 1, at + size, inside + 1);
        }

        /// Adds what the own group's members explain of what the groups inside leave.
        private void leaf(double[][] a, int inside) {
            int size = shares.length;
            int n = a.length - 1;
            double[] packed = new double[(size + 1) * (size + 2) / 2];
            int k = 0;
            for (int i = 0; i <= size; i++) {
                for (int j = i; j <= size; j++) {
                    packed[k++] = a[i == size ? n : first + i][j == size ? n : first + j];
                }
            }
            double[] gains = ShapleyImportance.shapley(SubsetSums.of(packed, size), size);
            for (int j = 0; j < size; j++) {
                shares[j] += weights[inside] * gains[j];
            }
        }

        /// What is left of all variances and covariances once the group is in.
        private static double[][] swept(double[][] a, int at, int size) {
            double[][] left = a;
            for (int v = at; v < at + size; v++) {
                double pivot = left[v][v];
                if (!(pivot > COLLINEAR)) {
                    continue;
                }
                double[][] next = new double[left.length][left.length];
                for (int i = 0; i < next.length; i++) {
                    double factor = left[i][v] / pivot;
                    for (int j = 0; j < next.length; j++) {
                        next[i][j] = left[i][j] - factor * left[v][j];
                    }
                }
                left = next;
            }
            return left;
        }
    }
}
