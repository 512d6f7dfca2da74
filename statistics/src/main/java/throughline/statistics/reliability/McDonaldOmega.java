package throughline.statistics.reliability;

import java.util.Arrays;
import java.util.List;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Moments;
import throughline.statistics.reliability.FactorAnalysis.Extraction;

/// McDonald's omega: the share of the variance of a sum of items that comes from what they have in common.
///
/// ```text
/// total (one factor) = (sum of loadings)^2 / ((sum of loadings)^2 + sum of uniquenesses)
/// hierarchical       = (sum of general loadings)^2 / variance of the sum
/// ```
///
/// Unlike alpha it lets items load unequally; with equal loadings the two agree. Omega total speaks of all
/// that is shared, omega hierarchical only of the one general factor: a large gap says that the total
/// score mixes several things. Hierarchical omega takes the group factors that it is told, so it needs a
/// reason for their number (dimensions asked about, or [ParallelAnalysis]), and at least three items each.
///
/// - The one-factor total of [#total(Moments)] is that of raw answers by maximum likelihood: loadings and
///   uniquenesses are scaled by the items' deviations, as a confirmatory analysis of covariances gives.
/// - The hierarchical one follows R's psych: group factors, oblimin, then Schmid and Leiman; two factors
///   share their correlation equally.
///
/// - McDonald (1999). Test Theory: A Unified Treatment, chapter 6.
/// - Schmid, Leiman (1957). Psychometrika 22, 53-61. [doi:10.1007/BF02289209](https://doi.org/10.1007/BF02289209)
/// - Zinbarg, Revelle, Yovel, Li (2005). Psychometrika 70, 123-133.
///   [doi:10.1007/s11336-003-0974-7](https://doi.org/10.1007/s11336-003-0974-7)
public final class McDonaldOmega {

    private static final int REPLICATES = 500;

    private McDonaldOmega() {}

    /// Omega of one factor.
    ///
    /// @param omega 0 to 1
    /// @param loadings of the standardised items, -1 to 1
    /// @param improper whether an item's uniqueness stopped at its floor, so that omega is not to be trusted
    @SuppressWarnings("ArrayRecordComponent")
    public record Total(double omega, double[] loadings, boolean improper) {}

    /// Omega of a general factor and group factors.
    ///
    /// @param total share of all factors in the variance of the sum, 0 to 1
    /// @param hierarchical share of the general factor, 0 to `total`
    /// @param general loadings on the general factor
    /// @param groups loadings on the group factors, `[item][factor]`
    /// @param factors correlations of the group factors before what they share was taken out
    /// @param improper whether a uniqueness stopped at its floor, so that the figures are not to be trusted
    @SuppressWarnings("ArrayRecordComponent")
    public record Hierarchical(
            double total,
            double hierarchical,
            double[] general,
            double[][] groups,
            double[][] factors,
            boolean improper) {}

