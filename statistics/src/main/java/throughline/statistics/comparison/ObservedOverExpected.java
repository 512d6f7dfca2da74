package throughline.statistics.comparison;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Mean;
import throughline.statistics.Summary;

/// What happened over what was to be expected of the same mix of work: 1 is as expected, 1.2 a fifth more.
///
/// ```text
/// exact: low = chi2(tail; 2 O) / 2 / E,   high = chi2(1 - tail; 2 O + 2) / 2 / E
/// Byar:  low = O (1 - 1/(9 O) - z/(3 sqrt O))^3 / E,
///        high = (O + 1) (1 - 1/(9 (O + 1)) + z/(3 sqrt(O + 1)))^3 / E
/// ```
///
/// Counts are taken as Poisson and the expected figure as known, which holds where it rests on many others'
/// work ([CaseMixAdjustment]). The exact interval holds the truth at least as often as it says, and is what
/// this product shows; Byar's is the one of public-health tables, within a hundredth of it from 10 events
/// on. Two
/// ratios are not comparable with each other unless their mixes are alike: compare each with 1.
///
/// - Garwood (1936). Biometrika 28, 437-442.
///   [doi:10.1093/biomet/28.3-4.437](https://doi.org/10.1093/biomet/28.3-4.437)
/// - Breslow, Day (1987). Statistical Methods in Cancer Research II. IARC, p. 69 (Byar).
public final class ObservedOverExpected {

    private ObservedOverExpected() {}

    /// Ratio of a count, exact interval.
    ///
    /// @param observed number of events
    /// @param expected expected number, above 0
    /// @return the ratio; its `n` is the expected number
    /// @throws IllegalArgumentException if the count is negative or nothing is expected
    public static Estimate ofCount(long observed, double expected, double level) {
        check(observed, expected);
        double tail = (1 - Confidence.checked(level)) / 2;
        double low =
                observed == 0 ? 0 : ChiSquaredDistribution.of(2.0 * observed).inverseCumulativeProbability(tail) / 2;
        double high = ChiSquaredDistribution.of(2.0 * observed + 2).inverseSurvivalProbability(tail) / 2;
        return estimate(observed, low, high, expected);
    }

    /// Ratio of a count, Byar's interval.
    ///
    /// @throws IllegalArgumentException as [#ofCount]
    public static Estimate byar(long observed, double expected, double level) {
        check(observed, expected);
        double z = Confidence.normal(level);
        double low =
                observed == 0 ? 0 : observed * cubed(1 - 1 / (9.0 * observed) - z / (3 * Math.sqrt((double) observed)));
        double more = observed + 1.0;
        return estimate(
                observed, Math.max(0, low), more * cubed(1 - 1 / (9 * more) + z / (3 * Math.sqrt(more))), expected);
    }

    /// Ratio of a mean, with Student's interval.
    ///
    /// @param own the rows
    /// @param expected expected mean, above 0
    /// @return the ratio; its `n` is the number of rows
    /// @throws IllegalArgumentException if there are fewer than 2 rows, or nothing is expected
    public static Estimate ofMean(Summary own, double expected, double level) {
        check(0, expected);
        Estimate mean = Mean.of(own, level);
        return new Estimate(
                mean.value() / expected,
                new Interval(mean.low() / expected, mean.high() / expected),
                mean.standardError() / expected,
                mean.n());
    }

    private static void check(long observed, double expected) {
        if (observed < 0 || !(expected > 0) || Double.isInfinite(expected)) {
            throw new IllegalArgumentException(
                    "Observed over expected needs a count from 0 and an expected figure above 0, got %d and %s"
                            .formatted(observed, expected));
        }
    }

    private static Estimate estimate(long observed, double low, double high, double expected) {
        return new Estimate(
                observed / expected,
                new Interval(low / expected, high / expected),
                Math.sqrt((double) observed) / expected,
                expected);
    }

    private static double cubed(double x) {
        return x * x * x;
    }
}
