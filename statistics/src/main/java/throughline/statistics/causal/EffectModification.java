package throughline.statistics.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;

/// By how much an effect differs between one part of the rows and all others: the interaction of an exposure and the
/// part.
///
/// ```text
/// difference = slope in the part - slope in all others
///
/// variance   = (B - 1) / B * sum over B blocks (difference without the block - difference)^2
/// ```
///
/// A block (a week) is left out of all parts at once, because what is odd in a week is odd in all of them: taking the
/// parts for independent would give intervals that are too wide or too narrow. Student's t with one degree of freedom
/// fewer than the part, or the others, have blocks with rows. Who looks at several parts looks several times: correct
/// `chance` for it ([throughline.statistics.MultipleTesting#holm]).
///
/// Assumes straight lines, and that the adjustment set holds in each part. Not for parts that the exposure itself
/// brings about.
///
/// - VanderWeele, Knol (2014). Epidemiologic Methods 3, 33-72.
///   [doi:10.1515/em-2013-0005](https://doi.org/10.1515/em-2013-0005)
/// - MacKinnon, Nielsen, Webb (2023). Journal of Econometrics 232, 272-299.
///   [doi:10.1016/j.jeconom.2022.04.001](https://doi.org/10.1016/j.jeconom.2022.04.001)
///
/// @param own the effect in the part
/// @param ownChance how likely so large an effect in the part would be if there were none, 0 to 1
/// @param difference from the effect in all others, above 0 where the part's is the larger number
/// @param chance how likely so large a difference would be if there were none, 0 to 1
public record EffectModification(Estimate own, double ownChance, Estimate difference, double chance) {

    /// One for each part, held against the others together.
    ///
    /// @param parts at least two, of the same variables and as many blocks; block `b` of each is the same week
    /// @throws IllegalArgumentException if there is one part only, or their blocks do not go together
    /// @throws ArithmeticException if exposure or outcome does not vary in a part beside those held still
    public static List<EffectModification> of(
            List<MomentBlocks> parts, int exposure, int outcome, Set<Integer> adjustment, double level) {
        if (parts.size() < 2
                || parts.stream()
                        .anyMatch(p -> p.variables() != parts.getFirst().variables()
                                || p.blocks() != parts.getFirst().blocks())) {
            throw new IllegalArgumentException(
                    "An effect is compared between at least 2 parts of the same variables and blocks, got %d of %s"
                            .formatted(
                                    parts.size(),
                                    parts.stream()
                                            .map(p -> "%d in %d".formatted(p.variables(), p.blocks()))
                                            .toList()));
        }
        var all = new ArrayList<EffectModification>();
        for (MomentBlocks part : parts) {
            List<MomentBlocks> others = parts.stream().filter(p -> p != part).toList();
            all.add(against(
                    Slopes.of(List.of(part), exposure, outcome, adjustment),
                    Slopes.of(others, exposure, outcome, adjustment),
                    level));
        }
        return List.copyOf(all);
    }

    private static EffectModification against(Slopes part, Slopes others, double level) {
        double[] differences = new double[part.without().length];
        Arrays.setAll(differences, b -> part.without()[b] - others.without()[b]);
        Estimate own = part.estimate(part.without(), part.slope(), part.filled() - 1, level);
        int degrees = Math.min(part.filled(), others.filled()) - 1;
        Estimate difference = part.estimate(differences, part.slope() - others.slope(), degrees, level);
        return new EffectModification(own, chance(own, part.filled() - 1), difference, chance(difference, degrees));
    }

    private static double chance(Estimate estimate, int degrees) {
        return estimate.standardError() > 0
                ? Confidence.tTails(estimate.value() / estimate.standardError(), degrees)
                : estimate.value() == 0 ? 1 : 0;
    }

    /// The slope in some parts together, and without each block.
    ///
    /// @param filled blocks that have rows
    @SuppressWarnings("ArrayRecordComponent")
    private record Slopes(double slope, double[] without, int filled, double rows) {

        static Slopes of(List<MomentBlocks> parts, int exposure, int outcome, Set<Integer> adjustment) {
            MomentBlocks first = parts.getFirst();
            int[] held = EffectEstimate.held(first, exposure, outcome, adjustment);
            double[] total = new double[first.sums().length];
            parts.forEach(part -> plus(total, part.sums(), 1));
            double[] without = new double[first.blocks()];
            int filled = 0;
            for (int b = 0; b < without.length; b++) {
                double[] rest = total.clone();
                for (MomentBlocks part : parts) {
                    plus(rest, part.block(b), -1);
                }
                filled += rest[0] < total[0] ? 1 : 0;
                without[b] = slope(first, rest, exposure, outcome, held);
            }
            return new Slopes(slope(first, total, exposure, outcome, held), without, filled, total[0]);
        }

        private static void plus(double[] sums, double[] more, int sign) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += sign * more[i];
            }
        }

        private static double slope(MomentBlocks like, double[] sums, int exposure, int outcome, int[] held) {
            return new PartialRegression(like.centred(sums), like.variables(), exposure, outcome, held).slope();
        }

        Estimate estimate(double[] left, double value, int degrees, double level) {
            double squares =
                    Arrays.stream(left).map(x -> (x - value) * (x - value)).sum();
            double error = Math.sqrt((left.length - 1.0) / left.length * squares);
            return Confidence.student(value, error, Math.max(1, degrees), rows, level);
        }
    }
}
