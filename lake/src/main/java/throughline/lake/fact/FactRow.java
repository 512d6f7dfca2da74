package throughline.lake.fact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One row on its way into a fact table: a buffer that is filled, appended and filled again.
///
/// Columns are addressed by their position in [FactTable#columns()]. What is not set stays empty.
public final class FactRow {

    private final @Nullable String[] texts;
    private final double[] numbers;
    private final long[] longs;
    private final boolean[] known;

    /// An empty row for the table.
    public FactRow(FactTable table) {
        int width = table.columns().size();
        texts = new String[width];
        numbers = new double[width];
        longs = new long[width];
        known = new boolean[width];
    }

    /// Empties every column.
    public void clear() {
        Arrays.fill(known, false);
        Arrays.fill(texts, null);
    }

    /// Empties one column.
    public void clear(int column) {
        known[column] = false;
        texts[column] = null;
    }

    /// Sets a [ColumnType#TEXT] column.
    public void text(int column, String value) {
        texts[column] = value;
        known[column] = true;
    }

    /// Sets a [ColumnType#NUMBER] column.
    public void number(int column, double value) {
        numbers[column] = value;
        known[column] = true;
    }

    /// Sets a [ColumnType#TIME] column, in microseconds since 1970 UTC.
    public void time(int column, long micros) {
        longs[column] = micros;
        known[column] = true;
    }

    /// Sets a [ColumnType#DATE] column, in days since 1970.
    public void date(int column, int epochDay) {
        longs[column] = epochDay;
        known[column] = true;
    }

    /// Sets a [ColumnType#FLAG] column.
    public void flag(int column, boolean value) {
        longs[column] = value ? 1 : 0;
        known[column] = true;
    }

    /// Whether the column has a value.
    public boolean has(int column) {
        return known[column];
    }

    /// The text of the column, or null where it is empty.
    public @Nullable String text(int column) {
        return texts[column];
    }

    /// The number of the column; meaningful only where [#has] says so.
    public double number(int column) {
        return numbers[column];
    }

    /// The micros, the epoch day or the flag (0 or 1) of the column; meaningful only where [#has] says so.
    public long whole(int column) {
        return longs[column];
    }
}
