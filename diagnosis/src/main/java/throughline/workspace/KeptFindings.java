package throughline.workspace;

import static throughline.lake.duckdb.DuckDbLake.MONTH;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.ColumnarCube;
import throughline.lake.duckdb.Bounds;
import throughline.lake.duckdb.DuckDbLake;
import throughline.lake.duckdb.ParquetFiles;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.organisation.MeasureInference;
import throughline.organisation.Organisation;

/// Finds of a kept table what [TableFindings] and [ScaleCheck] find of rows that pass.
final class KeptFindings {

    private static final int ENOUGH = MeasureInference.MOST_ANSWERS + 1;

    /// So many measures of readings are looked at.
    private static final int MOST_READ = 10_000;

    private final DuckDbLake lake;
    private final FactTable table;
    private final TableFindings findings;
    private final ScaleCheck scales;

    KeptFindings(DuckDbLake lake, FactTable table, Organisation organisation) {
        this.lake = lake;
        this.table = table;
        this.findings = new TableFindings(table.kind(), organisation);
        this.scales = new ScaleCheck(table.kind(), organisation.measures());
    }

    TableLook look(long rows) {
        findings.begin(table);
        scales.begin(table);
        ask(from -> "select %s, min(day)::bigint, max(day)::bigint from %s group by 1".formatted(MONTH, from))
                .forEach(days -> findings.days(Math.toIntExact((Long) days[0]), Math.toIntExact((Long) days[1])));
        beyond();
        findings.texts()
                .forEach(column -> counts(name(column), name(column) + " is not null")
                        .forEach((value, rowsOf) -> findings.text(column, value, rowsOf)));
        findings.measured().forEach(this::measure);
        if (table.kind() == FactKind.READINGS) {
            readings();
        }
        return new TableLook(table.kind(), rows, findings, scales);
    }

    private List<Object[]> ask(UnaryOperator<String> select) {
        return lake.monthly(table.kind(), select);
    }

    /// How many rows have each text of a column.
    private SortedMap<String, Long> counts(String column, String where) {
        var counts = new TreeMap<String, Long>(ColumnarCube.TEXT_ORDER);
        ask(from -> "select %s, %s, count(*) from %s where %s group by 1, 2".formatted(MONTH, column, from, where))
                .forEach(row -> counts.merge((String) row[0], (Long) row[1], Long::sum));
        return counts;
    }

    private void beyond() {
        scales.scales()
                .forEach((column, scale) -> counts("file", "not " + within(name(column), scale))
                        .forEach((file, rows) -> scales.count(file, column, rows)));
        scales.readings()
                .forEach((id, scale) -> counts(
                                "file",
                                "measure = %s and not %s".formatted(ParquetFiles.text(id), within("value", scale)))
                        .forEach((file, rows) -> scales.count(file, id, rows)));
    }

    private static String within(String column, Bounds scale) {
        return "(%s between %se0 and %se0)".formatted(column, plain(scale.low()), plain(scale.high()));
    }

    private static String plain(double value) {
        return new java.math.BigDecimal(value).toPlainString();
    }

    /// The values of one measure: of a few different ones how many rows have each, of many how far they
    /// reach.
    private void measure(Column column) {
        String value = column.type() == ColumnType.FLAG ? name(column.name()) + "::int::double" : name(column.name());
        Bounds limit = scales.limits().get(column.name());
        String known = " where %s is not null%s"
                .formatted(name(column.name()), limit == null ? "" : " and " + within(name(column.name()), limit));
        var different = new TreeMap<Double, Long>();
        ask(from -> """
                select month, v, n from (select month, v, n, row_number() over (partition by month order by v) r
                from (select %s as month, %s v, count(*) n from %s%s group by 1, 2)) where r <= %s
                """.formatted(MONTH, value, from, known, ENOUGH))
                .forEach(row -> different.merge((Double) row[0], (Long) row[1], Long::sum));
        var all = new ValueRange();
        different.entrySet().stream().limit(ENOUGH).forEach(v -> all.add(v.getKey(), v.getValue()));
        if (all.empty()) {
            return;
        }
        if (different.size() >= ENOUGH) {
            ask(from ->
                            "select month, min(v), max(v), bool_and(v = trunc(v))::int::bigint from (select %s as month, %s v from %s%s) group by 1"
                                    .formatted(MONTH, value, from, known))
                    .forEach(ends -> all.stretch((Double) ends[0], (Double) ends[1], (Long) ends[2] == 1));
            findings.values("", column.name(), all);
        } else if (findings.mayStray(column.name()) && all.stray().isPresent()) {
            byFile(
                    column.name(),
                    lake.ask("select v, count(*), file from (select file, %s v from %s%s) group by 1, 3 order by 3"
                            .formatted(value, DuckDbLake.given(table.kind()), known)));
        } else {
            findings.values("", column.name(), all);
        }
    }

    private void byFile(String column, List<Object[]> values) {
        @Nullable String file = null;
        var some = new ArrayList<Object[]>();
        for (Object[] row : values) {
            if (file != null && !file.equals(row[2])) {
                findings.values(file, column, range(some));
                some.clear();
            }
            file = (String) row[2];
            some.add(row);
        }
        if (file != null) {
            findings.values(file, column, range(some));
        }
    }

    private static ValueRange range(List<Object[]> values) {
        var range = new ValueRange();
        values.forEach(row -> range.add((Double) row[0], (Long) row[1]));
        return range;
    }

    private void readings() {
        var ends = new TreeMap<String, Ends>(ColumnarCube.TEXT_ORDER);
        ask(from ->
                        "select %s, measure, min(value), max(value), bool_and(value = trunc(value))::int::bigint from %s where measure is not null and value is not null group by 1, 2"
                                .formatted(MONTH, from))
                .forEach(row -> ends.merge(
                        (String) row[0], new Ends((Double) row[1], (Double) row[2], (Long) row[3] == 1), Ends::and));
        ends.entrySet().stream().limit(MOST_READ).forEach(measure -> {
            var range = new ValueRange();
            range.add(measure.getValue().low(), 1);
            range.add(measure.getValue().high(), 1);
            range.stretch(
                    measure.getValue().low(),
                    measure.getValue().high(),
                    measure.getValue().whole());
            findings.reading(measure.getKey(), range);
        });
    }

    /// Between what values lie, and whether all are whole.
    private record Ends(double low, double high, boolean whole) {

        Ends and(Ends other) {
            return new Ends(Math.min(low, other.low), Math.max(high, other.high), whole && other.whole);
        }
    }

    private static String name(String column) {
        return ParquetFiles.name(column);
    }
}
