package throughline.statistics.control;

import java.util.Arrays;

/// Run chart: points around their median, and whether they cross it as often as chance would.
///
/// ```text
/// longest run at most round(log2(n) + 3);  crossings at least the 5 % quantile of Binomial(n - 1, 1/2)
/// ```
///
/// `n` counts the points that do not lie on the median. Either rule broken says that the process is not one:
/// its level
/// has shifted, or it drifts. The two together raise a false alarm on 1 to 5 of 100 unchanged charts of 12
/// to 100 points
/// around their own median, whatever the distribution. They do not see a single wild point: look at control
/// limits as
/// well.
///
/// - Anhøj, Olesen (2014). PLoS ONE 9, e113825.
///   [doi:10.1371/journal.pone.0113825](https://doi.org/10.1371/journal.pone.0113825)
/// - Anhøj, Wentzel-Larsen (2018). BMC Medical Research Methodology 18, 78.
///   [doi:10.1186/s12874-018-0564-0](https://doi.org/10.1186/s12874-018-0564-0)
///
/// @param median the centre
/// @param useful number of points off the median
/// @param longestRun most points in a row on one side
/// @param longestRunLimit most that chance brings
/// @param crossings how often the median is crossed
/// @param crossingsLimit fewest that chance brings
/// @param runEnd index of the last point of the longest run, the first such; -1 if no point is off the median
public record RunChart(
        double median, int useful, int longestRun, int longestRunLimit, int crossings, int crossingsLimit, int runEnd) {

    /// Fewest points off the median from which the rules mean something.
    public static final int MINIMUM_POINTS = 10;

    /// The chart of the points in order of time, around their own median.
    ///
    /// @throws IllegalArgumentException if there are fewer than [#MINIMUM_POINTS] points or one is not finite
    public static RunChart of(double[] values) {
        return of(values, values.length);
    }

    /// The chart around the median of the first points.
    ///
    /// @param baseline how many points the median comes from, at least [#MINIMUM_POINTS]
    /// @throws IllegalArgumentException if there are too few points or one is not finite
    public static RunChart of(double[] values, int baseline) {
        if (baseline < MINIMUM_POINTS || baseline > values.length) {
            throw new IllegalArgumentException("A run chart needs a baseline of at least %d points, got %d of %d"
                    .formatted(MINIMUM_POINTS, baseline, values.length));
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("A run chart needs finite points, got " + value);
            }
        }
        return around(values, median(Arrays.copyOf(values, baseline)));
    }

    /// The chart around a centre that is given, such as that of a control chart.
    public static RunChart around(double[] values, double centre) {
        int useful = 0;
        int crossings = 0;
        int run = 0;
        int longest = 0;
        int end = -1;
        double side = 0;
        for (int i = 0; i < values.length; i++) {
            double now = Math.signum(values[i] - centre);
            if (now == 0) {
                continue;
            }
            useful++;
            if (now == side) {
                run++;
            } else {
                crossings += side == 0 ? 0 : 1;
                run = 1;
                side = now;
            }
            if (run > longest) {
                longest = run;
                end = i;
            }
        }
        return new RunChart(centre, useful, longest, longestRunLimit(useful), crossings, crossingsLimit(useful), end);
    }

    /// Whether a rule is broken.
    public boolean signals() {
        return longestRun > longestRunLimit || crossings < crossingsLimit;
    }

    private static int longestRunLimit(int useful) {
        return useful == 0 ? 0 : (int) Math.rint(Math.log(useful) / Math.log(2) + 3);
    }

    /// The 5 % quantile of the number of crossings: the fewest that are reached with probability of at least
    /// .05.
    private static int crossingsLimit(int useful) {
        int chances = Math.max(0, useful - 1);
        double term = Math.pow(0.5, chances);
        double sum = term;
        int quantile = 0;
        while (sum < 0.05 && quantile < chances) {
            term *= (chances - quantile) / (quantile + 1.0);
            sum += term;
            quantile++;
        }
        return quantile;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int n = values.length;
        return n % 2 == 1 ? values[n / 2] : values[n / 2 - 1] + (values[n / 2] - values[n / 2 - 1]) / 2;
    }
}
