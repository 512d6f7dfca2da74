package throughline.statistics.intervention;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;

/// Least squares over times, with errors that hang together. Columns are scaled to length 1 before anything
/// is solved.
final class TimedRegression {

    private static final double SINGULAR = 1e-12;
    /// Share of the outcome's squares below which what is left is rounding.
    private static final double EXHAUSTED = 1e-24;

    private static final double MOST_CORRELATED = 0.995;

    private final int[] times;
    private final double[] outcome;
    private final double[][] rows;
    private final double[] scales;

    /// A regression over the times that have a value.
    ///
    /// @param values NaN where there is none
    /// @param design of each time its regressors, the constant among them
    TimedRegression(double[] values, double[][] design) {
        times = IntStream.range(0, values.length)
                .filter(t -> !Double.isNaN(values[t]))
                .toArray();
        outcome = Arrays.stream(times).mapToDouble(t -> values[t]).toArray();
        int p = design[0].length;
        if (times.length <= p) {
            throw new IllegalArgumentException("A regression with %d coefficients needs at least %d values, got %d"
                    .formatted(p, p + 1, times.length));
        }
        rows = Arrays.stream(times).mapToObj(t -> design[t].clone()).toArray(double[][]::new);
        scales = new double[p];
        for (int j = 0; j < p; j++) {
            double squares = 0;
            for (double[] row : rows) {
                squares += row[j] * row[j];
            }
            scales[j] = squares > 0 ? Math.sqrt(squares) : 1;
            for (double[] row : rows) {
                row[j] /= scales[j];
            }
        }
    }

    /// Coefficients with their covariance.
    ///
    /// @param dependence what the errors were found or taken to be
    @SuppressWarnings("ArrayRecordComponent")
    record Fit(double[] coefficients, double[][] covariance, int degrees, double dependence) {

        Estimate estimate(int coefficient, double level) {
            double[] one = new double[coefficients.length];
            one[coefficient] = 1;
            return estimate(one, level);
        }

        /// A sum of coefficients with these weights.
        Estimate estimate(double[] weights, double level) {
            double value = 0;
            double variance = 0;
            for (int i = 0; i < weights.length; i++) {
                value += weights[i] * coefficients[i];
                for (int j = 0; j < weights.length; j++) {
                    variance += weights[i] * weights[j] * covariance[i][j];
                }
            }
            return Confidence.student(
                    value, Math.sqrt(Math.max(0, variance)), degrees, degrees + (double) weights.length, level);
        }
    }

