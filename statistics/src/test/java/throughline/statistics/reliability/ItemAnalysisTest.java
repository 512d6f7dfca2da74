package throughline.statistics.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.Facts;
import throughline.statistics.Moments;
import throughline.statistics.SharedData;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ItemAnalysisTest {

    /// Chatterjee and Price (1977), Regression Analysis by Example: 30 departments, 7 questions to their
    /// clerks.
    private static final Moments ATTITUDE = Moments.of(Facts.table("attitude"));

    @Test
    void agrees_with_the_printed_analysis_of_the_attitude_survey() {
        // R, psych, example(alpha): alpha(attitude), as printed: raw .84, std .84, average r .43.
        ItemAnalysis analysis = ItemAnalysis.of(ATTITUDE);

        assertThat(analysis.alpha()).isCloseTo(0.8431427695647598, within(1e-12));
        assertThat(analysis.standardisedAlpha()).isCloseTo(0.8390838030295105, within(1e-12));
        assertThat(analysis.averageCorrelation()).isCloseTo(0.43, within(0.005));
        assertThat(analysis.withTotal())
                .containsExactly(new double[] {.78, .84, .70, .81, .85, .42, .60}, within(.005));
        assertThat(analysis.withRest()).containsExactly(new double[] {.67, .74, .56, .71, .79, .27, .46}, within(.006));
        assertThat(analysis.alphaWithout())
                .containsExactly(new double[] {.81, .80, .83, .80, .80, .86, .84}, within(.005));
    }

    @Test
    void agrees_with_psych_on_the_shared_surveys() {
        Map<String, Object> sets = SharedData.object(SharedData.reference("reliability.json"), "sets");
        for (String name : sets.keySet()) {
            Map<String, Object> set = SharedData.object(sets, name);
            if (!set.containsKey("items")) {
                continue;
            }
            String[] items = SharedData.strings(set, "items");
            Moments moments = Moments.of(SharedData.complete((String) set.get("file"), items));
            ItemAnalysis analysis = ItemAnalysis.of(moments);
            Estimate alpha = CronbachAlpha.of(moments, 0.95);
            double[] interval = SharedData.numbers(set, "alpha_feldt_ci");
            Map<String, Object> rest = SharedData.object(set, "item_total_corrected_r_drop");

            assertThat(analysis.alpha()).as(name).isCloseTo((Double) set.get("alpha_raw"), within(1e-10));
            assertThat(alpha.value()).as(name).isCloseTo((Double) set.get("alpha_raw"), within(1e-10));
            assertThat(alpha.low()).as(name).isCloseTo(interval[0], within(1e-9));
            assertThat(alpha.high()).as(name).isCloseTo(interval[1], within(1e-9));
            assertThat(analysis.standardisedAlpha()).as(name).isCloseTo((Double) set.get("alpha_std"), within(1e-10));
            assertThat(analysis.averageCorrelation()).as(name).isCloseTo((Double) set.get("average_r"), within(1e-10));
            for (int i = 0; i < items.length; i++) {
                assertThat(analysis.withRest()[i]).as(name).isCloseTo((Double) rest.get(items[i]), within(1e-10));
                if (items.length > 2) {
                    assertThat(analysis.alphaWithout()[i])
                            .as(name)
                            .isCloseTo(
                                    (Double) SharedData.object(set, "alpha_if_dropped")
                                            .get(items[i]),
                                    within(1e-10));
                }
            }
        }
    }

    @Test
    void of_two_items_has_no_alpha_without_one() {
        ItemAnalysis two = ItemAnalysis.of(ATTITUDE.select(0, 1));

        assertThat(two.alphaWithout()).isEmpty();
        assertThat(two.withRest()[0]).isCloseTo(ATTITUDE.correlation(0, 1), within(1e-12));
        assertThat(two.withRest()[1]).isCloseTo(two.withRest()[0], within(1e-12));
    }

    @Test
    void is_refused_for_too_little() {
        assertThatThrownBy(() -> ItemAnalysis.of(ATTITUDE.select(0)))
                .hasMessage("An item analysis needs at least 2 items, got 1");
        assertThatThrownBy(() -> ItemAnalysis.of(Moments.of(new double[][] {{1, 2}, {2, 1}})))
                .hasMessage("An item analysis needs at least 3 rows, got 2.0");
        assertThatThrownBy(() -> ItemAnalysis.of(Moments.of(new double[][] {{1, -1}, {2, -2}, {4, -4}})))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("An item analysis needs a sum of standardised items that varies; that of these 2 does not");
    }
}
