package throughline.lake.trino;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.ColumnarCube;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.EngineUnavailableException;
import throughline.lake.cube.Key;
import throughline.lake.cube.KnownColumns;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.Plan;
import throughline.lake.iceberg.PublishedTables;
import throughline.lake.sql.CubeSql;
import throughline.lake.sql.Dialect;
import throughline.lake.sql.Sql;

/// Adds up the facts of [PublishedTables] with a Trino cluster, which reads the same files through its own Iceberg
/// connector. Each table is asked at the snapshot it had when the engine was made.
///
/// Trino adds doubles up in the order in which its workers come to an end: where a table has several files, the
/// last bits of a mean may differ from one time to the next, against the rule of [CubeEngine].
///
/// Joint moments are taken of the different combinations of values, each with the number of its rows: few for
/// answers on scales, as many as rows for measures.
public final class TrinoCubeEngine implements CubeEngine {

    private final String url;
    private final Properties login = new Properties();
    private final Map<FactKind, FactTable> tables = new EnumMap<>(FactKind.class);
    private final Map<FactKind, String> names = new EnumMap<>(FactKind.class);

    /// An engine over the tables as they are now.
    ///
    /// @param url address of the coordinator and name of the catalogue of the Iceberg connector, such as
    /// `jdbc:trino://coordinator:8080/lake`
    /// @param login `user`, and what else Trino's JDBC driver wants to know, such as `password` and `SSL`
    /// @param published the tables; they are only looked at, and may be closed
    public TrinoCubeEngine(String url, Map<String, String> login, PublishedTables published) {
        this.url = url;
        this.login.putAll(login);
        for (Plan plan : published.plans()) {
            tables.put(plan.kind(), plan.table());
            names.put(
                    plan.kind(),
                    "%s.%s for version as of %d"
                            .formatted(
                                    Sql.name(published.name()),
                                    Sql.name(plan.kind().table()),
                                    plan.snapshot()));
        }
    }

    @Override
    public String name() {
        return "trino";
    }

    @Override
    public Optional<FactTable> table(FactKind kind) {
        return Optional.ofNullable(tables.get(kind));
    }

    @Override
    public Cube scan(CubeQuery query) {
        List<Key> keys = query.keys();
        var builder = new ColumnarCube.Builder(keys, query.measures());
        FactTable table = tables.get(query.fact());
        if (table == null) {
            return builder.build();
        }
        new KnownColumns(table).check(query);
        CubeSql sql = sql(table);
        ask(sql.scan(query), sql.parameters(), row -> {
            builder.cell(row.getLong(keys.size() + 1));
            for (int k = 0; k < keys.size(); k++) {
                builder.key(k, key(keys.get(k), row, k + 1));
            }
            for (int m = 0, c = keys.size() + 2; m < query.measures().size(); m++, c += 3) {
                builder.sum(m, row.getLong(c), row.getDouble(c + 1), row.getDouble(c + 2));
            }
        });
        return builder.build();
    }

    @Override
    public List<MomentBlock> moments(MomentsQuery query) {
        FactTable table = tables.get(query.fact());
        if (table == null) {
            return List.of();
        }
        new KnownColumns(table).check(query);
        CubeSql sql = sql(table);
        List<Key> keys = query.blocks();
        List<String> columns = new ArrayList<>();
        keys.forEach(key -> columns.add(sql.key(key)));
        query.variables().forEach(variable -> columns.add(sql.measure(variable)));
        String known = query.variables().stream()
                .map(variable -> " and " + Sql.name(variable) + " is not null")
                .collect(Collectors.joining());
        String grouped = CubeSql.grouped(columns.size());
        String text = "select %s, count(*) from %s where %s%s%s%s"
                .formatted(
                        String.join(", ", columns),
                        names.get(query.fact()),
                        sql.where(query.filters()),
                        known,
                        grouped,
                        grouped.replace("group", "order"));
        var blocks = new Patterns(keys, query.variables().size());
        ask(text, sql.parameters(), row -> blocks.add(row, TrinoCubeEngine::key));
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
        String columns = shown.stream().map(c -> Sql.name(c.name())).collect(Collectors.joining(", "));
        CubeSql sql = sql(table);
        String from = "from %s where %s".formatted(names.get(query.fact()), sql.where(query.filters()));
        List<List<@Nullable String>> page = new ArrayList<>();
        ask(
                "select %s %s order by file nulls first, line nulls first offset %d limit %d"
                        .formatted(columns, from, offset, limit),
                sql.parameters(),
                row -> {
                    List<@Nullable String> values = new ArrayList<>();
                    for (int c = 0; c < shown.size(); c++) {
                        values.add(Rows.text(value(shown.get(c), row, c + 1)));
                    }
                    page.add(Collections.unmodifiableList(values));
                });
        var total = new long[1];
        ask("select count(*) " + from, sql.parameters(), row -> total[0] = row.getLong(1));
        return new Rows(shown.stream().map(Column::name).toList(), page, total[0]);
    }

    private CubeSql sql(FactTable table) {
        return new CubeSql(Words.TRINO, table, String.valueOf(names.get(table.kind())));
    }

    /// Does something with a row of an answer.
    private interface Each {
        void row(ResultSet row) throws SQLException;
    }

    private void ask(String sql, List<String> parameters, Each each) {
        try (Connection connection = DriverManager.getConnection(url, login);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    each.row(result);
                }
            }
        } catch (SQLException e) {
            throw new EngineUnavailableException(
                    "Trino did not answer: %s. Look at the cluster and ask again".formatted(e.getMessage()), e);
        }
    }

    static @Nullable Object key(Key key, ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            return null;
        }
        return switch (key) {
            case Key.By by -> (String) value;
            case Key.Day day -> LocalDate.ofEpochDay((Integer) value);
            case Key.Week week -> LocalDate.ofEpochDay((Integer) value);
            case Key.Month month ->
                LocalDate.of(Math.floorDiv((Integer) value, 12), Math.floorMod((Integer) value, 12) + 1, 1);
            case Key.Hour hour -> (Double) value;
            case Key.Bin bin -> (Double) value + 0.0;
            case Key.LogBin bin -> (Double) value + 0.0;
            case Key.Value exact -> (Double) value + 0.0;
        };
    }

    private static @Nullable Object value(Column column, ResultSet row, int position) throws SQLException {
        if (row.getObject(position) == null) {
            return null;
        }
        return switch (column.type()) {
            case TEXT -> row.getString(position);
            case NUMBER -> row.getDouble(position);
            case FLAG -> row.getBoolean(position);
            case TIME -> row.getTimestamp(position).toInstant();
            case DATE -> row.getDate(position).toLocalDate();
        };
    }

    /// The tables keep days as dates.
    private enum Words implements Dialect {
        TRINO;

        @Override
        public String dayNumber() {
            return "date_diff('day', date '1970-01-01', day)";
        }

        @Override
        public String date() {
            return "day";
        }

        @Override
        public String seconds(String column) {
            return "cast(floor(to_unixtime(%s)) as bigint)".formatted(column);
        }

        @Override
        public String literal(Instant time) {
            return "from_unixtime(%d)".formatted(time.getEpochSecond());
        }

        @Override
        public String literal(LocalDate day) {
            return "date '%s'".formatted(day);
        }
    }

    /// Nothing is held between questions.
    @Override
    public void close() {}
}
