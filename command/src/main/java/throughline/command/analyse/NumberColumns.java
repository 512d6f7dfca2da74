package throughline.command.analyse;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import throughline.statistics.Contingency;
import throughline.statistics.Moments;
import throughline.workspace.TableColumns;

/// Some columns of numbers of a table, and the cells that methods make of them.
final class NumberColumns {

    /// Most different answers of a column that is taken as coarse.
    static final int MOST_ANSWERS = 30;

    private final Call call;
    private final List<String> names;
    private final double[][] values;

    /// @param values of each column one number a row; NaN where the cell is empty
    private NumberColumns(Call call, List<String> names, double[][] values) {
        this.call = call;
        this.names = names;
        this.values = values;
    }

    /// Reads the columns with all their gaps.
    static NumberColumns read(Call call, List<String> names) throws IOException {
        call.once(names);
        TableColumns table = call.numbers(names);
        return new NumberColumns(
                call, List.copyOf(names), names.stream().map(table::numbers).toArray(double[][]::new));
    }

    List<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }

    int rows() {
        return values[0].length;
    }

    double value(int column, int row) {
        return values[column][row];
    }

    /// The rows without a gap, each column of which varies.
    ///
    /// @param what needs them, as the error says it
    NumberColumns complete(int fewest, String what) {
        int[] rows = IntStream.range(0, rows())
                .filter(row -> answered(row) == size())
                .toArray();
        if (rows.length < fewest) {
            throw new IllegalArgumentException("%s of %s %s in every column; %s needs at least %,d.%s"
                    .formatted(
                            rows.length == 0
                                    ? "No row"
                                    : rows.length == 1 ? "1 row" : "%,d rows".formatted(rows.length),
                            call.fileName(),
                            rows.length < 2 ? "has a number" : "have a number",
                            what,
                            fewest,
                            emptiest()));
        }
        double[][] some = new double[size()][];
        Arrays.setAll(
                some,
                c -> Arrays.stream(rows).mapToDouble(row -> values[c][row]).toArray());
        var complete = new NumberColumns(call, names, some);
        complete.requireVariation("complete row");
        return complete;
    }

    /// Number of rows with at least two numbers, and that no pair of columns has fewer than it needs.
    ///
    /// @param what needs them, as the error says it
    int paired(int fewest, String what) {
        requireVariation("row with a number");
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < i; j++) {
                double[] a = values[i];
                double[] b = values[j];
                long both = IntStream.range(0, rows())
                        .filter(row -> !Double.isNaN(a[row]) && !Double.isNaN(b[row]))
                        .count();
                if (both < fewest) {
                    throw new IllegalArgumentException(
                            "%,d rows of %s have a number in both %s and %s; %s needs at least %,d. Leave one out."
                                    .formatted(both, call.fileName(), names.get(j), names.get(i), what, fewest));
                }
            }
        }
        return (int)
                IntStream.range(0, rows()).filter(row -> answered(row) >= 2).count();
    }

    /// Moments of rows that have no gap.
    Moments moments() {
        return moments(0, rows());
    }

    /// Moments of some rows that follow each other and have no gap.
    Moments moments(int from, int to) {
        var builder = new Moments.Builder(size());
        double[] row = new double[size()];
        for (int r = from; r < to; r++) {
            for (int c = 0; c < row.length; c++) {
                row[c] = values[c][r];
            }
            builder.add(row);
        }
        return builder.build();
    }

    /// Moments of the rows without a gap, dealt out in turn into at most so many blocks.
    List<Moments> blocks(int most) {
        var blocks = new MomentBlocks(most);
        double[] row = new double[size()];
        for (int r = 0; r < rows(); r++) {
            for (int c = 0; c < row.length; c++) {
                row[c] = values[c][r];
            }
            blocks.accept(row);
        }
        return blocks.moments();
    }

    /// Moments of each two columns `i` and `j < i` at `[i][j]`, on the rows that have both.
    Moments[][] pairs() {
        var pairs = new Moments[size()][size()];
        double[] row = new double[2];
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < i; j++) {
                var builder = new Moments.Builder(2);
                for (int r = 0; r < rows(); r++) {
                    row[0] = values[i][r];
                    row[1] = values[j][r];
                    if (!Double.isNaN(row[0]) && !Double.isNaN(row[1])) {
                        builder.add(row);
                    }
                }
                pairs[i][j] = builder.build();
            }
        }
        return pairs;
    }

    /// Tables of each two columns `i` and `j < i` at `[i][j]`, on the rows that have both.
    Contingency[][] tables() {
        double[][] answers = new double[size()][];
        byte[][] codes = new byte[size()][];
        for (int c = 0; c < answers.length; c++) {
            answers[c] = answers(c);
            codes[c] = codes(values[c], answers[c]);
        }
        var tables = new Contingency[size()][size()];
        for (int i = 0; i < answers.length; i++) {
            for (int j = 0; j < i; j++) {
                tables[i][j] = table(answers[i], codes[i], answers[j], codes[j]);
            }
        }
        return tables;
    }

    private static Contingency table(double[] first, byte[] firstCodes, double[] second, byte[] secondCodes) {
        // Code 0 is a gap; counting it costs less than looking for it.
        int width = second.length + 1;
        int[] counts = new int[(first.length + 1) * width];
        for (int row = 0; row < firstCodes.length; row++) {
            counts[firstCodes[row] * width + secondCodes[row]]++;
        }
        var builder = new Contingency.Builder();
        for (int a = 0; a < first.length; a++) {
            for (int b = 0; b < second.length; b++) {
                builder.add(first[a], second[b], counts[(a + 1) * width + b + 1]);
            }
        }
        return builder.build();
    }

    private static byte[] codes(double[] values, double[] answers) {
        byte[] codes = new byte[values.length];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = Double.isNaN(values[row]) ? 0 : (byte) (1 + Arrays.binarySearch(answers, values[row] + 0.0));
        }
        return codes;
    }

    /// The different numbers of a column, ascending.
    private double[] answers(int column) {
        double[] found = new double[MOST_ANSWERS];
        int count = 0;
        for (double value : values[column]) {
            if (Double.isNaN(value)) {
                continue;
            }
            // Adding 0 turns -0 into 0, which a search would tell apart.
            int place = Arrays.binarySearch(found, 0, count, value + 0.0);
            if (place < 0) {
                if (count == MOST_ANSWERS) {
                    throw new IllegalArgumentException(
                            "Column %s has more than %d different answers: it is not coarse. Leave out --ordinal."
                                    .formatted(names.get(column), MOST_ANSWERS));
                }
                int at = -place - 1;
                System.arraycopy(found, at, found, at + 1, count - at);
                found[at] = value + 0.0;
                count++;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private int answered(int row) {
        int answered = 0;
        for (double[] column : values) {
            answered += Double.isNaN(column[row]) ? 0 : 1;
        }
        return answered;
    }

    /// A sentence on the column that costs most rows, where one does.
    private String emptiest() {
        int worst = 0;
        long most = 0;
        for (int c = 0; c < size(); c++) {
            long empty = Arrays.stream(values[c]).filter(Double::isNaN).count();
            if (empty > most) {
                most = empty;
                worst = c;
            }
        }
        return most == 0
                ? ""
                : " %s has none in %,d of %,d rows: leave it out or fill it.".formatted(names.get(worst), most, rows());
    }

    private void requireVariation(String rows) {
        for (int c = 0; c < size(); c++) {
            double[] numbers =
                    Arrays.stream(values[c]).filter(v -> !Double.isNaN(v)).toArray();
            if (numbers.length == 0) {
                throw new IllegalArgumentException(
                        "Column %s of %s has no number. Leave it out.".formatted(names.get(c), call.fileName()));
            }
            if (Arrays.stream(numbers).allMatch(v -> v == numbers[0])) {
                throw new IllegalArgumentException("Column %s does not vary: every %s has %s. Leave it out."
                        .formatted(names.get(c), rows, TextTable.number(numbers[0])));
            }
        }
    }
}
