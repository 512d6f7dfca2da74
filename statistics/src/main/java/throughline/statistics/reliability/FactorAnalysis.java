package throughline.statistics.reliability;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/// Common factors behind correlations: what items share (loadings) and what each has of its own
/// (uniqueness).
///
/// ```text
/// R = L L' + U,   U diagonal
/// minimal residuals:   the sum of squares of what remains is least
/// maximum likelihood:  trace(R S^-1) + log det S is least, S = L L' + U
/// ```
///
/// Both are found over the uniquenesses alone, by Newton's method with the approximate second derivatives
/// of Jöreskog; the loadings follow from an eigenvalue decomposition. Minimal residuals need no normality
/// and go with polychoric correlations; maximum likelihood is what confirmatory software reports for a
/// scale of one factor. A uniqueness that would fall to 0 (a Heywood case: too few rows, or too many
/// factors) stops at [#LEAST_UNIQUENESS] and is reported. The loadings are not rotated.
///
/// - Harman, Jones (1966). Psychometrika 31, 351-368. [doi:10.1007/BF02289468](https://doi.org/10.1007/BF02289468)
/// - Jöreskog (1967). Psychometrika 32, 443-482. [doi:10.1007/BF02289658](https://doi.org/10.1007/BF02289658)
public final class FactorAnalysis {

    /// Smallest uniqueness, as in R's psych.
    public static final double LEAST_UNIQUENESS = 0.005;

    private static final int MOST_STEPS = 500;

    private final double[][] correlation;
    private final int p;
    private final int factors;
    private final Extraction extraction;

    private FactorAnalysis(double[][] correlation, int factors, Extraction extraction) {
        this.correlation = correlation;
        this.p = correlation.length;
        this.factors = factors;
        this.extraction = extraction;
    }

    /// What the factors shall do best.
    public enum Extraction {
        /// Leave least of the correlations (minres).
        MINIMAL_RESIDUALS,
        /// Make the correlations most likely, had the items been normal.
        MAXIMUM_LIKELIHOOD
    }

    /// Factors that were found.
    ///
    /// @param loadings how far each item goes with each factor, `[item][factor]`; the sum of a factor's
    ///     loadings is not negative
    /// @param uniqueness share of each item's variance that no factor explains, .005 to 1
    /// @param improper whether a uniqueness stopped at its floor, so that the factors are not to be trusted
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(double[][] loadings, double[] uniqueness, boolean improper) {}

    /// Finds the factors.
    ///
    /// @param correlation correlations of the items, without negative eigenvalues
    /// @param factors from 1 to as many as the correlations can bear
    /// @throws IllegalArgumentException if the matrix is not one of correlations, or there are too many
    ///     factors for its items
    /// @throws ArithmeticException if the search does not end, or the matrix is singular and the extraction
    ///     maximum likelihood
    public static Result of(double[][] correlation, int factors, Extraction extraction) {
        Correlations.check(correlation);
        int p = correlation.length;
        int spare = (p - factors) * (p - factors) - p - factors;
        if (factors < 1 || factors >= p || spare < 0) {
            throw new IllegalArgumentException("%d factors need more than %d items".formatted(factors, p));
        }
        double[] eigenvalues = Correlations.eigenvalues(correlation);
        if (extraction == Extraction.MAXIMUM_LIKELIHOOD && !(eigenvalues[p - 1] > 1e-10)) {
            throw new ArithmeticException("Maximum likelihood needs items that are not sums of each other, "
                    + "the smallest eigenvalue is " + eigenvalues[p - 1]);
        }
        return new FactorAnalysis(correlation, factors, extraction).found();
    }

    /// Where the search stands: the uniquenesses, the loss, and the vectors of what no factor explains.
    @SuppressWarnings("ArrayRecordComponent")
    private record State(double[] uniqueness, double loss, EigenDecomposition_F64<DMatrixRMaj> eigen, int[] order) {}

