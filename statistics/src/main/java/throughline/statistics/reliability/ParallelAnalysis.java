package throughline.statistics.reliability;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;

/// Horn's parallel analysis: how many factors stand out from what unrelated items of the same number of
/// rows would show.
///
/// A factor counts while its eigenvalue of the correlation matrix exceeds the 95th percentile (Glorfeld)
/// of the same eigenvalue over correlation matrices of unrelated normal items. Counting stops at the
/// first that does not. It replaces "eigenvalue above 1", which finds factors in noise. Pearson's
/// correlations assume items that are roughly continuous: few answer options with different skews can look
/// like a factor, for which polychoric ones are the remedy ([ItemCorrelations]). The random matrices are
/// drawn as Wishart matrices (Bartlett), so the cost does not depend on the number of rows.
///
/// - Horn (1965). Psychometrika 30, 179-185. [doi:10.1007/BF02289447](https://doi.org/10.1007/BF02289447)
/// - Glorfeld (1995). Educational and Psychological Measurement 55, 377-393.
///   [doi:10.1177/0013164495055003002](https://doi.org/10.1177/0013164495055003002)
public final class ParallelAnalysis {

    /// Share of random matrices that an eigenvalue must exceed.
    public static final double PERCENTILE = 0.95;

    /// Standard errors on each side of an interval of 95 %.
    private static final double NORMAL = 1.959964;

    private ParallelAnalysis() {}

    /// What stands out.
    ///
    /// @param factors number of factors, from 0 to the number of items
    /// @param eigenvalues eigenvalues of the items' correlations, largest first
    /// @param thresholds the value each had to exceed
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(int factors, double[] eigenvalues, double[] thresholds) {

        /// How many factors stand out when each is held against what the stronger ones leave.
        ///
        /// Beside a strong common factor, as nearly all answers of one sheet have, the others cannot reach what
        /// wholly unrelated items show, and [#factors] counts too few. Here an eigenvalue must exceed the
        /// largest that chance gives, times the variance that is left to an item after the factors before it,
        /// and 1, so that what two twin questions share is no factor. This is the empirical Kaiser criterion
        /// with a drawn bound in place of the asymptotic one.
        ///
        /// - Braeken & van Assen (2017). Psychological Methods 22, 450-466.
        ///   [doi:10.1037/met0000074](https://doi.org/10.1037/met0000074)
        ///
        /// @return from 0 to the number of items
        public int besideStronger() {
            return besideStronger(1);
        }

        /// How many factors there may be: as [#besideStronger()], every eigenvalue at the upper end of
        /// its 95 % interval for as many rows, so that a factor which so few cannot show is not denied.
        ///
        /// ```text
        /// λ (1 + 1.96 √(2 / n))
        /// ```
        ///
        /// - Anderson (1963). Annals of Mathematical Statistics 34, 122-148 (variance 2λ²/n).
        ///   [doi:10.1214/aoms/1177704248](https://doi.org/10.1214/aoms/1177704248)
        ///
        /// @param rows behind the correlations, above 0
        /// @return from 0 to the number of items
        public int besideStrongerAtMost(double rows) {
            if (!(rows > 0)) {
                throw new IllegalArgumentException("An eigenvalue needs rows, got " + rows);
            }
            return besideStronger(1 + NORMAL * Math.sqrt(2 / rows));
        }

        private int besideStronger(double raised) {
            int p = eigenvalues.length;
            double left = p;
            int count = 0;
            while (count < p && raised * eigenvalues[count] > bound(left / (p - count), count)) {
                left -= eigenvalues[count];
                count++;
            }
            return count;
        }

        private double bound(double each, int before) {
            double chance = thresholds[0] * each;
            return before == 0 ? chance : Math.max(1, chance);
        }
    }

    /// Counts the factors.
    ///
    /// @param items moments of at least 2 items with more rows than items
    /// @param replicates random matrices to draw, at least 100
    /// @throws IllegalArgumentException if there are too few items, rows or replicates
    /// @throws ArithmeticException if an item does not vary
    public static Result of(Moments items, int replicates, long seed) {
        if (items.variables() > 1 && items.count() <= items.variables()) {
            throw tooFew(items.variables(), items.count());
        }
        return of(ItemCorrelations.pearson(items), replicates, seed);
    }

