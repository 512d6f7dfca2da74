package throughline.lake.duckdb;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.ColumnarCube;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.KnownColumns;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.duckdb.MonthlyFiles.Asked;
import throughline.lake.duckdb.MonthlyFiles.Part;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.CubeSql;
import throughline.lake.sql.Dialect;
import throughline.lake.sql.Sql;

/// Adds up the facts of a sealed [DuckDbLake].
///
/// Each question runs on one thread, because sums of doubles merged by several would differ in the last bits
/// from run to run; several threads may ask at once, and then all cores work. Gram matrices are accumulated
/// in Java from DuckDB's chunks, which is several times cheaper than hundreds of SQL sums of products.
public final class DuckDbCubeEngine implements CubeEngine {

    private final Connections connections;
    private final DuckDbLake lake;
    private final Map<FactKind, FactTable> tables = new EnumMap<>(FactKind.class);
    private final Map<FactKind, MonthlyFiles> pages;
    private final LatelyUsed<Asked, Cube> cells;

    /// @param pages of tables that are in pages
    /// @param cells what was added up of pages before
    DuckDbCubeEngine(
            Connections connections,
            List<FactTable> tables,
            Map<FactKind, MonthlyFiles> pages,
            LatelyUsed<Asked, Cube> cells,
            DuckDbLake lake) {
        this.connections = connections;
        this.lake = lake;
        this.pages = pages;
        this.cells = cells;
        tables.forEach(table -> this.tables.put(table.kind(), table));
    }

    @Override
    public String name() {
        return "duckdb";
    }

    @Override
    public Optional<FactTable> table(FactKind kind) {
        return Optional.ofNullable(tables.get(kind));
    }

    @Override
    public Cube scan(CubeQuery query) {
        FactTable table = tables.get(query.fact());
        if (table == null) {
            return new ColumnarCube.Builder(query.keys(), query.measures()).build();
        }
        new KnownColumns(table).check(query);
        MonthlyFiles monthly = pages.get(query.fact());
        return monthly == null ? scan(query, Sql.name(table.kind().table())) : scan(query, monthly);
    }

    private Cube scan(CubeQuery query, String from) {
        var builder = new ColumnarCube.Builder(query.keys(), query.measures());
        CubeSql sql = sql(query.fact(), from);
        String text = sql.scan(query);
        connections.query(text, sql.parameters(), chunk -> cells(chunk, query, row -> builder));
        return builder.build();
    }

    /// Adds up month by month what was not added up before.
    private Cube scan(CubeQuery query, MonthlyFiles monthly) {
        List<Part> parts = monthly.parts(query);
        Map<Part, Cube> found = new HashMap<>();
        parts.forEach(part -> cells.find(part.asked()).ifPresent(cube -> found.put(part, cube)));
        List<Part> whole = parts.stream()
                .filter(part -> part.whole() && !found.containsKey(part))
                .toList();
        if (!whole.isEmpty()) {
            found.putAll(months(whole, monthly));
        }
        List<Cube> cubes = new ArrayList<>();
        for (Part part : parts) {
            Cube cube = found.get(part);
            if (cube == null) {
                cube = scan(part.asked().query(), monthly.scan(part.asked().files()));
            }
            cells.keep(part.asked(), cube);
            cubes.add(cube);
        }
        return cubes.isEmpty()
                ? new ColumnarCube.Builder(query.keys(), query.measures()).build()
                : cubes.size() == 1 ? cubes.getFirst() : ColumnarCube.sum(cubes);
    }

