package throughline.statistics.causal;

import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// How strongly something that was not measured would have to go with both exposure and outcome, as a risk
/// ratio each, to explain the whole effect away.
///
/// ```text
/// E = RR + sqrt(RR (RR - 1))          RR: the risk ratio, or 1 / RR if that is below 1
/// ```
///
/// 1 means that nothing is needed: the effect is none, or its interval holds none. Large is robust, but
/// only against what one can imagine being so strong. For effects in standard deviations prefer
/// [RobustnessValue], which assumes nothing of risks.
///
/// - VanderWeele, Ding (2017). Sensitivity analysis in observational research: introducing the E-value.
///   Annals of Internal Medicine 167, 268-274. [doi:10.7326/M16-2607](https://doi.org/10.7326/M16-2607)
///
/// @param value for the estimate, at least 1
/// @param ofInterval for the end of the interval that is nearer to no effect, at least 1
public record EValue(double value, double ofInterval) {

    private static final double OF_DIFFERENCE = 0.91;

    /// Of a risk ratio.
    ///
    /// @param ratio above 0; 1 is no effect
    /// @param interval its interval, above 0
    /// @throws IllegalArgumentException if a ratio is not above 0 and finite
    public static EValue ofRiskRatio(double ratio, Interval interval) {
        if (!(ratio > 0) || !(interval.low() > 0) || Double.isInfinite(ratio)) {
            throw new IllegalArgumentException(
                    "A risk ratio is above 0, got %s (%s to %s)".formatted(ratio, interval.low(), interval.high()));
        }
        boolean none = interval.contains(1) || (ratio > 1) != (interval.low() > 1);
        return new EValue(one(ratio), none ? 1 : one(ratio > 1 ? interval.low() : interval.high()));
    }

    /// Of an odds ratio.
    ///
    /// @param outcomes share of rows with the outcome, 0 to 1: from 15 in 100 on the square root stands
    ///     for the risk ratio
    /// @throws IllegalArgumentException if a figure is out of range
    public static EValue ofOddsRatio(double ratio, Interval interval, double outcomes) {
        if (!(outcomes >= 0 && outcomes <= 1)) {
            throw new IllegalArgumentException("A share of outcomes is 0 to 1, got " + outcomes);
        }
        if (outcomes < 0.15 || !(ratio > 0) || !(interval.low() > 0)) {
            return ofRiskRatio(ratio, interval);
        }
        return ofRiskRatio(Math.sqrt(ratio), new Interval(Math.sqrt(interval.low()), Math.sqrt(interval.high())));
    }

    /// Of a difference in standard deviations of the outcome, approximately `RR = exp(.91 d)`.
    public static EValue ofStandardisedMean(Estimate difference) {
        return ofRiskRatio(
                Math.exp(OF_DIFFERENCE * difference.value()),
                new Interval(Math.exp(OF_DIFFERENCE * difference.low()), Math.exp(OF_DIFFERENCE * difference.high())));
    }

    private static double one(double ratio) {
        double larger = Math.max(ratio, 1 / ratio);
        return larger + Math.sqrt(larger * (larger - 1));
    }
}
