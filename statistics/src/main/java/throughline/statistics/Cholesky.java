package throughline.statistics;

/// The triangular root of a symmetric positive definite matrix, `A = L L'`: solves, inverts and gives the
/// determinant.
///
/// - Golub, Van Loan (2013). Matrix Computations, 4th ed., section 4.2. Johns Hopkins University Press.
public final class Cholesky {

    /// Share of a diagonal entry that must be left beside the other columns.
    private static final double COLLINEAR = 1e-10;

    private final double[][] root;

    private Cholesky(double[][] root) {
        this.root = root;
    }

    /// Decomposes the matrix; only its lower triangle is read, and nothing is written to it.
    ///
    /// @throws ArithmeticException if a column follows from the others, naming its position from 1
    public static Cholesky of(double[][] matrix) {
        int n = matrix.length;
        double[][] root = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] row = new double[i + 1];
            root[i] = row;
            for (int j = 0; j <= i; j++) {
                double[] other = root[j];
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * other[k];
                }
                if (j < i) {
                    row[j] = sum / other[j];
                } else if (sum > COLLINEAR * matrix[i][i]) {
                    row[j] = Math.sqrt(sum);
                } else {
                    throw new ArithmeticException(
                            "Column %d of %d does not vary, or follows from those before it".formatted(i + 1, n));
                }
            }
        }
        return new Cholesky(root);
    }

    /// Solves `A x = b`.
    public double[] solve(double[] b) {
        double[] x = b.clone();
        int n = root.length;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= root[i][k] * x[k];
            }
            x[i] /= root[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            x[i] /= root[i][i];
            for (int k = 0; k < i; k++) {
                x[k] -= root[i][k] * x[i];
            }
        }
        return x;
    }

    /// The inverse of the matrix. Each column is solved from its own row on only; the rest follows by symmetry.
    public double[][] inverse() {
        int n = root.length;
        double[][] inverse = new double[n][n];
        double[] x = new double[n];
        for (int column = 0; column < n; column++) {
            for (int i = column; i < n; i++) {
                double sum = i == column ? 1 : 0;
                for (int k = column; k < i; k++) {
                    sum -= root[i][k] * x[k];
                }
                x[i] = sum / root[i][i];
            }
            for (int i = n - 1; i >= column; i--) {
                x[i] /= root[i][i];
                for (int k = column; k < i; k++) {
                    x[k] -= root[i][k] * x[i];
                }
                inverse[i][column] = x[i];
                inverse[column][i] = x[i];
            }
        }
        return inverse;
    }

    /// Natural logarithm of the determinant.
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < root.length; i++) {
            sum += 2 * Math.log(root[i][i]);
        }
        return sum;
    }
}
