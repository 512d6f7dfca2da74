package throughline.statistics.control;

import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/// One-sided CUSUM: the alarm that a gain is being lost again, quickest for a lasting slip of one sigma.
///
/// ```text
/// C_t = max(0, C_(t-1) + z_t - k),  alarm when C_t > h;  z in sigmas, positive when worse;  k = .5
/// ```
///
/// Small lasting slips show long before a point leaves the limits. `h` is chosen so that false alarms
/// stay as rare as wanted, from the run lengths of an unchanged process (Brook and Evans: a Markov chain
/// over the values of C, here 200 states). Assumes independent, roughly normal points; resemblance of
/// neighbours makes false alarms more frequent.
///
/// - Page (1954). Biometrika 41, 100-115.
///   [doi:10.1093/biomet/41.1-2.100](https://doi.org/10.1093/biomet/41.1-2.100)
/// - Brook, Evans (1972). Biometrika 59, 539-549.
///   [doi:10.1093/biomet/59.3.539](https://doi.org/10.1093/biomet/59.3.539)
public final class Cusum {

    /// Allowance: half of the slip, in sigmas, that should be found quickest.
    public static final double ALLOWANCE = 0.5;

    private static final int STATES = 200;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Cusum() {}

    /// The sums and the alarm.
    ///
    /// @param sums the sum after each point, at least 0, in sigmas; goes on after an alarm
    /// @param alarm index of the first point whose sum exceeds `h`, if there is one
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(double[] sums, OptionalInt alarm) {}

    /// Watches points for a slip to the worse side of the target.
    ///
    /// @param points finite, in order of time
    /// @param target the level to be held
    /// @param sigma standard deviation from point to point, above 0
    /// @param h alarm threshold in sigmas, above 0; see [#threshold]
    /// @throws IllegalArgumentException if a figure is out of range
    public static Result of(double[] points, double target, double sigma, double h, Better better) {
        if (!(sigma > 0) || !(h > 0) || !Double.isFinite(target)) {
            throw new IllegalArgumentException(
                    "A CUSUM needs a target, sigma > 0 and h > 0, got %s, %s and %s".formatted(target, sigma, h));
        }
        double[] sums = new double[points.length];
        OptionalInt alarm = OptionalInt.empty();
        double sum = 0;
        for (int t = 0; t < points.length; t++) {
            if (!Double.isFinite(points[t])) {
                throw new IllegalArgumentException("A CUSUM needs finite points, got " + points[t]);
            }
            sum = Math.max(0, sum - better.sign() * (points[t] - target) / sigma - ALLOWANCE);
            sums[t] = sum;
            if (alarm.isEmpty() && sum > h) {
                alarm = OptionalInt.of(t);
            }
        }
        return new Result(sums, alarm);
    }

    /// Mean number of points to a false alarm while nothing changes.
    ///
    /// @param h alarm threshold in sigmas, above 0
    public static double runLength(double h) {
        DMatrixRMaj stay = transitions(h);
        DMatrixRMaj left = CommonOps_DDRM.identity(STATES);
        CommonOps_DDRM.subtractEquals(left, stay);
        DMatrixRMaj ones = new DMatrixRMaj(STATES, 1);
        CommonOps_DDRM.fill(ones, 1);
        DMatrixRMaj lengths = new DMatrixRMaj(STATES, 1);
        if (!CommonOps_DDRM.solve(left, ones, lengths)) {
            throw new ArithmeticException("The run length for h = %s is too long to be computed".formatted(h));
        }
        return lengths.get(0, 0);
    }

    /// Probability of at least one false alarm within so many points while nothing changes.
    ///
    /// @param h alarm threshold in sigmas, above 0
    /// @param points number of points, at least 0
    public static double falseAlarm(double h, int points) {
        DMatrixRMaj stay = transitions(h);
        DMatrixRMaj now = new DMatrixRMaj(1, STATES);
        now.set(0, 0, 1);
        DMatrixRMaj next = new DMatrixRMaj(1, STATES);
        for (int t = 0; t < points; t++) {
            CommonOps_DDRM.mult(now, stay, next);
            DMatrixRMaj swap = now;
            now = next;
            next = swap;
        }
        return 1 - CommonOps_DDRM.elementSum(now);
    }

    /// The smallest threshold, to .01, with at most the given probability of a false alarm within so many
    /// points.
    ///
    /// @param points points in a year, such as 52, at least 1
    /// @param probability above 0 and below 1, such as .05
    /// @throws IllegalArgumentException if a figure is out of range
    public static double threshold(int points, double probability) {
        if (points < 1 || !(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "A threshold needs at least 1 point and a probability in 0 to 1, got %d and %s"
                            .formatted(points, probability));
        }
        int low = 0;
        int high = 3_000;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (falseAlarm(middle / 100.0, points) <= probability) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high / 100.0;
    }

    /// Probabilities of going from one value of C to another without an alarm; state 0 is C = 0.
    private static DMatrixRMaj transitions(double h) {
        if (!(h > 0) || Double.isInfinite(h)) {
            throw new IllegalArgumentException("A CUSUM threshold is a number above 0, got " + h);
        }
        double width = 2 * h / (2 * STATES - 1);
        var stay = new DMatrixRMaj(STATES, STATES);
        for (int i = 0; i < STATES; i++) {
            stay.set(i, 0, NORMAL.cumulativeProbability(width / 2 - i * width + ALLOWANCE));
            for (int j = 1; j < STATES; j++) {
                double middle = (j - i) * width + ALLOWANCE;
                stay.set(i, j, NORMAL.probability(middle - width / 2, middle + width / 2));
            }
        }
        return stay;
    }
}
