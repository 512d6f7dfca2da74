package throughline.statistics.causal;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// By how much the outcome changes for one more unit of the exposure, other variables held still.
///
/// ```text
/// slope    = sum(x~ y~) / sum(x~^2)
///
/// variance = (B - 1) / B * sum over B blocks (slope without the block - slope)^2
/// ```
///
/// Here x~ and y~ are exposure and outcome less their prediction from the adjustment set.
///
/// The interval is Student's with `B - 1` degrees of freedom, so it rests on the number of independent
/// blocks and not on rows. It is an effect only as far as the adjustment set is right ([AdjustmentSet]);
/// show how strong a hidden cause would have to be ([RobustnessValue]). Assumes a straight line. With fewer
/// than 30 very unequal blocks it is too sure.
///
/// - MacKinnon, Nielsen, Webb (2023). Journal of Econometrics 232, 272-299.
///   [doi:10.1016/j.jeconom.2022.04.001](https://doi.org/10.1016/j.jeconom.2022.04.001)
///
/// @param exposure the cause
/// @param outcome the effect
/// @param adjustment what was held still
/// @param estimate units of the outcome a unit of the exposure; its `n` is the number of rows
/// @param standardised the same in standard deviations of outcome and exposure
/// @param partialCorrelation of exposure and outcome, the adjustment set held still, -1 to 1
/// @param freedom degrees of freedom of the interval, blocks less one
/// @param level of the intervals
public record EffectEstimate(
        int exposure,
        int outcome,
        Set<Integer> adjustment,
        Estimate estimate,
        Estimate standardised,
        double partialCorrelation,
        double freedom,
        double level) {

    /// Copies the set, in the order of the numbers.
    public EffectEstimate {
        adjustment = Collections.unmodifiableSet(new TreeSet<>(adjustment));
    }

    /// The effect with the adjustment set of a graph.
    ///
    /// @throws ArithmeticException if exposure or outcome does not vary beside those held still
    public static EffectEstimate of(MomentBlocks blocks, AdjustmentSet set, double level) {
        return of(blocks, set.exposure(), set.outcome(), set.variables(), level);
    }

    /// The effect with these variables held still.
    ///
    /// @param blocks cells of exposure, outcome and all that is held still
    /// @throws IllegalArgumentException if a variable is named twice or is not there, or rows are too few
    /// @throws ArithmeticException if exposure or outcome does not vary beside those held still
    public static EffectEstimate of(
            MomentBlocks blocks, int exposure, int outcome, Set<Integer> adjustment, double level) {
        Confidence.checked(level);
        int[] held = held(blocks, exposure, outcome, adjustment);
        int p = blocks.variables();
        double[] total = blocks.centred(blocks.sums());
        var all = new PartialRegression(total, p, exposure, outcome, held);
        int count = blocks.blocks();
        double squares = 0;
        for (int b = 0; b < count; b++) {
            double[] rest = blocks.sums();
            double[] own = blocks.block(b);
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= own[i];
            }
            double without = new PartialRegression(blocks.centred(rest), p, exposure, outcome, held).slope();
            squares += (without - all.slope()) * (without - all.slope());
        }
        double error = Math.sqrt((count - 1.0) / count * squares);
        Estimate estimate = Confidence.student(all.slope(), error, count - 1.0, blocks.count(), level);
        double scale = Math.sqrt(variation(total, p, exposure) / variation(total, p, outcome));
        var standardised = new Estimate(
                estimate.value() * scale,
                new Interval(estimate.low() * scale, estimate.high() * scale),
                error * scale,
                blocks.count());
        return new EffectEstimate(
                exposure, outcome, adjustment, estimate, standardised, all.correlation(), count - 1.0, level);
    }

    static int[] held(MomentBlocks blocks, int exposure, int outcome, Set<Integer> adjustment) {
        var all = new TreeSet<>(adjustment);
        all.add(exposure);
        all.add(outcome);
        if (all.size() != adjustment.size() + 2 || all.first() < 0 || all.last() >= blocks.variables()) {
            throw new IllegalArgumentException(
                    "An effect needs an exposure, an outcome and others to hold still, all different and of 0 to %d, got %d, %d and %s"
                            .formatted(blocks.variables() - 1, exposure, outcome, new TreeSet<>(adjustment)));
        }
        if (!(blocks.count() >= all.size() + 2)) {
            throw new IllegalArgumentException("An effect beside %d variables needs at least %d rows, got %s"
                    .formatted(adjustment.size(), all.size() + 2, blocks.count()));
        }
        return adjustment.stream().mapToInt(v -> v).sorted().toArray();
    }

    private static double variation(double[] products, int p, int v) {
        return products[v * p - v * (v - 1) / 2];
    }
}
