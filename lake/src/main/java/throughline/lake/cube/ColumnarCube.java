package throughline.lake.cube;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import throughline.statistics.Summary;

/// A cube kept column by column: 4 bytes a key, 24 a measure and 8 for the row count of each cell.
///
/// Engines fill one with a [Builder]; the order of filling decides neither the order of the cells nor, as
/// long as every combination of keys comes once, their sums.
public final class ColumnarCube implements Cube {

    /// Text by code point, which is also the order of UTF-8 bytes.
    public static final Comparator<String> TEXT_ORDER = ColumnarCube::byCodePoint;

    private final List<Key> keys;
    private final List<String> measures;
    private final int size;
    private final int[][] codes;
    private final @Nullable Object[][] values;
    private final long[] rows;
    private final long[][] counts;
    private final double[][] means;
    private final double[][] squares;

    private ColumnarCube(Builder sorted, int size) {
        this.keys = sorted.keys;
        this.measures = sorted.measures;
        this.size = size;
        this.codes = sorted.codes;
        this.values = Arrays.stream(sorted.dictionaries).map(Dictionary::values).toArray(Object[][]::new);
        this.rows = sorted.rows;
        this.counts = sorted.counts;
        this.means = sorted.means;
        this.squares = sorted.squares;
    }

    @Override
    public List<Key> keys() {
        return keys;
    }

