package throughline.lake.duckdb;

import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

/// As many rows as go into one chunk of DuckDB, column by column.
final class Batch {

    /// Rows of a chunk of DuckDB.
    static final int CAPACITY = 2_048;

    private static final long EMPTY = Long.MIN_VALUE;
    private static final double LARGEST = 1e100;

    private final ColumnType[] types;
    private final @Nullable String[][] texts;
    private final double[][] numbers;
    private final long[][] wholes;
    private int size;

    Batch(FactTable table) {
        types = table.columns().stream().map(c -> c.type()).toArray(ColumnType[]::new);
        texts = new String[types.length][];
        numbers = new double[types.length][];
        wholes = new long[types.length][];
        for (int c = 0; c < types.length; c++) {
            switch (types[c]) {
                case TEXT -> texts[c] = new String[CAPACITY];
                case NUMBER -> numbers[c] = new double[CAPACITY];
                case FLAG, TIME, DATE -> wholes[c] = new long[CAPACITY];
            }
        }
    }

    boolean full() {
        return size == CAPACITY;
    }

    boolean empty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /// The texts of a column, to be read and changed; meaningful up to [#size].
    @Nullable
    String[] texts(int column) {
        return texts[column];
    }

    /// The day of a row, in days since 1970.
    int day(int column, int row) {
        return (int) wholes[column][row];
    }

    void add(FactRow row) {
        for (int c = 0; c < types.length; c++) {
            switch (types[c]) {
                case TEXT -> {
                    String text = row.text(c);
                    texts[c][size] = text == null || text.isEmpty() ? null : text;
                }
                case NUMBER -> numbers[c][size] = row.has(c) ? row.number(c) : Double.NaN;
                case FLAG, TIME, DATE -> wholes[c][size] = row.has(c) ? row.whole(c) : EMPTY;
            }
        }
        size++;
    }

    /// Copies the rows out, and says how many they are.
    long write(DuckDBDataChunkWriter chunk) {
        for (int c = 0; c < types.length; c++) {
            DuckDBWritableVector vector = chunk.vector(c);
            switch (types[c]) {
                case TEXT -> writeTexts(vector, texts[c]);
                case NUMBER -> writeNumbers(vector, numbers[c]);
                case FLAG, TIME, DATE -> writeWholes(vector, wholes[c], types[c]);
            }
        }
        return size;
    }

    private void writeTexts(DuckDBWritableVector vector, @Nullable String[] column) {
        if (full()) {
            vector.setStrings(0, column);
        } else {
            vector.setStrings(0, Arrays.copyOf(column, size));
        }
    }

    private void writeNumbers(DuckDBWritableVector vector, double[] column) {
        for (int row = 0; row < size; row++) {
            double value = column[row];
            if (Math.abs(value) <= LARGEST) {
                vector.setDouble(row, value + 0.0);
            } else {
                vector.setNull(row);
            }
        }
    }

    private void writeWholes(DuckDBWritableVector vector, long[] column, ColumnType type) {
        for (int row = 0; row < size; row++) {
            long value = column[row];
            if (value == EMPTY) {
                vector.setNull(row);
            } else if (type == ColumnType.TIME) {
                vector.setLong(row, value);
            } else if (type == ColumnType.DATE) {
                vector.setInt(row, (int) value);
            } else {
                vector.setBoolean(row, value != 0);
            }
        }
    }

    /// The types of DuckDB, column by column.
    static List<org.duckdb.DuckDBColumnType> types(FactTable table) {
        return table.columns().stream()
                .map(column -> switch (column.type()) {
                    case TEXT -> org.duckdb.DuckDBColumnType.VARCHAR;
                    case NUMBER -> org.duckdb.DuckDBColumnType.DOUBLE;
                    case FLAG -> org.duckdb.DuckDBColumnType.BOOLEAN;
                    case TIME -> org.duckdb.DuckDBColumnType.BIGINT;
                    case DATE -> org.duckdb.DuckDBColumnType.INTEGER;
                })
                .toList();
    }
}
