package throughline.statistics.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MomentBlocksTest {

    @Test
    void have_the_moments_of_all_their_rows() {
        List<Moments> cells = days(40, 0);
        var builder = new Moments.Builder(2);
        cells.forEach(builder::add);
        Moments all = builder.build();
        Moments total = MomentBlocks.of(cells, 3).total();

        assertThat(total.count()).isEqualTo(all.count());
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                assertThat(total.products(i, j)).isCloseTo(all.products(i, j), within(1e-9));
            }
        }
    }

    @Test
    void add_up_to_the_whole_also_where_the_last_one_is_short() {
        MomentBlocks blocks = MomentBlocks.of(days(40, 0), 3);
        double[] sum = new double[blocks.sums().length];
        for (int b = 0; b < blocks.blocks(); b++) {
            double[] block = blocks.block(b);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += block[i];
            }
        }

        assertThat(blocks.blocks()).isEqualTo(14);
        assertThat(blocks.block(13)[0]).isEqualTo(5);
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isCloseTo(blocks.sums()[i], within(1e-9));
        }
    }

    @Test
    void are_the_same_whichever_are_drawn_where_all_are_alike() {
        double[][] rows = {{1, 2}, {3, 1}, {2, 6}};
        List<Moments> cells = new ArrayList<>();
        for (int c = 0; c < 20; c++) {
            cells.add(Moments.of(rows));
        }
        MomentBlocks blocks = MomentBlocks.of(cells, 2);

        for (double[] drawn : blocks.draws(5, 1)) {
            assertThat(drawn[0]).isEqualTo(60);
            for (int i = 1; i < drawn.length; i++) {
                assertThat(drawn[i]).isCloseTo(blocks.sums()[i], within(1e-9));
            }
        }
    }

    @Test
    void draw_runs_that_follow_each_other_round_the_end() {
        // Only the cells 0 to 2 have their own counts; runs of 2 of 20 cells: a draw holds 20 cells in all.
        List<Moments> cells = new ArrayList<>();
        for (int c = 0; c < 20; c++) {
            double[][] rows = new double[c < 2 ? 3 : 2][];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = new double[] {r, c};
            }
            cells.add(Moments.of(rows));
        }
        double mean = 0;
        for (double[] drawn : MomentBlocks.of(cells, 2).draws(2_000, 1)) {
            assertThat(drawn[0]).isBetween(40.0, 60.0);
            mean += drawn[0] / 2_000;
        }

        assertThat(mean).isCloseTo(42, within(0.15));
    }

    @Test
    void of_days_are_weeks_or_longer_where_days_remember() {
        assertThat(MomentBlocks.days(days(400, 0)).length()).isEqualTo(7);
        // Integrated time of an autocorrelation of .8 is 1.8 / .2 = 9 days; twice that are 3 weeks.
        assertThat(MomentBlocks.days(days(4_000, 0.8)).length()).isEqualTo(21);
    }

    @Test
    void within_cells_count_differences_inside_only() {
        List<Moments> cells = new ArrayList<>();
        for (int c = 0; c < 12; c++) {
            cells.add(Moments.of(new double[][] {{100 * c, 0}, {100 * c + 2, 4}}));
            cells.add(Moments.of(new double[][] {{c, c}}));
        }
        MomentBlocks within = MomentBlocks.within(cells);

        assertThat(within.count()).isEqualTo(12);
        assertThat(within.blocks()).isEqualTo(12);
        assertThat(within.total().products(0, 0)).isCloseTo(12 * 2, within(1e-9));
        assertThat(within.total().products(0, 1)).isCloseTo(12 * 4, within(1e-9));
        assertThat(within.correlation(within.sums())[0][1]).isCloseTo(1, within(1e-12));
    }

    @Test
    void are_not_correlated_with_what_does_not_vary() {
        List<Moments> cells = new ArrayList<>();
        for (int c = 0; c < 12; c++) {
            cells.add(Moments.of(new double[][] {{c, 5}, {c + 1, 5}}));
        }
        MomentBlocks blocks = MomentBlocks.of(cells, 1);

        assertThat(blocks.correlation(blocks.sums())).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
        assertThatThrownBy(() -> MomentBlocks.correlation(cells.getFirst()))
                .hasMessage("Variable 1 does not vary, all are 5.0: leave it out");
    }

    @Test
    void are_refused_where_there_are_too_few() {
        assertThatThrownBy(() -> MomentBlocks.of(days(27, 0), 3))
                .hasMessage("Drawing blocks again needs at least 10 blocks of cells, got 9");
        assertThatThrownBy(() -> MomentBlocks.of(List.of(), 1))
                .hasMessage("Drawing blocks again needs at least 10 blocks of cells, got 0");
        assertThatThrownBy(() -> MomentBlocks.of(days(30, 0), 0)).hasMessage("A block has at least 1 cell, got 0");
        assertThat(MomentBlocks.of(days(30, 0), 3).blocks()).isEqualTo(10);
    }

    /// Days of 5 rows of two variables whose common level remembers the day before.
    private static List<Moments> days(int n, double memory) {
        RandomGenerator random = Seeds.generator(3);
        List<Moments> days = new ArrayList<>();
        double level = 0;
        for (int day = 0; day < n; day++) {
            level = memory * level + Math.sqrt(1 - memory * memory) * random.nextGaussian();
            double[][] rows = new double[5][];
            for (int r = 0; r < 5; r++) {
                double x = 3 + level + 0.1 * random.nextGaussian();
                rows[r] = new double[] {x, 2 * level + 0.1 * random.nextGaussian()};
            }
            days.add(Moments.of(rows));
        }
        return days;
    }
}
