package throughline.statistics.causal;

import throughline.statistics.Confidence;
import throughline.statistics.Estimate;

/// What an effect would be if a hidden cause of given strength had been held still as well.
///
/// ```text
/// bias  = standard error * sqrt(df) * sqrt(R2_y * R2_x / (1 - R2_x))
/// error = standard error * sqrt((1 - R2_y) / (1 - R2_x) * df / (df - 1))
/// ```
///
/// `R2_x` and `R2_y` are the shares of exposure and outcome that the hidden cause explains beside all that
/// is held still; the bias is taken in the direction that makes the effect smaller. Measured causes tell
/// which strengths are plausible. Exact for least squares.
///
/// - Cinelli, Hazlett (2020). Journal of the Royal Statistical Society B 82, 39-67.
///   [doi:10.1111/rssb.12348](https://doi.org/10.1111/rssb.12348)
public final class OmittedVariable {

    private OmittedVariable() {}

    /// An effect whose interval rests on blocks, beside such a hidden cause.
    ///
    /// The blocks' standard error says how many independent rows there are: as many degrees of freedom as
    /// make `|t| / sqrt(df)` that of the partial correlation.
    ///
    /// @param ofExposure share of the exposure it explains, from 0 and below 1
    /// @param ofOutcome share of the outcome it explains, 0 to 1
    /// @throws IllegalArgumentException if a share is out of range, or the effect is nought or rests on too
    ///     little
    public static Estimate adjusted(EffectEstimate effect, double ofExposure, double ofOutcome) {
        double r = effect.partialCorrelation();
        double t = effect.estimate().value() / effect.estimate().standardError();
        return adjusted(effect.estimate(), t * t * (1 - r * r) / (r * r), ofExposure, ofOutcome, effect.level());
    }

    /// The effect beside such a hidden cause.
    ///
    /// @param estimate a coefficient of a least-squares fit with its standard error
    /// @param freedom residual degrees of freedom, above 2
    /// @param ofExposure share of the exposure it explains, from 0 and below 1
    /// @param ofOutcome share of the outcome it explains, 0 to 1
    /// @throws IllegalArgumentException if a figure is out of range
    public static Estimate adjusted(
            Estimate estimate, double freedom, double ofExposure, double ofOutcome, double level) {
        if (!(freedom > 2) || !(ofExposure >= 0 && ofExposure < 1) || !(ofOutcome >= 0 && ofOutcome <= 1)) {
            throw new IllegalArgumentException(
                    "A hidden cause explains shares of 0 to 1 beside more than 2 degrees of freedom, got %s and %s beside %s"
                            .formatted(ofExposure, ofOutcome, freedom));
        }
        double bias = estimate.standardError() * Math.sqrt(freedom * ofOutcome * ofExposure / (1 - ofExposure));
        double error =
                estimate.standardError() * Math.sqrt((1 - ofOutcome) / (1 - ofExposure) * freedom / (freedom - 1));
        double value = estimate.value() - Math.signum(estimate.value()) * bias;
        return Confidence.student(value, error, freedom - 1, estimate.n(), level);
    }
}
