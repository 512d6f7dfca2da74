package throughline.statistics.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutOfSampleFitTest {

    /// 12 blocks of 10 rows: two predictors, the outcome, and the first predictor once more.
    private static List<Moments> waves() {
        var blocks = new ArrayList<Moments>();
        for (int b = 0; b < 12; b++) {
            double[][] rows = new double[10][];
            for (int i = 0; i < 10; i++) {
                double r = b * 10 + i;
                double first = Math.sin(1.7 * r);
                double second = Math.cos(0.9 * r + 1);
                double outcome = 3 + 2 * first - second + 1.5 * Math.sin(5.3 * r + 0.2 * r * r) + 0.05 * b;
                rows[i] = new double[] {first, second, outcome, 4 * first + 7};
            }
            blocks.add(Moments.of(rows));
        }
        return blocks;
    }

    /// numpy 2.4.6: `lstsq` on the other blocks, 4 folds of 3 neighbouring blocks, against the mean of the
    /// others.
    @Test
    void is_what_least_squares_foresees_in_the_blocks_left_out() {
        Estimate fit = OutOfSampleFit.of(waves(), 2, new int[] {0, 1}, 4, 0.95, 1);

        assertThat(fit.value()).isCloseTo(0.654414985244043, within(1e-12));
        assertThat(fit.n()).isEqualTo(120);
        assertThat(fit.interval().contains(fit.value())).isTrue();
        assertThat(fit.interval().width()).isBetween(0.02, 0.4);
    }

    @Test
    void does_not_change_with_a_predictor_that_says_the_same() {
        assertThat(OutOfSampleFit.of(waves(), 2, new int[] {0, 1, 3}, 4, 0.95, 1)
                        .value())
                .isCloseTo(
                        OutOfSampleFit.of(waves(), 2, new int[] {0, 1}, 4, 0.95, 1)
                                .value(),
                        within(1e-9));
    }

    @Test
    void is_not_above_nothing_for_predictors_of_chance() {
        var random = Seeds.generator(3);
        var blocks = new ArrayList<Moments>();
        for (int b = 0; b < 40; b++) {
            double[][] rows = new double[25][8];
            for (double[] row : rows) {
                for (int v = 0; v < row.length; v++) {
                    row[v] = random.nextGaussian();
                }
            }
            blocks.add(Moments.of(rows));
        }

        Estimate fit = OutOfSampleFit.of(blocks, 0, new int[] {1, 2, 3, 4, 5, 6, 7}, 10, 0.95, 1);

        assertThat(fit.value()).isBetween(-0.03, 0.005);
        assertThat(fit.low()).isNegative();
    }

    @Test
    void refuses_few_blocks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutOfSampleFit.of(waves().subList(0, 9), 2, new int[] {0}, 3, 0.95, 1))
                .withMessage(
                        "Out-of-sample fit needs at least 10 blocks, 1 predictor and 2 to as many folds, got 9, 1 and 3");
    }
}
