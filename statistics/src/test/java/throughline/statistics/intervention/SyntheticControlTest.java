package throughline.statistics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Seeds;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SyntheticControlTest {

    @Test
    void finds_the_mixture_a_unit_is_made_of() {
        double[][] donors = donors(5);
        double[] unit = new double[30];
        for (int t = 0; t < 30; t++) {
            unit[t] = 0.3 * donors[0][t] + 0.7 * donors[2][t] + (t >= 20 ? 2 : 0);
        }
        SyntheticControl.Result result = SyntheticControl.of(unit, donors, 20);

        assertThat(result.weights()[0]).isCloseTo(0.3, within(1e-6));
        assertThat(result.weights()[2]).isCloseTo(0.7, within(1e-6));
        assertThat(result.effect()).isCloseTo(2, within(1e-5));
        assertThat(result.placeboRank()).isCloseTo(1 / 6.0, within(1e-12));
    }

    @Test
    void weighs_as_well_as_any_grid_does() {
        double[][] donors = donors(3);
        double[] unit = donors(4)[3];
        double[] weights = SyntheticControl.weights(unit, donors, 20);

        double best = Double.POSITIVE_INFINITY;
        for (int a = 0; a <= 200; a++) {
            for (int b = 0; a + b <= 200; b++) {
                best = Math.min(best, loss(unit, donors, a / 200.0, b / 200.0, 1 - (a + b) / 200.0));
            }
        }
        assertThat(loss(unit, donors, weights)).isLessThanOrEqualTo(best + 1e-9);
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(weights).min().orElseThrow()).isNotNegative();
    }

    @Test
    void finds_the_mixture_among_donors_of_very_different_levels() {
        double[][] donors = donors(5);
        double[] scales = {1, 0.01, 100, 10_000, 1};
        double[] unit = new double[30];
        for (int d = 0; d < 5; d++) {
            for (int t = 0; t < 30; t++) {
                donors[d][t] = scales[d] * (3 + donors[d][t]);
            }
        }
        double[] shares = {0.5, 0.3, 0.1999, 0.0001, 0};
        for (int t = 0; t < 30; t++) {
            for (int d = 0; d < 5; d++) {
                unit[t] += shares[d] * donors[d][t];
            }
        }
        double[] weights = SyntheticControl.weights(unit, donors, 20);

        for (int d = 0; d < 5; d++) {
            assertThat(weights[d]).isCloseTo(shares[d], within(1e-6));
        }
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void weighs_more_donors_than_there_were_times() {
        double[][] donors = donors(60);
        double[] unit = donors(61)[60];

        SyntheticControl.Result result = SyntheticControl.of(unit, donors, 20);

        assertThat(Arrays.stream(result.weights()).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(result.weights()).filter(w -> w > 0).count()).isLessThanOrEqualTo(21);
    }

    @Test
    void is_refused_with_one_donor() {
        assertThatThrownBy(() -> SyntheticControl.of(new double[30], new double[1][30], 20))
                .hasMessage(
                        "A synthetic control needs at least 2 donors, 6 times before and 1 after, got 1, 20 and 10");
    }

    private static double loss(double[] unit, double[][] donors, double... weights) {
        double loss = 0;
        for (int t = 0; t < 20; t++) {
            double gap = unit[t];
            for (int d = 0; d < donors.length; d++) {
                gap -= weights[d] * donors[d][t];
            }
            loss += gap * gap;
        }
        return loss;
    }

    private static double[][] donors(int n) {
        RandomGenerator random = Seeds.generator(2);
        double[][] donors = new double[n][30];
        for (double[] donor : donors) {
            double level = 10 * random.nextDouble();
            for (int t = 0; t < donor.length; t++) {
                level += random.nextGaussian();
                donor[t] = level;
            }
        }
        return donors;
    }
}
