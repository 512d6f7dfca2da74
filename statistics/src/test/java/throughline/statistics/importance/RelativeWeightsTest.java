package throughline.statistics.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Facts;
import throughline.statistics.Moments;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RelativeWeightsTest {

    @Test
    void agree_with_relaimpo_on_customers_of_a_directory() {
        // R 4.2.2, relaimpo 2.2.7, calc.relimp(lm(q1 ~ q2 + ... + q10), type = "genizi"), 1,811 answers.
        Moments moments = Facts.withCovariance(Facts.table("yellow_pages_correlation"), 1811);
        double[] weights =
                RelativeWeights.of(moments, 0, IntStream.range(1, 10).toArray()).shares();

        double[] expected = {
            0.0914195278650766,
            0.0741815175759161,
            0.148898251910829,
            0.0788268961840315,
            0.152314162648387,
            0.0648323239421864,
            0.0510699087957979,
            0.0253888207064981,
            0.0297974952273203
        };
        for (int i = 0; i < 9; i++) {
            assertThat(weights[i]).isCloseTo(expected[i], within(1e-12));
        }
    }

    @Test
    void add_up_to_r_squared() {
        Moments moments = Moments.of(ShapleyImportanceTest.rows(200, 6));
        ShapleyImportance.Result weights = RelativeWeights.of(moments, 5, 0, 1, 2, 3, 4);

        assertThat(DoubleStream.of(weights.shares()).sum())
                .isCloseTo(ShapleyImportance.of(moments, 5, 0, 1, 2, 3, 4).rSquared(), within(1e-12));
    }

    @Test
    void are_shared_equally_by_copies() {
        double[][] rows = ShapleyImportanceTest.rows(100, 3);
        double[][] copied = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copied[i] = new double[] {rows[i][0], rows[i][0], rows[i][1], rows[i][2]};
        }
        double[] weights = RelativeWeights.of(Moments.of(copied), 3, 0, 1, 2).shares();

        assertThat(weights[0]).isCloseTo(weights[1], within(1e-12));
    }

    @Test
    void are_refused_where_the_outcome_does_not_vary() {
        assertThatThrownBy(() -> RelativeWeights.of(Moments.of(new double[][] {{3, 1}, {3, 2}, {3, 4}}), 0, 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Importance needs an outcome that varies, all are 3.0");
    }
}
