package throughline.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Intervals for any statistic of additive cells, by drawing whole blocks (unit-weeks) again with
/// replacement.
///
/// A replicate is a weight for each block, how often it was drawn; the statistic is computed from the
/// weighted cells, so no row is touched. Blocks keep what is alike together: neighbouring days, one
/// unit's customers. Assumes that blocks are independent of each other; take longer blocks where they are
/// not.
///
/// The interval is the percentile interval, expanded as Hesterberg (2015) advises so that few blocks do
/// not make it too narrow: the tail `a` is replaced by `Phi(-sqrt(B / (B - 1)) * t(a, B - 1))`. The
/// standard error is that of the replicates times `sqrt(B / (B - 1))`, for the same reason. Prefer an
/// exact formula where there is one.
///
/// Where it is known that blocks are of several kinds, each of which would occur as often again, [#ofStrata] draws
/// within the kinds, so that the difference between kinds is no error. With the variance `v_h` that the blocks of
/// stratum `h` bring, by the jackknife, the degrees of freedom are Satterthwaite's and the expansion is the strata's
/// own:
///
/// ```text
/// df = (sum v_h)^2 / sum(v_h^2 / (B_h - 1));   expansion^2 = sum(v_h * B_h / (B_h - 1)) / sum v_h
/// ```
///
/// A statistic that noise moves to one side, such as a sum of smaller shares, which any scatter lowers, is
/// lowered again in each replicate: the percentile interval then lies twice as far off. For those,
/// [#corrected] takes the bias out:
///
/// ```text
/// corrected = 2 * statistic - mean of replicates;   interval = corrected -/+ t(level, B - 1) * standard error
/// ```
///
/// - Künsch (1989). Annals of Statistics 17, 1217-1241.
///   [doi:10.1214/aos/1176347265](https://doi.org/10.1214/aos/1176347265)
/// - Efron (1982). The Jackknife, the Bootstrap and Other Resampling Plans, chapter 5 (the bias).
///   [doi:10.1137/1.9781611970319](https://doi.org/10.1137/1.9781611970319)
/// - Satterthwaite (1946). Biometrics Bulletin 2, 110-114.
///   [doi:10.2307/3002019](https://doi.org/10.2307/3002019)
/// - Hesterberg (2015). The American Statistician 69, 371-386.
///   [doi:10.1080/00031305.2015.1089789](https://doi.org/10.1080/00031305.2015.1089789)
public final class BlockBootstrap {

    /// Fewest blocks from which drawing again says anything.
    public static final int MINIMUM_BLOCKS = 5;

    /// Largest share of replicates in which the statistic may be undefined.
    public static final double UNDEFINED_SHARE = 0.10;

    private final int[][] strata;
    private final int blocks;
    private final int replicates;
    private final long seed;

    private BlockBootstrap(int[][] strata, int replicates, long seed) {
        this.strata = strata;
        this.blocks = Arrays.stream(strata).mapToInt(s -> s.length).sum();
        this.replicates = replicates;
        this.seed = seed;
    }

    /// A bootstrap of `blocks` blocks; equal seeds draw the same blocks for every statistic.
    ///
    /// @throws IllegalArgumentException if there are fewer than [#MINIMUM_BLOCKS] blocks or 100
    ///     replicates
    public static BlockBootstrap of(int blocks, int replicates, long seed) {
        if (blocks < MINIMUM_BLOCKS) {
            throw new IllegalArgumentException(
                    "A block bootstrap needs at least %d blocks, got %d".formatted(MINIMUM_BLOCKS, blocks));
        }
        if (replicates < 100) {
            throw new IllegalArgumentException("A bootstrap needs at least 100 replicates, got " + replicates);
        }
        return new BlockBootstrap(new int[][] {IntStream.range(0, blocks).toArray()}, replicates, seed);
    }

    /// A bootstrap that draws blocks for blocks of the same stratum only.
    ///
    /// @param stratumOf the stratum of each block, any numbers
    /// @throws IllegalArgumentException as [#of], or if a stratum has a single block, which leaves nothing to draw
    public static BlockBootstrap ofStrata(int[] stratumOf, int replicates, long seed) {
        BlockBootstrap plain = of(stratumOf.length, replicates, seed);
        int[][] strata = Arrays.stream(stratumOf)
                .distinct()
                .mapToObj(stratum -> IntStream.range(0, stratumOf.length)
                        .filter(b -> stratumOf[b] == stratum)
                        .toArray())
                .toArray(int[][]::new);
        if (Arrays.stream(strata).anyMatch(s -> s.length < 2)) {
            throw new IllegalArgumentException("Each stratum needs at least 2 blocks; join those with one to another");
        }
        return new BlockBootstrap(strata, plain.replicates, seed);
    }

    /// The statistic of all blocks with its interval.
    ///
    /// @param statisticOfWeights the statistic when block `b` counts `weights[b]` times; NaN where it is
    ///     undefined
    /// @return the estimate; its `n` is the number of blocks
    /// @throws ArithmeticException if the statistic of all blocks is undefined, or of more than a tenth
    ///     of replicates
    public Estimate interval(double level, ToDoubleFunction<double[]> statisticOfWeights) {
        return intervals(level, weights -> new double[] {statisticOfWeights.applyAsDouble(weights)})
                .getFirst()
                .orElseThrow(this::undefined);
    }

    private ArithmeticException undefined() {
        return new ArithmeticException(
                "The statistic is undefined for all %d blocks, or for more than a tenth of the replicates"
                        .formatted(blocks));
    }