    /// Adds up several whole months in one go.
    private Map<Part, Cube> months(List<Part> parts, MonthlyFiles monthly) {
        CubeQuery query = parts.getFirst().asked().query();
        Map<Integer, ColumnarCube.Builder> builders = new HashMap<>();
        parts.forEach(part -> builders.put(
                Math.toIntExact(MonthlyRows.number(part.month())),
                new ColumnarCube.Builder(query.keys(), query.measures())));
        CubeQuery monthwise = new CubeQuery(query.fact(), List.of(new Key.Month()), List.of(), List.of())
                .by(query.keys().toArray(Key[]::new))
                .sum(query.measures().toArray(String[]::new))
                .where(query.filters().toArray(Filter[]::new));
        CubeSql sql = sql(
                query.fact(),
                monthly.scan(parts.stream()
                        .flatMap(part -> part.asked().files().stream())
                        .toList()));
        String text = sql.scan(monthwise);
        connections.query(text, sql.parameters(), chunk -> {
            DuckDBReadableVector month = chunk.vector(0);
            cells(chunk, query, row -> Objects.requireNonNull(builders.get(month.getInt(row))));
        });
        Map<Part, Cube> cubes = new HashMap<>();
        parts.forEach(part -> cubes.put(
                part,
                Objects.requireNonNull(builders.get(Math.toIntExact(MonthlyRows.number(part.month()))))
                        .build()));
        return cubes;
    }

    /// @param to takes a row's cell
    private static void cells(DuckDBDataChunkReader chunk, CubeQuery query, LongFunction<ColumnarCube.Builder> to) {
        List<Key> keys = query.keys();
        DuckDBReadableVector[] all = vectors(chunk);
        int own = 1 + keys.size() + 3 * query.measures().size();
        DuckDBReadableVector[] vectors = Arrays.copyOfRange(all, all.length - own, all.length);
        for (long row = 0; row < chunk.rowCount(); row++) {
            ColumnarCube.Builder builder = to.apply(row);
            builder.cell(vectors[keys.size()].getLong(row));
            for (int k = 0; k < keys.size(); k++) {
                builder.key(k, key(keys.get(k), vectors[k], row));
            }
            for (int m = 0, v = keys.size() + 1; m < query.measures().size(); m++, v += 3) {
                builder.sum(m, vectors[v].getLong(row), vectors[v + 1].getDouble(row), vectors[v + 2].getDouble(row));
            }
        }
    }

    @Override
    public List<MomentBlock> moments(MomentsQuery query) {
        FactTable table = tables.get(query.fact());
        if (table == null) {
            return List.of();
        }
        new KnownColumns(table).check(query);
        CubeSql sql = sql(table.kind(), from(table.kind(), query.filters()));
        List<String> columns = new ArrayList<>();
        query.blocks().forEach(key -> columns.add(sql.key(key)));
        query.variables().forEach(variable -> columns.add(sql.measure(variable)));
        String known = query.variables().stream()
                .map(variable -> " and " + Sql.name(variable) + " is not null")
                .collect(Collectors.joining());
        String text = "select %s from %s where %s%s"
                .formatted(
                        String.join(", ", columns),
                        from(table.kind(), query.filters()),
                        sql.where(query.filters()),
                        known);
        var blocks = new MomentBlocks(query);
        connections.query(text, sql.parameters(), chunk -> blocks.add(vectors(chunk), chunk.rowCount()));
        return blocks.list();
    }

    @Override
    public Rows rows(RowQuery query, long offset, int limit) {
        FactTable table = tables.get(query.fact());
        if (table == null) {
            return new Rows(List.of("file", "line"), List.of(), 0);
        }
        var known = new KnownColumns(table);
        known.check(query);
        List<Column> shown = known.shown(query);
        String columns = shown.stream()
                .map(c -> c.type() == ColumnType.TEXT ? Sql.name(c.name()) + "::varchar" : Sql.name(c.name()))
                .collect(Collectors.joining(", "));
        CubeSql sql = sql(table.kind(), from(table.kind(), query.filters()));
        String from = "from %s where %s".formatted(from(table.kind(), query.filters()), sql.where(query.filters()));
        List<List<@Nullable String>> page = new ArrayList<>();
        connections.query(
                "select %s %s order by file nulls first, line nulls first limit %d offset %d"
                        .formatted(columns, from, limit, offset),
                sql.parameters(),
                chunk -> {
                    DuckDBReadableVector[] vectors = vectors(chunk);
                    for (long row = 0; row < chunk.rowCount(); row++) {
                        List<@Nullable String> values = new ArrayList<>();
                        for (int c = 0; c < vectors.length; c++) {
                            values.add(Rows.text(value(shown.get(c).type(), vectors[c], row)));
                        }
                        page.add(Collections.unmodifiableList(values));
                    }
                });
        return new Rows(
                shown.stream().map(Column::name).toList(),
                page,
                connections.number("select count(*) " + from, sql.parameters()));
    }

