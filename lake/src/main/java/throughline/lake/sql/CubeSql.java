package throughline.lake.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactTable;
import throughline.statistics.LogHistogram;

/// One SELECT over one fact table in the making: names are quoted, texts are bound, numbers written exactly.
///
/// Names must have passed [throughline.lake.cube.KnownColumns]; quoting is a second lock on the same door.
public final class CubeSql {

    private final Dialect dialect;
    private final FactTable table;
    private final String from;
    private final List<String> parameters = new ArrayList<>();

    /// A statement to be made.
    ///
    /// @param from what the table is called in FROM
    public CubeSql(Dialect dialect, FactTable table, String from) {
        this.dialect = dialect;
        this.table = table;
        this.from = from;
    }

    /// The texts to bind, in order.
    public List<String> parameters() {
        return parameters;
    }

    /// The cells of a query. First come the keys (texts; whole numbers for days, see [#key]; doubles), then the
    /// number of rows, then for each measure its count, mean and centred squares.
    public String scan(CubeQuery query) {
        int keys = query.keys().size();
        List<String> inner = new ArrayList<>();
        List<String> outer = new ArrayList<>();
        for (int k = 0; k < keys; k++) {
            inner.add(value(query.keys().get(k)) + " as k" + k);
            outer.add(cast(query.keys().get(k), "k" + k));
        }
        inner.add("count(*) as n");
        outer.add("n");
        for (int m = 0; m < query.measures().size(); m++) {
            String measure = measure(query.measures().get(m));
            inner.add("count(%1$s) as c%2$d, avg(%1$s) as a%2$d, var_pop(%1$s) as v%2$d".formatted(measure, m));
            outer.add("c%1$d, coalesce(a%1$d, 0e0), coalesce(v%1$d * c%1$d, 0e0)".formatted(m));
        }
        return "select %s from (select %s from %s where %s%s) as cells where n > 0"
                .formatted(
                        String.join(", ", outer),
                        String.join(", ", inner),
                        from,
                        where(query.filters()),
                        grouped(keys));
    }

    /// GROUP BY the first columns of the answer, where there are keys.
    public static String grouped(int keys) {
        return keys == 0
                ? ""
                : " group by "
                        + IntStream.rangeClosed(1, keys)
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(", "));
    }

    /// What a key groups by: a whole number for days (months since year 0 for a month), a double for numbers,
    /// else a text.
    public String key(Key key) {
        return cast(key, value(key));
    }

    private String value(Key key) {
        return switch (key) {
            case Key.By by -> Sql.name(by.column());
            case Key.Day day -> dialect.dayNumber();
            case Key.Week week -> "%1$s - ((%1$s + 3) %% 7 + 7) %% 7".formatted(dialect.dayNumber());
            case Key.Month month -> "year(%1$s) * 12 + month(%1$s) - 1".formatted(dialect.date());
            case Key.Hour hour -> LocalHour.of(dialect, Sql.name(hour.column()), hour.zone());
            case Key.Bin bin ->
                "floor(%1$s / %2$s) * %2$s + 0e0".formatted(Sql.name(bin.column()), Sql.number(bin.width()));
            case Key.LogBin bin -> logBin(Sql.name(bin.column()));
            // Of two zeros one is negative, and engines do not agree whether they are the same.
            case Key.Value value -> Sql.name(value.column()) + " + 0e0";
        };
    }

    private static String cast(Key key, String value) {
        return "cast(%s as %s)"
                .formatted(
                        value,
                        switch (key) {
                            case Key.By by -> "varchar";
                            case Key.Day day -> "integer";
                            case Key.Week week -> "integer";
                            case Key.Month month -> "integer";
                            case Key.Hour hour -> "double";
                            case Key.Bin bin -> "double";
                            case Key.LogBin bin -> "double";
                            case Key.Value exact -> "double";
                        });
    }

    /// A power of two near the value is exact, so is the division by it; the edges then decide, as in
    /// [LogHistogram#bin]. Beside a power of two the logarithm may be rounded to the wrong side, hence the edges at
    /// 1 and 2.
    private static String logBin(String column) {
        String mantissa = "(%1$s / pow(2e0, floor(log2(%1$s))))".formatted(column);
        String steps = LogHistogram.EDGES.stream()
                .map(edge -> "cast(%s >= %s as integer)".formatted(mantissa, Sql.number(edge)))
                .collect(Collectors.joining(" + "));
        return "case when %1$s > 0 then 8 * floor(log2(%1$s)) - cast(%2$s < 1 as integer) + %3$s + cast(%2$s >= 2 as integer) end"
                .formatted(column, mantissa, steps);
    }

    /// A NUMBER column, or a FLAG as 1 and 0.
    public String measure(String column) {
        return table.find(column).orElseThrow().type() == ColumnType.FLAG
                ? "cast(cast(%s as integer) as double)".formatted(Sql.name(column))
                : Sql.name(column);
    }

    /// The condition that all filters pass.
    public String where(List<Filter> filters) {
        return filters.isEmpty()
                ? "true"
                : filters.stream().map(this::condition).collect(Collectors.joining(" and "));
    }

    private String condition(Filter filter) {
        return switch (filter) {
            case Filter.In in -> in(in);
            case Filter.Is is -> "%s = %s".formatted(Sql.name(is.column()), is.value());
            case Filter.Range range -> range(range);
            case Filter.Days days ->
                "day between %s and %s".formatted(dialect.literal(days.from()), dialect.literal(days.to()));
            case Filter.Missing missing -> Sql.name(missing.column()) + " is null";
            case Filter.Known known -> Sql.name(known.column()) + " is not null";
            case Filter.Any any ->
                any.filters().isEmpty()
                        ? "false"
                        : any.filters().stream().map(this::condition).collect(Collectors.joining(" or ", "(", ")"));
        };
    }

    private String in(Filter.In in) {
        if (in.values().isEmpty()) {
            return "false";
        }
        in.values().stream().sorted().forEach(parameters::add);
        return in.values().stream()
                .map(value -> "?")
                .collect(Collectors.joining(", ", Sql.name(in.column()) + " in (", ")"));
    }

    private static String range(Filter.Range range) {
        if (Double.isNaN(range.from()) || Double.isNaN(range.below())) {
            return "false";
        }
        var ends = new ArrayList<String>();
        ends.add(Sql.name(range.column()) + " is not null");
        Map.of(">=", range.from(), "<", range.below()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(end -> ends.add(end(Sql.name(range.column()), end.getKey(), end.getValue())));
        return String.join(" and ", ends);
    }

    private static String end(String column, String comparison, double bound) {
        if (Double.isInfinite(bound)) {
            boolean open = comparison.equals("<") == bound > 0;
            return open ? "true" : "false";
        }
        return column + " " + comparison + " " + Sql.number(bound);
    }
}