    /// Several statistics of the same blocks, each with its interval, from one set of draws.
    ///
    /// @param statisticsOfWeights the statistics, always as many; NaN where one is undefined
    /// @return an estimate for each, empty where it is undefined for all blocks or for more than a tenth
    ///     of replicates
    public List<Optional<Estimate>> intervals(double level, Function<double[], double[]> statisticsOfWeights) {
        Confidence.checked(level);
        var estimates = new ArrayList<Optional<Estimate>>();
        for (Draws draws : draws(statisticsOfWeights)) {
            estimates.add(estimate(draws, level));
        }
        return estimates;
    }

    /// The statistic of all blocks freed of its bias, with Student's interval. For a statistic that noise
    /// moves to one side.
    ///
    /// @param statisticOfWeights the statistic when block `b` counts `weights[b]` times; NaN where it is
    ///     undefined
    /// @return the estimate, which may lie outside the statistic's own range; its `n` is the number of
    ///     blocks
    /// @throws ArithmeticException if the statistic of all blocks is undefined, or of more than a tenth
    ///     of replicates
    public Estimate corrected(double level, ToDoubleFunction<double[]> statisticOfWeights) {
        Confidence.checked(level);
        Draws draws = draws(weights -> new double[] {statisticOfWeights.applyAsDouble(weights)})
                .getFirst();
        Estimate plain = estimate(draws, level).orElseThrow(this::undefined);
        double mean = Arrays.stream(draws.replicates())
                .filter(Double::isFinite)
                .average()
                .orElseThrow();
        return Confidence.student(
                2 * plain.value() - mean, plain.standardError(), draws.few().degrees(), blocks, level);
    }

    /// A statistic and what it was in each replicate.
    @SuppressWarnings("ArrayRecordComponent")
    private record Draws(double value, double[] replicates, Few few) {}

    /// What few blocks ask for.
    ///
    /// @param expansion factor of the standard error, squared
    private record Few(double degrees, double expansion) {

        /// Of a stratum of so many blocks.
        static Few of(int blocks) {
            return new Few(blocks - 1.0, blocks / (blocks - 1.0));
        }
    }

    /// Of each statistic, by the strata that its variance comes from.
    private List<Few> few(Function<double[], double[]> statisticsOfWeights, int statistics) {
        double[] all = new double[statistics];
        double[] expanded = new double[statistics];
        double[] squares = new double[statistics];
        for (int[] stratum : strata) {
            double n = stratum.length;
            Summary[] without = new Summary[statistics];
            Arrays.fill(without, Summary.EMPTY);
            for (int block : stratum) {
                double[] weights = new double[blocks];
                Arrays.fill(weights, 1);
                for (int other : stratum) {
                    weights[other] = n / (n - 1);
                }
                weights[block] = 0;
                double[] values = statisticsOfWeights.apply(weights);
                for (int s = 0; s < statistics; s++) {
                    without[s] = without[s].plus(values[s]);
                }
            }
            for (int s = 0; s < statistics; s++) {
                double variance = (n - 1) / n * without[s].squares();
                all[s] += variance;
                expanded[s] += variance * n / (n - 1);
                squares[s] += variance * variance / (n - 1);
            }
        }
        int smallest = Arrays.stream(strata).mapToInt(s -> s.length).min().orElseThrow();
        return IntStream.range(0, statistics)
                .mapToObj(s ->
                        all[s] > 0 ? new Few(all[s] * all[s] / squares[s], expanded[s] / all[s]) : Few.of(smallest))
                .toList();
    }

    private List<Draws> draws(Function<double[], double[]> statisticsOfWeights) {
        double[] weights = new double[blocks];
        Arrays.fill(weights, 1);
        double[] values = statisticsOfWeights.apply(weights);
        double[][] drawn = new double[values.length][replicates];
        RandomGenerator random = Seeds.generator(seed, blocks);
        for (int r = 0; r < replicates; r++) {
            Arrays.fill(weights, 0);
            for (int[] stratum : strata) {
                for (int b = 0; b < stratum.length; b++) {
                    weights[stratum[random.nextInt(stratum.length)]]++;
                }
            }
            double[] replicate = statisticsOfWeights.apply(weights);
            for (int s = 0; s < values.length; s++) {
                drawn[s][r] = replicate[s];
            }
        }
        List<Few> few = strata.length == 1
                ? Collections.nCopies(values.length, Few.of(blocks))
                : few(statisticsOfWeights, values.length);
        return IntStream.range(0, values.length)
                .mapToObj(s -> new Draws(values[s], drawn[s], few.get(s)))
                .toList();
    }

    private Optional<Estimate> estimate(Draws draws, double level) {
        double value = draws.value();
        double[] drawn = draws.replicates();
        double[] sorted = Arrays.stream(drawn).filter(Double::isFinite).sorted().toArray();
        if (!Double.isFinite(value) || drawn.length - sorted.length > UNDEFINED_SHARE * drawn.length) {
            return Optional.empty();
        }
        double expand = Math.sqrt(draws.few().expansion());
        double tail =
                Confidence.normalTail(expand * Confidence.t(level, draws.few().degrees()));
        double low = between(sorted, tail);
        double high = between(sorted, 1 - tail);
        double error = Summary.of(sorted).deviation() * expand;
        return Optional.of(new Estimate(value, new Interval(low, high), error, blocks));
    }

    private static double between(double[] sorted, double share) {
        double position = Math.clamp(share * (sorted.length + 1) - 1, 0, sorted.length - 1);
        int below = Math.min((int) position, sorted.length - 2);
        return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
    }
}
