package throughline.statistics.reliability;

import java.util.ArrayList;
import java.util.List;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Moments;

/// Heterotrait-monotrait ratio (HTMT): whether two scales measure different things.
///
/// ```text
/// HTMT = mean |correlation across the two scales| / sqrt(mean |correlation| within one * within other)
/// ```
///
/// About the correlation of the two things themselves, freed of what the scales measure badly. Above .90
/// (.85 to be strict) two dimensions are one by two names. Absolute correlations are taken, so items that
/// were asked the other way round do not cancel. Assumes items that load alike within a scale; a scale of
/// a single item has no correlation within and is refused.
///
/// - Henseler, Ringle, Sarstedt (2015). Journal of the Academy of Marketing Science 43, 115-135.
///   [doi:10.1007/s11747-014-0403-8](https://doi.org/10.1007/s11747-014-0403-8)
public final class HeterotraitMonotrait {

    private static final int REPLICATES = 500;

    private HeterotraitMonotrait() {}

    /// Ratios of all pairs of scales.
    ///
    /// @param correlation correlations of the items, which may be polychoric
    /// @param scales for each item the number of its scale, from 0
    /// @return a symmetric matrix with 1 on the diagonal; a ratio is at least 0 and may exceed 1
    /// @throws IllegalArgumentException if there are fewer than 2 scales, or one has fewer than 2 items
    /// @throws ArithmeticException if the items of a scale are not correlated at all
    public static double[][] of(double[][] correlation, int... scales) {
        Correlations.check(correlation);
        int s = scales(correlation.length, scales);
        double[][] sums = new double[s][s];
        double[][] counts = new double[s][s];
        for (int i = 0; i < correlation.length; i++) {
            for (int j = 0; j < correlation.length; j++) {
                if (i != j) {
                    sums[scales[i]][scales[j]] += Math.abs(correlation[i][j]);
                    counts[scales[i]][scales[j]]++;
                }
            }
        }
        double[][] ratios = new double[s][s];
        for (int a = 0; a < s; a++) {
            if (!(sums[a][a] > 0)) {
                throw new ArithmeticException("The items of scale %d are not correlated".formatted(a));
            }
        }
        for (int a = 0; a < s; a++) {
            for (int b = 0; b < s; b++) {
                double within = sums[a][a] / counts[a][a] * (sums[b][b] / counts[b][b]);
                ratios[a][b] = a == b ? 1 : sums[a][b] / counts[a][b] / Math.sqrt(within);
            }
        }
        return ratios;
    }

    /// The ratio of two scales with a bootstrap interval.
    ///
    /// @param blocks moments of the items a block that is drawn as a whole, such as a unit-week; at least
    ///     [BlockBootstrap#MINIMUM_BLOCKS]
    /// @param first a scale
    /// @param second another
    /// @return the ratio; its `n` is the number of blocks
    /// @throws IllegalArgumentException as [#of(double[][], int...)], or if there are too few blocks
    /// @throws ArithmeticException if the ratio cannot be found in all or in more than a tenth of replicates
    public static Estimate of(List<Moments> blocks, int[] scales, int first, int second, double level, long seed) {
        var chosen = new ArrayList<Integer>();
        for (int i = 0; i < scales.length; i++) {
            if (scales[i] == first || scales[i] == second) {
                chosen.add(i);
            }
        }
        int[] items = chosen.stream().mapToInt(i -> i).toArray();
        int[] two = chosen.stream().mapToInt(i -> scales[i] == first ? 0 : 1).toArray();
        scales(items.length, two);
        List<Moments> cells = blocks.stream().map(b -> b.select(items)).toList();
        return BlockBootstrap.of(cells.size(), REPLICATES, seed).interval(level, weights -> {
            var all = new Moments.Builder(items.length);
            for (int b = 0; b < weights.length; b++) {
                all.add(cells.get(b), weights[b]);
            }
            try {
                return of(Correlations.of(all.build()), two)[0][1];
            } catch (ArithmeticException e) {
                // A replicate in which an item happens not to vary.
                return Double.NaN;
            }
        });
    }

    private static int scales(int items, int[] scales) {
        if (scales.length != items) {
            throw new IllegalArgumentException(
                    "%d items need as many scale numbers, got %d".formatted(items, scales.length));
        }
        int[] counts = new int[items];
        int most = -1;
        for (int scale : scales) {
            if (scale < 0 || scale >= items) {
                throw new IllegalArgumentException(
                        "A scale's number lies from 0 to %d, got %d".formatted(items - 1, scale));
            }
            counts[scale]++;
            most = Math.max(most, scale);
        }
        if (most < 1) {
            throw new IllegalArgumentException("The ratio needs at least 2 scales, got " + (most + 1));
        }
        for (int scale = 0; scale <= most; scale++) {
            if (counts[scale] < 2) {
                throw new IllegalArgumentException(
                        "The ratio needs at least 2 items a scale, scale %d has %d".formatted(scale, counts[scale]));
            }
        }
        return most + 1;
    }
}
