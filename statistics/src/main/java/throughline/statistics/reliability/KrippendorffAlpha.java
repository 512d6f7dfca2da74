package throughline.statistics.reliability;

import java.util.Arrays;
import java.util.List;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;

/// Krippendorff's alpha: how far several raters agree beyond chance, with any number of raters and
/// missing ratings.
///
/// ```text
/// alpha = 1 - observed disagreement / expected disagreement
/// o_ck = sum over units of (pairs c, k in the unit) / (ratings in the unit - 1)
/// ```
///
/// 1 is perfect agreement, 0 what chance gives, below 0 systematic disagreement; .80 is the customary
/// floor for relying on ratings, .667 for tentative conclusions. A unit with a single rating says nothing
/// and is left out. The interval draws units again with replacement. Prefer an intraclass correlation for
/// ratings that are truly continuous.
///
/// - Krippendorff (2004). Human Communication Research 30, 411-433.
///   [doi:10.1111/j.1468-2958.2004.tb00738.x](https://doi.org/10.1111/j.1468-2958.2004.tb00738.x)
/// - Hayes, Krippendorff (2007). Communication Methods and Measures 1, 77-89.
///   [doi:10.1080/19312450709336664](https://doi.org/10.1080/19312450709336664)
public final class KrippendorffAlpha {

    /// Most different ratings; more are not categories.
    public static final int MAXIMUM_VALUES = 1_000;

    private static final int REPLICATES = 500;

    private KrippendorffAlpha() {}

    /// How far apart two ratings are.
    public enum Scale {
        /// Names: equal or not.
        NOMINAL,
        /// Ranks: how many ratings lie between.
        ORDINAL,
        /// Numbers: the squared difference.
        INTERVAL
    }

    /// Alpha of the ratings.
    ///
    /// @param units one array a rated unit, holding the ratings it got
    /// @return alpha, at most 1
    /// @throws IllegalArgumentException if fewer than 2 units have 2 ratings, or there are too many
    ///     different ratings
    /// @throws ArithmeticException if all ratings are equal, so that there is nothing to agree on
    public static double of(List<double[]> units, Scale scale) {
        var table = new Table(units, scale);
        double[] once = new double[table.shares.length];
        Arrays.fill(once, 1);
        double alpha = table.alpha(once);
        if (Double.isNaN(alpha)) {
            throw new ArithmeticException("Agreement needs ratings that differ, all are " + table.values[0]);
        }
        return alpha;
    }

    /// Alpha of the ratings with a bootstrap interval over units.
    ///
    /// @return alpha; its `n` is the number of units with 2 or more ratings
    /// @throws IllegalArgumentException as [#of(List, Scale)], or if fewer than
    ///     [BlockBootstrap#MINIMUM_BLOCKS] units
    /// @throws ArithmeticException if all ratings are equal, in all or in more than a tenth of the
    ///     replicates
    public static Estimate of(List<double[]> units, Scale scale, double level, long seed) {
        var table = new Table(units, scale);
        return BlockBootstrap.of(table.shares.length, REPLICATES, seed).interval(level, table::alpha);
    }

    /// Coincidences of the units, ready to be weighted.
    private static final class Table {

        private final double[] values;
        private final double[][] shares;
        private final Scale scale;

        Table(List<double[]> units, Scale scale) {
            this.scale = scale;
            List<double[]> rated =
                    units.stream().filter(unit -> unit.length >= 2).toList();
            if (rated.size() < 2) {
                throw new IllegalArgumentException(
                        "Agreement needs at least 2 units with 2 ratings, got " + rated.size());
            }
            values = rated.stream()
                    .flatMapToDouble(Arrays::stream)
                    .sorted()
                    .distinct()
                    .toArray();
            if (values.length > MAXIMUM_VALUES || !Double.isFinite(values[values.length - 1])) {
                throw new IllegalArgumentException("Agreement takes up to %d different finite ratings, got %d"
                        .formatted(MAXIMUM_VALUES, values.length));
            }
            shares = new double[rated.size()][values.length];
            for (int u = 0; u < shares.length; u++) {
                for (double rating : rated.get(u)) {
                    shares[u][Arrays.binarySearch(values, rating)]++;
                }
            }
        }

        /// Alpha when unit `u` counts `weights[u]` times; NaN if the ratings do not differ.
        double alpha(double[] weights) {
            int c = values.length;
            double[] totals = new double[c];
            for (int u = 0; u < shares.length; u++) {
                for (int v = 0; v < c; v++) {
                    totals[v] += weights[u] * shares[u][v];
                }
            }
            double[] positions = positions(totals);
            double n = Arrays.stream(totals).sum();
            double observed = 0;
            for (int u = 0; u < shares.length; u++) {
                if (weights[u] > 0) {
                    double ratings = Arrays.stream(shares[u]).sum();
                    observed += weights[u] * disagreement(shares[u], positions) / (ratings - 1);
                }
            }
            double expected = disagreement(totals, positions) / (n - 1);
            return expected > 0 ? 1 - observed / expected : Double.NaN;
        }

        /// Sum over ordered pairs of ratings of their squared distance.
        private double disagreement(double[] counts, double[] positions) {
            double n = 0;
            double mean = 0;
            double squares = 0;
            for (int v = 0; v < counts.length; v++) {
                if (counts[v] > 0) {
                    double step = positions[v] - mean;
                    n += counts[v];
                    mean += step * counts[v] / n;
                    squares +=
                            scale == Scale.NOMINAL ? counts[v] * counts[v] : counts[v] * step * (positions[v] - mean);
                }
            }
            return scale == Scale.NOMINAL ? n * n - squares : 2 * n * squares;
        }

        /// Where each value lies on the line on which distances are squared differences.
        private double[] positions(double[] totals) {
            if (scale != Scale.ORDINAL) {
                return values;
            }
            double[] ranks = new double[totals.length];
            double seen = 0;
            for (int v = 0; v < totals.length; v++) {
                ranks[v] = seen + totals[v] / 2;
                seen += totals[v];
            }
            return ranks;
        }
    }
}