    /// Closes the lake as well.
    @Override
    public void close() {
        lake.close();
    }

    private CubeSql sql(FactKind kind, String from) {
        return new CubeSql(Words.DUCKDB, Objects.requireNonNull(tables.get(kind)), from);
    }

    /// The rows that filters may let pass, as they come after FROM.
    private String from(FactKind kind, List<Filter> filters) {
        MonthlyFiles monthly = pages.get(kind);
        return monthly == null ? Sql.name(kind.table()) : monthly.some(filters);
    }

    /// The tables keep days as numbers.
    private enum Words implements Dialect {
        DUCKDB;

        @Override
        public String dayNumber() {
            return "day";
        }

        @Override
        public String date() {
            return "(date '1970-01-01' + day)";
        }

        @Override
        public String seconds(String column) {
            return "(%s // 1000000)".formatted(column);
        }

        @Override
        public String literal(Instant time) {
            return String.valueOf(time.getEpochSecond() * 1_000_000);
        }

        @Override
        public String literal(LocalDate day) {
            return String.valueOf(day.toEpochDay());
        }
    }

    /// Hands every row of a table over, with the columns that were derived.
    ///
    /// @param to takes rows of [#table] of the kind
    public void copy(FactKind kind, FactAppender to) {
        FactTable table = Objects.requireNonNull(tables.get(kind));
        String columns = table.columns().stream()
                .map(c -> c.type() == ColumnType.TEXT ? Sql.name(c.name()) + "::varchar" : Sql.name(c.name()))
                .collect(Collectors.joining(", "));
        var row = new FactRow(table);
        connections.query("select %s from %s".formatted(columns, Sql.name(kind.table())), List.of(), chunk -> {
            DuckDBReadableVector[] vectors = vectors(chunk);
            for (long r = 0; r < chunk.rowCount(); r++) {
                row.clear();
                for (int c = 0; c < vectors.length; c++) {
                    if (!vectors[c].isNull(r)) {
                        set(row, c, table.columns().get(c).type(), vectors[c], r);
                    }
                }
                to.append(row);
            }
        });
    }

    private static void set(FactRow row, int column, ColumnType type, DuckDBReadableVector vector, long at) {
        switch (type) {
            case TEXT -> row.text(column, Objects.requireNonNull(vector.getString(at)));
            case NUMBER -> row.number(column, vector.getDouble(at));
            case FLAG -> row.flag(column, vector.getBoolean(at));
            case TIME -> row.time(column, vector.getLong(at));
            case DATE -> row.date(column, vector.getInt(at));
        }
    }

    static @Nullable Object key(Key key, DuckDBReadableVector vector, long row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (key) {
            case Key.By by -> vector.getString(row);
            case Key.Day day -> LocalDate.ofEpochDay(vector.getInt(row));
            case Key.Week week -> LocalDate.ofEpochDay(vector.getInt(row));
            case Key.Month month -> {
                int months = vector.getInt(row);
                yield LocalDate.of(Math.floorDiv(months, 12), Math.floorMod(months, 12) + 1, 1);
            }
            case Key.Hour hour -> vector.getDouble(row);
            case Key.Bin bin -> vector.getDouble(row) + 0.0;
            case Key.LogBin bin -> vector.getDouble(row) + 0.0;
            case Key.Value exact -> vector.getDouble(row) + 0.0;
        };
    }

    private static @Nullable Object value(ColumnType type, DuckDBReadableVector vector, long row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (type) {
            case TEXT -> vector.getString(row);
            case NUMBER -> vector.getDouble(row);
            case FLAG -> vector.getBoolean(row);
            case TIME -> Instant.EPOCH.plus(vector.getLong(row), ChronoUnit.MICROS);
            case DATE -> LocalDate.ofEpochDay(vector.getInt(row));
        };
    }

    private static DuckDBReadableVector[] vectors(DuckDBDataChunkReader chunk) {
        var vectors = new DuckDBReadableVector[Math.toIntExact(chunk.columnCount())];
        for (int v = 0; v < vectors.length; v++) {
            vectors[v] = chunk.vector(v);
        }
        return vectors;
    }
}
