package throughline.statistics.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BunchingTest {

    /// Contacts by 15 seconds around a target at bin 20, some of them pulled down below it.
    private static final long[] COUNTS = {
        120, 180, 260, 371, 480, 615, 742, 850, 930, 1010, 1052, 1080, 1065, 1041, 1001, 958, 905, 850, 1120, 1190, 560,
        600, 598, 590, 520, 470, 418, 366, 320, 280, 241, 205, 176, 150, 126, 108, 91, 77, 65, 55
    };

    @Test
    void agrees_with_a_poisson_regression_of_statsmodels() {
        // statsmodels 0.15.0, GLM(Poisson) of the counts on a cubic in the bin, without bins 18 to 23.
        Estimate ratio = Bunching.of(COUNTS, 20, Bunching.Settings.DEFAULT);

        assertThat(ratio.value()).isCloseTo(1.321661870533907, within(1e-7));
        assertThat(ratio.n()).isEqualTo(21836);
        assertThat(ratio.interval().contains(ratio.value())).isTrue();
    }

    @Test
    void is_one_where_the_counts_are_smooth() {
        Estimate ratio = Bunching.of(smooth(1), 20, Bunching.Settings.DEFAULT);

        assertThat(ratio.value()).isCloseTo(1, within(0.01));
        assertThat(ratio.interval().contains(1)).isTrue();
        assertThat(ratio.interval().width()).isLessThan(0.2);
    }

    @Test
    void finds_what_was_planted() {
        Estimate ratio = Bunching.of(smooth(1.5), 20, Bunching.Settings.DEFAULT);

        assertThat(ratio.value()).isCloseTo(1.5, within(0.02));
        assertThat(ratio.interval().above(1.25)).isTrue();
    }

    @Test
    void is_as_sure_as_the_counts_are_large_and_smooth() {
        double width =
                Bunching.of(smooth(1), 20, Bunching.Settings.DEFAULT).interval().width();
        long[] hundredfold = Arrays.stream(smooth(1)).map(count -> 100 * count).toArray();
        long[] wobbling = smooth(1);
        for (int i = 0; i < wobbling.length; i++) {
            wobbling[i] += Math.round((i % 2 == 0 ? 3 : -3) * Math.sqrt((double) wobbling[i]));
        }

        assertThat(Bunching.of(hundredfold, 20, Bunching.Settings.DEFAULT)
                        .interval()
                        .width())
                .isCloseTo(width / 10, within(0.01 * width));
        // Three deviations each, 34 bins of which the cubic takes 4: a dispersion near 9 * 34 / 30.
        assertThat(Bunching.of(wobbling, 20, Bunching.Settings.DEFAULT)
                        .interval()
                        .width())
                .isBetween(2.9 * width, 3.7 * width);
    }

    @Test
    void repeats_itself_with_the_same_seed() {
        assertThat(Bunching.of(COUNTS, 20, Bunching.Settings.DEFAULT))
                .isEqualTo(Bunching.of(COUNTS, 20, Bunching.Settings.DEFAULT));
    }

    @Test
    void is_refused_without_bins_to_compare_with() {
        assertThatThrownBy(() -> Bunching.of(new long[40], 20, Bunching.Settings.DEFAULT))
                .hasMessage("Bunching needs bins on both sides of the target and 8 with counts, got 0");
        assertThatThrownBy(() -> Bunching.of(COUNTS, 1, Bunching.Settings.DEFAULT))
                .hasMessageStartingWith("Bunching needs bins on both sides of the target");
        assertThatThrownBy(() -> new Bunching.Settings(3, 4, 2, 4, 400, 0.95, 1))
                .hasMessageStartingWith("Bunching needs a degree of 1 to 7 and a window wider than what is left out");
    }

    private static long[] smooth(double below) {
        long[] counts = new long[40];
        for (int i = 0; i < counts.length; i++) {
            double bell = 1500 * Math.exp(-Math.pow((i - 17) / 9.0, 2) / 2);
            counts[i] = Math.round(bell * (i == 18 || i == 19 ? below : 1));
        }
        return counts;
    }
}
