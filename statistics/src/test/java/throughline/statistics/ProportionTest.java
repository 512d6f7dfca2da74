package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProportionTest {

    @Test
    void agrees_with_statsmodels() {
        // statsmodels 0.15.0, proportion_confint(17, 61, method="wilson").
        Estimate share = Proportion.wilson(17, 61, 0.95);

        assertThat(share.value()).isEqualTo(17 / 61.0);
        assertThat(share.low()).isCloseTo(0.18188543892565967, within(1e-13));
        assertThat(share.high()).isCloseTo(0.40171430588170165, within(1e-13));
    }

    @Test
    void agrees_with_the_published_example() {
        // Newcombe (1998), Statistics in Medicine 17, 857-872, table I: 81 of 263.
        Estimate share = Proportion.wilson(81, 263, 0.95);

        assertThat(share.low()).isCloseTo(0.2553, within(5e-5));
        assertThat(share.high()).isCloseTo(0.3662, within(5e-5));
    }

    @Test
    void stays_inside_zero_and_one() {
        assertThat(Proportion.wilson(0, 20, 0.95).low()).isZero();
        assertThat(Proportion.wilson(0, 20, 0.95).high()).isCloseTo(0.1611251580528194, within(1e-13));
        assertThat(Proportion.wilson(20, 20, 0.95).high()).isEqualTo(1);
    }

    @Test
    void mirrors_when_successes_become_failures() {
        Estimate share = Proportion.wilson(7.5, 40, 0.9);
        Estimate mirrored = Proportion.wilson(32.5, 40, 0.9);

        assertThat(mirrored.low()).isCloseTo(1 - share.high(), within(1e-14));
        assertThat(mirrored.standardError()).isCloseTo(share.standardError(), within(1e-14));
    }

    @Test
    void is_refused_outside_its_range() {
        assertThatThrownBy(() -> Proportion.wilson(0, 0, 0.95))
                .hasMessage("A proportion needs at least 1 observation, got 0.0");
        assertThatThrownBy(() -> Proportion.wilson(21, 20, 0.95))
                .hasMessage("A proportion needs 0 to 20.0 successes, got 21.0");
        assertThatThrownBy(() -> Proportion.wilson(2, 20, 95))
                .hasMessage("A confidence level lies between 0 and 1, such as 0.95, got 95.0");
    }
}
