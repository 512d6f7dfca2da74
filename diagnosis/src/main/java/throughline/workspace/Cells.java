package throughline.workspace;

import java.util.Arrays;

/// The cells of one record: slices of one buffer that is filled, read and filled again. Blanks around a cell are no
/// part of it; an empty cell is not known.
final class Cells {

    private char[] text = new char[4096];
    private int used;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int count;

    /// Forgets all cells.
    void clear() {
        used = 0;
        count = 0;
    }

    /// Forgets all cells and makes this many empty ones.
    void clear(int cells) {
        used = 0;
        count = cells;
        grow(cells);
        Arrays.fill(starts, 0, cells, 0);
        Arrays.fill(ends, 0, cells, 0);
    }

    /// Number of cells.
    int count() {
        return count;
    }

    /// Number of characters in all cells.
    int length() {
        return used;
    }

    /// Adds a cell behind the others.
    void add(char[] from, int offset, int length) {
        if (count == starts.length) {
            grow(count + 1);
        }
        put(count++, from, offset, length);
    }

    /// Adds a cell behind the others.
    void add(String value) {
        add(value.toCharArray(), 0, value.length());
    }

    /// Sets one of the cells that [#clear(int)] made.
    void set(int cell, char[] from, int offset, int length) {
        put(cell, from, offset, length);
    }

    /// Sets one of the cells that [#clear(int)] made.
    void set(int cell, String value) {
        put(cell, value.toCharArray(), 0, value.length());
    }

    /// The buffer that [#from] and [#to] are places in.
    char[] text() {
        return text;
    }

    /// Where the cell begins.
    int from(int cell) {
        return starts[cell];
    }

    /// Where the cell ends, exclusive.
    int to(int cell) {
        return ends[cell];
    }

    /// Whether the cell has nothing in it.
    boolean empty(int cell) {
        return starts[cell] == ends[cell];
    }

    /// The cell as text.
    String string(int cell) {
        return new String(text, starts[cell], ends[cell] - starts[cell]);
    }

    /// The cells as one line, cut to a length, for a reject.
    String line(int longest) {
        var line = new StringBuilder();
        for (int i = 0; i < count && line.length() < longest; i++) {
            if (i > 0) {
                line.append(',');
            }
            line.append(text, starts[i], Math.min(ends[i] - starts[i], longest));
        }
        return line.length() > longest ? line.substring(0, longest) : line.toString();
    }

    private void put(int cell, char[] from, int offset, int length) {
        int start = offset;
        int end = offset + length;
        while (start < end && blank(from[start])) {
            start++;
        }
        while (start < end && blank(from[end - 1])) {
            end--;
        }
        int size = end - start;
        if (used + size > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, used + size));
        }
        if (size < 8) {
            // Most cells are this short, and a call costs more than copying them.
            for (int i = 0; i < size; i++) {
                text[used + i] = from[start + i];
            }
        } else {
            System.arraycopy(from, start, text, used, size);
        }
        starts[cell] = used;
        used += size;
        ends[cell] = used;
    }

    private static boolean blank(char c) {
        return c == ' ' || (c <= '\r' && c >= '\t');
    }

    private void grow(int cells) {
        if (cells > starts.length) {
            int size = Math.max(2 * starts.length, cells);
            starts = Arrays.copyOf(starts, size);
            ends = Arrays.copyOf(ends, size);
        }
    }
}
