package throughline.statistics.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.Facts;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HeterotraitMonotraitTest {

    private static final double[][] TWO_BY_TWO = {
        {1, .64, .4, .5}, {.64, 1, .3, -.4}, {.4, .3, 1, .36}, {.5, -.4, .36, 1}
    };

    @Test
    void is_the_mean_across_over_the_root_of_the_means_within() {
        // By hand: .4 / sqrt(.64 * .36).
        double[][] ratios = HeterotraitMonotrait.of(TWO_BY_TWO, 0, 0, 1, 1);

        assertThat(ratios[0][1]).isCloseTo(0.4 / 0.48, within(1e-12));
        assertThat(ratios[1][0]).isEqualTo(ratios[0][1]);
        assertThat(ratios[0][0]).isEqualTo(1);
    }

    @Test
    void is_the_correlation_of_the_things_where_items_load_alike() {
        // Loadings .8 and .6, the two things correlated .5: across .24, within .64 and .36.
        double[][] correlation = {{1, .64, .24, .24}, {.64, 1, .24, .24}, {.24, .24, 1, .36}, {.24, .24, .36, 1}};

        assertThat(HeterotraitMonotrait.of(correlation, 0, 0, 1, 1)[0][1]).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void tells_verbal_from_inductive_ability() {
        // numpy 2.4.6 on the same correlations: mean of the 9 across over the root of the two means within.
        double[][] ratios = HeterotraitMonotrait.of(Facts.table("thurstone_correlation"), 0, 0, 0, 1, 1, 1, 2, 2, 2);

        assertThat(ratios[0][1]).isCloseTo(0.6576786534731371, within(1e-12));
        assertThat(ratios[0][2]).isCloseTo(0.6798971834219002, within(1e-12));
    }

    @Test
    void has_an_interval_over_blocks() {
        RandomGenerator random = Seeds.generator(31);
        List<Moments> weeks = new ArrayList<>();
        for (int week = 0; week < 40; week++) {
            double[][] rows = new double[25][5];
            for (double[] row : rows) {
                double one = random.nextGaussian();
                double other = 0.5 * one + Math.sqrt(.75) * random.nextGaussian();
                for (int i = 0; i < 5; i++) {
                    row[i] = (i < 2 ? one : other) + random.nextGaussian();
                }
            }
            weeks.add(Moments.of(rows));
        }
        Estimate ratio = HeterotraitMonotrait.of(weeks, new int[] {0, 0, 1, 1, 2}, 0, 1, 0.95, 1);

        assertThat(ratio.interval().contains(0.5)).isTrue();
        assertThat(ratio.interval().width()).isBetween(0.05, 0.3);
    }

    @Test
    void is_refused_for_single_items() {
        assertThatThrownBy(() -> HeterotraitMonotrait.of(TWO_BY_TWO, 0, 0, 0, 1))
                .hasMessage("The ratio needs at least 2 items a scale, scale 1 has 1");
        assertThatThrownBy(() -> HeterotraitMonotrait.of(TWO_BY_TWO, 0, 0, 0, 0))
                .hasMessage("The ratio needs at least 2 scales, got 1");
        assertThatThrownBy(() -> HeterotraitMonotrait.of(TWO_BY_TWO, 0, 1))
                .hasMessage("4 items need as many scale numbers, got 2");
        assertThatThrownBy(() -> HeterotraitMonotrait.of(TWO_BY_TWO, 0, 0, 4, 4))
                .hasMessage("A scale's number lies from 0 to 3, got 4");
        assertThatThrownBy(() -> HeterotraitMonotrait.of(
                        new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, .5}, {0, 0, .5, 1}}, 0, 0, 1, 1))
                .hasMessage("The items of scale 0 are not correlated");
    }
}
