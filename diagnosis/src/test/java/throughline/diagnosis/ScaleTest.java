package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static throughline.diagnosis.Figures.WORSE_DOWNWARDS;
import static throughline.diagnosis.Figures.WORSE_UPWARDS;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Interval;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScaleTest {

    @Test
    void runs_in_straight_lines_from_good_to_the_margin_and_from_the_margin_to_bad() {
        assertThat(WORSE_UPWARDS.strength(0)).isZero();
        assertThat(WORSE_UPWARDS.strength(0.2)).isEqualTo(0.25);
        assertThat(WORSE_UPWARDS.strength(0.4)).isEqualTo(0.5);
        assertThat(WORSE_UPWARDS.strength(0.5)).isEqualTo(0.5);
        assertThat(WORSE_UPWARDS.strength(0.6)).isEqualTo(0.5);
        assertThat(WORSE_UPWARDS.strength(0.8)).isCloseTo(0.75, within(1e-12));
        assertThat(WORSE_UPWARDS.strength(1)).isEqualTo(1);
    }

    @Test
    void reads_a_falling_scale_as_its_mirror_image() {
        for (double value = -0.5; value <= 1.5; value += 0.01) {
            assertThat(WORSE_DOWNWARDS.strength(1 - value)).isCloseTo(WORSE_UPWARDS.strength(value), within(1e-12));
        }
        assertThat(WORSE_UPWARDS.rising()).isTrue();
        assertThat(WORSE_DOWNWARDS.rising()).isFalse();
    }

    @Test
    void stays_between_0_and_1_however_far_a_value_lies_outside() {
        for (Scale scale : List.of(WORSE_UPWARDS, WORSE_DOWNWARDS)) {
            Interval all = scale.strength(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));

            assertThat(all).isEqualTo(new Interval(0, 1));
        }
        assertThat(WORSE_UPWARDS.strength(-7)).isZero();
        assertThat(WORSE_UPWARDS.strength(7)).isEqualTo(1);
    }

    @Test
    void gives_the_ends_of_an_interval_lower_strength_first() {
        assertThat(WORSE_DOWNWARDS.strength(new Interval(0, 0.3))).isEqualTo(new Interval(0.625, 1));
    }

    @Test
    void is_present_exactly_where_the_whole_interval_of_the_strength_lies_above_a_half() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            double a = random.nextDouble(-0.2, 1.2);
            double b = random.nextDouble(-0.2, 1.2);
            var interval = new Interval(Math.min(a, b), Math.max(a, b));
            for (Scale scale : List.of(WORSE_UPWARDS, WORSE_DOWNWARDS)) {
                Interval strength = scale.strength(interval);

                assertThat(scale.side(interval) == Side.PRESENT).isEqualTo(strength.above(0.5));
                assertThat(scale.side(interval) == Side.ABSENT).isEqualTo(strength.below(0.5));
            }
        }
    }

    @Test
    void does_not_decide_an_interval_that_touches_the_margin() {
        assertThat(WORSE_UPWARDS.side(new Interval(0.6, 0.9))).isEqualTo(Side.UNKNOWN);
        assertThat(WORSE_UPWARDS.side(new Interval(0.61, 0.9))).isEqualTo(Side.PRESENT);
        assertThat(WORSE_UPWARDS.side(new Interval(0.1, 0.4))).isEqualTo(Side.UNKNOWN);
        assertThat(WORSE_UPWARDS.side(new Interval(0.1, 0.39))).isEqualTo(Side.ABSENT);
        assertThat(WORSE_DOWNWARDS.side(new Interval(0.1, 0.4))).isEqualTo(Side.UNKNOWN);
        assertThat(WORSE_DOWNWARDS.side(new Interval(0.1, 0.39))).isEqualTo(Side.PRESENT);
    }

    @Test
    void may_have_a_margin_without_width() {
        var sharp = new Scale(0, 0.5, 0.5, 1);

        assertThat(sharp.side(new Interval(0.51, 0.6))).isEqualTo(Side.PRESENT);
        assertThat(sharp.side(new Interval(0.5, 0.5))).isEqualTo(Side.UNKNOWN);
        assertThat(sharp.strength(0.5)).isEqualTo(0.5);
    }

    @Test
    void refuses_figures_that_do_not_run_one_way() {
        assertThatThrownBy(() -> new Scale(0, 0.6, 0.4, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A scale runs from good over absent and present to bad, got 0.0, 0.6, 0.4, 1.0");
        assertThatThrownBy(() -> new Scale(0, 0, 0.5, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scale(0, 0.4, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scale(0, 0.4, 0.6, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void that_informs_leaves_every_figure_undecided() {
        assertThat(Scale.INFORMING.decides()).isFalse();
        assertThat(Scale.INFORMING.side(new Interval(0, 0))).isEqualTo(Side.UNKNOWN);
        assertThat(Scale.INFORMING.strength(41)).isEqualTo(0.5);
    }
}
