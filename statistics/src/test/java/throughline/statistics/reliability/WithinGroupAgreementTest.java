package throughline.statistics.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Summary;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WithinGroupAgreementTest {

    private static final Summary HALF = new Summary(5, 4, 2);

    @Test
    void is_what_remains_of_the_variance_of_chance() {
        // James, Demaree and Wolf (1984): chance on 5 options has a variance of 2; a variance of .5 gives .75.
        assertThat(WithinGroupAgreement.of(HALF, 5)).isCloseTo(0.75, within(1e-15));
        assertThat(WithinGroupAgreement.of(Summary.of(4, 4, 4), 5)).isEqualTo(1);
        assertThat(WithinGroupAgreement.of(Summary.of(1, 5, 1, 5), 5)).isZero();
    }

    @Test
    void is_less_against_a_chance_that_leans() {
        // The slight skew of the same paper has a variance of 1.34.
        assertThat(WithinGroupAgreement.against(HALF, 1.34)).isCloseTo(1 - 0.5 / 1.34, within(1e-15));
        assertThat(WithinGroupAgreement.against(HALF, 2)).isEqualTo(WithinGroupAgreement.of(HALF, 5));
    }

    @Test
    void grows_with_the_items_of_a_scale() {
        // Equation 3 of the paper by hand: 4 * .75 / (4 * .75 + .25).
        assertThat(WithinGroupAgreement.ofScale(List.of(HALF, HALF, HALF, HALF), 5))
                .isCloseTo(12.0 / 13, within(1e-15));
        assertThat(WithinGroupAgreement.ofScale(List.of(HALF), 5)).isEqualTo(WithinGroupAgreement.of(HALF, 5));
        assertThat(WithinGroupAgreement.ofScale(List.of(Summary.of(1, 5, 1, 5), Summary.of(1, 5, 1, 5)), 5))
                .isZero();
    }

    @Test
    void is_refused_without_answers_or_options() {
        assertThatThrownBy(() -> WithinGroupAgreement.of(Summary.of(4), 5))
                .hasMessage("Agreement needs at least 2 answers, got 1");
        assertThatThrownBy(() -> WithinGroupAgreement.of(Summary.of(4, 4), 1))
                .hasMessage("Agreement needs at least 2 answer options, got 1");
        assertThatThrownBy(() -> WithinGroupAgreement.against(HALF, 0))
                .hasMessage("Chance needs a variance above 0, got 0.0");
        assertThatThrownBy(() -> WithinGroupAgreement.ofScale(List.of(), 5))
                .hasMessage("Agreement on a scale needs at least 1 item, got 0");
    }
}
