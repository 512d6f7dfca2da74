package throughline.statistics.causal;

import java.util.Arrays;
import throughline.statistics.Summary;

/// How many independent rows would tell as much about correlations as these clustered ones.
///
/// ```text
/// deff = median over pairs of variables of  Var*(artanh r) * (n - 3)
/// ```
///
/// `Var*` is the variance over blocks drawn again ([MomentBlocks]); of independent rows it is `1 / (n - 3)`
/// (Fisher). Days are clusters: with 15 % of the variance between days, 40,000 rows are worth 8,000, and a
/// causal search that takes them for 40,000 invents a third of its edges. The ratio is floored at 1. Prefer
/// [throughline.statistics.DesignEffect] for a single mean.
///
/// - Fisher (1921). On the probable error of a coefficient of correlation. Metron 1, 3-32.
/// - Kish (1965). Survey Sampling. Wiley, chapter 5.
public final class EffectiveSampleSize {

    /// Draws that are enough for the median of many pairs.
    public static final int USUAL_REPLICATES = 200;

    private EffectiveSampleSize() {}

    /// The figures, to be shown side by side.
    ///
    /// @param rows number of rows, `n`
    /// @param designEffect how many rows are worth one, at least 1
    /// @param effective `rows / designEffect`
    public record Result(double rows, double designEffect, double effective) {}

    /// The effective number of rows of the cells.
    ///
    /// @param blocks cells of at least two variables that vary
    /// @param replicates draws, at least 50
    /// @throws IllegalArgumentException if there are fewer draws, variables or rows
    public static Result of(MomentBlocks blocks, int replicates, long seed) {
        if (replicates < 50) {
            throw new IllegalArgumentException("A variance over draws needs at least 50 draws, got " + replicates);
        }
        return of(blocks, blocks.draws(replicates, seed));
    }

    static Result of(MomentBlocks blocks, double[][] draws) {
        int p = blocks.variables();
        if (p < 2 || !(blocks.count() > 4)) {
            throw new IllegalArgumentException(
                    "An effective sample size needs at least 2 variables and 5 rows, got %d and %s"
                            .formatted(p, blocks.count()));
        }
        double[][] z = new double[p * (p - 1) / 2][draws.length];
        for (int d = 0; d < draws.length; d++) {
            double[][] r = blocks.correlation(draws[d]);
            for (int i = 0, k = 0; i < p; i++) {
                for (int j = i + 1; j < p; j++, k++) {
                    double clear = Math.clamp(r[i][j], -1 + 1e-12, 1 - 1e-12);
                    z[k][d] = 0.5 * (Math.log1p(clear) - Math.log1p(-clear));
                }
            }
        }
        double[] ratios = Arrays.stream(z)
                .mapToDouble(pair -> Math.pow(Summary.of(pair).deviation(), 2) * (blocks.count() - 3))
                .sorted()
                .toArray();
        double median = (ratios[(ratios.length - 1) / 2] + ratios[ratios.length / 2]) / 2;
        double designEffect = Math.max(1, median);
        return new Result(blocks.count(), designEffect, blocks.count() / designEffect);
    }
}
