package throughline.statistics.reliability;

import java.util.Arrays;
import throughline.statistics.Contingency;
import throughline.statistics.Moments;

/// How the items of a questionnaire go together: a proper correlation matrix, and how it came about.
///
/// Pearson's correlations of items that were all answered ([#pearson(Moments)]), or of each pair on the
/// rows that hold both ([#pearson(Moments[][])], [#pearson(Contingency[][])]); or polychoric correlations from the
/// table of each
/// pair ([#polychoric]), the choice for answers of few steps such as 1 to 5. Matrices made pair by pair
/// are repaired where they do not fit together ([NearestCorrelation]).
///
/// @param matrix correlations, each -1 to 1, without negative eigenvalues
/// @param estimated the correlations as each pair alone gives them; other than `matrix` only where a repair was
///     needed
/// @param rows rows behind each correlation
/// @param kept for each item the share (as a correlation) of a normal feeling that its answers keep: 1 for
///     Pearson; needed to know what chance gives
/// @param smallestEigenvalue smallest eigenvalue before the repair; below 0 where one was needed
/// @param largestChange largest change of a correlation by the repair
@SuppressWarnings("ArrayRecordComponent")
public record ItemCorrelations(
        double[][] matrix,
        double[][] estimated,
        double[][] rows,
        double[] kept,
        double smallestEigenvalue,
        double largestChange) {

    /// Pearson's correlations of rows that hold all items.
    ///
    /// @throws IllegalArgumentException if there are no items
    /// @throws ArithmeticException if an item does not vary
    public static ItemCorrelations pearson(Moments items) {
        int p = items.variables();
        double[][] rows = new double[p][p];
        for (double[] row : rows) {
            Arrays.fill(row, items.count());
        }
        return repaired(Correlations.of(items), rows, ones(p));
    }

    /// Pearson's correlations pair by pair.
    ///
    /// @param pairs the table of items `i` and `j` at `[i][j]` for `j < i`; the rest is not read
    /// @throws ArithmeticException if an item does not vary within a pair
    public static ItemCorrelations pearson(Contingency[][] pairs) {
        var moments = new Moments[pairs.length][pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            for (int j = 0; j < i; j++) {
                moments[i][j] = pairs[i][j].moments();
            }
        }
        return pearson(moments);
    }

    /// Pearson's correlations pair by pair, for items of many steps.
    ///
    /// @param pairs the moments of items `i` and `j` on the rows that hold both at `[i][j]` for `j < i`; the rest
    ///     is not read
    /// @throws ArithmeticException if an item does not vary within a pair
    public static ItemCorrelations pearson(Moments[][] pairs) {
        int p = pairs.length;
        double[][] matrix = new double[p][p];
        for (int i = 0; i < p; i++) {
            matrix[i][i] = 1;
            for (int j = 0; j < i; j++) {
                matrix[i][j] = pairs[i][j].correlation(0, 1);
                matrix[j][i] = matrix[i][j];
            }
        }
        return repaired(matrix, rows(p, (i, j) -> pairs[i][j].count()), ones(p));
    }

    /// Polychoric correlations pair by pair.
    ///
    /// @param pairs the table of items `i` and `j` at `[i][j]` for `j < i`; the rest is not read
    /// @throws IllegalArgumentException if a pair has fewer rows than
    ///     [PolychoricCorrelation#MINIMUM_ROWS]
    /// @throws ArithmeticException if an item does not vary within a pair
    public static ItemCorrelations polychoric(Contingency[][] pairs) {
        int p = pairs.length;
        double[][] matrix = new double[p][p];
        double[] kept = ones(p);
        for (int i = 0; i < p; i++) {
            matrix[i][i] = 1;
            for (int j = 0; j < i; j++) {
                matrix[i][j] = PolychoricCorrelation.value(pairs[i][j]);
                matrix[j][i] = matrix[i][j];
                kept[i] = Math.min(kept[i], PolychoricCorrelation.kept(pairs[i][j].rowCounts()));
                kept[j] = Math.min(kept[j], PolychoricCorrelation.kept(pairs[i][j].columnCounts()));
            }
        }
        return repaired(matrix, rows(p, (i, j) -> pairs[i][j].total()), kept);
    }

    /// Number of items.
    public int items() {
        return matrix.length;
    }

    /// Fewest rows behind a correlation; infinite for a single item.
    public double fewestRows() {
        double fewest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                fewest = Math.min(fewest, rows[i][j]);
            }
        }
        return fewest;
    }

    private static ItemCorrelations repaired(double[][] matrix, double[][] rows, double[] kept) {
        NearestCorrelation.Result nearest = NearestCorrelation.of(matrix);
        return new ItemCorrelations(
                nearest.matrix(), matrix, rows, kept, nearest.smallestEigenvalue(), nearest.largestChange());
    }

    private static double[][] rows(int items, Count count) {
        double[][] rows = new double[items][items];
        for (int i = 0; i < items; i++) {
            for (int j = 0; j < i; j++) {
                rows[i][j] = count.of(i, j);
                rows[j][i] = rows[i][j];
                rows[i][i] = Math.max(rows[i][i], rows[i][j]);
                rows[j][j] = Math.max(rows[j][j], rows[i][j]);
            }
        }
        return rows;
    }

    /// Number of rows that hold both of two items.
    @FunctionalInterface
    private interface Count {
        double of(int i, int j);
    }

    private static double[] ones(int p) {
        double[] ones = new double[p];
        Arrays.fill(ones, 1);
        return ones;
    }
}
