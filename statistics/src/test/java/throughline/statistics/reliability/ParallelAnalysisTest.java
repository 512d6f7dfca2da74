package throughline.statistics.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Facts;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ParallelAnalysisTest {

    private static final Moments IMAGE = Facts.withCovariance(Facts.table("ecsi_image_covariance"), 250);

    @Test
    void has_the_thresholds_of_a_plain_simulation() {
        // numpy 2.4.6: 95th percentiles of eigvalsh(corrcoef) over 40,000 samples of 250 rows of 5 normal items.
        double[] thresholds = ParallelAnalysis.of(IMAGE, 4000, 1).thresholds();
        double[] expected = {1.2643, 1.1331, 1.0404, 0.9709, 0.8950};

        for (int i = 0; i < 5; i++) {
            assertThat(thresholds[i]).isCloseTo(expected[i], within(0.006));
        }
    }

    @Test
    void finds_the_one_factor_of_an_image_scale() {
        // numpy 2.4.6, eigvalsh of the correlations of IMAG1..IMAG5.
        ParallelAnalysis.Result result = ParallelAnalysis.of(IMAGE, 200, 1);

        assertThat(result.factors()).isEqualTo(1);
        assertThat(result.eigenvalues()[0]).isCloseTo(2.3938588596505257, within(1e-9));
        assertThat(DoubleStream.of(result.eigenvalues()).sum()).isCloseTo(5, within(1e-9));
    }

    @Test
    void counts_no_factor_in_noise_and_two_in_two_blocks() {
        int noise = 0;
        for (int world = 0; world < 40; world++) {
            noise += ParallelAnalysis.of(blocks(6, 0, world), 200, 1).factors();
            assertThat(ParallelAnalysis.of(blocks(3, 1, world), 200, 1).factors())
                    .isEqualTo(2);
        }
        assertThat(noise).isLessThanOrEqualTo(6);
    }

    @Test
    void sees_weaker_factors_beside_a_strong_common_one_and_none_in_twin_questions() {
        int few = 0;
        int beside = 0;
        int twins = 0;
        for (int world = 0; world < 40; world++) {
            ParallelAnalysis.Result groups = ParallelAnalysis.of(commonAnd(3, 0.85, world), 200, 1);
            few += groups.factors() < 3 ? 1 : 0;
            beside += groups.besideStronger() == 3 ? 1 : 0;
            twins += ParallelAnalysis.of(commonAnd(1, 0.8, world), 200, 1).besideStronger() == 1 ? 1 : 0;
        }

        assertThat(few).isGreaterThanOrEqualTo(20);
        assertThat(beside).isGreaterThanOrEqualTo(36);
        assertThat(twins).isGreaterThanOrEqualTo(36);
    }

    @Test
    void holds_the_first_factor_against_chance_and_the_next_against_what_it_leaves() {
        // By hand: 1.3 x 4/4 for the first; 1.3 x (4 - 2.4)/3 = 0.69, so 1, for the second; the third is below 1.
        assertThat(new ParallelAnalysis.Result(
                                1, new double[] {2.4, 1.05, 0.4, 0.15}, new double[] {1.3, 1.1, 0.9, 0.8})
                        .besideStronger())
                .isEqualTo(2);
        assertThat(new ParallelAnalysis.Result(
                                0, new double[] {1.2, 1.15, 0.9, 0.75}, new double[] {1.3, 1.1, 0.9, 0.8})
                        .besideStronger())
                .isZero();
        // 1.3 x (4 - 1.35)/3 = 1.15 for the second.
        assertThat(new ParallelAnalysis.Result(
                                2, new double[] {1.35, 1.12, 0.8, 0.73}, new double[] {1.3, 1.1, 0.9, 0.8})
                        .besideStronger())
                .isEqualTo(1);
    }

    @Test
    void denies_no_factor_that_few_rows_cannot_show() {
        // By hand: the second, 1.12 against 1.15, is raised to 1.34 by 200 rows and to 1.14 by 20,000.
        var result =
                new ParallelAnalysis.Result(2, new double[] {1.35, 1.12, 0.8, 0.73}, new double[] {1.3, 1.1, 0.9, 0.8});
        assertThat(result.besideStrongerAtMost(200)).isEqualTo(2);
        assertThat(result.besideStrongerAtMost(20_000)).isEqualTo(1);
        assertThatThrownBy(() -> result.besideStrongerAtMost(0)).hasMessage("An eigenvalue needs rows, got 0.0");
    }

    @Test
    void gives_the_same_thresholds_for_the_same_seed() {
        assertThat(ParallelAnalysis.of(IMAGE, 100, 3).thresholds())
                .isEqualTo(ParallelAnalysis.of(IMAGE, 100, 3).thresholds());
    }

    @Test
    void is_refused_for_too_little() {
        assertThatThrownBy(() -> ParallelAnalysis.of(IMAGE.select(1), 100, 1))
                .hasMessage("Parallel analysis needs at least 2 items, got 1");
        assertThatThrownBy(() -> ParallelAnalysis.of(Moments.empty(4), 100, 1))
                .hasMessage("Parallel analysis of 4 items needs at least 5 rows, got 0");
        assertThatThrownBy(() -> ParallelAnalysis.of(IMAGE, 20, 1))
                .hasMessage("Parallel analysis needs at least 100 replicates, got 20");
    }

    @Test
    void goes_with_effective_dimensions() {
        // numpy 2.4.6, sum(eigenvalues)^2 / sum(eigenvalues^2) of the same correlations.
        assertThat(EffectiveDimensions.of(IMAGE)).isCloseTo(3.3217156596752426, within(1e-9));
        assertThat(EffectiveDimensions.of(new double[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}))
                .isEqualTo(1);
        assertThat(EffectiveDimensions.of(new double[][] {{1, 0}, {0, 1}})).isEqualTo(2);
    }

    @Test
    void has_no_effective_dimensions_without_correlations() {
        assertThatThrownBy(() -> EffectiveDimensions.of(new double[][] {{1, 1.2}, {1.2, 1}}))
                .hasMessage("Not a correlation between items 1 and 0: 1.2 and 1.2");
        assertThatThrownBy(() -> EffectiveDimensions.of(new double[][] {{1, 0}}))
                .hasMessage("A correlation matrix of 1 items has a row of 2");
        assertThatThrownBy(() -> EffectiveDimensions.of(Moments.of(new double[][] {{1, 2}, {1, 3}})))
                .isInstanceOf(ArithmeticException.class);
    }

    /// 300 rows of nine questions with a strong factor in common, and three groups of three, or one pair, with a little
    /// more of each other.
    private static Moments commonAnd(int groups, double loading, long world) {
        RandomGenerator random = Seeds.generator(78, world, groups);
        double[][] rows = new double[300][9];
        for (double[] row : rows) {
            double common = random.nextGaussian();
            double[] own = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            for (int i = 0; i < 9; i++) {
                boolean grouped = groups == 3 || i < 2;
                row[i] = common + (grouped ? loading * own[i / 3] : 0) + 0.7 * random.nextGaussian();
            }
        }
        return Moments.of(rows);
    }

    private static Moments blocks(int items, double loading, long world) {
        RandomGenerator random = Seeds.generator(77, world, items);
        int p = 6;
        double[][] rows = new double[300][p];
        for (double[] row : rows) {
            double[] factors = {random.nextGaussian(), random.nextGaussian()};
            for (int i = 0; i < p; i++) {
                row[i] = loading * factors[i / items] + random.nextGaussian();
            }
        }
        return Moments.of(rows);
    }
}
