package throughline.statistics.causal;

import throughline.statistics.Confidence;
import throughline.statistics.Estimate;

/// How much of what is left of both exposure and outcome a hidden cause would have to explain to take the
/// effect away.
///
/// ```text
/// RV = (sqrt(f^4 + 4 f^2) - f^2) / 2         f = |t| / sqrt(degrees of freedom)
/// ```
///
/// A value of .14 says: a hidden cause that explains 14 % of the exposure and 14 % of the outcome, beside
/// all that is held still, would make the effect zero; weaker ones would not. Compare it with what the
/// strongest measured cause explains. Assumes a linear model.
///
/// - Cinelli, Hazlett (2020). Making sense of sensitivity: extending omitted variable bias. Journal of
///   the Royal Statistical Society B 82, 39-67.
///   [doi:10.1111/rssb.12348](https://doi.org/10.1111/rssb.12348)
///
/// @param partialRSquared share of the outcome that only the exposure explains, 0 to 1
/// @param value share needed to make the estimate zero, 0 to 1
/// @param ofInterval share needed to make the interval touch zero, 0 to 1; 0 if it does
public record RobustnessValue(double partialRSquared, double value, double ofInterval) {

    /// Of a coefficient of a least-squares fit.
    ///
    /// @param t estimate over standard error, finite
    /// @param freedom residual degrees of freedom, above 1
    /// @param level of the interval
    /// @throws IllegalArgumentException if a figure is out of range
    public static RobustnessValue of(double t, double freedom, double level) {
        if (!Double.isFinite(t) || !(freedom > 1)) {
            throw new IllegalArgumentException(
                    "A robustness value needs a finite t and more than 1 degree of freedom, got %s and %s"
                            .formatted(t, freedom));
        }
        double f = Math.abs(t) / Math.sqrt(freedom);
        return of(f, Confidence.t(level, freedom - 1) / Math.sqrt(freedom - 1));
    }

    /// Of an effect whose interval rests on blocks: the interval takes the place of the usual standard error.
    public static RobustnessValue of(EffectEstimate effect) {
        double r = Math.min(Math.abs(effect.partialCorrelation()), 1 - 1e-12);
        double f = r / Math.sqrt(1 - r * r);
        Estimate estimate = effect.estimate();
        double half = (estimate.high() - estimate.low()) / 2;
        return of(f, estimate.value() == 0 ? 0 : f * half / Math.abs(estimate.value()));
    }

    private static RobustnessValue of(double f, double critical) {
        double over = f - critical;
        double interval =
                !(over > 0) ? 0 : f > 1 / critical ? (f * f - critical * critical) / (1 + f * f) : share(over);
        return new RobustnessValue(f * f / (1 + f * f), share(f), interval);
    }

    private static double share(double f) {
        return f == 0 ? 0 : 2 / (1 + Math.sqrt(1 + 4 / (f * f)));
    }
}
