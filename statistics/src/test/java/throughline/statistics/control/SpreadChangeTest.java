package throughline.statistics.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SpreadChangeTest {

    @Test
    void gives_the_ratio_of_standard_deviations_with_the_interval_of_the_f_distribution() {
        // F(.975; 4, 4) = 9.6045 (tables of the F distribution, e.g. Snedecor and Cochran, A 14).
        Estimate ratio = SpreadChange.of(new double[] {1, 2, 3, 4, 5}, new double[] {2, 4, 6, 8, 10});

        assertThat(ratio.value()).isEqualTo(2, within(1e-12));
        assertThat(ratio.low()).isEqualTo(2 / Math.sqrt(9.6045), within(1e-4));
        assertThat(ratio.high()).isEqualTo(2 * Math.sqrt(9.6045), within(1e-3));
    }

    @Test
    void is_the_inverse_when_before_and_after_change_places() {
        double[] narrow = {3, 5, 4, 6, 4, 5};
        double[] wide = {1, 9, 3, 8, 2, 7, 5};

        assertThat(SpreadChange.of(narrow, wide).low())
                .isEqualTo(1 / SpreadChange.of(wide, narrow).high(), within(1e-9));
    }

    @Test
    void refuses_a_baseline_that_never_moved() {
        assertThatThrownBy(() -> SpreadChange.of(new double[] {1, 1, 1}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A change of spread needs 2 points before that differ and 2 after, got 3 and 2");
    }
}
