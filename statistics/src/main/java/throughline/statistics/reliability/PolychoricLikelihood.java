package throughline.statistics.reliability;

import org.apache.commons.statistics.distribution.NormalDistribution;
import throughline.statistics.Contingency;

/// How likely a table is for a polychoric correlation, with thresholds given.
final class PolychoricLikelihood {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /// Below this a cell's probability is rounding.
    private static final double NOTHING = 1e-16;

    private final Contingency table;
    private final double[] a;
    private final double[] b;
    private final int rows;
    private final int columns;

    /// @param a thresholds of the rows between infinities
    /// @param b thresholds of the columns between infinities
    PolychoricLikelihood(Contingency table, double[] a, double[] b) {
        this.table = table;
        this.a = a;
        this.b = b;
        this.rows = a.length - 1;
        this.columns = b.length - 1;
    }

    private interface AtCorner {
        double of(double h, double k);
    }

    /// The mixed difference of a function of the corners, for each cell.
    private double[][] cells(AtCorner corner) {
        double[][] at = new double[rows + 1][columns + 1];
        for (int i = 0; i <= rows; i++) {
            for (int j = 0; j <= columns; j++) {
                at[i][j] = corner.of(a[i], b[j]);
            }
        }
        double[][] cells = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                cells[i][j] = at[i + 1][j + 1] - at[i][j + 1] - at[i + 1][j] + at[i][j];
            }
        }
        return cells;
    }

    private double[][] probabilities(double rho) {
        return cells((h, k) -> BivariateNormal.cumulative(h, k, rho));
    }

    private double[][] slopes(double rho) {
        return cells((h, k) -> BivariateNormal.density(h, k, rho));
    }

    /// Slope of the log likelihood; NaN where a cell that was chosen has no probability left.
    double score(double rho) {
        double[][] p = probabilities(rho);
        double[][] slope = slopes(rho);
        double score = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double count = table.count(i, j);
                if (count > 0) {
                    if (p[i][j] < NOTHING) {
                        return Double.NaN;
                    }
                    score += count * slope[i][j] / p[i][j];
                }
            }
        }
        return score;
    }

    /// The log likelihood, without constants.
    double logarithm(double rho) {
        double[][] p = probabilities(rho);
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double count = table.count(i, j);
                if (count > 0) {
                    sum += count * Math.log(Math.max(p[i][j], Double.MIN_NORMAL));
                }
            }
        }
        return sum;
    }

    /// Observed information on the correlation: minus the curvature of the log likelihood.
    double information(double rho) {
        double[][] p = probabilities(rho);
        double[][] slope = slopes(rho);
        double[][] bend = cells((h, k) -> BivariateNormal.densitySlope(h, k, rho));
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double count = table.count(i, j);
                if (count > 0 && p[i][j] >= NOTHING) {
                    double relative = slope[i][j] / p[i][j];
                    sum += count * (relative * relative - bend[i][j] / p[i][j]);
                }
            }
        }
        return sum;
    }

    /// Standard error of the two-step estimate: each row's pull on the correlation, less what it pulls
    /// through the thresholds.
    double error(double rho) {
        double[][] p = probabilities(rho);
        double[][] score = slopes(rho);
        double expected = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double slope = score[i][j];
                score[i][j] = p[i][j] < NOTHING ? 0 : slope / p[i][j];
                expected += slope * score[i][j];
            }
        }
        double[] throughRows = new double[rows];
        for (int k = 1; k < rows; k++) {
            double shared = 0;
            for (int j = 0; j < columns; j++) {
                shared += (score[k - 1][j] - score[k][j]) * between(b[j], b[j + 1], a[k], rho);
            }
            // The height of the curve at the threshold cancels between the two factors.
            pull(throughRows, k, shared, NORMAL.cumulativeProbability(a[k]));
        }
        double[] throughColumns = new double[columns];
        for (int k = 1; k < columns; k++) {
            double shared = 0;
            for (int i = 0; i < rows; i++) {
                shared += (score[i][k - 1] - score[i][k]) * between(a[i], a[i + 1], b[k], rho);
            }
            pull(throughColumns, k, shared, NORMAL.cumulativeProbability(b[k]));
        }
        double squares = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double pull = score[i][j] - throughRows[i] - throughColumns[j];
                squares += Math.max(0, p[i][j]) * pull * pull;
            }
        }
        return Math.sqrt(squares / table.total()) / expected;
    }

    /// Adds what a row of each answer pulls through the threshold `k`.
    private static void pull(double[] through, int k, double shared, double below) {
        for (int i = 0; i < through.length; i++) {
            through[i] += shared * ((i < k ? 1 : 0) - below);
        }
    }

    /// Probability that the other feeling lies between two values while this one is at `at`.
    private static double between(double low, double high, double at, double rho) {
        double spread = Math.sqrt(1 - rho * rho);
        return NORMAL.cumulativeProbability((high - rho * at) / spread)
                - NORMAL.cumulativeProbability((low - rho * at) / spread);
    }
}
