package throughline.lake.duckdb;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.ColumnarCube;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Key;
import throughline.lake.cube.KnownColumns;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
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

    DuckDbCubeEngine(Connections connections, List<FactTable> tables, DuckDbLake lake) {
        this.connections = connections;
        this.lake = lake;
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
        var builder = new ColumnarCube.Builder(query.keys(), query.measures());
        FactTable table = tables.get(query.fact());
        if (table == null) {
            return builder.build();
        }
        new KnownColumns(table).check(query);
        CubeSql sql = sql(table);
        String text = sql.scan(query);
        connections.query(text, sql.parameters(), chunk -> cells(chunk, query, builder));
        return builder.build();
    }

    private static void cells(DuckDBDataChunkReader chunk, CubeQuery query, ColumnarCube.Builder builder) {
        List<Key> keys = query.keys();
        DuckDBReadableVector[] vectors = vectors(chunk);
        for (long row = 0; row < chunk.rowCount(); row++) {
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
        CubeSql sql = sql(table);
        List<String> columns = new ArrayList<>();
        query.blocks().forEach(key -> columns.add(sql.key(key)));
        query.variables().forEach(variable -> columns.add(sql.measure(variable)));
        String known = query.variables().stream()
                .map(variable -> " and " + Sql.name(variable) + " is not null")
                .collect(Collectors.joining());
        String text = "select %s from %s where %s%s"
                .formatted(
                        String.join(", ", columns), Sql.name(table.kind().table()), sql.where(query.filters()), known);
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
        CubeSql sql = sql(table);
        String from = "from %s where %s".formatted(Sql.name(table.kind().table()), sql.where(query.filters()));
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

    private static CubeSql sql(FactTable table) {
        return new CubeSql(Words.DUCKDB, table, Sql.name(table.kind().table()));
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
