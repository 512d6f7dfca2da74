package throughline.lake.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactTable;
import throughline.statistics.LogHistogram;

/// One SELECT over one fact table in the making: names are quoted, texts are bound, numbers written
/// exactly.
///
/// Names must have passed [throughline.lake.cube.KnownColumns]; quoting is a second lock on the same door.
final class Sql {

    private final FactTable table;
    private final List<String> parameters = new ArrayList<>();

    Sql(FactTable table) {
        this.table = table;
    }

    /// A name in double quotes.
    static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /// A text in single quotes.
    static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    /// A number as a double; the exponent keeps DuckDB from reading it as a decimal.
    static String number(double value) {
        String digits = Double.toString(value);
        return digits.contains("E") ? digits : digits + "e0";
    }

    /// The texts to bind, in order.
    List<String> parameters() {
        return parameters;
    }

    /// What a key groups by: an integer for days (see [#week], [#month]), a double for numbers, else text
    /// or flag.
    static String key(Key key) {
        return switch (key) {
            case Key.By by -> name(by.column());
            case Key.Day day -> "day";
            case Key.Week week -> "day - ((day + 3) % 7 + 7) % 7";
            case Key.Month month -> "(year(date '1970-01-01' + day) * 12 + month(date '1970-01-01' + day) - 1)::int";
            case Key.Bin bin -> "floor(%1$s / %2$s) * %2$s".formatted(name(bin.column()), number(bin.width()));
            case Key.LogBin bin -> logBin(name(bin.column()));
            case Key.Value value -> name(value.column());
        };
    }

    /// A power of two near the value is exact, so is the division by it; the edges then decide, as in
    /// [LogHistogram#bin]. Just below a power of two the logarithm may round up, hence the edge at 1.
    private static String logBin(String column) {
        String mantissa = "(%1$s / pow(2e0, floor(log2(%1$s))))".formatted(column);
        String steps = LogHistogram.EDGES.stream()
                .map(edge -> "(%s >= %s)::int".formatted(mantissa, number(edge)))
                .collect(Collectors.joining(" + "));
        return "case when %1$s > 0 then 8 * floor(log2(%1$s)) - (%2$s < 1)::int + %3$s end"
                .formatted(column, mantissa, steps);
    }

    /// A NUMBER column, or a FLAG as 1 and 0.
    String measure(String column) {
        return table.find(column).orElseThrow().type() == ColumnType.FLAG
                ? name(column) + "::int::double"
                : name(column);
    }

    /// The condition that all filters pass.
    String where(List<Filter> filters) {
        return filters.isEmpty()
                ? "true"
                : filters.stream().map(this::condition).collect(Collectors.joining(" and "));
    }

    private String condition(Filter filter) {
        return switch (filter) {
            case Filter.In in -> in(in);
            case Filter.Is is -> "%s = %s".formatted(name(is.column()), is.value());
            case Filter.Range range -> range(range);
            case Filter.Days days ->
                "day between %d and %d"
                        .formatted(days.from().toEpochDay(), days.to().toEpochDay());
            case Filter.Missing missing -> name(missing.column()) + " is null";
            case Filter.Known known -> name(known.column()) + " is not null";
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
                .collect(Collectors.joining(", ", name(in.column()) + " in (", ")"));
    }

    private static String range(Filter.Range range) {
        if (Double.isNaN(range.from()) || Double.isNaN(range.below())) {
            return "false";
        }
        var ends = new ArrayList<String>();
        ends.add(name(range.column()) + " is not null");
        Map.of(">=", range.from(), "<", range.below()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(end -> ends.add(end(name(range.column()), end.getKey(), end.getValue())));
        return String.join(" and ", ends);
    }

    private static String end(String column, String comparison, double bound) {
        if (Double.isInfinite(bound)) {
            boolean open = comparison.equals("<") == bound > 0;
            return open ? "true" : "false";
        }
        return column + " " + comparison + " " + number(bound);
    }
}
