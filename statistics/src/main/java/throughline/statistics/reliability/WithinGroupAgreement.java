package throughline.statistics.reliability;

import throughline.statistics.Summary;

/// Whether a group answers alike (r_wg): 1 minus its variance over the variance of answers given at
/// random.
///
/// ```text
/// r_wg = 1 - s^2 / ((A^2 - 1) / 12),   A answer options
/// ```
///
/// .70 is the customary floor for speaking of "the group's view". Chance means every option equally
/// likely; people who all lean to the friendly end agree by that standard without agreeing on much, so
/// read it beside the mean. A group that disagrees more than chance scores 0, by convention.
///
/// - James, Demaree, Wolf (1984). Journal of Applied Psychology 69, 85-98.
///   [doi:10.1037/0021-9010.69.1.85](https://doi.org/10.1037/0021-9010.69.1.85)
public final class WithinGroupAgreement {

    private WithinGroupAgreement() {}

    /// Agreement within one group on one item.
    ///
    /// @param answers the group's answers, at least 2
    /// @param categories number of answer options, at least 2
    /// @return from 0 (no more than chance) to 1 (all the same)
    /// @throws IllegalArgumentException if there are too few answers or options
    public static double of(Summary answers, int categories) {
        if (answers.count() < 2) {
            throw new IllegalArgumentException("Agreement needs at least 2 answers, got " + answers.count());
        }
        if (categories < 2) {
            throw new IllegalArgumentException("Agreement needs at least 2 answer options, got " + categories);
        }
        double chance = (categories * (double) categories - 1) / 12;
        return Math.clamp(1 - answers.variance() / chance, 0, 1);
    }
}
