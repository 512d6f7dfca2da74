package throughline.command.analyse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table for a terminal: the first column to the left, the others to the right, two blanks between.
final class TextTable {

    private static final int BAR = 20;
    private static final double SMALLEST = 1e-7;

    /// Numbers nearer to 0 are written with a power of ten.
    private static final double TINY = 1e-5;

    private final List<String[]> rows = new ArrayList<>();

    private TextTable(String... header) {
        rows.add(header);
    }

    /// A table without rows.
    static TextTable of(String... header) {
        return new TextTable(header);
    }

    /// Adds a row of as many cells as the header has, or one more that stands to the left behind the row.
    TextTable row(String... cells) {
        rows.add(cells);
        return this;
    }

    /// The lines of the table.
    List<String> lines() {
        int columns = rows.getFirst().length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row[c].length());
            }
        }
        var lines = new ArrayList<String>();
        for (String[] row : rows) {
            var line = new StringBuilder("  ").append(row[0]).append(" ".repeat(widths[0] - row[0].length()));
            for (int c = 1; c < columns; c++) {
                line.append("  ")
                        .append(" ".repeat(widths[c] - row[c].length()))
                        .append(row[c]);
            }
            if (row.length > columns) {
                line.append("  ").append(row[columns]);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /// A bar for a share, 0 to 1 of the whole length.
    static String bar(double share) {
        return "█".repeat((int) Math.round(Math.clamp(share, 0, 1) * BAR));
    }

    /// A number in as many digits as a person reads: three digits that count at least, more above 1.
    static String number(double value) {
        double size = Math.abs(value);
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        String text = size >= 1e6 || (size > 0 && size < TINY)
                ? "%.3g".formatted(value)
                : size >= 1000 ? "%,.0f".formatted(value) : ("%." + decimals(size) + "f").formatted(value);
        return text.replace('-', '−');
    }

    /// A number with so many decimals, as the others of its column.
    static String number(double value, int decimals) {
        return Double.isFinite(value)
                ? ("%,." + decimals + "f").formatted(value).replace('-', '−')
                : number(value);
    }

    /// The decimals that leave each of the numbers three digits that count, at most three more than the largest needs.
    static int decimals(double... column) {
        double[] sizes = Arrays.stream(column)
                .map(Math::abs)
                .filter(v -> v >= TINY && Double.isFinite(v))
                .sorted()
                .toArray();
        return sizes.length == 0 ? 3 : Math.min(decimals(sizes[0]), decimals(sizes[sizes.length - 1]) + 3);
    }

    private static int decimals(double size) {
        if (size == 0 || size >= 1) {
            return size >= 1000 ? 0 : size >= 10 ? 2 : 3;
        }
        return 2 - (int) Math.floor(Math.log10(size));
    }

    /// A number in as many decimals as its error leaves meaning: two digits of the error.
    static String number(double value, double error) {
        if (!Double.isFinite(value) || !(error > 0) || error < SMALLEST || Double.isInfinite(error)) {
            return number(value);
        }
        int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(error)));
        return ("%,." + decimals + "f").formatted(value).replace('-', '−');
    }

    /// An interval as `low to high`.
    static String interval(double low, double high) {
        return number(low) + " to " + number(high);
    }
}
