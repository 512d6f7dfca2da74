package throughline.statistics.intervention;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// The effect of a change, against what a local level and untouched regressors foretold from the time before.
///
/// ```text
/// y_t = mu_t + x_t' b + e_t;  mu_t = mu_(t-1) + w_t;  q = var(w) / var(e)
/// effect = mean over the times after of (y_t - foretold y_t)
/// ```
///
/// One pass of the Kalman filter over constant, regressors and outcome together gives, for each `q`, the
/// regressors'
/// coefficients by generalised least squares and the restricted likelihood. The effect is averaged over 17
/// values of
/// `q` (none, and e^-9 to e^1.5) with a prior of 1/4 on none and a half-Cauchy of scale .2 on sqrt(q) for
/// the rest: a
/// mixture of Student's t. Putting in the likeliest `q` alone makes intervals too narrow (.85 where .95 is
/// meant).
///
/// Assumes that regressors do not answer to the change and relate to the outcome as before. With 30 times
/// before, an
/// effect of one deviation is found in 15 of 100 cases; wait for 90, or give units without the change as
/// regressors.
///
/// - Harvey (1989). Forecasting, Structural Time Series Models and the Kalman Filter. Cambridge.
///   [doi:10.1017/CBO9781107049994](https://doi.org/10.1017/CBO9781107049994)
/// - Brodersen, Gallusser, Koehler, Remy, Scott (2015). Annals of Applied Statistics 9, 247-274.
///   [doi:10.1214/14-AOAS788](https://doi.org/10.1214/14-AOAS788)
public final class StructuralTimeSeries {

    /// Fewest values before the change.
    public static final int MINIMUM_BEFORE = 12;

    private static final int GRID = 17;
    private static final double LOWEST = -9;
    private static final double HIGHEST = 1.5;
    private static final double NO_DRIFT = 0.25;
    private static final double SCALE = 0.2;
    private static final double NEGLIGIBLE = 1e-9;

    private StructuralTimeSeries() {}

    /// What the change did.
    ///
    /// @param effect mean over the times after, in units of the outcome
    /// @param cumulative sum over the times after that have a value
    /// @param foretold what each time from the change on would have had without it; NaN where it has no value
    /// @param drift posterior mean of `q`, from 0
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(Estimate effect, Estimate cumulative, double[] foretold, double drift) {}

    /// Estimates the effect from the change to the end of the series.
    ///
    /// @param change first time of the change, counted from 0
    /// @param skip times from the change on that are left out, while it beds in
    /// @throws IllegalArgumentException if there are fewer than [#MINIMUM_BEFORE] values before the change,
    ///     not more
    ///     than coefficients, or none after
    /// @throws ArithmeticException if regressors determine each other, or all values, before the change
    public static Result of(TimeSeries series, int change, int skip, double level) {
        int before = change < 0 || change > series.length() ? 0 : series.known(0, change);
        if (before < MINIMUM_BEFORE) {
            throw new IllegalArgumentException(
                    "A structural estimate needs at least %d values before the change, got %d"
                            .formatted(MINIMUM_BEFORE, before));
        }
        if (skip < 0 || series.known(change + skip, series.length()) == 0) {
            throw new IllegalArgumentException(
                    "A structural estimate needs at least 1 value after the change and the %d times left out, got 0"
                            .formatted(skip));
        }
        var filter = new LevelFilter(series, change, change + skip);
        double[] logWeights = new double[GRID];
        LevelFilter.Effect[] effects = new LevelFilter.Effect[GRID];
        double largest = Double.NEGATIVE_INFINITY;
        double[] priors = priors();
        for (int g = 0; g < GRID; g++) {
            effects[g] = filter.effect(ratio(g));
            logWeights[g] = effects[g].logLikelihood() + Math.log(priors[g]);
            largest = Math.max(largest, logWeights[g]);
        }
        double total = 0;
        double[] weights = new double[GRID];
        for (int g = 0; g < GRID; g++) {
            weights[g] = Math.exp(logWeights[g] - largest);
            total += weights[g];
        }
        double drift = 0;
        double[] foretold = new double[series.length() - change];
        for (int g = 0; g < GRID; g++) {
            weights[g] /= total;
            drift += weights[g] * ratio(g);
            for (int t = 0; t < foretold.length; t++) {
                foretold[t] += weights[g] * effects[g].foretold()[t];
            }
        }
        Estimate effect = mixture(List.of(effects), weights, level);
        double times = series.known(change + skip, series.length());
        var cumulative = new Estimate(
                effect.value() * times,
                new Interval(effect.low() * times, effect.high() * times),
                effect.standardError() * times,
                effect.n());
        return new Result(effect, cumulative, foretold, drift);
    }

    private static double ratio(int g) {
        return g == 0 ? 0 : Math.exp(LOWEST + (HIGHEST - LOWEST) * (g - 1) / (GRID - 2));
    }

    /// Half-Cauchy on sqrt(q), as a density of log q, beside the lump on no drift.
    private static double[] priors() {
        double[] priors = new double[GRID];
        double total = 0;
        for (int g = 1; g < GRID; g++) {
            double root = Math.sqrt(ratio(g));
            priors[g] = root / (1 + root * root / (SCALE * SCALE));
            total += priors[g];
        }
        for (int g = 1; g < GRID; g++) {
            priors[g] *= (1 - NO_DRIFT) / total;
        }
        priors[0] = NO_DRIFT;
        return priors;
    }

    private static Estimate mixture(List<LevelFilter.Effect> effects, double[] weights, double level) {
        double mean = 0;
        double squares = 0;
        double degrees = effects.getFirst().degrees();
        for (int g = 0; g < weights.length; g++) {
            mean += weights[g] * effects.get(g).mean();
        }
        for (int g = 0; g < weights.length; g++) {
            double distance = effects.get(g).mean() - mean;
            double spread = effects.get(g).deviation();
            double variance = degrees > 2 ? degrees / (degrees - 2) : 1;
            squares += weights[g] * (distance * distance + spread * spread * variance);
        }
        double tail = (1 - Confidence.checked(level)) / 2;
        var interval = new Interval(quantile(effects, weights, tail, mean), quantile(effects, weights, 1 - tail, mean));
        return new Estimate(mean, interval, Math.sqrt(squares), degrees + 1);
    }

    /// Quantile of the mixture, between the outermost quantiles of its parts.
    private static double quantile(List<LevelFilter.Effect> effects, double[] weights, double share, double mean) {
        TDistribution student = TDistribution.of(effects.getFirst().degrees());
        double t = student.inverseCumulativeProbability(share);
        double low = mean;
        double high = mean;
        for (int g = 0; g < weights.length; g++) {
            if (weights[g] > NEGLIGIBLE) {
                double end = effects.get(g).mean() + t * effects.get(g).deviation();
                low = Math.min(low, end);
                high = Math.max(high, end);
            }
        }
        double width = high - low;
        for (int i = 0; i < 100 && high - low > 1e-10 * width; i++) {
            double middle = (low + high) / 2;
            double cumulated = 0;
            for (int g = 0; g < weights.length; g++) {
                if (weights[g] > NEGLIGIBLE) {
                    LevelFilter.Effect e = effects.get(g);
                    cumulated += weights[g]
                            * (e.deviation() > 0
                                    ? student.cumulativeProbability((middle - e.mean()) / e.deviation())
                                    : middle >= e.mean() ? 1 : 0);
                }
            }
            if (cumulated < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
