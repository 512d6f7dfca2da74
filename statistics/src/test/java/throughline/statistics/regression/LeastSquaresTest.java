package throughline.statistics.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Facts;
import throughline.statistics.Moments;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LeastSquaresTest {

    @Test
    void agrees_with_the_certified_values_for_longley() {
        // NIST Statistical Reference Datasets, linear regression, Longley: certified values.
        LeastSquares.Fit fit = LeastSquares.of(Moments.of(Facts.table("longley")), 0.95, 0, 1, 2, 3, 4, 5, 6);

        double[] coefficients = {
            15.0618722713733,
            -0.0358191792925910,
            -2.02022980381683,
            -1.03322686717359,
            -0.0511041056535807,
            1829.15146461355
        };
        double[] errors = {
            84.9149257747669,
            0.0334910077722432,
            0.488399681651699,
            0.214274163161675,
            0.226073200069370,
            455.478499142212
        };
        for (int j = 0; j < 6; j++) {
            assertThat(fit.coefficients()[j].value() / coefficients[j]).isCloseTo(1, within(1e-8));
            assertThat(fit.coefficients()[j].standardError() / errors[j]).isCloseTo(1, within(1e-8));
        }
        assertThat(fit.intercept() / -3482258.63459582).isCloseTo(1, within(1e-8));
        assertThat(fit.residualDeviation() / 304.854073561965).isCloseTo(1, within(1e-8));
        assertThat(fit.rSquared()).isCloseTo(0.995479004577296, within(1e-12));
        assertThat(fit.degrees()).isEqualTo(9);
    }

    @Test
    void agrees_with_R_on_how_far_predictors_overlap() {
        // R 4.2.2, car 3.1.1, vif(lm(q1 ~ q2 + ... + q10)) on 1,811 customers of a directory.
        Moments moments = Facts.withCovariance(Facts.table("yellow_pages_correlation"), 1811);
        LeastSquares.Fit fit = LeastSquares.of(moments, 0.95, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

        assertThat(fit.varianceInflation()[0]).isCloseTo(3.2277124253722, within(1e-11));
        assertThat(fit.varianceInflation()[8]).isCloseTo(2.51573823809473, within(1e-11));
    }

    @Test
    void fits_what_lies_on_a_plane() {
        double[][] rows = new double[20][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i % 5, i % 3, 2 + 3 * (i % 5) - 4 * (i % 3)};
        }
        LeastSquares.Fit fit = LeastSquares.of(Moments.of(rows), 0.95, 2, 0, 1);

        assertThat(fit.intercept()).isCloseTo(2, within(1e-12));
        assertThat(fit.coefficients()[0].value()).isCloseTo(3, within(1e-12));
        assertThat(fit.coefficients()[1].value()).isCloseTo(-4, within(1e-12));
        assertThat(fit.rSquared()).isCloseTo(1, within(1e-12));
    }

    @Test
    void leaves_out_what_the_predictors_before_determine_and_says_so() {
        double[][] rows = new double[20][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i % 5, i % 3, i % 5 + i % 3, 7, i % 4};
        }
        LeastSquares.Fit fit = LeastSquares.of(Moments.of(rows), 0.95, 4, 0, 1, 2, 3);

        assertThat(fit.leftOut()).containsExactly(false, false, true, true);
        assertThat(fit.coefficients()[2].value()).isZero();
        assertThat(fit.varianceInflation()[2]).isInfinite();
        assertThat(fit.degrees()).isEqualTo(17);
    }

    @Test
    void is_refused_from_too_few_rows() {
        assertThatThrownBy(() -> LeastSquares.of(Moments.of(new double[][] {{1, 2}, {2, 3}}), 0.95, 0, 1))
                .hasMessage("A regression on 1 predictors needs at least 3 rows, got 2.0");
        assertThatThrownBy(() -> LeastSquares.of(Moments.of(new double[][] {{1, 2}, {1, 3}}), 0.95, 0, 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("A regression needs an outcome that varies, all are 1.0");
    }
}
