package throughline.statistics.importance;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import throughline.statistics.Moments;

/// Johnson's relative weights: shares of the explained variance, through predictors made uncorrelated.
///
/// ```text
/// R = Q L Q';  Lambda = Q L^(1/2) Q';  b = Lambda^-1 r;  weight_j = sum over k of Lambda_jk^2 b_k^2
/// ```
///
/// `R` holds the correlations of the predictors and `r` theirs with the outcome. `b` weighs the uncorrelated
/// variables
/// nearest to the predictors, whose shares are then handed back. Weights are at least 0 and add up to R
/// squared. They
/// cost one decomposition where [ShapleyImportance] costs `2^p`, and lie close to it; where the two differ
/// by much,
/// believe the other: relative weights even out what correlated predictors contribute. Directions without
/// variance, as
/// copies leave them, are passed over.
///
/// - Johnson (2000). Multivariate Behavioral Research 35, 1-19.
///   [doi:10.1207/S15327906MBR3501_1](https://doi.org/10.1207/S15327906MBR3501_1)
/// - Genizi (1993). Statistica Sinica 3, 407-420 (the same weights, earlier).
public final class RelativeWeights {

    private static final double NO_VARIANCE = 1e-10;

    private RelativeWeights() {}

    /// Weights of the given predictors in the variance of the outcome.
    ///
    /// @param moments joint moments of outcome and predictors; more rows than variables
    /// @param outcome index of the outcome
    /// @param predictors indices of the predictors, all different
    /// @return the weights in the order asked for, adding up to R squared
    /// @throws IllegalArgumentException if there are no or repeated predictors, or too few rows
    /// @throws ArithmeticException if the outcome does not vary
    public static ShapleyImportance.Result of(Moments moments, int outcome, int... predictors) {
        ShapleyImportance.check(moments, outcome, predictors);
        int p = predictors.length;
        double[][] all = ShapleyImportance.square(ShapleyImportance.correlations(moments, outcome, predictors), p + 1);
        var correlation = new DMatrixRMaj(p, p);
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                correlation.set(i, j, all[i][j]);
            }
        }
        double[] withOutcome = Arrays.copyOf(all[p], p);
        double[][] root = new double[p][p];
        double[] uncorrelated = new double[p];
        decompose(correlation, withOutcome, root, uncorrelated);
        double[] weights = new double[p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                weights[j] += root[j][k] * root[j][k] * uncorrelated[k] * uncorrelated[k];
            }
        }
        return new ShapleyImportance.Result(Math.min(1, Arrays.stream(weights).sum()), weights);
    }

    /// Fills in the square root of the correlations, and the weights of the uncorrelated variables.
    private static void decompose(
            DMatrixRMaj correlation, double[] withOutcome, double[][] root, double[] uncorrelated) {
        int p = withOutcome.length;
        var decomposition = DecompositionFactory_DDRM.eig(p, true, true);
        if (!decomposition.decompose(correlation)) {
            throw new ArithmeticException("The eigenvalues of %d predictors were not found".formatted(p));
        }
        for (int e = 0; e < p; e++) {
            double value = decomposition.getEigenvalue(e).getReal();
            if (value < NO_VARIANCE) {
                continue;
            }
            DMatrixRMaj vector = decomposition.getEigenVector(e);
            double sum = 0;
            for (int i = 0; i < p; i++) {
                sum += vector.get(i) * withOutcome[i];
            }
            for (int i = 0; i < p; i++) {
                uncorrelated[i] += vector.get(i) * sum / Math.sqrt(value);
                for (int j = 0; j < p; j++) {
                    root[i][j] += Math.sqrt(value) * vector.get(i) * vector.get(j);
                }
            }
        }
    }
}
