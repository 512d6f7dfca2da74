package throughline.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.SharedData;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KendallTauTest {

    private static final double[] STATED = {1, 2, 2, 3, 4, 5, 5, 7};

    private static final double[] FOUND = {2, 1, 3, 3, 5, 4, 7, 7};

    @Test
    void agrees_with_scipy_on_the_passengers_of_an_airport() {
        // ../shared/reference/surveys_misc.json, sfo_tests: scipy 1.10.1, kendalltau (b), with many ties.
        Map<String, Object> expected =
                SharedData.object(SharedData.reference("surveys_misc.json"), "sets", "sfo_tests");
        double[][] rows = SharedData.complete("sfo_airport_survey/ref_input_2017.csv", "q7_sign", "q7_all");

        assertThat(rows).hasNumberOfRows(((Double) expected.get("n_pairs")).intValue());
        assertThat(KendallTau.of(column(rows, 0), column(rows, 1)).value())
                .isCloseTo((Double) expected.get("kendall_b_sign_all"), within(1e-12));
    }

    private static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    @Test
    void agrees_with_scipy_on_ties() {
        // scipy 1.17.1, kendalltau(a, b).statistic, which is tau-b.
        assertThat(KendallTau.of(STATED, FOUND).value()).isCloseTo(0.7692307692307694, within(1e-14));
    }

    @Test
    void has_the_null_error_of_five_drivers() {
        // Kendall (1938): variance 2 (2n + 5) / (9 n (n - 1)) is 1 / 6 for 5.
        Estimate tau = KendallTau.of(new double[] {1, 2, 3, 4, 5}, new double[] {2, 1, 3, 4, 5});

        assertThat(tau.value()).isCloseTo(0.8, within(1e-15));
        assertThat(tau.standardError()).isCloseTo(Math.sqrt(1 / 6.0), within(1e-15));
        assertThat(tau.high()).isEqualTo(1);
    }

    @Test
    void changes_its_sign_when_one_ranking_is_turned_round() {
        double[] turned = Arrays.stream(FOUND).map(x -> -x).toArray();

        assertThat(KendallTau.of(STATED, turned).value())
                .isEqualTo(-KendallTau.of(STATED, FOUND).value());
        assertThat(KendallTau.of(FOUND, STATED).value())
                .isEqualTo(KendallTau.of(STATED, FOUND).value());
    }

    @Test
    void pools_managers_by_how_they_differ() {
        List<Estimate> managers = List.of(
                KendallTau.of(new double[] {1, 2, 3, 4, 5}, new double[] {2, 1, 3, 4, 5}),
                KendallTau.of(new double[] {1, 2, 3, 4, 5}, new double[] {5, 4, 3, 2, 1}),
                KendallTau.of(new double[] {1, 2, 3, 4, 5}, new double[] {1, 2, 4, 3, 5}));
        Estimate pooled = KendallTau.pooled(managers);

        assertThat(pooled.value()).isCloseTo(0.2, within(1e-15));
        assertThat(pooled.interval().low()).isEqualTo(-1);
        assertThat(pooled.n()).isEqualTo(3);
    }

    @Test
    void is_no_certainty_when_all_managers_rank_alike() {
        Estimate one = KendallTau.of(new double[] {1, 2, 3, 4, 5}, new double[] {2, 1, 3, 4, 5});
        Estimate pooled = KendallTau.pooled(List.of(one, one, one));

        // One of three is taken to have swapped two neighbours, 0.2 of tau; t(.975, 2) is 4.302653.
        assertThat(pooled.value()).isCloseTo(0.8, within(1e-15));
        assertThat(pooled.interval().low()).isCloseTo(0.8 - 4.302653 * 0.2 / 3, within(1e-5));
        assertThat(pooled.interval().high()).isEqualTo(1);
    }

    @Test
    void is_refused_without_an_order() {
        assertThatThrownBy(() -> KendallTau.of(new double[] {1, 1}, new double[] {1, 2}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Tau needs rankings that differ, one of them has 2 ties only");
        assertThatThrownBy(() -> KendallTau.of(new double[] {1}, new double[] {1}))
                .hasMessage("Tau needs 2 rankings of the same 2 or more things, got 1 and 1");
        assertThatThrownBy(() -> KendallTau.of(new double[] {1, Double.NaN}, new double[] {1, 2}))
                .hasMessage("Tau needs numbers, thing 1 has NaN and 2.0");
        assertThatThrownBy(() -> KendallTau.pooled(List.of()))
                .hasMessage("Pooled agreement needs at least 2 rankings, got 0");
    }
}
