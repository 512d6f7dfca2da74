package throughline.statistics.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Moments;
import throughline.statistics.regression.FixedEffectsRegression;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwoWayCellsTest {

    private static final int UNITS = 12;
    private static final int WEEKS = 20;

    private final List<Moments> cells = new ArrayList<>();
    private final List<FixedEffectsRegression.Row> rows = new ArrayList<>();
    private int[] unit = {};
    private int[] week = {};

    /// A cause that differs between units and swells with the season, as the effect does, and a true slope in each
    /// unit.
    private TwoWayCells world(double slope, double otherwise) {
        var random = new Random(5);
        cells.clear();
        rows.clear();
        var units = new ArrayList<Integer>();
        var weeks = new ArrayList<Integer>();
        for (int u = 0; u < UNITS; u++) {
            for (int w = 0; w < WEEKS; w++) {
                var cell = new Moments.Builder(3);
                int answers = 3 + random.nextInt(9);
                for (int a = 0; a < answers; a++) {
                    double season = Math.sin(w / 3.0);
                    double held = random.nextGaussian();
                    double x = 0.4 * u + 2 * season + 0.5 * held + random.nextGaussian();
                    double y = (u == 0 ? otherwise : slope) * x - u + 3 * season + held + random.nextGaussian();
                    cell.add(new double[] {x, y, held});
                    rows.add(new FixedEffectsRegression.Row(1, y, new double[] {x, held}, new int[] {u, w}, w));
                }
                cells.add(cell.build());
                units.add(u);
                weeks.add(w);
            }
        }
        unit = units.stream().mapToInt(i -> i).toArray();
        week = weeks.stream().mapToInt(i -> i).toArray();
        return TwoWayCells.of(cells, unit, week);
    }

    @Test
    void give_the_slope_of_a_regression_on_the_rows_with_both_fixed_effects() {
        // FixedEffectsRegression is checked against statsmodels.
        TwoWayCells two = world(-0.7, -0.7);
        double expected = FixedEffectsRegression.of(rows, 0.95).getFirst().value();

        assertThat(EffectEstimate.of(two.byWeek(), 0, 1, Set.of(2), 0.95)
                        .estimate()
                        .value())
                .isCloseTo(expected, within(1e-9));
        assertThat(EffectEstimate.of(two.byUnit(), 0, 1, Set.of(2), 0.95)
                        .estimate()
                        .value())
                .isCloseTo(expected, within(1e-9));
    }

    @Test
    void hold_still_what_units_and_weeks_share_where_pooled_rows_are_deceived() {
        TwoWayCells two = world(-0.7, -0.7);

        assertThat(EffectEstimate.of(MomentBlocks.of(cells, 1), 0, 1, Set.of(2), 0.95)
                        .estimate()
                        .interval()
                        .contains(-0.7))
                .isFalse();
        assertThat(EffectEstimate.of(two.byWeek(), 0, 1, Set.of(2), 0.95)
                        .estimate()
                        .interval()
                        .contains(-0.7))
                .isTrue();
    }

    @Test
    void leave_nothing_of_a_variable_that_only_units_and_weeks_explain() {
        var random = new Random(6);
        world(1, 1);
        var shared = new ArrayList<Moments>();
        for (int c = 0; c < cells.size(); c++) {
            var cell = new Moments.Builder(2);
            for (int a = 0; a < 4; a++) {
                cell.add(new double[] {2 * unit[c] + Math.sqrt(week[c]), random.nextGaussian()});
            }
            shared.add(cell.build());
        }
        TwoWayCells two = TwoWayCells.of(shared, unit, week);

        assertThat(two.squares(0)).isCloseTo(0, within(1e-9));
        assertThat(two.squares(1)).isGreaterThan(100);
    }

    @Test
    void take_off_the_rows_that_the_groups_cost() {
        TwoWayCells two = world(1, 1);

        assertThat(two.byWeek().count()).isCloseTo(rows.size() - (UNITS + WEEKS - 1), within(1e-6));
        assertThat(two.units()).isEqualTo(UNITS);
        assertThat(two.weeks()).isEqualTo(WEEKS);
    }

    @Test
    void count_the_units_in_which_the_effect_runs_the_same_way() {
        assertThat(world(-0.7, 0.7).signs(0, 1, Set.of(2), 20)).isEqualTo(new TwoWayCells.Signs(UNITS - 1, UNITS));
        assertThat(world(-0.7, 0.7).signs(0, 1, Set.of(2), 10_000)).isEqualTo(new TwoWayCells.Signs(0, 0));
    }

    @Test
    void select_variables_without_changing_what_is_known_of_them() {
        MomentBlocks blocks = world(-0.7, -0.7).byWeek();

        assertThat(blocks.select(2, 0).total().covariance(0, 1))
                .isEqualTo(blocks.total().covariance(2, 0));
        assertThat(blocks.select(1).blocks()).isEqualTo(WEEKS);
    }

    @Test
    void refuse_cells_that_cannot_carry_both_groups() {
        Moments one = Moments.of(new double[][] {{1, 2}});
        assertThatThrownBy(() -> TwoWayCells.of(List.of(one, one), new int[] {0, 1}, new int[] {0, 0}))
                .hasMessage("2 units and 1 weeks cost all of 2 rows");
        assertThatThrownBy(() -> TwoWayCells.of(List.of(Moments.empty(2)), new int[] {0}, new int[] {0}))
                .hasMessageStartingWith("Two groups are taken out of cells with rows");
    }
}
