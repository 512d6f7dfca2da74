package throughline.statistics.regression;

import java.util.stream.IntStream;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Moments;

/// Linear regression by ordinary least squares, from joint moments.
///
/// ```text
/// b = S_xx^-1 s_xy;  se_j = sqrt(s^2 (S_xx^-1)_jj);  s^2 = (s_yy - b' s_xy) / (n - k - 1)
/// ```
///
/// Assumes errors that are independent and equally spread; prefer [FixedEffectsRegression] with its
/// clustered errors
/// where rows share a day, a unit or a person. The predictors are swept in the order given; one that those
/// before it
/// determine (a copy, a sum of others, a constant) is left out as R does, and said. Works on correlations,
/// so that the
/// units of the predictors do not matter: 8 digits of NIST's certified values for Longley's data.
///
/// - Goodnight (1979). The American Statistician 33, 149-158 (the sweep operator).
///   [doi:10.1080/00031305.1979.10482685](https://doi.org/10.1080/00031305.1979.10482685)
public final class LeastSquares {

    /// Share of its variance that a predictor must have of its own to be let in.
    private static final double COLLINEAR = 1e-10;

    private LeastSquares() {}

    /// A fitted regression. Arrays are in the order of the predictors asked for.
    ///
    /// @param intercept value of the outcome where all predictors are 0, in units of the outcome
    /// @param coefficients units of the outcome for one of the predictor, with interval; 0 with error 0
    ///     where left
    ///     out
    /// @param standardised the coefficients in standard deviations of outcome and predictor
    /// @param leftOut which predictors are determined by those before them
    /// @param rSquared explained share of the variance, 0 to 1
    /// @param varianceInflation `1 / (1 - R^2)` of each predictor on the others, at least 1; infinite where
    ///     left out or determined by the others
    /// @param residualDeviation `s`, in units of the outcome
    /// @param degrees degrees of freedom left, at least 1
    @SuppressWarnings("ArrayRecordComponent")
    public record Fit(
            double intercept,
            Estimate[] coefficients,
            double[] standardised,
            boolean[] leftOut,
            double rSquared,
            double[] varianceInflation,
            double residualDeviation,
            int degrees) {}

    /// Fits the outcome to the predictors.
    ///
    /// @param moments joint moments of outcome and predictors
    /// @throws IllegalArgumentException if there is no predictor, or as many as rows
    /// @throws ArithmeticException if the outcome does not vary
    public static Fit of(Moments moments, double level, int outcome, int... predictors) {
        int p = predictors.length;
        if (p == 0) {
            throw new IllegalArgumentException("A regression needs at least 1 predictor, got 0");
        }
        double total = moments.products(outcome, outcome);
        if (!(total > 0)) {
            throw new ArithmeticException(
                    "A regression needs an outcome that varies, all are " + moments.mean(outcome));
        }
        double[] scales = IntStream.of(predictors)
                .mapToDouble(j -> Math.sqrt(moments.products(j, j)))
                .toArray();
        double[][] swept = correlations(moments, outcome, predictors, scales);
        boolean[] leftOut = new boolean[p];
        int let = 0;
        for (int j = 0; j < p; j++) {
            leftOut[j] = !(swept[j][j] > COLLINEAR);
            if (!leftOut[j]) {
                sweep(swept, j);
                let++;
            }
        }
        int degrees = (int) Math.round(moments.count()) - let - 1;
        if (degrees < 1) {
            throw new IllegalArgumentException("A regression on %d predictors needs at least %d rows, got %s"
                    .formatted(let, let + 2, moments.count()));
        }
        double unexplained = Math.clamp(swept[p][p], 0, 1);
        double spread = Math.sqrt(unexplained * total / degrees);
        var coefficients = new Estimate[p];
        double[] standardised = new double[p];
        double[] inflation = new double[p];
        double intercept = moments.mean(outcome);
        for (int j = 0; j < p; j++) {
            standardised[j] = leftOut[j] ? 0 : swept[j][p];
            double slope = leftOut[j] ? 0 : swept[j][p] * Math.sqrt(total) / scales[j];
            double error = leftOut[j] ? 0 : spread * Math.sqrt(Math.max(0, -swept[j][j])) / scales[j];
            coefficients[j] = Confidence.student(slope, error, degrees, moments.count(), level);
            inflation[j] = leftOut[j] ? Double.POSITIVE_INFINITY : Math.max(1, -swept[j][j]);
            intercept -= slope * moments.mean(predictors[j]);
        }
        return new Fit(intercept, coefficients, standardised, leftOut, 1 - unexplained, inflation, spread, degrees);
    }

    /// Correlations of the predictors and, last, the outcome; of a predictor that does not vary, zeros.
    private static double[][] correlations(Moments moments, int outcome, int[] predictors, double[] scales) {
        int p = predictors.length;
        double[][] a = new double[p + 1][p + 1];
        double ofOutcome = Math.sqrt(moments.products(outcome, outcome));
        for (int i = 0; i <= p; i++) {
            int row = i == p ? outcome : predictors[i];
            double scale = i == p ? ofOutcome : scales[i];
            for (int j = 0; j <= p; j++) {
                double product = moments.products(row, j == p ? outcome : predictors[j]);
                double both = scale * (j == p ? ofOutcome : scales[j]);
                a[i][j] = both == 0 ? 0 : product / both;
            }
        }
        return a;
    }

    /// Lets variable `v` in: its row becomes coefficients, its diagonal minus the inverse's.
    private static void sweep(double[][] a, int v) {
        double pivot = a[v][v];
        for (int i = 0; i < a.length; i++) {
            if (i == v) {
                continue;
            }
            double factor = a[i][v] / pivot;
            for (int j = 0; j < a.length; j++) {
                if (j != v) {
                    a[i][j] -= factor * a[v][j];
                }
            }
        }
        for (int j = 0; j < a.length; j++) {
            if (j != v) {
                a[v][j] /= pivot;
                a[j][v] /= pivot;
            }
        }
        a[v][v] = -1 / pivot;
    }
}
