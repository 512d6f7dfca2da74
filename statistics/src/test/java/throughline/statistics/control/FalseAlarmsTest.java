package throughline.statistics.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FalseAlarmsTest {

    @Test
    void of_the_limits_alone_are_those_of_the_normal_distribution() {
        // Beyond three deviations with probability .0026998: on 12 points 1 - (1 - .0026998)^12 = .0319.
        FalseAlarms alarms = FalseAlarms.of(List.of(Rule.BEYOND_LIMITS), 0, 12, 0, 40_000, 1);

        assertThat(alarms.charts().value()).isCloseTo(0.0319, within(0.003));
        assertThat(alarms.per100Points()).isCloseTo(0.27, within(0.03));
    }

    @Test
    void of_all_of_nelson_are_one_chart_in_ten_and_one_in_three_where_neighbours_are_alike() {
        // causes.md, rule 8: 10 % of unchanged processes, 31 % with autocorrelation .3, 12 points after a baseline.
        FalseAlarms plain = FalseAlarms.of(Rule.NELSON, 0, 12, 0, 10_000, 2);
        FalseAlarms alike = FalseAlarms.of(Rule.NELSON, 24, 12, 0.3, 10_000, 2);

        assertThat(plain.charts().value()).isBetween(0.08, 0.16);
        assertThat(alike.charts().value()).isGreaterThan(2 * plain.charts().value());
    }

    @Test
    void are_the_same_for_the_same_seed() {
        assertThat(FalseAlarms.of(Rule.NHS, 12, 12, 0, 500, 7)).isEqualTo(FalseAlarms.of(Rule.NHS, 12, 12, 0, 500, 7));
    }

    @Test
    void are_refused_with_too_short_a_baseline() {
        assertThatThrownBy(() -> FalseAlarms.of(Rule.NHS, 3, 12, 0, 500, 7))
                .hasMessageStartingWith("False alarms need");
    }
}
