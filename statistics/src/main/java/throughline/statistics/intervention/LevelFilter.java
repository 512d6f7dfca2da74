package throughline.statistics.intervention;

import java.util.List;

/// Kalman filter of a local level with regressors, over the time before a change.
///
/// The level starts at 0 and the constant is one of the regressors. All columns share the gains, so one pass
/// gives the
/// whitened cross-products that generalised least squares needs.
final class LevelFilter {

    private static final double COLLINEAR = 1e-12;

    private final TimeSeries series;
    private final int change;
    private final int from;
    private final double[][] columns;
    private final int k;

    LevelFilter(TimeSeries series, int change, int from) {
        this.series = series;
        this.change = change;
        this.from = from;
        columns = new double[series.length()][];
        for (int t = 0; t < columns.length; t++) {
            List<Double> explained = series.explained(t);
            columns[t] = new double[explained.size() + 2];
            columns[t][0] = 1;
            for (int j = 0; j < explained.size(); j++) {
                columns[t][j + 1] = explained.get(j);
            }
            columns[t][explained.size() + 1] = series.values()[t];
        }
        k = columns[0].length - 1;
        if (series.known(0, change) <= k) {
            throw new IllegalArgumentException(
                    "A structural estimate with %d coefficients needs at least %d values before the change, got %d"
                            .formatted(k, k + 1, series.known(0, change)));
        }
    }

    /// The effect for one ratio of variances.
    ///
    /// @param mean of the effect's Student distribution
    /// @param deviation its scale
    /// @param foretold without the change, from the change on
    @SuppressWarnings("ArrayRecordComponent")
    record Effect(double mean, double deviation, double degrees, double logLikelihood, double[] foretold) {}

    Effect effect(double q) {
        double[] state = new double[k + 1];
        double[][] products = new double[k + 1][k + 1];
        double uncertainty = 0;
        double logDeterminant = 0;
        int n = 0;
        for (int t = 0; t < change; t++) {
            uncertainty += t > 0 ? q : 0;
            if (!series.known(t)) {
                continue;
            }
            n++;
            double spread = uncertainty + 1;
            double gain = uncertainty / spread;
            logDeterminant += Math.log(spread);
            double[] innovation = new double[k + 1];
            for (int i = 0; i <= k; i++) {
                innovation[i] = columns[t][i] - state[i];
            }
            for (int i = 0; i <= k; i++) {
                state[i] += gain * innovation[i];
                for (int j = i; j <= k; j++) {
                    products[i][j] += innovation[i] * innovation[j] / spread;
                }
            }
            uncertainty -= gain * uncertainty;
        }
        double[][] root = cholesky(products);
        double logGram = 0;
        for (int i = 0; i < k; i++) {
            logGram += 2 * Math.log(root[i][i]);
        }
        double degrees = n - (double) k;
        double variance = Math.max(root[k][k] * root[k][k], 1e-300) / degrees;
        double[] coefficients = coefficients(root);
        return after(
                q,
                state,
                coefficients,
                root,
                uncertainty,
                variance,
                degrees,
                -0.5 * (degrees * Math.log(variance) + logDeterminant + logGram));
    }

    /// What comes after the change, against what the state and the coefficients foretell.
    private Effect after(
            double q,
            double[] state,
            double[] coefficients,
            double[][] root,
            double uncertainty,
            double variance,
            double degrees,
            double logLikelihood) {
        double[] foretold = new double[series.length() - change];
        double[] mean = new double[k];
        double effect = 0;
        int known = series.known(from, series.length());
        double walk = 0;
        int later = known;
        for (int t = change; t < series.length(); t++) {
            double share = (double) later / known;
            walk += share * share;
            double value = state[k];
            for (int j = 0; j < k; j++) {
                value += coefficients[j] * (columns[t][j] - state[j]);
            }
            foretold[t - change] = value;
            if (t >= from && series.known(t)) {
                later--;
                effect += (series.values()[t] - value) / known;
                for (int j = 0; j < k; j++) {
                    mean[j] += columns[t][j] / known;
                }
            }
        }
        // d' (X'V^-1 X)^-1 d by one triangular solve.
        double estimated = 0;
        double[] solved = new double[k];
        for (int i = 0; i < k; i++) {
            double value = mean[i] - state[i];
            for (int j = 0; j < i; j++) {
                value -= root[i][j] * solved[j];
            }
            solved[i] = value / root[i][i];
            estimated += solved[i] * solved[i];
        }
        double deviation = Math.sqrt(variance * (estimated + uncertainty + q * walk + 1.0 / known));
        return new Effect(effect, deviation, degrees, logLikelihood, foretold);
    }

    /// Lower triangle of the Cholesky root of the cross-products, the outcome last.
    private static double[][] cholesky(double[][] upper) {
        int n = upper.length;
        double[][] root = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = upper[j][i];
                for (int l = 0; l < j; l++) {
                    sum -= root[i][l] * root[j][l];
                }
                if (i > j) {
                    root[i][j] = sum / root[j][j];
                } else if (i < n - 1 && !(sum > COLLINEAR * upper[i][i])) {
                    throw new ArithmeticException(
                            "The regressors determine each other before the change: leave one out, or shorten the season");
                } else {
                    root[i][i] = Math.sqrt(Math.max(0, sum));
                }
            }
        }
        return root;
    }

    private double[] coefficients(double[][] root) {
        double[] coefficients = new double[k];
        for (int i = k - 1; i >= 0; i--) {
            double value = root[k][i];
            for (int j = i + 1; j < k; j++) {
                value -= root[j][i] * coefficients[j];
            }
            coefficients[i] = value / root[i][i];
        }
        return coefficients;
    }
}
