package throughline.lake.cube;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

/// Facts kept as objects in memory: the reference that the other lakes are held against, and small worlds
/// for tests.
///
/// ```java
/// CubeEngine engine = InMemoryLake.of(RESPONSES).columns("unit", "empathy:n")
///         .row("2026-03-02", "w-01", 4)
///         .row("2026-03-03", "w-02", null)
///         .of(PULSE).columns("unit", "proud:n").row("2026-03-02", "w-01", 5)
///         .engine();
/// ```
///
/// Nothing is derived: derived columns are written like any other.
public final class InMemoryLake {

    private final Map<FactKind, FactTable> tables = new EnumMap<>(FactKind.class);
    private final Map<FactKind, List<@Nullable Object[]>> rows = new EnumMap<>(FactKind.class);

    /// Begins a lake with a table.
    public static Sheet of(FactKind kind) {
        return new Sheet(new InMemoryLake(), kind);
    }

    /// Takes rows of a table in. A kind may have several appenders, one after the other; the table then has
    /// the columns of all.
    public FactAppender appender(FactTable table) {
        List<@Nullable Object[]> taken = new ArrayList<>();
        return new FactAppender() {
            @Override
            public FactTable table() {
                return table;
            }

            @Override
            public void append(FactRow row) {
                @Nullable Object[] copy = new Object[table.columns().size()];
                Arrays.setAll(copy, i -> value(row, i, table.columns().get(i).type()));
                taken.add(copy);
            }

            @Override
            public void close() {
                keep(table, taken);
            }
        };
    }

    /// An engine over what was appended so far; of each id it has the row appended last.
    public InMemoryCubeEngine engine() {
        return new InMemoryCubeEngine(tables, rows);
    }

    private void keep(FactTable table, List<@Nullable Object[]> taken) {
        FactTable before = tables.getOrDefault(table.kind(), table);
        FactTable all = before.plus(table);
        var last = new LinkedHashMap<Object, @Nullable Object[]>();
        rows.getOrDefault(table.kind(), List.of()).forEach(row -> put(last, all, fitted(row, before, all)));
        taken.forEach(row -> put(last, all, fitted(row, table, all)));
        tables.put(table.kind(), all);
        rows.put(table.kind(), List.copyOf(last.values()));
    }

    private static @Nullable Object[] fitted(@Nullable Object[] row, FactTable from, FactTable to) {
        @Nullable Object[] fitted = new Object[to.columns().size()];
        for (int i = 0; i < row.length; i++) {
            fitted[to.position(from.columns().get(i).name())] = row[i];
        }
        return fitted;
    }

    private static void put(Map<Object, @Nullable Object[]> last, FactTable table, @Nullable Object[] row) {
        int id = table.kind().id().map(table::position).orElse(-1);
        Object identity = id < 0 ? null : row[id];
        last.put(identity == null ? row : identity, row);
    }

    private static @Nullable Object value(FactRow row, int column, ColumnType type) {
        if (!row.has(column)) {
            return null;
        }
        return switch (type) {
            case TEXT -> Objects.requireNonNull(row.text(column)).isEmpty() ? null : row.text(column);
            case NUMBER -> Math.abs(row.number(column)) <= 1e100 ? (Double) (row.number(column) + 0.0) : null;
            case FLAG -> row.whole(column) != 0;
            case TIME -> Instant.EPOCH.plus(row.whole(column), java.time.temporal.ChronoUnit.MICROS);
            case DATE -> LocalDate.ofEpochDay(row.whole(column));
        };
    }

    /// A table that is being written down, row by row. Rows get `line` 1, 2, ... of a file named after the
    /// table.
    public static final class Sheet {

        private final InMemoryLake lake;
        private final FactKind kind;
        private FactTable table;
        private final List<FactRow> written = new ArrayList<>();

        private Sheet(InMemoryLake lake, FactKind kind) {
            this.lake = lake;
            this.kind = kind;
            this.table = new FactTable(kind, FactTable.SYSTEM);
        }

        /// Names the columns after the day. A declared column has its declared type; another is TEXT, or has
        /// its type behind a colon: `n` NUMBER, `f` FLAG, `t` TIME, `d` DATE.
        ///
        /// @throws IllegalStateException if there are rows already
        public Sheet columns(String... columns) {
            if (!written.isEmpty()) {
                throw new IllegalStateException("Columns of %s come before its rows".formatted(kind.table()));
            }
            var all = new ArrayList<>(FactTable.SYSTEM);
            for (String column : columns) {
                all.add(column(column));
            }
            table = new FactTable(kind, all);
            return this;
        }

        /// Adds a row.
        ///
        /// @param day its day as an ISO date
        /// @param values one a column: a String, a Number, a Boolean, for times an ISO date or instant; or
        /// null
        public Sheet row(String day, @Nullable Object... values) {
            int columns = table.columns().size() - FactTable.SYSTEM.size();
            if (values.length != columns) {
                throw new IllegalArgumentException(
                        "%s has %d columns, got %d values".formatted(kind.table(), columns, values.length));
            }
            var row = new FactRow(table);
            row.text(0, kind.table() + ".csv");
            row.number(1, written.size() + 1);
            row.date(2, Math.toIntExact(LocalDate.parse(day).toEpochDay()));
            for (int i = 0; i < columns; i++) {
                if (values[i] != null) {
                    set(row, i + FactTable.SYSTEM.size(), values[i]);
                }
            }
            written.add(row);
            return this;
        }

        /// Ends this table and begins another.
        public Sheet of(FactKind other) {
            finish();
            return new Sheet(lake, other);
        }

        /// Ends this table and answers questions about all.
        public InMemoryCubeEngine engine() {
            finish();
            return lake.engine();
        }

        private void finish() {
            try (FactAppender appender = lake.appender(table)) {
                written.forEach(appender::append);
            }
        }

        private Column column(String text) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            if (colon < 0) {
                return kind.columns().stream()
                        .filter(c -> c.name().equals(name))
                        .findFirst()
                        .orElse(new Column(name, ColumnType.TEXT));
            }
            return new Column(
                    name,
                    switch (text.substring(colon + 1)) {
                        case "n" -> ColumnType.NUMBER;
                        case "f" -> ColumnType.FLAG;
                        case "t" -> ColumnType.TIME;
                        case "d" -> ColumnType.DATE;
                        default -> throw new IllegalArgumentException("No column type in " + text);
                    });
        }

        private void set(FactRow row, int position, Object value) {
            switch (table.columns().get(position).type()) {
                case TEXT -> row.text(position, (String) value);
                case NUMBER -> row.number(position, ((Number) value).doubleValue());
                case FLAG -> row.flag(position, (Boolean) value);
                case TIME -> row.time(position, micros(value.toString()));
                case DATE ->
                    row.date(
                            position,
                            Math.toIntExact(LocalDate.parse(value.toString()).toEpochDay()));
            }
        }

        private static long micros(String text) {
            Instant at = text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000);
        }
    }
}
