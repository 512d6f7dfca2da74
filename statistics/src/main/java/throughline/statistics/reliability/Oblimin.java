package throughline.statistics.reliability;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/// Turns factors, each on its own, until every item loads on as few as possible (direct quartimin, which
/// is oblimin with gamma 0), by Jennrich's gradient projection.
///
/// - Jennrich (2002). Psychometrika 67, 7-19. [doi:10.1007/BF02294706](https://doi.org/10.1007/BF02294706)
final class Oblimin {

    private static final int MOST_STEPS = 5000;

    private Oblimin() {}

    /// @param loadings turned loadings, `[item][factor]`; the sum of each factor's is not negative
    /// @param factors correlations of the factors
    @SuppressWarnings("ArrayRecordComponent")
    record Result(double[][] loadings, double[][] factors) {}

    /// A turn: the turning matrix, the loadings it gives and how complex they are.
    private record Turn(DMatrixRMaj by, DMatrixRMaj inverse, DMatrixRMaj loadings, double complexity) {}

    static Result of(double[][] unrotated) {
        var given = new DMatrixRMaj(unrotated);
        int m = given.numCols;
        Turn turn = turn(given, CommonOps_DDRM.identity(m));
        double length = 1;
        for (int step = 0; step < MOST_STEPS; step++) {
            DMatrixRMaj slope = projected(turn);
            double steep = NormOps_DDRM.normF(slope);
            if (steep < 1e-9) {
                break;
            }
            length *= 2;
            Turn next = turn;
            for (int half = 0; half < 40; half++) {
                next = turn(given, moved(turn.by(), slope, length));
                if (turn.complexity() - next.complexity() > 0.5 * steep * steep * length) {
                    break;
                }
                length /= 2;
            }
            if (next.complexity() >= turn.complexity()) {
                break;
            }
            turn = next;
        }
        return result(turn);
    }

    private static Turn turn(DMatrixRMaj given, DMatrixRMaj by) {
        var inverse = new DMatrixRMaj(by.numRows, by.numCols);
        if (!CommonOps_DDRM.invert(by, inverse)) {
            return new Turn(by, inverse, given, Double.POSITIVE_INFINITY);
        }
        var loadings = new DMatrixRMaj(given.numRows, given.numCols);
        CommonOps_DDRM.multTransB(given, inverse, loadings);
        double complexity = 0;
        for (int i = 0; i < loadings.numRows; i++) {
            double all = 0;
            double fourths = 0;
            for (int f = 0; f < loadings.numCols; f++) {
                double square = loadings.get(i, f) * loadings.get(i, f);
                all += square;
                fourths += square * square;
            }
            complexity += (all * all - fourths) / 4;
        }
        return new Turn(by, inverse, loadings, complexity);
    }

    /// The slope of complexity along turns that keep each factor's length.
    private static DMatrixRMaj projected(Turn turn) {
        DMatrixRMaj loadings = turn.loadings();
        int m = loadings.numCols;
        var slope = new DMatrixRMaj(loadings.numRows, m);
        for (int i = 0; i < loadings.numRows; i++) {
            double all = 0;
            for (int f = 0; f < m; f++) {
                all += loadings.get(i, f) * loadings.get(i, f);
            }
            for (int f = 0; f < m; f++) {
                double own = loadings.get(i, f);
                slope.set(i, f, own * (all - own * own));
            }
        }
        var inner = new DMatrixRMaj(m, m);
        CommonOps_DDRM.multTransA(loadings, slope, inner);
        var right = new DMatrixRMaj(m, m);
        CommonOps_DDRM.mult(inner, turn.inverse(), right);
        CommonOps_DDRM.transpose(right);
        CommonOps_DDRM.scale(-1, right);
        for (int f = 0; f < m; f++) {
            double along = 0;
            for (int r = 0; r < m; r++) {
                along += turn.by().get(r, f) * right.get(r, f);
            }
            for (int r = 0; r < m; r++) {
                right.add(r, f, -along * turn.by().get(r, f));
            }
        }
        return right;
    }

    private static DMatrixRMaj moved(DMatrixRMaj from, DMatrixRMaj slope, double length) {
        var to = new DMatrixRMaj(from.numRows, from.numCols);
        CommonOps_DDRM.add(from, -length, slope, to);
        for (int f = 0; f < to.numCols; f++) {
            double squares = 0;
            for (int r = 0; r < to.numRows; r++) {
                squares += to.get(r, f) * to.get(r, f);
            }
            for (int r = 0; r < to.numRows; r++) {
                to.set(r, f, to.get(r, f) / Math.sqrt(squares));
            }
        }
        return to;
    }

    private static Result result(Turn turn) {
        int m = turn.by().numCols;
        double[][] loadings = new double[turn.loadings().numRows][m];
        double[][] factors = new double[m][m];
        var angles = new DMatrixRMaj(m, m);
        CommonOps_DDRM.multTransA(turn.by(), turn.by(), angles);
        double[] signs = new double[m];
        for (int f = 0; f < m; f++) {
            double sum = 0;
            for (int i = 0; i < loadings.length; i++) {
                sum += turn.loadings().get(i, f);
            }
            signs[f] = sum < 0 ? -1 : 1;
        }
        for (int f = 0; f < m; f++) {
            for (int i = 0; i < loadings.length; i++) {
                loadings[i][f] = signs[f] * turn.loadings().get(i, f);
            }
            for (int g = 0; g < m; g++) {
                factors[f][g] = f == g ? 1 : Math.clamp(signs[f] * signs[g] * angles.get(f, g), -1.0, 1.0);
            }
        }
        return new Result(loadings, factors);
    }
}
