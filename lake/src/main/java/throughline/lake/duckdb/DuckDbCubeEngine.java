package throughline.lake.duckdb;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

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
        var sql = new Sql(table);
        int keys = query.keys().size();
        List<String> inner = new ArrayList<>();
        List<String> outer = new ArrayList<>();
        for (int k = 0; k < keys; k++) {
            inner.add(Sql.key(query.keys().get(k)) + " k" + k);
            outer.add("k" + k + cast(query.keys().get(k)));
        }
        inner.add("count(*) n");
        outer.add("n");
        for (int m = 0; m < query.measures().size(); m++) {
            String measure = sql.measure(query.measures().get(m));
            inner.add("count(%1$s) c%2$d, avg(%1$s) a%2$d, var_pop(%1$s) v%2$d".formatted(measure, m));
            outer.add("c%1$d, coalesce(a%1$d, 0e0), coalesce(v%1$d * c%1$d, 0e0)".formatted(m));
        }
        String grouped = IntStream.range(0, keys).mapToObj(k -> "k" + k).collect(Collectors.joining(", "));
        String text = "select %s from (select %s from %s where %s%s) where n > 0"
                .formatted(
                        String.join(", ", outer),
                        String.join(", ", inner),
                        Sql.name(table.kind().table()),
                        sql.where(query.filters()),
                        keys == 0 ? "" : " group by " + grouped);
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
        var sql = new Sql(table);
        List<String> columns = new ArrayList<>();
        query.blocks().forEach(key -> columns.add(Sql.key(key) + cast(key)));
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
        var sql = new Sql(table);
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

    private static String cast(Key key) {
        return switch (key) {
            case Key.By by -> "::varchar";
            case Key.Day day -> "::int";
            case Key.Week week -> "::int";
            case Key.Month month -> "::int";
            case Key.Bin bin -> "::double";
            case Key.LogBin bin -> "::double";
            case Key.Value exact -> "::double";
        };
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
