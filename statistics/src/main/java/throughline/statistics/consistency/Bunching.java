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
/// log counterfactual(bin) = polynomial in the logarithm of the bin's middle, fitted (Poisson) without the bins just
/// below the target and without those above it that the bunched contacts come from
/// ```
///
/// 1 means none, 1.25 a quarter more than expected: work is being ended for the clock. How far up the bunched contacts
/// come from is not known beforehand, and a course that is fitted to depleted bins is wrong on both sides of the
/// target. So the stretch that is left out grows, bin by bin, until the contacts that are too few above make up for
/// those that are too many below, but for chance. Assumes
/// that the counts would be smooth without the target: round numbers people aim for (a minute) or a
/// system's own time-out look the same. The interval comes from the same done again with counts drawn around the fit
/// with the dispersion that was seen, at least Poisson's.
///
/// - Chetty, Friedman, Olsen, Pistaferri (2011). Quarterly Journal of Economics 126, 749-804 (bunched and missing mass
///   are equal). [doi:10.1093/qje/qjr013](https://doi.org/10.1093/qje/qjr013)
/// - Kleven, Waseem (2013). Quarterly Journal of Economics 128, 669-723 (the stretch that is left out).
///   [doi:10.1093/qje/qjt004](https://doi.org/10.1093/qje/qjt004)
/// - Saez (2010). American Economic Journal: Economic Policy 2(3), 180-212.
///   [doi:10.1257/pol.2.3.180](https://doi.org/10.1257/pol.2.3.180)
/// - Kleven (2016). Annual Review of Economics 8, 435-464.
///   [doi:10.1146/annurev-economics-080315-015234](https://doi.org/10.1146/annurev-economics-080315-015234)
public final class Bunching {

    private Bunching() {}

    /// Bins that must be left on each side, below and beyond what is left out: the course rests on them.
    private static final int SUPPORT = 3;

    /// Bins that must be left above when what is left out grows.
    private static final int BEYOND = 6;

    /// Standard errors by which more must be too many below than too few above for the depleted stretch to be longer.
    private static final double BEYOND_CHANCE = 1.96;

    /// How the counterfactual is drawn.
    ///
    /// @param degree degree of the polynomial, 1 to 7
    /// @param window bins on each side of the target that take part
    /// @param below bins just below the target in which bunching is looked for, at least 1
    /// @param above bins just above the target left out of the fit at the least, 0 or more
    /// @param replicates refits for the interval, at least 100
    /// @param level confidence level
    /// @param seed seed of the refits
    public record Settings(int degree, int window, int below, int above, int replicates, double level, long seed) {

        /// With 15-second bins: 6 minutes on each side, half a minute below, a minute above, a polynomial of degree 4.
        public static final Settings DEFAULT = new Settings(4, 24, 2, 4, 400, 0.95, 1);

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

    /// Counts around the target.
    ///
    /// @param from the first bin below the target that is left out
    /// @param target the bin whose lower edge is the target
    @SuppressWarnings("ArrayRecordComponent")
    private record Window(double[] counts, int from, int target, SmoothCounts course, Settings settings) {

        Window with(double[] drawn) {
            return new Window(drawn, from, target, course, settings);
        }

        /// The course without the shortest stretch above the target from which as many are missing as were bunched.
        Fitted fitted() {
            int to = target + settings.above();
            while (true) {
                var fitted = new Fitted(this, course.fit(counts, from, to), to);
                if (to + BEYOND >= counts.length || !fitted.bunchesMoreThanIsMissing()) {
                    return fitted;
                }
                to++;
            }
        }
    }

    /// A course.
    ///
    /// @param to the first bin above the target that takes part in the fit
    @SuppressWarnings("ArrayRecordComponent")
    private record Fitted(Window window, double[] fit, int to) {

        private boolean takesPart(int bin) {
            return bin < window.from() || bin >= to;
        }

        private boolean bunchesMoreThanIsMissing() {
            double more = 0;
            double seen = 0;
            for (int i = window.from(); i < to; i++) {
                more += window.counts()[i] - fit[i];
                seen += window.counts()[i];
            }
            return more > BEYOND_CHANCE * Math.sqrt(dispersion() * seen);
        }

        /// Pearson's dispersion of the fitted bins, at least 1.
        private double dispersion() {
            double sum = 0;
            int bins = 0;
            for (int i = 0; i < fit.length; i++) {
                if (takesPart(i)) {
                    double off = window.counts()[i] - fit[i];
                    sum += off * off / Math.max(fit[i], 1e-9);
                    bins++;
                }
            }
            return Math.max(1, sum / Math.max(1, bins - window.settings().degree() - 1));
        }

        private double ratio() {
            double observed = 0;
            double expected = 0;
            for (int i = window.from(); i < window.target(); i++) {
                observed += window.counts()[i];
                expected += fit[i];
            }
            return expected > 0 ? observed / expected : Double.NaN;
        }

        /// The ratio again and again, of counts drawn around the course.
        private double[] drawn() {
            RandomGenerator random = Seeds.generator(window.settings().seed(), fit.length);
            double spread = Math.sqrt(dispersion());
            double[] drawn = new double[window.settings().replicates()];
            double[] again = new double[fit.length];
            for (int r = 0; r < drawn.length; r++) {
                for (int i = 0; i < again.length; i++) {
                    double centre = takesPart(i) ? fit[i] : window.counts()[i];
                    again[i] = Math.max(0, centre + spread * Math.sqrt(centre) * random.nextGaussian());
                }
                drawn[r] = window.with(again).fitted().ratio();
            }
            return drawn;
        }
    }

    /// Estimates the ratio of observed to counterfactual just below the target.
    ///
    /// @param counts contacts by bin of equal width, at least 0 each
    /// @param earlier bins that would fit between 0 and the first of the counts, at least 0
    /// @param targetBin the bin whose lower edge is the target
    /// @return the ratio, at least 0; its `n` is the number of contacts in the window
    /// @throws IllegalArgumentException if too few bins with counts remain to fit the polynomial
    /// @throws ArithmeticException if there is no smooth course to compare with
    public static Estimate of(long[] counts, int earlier, int targetBin, Settings settings) {
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
        if (fitted < needed || from < SUPPORT || to + SUPPORT > window.length) {
            throw new IllegalArgumentException(
                    "Bunching needs %d bins on both sides of what is left out and %d with counts in all, got %d"
                            .formatted(SUPPORT, needed, fitted));
        }
        var course = new SmoothCounts(window.length, earlier + first, settings.degree());
        Fitted seen = new Window(window, from, targetBin - first, course, settings).fitted();
        if (!Double.isFinite(seen.ratio())) {
            throw new ArithmeticException("No smooth course of the counts was found around bin " + targetBin);
        }
        return estimate(seen.ratio(), seen.drawn(), n, settings);
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
}
