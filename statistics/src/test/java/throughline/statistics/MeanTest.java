package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MeanTest {

    /// Student's sleep data: extra hours with drug 2 over drug 1.
    private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4};

    @Test
    void agrees_with_scipy_on_the_gaps_between_what_was_expected_and_found() {
        // ../shared/reference/surveys_misc.json, kiosk_gap: scipy 1.10.1, paired t of 207 customers.
        Map<String, Object> gaps =
                SharedData.object(SharedData.reference("surveys_misc.json"), "sets", "kiosk_gap", "gaps");
        int compared = 0;
        for (int item = 1; item <= 24; item++) {
            String number = "%02d".formatted(item);
            Map<String, Object> expected = SharedData.object(gaps, "item" + number);
            double[][] rows = SharedData.complete("kiosk_servqual_kr/ref_input_kiosk.csv", "e" + number, "p" + number);
            Estimate gap = Mean.of(
                    Summary.of(Arrays.stream(rows)
                            .mapToDouble(row -> row[1] - row[0])
                            .toArray()),
                    0.95);
            double[] ends = SharedData.numbers(expected, "ci95");

            assertThat(gap.n()).isEqualTo(expected.get("n"));
            assertThat(gap.value()).isCloseTo((Double) expected.get("gap"), within(1e-12));
            assertThat(gap.standardError()).isCloseTo((Double) expected.get("se"), within(1e-12));
            assertThat(gap.low()).isCloseTo(ends[0], within(1e-10));
            assertThat(gap.high()).isCloseTo(ends[1], within(1e-10));
            compared++;
        }
        assertThat(compared).isEqualTo(24);
    }

    @Test
    void agrees_with_r_on_the_sleep_data() {
        // R 4.2.2, t.test(extra ~ group, paired = TRUE): mean 1.58, interval .7001142 to 2.4598858.
        Estimate mean = Mean.of(Summary.of(SLEEP), 0.95);

        assertThat(mean.value()).isCloseTo(1.58, within(1e-14));
        assertThat(mean.low()).isCloseTo(0.7001142367230175, within(1e-12));
        assertThat(mean.high()).isCloseTo(2.459885763276982, within(1e-12));
    }

    @Test
    void over_clusters_agrees_with_statsmodels() {
        // statsmodels 0.15.0, OLS(invest, 1).fit(cov_type="cluster", groups=firm, use_t=True) on Grunfeld (1958).
        Estimate mean = Mean.clustered(firms(), 0.95);

        assertThat(mean.value()).isCloseTo(133.3119, within(1e-10));
        assertThat(mean.standardError()).isCloseTo(58.26053562490573, within(1e-9));
        assertThat(mean.low()).isCloseTo(3.499337036617078, within(1e-8));
        assertThat(mean.n()).isCloseTo(220 / 16.83866833270459, within(1e-9));
    }

    @Test
    void is_not_sure_of_what_one_cluster_decides() {
        // By hand: 150 in 32 rows; without one cluster 3 in 2, 148 in 31, 149 in 31.
        Estimate mean = Mean.clustered(List.of(new Summary(30, 4.9, 9), Summary.of(2), Summary.of(1)), 0.95);
        double without = 150 / 32.0;

        assertThat(mean.value()).isCloseTo(without, within(1e-12));
        assertThat(mean.standardError())
                .isCloseTo(
                        Math.sqrt(2
                                / 3.0
                                * (square(1.5 - without)
                                        + square(148 / 31.0 - without)
                                        + square(149 / 31.0 - without))),
                        within(1e-12));
    }

    @Test
    void over_clusters_of_one_is_the_plain_mean() {
        List<Summary> singles = Arrays.stream(SLEEP).mapToObj(Summary::of).toList();
        Estimate plain = Mean.of(Summary.of(SLEEP), 0.95);
        Estimate clustered = Mean.clustered(singles, 0.95);

        assertThat(clustered.value()).isCloseTo(plain.value(), within(1e-14));
        assertThat(clustered.low()).isCloseTo(plain.low(), within(1e-13));
        assertThat(clustered.n()).isCloseTo(10, within(1e-12));
    }

    @Test
    void leaves_empty_clusters_out() {
        var firms = new ArrayList<>(firms());
        Estimate before = Mean.clustered(firms, 0.95);
        firms.add(Summary.EMPTY);

        assertThat(Mean.clustered(firms, 0.95)).isEqualTo(before);
    }

    @Test
    void is_refused_without_repetition() {
        assertThatThrownBy(() -> Mean.of(Summary.of(3), 0.95))
                .hasMessage("A mean with an interval needs at least 2 values, got 1");
        assertThatThrownBy(() -> Mean.clustered(List.of(Summary.of(1, 2, 3), Summary.EMPTY), 0.95))
                .hasMessage("A mean of clusters needs at least 2 clusters with values, got 1");
    }

    @Test
    void has_a_design_effect_of_its_clusters() {
        // The same statsmodels figure squared over s^2 / n.
        assertThat(DesignEffect.of(firms())).isCloseTo(16.83866833270459, within(1e-9));
    }

    @Test
    void of_copied_answers_has_the_design_effect_of_the_copies() {
        // m copies in each of G clusters: (G m - 1) / (G - 1) exactly.
        List<Summary> copies =
                List.of(Summary.of(1, 1, 1), Summary.of(4, 4, 4), Summary.of(6, 6, 6), Summary.of(2, 2, 2));

        assertThat(DesignEffect.of(copies)).isCloseTo(11 / 3.0, within(1e-12));
        assertThat(DesignEffect.effective(12, 11 / 3.0)).isCloseTo(36 / 11.0, within(1e-12));
    }

    @Test
    void never_gains_from_clusters_that_differ_less_than_chance() {
        assertThat(DesignEffect.of(List.of(Summary.of(1, 9), Summary.of(9, 1), Summary.of(5, 5))))
                .isEqualTo(1);
        assertThat(DesignEffect.of(List.of(Summary.of(3, 3), Summary.of(3)))).isEqualTo(1);
    }

    @Test
    void has_no_design_effect_without_clusters() {
        assertThatThrownBy(() -> DesignEffect.of(List.of(Summary.of(1, 2))))
                .hasMessage("A design effect needs at least 2 clusters with values, got 1");
        assertThatThrownBy(() -> DesignEffect.effective(100, 0.5))
                .hasMessage("An effective number needs n >= 0 and a design effect >= 1, got 100.0 and 0.5");
    }

    private static double square(double x) {
        return x * x;
    }

    private static List<Summary> firms() {
        Map<Double, Summary> firms = new TreeMap<>();
        for (double[] row : Facts.table("grunfeld")) {
            firms.merge(row[3], Summary.of(row[0]), Summary::plus);
        }
        return List.copyOf(firms.values());
    }
}