    /// Omega total of the sum of raw answers, by maximum likelihood.
    ///
    /// @param items moments of at least 3 items, all scored in the same direction
    /// @throws IllegalArgumentException if there are fewer than 3 items
    /// @throws ArithmeticException if an item does not vary or is a sum of others
    public static Total total(Moments items) {
        double[] deviations = new double[items.variables()];
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = Math.sqrt(items.covariance(i, i));
        }
        return total(Correlations.of(items), deviations, Extraction.MAXIMUM_LIKELIHOOD);
    }

    /// Omega total of the sum of raw answers with a bootstrap interval.
    ///
    /// @param blocks moments of the items a block that is drawn as a whole, such as a unit-week; at least
    ///     [BlockBootstrap#MINIMUM_BLOCKS]
    /// @return omega; its `n` is the number of blocks
    /// @throws IllegalArgumentException if there are too few blocks or items
    /// @throws ArithmeticException if omega cannot be found, or is improper, in all or in more than a tenth of
    ///     replicates
    public static Estimate total(List<Moments> blocks, double level, long seed) {
        int p = blocks.isEmpty() ? 0 : blocks.getFirst().variables();
        if (p < 3) {
            throw new IllegalArgumentException("Omega needs at least 3 items, got " + p);
        }
        return BlockBootstrap.of(blocks.size(), REPLICATES, seed).interval(level, weights -> {
            var all = new Moments.Builder(p);
            for (int b = 0; b < weights.length; b++) {
                all.add(blocks.get(b), weights[b]);
            }
            try {
                Total found = total(all.build());
                return found.improper() ? Double.NaN : found.omega();
            } catch (ArithmeticException e) {
                // A replicate in which an item happens not to vary.
                return Double.NaN;
            }
        });
    }

    /// Omega total of the sum of standardised items.
    ///
    /// @param correlation of at least 3 items, which may be polychoric
    /// @throws IllegalArgumentException if there are fewer than 3 items or it is no correlation matrix
    /// @throws ArithmeticException if the factor is not found
    public static Total total(double[][] correlation, Extraction extraction) {
        double[] ones = new double[correlation.length];
        Arrays.fill(ones, 1);
        return total(correlation, ones, extraction);
    }

    private static Total total(double[][] correlation, double[] deviations, Extraction extraction) {
        if (correlation.length < 3) {
            throw new IllegalArgumentException("Omega needs at least 3 items, got " + correlation.length);
        }
        FactorAnalysis.Result factor = FactorAnalysis.of(correlation, 1, extraction);
        double[] loadings = new double[correlation.length];
        double sum = 0;
        double own = 0;
        for (int i = 0; i < loadings.length; i++) {
            loadings[i] = factor.loadings()[i][0];
            sum += deviations[i] * loadings[i];
            own += deviations[i] * deviations[i] * factor.uniqueness()[i];
        }
        return new Total(sum * sum / (sum * sum + own), loadings, factor.improper());
    }

    /// Omega total and hierarchical of the sum of standardised items.
    ///
    /// @param correlation of items all scored in the same direction; may be polychoric
    /// @param factors number of group factors, from 2
    /// @param extraction how the group factors, and what they share, are found; psych's own choice is
    ///     minimal residuals
    /// @throws IllegalArgumentException if there are too few items for the factors
    /// @throws ArithmeticException if the factors are not found, or the sum of the items does not vary
    public static Hierarchical hierarchical(double[][] correlation, int factors, Extraction extraction) {
        if (factors < 2) {
            throw new IllegalArgumentException("Omega hierarchical needs at least 2 group factors, got " + factors);
        }
        FactorAnalysis.Result found = FactorAnalysis.of(correlation, factors, extraction);
        Oblimin.Result turned = Oblimin.of(found.loadings());
        boolean improper = found.improper();
        double[] general = new double[factors];
        if (factors == 2) {
            double shared = Math.sqrt(Math.abs(turned.factors()[0][1]));
            general[0] = shared;
            general[1] = turned.factors()[0][1] < 0 ? -shared : shared;
        } else {
            FactorAnalysis.Result second = FactorAnalysis.of(turned.factors(), 1, extraction);
            for (int f = 0; f < factors; f++) {
                general[f] = second.loadings()[f][0];
            }
            improper |= second.improper();
        }
        int p = correlation.length;
        double[] g = new double[p];
        double[][] groups = new double[p][factors];
        double sum = 0;
        double own = 0;
        double variance = 0;
        for (int i = 0; i < p; i++) {
            for (int f = 0; f < factors; f++) {
                g[i] += turned.loadings()[i][f] * general[f];
                groups[i][f] = turned.loadings()[i][f] * Math.sqrt(Math.max(0, 1 - general[f] * general[f]));
            }
            sum += g[i];
            own += found.uniqueness()[i];
            for (int j = 0; j < p; j++) {
                variance += correlation[i][j];
            }
        }
        if (!(variance > 1e-9)) {
            throw new ArithmeticException(
                    "Omega needs an item sum that varies; that of these %d does not".formatted(p));
        }
        double total = Math.clamp(1 - own / variance, 0, 1);
        return new Hierarchical(total, Math.min(total, sum * sum / variance), g, groups, turned.factors(), improper);
    }
}
