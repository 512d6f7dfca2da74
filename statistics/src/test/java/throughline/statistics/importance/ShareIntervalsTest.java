package throughline.statistics.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Interval;
import throughline.statistics.Moments;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShareIntervalsTest {

    @Test
    void hold_the_share_and_are_alike_for_both_methods() {
        double[][] rows = ShapleyImportanceTest.rows(600, 3);
        List<Moments> blocks = new ArrayList<>();
        for (double[] row : rows) {
            blocks.add(Moments.of(new double[][] {row}));
        }
        ShareIntervals.Result result = ShareIntervals.of(blocks, 500, 1, 0.95, 2, 0, 1);
        double share = ShapleyImportance.of(Moments.of(rows), 2, 0, 1).shares()[0];
        Interval interval = result.lmg().getFirst().orElseThrow();

        assertThat(interval.low()).isLessThan(share);
        assertThat(interval.high()).isGreaterThan(share);
        assertThat(result.johnson().getFirst().orElseThrow().low()).isCloseTo(interval.low(), within(0.01));
    }

    @Test
    void narrow_with_the_square_root_of_the_rows() {
        double few = width(ShapleyImportanceTest.rows(500, 3));
        double many = width(ShapleyImportanceTest.rows(8000, 3));

        assertThat(few / many).isCloseTo(4, within(0.8));
    }

    @Test
    void are_refused_from_too_few_blocks() {
        assertThatThrownBy(() -> ShareIntervals.of(List.of(Moments.empty(3)), 500, 1, 0.95, 2, 0, 1))
                .hasMessage("A block bootstrap needs at least 5 blocks, got 1");
    }

    /// Width of the interval where rows are dealt into 250 blocks.
    private static double width(double[][] rows) {
        List<Moments.Builder> blocks = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            if (i < 250) {
                blocks.add(new Moments.Builder(3));
            }
            blocks.get(i % 250).add(rows[i]);
        }
        Interval interval = ShareIntervals.of(
                        blocks.stream().map(Moments.Builder::build).toList(), 500, 1, 0.95, 2, 0, 1)
                .lmg()
                .getFirst()
                .orElseThrow();
        return interval.high() - interval.low();
    }
}
