package throughline.statistics.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Seeds;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunChartTest {

    @Test
    void counts_runs_and_crossings_as_qicharts2_does() {
        // Patients seen within four hours: R 4.2.2, qicharts2, around the centre of the p chart.
        double[] share = new double[20];
        for (int i = 0; i < 20; i++) {
            share[i] = AttributeChartTest.SEEN[i] / AttributeChartTest.ATTENDED[i];
        }
        RunChart chart = RunChart.around(share, 0.952899711344191);

        assertThat(chart.longestRun()).isEqualTo(5);
        assertThat(chart.longestRunLimit()).isEqualTo(7);
        assertThat(chart.crossings()).isEqualTo(9);
        assertThat(chart.crossingsLimit()).isEqualTo(6);
        assertThat(chart.signals()).isFalse();
    }

    @Test
    void sees_a_shift_that_stays() {
        double[] shifted = {3, 4, 2, 4, 3, 2, 4, 3, 9, 8, 9, 7, 8, 9, 8, 9};

        assertThat(RunChart.of(shifted).signals()).isTrue();
        assertThat(RunChart.of(shifted).crossings()).isEqualTo(1);
        assertThat(RunChart.of(shifted).runEnd()).isEqualTo(7);
    }

    @Test
    void passes_over_points_on_the_median() {
        RunChart chart = RunChart.of(new double[] {5, 1, 5, 9, 5, 1, 5, 9, 5, 5, 5});

        assertThat(chart.useful()).isEqualTo(4);
        assertThat(chart.crossings()).isEqualTo(3);
    }

    @Test
    void cries_wolf_on_few_unchanged_charts() {
        RandomGenerator random = Seeds.generator(3);
        int signals = 0;
        for (int r = 0; r < 4000; r++) {
            double[] values = new double[24];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextGaussian();
            }
            signals += RunChart.of(values).signals() ? 1 : 0;
        }
        assertThat(signals / 4000.0).isBetween(0.02, 0.05);
    }

    @Test
    void is_refused_from_nine_points() {
        assertThatThrownBy(() -> RunChart.of(new double[9]))
                .hasMessage("A run chart needs a baseline of at least 10 points, got 9 of 9");
        assertThat(RunChart.around(new double[3], 0).runEnd()).isEqualTo(-1);
        assertThat(RunChart.around(new double[] {1, 2}, 0).median()).isCloseTo(0, within(0.0));
    }
}
