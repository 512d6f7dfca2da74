package throughline.statistics.journey;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Proportion;
import throughline.statistics.Seeds;
import throughline.statistics.Summary;

/// Intervals for a share that is computed from counts of like cases, by drawing the cases again with
/// replacement.
///
/// Cases of one kind are alike to the statistic, so only their number is drawn: the counts of a replicate
/// are multinomial, one conditional binomial after the other. The cost grows with the number of kinds, not
/// of cases: group all cases that the statistic cannot tell apart before. The interval is the percentile interval.
/// Where every case has the same value
/// drawing again says nothing; then it is Wilson's interval of as many cases.
///
/// - Efron, Tibshirani (1993). An Introduction to the Bootstrap. Chapman and Hall, chapter 13.
///   [doi:10.1201/9780429246593](https://doi.org/10.1201/9780429246593)
final class CaseBootstrap {

    private static final int REPLICATES = 999;

    /// From this variance on a binomial count is drawn as a rounded normal number.
    private static final double NORMAL_FROM = 100;

    private final long[] counts;
    private final long cases;
    private final long seed;

    CaseBootstrap(long[] counts, long seed) {
        this.counts = counts;
        this.cases = Arrays.stream(counts).sum();
        this.seed = seed;
    }

    /// The share of all cases with its interval.
    ///
    /// @param shareOfCounts the share, 0 to 1, when kind `v` has `counts[v]` cases
    Estimate share(double level, ToDoubleFunction<long[]> shareOfCounts) {
        double tail = (1 - Confidence.checked(level)) / 2;
        double value = shareOfCounts.applyAsDouble(counts);
        RandomGenerator random = Seeds.generator(seed, counts.length, cases);
        double[] drawn = new double[REPLICATES];
        long[] replicate = new long[counts.length];
        for (int r = 0; r < REPLICATES; r++) {
            draw(random, replicate);
            drawn[r] = shareOfCounts.applyAsDouble(replicate);
        }
        Arrays.sort(drawn);
        double error = Summary.of(drawn).deviation();
        if (!(drawn[REPLICATES - 1] > drawn[0])) {
            return Proportion.wilson(value * cases, (double) cases, level);
        }
        double low = drawn[Math.max(0, (int) Math.floor(tail * (REPLICATES + 1)) - 1)];
        double high = drawn[Math.min(REPLICATES - 1, (int) Math.ceil((1 - tail) * (REPLICATES + 1)) - 1)];
        return new Estimate(value, new Interval(Math.min(low, value), Math.max(high, value)), error, cases);
    }

    private void draw(RandomGenerator random, long[] replicate) {
        long left = cases;
        long ahead = cases;
        for (int v = 0; v < counts.length; v++) {
            replicate[v] = left == 0 ? 0 : binomial(random, left, (double) counts[v] / ahead);
            left -= replicate[v];
            ahead -= counts[v];
        }
    }

    private static long binomial(RandomGenerator random, long n, double p) {
        if (p >= 1) {
            return n;
        }
        if (p > 0.5) {
            return n - binomial(random, n, 1 - p);
        }
        double variance = n * p * (1 - p);
        if (variance >= NORMAL_FROM) {
            return Math.clamp(Math.round(n * p + Math.sqrt(variance) * random.nextGaussian()), 0, n);
        }
        double term = Math.exp(n * Math.log1p(-p));
        double remaining = random.nextDouble();
        long drawn = 0;
        while (remaining > term && drawn < n) {
            remaining -= term;
            drawn++;
            term *= (n - drawn + 1) * p / (drawn * (1 - p));
        }
        return drawn;
    }
}
