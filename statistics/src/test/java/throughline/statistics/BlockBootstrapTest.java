package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlockBootstrapTest {

    private static final double[] WEEKS = {
        4.1, 3.8, 5.2, 4.4, 4.9, 3.1, 4.0, 4.7, 5.5, 3.9, 4.2, 4.8, 3.6, 4.3, 5.0, 4.6, 3.7, 4.5, 4.1, 4.4
    };

    @Test
    void agrees_with_student_on_a_mean() {
        // The bootstrap standard error of a mean is s / sqrt(n) exactly, in the limit of many replicates.
        Estimate student = Mean.of(Summary.of(WEEKS), 0.95);
        Estimate drawn = BlockBootstrap.of(20, 10_000, 1).interval(0.95, BlockBootstrapTest::mean);

        assertThat(drawn.value()).isCloseTo(student.value(), within(1e-14));
        assertThat(drawn.standardError()).isCloseTo(student.standardError(), within(0.002));
        assertThat(drawn.low()).isCloseTo(student.low(), within(0.03));
        assertThat(drawn.high()).isCloseTo(student.high(), within(0.03));
    }

    @Test
    void gives_the_same_figures_for_the_same_seed_alone() {
        Estimate first = BlockBootstrap.of(20, 200, 5).interval(0.95, BlockBootstrapTest::mean);

        assertThat(BlockBootstrap.of(20, 200, 5).interval(0.95, BlockBootstrapTest::mean))
                .isEqualTo(first);
        assertThat(BlockBootstrap.of(20, 200, 6).interval(0.95, BlockBootstrapTest::mean))
                .isNotEqualTo(first);
    }

    @Test
    void draws_the_same_blocks_for_several_statistics() {
        List<Optional<Estimate>> both = BlockBootstrap.of(20, 200, 5).intervals(0.95, weights ->
                new double[] {mean(weights), 2 * mean(weights), Double.NaN});

        assertThat(both.get(0).orElseThrow())
                .isEqualTo(BlockBootstrap.of(20, 200, 5).interval(0.95, BlockBootstrapTest::mean));
        assertThat(both.get(1).orElseThrow().low())
                .isCloseTo(2 * both.get(0).orElseThrow().low(), within(1e-12));
        assertThat(both.get(2)).isEmpty();
    }

    @Test
    void takes_the_bias_out_of_a_variance() {
        // The plug-in variance m2 is low by m2 / n, and so is its bootstrap mean: 2 m2 - m2 (n - 1) / n = m2 (1 + 1 /
        // n).
        double plugIn = Summary.of(WEEKS).squares() / 20;
        Estimate corrected = BlockBootstrap.of(20, 20_000, 3).corrected(0.95, BlockBootstrapTest::variance);

        assertThat(corrected.value()).isCloseTo(plugIn * 21 / 20, within(0.002));
        assertThat(corrected.high() - corrected.value())
                .isCloseTo(Confidence.t(0.95, 19) * corrected.standardError(), within(1e-12));
    }

    private static double variance(double[] weights) {
        Summary sum = Summary.EMPTY;
        for (int b = 0; b < weights.length; b++) {
            for (int i = 0; i < weights[b]; i++) {
                sum = sum.plus(WEEKS[b]);
            }
        }
        return sum.squares() / sum.count();
    }

    @Test
    void leaves_out_what_strata_differ_by() {
        // The variance of a stratified mean: the sum of (n_h / n)^2 s_h^2 / n_h (Cochran 1977, 5.3).
        double[] values = new double[20];
        int[] strata = new int[20];
        for (int b = 0; b < 20; b++) {
            strata[b] = b < 8 ? 1 : 7;
            values[b] = WEEKS[b] + (b < 8 ? 100 : 0);
        }
        Summary first = Summary.of(Arrays.copyOfRange(values, 0, 8));
        Summary second = Summary.of(Arrays.copyOfRange(values, 8, 20));
        double exact = Math.sqrt(square(8 * first.deviation() / 20) / 8 + square(12 * second.deviation() / 20) / 12);

        Estimate drawn = BlockBootstrap.ofStrata(strata, 20_000, 1).interval(0.95, weights -> {
            assertThat(Summary.of(Arrays.copyOf(weights, 8)).sum()).isCloseTo(8, within(1e-12));
            double sum = 0;
            for (int b = 0; b < 20; b++) {
                sum += weights[b] * values[b] / 20;
            }
            return sum;
        });

        // Satterthwaite's degrees of freedom of the two parts.
        double one = square(8 * first.deviation() / 20) / 8;
        double two = square(12 * second.deviation() / 20) / 12;
        double degrees = square(one + two) / (one * one / 7 + two * two / 11);
        assertThat(drawn.standardError()).isCloseTo(exact, within(0.02 * exact));
        assertThat(drawn.high() - drawn.value()).isCloseTo(Confidence.t(0.95, degrees) * exact, within(0.1 * exact));
    }

    @Test
    void is_the_plain_one_with_a_single_stratum() {
        assertThat(BlockBootstrap.ofStrata(new int[20], 200, 5).interval(0.95, BlockBootstrapTest::mean))
                .isEqualTo(BlockBootstrap.of(20, 200, 5).interval(0.95, BlockBootstrapTest::mean));
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void draws_as_many_blocks_as_there_are() {
        BlockBootstrap.of(7, 100, 1).interval(0.95, weights -> {
            assertThat(Summary.of(weights).sum()).isCloseTo(7, within(1e-12));
            return weights[0];
        });
    }

    @Test
    void is_refused_with_too_little_to_draw_from() {
        assertThatThrownBy(() -> BlockBootstrap.of(4, 1000, 1))
                .hasMessage("A block bootstrap needs at least 5 blocks, got 4");
        assertThatThrownBy(() -> BlockBootstrap.ofStrata(new int[] {1, 1, 1, 1, 2}, 1000, 1))
                .hasMessage("Each stratum needs at least 2 blocks; join those with one to another");
        assertThatThrownBy(() -> BlockBootstrap.of(10, 99, 1))
                .hasMessage("A bootstrap needs at least 100 replicates, got 99");
        assertThatThrownBy(() ->
                        BlockBootstrap.of(10, 100, 1).interval(0.95, weights -> weights[0] > 0 ? 1 : Double.NaN))
                .hasMessage("The statistic is undefined for all 10 blocks, or for more than a tenth of the replicates");
    }

    private static double mean(double[] weights) {
        double sum = 0;
        double n = 0;
        for (int b = 0; b < weights.length; b++) {
            sum += weights[b] * WEEKS[b];
            n += weights[b];
        }
        return sum / n;
    }
}
