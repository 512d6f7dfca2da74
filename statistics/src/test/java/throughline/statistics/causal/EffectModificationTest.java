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

/// An exposure (0), an outcome (1) and one variable held still (2), in weeks.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EffectModificationTest {

    private static final Set<Integer> HELD = Set.of(2);

    /// Rows of each week; the outcome changes by `slope` for one of the exposure, and by another slope of its own in
    /// each week.
    private static List<double[][]> weeks(Random random, int weeks, int rows, double slope, double[] ofWeek) {
        var all = new ArrayList<double[][]>();
        for (int w = 0; w < weeks; w++) {
            double[][] week = new double[rows][];
            for (int r = 0; r < rows; r++) {
                double held = random.nextGaussian();
                double x = held + random.nextGaussian();
                week[r] = new double[] {x, (slope + ofWeek[w]) * x + held + random.nextGaussian(), held};
            }
            all.add(week);
        }
        return all;
    }

    private static MomentBlocks blocks(List<double[][]> weeks) {
        return MomentBlocks.of(weeks.stream().map(Moments::of).toList(), 1);
    }

    private static double slope(List<double[][]> weeks) {
        var rows = new ArrayList<double[]>();
        weeks.forEach(week -> rows.addAll(List.of(week)));
        Moments all = Moments.of(rows.toArray(double[][]::new));
        double zz = all.products(2, 2);
        double xx = all.products(0, 0) - all.products(0, 2) * all.products(0, 2) / zz;
        double xy = all.products(0, 1) - all.products(0, 2) * all.products(1, 2) / zz;
        return xy / xx;
    }

    private static List<double[][]> without(List<double[][]> weeks, int week) {
        var rest = new ArrayList<>(weeks);
        rest.remove(week);
        return rest;
    }

    @Test
    void is_the_difference_of_two_regressions_with_each_week_left_out_of_both() {
        var random = new Random(4);
        List<double[][]> a = weeks(random, 12, 9, 0.5, new double[12]);
        List<double[][]> b = weeks(random, 12, 15, 0.2, new double[12]);

        List<EffectModification> found = EffectModification.of(List.of(blocks(a), blocks(b)), 0, 1, HELD, 0.95);

        double difference = slope(a) - slope(b);
        double squares = 0;
        for (int w = 0; w < 12; w++) {
            double left = slope(without(a, w)) - slope(without(b, w));
            squares += (left - difference) * (left - difference);
        }
        assertThat(found.getFirst().difference().value()).isCloseTo(difference, within(1e-9));
        assertThat(found.getFirst().difference().standardError())
                .isCloseTo(Math.sqrt(11.0 / 12 * squares), within(1e-9));
        assertThat(found.getFirst().own().value()).isCloseTo(slope(a), within(1e-9));
        assertThat(found.getFirst().own().standardError())
                .isCloseTo(
                        EffectEstimate.of(blocks(a), 0, 1, HELD, 0.95)
                                .estimate()
                                .standardError(),
                        within(1e-9));
    }

    @Test
    void of_two_parts_is_one_difference_seen_from_both_sides() {
        var random = new Random(5);
        List<EffectModification> found = EffectModification.of(
                List.of(
                        blocks(weeks(random, 14, 20, 0.5, new double[14])),
                        blocks(weeks(random, 14, 20, 0.5, new double[14]))),
                0,
                1,
                HELD,
                0.95);

        assertThat(found.getFirst().difference().value())
                .isCloseTo(-found.getLast().difference().value(), within(1e-12));
        assertThat(found.getFirst().chance()).isCloseTo(found.getLast().chance(), within(1e-12));
    }

    @Test
    void is_nothing_between_copies() {
        MomentBlocks part = blocks(weeks(new Random(6), 12, 20, 0.5, new double[12]));
        MomentBlocks copy = blocks(weeks(new Random(6), 12, 20, 0.5, new double[12]));

        EffectModification found =
                EffectModification.of(List.of(part, copy), 0, 1, HELD, 0.95).getFirst();

        assertThat(found.difference().value()).isZero();
        assertThat(found.chance()).isEqualTo(1);
    }

    /// Weeks in which the exposure does more do so in all parts; taken for independent, parts would differ too often
    /// or too seldom.
    @Test
    void is_called_by_chance_in_five_of_a_hundred_though_weeks_differ() {
        var random = new Random(7);
        int called = 0;
        for (int world = 0; world < 600; world++) {
            double[] ofWeek = random.doubles(25, -0.4, 0.4).toArray();
            List<MomentBlocks> parts = List.of(
                    blocks(weeks(random, 25, 12, 0.5, ofWeek)),
                    blocks(weeks(random, 25, 6, 0.5, ofWeek)),
                    blocks(weeks(random, 25, 20, 0.5, ofWeek)));
            called += EffectModification.of(parts, 0, 1, HELD, 0.95).get(1).chance() <= 0.05 ? 1 : 0;
        }

        assertThat(called / 600.0).isBetween(0.02, 0.08);
    }

    @Test
    void finds_half_an_effect_in_one_part() {
        var random = new Random(8);
        List<EffectModification> found = EffectModification.of(
                List.of(
                        blocks(weeks(random, 25, 20, 0.5, new double[25])),
                        blocks(weeks(random, 25, 20, 0.5, new double[25])),
                        blocks(weeks(random, 25, 20, 0.25, new double[25]))),
                0,
                1,
                HELD,
                0.95);

        assertThat(found.getLast().difference().interval().contains(-0.25)).isTrue();
        assertThat(found.getLast().chance()).isLessThan(0.001);
    }

    @Test
    void is_refused_for_one_part_and_for_parts_of_other_weeks() {
        var random = new Random(9);
        MomentBlocks twelve = blocks(weeks(random, 12, 20, 0.5, new double[12]));
        MomentBlocks eleven = blocks(weeks(random, 11, 20, 0.5, new double[11]));

        assertThatThrownBy(() -> EffectModification.of(List.of(twelve), 0, 1, HELD, 0.95))
                .hasMessage(
                        "An effect is compared between at least 2 parts of the same variables and blocks, got 1 of [3 in 12]");
        assertThatThrownBy(() -> EffectModification.of(List.of(twelve, eleven), 0, 1, HELD, 0.95))
                .hasMessage(
                        "An effect is compared between at least 2 parts of the same variables and blocks, got 2 of [3 in 12, 3 in 11]");
    }
}
