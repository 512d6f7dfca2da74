package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MultipleTestingTest {

    /// The 15 hypotheses of Benjamini and Hochberg (1995), section 3.2.
    private static final double[] P = {
        .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1.0
    };

    @Test
    void rejects_the_first_four_of_benjamini_and_hochberg() {
        assertThat(MultipleTesting.benjaminiHochberg(P, 0.05))
                .containsExactly(
                        true, true, true, true, false, false, false, false, false, false, false, false, false, false,
                        false);
    }

    @Test
    void adjusts_like_statsmodels() {
        // statsmodels 0.15.0, multipletests(p, method="holm"); the same as R's p.adjust.
        double[] adjusted = MultipleTesting.holm(P);

        assertThat(adjusted[0]).isCloseTo(.0015, within(1e-15));
        assertThat(adjusted[2]).isCloseTo(.0247, within(1e-15));
        assertThat(adjusted[5]).isCloseTo(.278, within(1e-15));
        assertThat(adjusted[7]).isCloseTo(.278, within(1e-15));
        assertThat(adjusted[8]).isCloseTo(.3213, within(1e-15));
        assertThat(adjusted[14]).isEqualTo(1);
    }

    @Test
    void leaves_a_single_test_as_it_is() {
        assertThat(MultipleTesting.holm(new double[] {0.03})).containsExactly(0.03);
        assertThat(MultipleTesting.benjaminiHochberg(new double[] {0.03}, 0.05)).containsExactly(true);
        assertThat(MultipleTesting.holm(new double[0])).isEmpty();
    }

    @Test
    void does_not_depend_on_the_order() {
        assertThat(MultipleTesting.holm(new double[] {0.04, 0.01, 0.03})).containsExactly(0.06, 0.03, 0.06);
    }

    @Test
    void is_refused_for_what_is_no_probability() {
        assertThatThrownBy(() -> MultipleTesting.holm(new double[] {0.2, 1.2}))
                .hasMessage("A probability lies between 0 and 1, got 1.2");
        assertThatThrownBy(() -> MultipleTesting.benjaminiHochberg(P, 0))
                .hasMessage("A false discovery rate lies between 0 and 1, such as 0.10, got 0.0");
    }
}
