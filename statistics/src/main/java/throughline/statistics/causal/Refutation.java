package throughline.statistics.causal;

import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;
import throughline.statistics.Confidence;
import throughline.statistics.Interval;
import throughline.statistics.Seeds;

/// Two ways in which an effect should fall apart if it is chance, or hold if it is not.
///
/// **Placebo:** the same data, as if the exposure had been dealt out by chance: in each block what is left
/// of exposure and outcome is paired with a random sign, which keeps both as they are and leaves nothing in
/// common. An effect that such placebos reach often is no effect. **Subset:** the effect in random parts of
/// the blocks; it should keep its direction. Neither can see a hidden cause: for that see
/// [RobustnessValue].
///
/// - Kline, Santos (2012). A score based approach to wild bootstrap inference. Journal of Econometric
///   Methods 1, 23-41. [doi:10.1515/2156-6674.1006](https://doi.org/10.1515/2156-6674.1006)
/// - Sharma, Kıcıman (2020). DoWhy: an end-to-end library for causal inference.
///   [arXiv:2011.04216](https://arxiv.org/abs/2011.04216)
public final class Refutation {

    /// Fewest replicates.
    public static final int MINIMUM_REPLICATES = 100;

    private Refutation() {}

    /// What placebos reach.
    ///
    /// @param effect the effect itself, units of the outcome a unit of the exposure
    /// @param placebos where the given share of placebo effects lie, around 0
    /// @param chance share of placebos that are at least as large as the effect in either direction, above 0
    public record Placebo(double effect, Interval placebos, double chance) {}

    /// What parts of the data show.
    ///
    /// @param effect the effect in all blocks
    /// @param parts where the given share of the effects in parts lie
    /// @param sameDirection share of parts whose effect has the direction of the whole, 0 to 1
    public record Subset(double effect, Interval parts, double sameDirection) {}

    /// The effect against placebos.
    ///
    /// @param level share of placebos the interval holds, such as .95
    /// @throws IllegalArgumentException if variables are named twice, or replicates are too few
    /// @throws ArithmeticException if exposure or outcome does not vary beside those held still
    public static Placebo placebo(
            MomentBlocks blocks,
            int exposure,
            int outcome,
            Set<Integer> adjustment,
            double level,
            int replicates,
            long seed) {
        PartialRegression all = regression(blocks, exposure, outcome, adjustment, level, replicates);
        double[] shares = new double[blocks.blocks()];
        for (int b = 0; b < shares.length; b++) {
            double[] block = blocks.block(b);
            shares[b] = all.share(Arrays.copyOfRange(block, 1 + blocks.variables(), block.length));
        }
        RandomGenerator random = Seeds.generator(seed, shares.length);
        double[] placebos = new double[replicates];
        int reached = 1;
        for (int r = 0; r < replicates; r++) {
            for (double share : shares) {
                placebos[r] += random.nextBoolean() ? share : -share;
            }
            reached += Math.abs(placebos[r]) >= Math.abs(all.slope()) ? 1 : 0;
        }
        return new Placebo(all.slope(), middle(placebos, level), reached / (replicates + 1.0));
    }

    /// The effect in random parts of the blocks.
    ///
    /// @param share share of the blocks in a part, above 0 and below 1; .8 is usual
    /// @param level share of the parts the interval holds, such as .95
    /// @throws IllegalArgumentException if variables are named twice, or replicates or blocks are too few
    /// @throws ArithmeticException if exposure or outcome does not vary beside those held still
    public static Subset subset(
            MomentBlocks blocks,
            int exposure,
            int outcome,
            Set<Integer> adjustment,
            double share,
            double level,
            int replicates,
            long seed) {
        PartialRegression all = regression(blocks, exposure, outcome, adjustment, level, replicates);
        int take = (int) Math.round(share * blocks.blocks());
        if (take < 2 || take >= blocks.blocks()) {
            throw new IllegalArgumentException("A part has at least 2 and not all of %d blocks, got a share of %s"
                    .formatted(blocks.blocks(), share));
        }
        int[] held = EffectEstimate.held(blocks, exposure, outcome, adjustment);
        double[][] sums = new double[blocks.blocks()][];
        Arrays.setAll(sums, blocks::block);
        RandomGenerator random = Seeds.generator(seed, sums.length, take);
        double[] effects = new double[replicates];
        int same = 0;
        for (int r = 0; r < replicates; r++) {
            double[] part = new double[sums[0].length];
            for (int b = 0; b < take; b++) {
                int other = b + random.nextInt(sums.length - b);
                double[] drawn = sums[other];
                sums[other] = sums[b];
                sums[b] = drawn;
                for (int i = 0; i < part.length; i++) {
                    part[i] += drawn[i];
                }
            }
            effects[r] =
                    new PartialRegression(blocks.centred(part), blocks.variables(), exposure, outcome, held).slope();
            same += effects[r] * all.slope() > 0 ? 1 : 0;
        }
        return new Subset(all.slope(), middle(effects, level), (double) same / replicates);
    }

    private static PartialRegression regression(
            MomentBlocks blocks, int exposure, int outcome, Set<Integer> adjustment, double level, int replicates) {
        Confidence.checked(level);
        if (replicates < MINIMUM_REPLICATES) {
            throw new IllegalArgumentException(
                    "A refutation needs at least %d replicates, got %d".formatted(MINIMUM_REPLICATES, replicates));
        }
        int[] held = EffectEstimate.held(blocks, exposure, outcome, adjustment);
        return new PartialRegression(blocks.centred(blocks.sums()), blocks.variables(), exposure, outcome, held);
    }

    private static Interval middle(double[] values, double level) {
        Arrays.sort(values);
        int out = (int) Math.floor((1 - level) / 2 * values.length);
        return new Interval(values[out], values[values.length - 1 - out]);
    }
}
