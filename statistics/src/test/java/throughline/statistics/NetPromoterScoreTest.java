package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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

    @Test
    void of_equal_weights_is_the_score_with_the_error_of_a_sample() {
        double[] scores = {10, 9, 9, 8, 7, 3, 10, 0};
        double[] weights = new double[8];
        Arrays.fill(weights, 7);
        Estimate plain = NetPromoterScore.of(scores).estimate(0.95);
        Estimate weighted = NetPromoterScore.weighted(scores, weights, 0.95);

        assertThat(weighted.value()).isCloseTo(plain.value(), within(1e-12));
        assertThat(weighted.standardError()).isCloseTo(plain.standardError() * Math.sqrt(8.0 / 7), within(1e-12));
        assertThat(weighted.n()).isCloseTo(8, within(1e-12));
    }

    @Test
    void of_weights_counts_an_answer_of_twice_the_weight_twice() {
        Estimate weighted = NetPromoterScore.weighted(new double[] {10, 0, 8}, new double[] {2, 1, 1}, 0.95);

        assertThat(weighted.value()).isCloseTo(25, within(1e-12));
        // Parts (2 * 75, -125, -25) / 4, n / (n - 1) = 3 / 2.
        assertThat(weighted.standardError())
                .isCloseTo(Math.sqrt(1.5 * (150 * 150 + 125 * 125 + 25 * 25) / 16.0), within(1e-12));
        assertThat(weighted.low()).isCloseTo(25 - 1.959963984540054 * weighted.standardError(), within(1e-12));
        assertThat(weighted.high()).isEqualTo(100);
        assertThat(weighted.n()).isCloseTo(16.0 / 6, within(1e-12));
    }

    @Test
    void refuses_weights_that_are_none() {
        assertThatThrownBy(() -> NetPromoterScore.weighted(new double[] {10, 0}, new double[] {1, 0}, 0.95))
                .hasMessage("A weight is above 0, got 0.0");
        assertThatThrownBy(() -> NetPromoterScore.weighted(new double[] {10}, new double[] {1}, 0.95))
                .hasMessage("A weighted net promoter score needs at least 2 answers with a weight each, got 1 and 1");
    }
}
