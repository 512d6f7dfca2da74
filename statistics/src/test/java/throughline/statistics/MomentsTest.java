package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MomentsTest {

    private static final double[][] LONGLEY = Facts.table("longley");

    @Test
    void agree_with_numpy_on_the_longley_data() {
        // numpy 2.4.6, corrcoef and cov, on Longley (1967) as in statsmodels 0.15.0.
        Moments moments = Moments.of(LONGLEY);

        assertThat(moments.count()).isEqualTo(16);
        assertThat(moments.mean(0)).isCloseTo(65317, within(1e-9));
        assertThat(moments.mean(2)).isCloseTo(387698.4375, within(1e-8));
        assertThat(moments.covariance(0, 2)).isCloseTo(343330206.3333333, within(1e-5));
        assertThat(moments.correlation(2, 5)).isCloseTo(0.9910900694584778, within(1e-14));
    }

    @Test
    void do_not_cancel_on_numbers_far_from_zero() {
        // NIST StRD "NumAcc4", certified: 1,001 values near 10,000,000.2, mean 10000000.2, standard deviation .1.
        double[][] rows = new double[1001][1];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = i == 0 ? 10000000.2 : i % 2 == 1 ? 10000000.1 : 10000000.3;
        }
        Moments moments = Moments.of(rows);

        assertThat(moments.mean(0)).isCloseTo(10000000.2, within(1e-8));
        assertThat(Math.sqrt(moments.covariance(0, 0))).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void are_the_same_however_the_rows_are_split() {
        Moments whole = Moments.of(LONGLEY);
        for (int cut = 1; cut < LONGLEY.length; cut++) {
            Moments merged = Moments.of(Arrays.copyOfRange(LONGLEY, cut, 16))
                    .plus(Moments.of(Arrays.copyOf(LONGLEY, cut)))
                    .plus(Moments.empty(7));
            for (int i = 0; i < 7; i++) {
                for (int j = 0; j < 7; j++) {
                    assertThat(merged.products(i, j) / whole.products(i, j)).isCloseTo(1, within(1e-12));
                }
            }
        }
    }

    @Test
    void with_a_whole_weight_are_those_of_repeated_rows() {
        Moments tripled = Moments.of(LONGLEY).times(3);
        Moments repeated = Moments.of(LONGLEY).plus(Moments.of(LONGLEY)).plus(Moments.of(LONGLEY));

        assertThat(tripled.count()).isEqualTo(48);
        assertThat(tripled.products(1, 4)).isCloseTo(repeated.products(1, 4), within(1e-6));
        assertThat(tripled.times(0).count()).isZero();
    }

    @Test
    void of_selected_variables_keep_their_order() {
        Moments selected = Moments.of(LONGLEY).select(5, 2);

        assertThat(selected.variables()).isEqualTo(2);
        assertThat(selected.mean(0)).isCloseTo(117424, within(1e-8));
        assertThat(selected.correlation(0, 1)).isCloseTo(0.9910900694584778, within(1e-14));
    }

    @Test
    void of_one_variable_are_its_summary() {
        Summary summary = Moments.of(LONGLEY).summary(3);
        Summary direct =
                Summary.of(Arrays.stream(LONGLEY).mapToDouble(row -> row[3]).toArray());

        assertThat(summary.count()).isEqualTo(16);
        assertThat(summary.mean()).isCloseTo(direct.mean(), within(1e-10));
        assertThat(summary.squares()).isCloseTo(direct.squares(), within(1e-6));
    }

    @Test
    void are_refused_for_rows_that_do_not_fit() {
        assertThatThrownBy(() -> Moments.of(new double[][] {{1, 2}, {1}}))
                .hasMessage("A row of 1 values for 2 variables");
        assertThatThrownBy(() -> Moments.of(new double[][] {{1}, {Double.NaN}}))
                .hasMessage("Moments need finite values, got NaN");
        assertThatThrownBy(() -> Moments.empty(2).plus(Moments.empty(3)))
                .hasMessage("Moments of 2 and of 3 variables do not add up");
        assertThatThrownBy(() -> Moments.empty(2).times(-1)).hasMessage("A weight is a number from 0, got -1.0");
        assertThatThrownBy(() -> Moments.of(new double[][] {{1}}).covariance(0, 0))
                .hasMessage("A covariance needs at least 2 rows, got 1.0");
        assertThatThrownBy(() -> Moments.of(new double[][] {{1, 2}, {1, 3}}).correlation(0, 1))
                .hasMessage("A correlation needs two variables that vary: 0 and 1");
    }

    @Test
    void of_means_of_variables_are_those_of_rows_of_the_means() {
        double[][] rows = {{1, 4, 2}, {3, 3, 7}, {6, 1, 1}, {2, 9, 4}};
        double[][] averaged = new double[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            averaged[r] = new double[] {(rows[r][2] + rows[r][0]) / 2, rows[r][1]};
        }

        Moments of = Moments.of(rows).averages(new int[][] {{2, 0}, {1}});

        assertThat(of.mean(0)).isCloseTo(Moments.of(averaged).mean(0), within(1e-12));
        assertThat(of.products(0, 0)).isCloseTo(Moments.of(averaged).products(0, 0), within(1e-12));
        assertThat(of.products(0, 1)).isCloseTo(Moments.of(averaged).products(0, 1), within(1e-12));
    }

    @Test
    void beside_constants_and_a_flag_are_those_of_rows_that_hold_them() {
        double[][] rows = {{1, 4}, {3, 3}, {6, 1}, {2, 9}};
        double[][] whole = {{1, 4, 8, 0}, {3, 3, 8, 1}, {6, 1, 8, 1}, {2, 9, 8, 0}};

        Moments beside = Moments.of(rows).beside(8).besideFlag(2, new double[] {9, 4, 16});

        for (int i = 0; i < 4; i++) {
            assertThat(beside.mean(i)).isCloseTo(Moments.of(whole).mean(i), within(1e-12));
            for (int j = i; j < 4; j++) {
                assertThat(beside.products(i, j)).isCloseTo(Moments.of(whole).products(i, j), within(1e-12));
            }
        }
    }

    @Test
    void refuse_a_flag_of_more_rows_than_there_are() {
        assertThatThrownBy(() -> Moments.of(new double[][] {{1}, {2}}).besideFlag(3, new double[] {4}))
                .hasMessage("A flag of 3.0 of 2.0 rows needs the sums of 1 variables over them, got 1");
    }
}
