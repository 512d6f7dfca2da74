package throughline.statistics.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RuleTest {

    @Test
    void beyond_limits_marks_what_lies_outside_three_deviations() {
        assertThat(marked(Rule.BEYOND_LIMITS, 0, 3, 3.1, -3.2)).containsExactly(2, 3);
    }

    @Test
    void nine_on_one_side_marks_the_ninth_and_later() {
        assertThat(marked(Rule.NINE_ON_ONE_SIDE, -1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1))
                .containsExactly(9, 10);
        assertThat(marked(Rule.NINE_ON_ONE_SIDE, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1)).isEmpty();
    }

    @Test
    void six_trending_marks_the_sixth_rising_or_falling() {
        assertThat(marked(Rule.SIX_TRENDING, .1, .2, .3, .4, .5, .6, .5)).containsExactly(5);
        assertThat(marked(Rule.SIX_TRENDING, .6, .5, .4, .3, .2, .1)).containsExactly(5);
        assertThat(marked(Rule.SIX_TRENDING, .1, .2, .3, .3, .5, .6)).isEmpty();
    }

    @Test
    void fourteen_alternating_marks_the_fourteenth() {
        double[] z = new double[14];
        for (int i = 0; i < 14; i++) {
            z[i] = i % 2 == 0 ? .5 : -.5;
        }
        assertThat(marked(Rule.FOURTEEN_ALTERNATING, z)).containsExactly(13);
        assertThat(marked(Rule.FOURTEEN_ALTERNATING, Arrays.copyOf(z, 13))).isEmpty();
    }

    @Test
    void two_of_three_marks_the_second_only_on_the_same_side() {
        assertThat(marked(Rule.TWO_OF_THREE_BEYOND_TWO, 2.1, 0, 2.2)).containsExactly(2);
        assertThat(marked(Rule.TWO_OF_THREE_BEYOND_TWO, 2.1, 0, -2.2)).isEmpty();
        assertThat(marked(Rule.TWO_OF_THREE_BEYOND_TWO, 2.1, 2.2, 0)).isEmpty();
    }

    @Test
    void four_of_five_marks_the_fourth_beyond_one() {
        assertThat(marked(Rule.FOUR_OF_FIVE_BEYOND_ONE, 1.1, 1.2, 0, 1.3, 1.4)).containsExactly(4);
        assertThat(marked(Rule.FOUR_OF_FIVE_BEYOND_ONE, 1.1, 1.2, 0, -1.3, 1.4)).isEmpty();
    }

    @Test
    void fifteen_within_one_marks_a_process_that_is_too_quiet() {
        assertThat(marked(Rule.FIFTEEN_WITHIN_ONE, new double[15])).containsExactly(14);
        assertThat(marked(Rule.FIFTEEN_WITHIN_ONE, new double[14])).isEmpty();
    }

    @Test
    void eight_beyond_one_marks_a_process_of_two_kinds() {
        assertThat(marked(Rule.EIGHT_BEYOND_ONE, 1.1, -1.2, 1.3, -1.4, 1.5, -1.6, 1.7, -1.8))
                .containsExactly(7);
        assertThat(marked(Rule.EIGHT_BEYOND_ONE, 1.1, -1.2, 1.3, -.4, 1.5, -1.6, 1.7, -1.8))
                .isEmpty();
    }

    @Test
    void the_rules_of_the_health_service_take_seven() {
        assertThat(marked(Rule.SEVEN_ON_ONE_SIDE, 1, 1, 1, 1, 1, 1, 1)).containsExactly(6);
        assertThat(marked(Rule.SEVEN_TRENDING, .1, .2, .3, .4, .5, .6, .7)).containsExactly(6);
    }

    private static List<Integer> marked(Rule rule, double... z) {
        boolean[] marks = rule.marks(z);
        List<Integer> marked = new ArrayList<>();
        for (int i = 0; i < z.length; i++) {
            if (marks[i]) {
                marked.add(i);
            }
        }
        return marked;
    }
}
