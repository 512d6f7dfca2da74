package throughline.statistics.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Contingency;
import throughline.statistics.Estimate;
import throughline.statistics.Seeds;
import throughline.statistics.SharedData;
import throughline.statistics.reliability.PolychoricCorrelation.Result;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PolychoricCorrelationTest {

    @Test
    void agrees_with_a_precise_two_step_likelihood_on_six_surveys() {
        Map<String, Object> sets = SharedData.object(SharedData.reference("polychoric_exact.json"), "sets");
        for (String name : sets.keySet()) {
            Map<String, Object> set = SharedData.object(sets, name);
            double[][] rows = SharedData.complete((String) set.get("file"), SharedData.strings(set, "items"));
            double[][] expected = SharedData.matrix(set, "polychoric");
            for (int i = 0; i < expected.length; i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(PolychoricCorrelation.value(table(rows, i, j)))
                            .as("%s %d %d", name, i, j)
                            .isCloseTo(expected[i][j], within(5e-8));
                }
            }
        }
    }

    @Test
    void has_the_thresholds_and_the_error_of_polycor() {
        Map<String, Object> sets = SharedData.object(SharedData.reference("polychoric.json"), "sets");
        for (String name : sets.keySet()) {
            Map<String, Object> set = SharedData.object(sets, name);
            String[] items = SharedData.strings(set, "items");
            double[][] rows = SharedData.complete((String) set.get("file"), items);
            List<?> pairs = (List<?>) set.getOrDefault("polycor", List.of());
            for (Object each : pairs) {
                @SuppressWarnings("unchecked")
                var pair = (Map<String, Object>) each;
                int i = List.of(items).indexOf((String) pair.get("x"));
                int j = List.of(items).indexOf((String) pair.get("y"));
                Result result = PolychoricCorrelation.of(table(rows, i, j), 0.95);
                double[] thresholds = SharedData.numbers(SharedData.object(set, "thresholds"), items[i]);
                double error = (Double) pair.get("two_step_se");

                assertThat(result.rowThresholds()).containsExactly(thresholds, within(1e-9));
                assertThat(result.correlation().value()).isCloseTo((Double) pair.get("two_step"), within(1e-4));
                assertThat(result.errorGivenThresholds()).isCloseTo(error, within(0.01 * error));
                assertThat(result.correlation().standardError()).isBetween(0.95 * error, 1.5 * error);
            }
        }
    }

    @Test
    void agrees_with_a_published_table() {
        // Tallis (1962), lambs born by 227 ewes in two years; Drasgow (1986) gives .42.
        Result lambs =
                PolychoricCorrelation.of(Contingency.of(new double[][] {{58, 52, 1}, {26, 58, 3}, {8, 12, 9}}), 0.95);

        assertThat(lambs.correlation().value()).isCloseTo(0.42, within(0.001));
        assertThat(lambs.correlation().n()).isEqualTo(227);
        assertThat(lambs.atBoundary()).isFalse();
    }

    @Test
    void is_the_sine_of_the_agreement_when_both_are_cut_in_the_middle() {
        // Sheppard (1899): P(both below) = 1/4 + asin(rho) / (2 pi).
        var halves = Contingency.of(new double[][] {{40, 10}, {10, 40}});

        assertThat(PolychoricCorrelation.value(halves)).isCloseTo(Math.sin(2 * Math.PI * 0.15), within(1e-12));
    }

    @Test
    void is_nothing_without_a_relation_and_turns_with_the_scale() {
        assertThat(PolychoricCorrelation.value(Contingency.of(new double[][] {{10, 20, 30}, {20, 40, 60}})))
                .isCloseTo(0, within(1e-12));
        double[][] counts = {{58, 52, 1}, {26, 58, 3}, {8, 12, 9}};
        double[][] turned = {counts[2], counts[1], counts[0]};
        assertThat(PolychoricCorrelation.value(Contingency.of(turned)))
                .isCloseTo(-PolychoricCorrelation.value(Contingency.of(counts)), within(1e-12));
    }

    @Test
    void adds_up_over_days_and_leaves_out_what_nobody_answered() {
        var first = Contingency.of(new double[][] {{30, 0, 11}, {16, 0, 13}});
        var second = Contingency.of(new double[][] {{28, 0, 1}, {10, 0, 45}, {0, 0, 0}});
        var both = Contingency.of(new double[][] {{58, 12}, {26, 58}});

        assertThat(PolychoricCorrelation.value(first.plus(second))).isEqualTo(PolychoricCorrelation.value(both));
        assertThat(first.plus(second).columnValues()).containsExactly(1, 3);
        assertThat(first.times(2).total()).isEqualTo(140);
    }

    @Test
    void stops_at_the_boundary_where_a_cell_of_four_is_empty() {
        Result up = PolychoricCorrelation.of(Contingency.of(new double[][] {{40, 0}, {10, 50}}), 0.95);
        Result down = PolychoricCorrelation.of(Contingency.of(new double[][] {{0, 40}, {50, 10}}), 0.95);

        assertThat(up.atBoundary()).isTrue();
        assertThat(up.correlation().value()).isEqualTo(0.999);
        assertThat(up.correlation().low()).isBetween(0.85, 0.99);
        assertThat(up.correlation().high()).isEqualTo(1);
        assertThat(down.correlation().value()).isEqualTo(-0.999);
        assertThat(down.correlation().high()).isCloseTo(-up.correlation().low(), within(1e-9));
        assertThat(PolychoricCorrelation.value(Contingency.of(new double[][] {{20, 0, 0}, {0, 20, 0}, {0, 0, 20}})))
                .isEqualTo(0.999);
    }

    @Test
    void has_an_interval_that_covers_the_truth_95_times_in_100() {
        double[] cuts = {-1.5, -0.6, 0.2, 1.1};
        int covered = 0;
        double squares = 0;
        double errors = 0;
        for (int world = 0; world < 2000; world++) {
            RandomGenerator random = Seeds.generator(4, world);
            var table = new Contingency.Builder();
            for (int row = 0; row < 200; row++) {
                double x = random.nextGaussian();
                double y = 0.6 * x + 0.8 * random.nextGaussian();
                table.add(answer(x, cuts), answer(y + 0.5, cuts), 1);
            }
            Estimate rho = PolychoricCorrelation.of(table.build(), 0.95).correlation();
            covered += rho.interval().contains(0.6) ? 1 : 0;
            squares += (rho.value() - 0.6) * (rho.value() - 0.6);
            errors += rho.standardError();
        }
        assertThat(covered / 2000.0).isBetween(0.93, 0.97);
        assertThat(errors / 2000).isCloseTo(Math.sqrt(squares / 2000), within(0.002));
    }

    @Test
    void is_refused_for_too_little() {
        assertThatThrownBy(() -> PolychoricCorrelation.value(Contingency.of(new double[][] {{1, 2}, {3, 1}})))
                .hasMessage("A polychoric correlation needs at least 10 rows, got 7.0");
        assertThatThrownBy(() -> PolychoricCorrelation.value(Contingency.of(new double[][] {{10, 20}})))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("A polychoric correlation needs two questions with different answers, got 1 and 2 answers");
        assertThatThrownBy(() -> Contingency.of(new double[][] {{1, 2}, {3}}))
                .hasMessage("A table of 2 columns has a row of 1");
        assertThatThrownBy(() -> Contingency.of(new double[][] {{1, -2}}))
                .hasMessage("A table counts pairs of numbers from 0 times, got 1.0 and 2.0, -2.0 times");
    }

    private static double answer(double feeling, double[] cuts) {
        int answer = 1;
        while (answer <= cuts.length && feeling > cuts[answer - 1]) {
            answer++;
        }
        return answer;
    }

    private static Contingency table(double[][] rows, int i, int j) {
        var builder = new Contingency.Builder();
        for (double[] row : rows) {
            builder.add(row[i], row[j], 1);
        }
        return builder.build();
    }
}
