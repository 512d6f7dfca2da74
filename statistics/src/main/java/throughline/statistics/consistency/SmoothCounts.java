package throughline.statistics.consistency;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/// The smooth course of counts over bins: Poisson regression on a polynomial of the logarithm of the bin's
/// middle, by reweighted least squares. Times are skewed: in their logarithm the course of counts is nearly a parabola,
/// in seconds it is not.
final class SmoothCounts {

    private static final int ITERATIONS = 50;

    private final double[][] basis;

    /// A course over `bins` bins, of which the first lies so many bins above 0.
    SmoothCounts(int bins, int earlier, int degree) {
        basis = new double[bins][degree + 1];
        double first = Math.log(earlier + 0.5);
        double span = Math.max(Math.log(earlier + bins - 0.5) - first, 1e-9);
        for (int i = 0; i < bins; i++) {
            double x = 2 * (Math.log(earlier + i + 0.5) - first) / span - 1;
            double before = 0;
            double current = 1;
            for (int d = 0; d <= degree; d++) {
                basis[i][d] = current;
                // Legendre polynomials, which keep the equations well conditioned.
                double next = ((2 * d + 1) * x * current - d * before) / (d + 1);
                before = current;
                current = next;
            }
        }
    }

    /// The fitted counts of all bins, fitted without those from `from` to before `to`; NaN throughout if the fit does
    /// not settle.
    double[] fit(double[] counts, int from, int to) {
        int terms = basis[0].length;
        double[] fitted = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            fitted[i] = Math.max(counts[i], 0.5);
        }
        double deviance = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            var normal = new DMatrixRMaj(terms, terms);
            var right = new DMatrixRMaj(terms, 1);
            for (int i = 0; i < counts.length; i++) {
                if (i < from || i >= to) {
                    double working = Math.log(fitted[i]) + (counts[i] - fitted[i]) / fitted[i];
                    for (int a = 0; a < terms; a++) {
                        right.add(a, 0, fitted[i] * basis[i][a] * working);
                        for (int b = 0; b < terms; b++) {
                            normal.add(a, b, fitted[i] * basis[i][a] * basis[i][b]);
                        }
                    }
                }
            }
            var slopes = new DMatrixRMaj(terms, 1);
            if (!CommonOps_DDRM.solve(normal, right, slopes)) {
                break;
            }
            double now = refit(counts, from, to, slopes, fitted);
            if (Math.abs(deviance - now) <= 1e-10 * (Math.abs(now) + 1)) {
                return fitted;
            }
            deviance = now;
        }
        Arrays.fill(fitted, Double.NaN);
        return fitted;
    }

    private double refit(double[] counts, int from, int to, DMatrixRMaj slopes, double[] fitted) {
        double deviance = 0;
        for (int i = 0; i < counts.length; i++) {
            double sum = 0;
            for (int a = 0; a < slopes.numRows; a++) {
                sum += basis[i][a] * slopes.get(a, 0);
            }
            fitted[i] = Math.exp(Math.clamp(sum, -30, 50));
            if (i < from || i >= to) {
                double count = counts[i];
                deviance += 2 * ((count > 0 ? count * Math.log(count / fitted[i]) : 0) - (count - fitted[i]));
            }
        }
        return deviance;
    }
}
