package throughline.statistics.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.statistics.Cholesky;
import throughline.statistics.Summary;

/// The mixed-model equations of crossed and nested factors, on cells.
///
/// Effects are scaled by their standard deviation, so a variance of 0 is nothing special. The factor with most
/// levels is eliminated level by level and the others are solved densely, so cost is that of the others.
///
/// - Henderson (1975). Biometrics 31, 423-447. [doi:10.2307/2529430](https://doi.org/10.2307/2529430)
final class MixedEquations {

    private static final int FEWEST_LEVELS = 3;

    private final int[] levels;
    private final int[] offset;
    private final int largest;
    private final Summary all;
    private final double[] counts;
    private final double[] sums;
    private final int[][] columns;
    private final double[][] shared;
    private final double[][] dense;
    private final double[] denseSums;

    MixedEquations(int factors, List<VarianceComponents.Cell> cells) {
        levels = new int[factors];
        Summary total = Summary.EMPTY;
        for (var cell : cells) {
            total = total.plus(cell.values());
            for (int k = 0; k < factors; k++) {
                levels[k] = Math.max(levels[k], cell.levels()[k] + 1);
            }
        }
        all = total;
        largest = check();
        offset = new int[factors];
        int size = 1;
        for (int k = 0; k < factors; k++) {
            offset[k] = size;
            size += k == largest ? 0 : levels[k];
        }
        dense = new double[size][size];
        denseSums = new double[size];
        counts = new double[levels[largest]];
        sums = new double[levels[largest]];
        List<Map<Integer, Double>> met = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            met.add(new TreeMap<>());
        }
        cells.forEach(cell -> add(cell, met));
        columns = new int[counts.length][];
        shared = new double[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            columns[i] =
                    met.get(i).keySet().stream().mapToInt(Integer::intValue).toArray();
            shared[i] = met.get(i).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }
    }

    /// Checks the facts; gives the factor with most levels.
    private int check() {
        int most = 0;
        for (int k = 0; k < levels.length; k++) {
            if (levels[k] < FEWEST_LEVELS || levels[k] >= all.count()) {
                throw new IllegalArgumentException(
                        "A variance component needs at least %d levels and more rows than levels, got %d levels and %d rows"
                                .formatted(FEWEST_LEVELS, levels[k], all.count()));
            }
            most = levels[k] > levels[most] ? k : most;
        }
        if (levels.length == 0 || !(all.squares() > 0)) {
            throw new ArithmeticException("Variance components need a factor and values that vary");
        }
        return most;
    }

    private void add(VarianceComponents.Cell cell, List<Map<Integer, Double>> met) {
        double n = cell.values().count();
        if (n == 0) {
            return;
        }
        double sum = n * (cell.values().mean() - all.mean());
        int[] touched = new int[levels.length];
        for (int k = 0, t = 1; k < levels.length; k++) {
            if (k != largest) {
                touched[t++] = offset[k] + cell.levels()[k];
            }
        }
        int row = cell.levels()[largest];
        counts[row] += n;
        sums[row] += sum;
        for (int a : touched) {
            met.get(row).merge(a, n, Double::sum);
            denseSums[a] += sum;
            for (int b : touched) {
                dense[a][b] += n;
            }
        }
    }

    /// Number of levels of a factor.
    int levels(int factor) {
        return levels[factor];
    }

    /// Number of rows.
    double rows() {
        return all.count();
    }

    /// The equations solved for one set of variances.
    ///
    /// @param theta variance of each factor over that inside
    /// @param inside REML variance inside, given theta
    /// @param deviance minus twice the restricted log likelihood
    /// @param ratios what Schall's iteration multiplies each theta by
    /// @param ofMean variance of the mean over that inside
    @SuppressWarnings("ArrayRecordComponent")
    record Solution(double[] theta, double inside, double deviance, double[] ratios, double mean, double ofMean) {

        double ratio(int factor) {
            return ratios[factor];
        }
    }

    /// Solves the equations.
    Solution at(double[] theta) {
        int size = dense.length;
        double[] scale = new double[size];
        scale[0] = 1;
        for (int k = 0; k < levels.length; k++) {
            if (k != largest) {
                java.util.Arrays.fill(scale, offset[k], offset[k] + levels[k], Math.sqrt(theta[k]));
            }
        }
        double own = Math.sqrt(theta[largest]);
        double[][] left = new double[size][size];
        double[] right = new double[size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b <= a; b++) {
                left[a][b] = scale[a] * scale[b] * dense[a][b];
            }
            left[a][a] += a == 0 ? 0 : 1;
            right[a] = scale[a] * denseSums[a];
        }
        double[] whole = right.clone();
        double logs = 0;
        for (int i = 0; i < counts.length; i++) {
            double pivot = 1 + theta[largest] * counts[i];
            logs += Math.log(pivot);
            for (int c = 0; c < columns[i].length; c++) {
                int a = columns[i][c];
                double weight = own * scale[a] * shared[i][c] / pivot;
                right[a] -= weight * own * sums[i];
                for (int d = 0; d <= c; d++) {
                    left[a][columns[i][d]] -= weight * own * scale[columns[i][d]] * shared[i][d];
                }
            }
        }
        var root = Cholesky.of(left);
        double[][] inverse = root.inverse();
        return finished(theta, scale, whole, root.solve(right), inverse, logs + root.logDeterminant());
    }

    private Solution finished(
            double[] theta, double[] scale, double[] whole, double[] x, double[][] inverse, double logs) {
        double own = Math.sqrt(theta[largest]);
        double squares = all.squares();
        double[] effects = new double[levels.length];
        double[] traces = new double[levels.length];
        for (int a = 0; a < x.length; a++) {
            squares -= x[a] * whole[a];
        }
        for (int k = 0; k < levels.length; k++) {
            for (int a = offset[k]; k != largest && a < offset[k] + levels[k]; a++) {
                effects[k] += x[a] * x[a];
                traces[k] += 1 - inverse[a][a];
            }
        }
        for (int i = 0; i < counts.length; i++) {
            double pivot = 1 + theta[largest] * counts[i];
            double effect = own * sums[i];
            double more = 0;
            for (int c = 0; c < columns[i].length; c++) {
                int a = columns[i][c];
                double weight = own * scale[a] * shared[i][c];
                effect -= weight * x[a];
                for (int d = 0; d < columns[i].length; d++) {
                    int b = columns[i][d];
                    more += weight * inverse[a][b] * own * scale[b] * shared[i][d];
                }
            }
            effect /= pivot;
            squares -= effect * own * sums[i];
            effects[largest] += effect * effect;
            traces[largest] += 1 - 1 / pivot - more / (pivot * pivot);
        }
        double degrees = rows() - 1;
        double inside = squares / degrees;
        if (!(inside > 0)) {
            throw new ArithmeticException("Variance components need values that vary inside the cells");
        }
        double[] ratios = new double[levels.length];
        for (int k = 0; k < ratios.length; k++) {
            ratios[k] = traces[k] > 0 ? effects[k] / (inside * traces[k]) : 0;
        }
        double deviance = degrees * (1 + Math.log(2 * Math.PI * inside)) + logs;
        return new Solution(theta.clone(), inside, deviance, ratios, all.mean() + x[0], inverse[0][0]);
    }
}
