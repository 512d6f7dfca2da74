package throughline.statistics.reliability;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import throughline.statistics.Confidence;
import throughline.statistics.Contingency;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// Polychoric correlation: how far two feelings go together of which only coarse answers are known, such
/// as 1 to 5.
///
/// Behind each question a standard normal feeling is assumed, cut into answers at thresholds. Estimated in
/// two steps: the thresholds from each question's own answers, then the correlation by maximum likelihood
/// of the table.
///
/// ```text
/// thresholds: inverse normal of the cumulative shares
/// log likelihood(rho) = sum over cells of count * log P(cell; thresholds, rho)
/// ```
///
/// Pearson's correlation of the same answers is smaller the fewer and the more lopsided the answers are.
/// Prefer Pearson's where there are more than about ten answers, or where "normal behind it" is absurd (a
/// yes or no that is not a matter of degree).
///
/// - Answers that nobody gave are left out; a cell that nobody chose needs no correction, its likelihood is
///   1. No half is added to empty cells.
/// - Where the table allows no estimate inside (two answers each and an empty cell) the likelihood grows up
///   to [#BOUNDARY], which is then the value; the interval is where the likelihood ratio is not rejected.
/// - The standard error takes into account that the thresholds are estimated too (Olsson); R's polycor with
///   `ML = FALSE` takes them as known, which [Result#errorGivenThresholds] gives as well. The interval is
///   symmetric in Fisher's z.
///
/// - Olsson (1979). Psychometrika 44, 443-460. [doi:10.1007/BF02296207](https://doi.org/10.1007/BF02296207)
/// - Drasgow (1986). Polychoric and polyserial correlations. Encyclopedia of Statistical Sciences 7, 68-74.
public final class PolychoricCorrelation {

    /// Largest correlation, up or down, that is looked for.
    public static final double BOUNDARY = 0.999;

    /// Fewest rows for which a table says anything.
    public static final int MINIMUM_ROWS = 10;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double STEP = 0.2;

    private PolychoricCorrelation() {}

    /// What a table says.
    ///
    /// @param correlation the correlation, -.999 to .999, with its interval and standard error
    /// @param errorGivenThresholds standard error if the thresholds were known without error
    /// @param rowThresholds where the first feeling is cut, rising; one fewer than answers given
    /// @param columnThresholds where the second is
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(
            Estimate correlation, double errorGivenThresholds, double[] rowThresholds, double[] columnThresholds) {

        /// Whether the likelihood grew up to the end of what is looked for.
        public boolean atBoundary() {
            return Math.abs(correlation.value()) >= BOUNDARY;
        }
    }

    /// The correlation with its interval.
    ///
    /// @throws IllegalArgumentException if there are fewer than [#MINIMUM_ROWS] rows
    /// @throws ArithmeticException if all answers to one question are the same
    public static Result of(Contingency table, double level) {
        var likelihood = likelihood(table);
        double rho = maximum(likelihood, table);
        double critical = Confidence.normal(level);
        double n = table.total();
        Estimate estimate;
        if (Math.abs(rho) >= BOUNDARY) {
            double other = rejected(likelihood, rho, critical * critical / 2);
            var interval = rho > 0 ? new Interval(other, 1) : new Interval(-1, other);
            estimate = new Estimate(rho, interval, interval.width() / (2 * critical), n);
        } else {
            double error = likelihood.error(rho);
            double z = atanh(rho);
            double half = critical * error / (1 - rho * rho);
            estimate = new Estimate(rho, new Interval(Math.tanh(z - half), Math.tanh(z + half)), error, n);
        }
        double information = likelihood.information(rho);
        double given = information > 0 ? 1 / Math.sqrt(information) : estimate.standardError();
        return new Result(estimate, given, thresholds(table.rowCounts()), thresholds(table.columnCounts()));
    }

    /// The correlation alone, for a matrix of many.
    ///
    /// @return from -.999 to .999
    /// @throws IllegalArgumentException if there are fewer than [#MINIMUM_ROWS] rows
    /// @throws ArithmeticException if all answers to one question are the same
    public static double value(Contingency table) {
        return maximum(likelihood(table), table);
    }

