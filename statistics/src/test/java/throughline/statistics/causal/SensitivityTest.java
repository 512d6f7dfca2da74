package throughline.statistics.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SensitivityTest {

    /// Exposure to violence and attitude to peace in Darfur, 783 degrees of freedom: Cinelli, Hazlett (2020), table 1.
    private static final Estimate DARFUR = new Estimate(0.09732, new Interval(0.05167, 0.14297), 0.02326, 1276);

    @Test
    void the_e_value_of_smoking_and_lung_cancer_is_as_published() {
        // VanderWeele, Ding (2017): risk ratio 10.73 (8.02 to 14.36), E-value 20.9 and 15.5.
        EValue e = EValue.ofRiskRatio(10.73, new Interval(8.02, 14.36));

        assertThat(e.value()).isCloseTo(20.9, within(0.05));
        assertThat(e.ofInterval()).isCloseTo(15.5, within(0.05));
    }

    @Test
    void the_e_value_of_a_protective_ratio_takes_the_upper_end() {
        // R package EValue, evalues.RR(est = 0.80, lo = 0.71, hi = 0.91): 1.809017 and 1.428571.
        EValue e = EValue.ofRiskRatio(0.80, new Interval(0.71, 0.91));

        assertThat(e.value()).isCloseTo(1.809017, within(1e-6));
        assertThat(e.ofInterval()).isCloseTo(1.428571, within(1e-6));
    }

    @Test
    void the_e_value_of_an_interval_that_holds_no_effect_is_one() {
        assertThat(EValue.ofRiskRatio(1.4, new Interval(0.9, 2.2)).ofInterval()).isEqualTo(1);
        assertThat(EValue.ofRiskRatio(1, new Interval(0.9, 1.2))).isEqualTo(new EValue(1, 1));
    }

    @Test
    void the_e_value_of_a_common_outcome_takes_the_root_of_the_odds_ratio() {
        EValue common = EValue.ofOddsRatio(4, new Interval(2.25, 9), 0.4);

        assertThat(common).isEqualTo(EValue.ofRiskRatio(2, new Interval(1.5, 3)));
        assertThat(EValue.ofOddsRatio(4, new Interval(2.25, 9), 0.05))
                .isEqualTo(EValue.ofRiskRatio(4, new Interval(2.25, 9)));
    }

    @Test
    void the_e_value_of_a_difference_is_that_of_its_risk_ratio() {
        EValue e = EValue.ofStandardisedMean(new Estimate(-0.5, new Interval(-0.7, -0.3), 0.1, 400));

        assertThat(e.value()).isCloseTo(2.5291, within(1e-4));
        assertThat(e.ofInterval())
                .isCloseTo(
                        EValue.ofStandardisedMean(new Estimate(0.5, new Interval(0.3, 0.7), 0.1, 400))
                                .ofInterval(),
                        within(1e-12));
    }

    @Test
    void the_e_value_refuses_a_ratio_below_zero() {
        assertThatThrownBy(() -> EValue.ofRiskRatio(-1, new Interval(-2, 1)))
                .hasMessage("A risk ratio is above 0, got -1.0 (-2.0 to 1.0)");
    }

    @Test
    void the_robustness_value_of_darfur_is_as_published() {
        // Cinelli, Hazlett (2020), table 1 and the sensemakr vignette: t 4.18445, partial R2 2.187 %, robustness value
        // 13.878 %, at 5 % 7.626 %.
        RobustnessValue value = RobustnessValue.of(4.18445, 783, 0.95);

        assertThat(value.partialRSquared()).isCloseTo(0.02187, within(5e-6));
        assertThat(value.value()).isCloseTo(0.13878, within(5e-6));
        assertThat(value.ofInterval()).isCloseTo(0.07626, within(5e-6));
    }

    @Test
    void a_hidden_cause_as_strong_as_the_robustness_value_leaves_nothing() {
        double value = RobustnessValue.of(DARFUR.value() / DARFUR.standardError(), 783, 0.95)
                .value();

        assertThat(OmittedVariable.adjusted(DARFUR, 783, value, value, 0.95).value())
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void a_hidden_cause_as_strong_as_being_a_woman_leaves_what_was_published() {
        // The same, bounds for one and three times the strength of "female".
        Estimate once = OmittedVariable.adjusted(DARFUR, 783, 0.00916, 0.12464, 0.95);
        Estimate thrice = OmittedVariable.adjusted(DARFUR, 783, 0.02747, 0.37405, 0.95);

        assertThat(once.value()).isCloseTo(0.07522, within(2e-5));
        assertThat(once.standardError()).isCloseTo(0.02187, within(1e-5));
        assertThat(once.low()).isCloseTo(0.03228, within(3e-5));
        assertThat(thrice.value()).isCloseTo(0.03040, within(4e-5));
        assertThat(thrice.standardError()).isCloseTo(0.01867, within(1e-5));
    }

    @Test
    void the_robustness_value_of_no_effect_is_zero() {
        assertThat(RobustnessValue.of(0, 100, 0.95)).isEqualTo(new RobustnessValue(0, 0, 0));
        assertThat(RobustnessValue.of(1.5, 100, 0.95).ofInterval()).isZero();
    }

    @Test
    void the_robustness_value_stays_a_share() {
        RobustnessValue huge = RobustnessValue.of(1e9, 10, 0.95);

        assertThat(huge.value()).isCloseTo(1, within(1e-6)).isLessThanOrEqualTo(1);
        assertThat(huge.ofInterval()).isBetween(0.99, 1.0);
    }

    @Test
    void refuses_figures_out_of_range() {
        assertThatThrownBy(() -> RobustnessValue.of(2, 1, 0.95))
                .hasMessage("A robustness value needs a finite t and more than 1 degree of freedom, got 2.0 and 1.0");
        assertThatThrownBy(() -> OmittedVariable.adjusted(DARFUR, 783, 1, 0.5, 0.95))
                .hasMessage(
                        "A hidden cause explains shares of 0 to 1 beside more than 2 degrees of freedom, got 1.0 and"
                                + " 0.5 beside 783.0");
    }
}