    @Override
    public List<String> measures() {
        return measures;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Cell cell(int position) {
        return new View(this, Objects.checkIndex(position, size));
    }

    @Override
    public Cube plus(Cube other) {
        return sum(List.of(this, other));
    }

    /// Adds the cells of several cubes up, in their order.
    ///
    /// @param cubes at least one; all of the same keys and measures
    /// @throws IllegalArgumentException if keys or measures differ
    public static Cube sum(List<? extends Cube> cubes) {
        Cube first = cubes.getFirst();
        List<Key> keys = first.keys();
        List<String> measures = first.measures();
        var builder = new Builder(keys, measures);
        for (Cube part : cubes) {
            if (!part.keys().equals(keys) || !part.measures().equals(measures)) {
                throw new IllegalArgumentException("Cubes of %s by %s and of %s by %s do not add up"
                        .formatted(measures, keys, part.measures(), part.keys()));
            }
            for (Cell cell : part) {
                builder.cell(cell.rows());
                for (int k = 0; k < keys.size(); k++) {
                    builder.key(k, key(cell, keys.get(k), k));
                }
                for (int m = 0; m < measures.size(); m++) {
                    Summary sum = cell.sum(m);
                    builder.sum(m, sum.count(), sum.mean(), sum.squares());
                }
            }
        }
        return builder.build();
    }

    private static @Nullable Object key(Cell cell, Key of, int key) {
        if (cell.text(key) == null) {
            return null;
        }
        return switch (of) {
            case Key.By by -> cell.text(key);
            case Key.Day d -> cell.day(key);
            case Key.Week d -> cell.day(key);
            case Key.Month d -> cell.day(key);
            case Key.Hour n -> cell.number(key);
            case Key.Bin n -> cell.number(key);
            case Key.LogBin n -> cell.number(key);
            case Key.Value n -> cell.number(key);
        };
    }

    private @Nullable Object key(int position, int key) {
        return values[key][codes[key][position]];
    }

    private static int byCodePoint(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean pair = Character.isSurrogate(x);
                return pair == Character.isSurrogate(y) ? Character.compare(x, y) : pair ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private record View(ColumnarCube cube, int position) implements Cell {
        @Override
        public long rows() {
            return cube.rows[position];
        }

        @Override
        public @Nullable String text(int key) {
            return Rows.text(cube.key(position, key));
        }

        @Override
        public LocalDate day(int key) {
            return (LocalDate) Objects.requireNonNull(cube.key(position, key), "The rows of this cell have no day");
        }

        @Override
        public double number(int key) {
            Object value = cube.key(position, key);
            return value == null ? Double.NaN : (Double) value;
        }

        @Override
        public Summary sum(int measure) {
            long count = cube.counts[measure][position];
            return count == 0
                    ? Summary.EMPTY
                    : new Summary(count, cube.means[measure][position], cube.squares[measure][position]);
        }
    }

    /// The distinct values of one key, numbered as they come; 0 is empty. Sorted by [#sort].
    private static final class Dictionary {

        private final Map<Object, Integer> codes = new HashMap<>();
        private @Nullable Object[] values = {};

        int code(@Nullable Object value) {
            return value == null ? 0 : codes.computeIfAbsent(value, v -> codes.size() + 1);
        }

        @Nullable
        Object[] values() {
            return values;
        }

        /// Sorts the values, and says which new number each old one has.
        int[] sort() {
            values = new Object[codes.size() + 1];
            int[] renumbered = new int[values.length];
            int next = 1;
            for (Object value :
                    codes.keySet().stream().sorted(Dictionary::compare).toList()) {
                renumbered[Objects.requireNonNull(codes.get(value))] = next;
                values[next++] = value;
            }
            codes.clear();
            return renumbered;
        }

        private static int compare(Object a, Object b) {
            return switch (a) {
                case String text -> TEXT_ORDER.compare(text, (String) b);
                case LocalDate day -> day.compareTo((LocalDate) b);
                case Double number -> number.compareTo((Double) b);
                default -> throw new IllegalArgumentException("Not the value of a key: " + a);
            };
        }
    }

    /// Takes the cells of one cube in: [#cell] begins one, [#key] and [#sum] fill it. Used by one thread.
    public static final class Builder {

        private final List<Key> keys;
        private final List<String> measures;
        private final Dictionary[] dictionaries;
        private int size;
        private int[][] codes;
        private long[] rows;
        private long[][] counts;
        private double[][] means;
        private double[][] squares;

        /// A builder for cells of these keys and measures.
        public Builder(List<Key> keys, List<String> measures) {
            this.keys = List.copyOf(keys);
            this.measures = List.copyOf(measures);
            dictionaries = new Dictionary[keys.size()];
            Arrays.setAll(dictionaries, k -> new Dictionary());
            codes = new int[keys.size()][16];
            rows = new long[16];
            counts = new long[measures.size()][16];
            means = new double[measures.size()][16];
            squares = new double[measures.size()][16];
        }

        /// Begins the next cell, of so many rows.
        public void cell(long rowCount) {
            if (size == rows.length) {
                resize(size * 2);
            }
            rows[size++] = rowCount;
        }

        /// Sets a key of the present cell.
        ///
        /// @param value a String, a LocalDate or a Double as [Key] says, or null where the rows do not know
        /// it
        public void key(int key, @Nullable Object value) {
            codes[key][size - 1] = dictionaries[key].code(value);
        }

        /// Sets the sums of a measure of the present cell.
        public void sum(int measure, long count, double mean, double centredSquares) {
            counts[measure][size - 1] = count;
            means[measure][size - 1] = mean;
            squares[measure][size - 1] = centredSquares;
        }

        /// The cube. Cells of the same keys are added up in the order they came in. The builder is then used
        /// up.
        public Cube build() {
            int[] order = new int[size];
            Arrays.setAll(order, i -> i);
            for (int k = keys.size() - 1; k >= 0; k--) {
                int[] renumbered = dictionaries[k].sort();
                for (int i = 0; i < size; i++) {
                    codes[k][i] = renumbered[codes[k][i]];
                }
                order = sorted(order, codes[k], renumbered.length);
            }
            arrange(order);
            return new ColumnarCube(this, merge());
        }

        /// Stable counting sort of positions by their code.
        private static int[] sorted(int[] order, int[] codes, int values) {
            int[] next = new int[values + 1];
            for (int position : order) {
                next[codes[position] + 1]++;
            }
            for (int v = 0; v < values; v++) {
                next[v + 1] += next[v];
            }
            int[] result = new int[order.length];
            for (int position : order) {
                result[next[codes[position]]++] = position;
            }
            return result;
        }

        private void arrange(int[] order) {
            rows = Arrays.stream(order).mapToLong(i -> rows[i]).toArray();
            for (int k = 0; k < codes.length; k++) {
                int[] column = codes[k];
                codes[k] = Arrays.stream(order).map(i -> column[i]).toArray();
            }
            for (int m = 0; m < counts.length; m++) {
                long[] count = counts[m];
                double[] mean = means[m];
                double[] square = squares[m];
                counts[m] = Arrays.stream(order).mapToLong(i -> count[i]).toArray();
                means[m] = Arrays.stream(order).mapToDouble(i -> mean[i]).toArray();
                squares[m] = Arrays.stream(order).mapToDouble(i -> square[i]).toArray();
            }
        }

        private int merge() {
            int cells = 0;
            for (int i = 0; i < size; i++) {
                if (cells > 0 && same(cells - 1, i)) {
                    add(cells - 1, i);
                } else {
                    move(i, cells++);
                }
            }
            if (cells < size) {
                resize(cells);
            }
            return cells;
        }

        private boolean same(int a, int b) {
            for (int[] column : codes) {
                if (column[a] != column[b]) {
                    return false;
                }
            }
            return true;
        }

        private void move(int from, int to) {
            rows[to] = rows[from];
            for (int[] column : codes) {
                column[to] = column[from];
            }
            for (int m = 0; m < counts.length; m++) {
                counts[m][to] = counts[m][from];
                means[m][to] = means[m][from];
                squares[m][to] = squares[m][from];
            }
        }

        private void add(int cell, int more) {
            rows[cell] += rows[more];
            for (int m = 0; m < counts.length; m++) {
                Summary sum = new Summary(counts[m][cell], means[m][cell], squares[m][cell])
                        .plus(new Summary(counts[m][more], means[m][more], squares[m][more]));
                counts[m][cell] = sum.count();
                means[m][cell] = sum.mean();
                squares[m][cell] = sum.squares();
            }
        }

        private void resize(int capacity) {
            rows = Arrays.copyOf(rows, capacity);
            for (int k = 0; k < codes.length; k++) {
                codes[k] = Arrays.copyOf(codes[k], capacity);
            }
            for (int m = 0; m < counts.length; m++) {
                counts[m] = Arrays.copyOf(counts[m], capacity);
                means[m] = Arrays.copyOf(means[m], capacity);
                squares[m] = Arrays.copyOf(squares[m], capacity);
            }
        }
    }
}
