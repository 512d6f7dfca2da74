package throughline.workspace;

import throughline.lake.fact.ColumnType;

/// The first values of a column that the exchange format does not declare, to find what it holds.
final class ColumnSample {

    /// Share of the values that must be numbers (or true and false) for the column to be that.
    private static final double MOST = 0.9;

    private final boolean named;
    private int known;
    private int numbers;
    private int flags;

    /// @param name its name: one that ends in `_id` is never a number
    ColumnSample(String name) {
        named = name.equals("id") || name.endsWith("_id");
    }

    /// Takes a value in.
    void add(Cells cells, int cell) {
        if (known == Limits.SAMPLE || cells.empty(cell)) {
            return;
        }
        known++;
        if (!Double.isNaN(NumberText.parse(cells.text(), cells.from(cell), cells.to(cell)))) {
            numbers++;
        } else if (FlagText.parse(cells.text(), cells.from(cell), cells.to(cell)) >= 0) {
            flags++;
        }
    }

    /// Whether no value has been seen.
    boolean empty() {
        return known == 0;
    }

    /// What the column holds.
    ColumnType type() {
        if (known == 0 || named) {
            return ColumnType.TEXT;
        }
        if (numbers >= MOST * known) {
            return ColumnType.NUMBER;
        }
        return flags >= MOST * known ? ColumnType.FLAG : ColumnType.TEXT;
    }
}
