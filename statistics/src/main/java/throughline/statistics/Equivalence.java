package throughline.statistics;

/// Whether a figure is shown to be as good as nothing: its whole interval lies inside a margin of
/// indifference.
///
/// These are two one-sided tests in one. Without it "no difference found" would pass for "no difference".
/// An interval of level `1 - 2a` tests at `a`: the usual 95 % interval tests each side at .025, which is
/// stricter than the .05 of Schuirmann's 90 % interval.
///
/// - Schuirmann (1987). Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680.
///   [doi:10.1007/BF01068419](https://doi.org/10.1007/BF01068419)
public final class Equivalence {

    private Equivalence() {}

    /// Whether the interval lies strictly between `-margin` and `margin`.
    ///
    /// @param margin largest difference that does not matter, above 0
    /// @throws IllegalArgumentException if the margin is not above 0
    public static boolean within(Estimate estimate, double margin) {
        if (!(margin > 0)) {
            throw new IllegalArgumentException("A margin of indifference is above 0, got " + margin);
        }
        return estimate.low() > -margin && estimate.high() < margin;
    }
}
