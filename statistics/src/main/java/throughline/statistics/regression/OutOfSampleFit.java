package throughline.statistics.regression;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Moments;

/// How well predictors foresee an outcome in weeks they were not fitted on: R squared by block
/// cross-validation.
///
/// ```text
/// R2 = 1 - sum over blocks of squared errors of the prediction / squared errors of the mean of the other
/// blocks
/// ```
///
/// The blocks (weeks), in the order of time, are cut into folds of neighbours; each fold is predicted by
/// least squares on all others. So a fit that only repeats the past scores nothing, and less than nothing
/// (below 0) is possible. The ordinary R squared of the same rows is larger, by more the more predictors
/// there are. The interval draws the blocks again with the fitted predictions held; assumes that blocks
/// far apart are independent. Predictors that say the same share their slope (least norm). Not a test of
/// cause and effect: a symptom predicts as well as a cause.
///
/// - Roberts and others (2017). Ecography 40, 913-929 (why folds are blocks).
///   [doi:10.1111/ecog.02881](https://doi.org/10.1111/ecog.02881)
/// - Campbell, Thompson (2008). Review of Financial Studies 21, 1509-1531 (against the mean of the past).
///   [doi:10.1093/rfs/hhm055](https://doi.org/10.1093/rfs/hhm055)
public final class OutOfSampleFit {

    /// Fewest blocks from which an interval says anything.
    public static final int MINIMUM_BLOCKS = 10;

    private static final int REPLICATES = 999;

    private OutOfSampleFit() {}

    /// Estimates the share of the outcome's variance that is foreseen.
    ///
    /// @param blocks moments of the same variables, one a block, in the order of time
    /// @param outcome index of the outcome
    /// @param predictors indices of the predictors, at least 1
    /// @param folds number of folds, at least 2 and at most the number of blocks
    /// @return at most 1; its `n` is the number of rows
    /// @throws IllegalArgumentException if there are fewer than [#MINIMUM_BLOCKS] blocks, no predictors,
    ///     or the folds are out of range
    /// @throws ArithmeticException if the outcome does not vary
    public static Estimate of(List<Moments> blocks, int outcome, int[] predictors, int folds, double level, long seed) {
        int size = blocks.size();
        if (size < MINIMUM_BLOCKS || predictors.length == 0 || folds < 2 || folds > size) {
            throw new IllegalArgumentException(
                    "Out-of-sample fit needs at least %d blocks, 1 predictor and 2 to as many folds, got %d, %d and %d"
                            .formatted(MINIMUM_BLOCKS, size, predictors.length, folds));
        }
        double[] errors = new double[size];
        double[] total = new double[size];
        for (int f = 0; f < folds; f++) {
            int from = (int) ((long) f * size / folds);
            int to = (int) ((long) (f + 1) * size / folds);
            var others = new Moments.Builder(blocks.getFirst().variables());
            for (int b = 0; b < size; b++) {
                if (b < from || b >= to) {
                    others.add(blocks.get(b));
                }
            }
            Moments train = others.build();
            double[] slopes = slopes(train, outcome, predictors);
            for (int b = from; b < to; b++) {
                errors[b] = squaredErrors(blocks.get(b), train, outcome, predictors, slopes);
                total[b] = squaredErrors(blocks.get(b), train, outcome, new int[0], slopes);
            }
        }
        Estimate fit = BlockBootstrap.of(size, REPLICATES, seed)
                .interval(level, weights -> 1 - sum(weights, errors) / sum(weights, total));
        double rows = blocks.stream().mapToDouble(Moments::count).sum();
        return new Estimate(fit.value(), fit.interval(), fit.standardError(), rows);
    }

    private static double sum(double[] weights, double[] values) {
        double sum = 0;
        for (int b = 0; b < weights.length; b++) {
            sum += weights[b] * values[b];
        }
        return sum;
    }

    /// Least squares on variables of deviation 1; one that does not vary gets no slope.
    private static double[] slopes(Moments train, int outcome, int[] predictors) {
        int p = predictors.length;
        double[] deviation = new double[p];
        for (int i = 0; i < p; i++) {
            deviation[i] = Math.sqrt(train.products(predictors[i], predictors[i]));
        }
        var gram = new DMatrixRMaj(p, p);
        var with = new DMatrixRMaj(p, 1);
        for (int i = 0; i < p; i++) {
            if (deviation[i] > 0) {
                with.set(i, train.products(predictors[i], outcome) / deviation[i]);
                for (int j = 0; j < p; j++) {
                    gram.set(
                            i,
                            j,
                            deviation[j] > 0
                                    ? train.products(predictors[i], predictors[j]) / deviation[i] / deviation[j]
                                    : 0);
                }
            }
        }
        var inverse = new DMatrixRMaj(p, p);
        CommonOps_DDRM.pinv(gram, inverse);
        var solved = new DMatrixRMaj(p, 1);
        CommonOps_DDRM.mult(inverse, with, solved);
        double[] slopes = new double[p];
        for (int i = 0; i < p; i++) {
            slopes[i] = deviation[i] > 0 ? solved.get(i) / deviation[i] : 0;
        }
        return slopes;
    }

    private static double squaredErrors(Moments block, Moments train, int outcome, int[] predictors, double[] slopes) {
        double off = block.mean(outcome) - train.mean(outcome);
        double squares = block.products(outcome, outcome);
        for (int i = 0; i < predictors.length; i++) {
            off -= slopes[i] * (block.mean(predictors[i]) - train.mean(predictors[i]));
            squares -= 2 * slopes[i] * block.products(predictors[i], outcome);
            for (int j = 0; j < predictors.length; j++) {
                squares += slopes[i] * slopes[j] * block.products(predictors[i], predictors[j]);
            }
        }
        return Math.max(0, squares) + block.count() * off * off;
    }
}
