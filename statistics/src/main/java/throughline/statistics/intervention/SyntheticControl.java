package throughline.statistics.intervention;

import java.util.Arrays;

/// The effect of a change in one unit, against a mixture of others that moved as it did before.
///
/// ```text
/// weights = argmin ||y_before - X_before w||^2, w >= 0, sum w = 1;  effect = mean(y_after - X_after w)
/// rank: each donor takes the unit's place; how many have as large a ratio of errors after to before
/// ```
///
/// Weights that are shares cannot extrapolate: a unit unlike any mixture is seen by its error before. The
/// placebo rank
/// is the only test: with `J` donors its smallest value is `1 / (J + 1)`, so 19 donors are needed to speak
/// of 1 in 20.
///
/// - Abadie, Diamond, Hainmueller (2010). Journal of the American Statistical Association 105, 493-505.
///   [doi:10.1198/jasa.2009.ap08746](https://doi.org/10.1198/jasa.2009.ap08746)
public final class SyntheticControl {

    /// Fewest times before the change.
    public static final int MINIMUM_BEFORE = 6;

    private static final int ITERATIONS = 20_000;

    private SyntheticControl() {}

    /// What the change did.
    ///
    /// @param weights share of each donor, 0 to 1, adding up to 1
    /// @param effect mean over the times after, in units of the outcome
    /// @param errorBefore root mean squared error before the change, in units of the outcome
    /// @param placeboRank share of units, this one among them, whose errors grew at least as much, above 0
    ///     to 1
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(double[] weights, double effect, double errorBefore, double placeboRank) {}

    /// Estimates the effect.
    ///
    /// @param unit values of the unit, in order of time
    /// @param donors of each donor the values at the same times
    /// @param change first time of the change, counted from 0
    /// @throws IllegalArgumentException if there are fewer than 2 donors, [#MINIMUM_BEFORE] times before or
    ///     1 after,
    ///     lengths differ, or a value is not finite
    public static Result of(double[] unit, double[][] donors, int change) {
        if (donors.length < 2 || change < MINIMUM_BEFORE || change >= unit.length) {
            throw new IllegalArgumentException(
                    "A synthetic control needs at least 2 donors, %d times before and 1 after, got %d, %d and %d"
                            .formatted(MINIMUM_BEFORE, donors.length, change, unit.length - change));
        }
        for (double[] donor : donors) {
            if (donor.length != unit.length || !Arrays.stream(donor).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("Donors need %d finite values each".formatted(unit.length));
            }
        }
        if (!Arrays.stream(unit).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("The unit needs finite values");
        }
        double[] weights = weights(unit, donors, change);
        double[] gaps = gaps(unit, donors, weights);
        double own = ratio(gaps, change);
        int asLarge = 1;
        for (int d = 0; d < donors.length; d++) {
            double[][] others = new double[donors.length - 1][];
            for (int o = 0, k = 0; o < donors.length; o++) {
                if (o != d) {
                    others[k++] = donors[o];
                }
            }
            double[] placebo = gaps(donors[d], others, weights(donors[d], others, change));
            asLarge += ratio(placebo, change) >= own ? 1 : 0;
        }
        double effect = 0;
        for (int t = change; t < unit.length; t++) {
            effect += gaps[t] / (unit.length - change);
        }
        return new Result(weights, effect, rootMeanSquare(gaps, 0, change), asLarge / (donors.length + 1.0));
    }

    /// Weights on the simplex by accelerated projected gradients, to 1e-12 of the outcome's variance.
    static double[] weights(double[] unit, double[][] donors, int change) {
        int j = donors.length;
        double[][] gram = new double[j][j];
        double trace = 0;
        for (int a = 0; a < j; a++) {
            for (int b = 0; b < j; b++) {
                for (int t = 0; t < change; t++) {
                    // Centred on the unit: with weights that sum to 1 nothing changes but the digits that are kept.
                    gram[a][b] += (donors[a][t] - unit[t]) * (donors[b][t] - unit[t]);
                }
            }
            trace += gram[a][a];
        }
        double[] w = new double[j];
        Arrays.fill(w, 1.0 / j);
        if (trace == 0) {
            return w;
        }
        double[] ahead = w.clone();
        double momentum = 1;
        for (int i = 0; i < ITERATIONS; i++) {
            double[] step = new double[j];
            for (int a = 0; a < j; a++) {
                double gradient = 0;
                for (int b = 0; b < j; b++) {
                    gradient += gram[a][b] * ahead[b];
                }
                step[a] = ahead[a] - gradient / trace;
            }
            double[] next = projected(step);
            double nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            double moved = 0;
            double restart = 0;
            for (int a = 0; a < j; a++) {
                moved = Math.max(moved, Math.abs(next[a] - w[a]));
                restart += (ahead[a] - next[a]) * (next[a] - w[a]);
            }
            for (int a = 0; a < j; a++) {
                ahead[a] = restart > 0 ? next[a] : next[a] + (momentum - 1) / nextMomentum * (next[a] - w[a]);
            }
            momentum = restart > 0 ? 1 : nextMomentum;
            w = next;
            if (moved < 1e-13) {
                break;
            }
        }
        return w;
    }

    /// The nearest point whose coordinates are at least 0 and add up to 1.
    private static double[] projected(double[] point) {
        double[] sorted = point.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double shift = 0;
        for (int i = sorted.length - 1, count = 1; i >= 0; i--, count++) {
            sum += sorted[i];
            double candidate = (sum - 1) / count;
            if (sorted[i] - candidate > 0) {
                shift = candidate;
            }
        }
        double[] projected = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            projected[i] = Math.max(0, point[i] - shift);
        }
        return projected;
    }

    private static double[] gaps(double[] unit, double[][] donors, double[] weights) {
        double[] gaps = unit.clone();
        for (int t = 0; t < gaps.length; t++) {
            for (int d = 0; d < donors.length; d++) {
                gaps[t] -= weights[d] * donors[d][t];
            }
        }
        return gaps;
    }

    private static double ratio(double[] gaps, int change) {
        double before = rootMeanSquare(gaps, 0, change);
        double after = rootMeanSquare(gaps, change, gaps.length);
        return before > 0 ? after / before : after > 0 ? Double.POSITIVE_INFINITY : 0;
    }

    private static double rootMeanSquare(double[] gaps, int from, int to) {
        double squares = 0;
        for (int t = from; t < to; t++) {
            squares += gaps[t] * gaps[t];
        }
        return Math.sqrt(squares / (to - from));
    }
}
