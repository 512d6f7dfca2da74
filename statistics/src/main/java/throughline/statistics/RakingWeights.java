package throughline.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Weights that make those who answered look like everybody who was asked, in every trait that is known of
/// both (raking, iterative proportional fitting).
///
/// ```text
/// in turn for each trait:  weight of a cell *= share in the population / weighted share of the answers,
/// until no share differs by more than 1e-12
/// ```
///
/// The cells keep what the answers say of how traits go together (their odds ratios); only the totals of each
/// trait are made to fit. It takes away the bias of non-response as far as those who answered and those who
/// did not differ by these traits, and no further. Prefer weights by the shares of whole cells where the
/// population is known that finely and each cell has answers. Weights cost precision: `n / designEffect`
/// answers of equal weight would tell as much. The cost is Kish's, for a figure that has nothing to do with
/// the traits; it is less for one that has.
///
/// - Deming, Stephan (1940). Annals of Mathematical Statistics 11, 427-444.
///   [doi:10.1214/aoms/1177731829](https://doi.org/10.1214/aoms/1177731829)
/// - Kish (1992). Weighting for unequal Pi. Journal of Official Statistics 8, 183-200.
public final class RakingWeights {

    private static final int MOST_ROUNDS = 10_000;
    private static final double CLOSE = 1e-12;

    private RakingWeights() {}

    /// A trait that is known of those who answered and of everybody.
    ///
    /// @param categories the category of each cell, from 0
    /// @param population how many of everybody, or what share, are in each category; any scale
    @SuppressWarnings("ArrayRecordComponent")
    public record Trait(int[] categories, double[] population) {}

    /// Weights that fit.
    ///
    /// @param weights of an answer in each cell, above 0, their mean over the answers is 1; 1 in empty cells
    /// @param answers number of answers, `n`
    /// @param designEffect how many answers are worth one of equal weight, at least 1
    /// @param rounds how often all traits were gone through
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(double[] weights, double answers, double designEffect, int rounds) {

        /// Number of answers of equal weight that would tell as much.
        public double effective() {
            return DesignEffect.effective(answers, designEffect);
        }
    }

    /// Finds the weights.
    ///
    /// @param answers how many answered in each cell of the traits crossed; empty cells may be left out
    /// @param traits at least one, each with a category for every cell
    /// @throws IllegalArgumentException if figures are missing or out of range, a category of the population
    ///     has no answer, or one with answers is empty in the population
    /// @throws ArithmeticException if no weights above 0 fit all traits at once
    public static Result of(double[] answers, List<Trait> traits) {
        double n = 0;
        for (double count : answers) {
            if (!(count >= 0) || Double.isInfinite(count)) {
                throw new IllegalArgumentException("Answers are counted from 0, got " + count);
            }
            n += count;
        }
        if (traits.isEmpty() || !(n > 0)) {
            throw new IllegalArgumentException(
                    "Raking needs at least 1 trait and 1 answer, got %d and %s".formatted(traits.size(), n));
        }
        List<double[]> targets = new ArrayList<>();
        for (int t = 0; t < traits.size(); t++) {
            targets.add(target(t, traits.get(t), answers, n));
        }
        double[] weights = new double[answers.length];
        Arrays.fill(weights, 1);
        int rounds = 0;
        double difference = Double.POSITIVE_INFINITY;
        while (!(difference <= CLOSE * n)) {
            if (rounds++ == MOST_ROUNDS) {
                throw new ArithmeticException(
                        "No weights fit all %d traits at once: after %,d rounds a share is still off by %.2g. Join categories with few answers."
                                .formatted(traits.size(), MOST_ROUNDS, difference / n));
            }
            difference = 0;
            for (int t = 0; t < targets.size(); t++) {
                difference =
                        Math.max(difference, fit(weights, answers, traits.get(t).categories(), targets.get(t)));
            }
        }
        double squares = 0;
        for (int c = 0; c < answers.length; c++) {
            squares += answers[c] * weights[c] * weights[c];
        }
        return new Result(weights, n, Math.max(1, squares / n), rounds);
    }

    /// Makes the totals of one trait fit; the largest difference there was.
    private static double fit(double[] weights, double[] answers, int[] categories, double[] target) {
        double[] sums = new double[target.length];
        for (int c = 0; c < answers.length; c++) {
            sums[categories[c]] += weights[c] * answers[c];
        }
        double difference = 0;
        for (int k = 0; k < target.length; k++) {
            difference = Math.max(difference, Math.abs(sums[k] - target[k]));
        }
        for (int c = 0; c < answers.length; c++) {
            // A weight that no answer has would grow without end where nothing fits.
            if (answers[c] > 0) {
                weights[c] *= target[categories[c]] / sums[categories[c]];
            }
        }
        return difference;
    }

    /// Answers there would be in each category, had everybody been as likely to answer.
    private static double[] target(int number, Trait trait, double[] answers, double n) {
        int categories = trait.population().length;
        if (trait.categories().length != answers.length) {
            throw new IllegalArgumentException("Trait %d gives a category to %d of %d cells"
                    .formatted(number, trait.categories().length, answers.length));
        }
        double[] answered = new double[categories];
        for (int c = 0; c < answers.length; c++) {
            int category = trait.categories()[c];
            if (category < 0 || category >= categories) {
                throw new IllegalArgumentException(
                        "Trait %d has categories 0 to %d, a cell has %d".formatted(number, categories - 1, category));
            }
            answered[category] += answers[c];
        }
        double total = 0;
        for (double count : trait.population()) {
            if (!(count >= 0) || Double.isInfinite(count)) {
                throw new IllegalArgumentException("A population is counted from 0, got " + count);
            }
            total += count;
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("Trait %d has an empty population".formatted(number));
        }
        double[] target = new double[categories];
        for (int k = 0; k < categories; k++) {
            double share = trait.population()[k] / total;
            if (share > 0 != answered[k] > 0) {
                throw new IllegalArgumentException(
                        "Category %d of trait %d has %.1f %% of the population and %.0f answers: join it with another"
                                .formatted(k, number, 100 * share, answered[k]));
            }
            target[k] = share * n;
        }
        return target;
    }
}
