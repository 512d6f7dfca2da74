package throughline.statistics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Facts;
import throughline.statistics.Seeds;
import throughline.statistics.Summary;
import throughline.statistics.intervention.DifferenceInDifferences.Observation;
import throughline.statistics.intervention.DifferenceInDifferences.Result;
import throughline.statistics.intervention.DifferenceInDifferences.Settings;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DifferenceInDifferencesTest {

    private static final Settings TWO_LEADS = new Settings(2, 200, 1);

    /// Two began in period 3, two in period 5, three never; unit 1 was first seen in period 1.
    private static final Map<String, Integer> BEGUN = Map.of("0", 3, "1", 3, "2", 5, "3", 5);

    @Test
    void agrees_with_least_squares_on_the_untreated_cells() {
        // numpy 2.4.6, lstsq of the means on unit and period dummies over untreated cells, weighted by rows; the
        // effects are the treated cells' residuals, averaged with the rows.
        Result result = DifferenceInDifferences.of(staggered(), BEGUN, 0.95, TWO_LEADS);

        assertThat(result.overall().value()).isCloseTo(0.7680683571228409, within(1e-9));
        assertThat(result.byAge().get(0).value()).isCloseTo(0.5431629138341099, within(1e-9));
        assertThat(result.byAge().get(1).value()).isCloseTo(0.7206447108358934, within(1e-9));
        // Only 2 of 7 units ever reach age 2, too few for draws to tell.
        assertThat(result.byAge()).doesNotContainKey(2);
        assertThat(result.treatedUnits()).isEqualTo(4);
        assertThat(result.comparisonUnits()).isEqualTo(7);
    }

    @Test
    void agrees_with_least_squares_on_the_time_before() {
        // The same with treatment pretended 2 periods earlier and without unit 1, which has nothing before that.
        Result result = DifferenceInDifferences.of(staggered(), BEGUN, 0.95, TWO_LEADS);

        assertThat(result.preTrend())
                .hasValueSatisfying(before -> assertThat(before.value()).isCloseTo(0.11297211189876608, within(1e-9)));
        assertThat(result.byAge().get(-2).value()).isCloseTo(0.12442575573883041, within(1e-9));
        assertThat(result.byAge().get(-1).value()).isCloseTo(0.10573823157872546, within(1e-9));
    }

    @Test
    void of_two_groups_and_two_periods_is_the_difference_of_the_differences() {
        List<Observation> cells = new ArrayList<>();
        Map<String, Integer> first = new LinkedHashMap<>();
        for (int unit = 0; unit < 8; unit++) {
            boolean treated = unit < 4;
            cells.add(new Observation("u" + unit, 0, Summary.of(unit, unit + 2)));
            cells.add(new Observation("u" + unit, 1, Summary.of(unit + 5, unit + 3 + (treated ? 2 : 0))));
            if (treated) {
                first.put("u" + unit, 1);
            }
        }

        assertThat(DifferenceInDifferences.of(cells, first, 0.95).overall().value())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void is_not_fooled_by_effects_that_grow() {
        // Everyone is treated in the end and effects grow with age, where the two-way regression goes wrong.
        List<Observation> cells = new ArrayList<>();
        Map<String, Integer> first = new LinkedHashMap<>();
        for (int unit = 0; unit < 12; unit++) {
            int begin = 3 + 2 * (unit % 4);
            first.put("u" + unit, begin);
            for (int t = 0; t < 10; t++) {
                double effect = t >= begin ? 1 + t - begin : 0;
                cells.add(new Observation("u" + unit, t, Summary.of(unit + 0.5 * t + effect, unit + 0.5 * t + effect)));
            }
        }
        Result result = DifferenceInDifferences.of(cells, first, 0.95);

        assertThat(result.byAge().get(0).value()).isCloseTo(1, within(1e-8));
        assertThat(result.byAge().get(3).value()).isCloseTo(4, within(1e-8));
        assertThat(result.preTrend())
                .hasValueSatisfying(before -> assertThat(before.value()).isCloseTo(0, within(1e-8)));
    }

    @Test
    void sees_units_that_were_moving_apart_already() {
        Result drifting = DifferenceInDifferences.of(world(0.3, 2), treatedHalf(), 0.95);
        Result parallel = DifferenceInDifferences.of(world(0, 2), treatedHalf(), 0.95);

        assertThat(drifting.preTrend())
                .hasValueSatisfying(
                        before -> assertThat(before.interval().above(0)).isTrue());
        assertThat(parallel.preTrend())
                .hasValueSatisfying(
                        before -> assertThat(before.interval().contains(0)).isTrue());
    }

    @Test
    void leaves_out_units_treated_from_the_start() {
        List<Observation> cells = new ArrayList<>(staggered());
        Map<String, Integer> begun = new LinkedHashMap<>(BEGUN);
        cells.add(new Observation("veteran", 3, Summary.of(90, 95)));
        begun.put("veteran", -4);
        Result result = DifferenceInDifferences.of(cells, begun, 0.95, TWO_LEADS);

        assertThat(result.overall().value()).isCloseTo(0.7680683571228409, within(1e-9));
        assertThat(result.treatedUnits()).isEqualTo(4);
    }

    @Test
    void does_not_depend_on_the_order_of_the_cells() {
        assertThat(DifferenceInDifferences.of(staggered().reversed(), BEGUN, 0.95, TWO_LEADS))
                .isEqualTo(DifferenceInDifferences.of(staggered(), BEGUN, 0.95, TWO_LEADS));
    }

    @Test
    void is_refused_without_a_comparison() {
        assertThatThrownBy(() -> DifferenceInDifferences.of(staggered(), Map.of("0", 3), 0.95))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("An effect needs at least 2 units seen before and after treatment, "
                        + "with others untreated meanwhile, got 1");
        assertThatThrownBy(() -> DifferenceInDifferences.of(
                        staggered().stream()
                                .filter(cell -> cell.unit().compareTo("4") < 0)
                                .toList(),
                        BEGUN,
                        0.95))
                .hasMessage("A block bootstrap needs at least 5 blocks, got 4");
        assertThatThrownBy(() -> new Settings(0, 500, 1))
                .hasMessage("Settings need at least 1 lead and 100 replicates, got 0 and 500");
    }

    private static List<Observation> staggered() {
        List<Observation> cells = new ArrayList<>();
        for (double[] row : Facts.table("staggered")) {
            cells.add(
                    new Observation(String.valueOf((int) row[0]), (int) row[1], new Summary((long) row[2], row[3], 0)));
        }
        return cells;
    }

    private static Map<String, Integer> treatedHalf() {
        Map<String, Integer> first = new LinkedHashMap<>();
        for (int unit = 0; unit < 15; unit++) {
            first.put("u" + unit, 6 + unit % 3);
        }
        return first;
    }

    private static List<Observation> world(double drift, long seed) {
        RandomGenerator random = Seeds.generator(seed);
        List<Observation> cells = new ArrayList<>();
        for (int unit = 0; unit < 30; unit++) {
            double level = random.nextGaussian();
            for (int t = 0; t < 12; t++) {
                double mean = level + 0.1 * t + (unit < 15 ? drift * t : 0) + 0.3 * random.nextGaussian();
                cells.add(new Observation("u" + unit, t, new Summary(4, mean, 1)));
            }
        }
        return cells;
    }
}