    /// How much of a normal feeling the answers keep: the correlation of the feeling with the best scores of
    /// its answers, above 0 and below 1.
    static double kept(double[] counts) {
        double[] cuts = cuts(counts);
        double n = 0;
        for (double count : counts) {
            n += count;
        }
        double kept = 0;
        for (int i = 0; i < counts.length; i++) {
            double step = height(cuts[i]) - height(cuts[i + 1]);
            kept += step * step * n / counts[i];
        }
        return Math.sqrt(kept);
    }

    private static PolychoricLikelihood likelihood(Contingency table) {
        double[] rows = table.rowCounts();
        double[] columns = table.columnCounts();
        if (!(table.total() >= MINIMUM_ROWS)) {
            throw new IllegalArgumentException(
                    "A polychoric correlation needs at least %d rows, got %s".formatted(MINIMUM_ROWS, table.total()));
        }
        if (rows.length < 2 || columns.length < 2) {
            throw new ArithmeticException(
                    "A polychoric correlation needs two questions with different answers, got %d and %d answers"
                            .formatted(rows.length, columns.length));
        }
        return new PolychoricLikelihood(table, cuts(rows), cuts(columns));
    }

    /// Where the score changes sign, found by steps from Pearson's correlation, which is never far.
    private static double maximum(PolychoricLikelihood likelihood, Contingency table) {
        double from = Math.clamp(table.moments().correlation(0, 1), -0.95, 0.95);
        if (Double.isNaN(likelihood.score(from))) {
            from = 0;
        }
        double direction = Math.signum(likelihood.score(from));
        if (direction == 0) {
            return from;
        }
        double to = from;
        do {
            from = to;
            to = Math.clamp(Math.tanh(atanh(from) + direction * STEP), -BOUNDARY, BOUNDARY);
            if (direction(likelihood, to, direction) == direction && Math.abs(to) == BOUNDARY) {
                return to;
            }
        } while (direction(likelihood, to, direction) == direction);
        double sign = direction;
        return new BracketingNthOrderBrentSolver(1e-14, 1e-13, 1e-13, 5)
                .solve(
                        200,
                        rho -> {
                            double score = likelihood.score(rho);
                            return Double.isNaN(score) ? -sign * 1e6 : score;
                        },
                        Math.min(from, to),
                        Math.max(from, to));
    }

    /// Where a filled cell has become impossible, the way back is the way up.
    private static double direction(PolychoricLikelihood likelihood, double rho, double sign) {
        double score = likelihood.score(rho);
        return Double.isNaN(score) ? -sign : Math.signum(score);
    }

    /// The correlation nearest to the boundary that the likelihood ratio rejects.
    private static double rejected(PolychoricLikelihood likelihood, double boundary, double allowed) {
        double top = likelihood.logarithm(boundary);
        double inside = boundary;
        double outside = -boundary;
        if (!(top - likelihood.logarithm(outside) > allowed)) {
            return Math.signum(outside);
        }
        for (int i = 0; i < 60; i++) {
            double middle = (inside + outside) / 2;
            if (top - likelihood.logarithm(middle) > allowed) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return inside;
    }

    private static double[] thresholds(double[] counts) {
        double[] cuts = cuts(counts);
        return Arrays.copyOfRange(cuts, 1, cuts.length - 1);
    }

    /// Thresholds with an infinity at each end.
    private static double[] cuts(double[] counts) {
        double n = 0;
        for (double count : counts) {
            n += count;
        }
        double[] cuts = new double[counts.length + 1];
        cuts[0] = Double.NEGATIVE_INFINITY;
        cuts[counts.length] = Double.POSITIVE_INFINITY;
        double below = 0;
        for (int i = 1; i < counts.length; i++) {
            below += counts[i - 1];
            cuts[i] = NORMAL.inverseCumulativeProbability(below / n);
        }
        return cuts;
    }

    static double height(double x) {
        return Double.isInfinite(x) ? 0 : NORMAL.density(x);
    }

    private static double atanh(double x) {
        return (Math.log1p(x) - Math.log1p(-x)) / 2;
    }
}
