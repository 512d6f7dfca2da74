package throughline.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ObservedOverExpectedTest {

    @Test
    void has_the_exact_interval_of_a_count() {
        // scipy 1.17.1: chi2.ppf(.025, 24) / 2 / 15.2, chi2.ppf(.975, 26) / 2 / 15.2.
        Estimate ratio = ObservedOverExpected.ofCount(12, 15.2, 0.95);

        assertThat(ratio.value()).isCloseTo(12 / 15.2, within(1e-12));
        assertThat(ratio.low()).isCloseTo(0.40793257294225116, within(1e-9));
        assertThat(ratio.high()).isCloseTo(1.379051647906379, within(1e-9));
    }

    @Test
    void of_no_event_reaches_from_nothing() {
        Estimate ratio = ObservedOverExpected.ofCount(0, 3.7, 0.95);

        assertThat(ratio.low()).isZero();
        assertThat(ratio.high()).isCloseTo(0.9969944470578204, within(1e-9));
        assertThat(ObservedOverExpected.byar(0, 3.7, 0.95).low()).isZero();
    }

    @Test
    void has_byars_interval_close_to_the_exact_one() {
        for (long observed = 10; observed < 2000; observed = observed * 3 / 2) {
            Estimate exact = ObservedOverExpected.ofCount(observed, (double) observed, 0.95);
            Estimate byar = ObservedOverExpected.byar(observed, (double) observed, 0.95);

            assertThat(byar.low()).isCloseTo(exact.low(), within(0.01));
            assertThat(byar.high()).isCloseTo(exact.high(), within(0.01));
        }
    }

    @Test
    void of_a_mean_is_the_mean_in_units_of_what_was_expected() {
        Estimate ratio = ObservedOverExpected.ofMean(Summary.of(3, 5, 4), 2, 0.95);

        assertThat(ratio.value()).isEqualTo(2);
        assertThat(ratio.interval().width()).isCloseTo(4.302652729911275 / Math.sqrt(3), within(1e-9));
    }

    @Test
    void is_refused_where_nothing_is_expected() {
        assertThatThrownBy(() -> ObservedOverExpected.ofCount(3, 0, 0.95))
                .hasMessage(
                        "Observed over expected needs a count from 0 and an expected figure above 0, got 3 and 0.0");
    }
}
