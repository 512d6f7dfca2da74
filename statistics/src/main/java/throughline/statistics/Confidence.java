package throughline.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// Confidence levels, and the critical values that belong to them.
public final class Confidence {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Confidence() {}

    /// The level itself, once it is known to be one.
    ///
    /// @param level share of repetitions in which an interval holds the truth, such as .95
    /// @throws IllegalArgumentException if the level is not above 0 and below 1
    public static double checked(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("A confidence level lies between 0 and 1, such as 0.95, got " + level);
        }
        return level;
    }

    /// Two-sided critical value of the standard normal distribution, 1.96 at .95.
    public static double normal(double level) {
        return NORMAL.inverseSurvivalProbability((1 - checked(level)) / 2);
    }

    /// Two-sided critical value of Student's t; `degrees` above 0 and not necessarily whole.
    ///
    /// @throws IllegalArgumentException if there are no degrees of freedom
    public static double t(double level, double degrees) {
        if (!(degrees > 0)) {
            throw new IllegalArgumentException("Student's t needs more than 0 degrees of freedom, got " + degrees);
        }
        return TDistribution.of(degrees).inverseSurvivalProbability((1 - checked(level)) / 2);
    }

    /// Probability that a standard normal number exceeds `z`.
    public static double normalTail(double z) {
        return NORMAL.survivalProbability(z);
    }

    /// Probability that Student's t is at least as far from 0 as `t`, in either direction.
    ///
    /// @param degrees degrees of freedom, above 0
    public static double tTails(double t, double degrees) {
        return Math.min(1, 2 * TDistribution.of(degrees).survivalProbability(Math.abs(t)));
    }

    /// The estimate whose interval is `value` plus and minus Student's t times the standard error.
    ///
    /// @param degrees degrees of freedom of the standard error, above 0
    /// @param n number of observations, after any design effect
    public static Estimate student(double value, double standardError, double degrees, double n, double level) {
        double half = t(level, degrees) * standardError;
        return new Estimate(value, new Interval(value - half, value + half), standardError, n);
    }
}
