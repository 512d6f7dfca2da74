package throughline.statistics.causal;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/// What an exposure and an outcome have in common once other variables are held still.
final class PartialRegression {

    /// Share of the exposure's variation that the other variables must leave.
    static final double LEFT = 1e-9;

    private final int p;
    private final double[] products;
    private final double[] exposure;
    private final double[] outcome;
    private final double own;
    private final double with;
    private final double outcomes;

    /// @param products centred products of all variables, the upper triangle row by row
    /// @throws ArithmeticException if the exposure does not vary beside the others, or the outcome does not
    /// vary
    PartialRegression(double[] products, int p, int x, int y, int[] held) {
        this.p = p;
        this.products = products;
        this.exposure = freed(x, held);
        this.outcome = freed(y, held);
        this.own = product(products, exposure, exposure);
        this.with = product(products, exposure, outcome);
        this.outcomes = product(products, outcome, outcome);
        if (!(own > LEFT * at(products, x, x))) {
            throw new ArithmeticException("Variable %d does not vary beside those held still".formatted(x));
        }
        if (!(outcomes > LEFT * at(products, y, y))) {
            throw new ArithmeticException("Variable %d does not vary beside those held still".formatted(y));
        }
    }

    /// Change of the outcome a unit of the exposure.
    double slope() {
        return with / own;
    }

    /// Correlation of what is left of both.
    double correlation() {
        return Math.clamp(with / Math.sqrt(own * outcomes), -1, 1);
    }

    /// What a block adds to the slope: the product of what is left of both in it, of the exposure's total.
    double share(double[] blockProducts) {
        return product(blockProducts, exposure, outcome) / own;
    }

    /// Coefficients of the variable less its best prediction from those held still; of copies among them
    /// one counts.
    private double[] freed(int variable, int[] held) {
        double[] coefficients = new double[p];
        coefficients[variable] = 1;
        if (held.length > 0) {
            var a = new DMatrixRMaj(held.length, held.length);
            var b = new DMatrixRMaj(held.length, 1);
            for (int i = 0; i < held.length; i++) {
                double scale = scale(held[i]);
                b.set(i, 0, at(products, held[i], variable) / scale);
                for (int j = 0; j < held.length; j++) {
                    a.set(i, j, at(products, held[i], held[j]) / (scale * scale(held[j])));
                }
            }
            var inverse = new DMatrixRMaj(held.length, held.length);
            CommonOps_DDRM.pinv(a, inverse);
            var solved = new DMatrixRMaj(held.length, 1);
            CommonOps_DDRM.mult(inverse, b, solved);
            for (int i = 0; i < held.length; i++) {
                coefficients[held[i]] -= solved.get(i, 0) / scale(held[i]);
            }
        }
        return coefficients;
    }

    private double scale(int variable) {
        double square = at(products, variable, variable);
        return square > 0 ? Math.sqrt(square) : 1;
    }

    private double product(double[] of, double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                if (left[i] != 0 && right[j] != 0) {
                    sum += left[i] * right[j] * at(of, i, j);
                }
            }
        }
        return sum;
    }

    private double at(double[] of, int i, int j) {
        int a = Math.min(i, j);
        int b = Math.max(i, j);
        return of[a * p - a * (a - 1) / 2 + b - a];
    }
}
