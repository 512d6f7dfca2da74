package throughline.statistics.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.Facts;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;
import throughline.statistics.SharedData;
import throughline.statistics.reliability.FactorAnalysis.Extraction;
import throughline.statistics.reliability.McDonaldOmega.Hierarchical;
import throughline.statistics.reliability.McDonaldOmega.Total;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class McDonaldOmegaTest {

    /// Nine tests of ability, 213 people: Thurstone and Thurstone (1941) after McDonald (1999).
    private static final double[][] ABILITY = Facts.table("thurstone_correlation");

    @Test
    void agrees_with_the_printed_analysis_of_nine_tests_of_ability() {
        // R, psych, omega(Thurstone, nfactors = 3), as printed; to more digits scipy 1.17.1 (L-BFGS-B on the
        // uniquenesses, BFGS on the turning matrix).
        Hierarchical omega = McDonaldOmega.hierarchical(ABILITY, 3, Extraction.MINIMAL_RESIDUALS);

        assertThat(omega.hierarchical()).isCloseTo(0.7360711800351021, within(1e-5));
        assertThat(omega.total()).isCloseTo(0.9308256906975386, within(1e-7));
        assertThat(omega.general())
                .containsExactly(new double[] {.71, .73, .68, .65, .62, .56, .59, .58, .54}, within(.006));
        double[] largest = Arrays.stream(omega.groups())
                .mapToDouble(row -> Arrays.stream(row).max().orElseThrow())
                .toArray();
        assertThat(largest).containsExactly(new double[] {.56, .55, .52, .56, .49, .41, .62, .34, .46}, within(.006));
        assertThat(omega.improper()).isFalse();
    }

    @Test
    void shares_the_correlation_of_two_factors_equally() {
        // The same in scipy with two factors.
        Hierarchical omega = McDonaldOmega.hierarchical(ABILITY, 2, Extraction.MINIMAL_RESIDUALS);

        assertThat(omega.hierarchical()).isCloseTo(0.713908219384048, within(1e-5));
        assertThat(omega.total()).isCloseTo(0.9127933620476292, within(1e-7));
        assertThat(omega.factors()[0][1]).isCloseTo(0.643, within(5e-4));
    }

    @Test
    void agrees_with_lavaan_and_psych_on_the_shared_surveys() {
        Map<String, Object> sets = SharedData.object(SharedData.reference("reliability.json"), "sets");
        for (String name : sets.keySet()) {
            Map<String, Object> set = SharedData.object(sets, name);
            // CUSL has a loading above 1 in lavaan, which here (and in psych) stops.
            if (set.get("omega_total_1factor_cov_ML") == null || name.equals("ecsi_CUSL")) {
                continue;
            }
            String[] items = SharedData.strings(set, "items");
            Moments moments = Moments.of(SharedData.complete((String) set.get("file"), items));
            Total raw = McDonaldOmega.total(moments);
            Total standardised = McDonaldOmega.total(Correlations.of(moments), Extraction.MAXIMUM_LIKELIHOOD);
            Map<String, Object> loadings = SharedData.object(set, "cfa_std_loadings");

            assertThat(raw.omega()).as(name).isCloseTo((Double) set.get("omega_total_1factor_cov_ML"), within(3e-6));
            assertThat(standardised.omega())
                    .as(name)
                    .isCloseTo((Double) set.get("omega_total_1factor_corr_ML"), within(1e-4));
            for (int i = 0; i < items.length; i++) {
                assertThat(raw.loadings()[i]).as(name).isCloseTo((Double) loadings.get(items[i]), within(1e-5));
            }
        }
    }

    @Test
    void agrees_with_psych_on_five_dimensions_of_service_quality() {
        Map<String, Object> five =
                SharedData.object(SharedData.reference("reliability.json"), "sets", "sq_multifactor");
        String[] items =
                IntStream.rangeClosed(1, 22).mapToObj("a%02d"::formatted).toArray(String[]::new);
        Moments moments = Moments.of(SharedData.complete("service_quality_sq/sq.csv", items));
        Hierarchical omega = McDonaldOmega.hierarchical(Correlations.of(moments), 5, Extraction.MAXIMUM_LIKELIHOOD);

        assertThat(omega.total()).isCloseTo((Double) five.get("omega_total"), within(1e-5));
        assertThat(omega.hierarchical()).isCloseTo((Double) five.get("omega_hierarchical"), within(1e-4));
    }

    @Test
    void is_alpha_where_all_items_load_alike() {
        double[][] alike = {{1, .5, .5, .5}, {.5, 1, .5, .5}, {.5, .5, 1, .5}, {.5, .5, .5, 1}};
        for (Extraction extraction : Extraction.values()) {
            Total omega = McDonaldOmega.total(alike, extraction);

            assertThat(omega.omega()).isCloseTo(0.8, within(1e-9));
            assertThat(omega.loadings()[2]).isCloseTo(Math.sqrt(.5), within(1e-9));
        }
    }

    @Test
    void finds_the_loadings_that_made_the_correlations() {
        double[] loadings = {.9, .7, .5, .3, .6};
        double[][] correlation = new double[5][5];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                correlation[i][j] = i == j ? 1 : loadings[i] * loadings[j];
            }
        }
        for (Extraction extraction : Extraction.values()) {
            assertThat(McDonaldOmega.total(correlation, extraction).loadings()).containsExactly(loadings, within(1e-7));
        }
    }

    @Test
    void has_an_interval_over_blocks() {
        List<Moments> weeks = new ArrayList<>();
        RandomGenerator random = Seeds.generator(9);
        for (int week = 0; week < 30; week++) {
            var rows = new double[20][3];
            for (double[] row : rows) {
                double mood = random.nextGaussian();
                Arrays.setAll(row, i -> mood + random.nextGaussian());
            }
            weeks.add(Moments.of(rows));
        }
        Estimate omega = McDonaldOmega.total(weeks, 0.95, 3);

        assertThat(omega.interval().contains(0.75)).isTrue();
        assertThat(omega.interval().width()).isBetween(0.04, 0.12);
        assertThat(McDonaldOmega.total(weeks, 0.95, 3)).isEqualTo(omega);
    }

    @Test
    void is_refused_over_blocks_in_which_the_factor_is_improper() {
        double[][] heywood = {{1, .8, .7}, {.8, 1, .3}, {.7, .3, 1}};
        List<Moments> weeks = Collections.nCopies(10, Moments.ofCovariance(heywood, 50));

        assertThatThrownBy(() -> McDonaldOmega.total(weeks, 0.95, 3))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("The statistic is undefined for all 10 blocks, or for more than a tenth of the replicates");
    }

    @Test
    void says_that_a_factor_is_improper() {
        // A first item that goes with the others more than they with each other can bear.
        double[][] heywood = {{1, .8, .7}, {.8, 1, .3}, {.7, .3, 1}};

        assertThat(McDonaldOmega.total(heywood, Extraction.MINIMAL_RESIDUALS).improper())
                .isTrue();
        assertThat(McDonaldOmega.total(ABILITY, Extraction.MINIMAL_RESIDUALS).improper())
                .isFalse();
    }

    @Test
    void is_refused_for_too_little() {
        assertThatThrownBy(() -> McDonaldOmega.total(Moments.of(new double[][] {{1, 2}, {2, 1}})))
                .hasMessage("Omega needs at least 3 items, got 2");
        assertThatThrownBy(() -> McDonaldOmega.hierarchical(ABILITY, 1, Extraction.MINIMAL_RESIDUALS))
                .hasMessage("Omega hierarchical needs at least 2 group factors, got 1");
        assertThatThrownBy(() -> McDonaldOmega.hierarchical(ABILITY, 6, Extraction.MINIMAL_RESIDUALS))
                .hasMessage("6 factors need more than 9 items");
        double[][] twice = {{1, 1, .5}, {1, 1, .5}, {.5, .5, 1}};
        assertThatThrownBy(() -> McDonaldOmega.total(twice, Extraction.MAXIMUM_LIKELIHOOD))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("Maximum likelihood needs items that are not sums of each other");
        assertThatThrownBy(() -> McDonaldOmega.total(List.of(), 0.95, 1))
                .hasMessage("Omega needs at least 3 items, got 0");
    }
}