    /// Counts the factors of correlations, which may be polychoric or of pairs of different rows.
    ///
    /// What chance gives is then larger: an unrelated pair's correlation varies as Pearson's of as many
    /// rows, divided by what the answers of the two items keep of a normal feeling. The random matrices are
    /// widened so.
    ///
    /// @param items at least 2 items with more rows than items behind each correlation
    /// @param replicates random matrices to draw, at least 100
    /// @throws IllegalArgumentException if there are too few items, rows or replicates
    public static Result of(ItemCorrelations items, int replicates, long seed) {
        int p = items.items();
        if (p < 2) {
            throw new IllegalArgumentException("Parallel analysis needs at least 2 items, got " + p);
        }
        double fewest = items.fewestRows();
        if ((long) fewest <= p) {
            throw tooFew(p, fewest);
        }
        if (replicates < 100) {
            throw new IllegalArgumentException("Parallel analysis needs at least 100 replicates, got " + replicates);
        }
        double[] eigenvalues = Correlations.eigenvalues(items.matrix());
        double[] thresholds = thresholds(items, (long) fewest, replicates, Seeds.generator(seed, p, (long) fewest));
        int factors = 0;
        while (factors < p && eigenvalues[factors] > thresholds[factors]) {
            factors++;
        }
        return new Result(factors, eigenvalues, thresholds);
    }

    private static IllegalArgumentException tooFew(int items, double rows) {
        return new IllegalArgumentException("Parallel analysis of %d items needs at least %d rows, got %d"
                .formatted(items, items + 1, (long) rows));
    }

    private static double[] thresholds(ItemCorrelations items, long n, int replicates, RandomGenerator random) {
        int p = items.items();
        double[][] drawn = new double[p][replicates];
        for (int r = 0; r < replicates; r++) {
            double[] values = Correlations.eigenvalues(widened(unrelated(p, n, random), items, n));
            for (int i = 0; i < p; i++) {
                drawn[i][r] = values[i];
            }
        }
        double[] thresholds = new double[p];
        for (int i = 0; i < p; i++) {
            Arrays.sort(drawn[i]);
            thresholds[i] = drawn[i][(int) Math.ceil(PERCENTILE * replicates) - 1];
        }
        return thresholds;
    }

    /// The correlations as they would vary had the items been asked as they were.
    private static double[][] widened(double[][] correlation, ItemCorrelations items, long n) {
        for (int i = 0; i < correlation.length; i++) {
            for (int j = 0; j < i; j++) {
                double rows = Math.sqrt(n / items.rows()[i][j]);
                double wide = rows / (items.kept()[i] * items.kept()[j]);
                correlation[i][j] = Math.clamp(correlation[i][j] * wide, -1, 1);
                correlation[j][i] = correlation[i][j];
            }
        }
        return correlation;
    }

    /// Correlations of `n` rows of `p` unrelated normal items, by Bartlett's decomposition of a Wishart
    /// matrix.
    private static double[][] unrelated(int p, long n, RandomGenerator random) {
        double[][] factor = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < i; j++) {
                factor[i][j] = random.nextGaussian();
            }
            factor[i][i] = Math.sqrt(chiSquared(n - 1.0 - i, random));
        }
        for (double[] row : factor) {
            double length = 0;
            for (double value : row) {
                length += value * value;
            }
            double scale = 1 / Math.sqrt(length);
            for (int j = 0; j < p; j++) {
                row[j] *= scale;
            }
        }
        double[][] correlation = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                double r = 0;
                for (int k = 0; k <= j; k++) {
                    r += factor[i][k] * factor[j][k];
                }
                correlation[i][j] = r;
                correlation[j][i] = r;
            }
        }
        return correlation;
    }

    /// A chi-squared number by the rejection method of Marsaglia and Tsang (2000),
    /// doi:10.1145/358407.358414.
    private static double chiSquared(double degrees, RandomGenerator random) {
        if (degrees < 2) {
            double z = random.nextGaussian();
            return z * z;
        }
        double d = degrees / 2 - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return 2 * d * v;
            }
        }
    }
}
