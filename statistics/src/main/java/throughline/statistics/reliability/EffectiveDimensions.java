package throughline.statistics.reliability;

import throughline.statistics.Moments;

/// How many independent things a set of items measures: the participation ratio of the correlations'
/// eigenvalues.
///
/// ```text
/// D = (sum of eigenvalues)^2 / sum of squared eigenvalues = p^2 / sum of squared correlations
/// ```
///
/// 1 when all items are copies of one, `p` when none are related. A description: whether a second factor
/// is more than noise is the question of [ParallelAnalysis]. Noise alone pushes it towards `p`, so it
/// needs a few hundred rows.
///
/// - Gao, Ganguli (2015). Current Opinion in Neurobiology 32, 148-155.
///   [doi:10.1016/j.conb.2015.04.003](https://doi.org/10.1016/j.conb.2015.04.003)
public final class EffectiveDimensions {

    private EffectiveDimensions() {}

    /// Effective dimensions of the items.
    ///
    /// @return from 1 to the number of items
    /// @throws ArithmeticException if an item does not vary
    public static double of(Moments items) {
        return of(Correlations.of(items));
    }

    /// Effective dimensions of a correlation matrix, which may be polychoric.
    ///
    /// @return from 1 to the number of items
    /// @throws IllegalArgumentException if the matrix is empty, not square, not symmetric or its diagonal
    ///     is not 1
    public static double of(double[][] correlation) {
        Correlations.check(correlation);
        double squares = 0;
        for (double[] row : correlation) {
            for (double r : row) {
                squares += r * r;
            }
        }
        return correlation.length * (double) correlation.length / squares;
    }
}