    /// Least squares with errors that correlate over `lag` times.
    Fit neweyWest(int lag) {
        var solved = new Solved(rows, outcome);
        int n = times.length;
        int p = scales.length;
        double[][] scores = new double[n][p];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                scores[i][j] = rows[i][j] * solved.residuals[i];
            }
        }
        var meat = new DMatrixRMaj(p, p);
        for (int i = 0; i < n; i++) {
            for (int h = i; h >= 0 && times[i] - times[h] <= lag; h--) {
                double weight = 1 - (times[i] - times[h]) / (lag + 1.0);
                for (int a = 0; a < p; a++) {
                    for (int b = 0; b < p; b++) {
                        meat.add(a, b, weight * scores[i][a] * scores[h][b]);
                        meat.add(a, b, i == h ? 0 : weight * scores[h][a] * scores[i][b]);
                    }
                }
            }
        }
        var half = new DMatrixRMaj(p, p);
        var covariance = new DMatrixRMaj(p, p);
        CommonOps_DDRM.mult(solved.inverse, meat, half);
        CommonOps_DDRM.mult(half, solved.inverse, covariance);
        return fit(solved, covariance, lag);
    }

    /// Generalised least squares with errors whose neighbours correlate, by restricted maximum likelihood.
    ///
    /// @throws ArithmeticException if nothing is left to correlate
    Fit autoregressive() {
        double squares = Arrays.stream(outcome).map(y -> y * y).sum();
        if (!(new Solved(rows, outcome).rss > EXHAUSTED * squares)) {
            throw new ArithmeticException(
                    "Autoregressive errors need values that vary by more than the lines say; these %d do not"
                            .formatted(times.length));
        }
        double low = -MOST_CORRELATED;
        double high = MOST_CORRELATED;
        double golden = (Math.sqrt(5) - 1) / 2;
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        // The likelihood may have two hills near the ends: look everywhere before climbing.
        for (double rho = -0.95; rho < 0.96; rho += 0.05) {
            double value = deviance(rho);
            if (value < least) {
                least = value;
                best = rho;
            }
        }
        low = Math.max(low, best - 0.05);
        high = Math.min(high, best + 0.05);
        while (high - low > 1e-10) {
            double left = high - golden * (high - low);
            double right = low + golden * (high - low);
            if (deviance(left) < deviance(right)) {
                high = right;
            } else {
                low = left;
            }
        }
        double rho = (low + high) / 2;
        Solved solved = whitened(rho);
        double variance = solved.rss / (times.length - scales.length);
        var covariance = new DMatrixRMaj(scales.length, scales.length);
        CommonOps_DDRM.scale(variance, solved.inverse, covariance);
        return fit(solved, covariance, rho);
    }

    /// Minus twice the restricted log-likelihood, up to a constant.
    private double deviance(double rho) {
        Solved solved = whitened(rho);
        double logDeterminant = 0;
        for (int i = 1; i < times.length; i++) {
            logDeterminant += Math.log1p(-Math.pow(rho, 2.0 * (times[i] - times[i - 1])));
        }
        int degrees = times.length - scales.length;
        return degrees * Math.log(solved.rss) + logDeterminant + solved.logDeterminant;
    }

    private Solved whitened(double rho) {
        double[][] x = new double[rows.length][];
        double[] y = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            x[i] = rows[i].clone();
            y[i] = outcome[i];
            if (i == 0) {
                continue;
            }
            double carried = Math.pow(Math.abs(rho), times[i] - times[i - 1]);
            if (rho < 0 && (times[i] - times[i - 1]) % 2 == 1) {
                carried = -carried;
            }
            double scale = 1 / Math.sqrt(1 - carried * carried);
            for (int j = 0; j < x[i].length; j++) {
                x[i][j] = (rows[i][j] - carried * rows[i - 1][j]) * scale;
            }
            y[i] = (outcome[i] - carried * outcome[i - 1]) * scale;
        }
        return new Solved(x, y);
    }

    private Fit fit(Solved solved, DMatrixRMaj covariance, double dependence) {
        int p = scales.length;
        double[] coefficients = new double[p];
        double[][] scaled = new double[p][p];
        for (int i = 0; i < p; i++) {
            coefficients[i] = solved.coefficients[i] / scales[i];
            for (int j = 0; j < p; j++) {
                scaled[i][j] = covariance.get(i, j) / scales[i] / scales[j];
            }
        }
        return new Fit(coefficients, scaled, times.length - p, dependence);
    }

    /// Least squares by QR.
    private static final class Solved {

        private final double[] coefficients;
        private final double[] residuals;
        private final double rss;
        private final DMatrixRMaj inverse;
        private final double logDeterminant;

        Solved(double[][] x, double[] y) {
            var design = new DMatrixRMaj(x);
            int p = design.getNumCols();
            var solver = LinearSolverFactory_DDRM.qr(design.getNumRows(), p);
            if (!solver.setA(design.copy()) || solver.quality() < SINGULAR) {
                throw new ArithmeticException(
                        "The regressors determine each other: leave one out, or shorten the season");
            }
            var solution = new DMatrixRMaj(p, 1);
            solver.solve(new DMatrixRMaj(y.length, 1, true, y.clone()), solution);
            coefficients = solution.getData().clone();
            residuals = new double[y.length];
            double squares = 0;
            for (int i = 0; i < y.length; i++) {
                double fitted = 0;
                for (int j = 0; j < p; j++) {
                    fitted += x[i][j] * coefficients[j];
                }
                residuals[i] = y[i] - fitted;
                squares += residuals[i] * residuals[i];
            }
            rss = squares;
            var gram = new DMatrixRMaj(p, p);
            CommonOps_DDRM.multTransA(design, design, gram);
            logDeterminant = Math.log(CommonOps_DDRM.det(gram));
            CommonOps_DDRM.invert(gram);
            inverse = gram;
        }
    }
}
