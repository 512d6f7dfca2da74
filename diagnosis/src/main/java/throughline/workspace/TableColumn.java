package throughline.workspace;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import throughline.diagnosis.Wording;

/// One column of a table, growing while the file is read.
public final class TableColumn {

    /// What the cells of a column are read as.
    public enum Kind {
        NUMBER(key("a number")),
        TEXT(key("a text")),
        TIME(key("a date or time, such as 2026-01-31 or 2026-01-31T09:30:00Z"));

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /// How other software writes that a cell is empty.
    private static final Set<String> EMPTY = Set.of("na", "n/a", "nan", "null", "none", ".");

    /// Numbers are kept in pieces of one more than this, a power of two: a million rows are never copied to grow.
    private static final int PLACE = (1 << 14) - 1;

    private static final int LONGEST_SHOWN = 40;

    private final String name;
    private final Kind kind;
    private final TextCache cache = new TextCache();
    private final TimeText times = TableColumns.utc();
    private final List<double[]> numbers = new ArrayList<>();
    private String[] texts = {};
    private long[] moments = {};
    private int rows;
    private int unreadable;
    private String firstUnreadable = "";
    private long firstLine;

    TableColumn(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    double[] numbers() {
        double[] all = new double[rows];
        for (int from = 0; from < rows; from += PLACE + 1) {
            System.arraycopy(numbers.get(from / (PLACE + 1)), 0, all, from, Math.min(PLACE + 1, rows - from));
        }
        return all;
    }

    String[] texts() {
        return Arrays.copyOf(texts, rows);
    }

    long[] times() {
        return Arrays.copyOf(moments, rows);
    }

    /// Whether the row has nothing in this column.
    boolean empty(int row) {
        return switch (kind) {
            case NUMBER -> Double.isNaN(numbers.get(row / (PLACE + 1))[row & PLACE]);
            case TEXT -> texts[row].isEmpty();
            case TIME -> moments[row] == TableColumns.NO_TIME;
        };
    }

    /// What could not be read, as a sentence.
    Optional<String> note() {
        return unreadable == 0
                ? Optional.empty()
                : Optional.of(say(
                        unreadable == 1
                                ? "Column %s: %s cell is not %s and is left out. The first: line %s, \"%s\"."
                                : "Column %s: %s cells are not %s and are left out. The first: line %s, \"%s\".",
                        name,
                        Wording.count(unreadable),
                        say(kind.words),
                        firstLine,
                        firstUnreadable));
    }

    /// The cell's number, which is not kept; NaN where it is empty or none.
    double number(Cells cells, int cell, long line) {
        if (cells.empty(cell)) {
            return Double.NaN;
        }
        double value = NumberText.parse(cells.text(), cells.from(cell), cells.to(cell));
        doubt(Double.isNaN(value), cells, cell, line);
        return value;
    }

    void add(Cells cells, int cell, long line) {
        switch (kind) {
            case NUMBER -> {
                if ((rows & PLACE) == 0) {
                    numbers.add(new double[PLACE + 1]);
                }
                numbers.getLast()[rows & PLACE] = number(cells, cell, line);
            }
            case TEXT -> {
                if (rows == texts.length) {
                    texts = Arrays.copyOf(texts, more());
                }
                texts[rows] = cells.empty(cell) ? "" : cache.string(cells.text(), cells.from(cell), cells.to(cell));
            }
            case TIME -> {
                if (rows == moments.length) {
                    moments = Arrays.copyOf(moments, more());
                }
                long value = cells.empty(cell)
                        ? TableColumns.NO_TIME
                        : times.parse(cells.text(), cells.from(cell), cells.to(cell));
                moments[rows] = value;
                doubt(value == TableColumns.NO_TIME, cells, cell, line);
            }
        }
        rows++;
    }

    private int more() {
        return Math.max(1 << 10, rows + (rows >> 1));
    }

    private void doubt(boolean empty, Cells cells, int cell, long line) {
        if (!empty || cells.empty(cell) || EMPTY.contains(cells.string(cell).toLowerCase(Locale.ROOT))) {
            return;
        }
        if (unreadable++ == 0) {
            String text = cells.string(cell);
            firstUnreadable = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
            firstLine = line;
        }
    }
}
