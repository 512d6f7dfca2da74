package throughline.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/// Whether lives of several groups last equally long (log-rank test).
///
/// ```text
/// expected(g) = sum over ages of ended(all) * at risk(g) / at risk(all)
/// chi2 = (observed - expected)' V^-1 (observed - expected), V hypergeometric, degrees = groups - 1
/// ```
///
/// Most powerful where one group's risk is the same multiple of another's at every age; where curves cross
/// it may see nothing, so look at the [KaplanMeier] curves. The statistic is a test, not a size: report
/// medians or restricted means with it. Groups of which nobody was at risk when anybody ended are left out.
///
/// - Mantel (1966). Cancer Chemotherapy Reports 50, 163-170.
/// - Peto, Peto (1972). Journal of the Royal Statistical Society A 135, 185-207.
///   [doi:10.2307/2344317](https://doi.org/10.2307/2344317)
public final class LogRank {

    private LogRank() {}

    /// The outcome of the test.
    ///
    /// @param observed lives that ended, by group
    /// @param expected lives that would have ended if all groups were alike, by group
    /// @param statistic chi squared, at least 0
    /// @param degrees degrees of freedom, at least 1
    /// @param probability of a statistic as large if all groups were alike, 0 to 1
    public record Result(
            List<Long> observed, List<Double> expected, double statistic, int degrees, double probability) {
        /// Copies the lists.
        public Result {
            observed = List.copyOf(observed);
            expected = List.copyOf(expected);
        }
    }

    /// Compares the groups.
    ///
    /// @throws IllegalArgumentException if there are fewer than 2 groups
    /// @throws ArithmeticException if fewer than 2 groups were at risk when somebody ended
    public static Result of(List<Lifetimes> groups) {
        int size = groups.size();
        if (size < 2) {
            throw new IllegalArgumentException("A log-rank test compares at least 2 groups, got " + size);
        }
        var ages = new TreeSet<Double>();
        double[] atRisk = new double[size];
        for (int g = 0; g < size; g++) {
            atRisk[g] = groups.get(g).count();
            for (int i = 0; i < groups.get(g).size(); i++) {
                ages.add(groups.get(g).time(i));
            }
        }
        int[] position = new int[size];
        double[] expected = new double[size];
        double[][] covariance = new double[size][size];
        for (double age : ages) {
            double all = 0;
            double ended = 0;
            for (int g = 0; g < size; g++) {
                all += atRisk[g];
                ended += here(groups.get(g), position[g], age) ? groups.get(g).ended(position[g]) : 0;
            }
            double spread = all > 1 ? ended * (all - ended) / (all - 1) : 0;
            for (int g = 0; g < size; g++) {
                double share = atRisk[g] / all;
                expected[g] += ended * share;
                for (int h = 0; h < size; h++) {
                    covariance[g][h] += spread * share * ((g == h ? 1 : 0) - atRisk[h] / all);
                }
            }
            for (int g = 0; g < size; g++) {
                if (here(groups.get(g), position[g], age)) {
                    atRisk[g] -=
                            groups.get(g).ended(position[g]) + groups.get(g).censored(position[g]);
                    position[g]++;
                }
            }
        }
        return result(groups, expected, covariance);
    }

    private static boolean here(Lifetimes group, int position, double age) {
        return position < group.size() && group.time(position) == age;
    }

    private static Result result(List<Lifetimes> groups, double[] expected, double[][] covariance) {
        var judged = new ArrayList<Integer>();
        for (int g = 0; g < expected.length; g++) {
            if (covariance[g][g] > 0) {
                judged.add(g);
            }
        }
        int degrees = judged.size() - 1;
        if (degrees < 1) {
            throw new ArithmeticException("A log-rank test needs 2 groups at risk when somebody ended, got %d of %d"
                    .formatted(judged.size(), expected.length));
        }
        var matrix = new DMatrixRMaj(degrees, degrees);
        var excess = new DMatrixRMaj(degrees, 1);
        for (int i = 0; i < degrees; i++) {
            int g = judged.get(i);
            excess.set(i, groups.get(g).events() - expected[g]);
            for (int j = 0; j < degrees; j++) {
                matrix.set(i, j, covariance[g][judged.get(j)]);
            }
        }
        var solved = new DMatrixRMaj(degrees, 1);
        if (!CommonOps_DDRM.solve(matrix, excess, solved)) {
            throw new ArithmeticException("The groups of a log-rank test were never at risk at the same ages");
        }
        double statistic = Math.max(0, CommonOps_DDRM.dot(excess, solved));
        var observed = groups.stream().map(Lifetimes::events).toList();
        var expectations = new ArrayList<Double>();
        for (double value : expected) {
            expectations.add(value);
        }
        return new Result(
                observed,
                expectations,
                statistic,
                degrees,
                ChiSquaredDistribution.of(degrees).survivalProbability(statistic));
    }
}
