package throughline.statistics.importance;

import java.util.List;
import java.util.Optional;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Interval;
import throughline.statistics.Moments;

/// Intervals of importance shares, by drawing whole blocks of rows again.
///
/// The shares are those of [ShapleyImportance] and [RelativeWeights]; both come from the same draws. Blocks
/// are cells
/// of
/// rows that belong together (a unit's week); rows that are independent may each be a block, or be dealt
/// into some
/// hundreds, which gives the same interval for less work. The predictors count as random, as they are in a
/// survey.
public final class ShareIntervals {

    private ShareIntervals() {}

    /// Intervals in the order of the predictors; empty where a share is undefined in more than a tenth of
    /// the draws.
    ///
    /// @param lmg of the shares of [ShapleyImportance]
    /// @param johnson of the weights of [RelativeWeights]
    public record Result(List<Optional<Interval>> lmg, List<Optional<Interval>> johnson) {}

    /// Draws the blocks again `replicates` times.
    ///
    /// @param blocks joint moments of outcome and predictors of each block, at least
    ///     [BlockBootstrap#MINIMUM_BLOCKS]
    /// @throws IllegalArgumentException if there are too few blocks, rows or replicates, or too many
    ///     predictors
    public static Result of(
            List<Moments> blocks, int replicates, long seed, double level, int outcome, int... predictors) {
        int p = predictors.length;
        int variables = blocks.isEmpty() ? 0 : blocks.getFirst().variables();
        var drawn = BlockBootstrap.of(blocks.size(), replicates, seed).intervals(level, weights -> {
            var sum = new Moments.Builder(variables);
            for (int b = 0; b < weights.length; b++) {
                sum.add(blocks.get(b), weights[b]);
            }
            return shares(sum.build(), outcome, predictors);
        });
        List<Optional<Interval>> intervals =
                drawn.stream().map(e -> e.map(x -> x.interval())).toList();
        return new Result(intervals.subList(0, p), intervals.subList(p, 2 * p));
    }

    private static double[] shares(Moments moments, int outcome, int[] predictors) {
        int p = predictors.length;
        double[] shares = new double[2 * p];
        if (!(moments.products(outcome, outcome) > 0) || moments.count() < p + 2) {
            java.util.Arrays.fill(shares, Double.NaN);
            return shares;
        }
        System.arraycopy(ShapleyImportance.of(moments, outcome, predictors).shares(), 0, shares, 0, p);
        System.arraycopy(RelativeWeights.of(moments, outcome, predictors).shares(), 0, shares, p, p);
        return shares;
    }
}
