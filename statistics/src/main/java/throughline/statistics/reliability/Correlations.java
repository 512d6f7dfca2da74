package throughline.statistics.reliability;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import throughline.statistics.Moments;

/// Correlation matrices and their eigenvalues.
final class Correlations {

    private Correlations() {}

    static double[][] of(Moments items) {
        int p = items.variables();
        double[][] correlation = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                correlation[i][j] = i == j && items.products(i, i) > 0 ? 1 : items.correlation(i, j);
            }
        }
        return correlation;
    }

    static void check(double[][] correlation) {
        int p = correlation.length;
        if (p == 0) {
            throw new IllegalArgumentException("A correlation matrix needs at least 1 item, got 0");
        }
        for (int i = 0; i < p; i++) {
            if (correlation[i].length != p) {
                throw new IllegalArgumentException(
                        "A correlation matrix of %d items has a row of %d".formatted(p, correlation[i].length));
            }
            for (int j = 0; j <= i; j++) {
                double r = correlation[i][j];
                boolean fits = i == j ? Math.abs(r - 1) < 1e-9 : r >= -1 && r <= 1;
                if (!fits || Math.abs(r - correlation[j][i]) > 1e-9) {
                    throw new IllegalArgumentException("Not a correlation between items %d and %d: %s and %s"
                            .formatted(i, j, r, correlation[j][i]));
                }
            }
        }
    }

    /// Eigenvalues of a symmetric matrix, largest first.
    static double[] eigenvalues(double[][] symmetric) {
        int p = symmetric.length;
        var decomposition = DecompositionFactory_DDRM.eig(p, false, true);
        if (!decomposition.decompose(new DMatrixRMaj(symmetric))) {
            throw new ArithmeticException("The eigenvalues of %d items were not found".formatted(p));
        }
        double[] values = new double[p];
        for (int i = 0; i < p; i++) {
            values[i] = -decomposition.getEigenvalue(i).getReal();
        }
        Arrays.sort(values);
        for (int i = 0; i < p; i++) {
            values[i] = -values[i];
        }
        return values;
    }
}
