package throughline.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// How often each pair of answers to two questions was given. An additive cell.
///
/// The answers of a question are numbers in their order; a table knows only those that were given. Tables
/// of disjoint rows merge with [#plus]. Immutable.
public final class Contingency {

    private final double[] rows;
    private final double[] columns;
    private final double[][] counts;

    private Contingency(double[] rows, double[] columns, double[][] counts) {
        this.rows = rows;
        this.columns = columns;
        this.counts = counts;
    }

    /// A table whose answers are numbered from 1; answers that nobody gave are left out.
    ///
    /// @param counts how often, one array for each answer to the first question
    /// @throws IllegalArgumentException if the arrays differ in length or a count is negative
    public static Contingency of(double[][] counts) {
        var builder = new Builder();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i].length != counts[0].length) {
                throw new IllegalArgumentException(
                        "A table of %d columns has a row of %d".formatted(counts[0].length, counts[i].length));
            }
            for (int j = 0; j < counts[i].length; j++) {
                builder.add(i + 1, j + 1, counts[i][j]);
            }
        }
        return builder.build();
    }

    /// Adds the pairs of other rows.
    public Contingency plus(Contingency other) {
        var builder = new Builder();
        builder.add(this);
        builder.add(other);
        return builder.build();
    }

    /// The same table as if every row had occurred `weight` times; 0 empties it.
    ///
    /// @throws IllegalArgumentException if the weight is negative or not finite
    public Contingency times(double weight) {
        var builder = new Builder();
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                builder.add(rows[i], columns[j], counts[i][j] * weight);
            }
        }
        return builder.build();
    }

    /// Answers to the first question, from the lowest.
    public double[] rowValues() {
        return rows.clone();
    }

    /// Answers to the second question, from the lowest.
    public double[] columnValues() {
        return columns.clone();
    }

    /// How often the answers at these positions were given together.
    public double count(int row, int column) {
        return counts[row][column];
    }

    /// How often each answer to the first question was given.
    public double[] rowCounts() {
        return Arrays.stream(counts)
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();
    }

    /// How often each answer to the second question was given.
    public double[] columnCounts() {
        double[] sums = new double[columns.length];
        for (double[] row : counts) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] += row[j];
            }
        }
        return sums;
    }

    /// Number of rows that answered both; not whole after weighting.
    public double total() {
        return Arrays.stream(rowCounts()).sum();
    }

    /// Moments of the two answers, taken as numbers.
    public Moments moments() {
        var builder = new Moments.Builder(2);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                if (counts[i][j] > 0) {
                    builder.add(Moments.of(new double[][] {{rows[i], columns[j]}}), counts[i][j]);
                }
            }
        }
        return builder.build();
    }

    /// Counts pairs one after the other.
    public static final class Builder {

        private final Map<Double, Map<Double, Double>> pairs = new TreeMap<>();

        /// A builder of an empty table.
        public Builder() {}

        /// Counts a pair of answers; a count of 0 adds nothing.
        ///
        /// @throws IllegalArgumentException if an answer is not finite, or the count negative or not finite
        public void add(double row, double column, double count) {
            if (!Double.isFinite(row) || !Double.isFinite(column) || !(count >= 0) || Double.isInfinite(count)) {
                throw new IllegalArgumentException(
                        "A table counts pairs of numbers from 0 times, got %s and %s, %s times"
                                .formatted(row, column, count));
            }
            if (count > 0) {
                // Adding 0 turns -0 into 0, which a map would tell apart.
                pairs.computeIfAbsent(row + 0.0, r -> new TreeMap<>()).merge(column + 0.0, count, Double::sum);
            }
        }

        /// Counts the pairs of a table.
        public void add(Contingency table) {
            for (int i = 0; i < table.rows.length; i++) {
                for (int j = 0; j < table.columns.length; j++) {
                    add(table.rows[i], table.columns[j], table.counts[i][j]);
                }
            }
        }

        /// The table of what was counted so far.
        public Contingency build() {
            double[] rows = pairs.keySet().stream().mapToDouble(d -> d).toArray();
            double[] columns = pairs.values().stream()
                    .flatMap(m -> m.keySet().stream())
                    .mapToDouble(d -> d)
                    .sorted()
                    .distinct()
                    .toArray();
            double[][] counts = new double[rows.length][columns.length];
            int i = 0;
            for (Map<Double, Double> row : pairs.values()) {
                for (Map.Entry<Double, Double> cell : row.entrySet()) {
                    counts[i][Arrays.binarySearch(columns, cell.getKey())] = cell.getValue();
                }
                i++;
            }
            return new Contingency(rows, columns, counts);
        }
    }
}
