package throughline.statistics.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Facts;
import throughline.statistics.Summary;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IntraclassCorrelationTest {

    @Test
    void is_that_of_six_targets_judged_four_times() {
        // Shrout, Fleiss (1979), table 2: ICC(1,1) = .17, ICC(1,4) = .44; psych 2.2.9, ICC(): F = 1.79, -.13 to .72.
        IntraclassCorrelation.Result result = IntraclassCorrelation.of(
                List.of(
                        Summary.of(9, 2, 5, 8),
                        Summary.of(6, 1, 3, 2),
                        Summary.of(8, 4, 6, 8),
                        Summary.of(7, 1, 2, 6),
                        Summary.of(10, 5, 6, 9),
                        Summary.of(6, 2, 4, 7)),
                0.95);

        assertThat(result.single().value()).isCloseTo(0.1657, within(5e-5));
        assertThat(result.mean().value()).isCloseTo(0.4428, within(5e-5));
        assertThat(result.single().low()).isCloseTo(-0.13, within(5e-3));
        assertThat(result.single().high()).isCloseTo(0.72, within(5e-3));
        assertThat(result.usualSize()).isEqualTo(4);
    }

    @Test
    void agrees_with_the_analysis_of_variance_in_r_on_a_month_of_calls() {
        // ../shared/reference/multilevel.json, anova.
        IntraclassCorrelation.Result result = IntraclassCorrelation.of(calls(), 0.95);

        assertThat(result.betweenSquare()).isCloseTo(48.4161808384919, within(1e-8));
        assertThat(result.withinSquare()).isCloseTo(0.800007444165588, within(1e-10));
        assertThat(result.usualSize()).isCloseTo(892.859985629985, within(1e-8));
        assertThat(result.single().value()).isCloseTo(0.0624957316044991, within(1e-10));
        assertThat(result.mean().value()).isCloseTo(1 - 1 / 60.519662900125, within(1e-10));
    }

    @Test
    void is_one_where_groups_are_of_one_mind_each() {
        IntraclassCorrelation.Result result =
                IntraclassCorrelation.of(List.of(Summary.of(1, 1), Summary.of(4, 4), Summary.of(2, 2)), 0.95);

        assertThat(result.single().value()).isEqualTo(1);
        assertThat(result.mean().value()).isEqualTo(1);
    }

    @Test
    void is_refused_where_no_group_has_two_values() {
        assertThatThrownBy(() -> IntraclassCorrelation.of(List.of(Summary.of(1), Summary.of(2)), 0.95))
                .hasMessage("An intraclass correlation needs at least 2 groups with values and one with 2, got 2 with"
                        + " 2 values");
    }

    private static List<Summary> calls() {
        Map<String, Summary> servers = new TreeMap<>();
        Facts.shared("bank_calls_1999/calls_january_1999.csv").stream().skip(1).forEach(line -> {
            String[] f = line.split(",", -1);
            if (f[12].equals("AGENT") && Integer.parseInt(f[15]) >= 10 && !f[16].equals("NO_SERVER")) {
                servers.merge(f[16], Summary.of(Math.log(Integer.parseInt(f[15]))), Summary::plus);
            }
        });
        return new ArrayList<>(servers.values());
    }
}
