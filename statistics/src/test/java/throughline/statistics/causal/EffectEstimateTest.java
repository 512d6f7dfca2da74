package throughline.statistics.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Facts;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;
import throughline.statistics.regression.FixedEffectsRegression;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EffectEstimateTest {

    private static final int LOAD = 0;
    private static final int FAULT = 1;
    private static final int WAIT = 2;
    private static final int FELT = 3;

    @Test
    void of_longley_is_the_certified_coefficient() {
        // NIST StRD, Longley: coefficient of x1 (implicit price deflator) 15.0618722713733, certified; y is employment.
        double[][] rows = Facts.table("longley");
        var cells = new ArrayList<Moments>();
        for (double[] row : rows) {
            cells.add(Moments.of(new double[][] {row}));
        }
        assertThat(EffectEstimate.of(MomentBlocks.of(cells, 1), 1, 0, Set.of(2, 3, 4, 5, 6), 0.95)
                        .estimate()
                        .value())
                .isCloseTo(15.0618722713733, within(1e-6));
    }

    @Test
    void is_what_a_regression_on_the_rows_gives() {
        // FixedEffectsRegression, itself checked against statsmodels, keeps its intercept when it leaves a cluster out.
        List<double[][]> rows = world(12, 30);
        var regression = new ArrayList<FixedEffectsRegression.Row>();
        for (int cell = 0; cell < rows.size(); cell++) {
            for (double[] row : rows.get(cell)) {
                regression.add(new FixedEffectsRegression.Row(
                        1, row[FELT], new double[] {row[FAULT], row[LOAD]}, new int[] {0}, cell));
            }
        }

        var effect = EffectEstimate.of(cells(rows), FAULT, FELT, Set.of(LOAD), 0.95);
        var expected = FixedEffectsRegression.of(regression, 0.95).getFirst();

        assertThat(effect.estimate().value()).isCloseTo(expected.value(), within(1e-10));
        assertThat(effect.estimate().standardError()).isCloseTo(expected.standardError(), withinPercentage(3));
    }

    @Test
    void finds_the_effect_behind_a_common_cause() {
        var cells = cells(world(200, 30));
        CausalGraph graph = AdjustmentSetTest.graph(4, "0>1", "0>2", "1>2", "2>3", "0>3");
        AdjustmentSet set = AdjustmentSet.find(graph, FAULT, FELT).orElseThrow();

        EffectEstimate effect = EffectEstimate.of(cells, set, 0.95);

        assertThat(set.variables()).containsExactly(LOAD);
        assertThat(effect.estimate().interval().contains(-0.48)).isTrue();
        assertThat(EffectEstimate.of(cells, FAULT, FELT, Set.of(), 0.95)
                        .estimate()
                        .interval()
                        .contains(-0.48))
                .isFalse();
        assertThat(effect.standardised().value() / effect.estimate().value())
                .isCloseTo(
                        Math.sqrt(cells.total().covariance(FAULT, FAULT)
                                / cells.total().covariance(FELT, FELT)),
                        within(1e-12));
    }

    @Test
    void holds_the_truth_in_95_of_100_worlds_though_rows_come_in_clusters() {
        int held = 0;
        for (int world = 0; world < 400; world++) {
            held += EffectEstimate.of(cells(world(1000 + world, 25)), FAULT, FELT, Set.of(LOAD), 0.95)
                            .estimate()
                            .interval()
                            .contains(-0.48)
                    ? 1
                    : 0;
        }

        assertThat(held / 400.0).isBetween(0.92, 0.98);
    }

    @Test
    void stands_out_from_placebos_if_it_is_one_and_not_if_it_is_none() {
        var cells = cells(world(200, 60));

        var real = Refutation.placebo(cells, FAULT, FELT, Set.of(LOAD), 0.95, 999, 1);
        var none = Refutation.placebo(cells, FAULT, FELT, Set.of(LOAD, WAIT), 0.95, 999, 1);

        assertThat(real.chance()).isEqualTo(0.001);
        assertThat(real.placebos().contains(real.effect())).isFalse();
        assertThat(none.chance()).isGreaterThan(0.05);
        assertThat(none.placebos().contains(none.effect())).isTrue();
    }

    @Test
    void keeps_its_direction_in_parts_of_the_data_if_it_is_one() {
        var cells = cells(world(200, 60));

        var parts = Refutation.subset(cells, FAULT, FELT, Set.of(LOAD), 0.8, 0.95, 200, 1);

        assertThat(parts.sameDirection()).isEqualTo(1);
        assertThat(parts.parts().contains(parts.effect())).isTrue();
    }

    @Test
    void has_a_robustness_value_of_its_partial_correlation() {
        EffectEstimate effect = EffectEstimate.of(cells(world(200, 60)), FAULT, FELT, Set.of(LOAD), 0.95);
        RobustnessValue value = RobustnessValue.of(effect);

        assertThat(value.partialRSquared())
                .isCloseTo(effect.partialCorrelation() * effect.partialCorrelation(), within(1e-12));
        assertThat(value.ofInterval()).isBetween(0.0, value.value());
    }

    @Test
    void refuses_what_cannot_be_told_apart() {
        var cells = new ArrayList<Moments>();
        var random = Seeds.generator(1);
        for (int c = 0; c < 12; c++) {
            double x = random.nextGaussian();
            cells.add(Moments.of(new double[][] {{x, 2 * x, random.nextGaussian()}}));
        }
        var blocks = MomentBlocks.of(cells, 1);

        assertThatThrownBy(() -> EffectEstimate.of(blocks, 0, 2, Set.of(1), 0.95))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Variable 0 does not vary beside those held still");
        assertThatThrownBy(() -> EffectEstimate.of(blocks, 0, 2, Set.of(2), 0.95))
                .hasMessage(
                        "An effect needs an exposure, an outcome and others to hold still, all different and of 0 to"
                                + " 2, got 0, 2 and [2]");
        assertThatThrownBy(() -> Refutation.placebo(blocks, 0, 2, Set.of(), 0.95, 50, 1))
                .hasMessage("A refutation needs at least 100 replicates, got 50");
        assertThatThrownBy(() -> Refutation.subset(blocks, 0, 2, Set.of(), 1, 0.95, 100, 1))
                .hasMessage("A part has at least 2 and not all of 12 blocks, got a share of 1.0");
    }

    /// Load makes faults and waiting, faults make waiting, waiting is felt: -.6 * .8 = -.48 of a fault. What is felt
    /// is shared by all of a cell, and so are faults.
    private static List<double[][]> world(long seed, int cells) {
        var random = Seeds.generator(seed);
        var all = new ArrayList<double[][]>();
        for (int c = 0; c < cells; c++) {
            double mood = 0.5 * random.nextGaussian();
            double down = random.nextGaussian();
            double[][] rows = new double[20][4];
            for (double[] row : rows) {
                row[LOAD] = random.nextGaussian();
                row[FAULT] = 0.7 * row[LOAD] + down + random.nextGaussian();
                row[WAIT] = 0.8 * row[FAULT] + 0.4 * row[LOAD] + random.nextGaussian();
                row[FELT] = -0.6 * row[WAIT] - 0.3 * row[LOAD] + mood + random.nextGaussian();
            }
            all.add(rows);
        }
        return all;
    }

    private static MomentBlocks cells(List<double[][]> rows) {
        return MomentBlocks.of(rows.stream().map(Moments::of).toList(), 1);
    }
}
