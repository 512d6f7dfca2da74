package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static throughline.diagnosis.Figures.WORSE_DOWNWARDS;
import static throughline.diagnosis.Figures.WORSE_UPWARDS;
import static throughline.diagnosis.Figures.counted;
import static throughline.diagnosis.Figures.estimated;
import static throughline.diagnosis.Figures.indicator;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Claim.AllOf;
import throughline.diagnosis.Claim.AnyOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.Claim.Together;
import throughline.statistics.Interval;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClaimTest {

    private static final Indicator BAD = estimated("bad", 0.8, 0.7, 0.9);
    private static final Indicator WORST = estimated("worst", 0.95, 0.9, 1);
    private static final Indicator GOOD = estimated("good", 0.2, 0.1, 0.3);
    private static final Indicator BEST = estimated("best", 0.05, 0, 0.1);
    private static final Indicator OPEN = estimated("open", 0.5, 0.3, 0.7);

    @Test
    void of_an_indicator_has_the_probability_of_the_normal_distribution_around_its_figure() {
        Indicator edge = estimated("edge", 0.7, 0.7 - 1.959964 * 0.1, 0.7 + 1.959964 * 0.1);

        // Tables of the normal distribution: Phi(1) = 0.8413447; Phi(-3) = 0.00135, which is cut at 1 - 0.98
        assertThat(edge.probabilityPresent()).isCloseTo(0.8413447, within(1e-6));
        assertThat(edge.probabilityAbsent()).isCloseTo(0.02, within(1e-12));
    }

    @Test
    void of_an_indicator_is_the_same_from_either_direction() {
        Indicator up = estimated("up", 0.7, 0.55, 0.8, WORSE_UPWARDS);
        Indicator down = estimated("down", 0.3, 0.2, 0.45, WORSE_DOWNWARDS);

        assertThat(down.side()).isEqualTo(up.side());
        assertThat(down.strength()).isCloseTo(up.strength(), within(1e-12));
        assertThat(down.probabilityPresent()).isCloseTo(up.probabilityPresent(), within(1e-12));
        assertThat(down.probabilityAbsent()).isCloseTo(up.probabilityAbsent(), within(1e-12));
    }

    @Test
    void of_a_full_count_is_never_surer_than_the_record_it_was_counted_from() {
        assertThat(counted("present", 0.9).probabilityPresent()).isEqualTo(Indicator.COUNTED);
        assertThat(counted("present", 0.9).probabilityAbsent()).isCloseTo(0.02, within(1e-12));
        assertThat(counted("absent", 0.1).probabilityAbsent()).isEqualTo(Indicator.COUNTED);
        assertThat(counted("absent", 0.1).probabilityPresent()).isCloseTo(0.02, within(1e-12));
        assertThat(estimated("sure", 0.9, 0.8999, 0.9001).probabilityPresent()).isEqualTo(Indicator.COUNTED);
    }

    @Test
    void of_a_count_on_the_limit_is_on_neither_side() {
        for (Scale scale : List.of(WORSE_UPWARDS, WORSE_DOWNWARDS)) {
            for (double limit : new double[] {0.4, 0.6}) {
                Indicator onIt = indicator("limit", Statistic.counted("share", limit, 10), scale);

                assertThat(onIt.side()).isEqualTo(Side.UNKNOWN);
                assertThat(onIt.probabilityPresent()).isCloseTo(0.02, within(1e-12));
                assertThat(onIt.probabilityAbsent()).isCloseTo(0.02, within(1e-12));
            }
        }
    }

    @Test
    void of_an_interval_without_an_end_does_not_know_the_side_that_is_open() {
        Indicator open = estimated("open", 0.8, Double.NEGATIVE_INFINITY, 0.9);

        assertThat(open.side()).isEqualTo(Side.UNKNOWN);
        assertThat(open.strengthInterval()).isEqualTo(new Interval(0, WORSE_UPWARDS.strength(0.9)));
        assertThat(open.probabilityPresent()).isEqualTo(0.5);
        assertThat(open.probabilityAbsent()).isEqualTo(0.5);
        assertThat(estimated("low", 0.1, 0.05, Double.POSITIVE_INFINITY).side()).isEqualTo(Side.UNKNOWN);
        assertThat(estimated("high", 0.9, 0.8, Double.POSITIVE_INFINITY).side()).isEqualTo(Side.PRESENT);
    }

    @Test
    void of_any_is_present_with_one_that_is_and_as_strong_as_the_strongest() {
        var any = new AnyOf(List.of(GOOD, BAD, OPEN, WORST));

        assertThat(any.side()).isEqualTo(Side.PRESENT);
        assertThat(any.deciding()).isEqualTo(WORST);
        assertThat(any.strength()).isEqualTo(WORST.strength());
        assertThat(any.strengthInterval()).isEqualTo(WORST.strengthInterval());
        assertThat(any.probabilityPresent()).isEqualTo(WORST.probabilityPresent());
        assertThat(any.indicators()).containsExactly(GOOD, BAD, OPEN, WORST);
    }

    @Test
    void of_any_is_absent_only_with_all_and_as_strong_as_what_comes_nearest_to_present() {
        var any = new AnyOf(List.of(BEST, GOOD));

        assertThat(any.side()).isEqualTo(Side.ABSENT);
        assertThat(any.strength()).isEqualTo(GOOD.strength());
        assertThat(any.probabilityAbsent()).isEqualTo(GOOD.probabilityAbsent());
        assertThat(new AnyOf(List.of(BEST, OPEN)).side()).isEqualTo(Side.UNKNOWN);
    }

    @Test
    void of_all_is_present_only_with_all_and_as_strong_as_the_weakest() {
        var all = new AllOf(List.of(WORST, BAD));

        assertThat(all.side()).isEqualTo(Side.PRESENT);
        assertThat(all.deciding()).isEqualTo(BAD);
        assertThat(all.strengthInterval()).isEqualTo(BAD.strengthInterval());
        assertThat(all.probabilityPresent()).isEqualTo(BAD.probabilityPresent());
        assertThat(new AllOf(List.of(WORST, OPEN)).side()).isEqualTo(Side.UNKNOWN);
    }

    @Test
    void of_all_is_absent_with_one_that_is() {
        var all = new AllOf(List.of(WORST, GOOD, BEST));

        assertThat(all.side()).isEqualTo(Side.ABSENT);
        assertThat(all.strength()).isEqualTo(BEST.strength());
        assertThat(all.probabilityAbsent()).isEqualTo(BEST.probabilityAbsent());
    }

    @Test
    void of_several_together_is_decided_only_where_they_agree() {
        assertThat(new Together(List.of(WORST, BAD)).side()).isEqualTo(Side.PRESENT);
        assertThat(new Together(List.of(WORST, BAD)).deciding()).isEqualTo(BAD);
        assertThat(new Together(List.of(BEST, GOOD)).side()).isEqualTo(Side.ABSENT);
        assertThat(new Together(List.of(BEST, GOOD)).deciding()).isEqualTo(GOOD);

        var torn = new Together(List.of(WORST, BEST, OPEN));
        assertThat(torn.side()).isEqualTo(Side.UNKNOWN);
        assertThat(torn.deciding()).isEqualTo(OPEN);
        assertThat(torn.probabilityPresent()).isEqualTo(BEST.probabilityPresent());
        assertThat(torn.probabilityAbsent()).isEqualTo(WORST.probabilityAbsent());
    }

    @Test
    void made_of_claims_refuses_to_be_made_of_none() {
        String message = "A claim made of claims needs at least one";

        assertThatThrownBy(() -> new AnyOf(List.of())).hasMessage(message);
        assertThatThrownBy(() -> new AllOf(List.of())).hasMessage(message);
        assertThatThrownBy(() -> new Together(List.of())).hasMessage(message);
    }
}
