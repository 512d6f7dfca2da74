package throughline.statistics.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
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
    void agrees_with_a_poisson_likelihood_maximised_by_scipy() {
        // scipy 1.17.1, minimize(method='trust-exact') of the Poisson likelihood of the counts over Legendre
        // polynomials
        // to degree 4 of log(bin + 0.5), without bins 18 to 33: more is bunched here than is missing before that.
        Estimate ratio = Bunching.of(COUNTS, 0, 20, Bunching.Settings.DEFAULT);

        assertThat(ratio.value()).isCloseTo(1.50976180362275, within(1e-7));
        assertThat(ratio.n()).isEqualTo(21836);
        assertThat(ratio.interval().contains(ratio.value())).isTrue();
    }

    @Test
    void is_one_where_the_counts_are_smooth() {
        Estimate ratio = Bunching.of(smooth(1), 40, 20, Bunching.Settings.DEFAULT);

        assertThat(ratio.value()).isCloseTo(1, within(0.01));
        assertThat(ratio.interval().contains(1)).isTrue();
        assertThat(ratio.interval().width()).isLessThan(0.2);
    }

    @Test
    void finds_what_was_planted() {
        Estimate ratio = Bunching.of(smooth(1.5), 40, 20, Bunching.Settings.DEFAULT);

        assertThat(ratio.value()).isCloseTo(1.5, within(0.02));
        assertThat(ratio.interval().above(1.25)).isTrue();
    }

    /// Contacts of 255 s at the median, half as long again at one standard deviation; 55 of 100 that would have taken
    /// 300
    /// to 450 s end within the quarter of a minute before 300.
    @Test
    void is_not_misled_by_where_the_bunched_contacts_come_from() {
        double[] times = new double[61];
        Arrays.setAll(
                times,
                i -> i == 0 ? 0 : LogNormalDistribution.of(Math.log(255), 0.5).cumulativeProbability(15.0 * i));
        double[] counts = new double[60];
        Arrays.setAll(counts, i -> 40_000 * (times[i + 1] - times[i]));
        double expected = counts[18] + counts[19];
        for (int i = 20; i < 30; i++) {
            counts[19] += 0.55 * counts[i];
            counts[i] *= 0.45;
        }
        long[] seen = Arrays.stream(counts).mapToLong(Math::round).toArray();

        Estimate ratio = Bunching.of(seen, 0, 20, Bunching.Settings.DEFAULT);

        assertThat((counts[18] + counts[19]) / expected).isCloseTo(2.64, within(0.01));
        assertThat(ratio.value()).isCloseTo(2.64, within(0.03));
        assertThat(ratio.interval().contains(2.64)).isTrue();
    }

    @Test
    void is_as_sure_as_the_counts_are_large_and_smooth() {
        double width = Bunching.of(smooth(1), 40, 20, Bunching.Settings.DEFAULT)
                .interval()
                .width();
        long[] hundredfold = Arrays.stream(smooth(1)).map(count -> 100 * count).toArray();
        long[] wobbling = smooth(1);
        for (int i = 0; i < wobbling.length; i++) {
            wobbling[i] += Math.round((i % 2 == 0 ? 3 : -3) * Math.sqrt((double) wobbling[i]));
        }

        assertThat(Bunching.of(hundredfold, 40, 20, Bunching.Settings.DEFAULT)
                        .interval()
                        .width())
                .isCloseTo(width / 10, within(0.01 * width));
        // Three deviations each, 34 bins of which the course takes 5: a dispersion near 9 * 34 / 29.
        assertThat(Bunching.of(wobbling, 40, 20, Bunching.Settings.DEFAULT)
                        .interval()
                        .width())
                .isBetween(2.9 * width, 3.7 * width);
    }

    @Test
    void repeats_itself_with_the_same_seed() {
        assertThat(Bunching.of(COUNTS, 0, 20, Bunching.Settings.DEFAULT))
                .isEqualTo(Bunching.of(COUNTS, 0, 20, Bunching.Settings.DEFAULT));
    }

    @Test
    void is_refused_without_bins_to_compare_with() {
        assertThatThrownBy(() -> Bunching.of(new long[40], 0, 20, Bunching.Settings.DEFAULT))
                .hasMessage("Bunching needs 3 bins on both sides of what is left out and 10 with counts in all, got 0");
        assertThatThrownBy(() -> Bunching.of(COUNTS, 0, 1, Bunching.Settings.DEFAULT))
                .hasMessageStartingWith("Bunching needs 3 bins on both sides of what is left out");
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
