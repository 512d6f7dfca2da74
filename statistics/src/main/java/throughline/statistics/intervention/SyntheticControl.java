package throughline.statistics.intervention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

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
/// - Wolfe (1976), the nearest point. Mathematical Programming 11, 128-149.
///   [doi:10.1007/BF01580381](https://doi.org/10.1007/BF01580381)
/// - Abadie, Diamond, Hainmueller (2010). Journal of the American Statistical Association 105, 493-505.
///   [doi:10.1198/jasa.2009.ap08746](https://doi.org/10.1198/jasa.2009.ap08746)
public final class SyntheticControl {

    /// Fewest times before the change.
    public static final int MINIMUM_BEFORE = 6;

    private static final int ITERATIONS = 10_000;
    private static final double PRECISION = 1e-12;
    private static final double NO_SHARE = 1e-15;
    private static final double SINGULAR = 1e-14;

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
    /// @throws ArithmeticException if donors differ so little that rounding decides their shares
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

    /// Weights of the nearest point of the donors' hull to the unit, by Wolfe's method.
    ///
    /// The squared distance is the least there is, to 1e-12 of the squared distance of the farthest donor
    /// that has, or could have, a share.
    ///
    /// @throws ArithmeticException if rounding keeps it from that precision
    static double[] weights(double[] unit, double[][] donors, int change) {
        int j = donors.length;
        // Counted from the unit: with weights that sum to 1 nothing changes but the digits that are kept.
        double[][] points = new double[j][change];
        double[] squares = new double[j];
        int nearest = 0;
        for (int d = 0; d < j; d++) {
            for (int t = 0; t < change; t++) {
                points[d][t] = donors[d][t] - unit[t];
            }
            squares[d] = product(points[d], points[d]);
            nearest = squares[d] < squares[nearest] ? d : nearest;
        }
        double[] w = new double[j];
        if (Arrays.stream(squares).max().orElseThrow() == 0) {
            Arrays.fill(w, 1.0 / j);
            return w;
        }
        w[nearest] = 1;
        for (int i = 0; i < ITERATIONS; i++) {
            double[] at = mixed(points, w);
            int next = 0;
            double farthest = 0;
            for (int d = 0; d < j; d++) {
                next = product(at, points[d]) < product(at, points[next]) ? d : next;
                farthest = w[d] > 0 ? Math.max(farthest, squares[d]) : farthest;
            }
            if (product(at, at) - product(at, points[next]) <= PRECISION * Math.max(farthest, squares[next])) {
                return w;
            }
            if (w[next] > 0) {
                break;
            }
            double[] before = w;
            w = joined(points, w, next);
            if (Arrays.equals(before, w)) {
                break;
            }
        }
        throw new ArithmeticException(
                "The shares of %d donors over %d times cannot be told apart to 1e-12: leave out donors that hardly differ"
                        .formatted(j, change));
    }

    /// The nearest point of the hull of those with a share and of the next, which at least one of them may leave.
    private static double[] joined(double[][] points, double[] shares, int next) {
        double[] w = shares.clone();
        List<Integer> corral = new ArrayList<>(List.of(next));
        for (int d = 0; d < w.length; d++) {
            if (w[d] > 0) {
                corral.add(d);
            }
        }
        while (true) {
            double[] flat = nearestOfPlane(points, corral);
            double reach = 1;
            int leaving = -1;
            for (int k = 0; k < flat.length; k++) {
                double share = w[corral.get(k)];
                double until = share > flat[k] ? share / (share - flat[k]) : 0;
                if (flat[k] <= NO_SHARE && (leaving < 0 || until < reach)) {
                    reach = until;
                    leaving = k;
                }
            }
            for (int k = 0; k < flat.length; k++) {
                int d = corral.get(k);
                w[d] = k == leaving ? 0 : Math.max(0, w[d] + reach * (flat[k] - w[d]));
            }
            if (leaving < 0) {
                return w;
            }
            corral.removeIf(d -> w[d] == 0);
        }
    }

    /// Shares, which may be below 0, of the nearest point of the plane through the corral, by least squares.
    private static double[] nearestOfPlane(double[][] points, List<Integer> corral) {
        int k = corral.size() - 1;
        double[] flat = new double[k + 1];
        flat[k] = 1;
        double[] origin = points[corral.get(k)];
        if (k == 0) {
            return flat;
        }
        var sides = new DMatrixRMaj(origin.length, k);
        var towards = new DMatrixRMaj(origin.length, 1);
        double[] lengths = new double[k];
        for (int c = 0; c < k; c++) {
            double[] point = points[corral.get(c)];
            for (int t = 0; t < origin.length; t++) {
                sides.set(t, c, point[t] - origin[t]);
                towards.set(t, 0, -origin[t]);
                lengths[c] = Math.hypot(lengths[c], point[t] - origin[t]);
            }
            for (int t = 0; t < origin.length; t++) {
                sides.set(t, c, sides.get(t, c) / lengths[c]);
            }
        }
        var found = new DMatrixRMaj(k, 1);
        var solver = LinearSolverFactory_DDRM.qr(origin.length, k);
        if (k > origin.length || !solver.setA(sides) || !(solver.quality() > SINGULAR)) {
            throw new ArithmeticException(
                    "The shares of %d donors cannot be told apart: leave out donors that hardly differ"
                            .formatted(points.length));
        }
        solver.solve(towards, found);
        for (int c = 0; c < k; c++) {
            flat[c] = found.get(c, 0) / lengths[c];
            flat[k] -= flat[c];
        }
        return flat;
    }

    private static double[] mixed(double[][] points, double[] weights) {
        double[] mixed = new double[points[0].length];
        for (int d = 0; d < points.length; d++) {
            for (int t = 0; t < mixed.length; t++) {
                mixed[t] += weights[d] * points[d][t];
            }
        }
        return mixed;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
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
