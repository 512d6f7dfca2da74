package throughline.statistics.reliability;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/// The proper correlation matrix nearest to one that is none.
///
/// Correlations that were estimated pair by pair, each on the rows that hold both (or each by its own
/// polychoric table), need not fit together: the matrix then has eigenvalues below 0, as if some sum of
/// items had a negative variance. This is the matrix without such eigenvalues whose entries differ least
/// in sum of squares, by alternating projections (Higham). What was changed is reported; a change above a
/// few hundredths says that there are too few rows for the pairs, not that all is well now.
///
/// - Higham (2002). IMA Journal of Numerical Analysis 22, 329-343.
///   [doi:10.1093/imanum/22.3.329](https://doi.org/10.1093/imanum/22.3.329)
public final class NearestCorrelation {

    private static final int MOST_ROUNDS = 500;
    private static final double FLOOR = 1e-8;

    private NearestCorrelation() {}

    /// What was needed.
    ///
    /// @param matrix the nearest correlation matrix; the given one where it was proper
    /// @param smallestEigenvalue smallest eigenvalue of the given matrix, below 0 where it was not proper
    /// @param largestChange largest change of a correlation, 0 to 2
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(double[][] matrix, double smallestEigenvalue, double largestChange) {}

    /// Repairs the matrix.
    ///
    /// @throws IllegalArgumentException if the matrix is empty, not square, not symmetric or its diagonal
    ///     is not 1
    public static Result of(double[][] correlation) {
        Correlations.check(correlation);
        int p = correlation.length;
        double[] values = Correlations.eigenvalues(correlation);
        double smallest = values[p - 1];
        if (smallest >= 0) {
            return new Result(copy(correlation), smallest, 0);
        }
        var matrix = new DMatrixRMaj(correlation);
        var excess = new DMatrixRMaj(p, p);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var shifted = new DMatrixRMaj(p, p);
            CommonOps_DDRM.subtract(matrix, excess, shifted);
            DMatrixRMaj positive = positive(shifted);
            CommonOps_DDRM.subtract(positive, shifted, excess);
            double moved = 0;
            for (int i = 0; i < p; i++) {
                moved = Math.max(moved, Math.abs(positive.get(i, i) - 1));
            }
            matrix = positive.copy();
            for (int i = 0; i < p; i++) {
                matrix.set(i, i, 1);
            }
            if (moved < 1e-10) {
                break;
            }
        }
        double[][] nearest = unit(positive(matrix));
        double change = 0;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < i; j++) {
                change = Math.max(change, Math.abs(nearest[i][j] - correlation[i][j]));
            }
        }
        return new Result(nearest, smallest, change);
    }

    /// The nearest matrix with eigenvalues from [#FLOOR].
    private static DMatrixRMaj positive(DMatrixRMaj symmetric) {
        int p = symmetric.numRows;
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(p, true, true);
        if (!decomposition.decompose(symmetric.copy())) {
            throw new ArithmeticException("The eigenvalues of %d items were not found".formatted(p));
        }
        var sum = new DMatrixRMaj(p, p);
        for (int k = 0; k < p; k++) {
            double value = Math.max(FLOOR, decomposition.getEigenvalue(k).getReal());
            DMatrixRMaj vector = decomposition.getEigenVector(k);
            CommonOps_DDRM.multAddTransB(value, vector, vector, sum);
        }
        return sum;
    }

    /// The same with an exact diagonal of 1 and exact symmetry.
    private static double[][] unit(DMatrixRMaj positive) {
        int p = positive.numRows;
        double[][] unit = new double[p][p];
        for (int i = 0; i < p; i++) {
            unit[i][i] = 1;
            for (int j = 0; j < i; j++) {
                unit[i][j] =
                        Math.clamp(positive.get(i, j) / Math.sqrt(positive.get(i, i) * positive.get(j, j)), -1.0, 1.0);
                unit[j][i] = unit[i][j];
            }
        }
        return unit;
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = matrix.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }
}
