package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.comparison.ShrunkMeans;
import throughline.statistics.regression.FixedEffectsRegression;
import throughline.statistics.reliability.CronbachAlpha;

/// How often 95 in 100 intervals hold the truth, by seeded simulation.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IntervalCoverageTest {

    /// 2,000 worlds: the simulation's own standard error is half a point.
    private static final int WORLDS = 2000;

    private interface World {
        boolean covers(RandomGenerator random);
    }

    @Test
    void of_wilson_is_close_to_the_level_on_average() {
        assertThat(coverage(1, random -> {
                    double truth = 0.05 + 0.9 * random.nextDouble();
                    int hits = 0;
                    for (int i = 0; i < 40; i++) {
                        hits += random.nextDouble() < truth ? 1 : 0;
                    }
                    return Proportion.wilson(hits, 40, 0.95).interval().contains(truth);
                }))
                .isBetween(0.935, 0.97);
    }

    @Test
    void of_clustered_means_is_close_to_the_level_where_the_plain_one_fails() {
        double clustered = coverage(
                2, random -> Mean.clustered(days(random), 0.95).interval().contains(0));
        double plain = coverage(
                2,
                random -> Mean.of(days(random).stream().reduce(Summary.EMPTY, Summary::plus), 0.95)
                        .interval()
                        .contains(0));

        assertThat(clustered).isBetween(0.925, 0.965);
        assertThat(plain).isLessThan(0.75);
    }

    @Test
    void of_medians_is_at_least_the_level_whatever_the_skew() {
        assertThat(coverage(3, random -> {
                    double[] waits = new double[60];
                    Arrays.setAll(waits, i -> Math.exp(2 * random.nextGaussian()));
                    Arrays.sort(waits);
                    return Quantile.of(waits, 0.5, 0.95).interval().contains(1);
                }))
                .isBetween(0.945, 0.985);
    }

    @Test
    void of_the_bootstrap_is_close_to_the_level_with_ten_blocks() {
        assertThat(coverage(4, random -> {
                    double[] weeks = new double[10];
                    Arrays.setAll(weeks, i -> random.nextGaussian());
                    return BlockBootstrap.of(10, 200, 1)
                            .interval(0.95, weights -> weighted(weeks, weights))
                            .interval()
                            .contains(0);
                }))
                .isBetween(0.92, 0.975);
    }

    @Test
    void of_standardised_means_is_close_to_the_level() {
        assertThat(coverage(5, random -> {
                    double[] gaps = new double[30];
                    Arrays.setAll(gaps, i -> 0.5 + random.nextGaussian());
                    return StandardisedMean.pairedDz(Summary.of(gaps), 0.95)
                            .interval()
                            .contains(0.5);
                }))
                .isBetween(0.94, 0.97);
    }

    @Test
    void of_alpha_is_close_to_the_level() {
        // Four items with one common factor and equal error: alpha = 4 * .5 / (1 + 3 * .5) = .8.
        assertThat(coverage(6, random -> {
                    double[][] rows = new double[60][4];
                    for (double[] row : rows) {
                        double factor = random.nextGaussian();
                        Arrays.setAll(row, i -> factor + random.nextGaussian());
                    }
                    return CronbachAlpha.of(Moments.of(rows), 0.95).interval().contains(0.8);
                }))
                .isBetween(0.935, 0.965);
    }

    @Test
    void of_slopes_within_groups_is_close_to_the_level() {
        assertThat(coverage(7, random -> {
                    List<FixedEffectsRegression.Row> rows = new ArrayList<>();
                    for (int day = 0; day < 30; day++) {
                        double state = random.nextGaussian();
                        double mood = random.nextGaussian();
                        for (int agent = 0; agent < 4; agent++) {
                            double y = state + mood + agent + random.nextGaussian();
                            rows.add(
                                    new FixedEffectsRegression.Row(1, y, new double[] {state}, new int[] {agent}, day));
                        }
                    }
                    return FixedEffectsRegression.of(rows, 0.95)
                            .getFirst()
                            .interval()
                            .contains(1);
                }))
                .isBetween(0.915, 0.955);
    }

    @Test
    void of_shrunk_means_is_close_to_the_level_over_all_groups() {
        assertThat(coverage(8, random -> {
                    List<Summary> groups = new ArrayList<>();
                    double first = 0;
                    for (int g = 0; g < 20; g++) {
                        double truth = random.nextGaussian();
                        first = g == 0 ? truth : first;
                        Summary answers = Summary.EMPTY;
                        for (int i = 0; i < 4; i++) {
                            answers = answers.plus(truth + 2 * random.nextGaussian());
                        }
                        groups.add(answers);
                    }
                    return ShrunkMeans.of(groups)
                            .groups()
                            .getFirst()
                            .shrunk()
                            .interval()
                            .contains(first);
                }))
                .isBetween(0.925, 0.965);
    }

    private static double coverage(long seed, World world) {
        RandomGenerator random = Seeds.generator(2026, seed);
        int covered = 0;
        for (int i = 0; i < WORLDS; i++) {
            covered += world.covers(random) ? 1 : 0;
        }
        return covered / (double) WORLDS;
    }

    /// Twenty days of 3 to 12 answers that share the day's mood.
    private static List<Summary> days(RandomGenerator random) {
        List<Summary> days = new ArrayList<>();
        for (int day = 0; day < 20; day++) {
            double mood = random.nextGaussian();
            Summary answers = Summary.EMPTY;
            for (int i = 0; i < 3 + day % 10; i++) {
                answers = answers.plus(mood + random.nextGaussian());
            }
            days.add(answers);
        }
        return days;
    }

    private static double weighted(double[] weeks, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weeks.length; i++) {
            sum += weeks[i] * weights[i];
        }
        return sum / weeks.length;
    }
}
