package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NetPromoterScoreTest {

    @Test
    void agrees_with_R() {
        // San Francisco airport survey 2017: R 4.2.2, 100 * sqrt((p + d - (p - d)^2) / n), Wald interval.
        Estimate score = new NetPromoterScore(1436, 968, 342).estimate(0.95);

        assertThat(score.value()).isCloseTo(39.8397669337218, within(1e-12));
        assertThat(score.standardError()).isCloseTo(1.33413713348702, within(1e-12));
        assertThat(score.low()).isCloseTo(37.2249062016497, within(1e-10));
        assertThat(score.high()).isCloseTo(42.4546276657938, within(1e-10));
    }

    @Test
    void counts_nines_and_tens_less_six_and_below() {
        assertThat(NetPromoterScore.of(new double[] {10, 9, 8, 7, 6, 0})).isEqualTo(new NetPromoterScore(2, 2, 2));
    }

    @Test
    void turns_over_where_promoters_and_detractors_change_places() {
        Estimate score = new NetPromoterScore(50, 30, 20).estimate(0.95);
        Estimate turned = new NetPromoterScore(20, 30, 50).estimate(0.95);

        assertThat(turned.value()).isEqualTo(-score.value());
        assertThat(turned.low()).isCloseTo(-score.high(), within(1e-12));
    }

    @Test
    void widens_with_the_square_root_of_the_design_effect() {
        var score = new NetPromoterScore(400, 300, 300);

        assertThat(score.estimate(0.95, 4).standardError())
                .isCloseTo(2 * score.estimate(0.95).standardError(), within(1e-12));
    }

    @Test
    void keeps_an_open_end_where_everybody_is_of_one_class() {
        Estimate all = new NetPromoterScore(20, 0, 0).estimate(0.95);

        assertThat(all.high()).isEqualTo(100);
        // Wilson's interval of 20 of 20 begins at .8389; at worst the others are detractors.
        assertThat(all.low()).isCloseTo(100 - 2 * 16.11251580528194, within(1e-10));
        Estimate passive = new NetPromoterScore(0, 20, 0).estimate(0.95);
        assertThat(passive.low()).isCloseTo(-16.11251580528194, within(1e-10));
    }

    @Test
    void refuses_what_is_no_answer() {
        assertThatThrownBy(() -> NetPromoterScore.of(new double[] {11}))
                .hasMessage("A net promoter score needs whole answers from 0 to 10, got 11.0");
        assertThatThrownBy(() -> NetPromoterScore.of(new double[] {}))
                .hasMessage("A net promoter score needs at least 1 answer, got 0, 0 and 0");
    }
}