    private Result found() {
        double[] start = new double[p];
        for (int i = 0; i < p; i++) {
            double largest = 0;
            for (int j = 0; j < p; j++) {
                largest = i == j ? largest : Math.max(largest, Math.abs(correlation[i][j]));
            }
            start[i] = Math.clamp(1 - largest, 0.1, 0.95);
        }
        State state = state(start);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = gradient(state);
            double[] at = state.uniqueness();
            IntPredicate held = i -> at[i] <= LEAST_UNIQUENESS && gradient[i] > 0;
            double steepest = IntStream.range(0, p)
                    .filter(held.negate())
                    .mapToDouble(i -> Math.abs(gradient[i]))
                    .max()
                    .orElse(0);
            if (steepest < 1e-12) {
                return result(state);
            }
            Optional<State> next = better(state, direction(state, gradient, held), steepest);
            if (next.isEmpty()) {
                return result(state);
            }
            state = next.get();
        }
        throw new ArithmeticException(
                "%d factors of %d items were not found in %d steps".formatted(factors, p, MOST_STEPS));
    }

    /// The state after the longest of ever shorter steps that lessens the loss.
    private Optional<State> better(State state, double[] direction, double steepest) {
        for (double length = 1; length > 1e-10; length /= 2) {
            double[] moved = new double[p];
            for (int i = 0; i < p; i++) {
                double to = extraction == Extraction.MAXIMUM_LIKELIHOOD
                        ? state.uniqueness()[i] * Math.exp(Math.clamp(length * direction[i], -2, 2))
                        : state.uniqueness()[i] + length * direction[i];
                moved[i] = Math.clamp(to, LEAST_UNIQUENESS, 1);
            }
            State next = state(moved);
            if (next.loss() < state.loss()) {
                return Optional.of(next);
            }
        }
        if (steepest > 1e-5) {
            throw new ArithmeticException(
                    "%d factors of %d items were not found, the slope is still %s".formatted(factors, p, steepest));
        }
        return Optional.empty();
    }

    private State state(double[] uniqueness) {
        var matrix = new DMatrixRMaj(p, p);
        boolean likelihood = extraction == Extraction.MAXIMUM_LIKELIHOOD;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                double own = i == j ? uniqueness[i] : 0;
                matrix.set(
                        i,
                        j,
                        likelihood
                                ? correlation[i][j] / Math.sqrt(uniqueness[i] * uniqueness[j])
                                : correlation[i][j] - own);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(p, true, true);
        if (!eigen.decompose(matrix)) {
            throw new ArithmeticException("The eigenvalues of %d items were not found".formatted(p));
        }
        int[] order = IntStream.range(0, p)
                .boxed()
                .sorted((a, b) -> Double.compare(
                        eigen.getEigenvalue(b).getReal(), eigen.getEigenvalue(a).getReal()))
                .mapToInt(i -> i)
                .toArray();
        double loss = 0;
        for (int k = factors; k < p; k++) {
            double value = eigen.getEigenvalue(order[k]).getReal();
            loss += likelihood ? value - Math.log(Math.max(value, Double.MIN_NORMAL)) - 1 : value * value / 2;
        }
        return new State(uniqueness, loss, eigen, order);
    }

    /// Slope of the loss by uniqueness (minimal residuals) or by its logarithm (maximum likelihood).
    private double[] gradient(State state) {
        double[] gradient = new double[p];
        for (int k = factors; k < p; k++) {
            double value = state.eigen().getEigenvalue(state.order()[k]).getReal();
            DMatrixRMaj vector = state.eigen().getEigenVector(state.order()[k]);
            double weight = extraction == Extraction.MAXIMUM_LIKELIHOOD ? 1 - value : -value;
            for (int i = 0; i < p; i++) {
                gradient[i] += weight * vector.get(i) * vector.get(i);
            }
        }
        return gradient;
    }

    private double[] direction(State state, double[] gradient, IntPredicate held) {
        int[] free = IntStream.range(0, p).filter(held.negate()).toArray();
        var curvature = new DMatrixRMaj(free.length, free.length);
        var slope = new DMatrixRMaj(free.length, 1);
        for (int a = 0; a < free.length; a++) {
            slope.set(a, 0, -gradient[free[a]]);
            for (int b = 0; b < free.length; b++) {
                double rest = 0;
                for (int k = factors; k < p; k++) {
                    DMatrixRMaj vector = state.eigen().getEigenVector(state.order()[k]);
                    rest += vector.get(free[a]) * vector.get(free[b]);
                }
                curvature.set(a, b, rest * rest + (a == b ? 1e-9 : 0));
            }
        }
        var step = new DMatrixRMaj(free.length, 1);
        if (!CommonOps_DDRM.solve(curvature, slope, step)) {
            CommonOps_DDRM.scale(0.5, slope, step);
        }
        double[] direction = new double[p];
        for (int a = 0; a < free.length; a++) {
            direction[free[a]] = step.get(a);
        }
        return direction;
    }

    private Result result(State state) {
        double[][] loadings = new double[p][factors];
        for (int f = 0; f < factors; f++) {
            double value = state.eigen().getEigenvalue(state.order()[f]).getReal();
            DMatrixRMaj vector = state.eigen().getEigenVector(state.order()[f]);
            boolean likelihood = extraction == Extraction.MAXIMUM_LIKELIHOOD;
            double length = Math.sqrt(Math.max(0, likelihood ? value - 1 : value));
            double sum = 0;
            for (int i = 0; i < p; i++) {
                double scale = likelihood ? Math.sqrt(state.uniqueness()[i]) : 1;
                loadings[i][f] = scale * length * vector.get(i);
                sum += loadings[i][f];
            }
            for (int i = 0; sum < 0 && i < p; i++) {
                loadings[i][f] = -loadings[i][f];
            }
        }
        boolean improper = Arrays.stream(state.uniqueness()).anyMatch(u -> u <= LEAST_UNIQUENESS);
        return new Result(loadings, state.uniqueness().clone(), improper);
    }
}
