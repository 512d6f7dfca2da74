package throughline.statistics.reliability;

import java.util.List;
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
        if (categories < 2) {
            throw new IllegalArgumentException("Agreement needs at least 2 answer options, got " + categories);
        }
        return agreement(answers, (categories * (double) categories - 1) / 12);
    }

    /// Agreement within one group on one item, against a chance of one's own choice: people who lean to one
    /// end without agreeing. For 5 options James, Demaree and Wolf give variances of 1.34 (slight skew),
    /// .90 (moderate) and .44 (heavy).
    ///
    /// @param answers the group's answers, at least 2
    /// @param chanceVariance variance of answers given without agreement, above 0
    /// @return from 0 (no more than chance) to 1 (all the same)
    /// @throws IllegalArgumentException if there are too few answers or the variance is not above 0
    public static double against(Summary answers, double chanceVariance) {
        if (!(chanceVariance > 0)) {
            throw new IllegalArgumentException("Chance needs a variance above 0, got " + chanceVariance);
        }
        return agreement(answers, chanceVariance);
    }

    /// Agreement within one group on a scale of several items (r_wg(J)): what the group's mean over the
    /// items agrees on.
    ///
    /// ```text
    /// r_wg(J) = J (1 - m / chance) / (J (1 - m / chance) + m / chance),   m the mean variance of an item
    /// ```
    ///
    /// @param items the group's answers to each of the `J` items of one scale, at least 2 each
    /// @param categories number of answer options, at least 2
    /// @return from 0 (no more than chance) to 1 (all the same)
    /// @throws IllegalArgumentException if there are no items, or too few answers or options
    public static double ofScale(List<Summary> items, int categories) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("Agreement on a scale needs at least 1 item, got 0");
        }
        double lost = items.stream()
                .mapToDouble(item -> share(item, categories))
                .average()
                .orElseThrow();
        double kept = items.size() * Math.max(0, 1 - lost);
        return kept == 0 ? 0 : kept / (kept + lost);
    }

    private static double share(Summary answers, int categories) {
        of(answers, categories);
        return 12 * answers.variance() / (categories * (double) categories - 1);
    }

    private static double agreement(Summary answers, double chance) {
        if (answers.count() < 2) {
            throw new IllegalArgumentException("Agreement needs at least 2 answers, got " + answers.count());
        }
        return Math.clamp(1 - answers.variance() / chance, 0, 1);
    }
}
