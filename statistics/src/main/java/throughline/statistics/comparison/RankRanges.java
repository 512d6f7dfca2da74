package throughline.statistics.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Seeds;

/// Between which ranks each of several estimates lies: one rank alone would be a guess.
///
/// ```text
/// draw every estimate anew from N(value, standard error^2), rank all, and again, [#DRAWS] times;
/// range = from the (1 - level) / 2 to the (1 + level) / 2 quantile of the ranks it got
/// ```
///
/// Ranks hold the uncertainty of everybody, so they are far less certain than the values: of clinics with clearly
/// different rates most could be nearly anywhere in a league. Draws are independent, which holds for groups that are
/// drawn towards a mean known well ([ShrunkMeans]). The range is of each by itself, not of all at once: of many ranges
/// at 95 % some miss. The seed is fixed, so the same estimates give the same ranges.
///
/// - Goldstein, Spiegelhalter (1996). League tables and their limitations. Journal of the Royal Statistical Society
///   A 159, 385-443. [doi:10.2307/2983325](https://doi.org/10.2307/2983325)
/// - Marshall, Spiegelhalter (1998). Reliability of league tables of in vitro fertilisation clinics. BMJ 316,
///   1701-1705. [doi:10.1136/bmj.316.7146.1701](https://doi.org/10.1136/bmj.316.7146.1701)
public final class RankRanges {

    /// How often all are ranked.
    public static final int DRAWS = 2000;

    private static final long SEED = 1996;

    private RankRanges() {}

    /// Where one estimate ranks.
    ///
    /// @param from best rank it may well have, from 1
    /// @param to worst rank it may well have
    public record Range(int from, int to) {}

    /// The ranges, the highest value ranking first.
    ///
    /// @param estimates at least one, each with a finite value and standard error
    /// @return one an estimate, in the order given
    /// @throws IllegalArgumentException if there are none, or one is not finite
    public static List<Range> of(List<Estimate> estimates, double level) {
        Confidence.checked(level);
        int n = estimates.size();
        if (n == 0) {
            throw new IllegalArgumentException("Ranks need at least 1 estimate, got none");
        }
        for (Estimate estimate : estimates) {
            if (!Double.isFinite(estimate.value()) || !Double.isFinite(estimate.standardError())) {
                throw new IllegalArgumentException("Ranks need finite estimates and errors, got %s with an error of %s"
                        .formatted(estimate.value(), estimate.standardError()));
            }
        }
        long[][] counts = counts(estimates);
        double tail = (1 - level) / 2 * DRAWS;
        var ranges = new ArrayList<Range>();
        for (long[] own : counts) {
            ranges.add(new Range(1 + first(own, tail), n - first(reversed(own), tail)));
        }
        return List.copyOf(ranges);
    }

    private static long[][] counts(List<Estimate> estimates) {
        int n = estimates.size();
        RandomGenerator random = Seeds.generator(SEED, n);
        long[][] counts = new long[n][n];
        double[] drawn = new double[n];
        Integer[] order = new Integer[n];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < n; i++) {
                Estimate estimate = estimates.get(i);
                drawn[i] = estimate.value() + estimate.standardError() * random.nextGaussian();
                order[i] = i;
            }
            Arrays.sort(order, Comparator.comparingDouble(i -> -drawn[i]));
            for (int rank = 0; rank < n; rank++) {
                counts[order[rank]][rank]++;
            }
        }
        return counts;
    }

    /// Index of the first rank at which more draws than the tail have been met.
    private static int first(long[] counts, double tail) {
        double met = 0;
        for (int rank = 0; rank < counts.length; rank++) {
            met += counts[rank];
            if (met > tail) {
                return rank;
            }
        }
        return counts.length - 1;
    }

    private static long[] reversed(long[] counts) {
        long[] reversed = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            reversed[i] = counts[counts.length - 1 - i];
        }
        return reversed;
    }
}
