package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DifferenceTest {

    private static final Summary DRUG_1 = Summary.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2);

    private static final Summary DRUG_2 = Summary.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);

    @Test
    void agrees_with_r_on_the_sleep_data() {
        // R 4.2.2, t.test(extra ~ group): interval -3.3654832 to .2054832, 17.776 degrees of freedom.
        Estimate difference = Difference.ofMeans(Mean.of(DRUG_1, 0.95), Mean.of(DRUG_2, 0.95), 0.95);

        assertThat(difference.value()).isCloseTo(-1.58, within(1e-14));
        assertThat(difference.low()).isCloseTo(-3.3654832307117104, within(1e-12));
        assertThat(difference.high()).isCloseTo(0.20548323071171137, within(1e-12));
    }

    @Test
    void changes_its_sign_with_the_order() {
        Estimate one = Difference.ofMeans(Mean.of(DRUG_1, 0.9), Mean.of(DRUG_2, 0.9), 0.9);
        Estimate other = Difference.ofMeans(Mean.of(DRUG_2, 0.9), Mean.of(DRUG_1, 0.9), 0.9);

        assertThat(other.low()).isEqualTo(-one.high());
    }

    @Test
    void of_full_counts_is_exact() {
        var counted = new Estimate(5, new Interval(5, 5), 0, 10);

        assertThat(Difference.ofMeans(counted, counted, 0.95).interval()).isEqualTo(new Interval(0, 0));
    }

    @Test
    void is_refused_on_a_single_observation() {
        var single = new Estimate(5, new Interval(4, 6), 0.5, 1);

        assertThatThrownBy(() -> Difference.ofMeans(single, Mean.of(DRUG_1, 0.95), 0.95))
                .hasMessage("A difference needs more than 1 observation on each side, got 1.0 and 10.0");
    }

    @Test
    void within_pairs_has_an_effect_in_standard_deviations() {
        // numpy 2.4.6: mean / std(ddof=1) of the paired sleep differences.
        Summary paired = Summary.of(1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4);
        Estimate d = StandardisedMean.pairedDz(paired, 0.95);

        assertThat(d.value()).isCloseTo(1.2845575625910546, within(1e-13));
        assertThat(d.interval().contains(1.0)).isTrue();
    }

    @Test
    void within_pairs_does_not_depend_on_the_unit() {
        Estimate hours = StandardisedMean.pairedDz(DRUG_2, 0.95);
        Estimate minutes =
                StandardisedMean.pairedDz(new Summary(10, 60 * DRUG_2.mean(), 3600 * DRUG_2.squares()), 0.95);

        assertThat(minutes.low()).isCloseTo(hours.low(), within(1e-13));
    }

    @Test
    void within_pairs_is_refused_when_nothing_varies() {
        assertThatThrownBy(() -> StandardisedMean.pairedDz(Summary.of(2, 2, 2), 0.95))
                .hasMessage("A standardised mean needs differences that vary, all 3 are 2.0");
        assertThatThrownBy(() -> StandardisedMean.pairedDz(Summary.of(2), 0.95))
                .hasMessage("A standardised mean needs at least 2 differences, got 1");
    }

    @Test
    void is_equivalent_to_none_only_when_the_whole_interval_is_inside_the_margin() {
        assertThat(Equivalence.within(new Estimate(0.01, new Interval(-0.03, 0.04), 0.02, 400), 0.05))
                .isTrue();
        assertThat(Equivalence.within(new Estimate(0.01, new Interval(-0.06, 0.08), 0.04, 100), 0.05))
                .isFalse();
        assertThat(Equivalence.within(new Estimate(0.04, new Interval(0.03, 0.05), 0.01, 900), 0.05))
                .isFalse();
    }

    @Test
    void has_no_equivalence_without_a_margin() {
        var estimate = new Estimate(0, new Interval(0, 0), 0, 10);

        assertThatThrownBy(() -> Equivalence.within(estimate, 0))
                .hasMessage("A margin of indifference is above 0, got 0.0");
    }

    @Test
    void trusts_few_clusters_no_more_than_they_are() {
        var few = new Estimate(0.30, new Interval(0.1, 0.5), 0.05, 4_000);
        var many = new Estimate(0.10, new Interval(0.05, 0.15), 0.001, 90_000);

        Estimate byRows = Difference.ofMeans(few, many, 0.95);
        Estimate byClusters = Difference.ofMeans(few, 1, many, 29, 0.95);

        assertThat(byRows.interval().width()).isCloseTo(2 * 1.96 * 0.05001, within(0.001));
        assertThat(byClusters.interval().width()).isCloseTo(2 * 12.706 * 0.05001, within(0.01));
    }

    @Test
    void refuses_a_side_without_degrees_of_freedom() {
        var one = new Estimate(0.30, new Interval(0.1, 0.5), 0.05, 4_000);

        assertThatThrownBy(() -> Difference.ofMeans(one, 0, one, 5, 0.95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A difference needs degrees of freedom on each side, got 0.0 and 5.0");
    }
}
