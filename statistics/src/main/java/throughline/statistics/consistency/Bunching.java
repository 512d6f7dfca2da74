package throughline.statistics.consistency;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Seeds;
import throughline.statistics.Summary;

/// Bunching: how many more contacts end just below a target time than the smooth course of the counts
/// would have there.
///
/// ```text
/// ratio = observed count in the bins just below the target / counterfactual count in the same bins
/// log counterfactual(bin) = polynomial in the bin, fitted around the target without the bins next to it (Poisson)
/// ```
///
/// 1 means none, 1.25 a quarter more than expected: work is being ended for the clock. The bins above the
/// target are left out of the fit as well, because that is where the bunched contacts come from. Assumes
/// that the counts would be smooth without the target: round numbers people aim for (a minute) or a
/// system's own time-out look the same. The interval comes from refitting to counts drawn around the fit
/// with the dispersion that was seen, at least Poisson's.
///
/// - Saez (2010). American Economic Journal: Economic Policy 2(3), 180-212.
///   [doi:10.1257/pol.2.3.180](https://doi.org/10.1257/pol.2.3.180)
/// - Kleven (2016). Annual Review of Economics 8, 435-464.
///   [doi:10.1146/annurev-economics-080315-015234](https://doi.org/10.1146/annurev-economics-080315-015234)
public final class Bunching {

    private Bunching() {}

    /// How the counterfactual is drawn.
    ///
    /// @param degree degree of the polynomial, 1 to 7
    /// @param window bins on each side of the target that take part
    /// @param below bins just below the target in which bunching is looked for, at least 1
    /// @param above bins just above the target left out of the fit, at least 0
    /// @param replicates refits for the interval, at least 100
    /// @param level confidence level
    /// @param seed seed of the refits
    public record Settings(int degree, int window, int below, int above, int replicates, double level, long seed) {

        /// With 15-second bins: 5 minutes on each side, half a minute below, a minute above, a cubic.
        public static final Settings DEFAULT = new Settings(3, 20, 2, 4, 400, 0.95, 1);

        /// Checks the figures.
        ///
        /// @throws IllegalArgumentException if a figure is out of range
        public Settings {
            if (degree < 1 || degree > 7 || below < 1 || above < 0 || window <= below || window <= above) {
                throw new IllegalArgumentException(
                        "Bunching needs a degree of 1 to 7 and a window wider than what is left out, got %d, %d, %d, %d"
                                .formatted(degree, window, below, above));
            }
            if (replicates < 100) {
                throw new IllegalArgumentException("Bunching needs at least 100 replicates, got " + replicates);
            }
            Confidence.checked(level);
        }
    }

    /// Estimates the ratio of observed to counterfactual just below the target.
    ///
    /// @param counts contacts by bin of equal width, at least 0 each
    /// @param targetBin the bin whose lower edge is the target
    /// @return the ratio, at least 0; its `n` is the number of contacts in the window
    /// @throws IllegalArgumentException if too few bins with counts remain to fit the polynomial
    /// @throws ArithmeticException if there is no smooth course to compare with
    public static Estimate of(long[] counts, int targetBin, Settings settings) {
        int first = Math.max(0, targetBin - settings.window());
        int last = Math.min(counts.length, targetBin + settings.window());
        int from = targetBin - settings.below() - first;
        int to = targetBin + settings.above() - first;
        double[] window = new double[Math.max(0, last - first)];
        double n = 0;
        int fitted = 0;
        for (int i = 0; i < window.length; i++) {
            window[i] = counts[first + i];
            if (window[i] < 0) {
                throw new IllegalArgumentException("A bin counts 0 or more, got " + counts[first + i]);
            }
            n += window[i];
            fitted += (i < from || i >= to) && window[i] > 0 ? 1 : 0;
        }
        int needed = 2 * (settings.degree() + 1);
        if (fitted < needed || from < 1 || to > window.length) {
            throw new IllegalArgumentException(
                    "Bunching needs bins on both sides of the target and %d with counts, got %d"
                            .formatted(needed, fitted));
        }
        var counterfactual = new SmoothCounts(window.length, from, to, settings.degree());
        double[] fit = counterfactual.fit(window);
        double ratio = ratio(window, fit, from, settings.below());
        if (!Double.isFinite(ratio)) {
            throw new ArithmeticException("No smooth course of the counts was found around bin " + targetBin);
        }
        return estimate(ratio, drawn(window, fit, from, to, counterfactual, settings), n, settings);
    }

    private static Estimate estimate(double ratio, double[] drawn, double n, Settings settings) {
        double[] sorted = Arrays.stream(drawn).filter(Double::isFinite).sorted().toArray();
        if (sorted.length < 0.9 * drawn.length) {
            throw new ArithmeticException("The smooth course of the counts was found in only %d of %d refits"
                    .formatted(sorted.length, drawn.length));
        }
        double tail = (1 - settings.level()) / 2;
        int low = (int) Math.floor(tail * (sorted.length - 1));
        int high = sorted.length - 1 - low;
        return new Estimate(
                ratio,
                new Interval(sorted[low], sorted[high]),
                Summary.of(sorted).deviation(),
                n);
    }

    private static double[] drawn(
            double[] window, double[] fit, int from, int to, SmoothCounts counterfactual, Settings settings) {
        RandomGenerator random = Seeds.generator(settings.seed(), window.length);
        double spread = Math.sqrt(dispersion(window, fit, from, to, settings.degree()));
        double[] drawn = new double[settings.replicates()];
        double[] again = new double[window.length];
        for (int r = 0; r < drawn.length; r++) {
            for (int i = 0; i < again.length; i++) {
                double centre = i < from || i >= to ? fit[i] : window[i];
                again[i] = Math.max(0, centre + spread * Math.sqrt(centre) * random.nextGaussian());
            }
            drawn[r] = ratio(again, counterfactual.fit(again), from, settings.below());
        }
        return drawn;
    }

    /// Pearson's dispersion of the fitted bins, at least 1.
    private static double dispersion(double[] window, double[] fit, int from, int to, int degree) {
        double sum = 0;
        int bins = 0;
        for (int i = 0; i < window.length; i++) {
            if (i < from || i >= to) {
                sum += (window[i] - fit[i]) * (window[i] - fit[i]) / Math.max(fit[i], 1e-9);
                bins++;
            }
        }
        return Math.max(1, sum / Math.max(1, bins - degree - 1));
    }

    private static double ratio(double[] window, double[] fit, int from, int below) {
        double observed = 0;
        double expected = 0;
        for (int i = from; i < from + below; i++) {
            observed += window[i];
            expected += fit[i];
        }
        return expected > 0 ? observed / expected : Double.NaN;
    }
}
