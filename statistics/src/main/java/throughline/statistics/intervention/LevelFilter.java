package throughline.statistics.intervention;

import java.util.List;
import throughline.statistics.Cholesky;

/// Kalman filter of a local level with regressors, over the time before a change.
///
/// The level starts at 0 and the constant is one of the regressors. All columns share the gains, so one pass
/// gives the
/// whitened cross-products that generalised least squares needs.
final class LevelFilter {

    /// Share of the outcome's squares below which what is left unexplained is rounding.
    private static final double EXHAUSTED = 1e-15;

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
        double[][] gram = new double[k][k];
        double[] cross = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = products[j][i];
            }
            cross[i] = products[i][k];
        }
        Cholesky root = Cholesky.of(gram);
        double[] coefficients = root.solve(cross);
        double degrees = n - (double) k;
        double unexplained = products[k][k];
        for (int i = 0; i < k; i++) {
            unexplained -= coefficients[i] * cross[i];
        }
        if (!(unexplained > EXHAUSTED * products[k][k])) {
            throw new ArithmeticException(
                    "A structural estimate needs values that vary before the change by more than regressors and season say; these %d do not"
                            .formatted(n));
        }
        double variance = unexplained / degrees;
        return after(
                q,
                state,
                coefficients,
                root,
                uncertainty,
                variance,
                degrees,
                -0.5 * (degrees * Math.log(variance) + logDeterminant + root.logDeterminant()));
    }

    /// What comes after the change, against what the state and the coefficients foretell.
    private Effect after(
            double q,
            double[] state,
            double[] coefficients,
            Cholesky root,
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
        double[] distance = new double[k];
        for (int i = 0; i < k; i++) {
            distance[i] = mean[i] - state[i];
        }
        double[] solved = root.solve(distance);
        double estimated = 0;
        for (int i = 0; i < k; i++) {
            estimated += distance[i] * solved[i];
        }
        double deviation = Math.sqrt(variance * (estimated + uncertainty + q * walk + 1.0 / known));
        return new Effect(effect, deviation, degrees, logLikelihood, foretold);
    }
}
