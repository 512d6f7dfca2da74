package throughline.workspace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    private final DuckDbLake lake;
    private final FactTable table;
    private final TableFindings findings;
    private final ScaleCheck scales;
    private final String from;

    KeptFindings(DuckDbLake lake, FactTable table, Organisation organisation) {
        this.lake = lake;
        this.table = table;
        this.findings = new TableFindings(table.kind(), organisation);
        this.scales = new ScaleCheck(table.kind(), organisation.measures());
        this.from = DuckDbLake.given(table.kind());
    }

    TableLook look(long rows) {
        findings.begin(table);
        scales.begin(table);
        Object[] days = lake.ask("select min(day)::bigint, max(day)::bigint from %s".formatted(from))
                .getFirst();
        findings.days(Math.toIntExact((Long) days[0]), Math.toIntExact((Long) days[1]));
        beyond();
        findings.texts()
                .forEach(column -> lake.ask(
                                "select %1$s, count(*) from %2$s where %1$s is not null group by 1 order by 1"
                                        .formatted(name(column), from))
                        .forEach(row -> findings.text(column, (String) row[0], (Long) row[1])));
        findings.measured().forEach(this::measure);
        if (table.kind() == FactKind.READINGS) {
            readings();
        }
        return new TableLook(table.kind(), rows, findings, scales);
    }

    private void beyond() {
        scales.scales()
                .forEach((column, scale) -> lake.ask("select file, count(*) from %s where not %s group by 1"
                                .formatted(from, within(name(column), scale)))
                        .forEach(row -> scales.count((String) row[0], column, (Long) row[1])));
        scales.readings()
                .forEach((id, scale) -> lake.ask(
                                "select file, count(*) from %s where measure = %s and not %s group by 1"
                                        .formatted(from, ParquetFiles.text(id), within("value", scale)))
                        .forEach(row -> scales.count((String) row[0], id, (Long) row[1])));
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
        String rows = "(select file, %s v from %s where %s is not null%s)"
                .formatted(
                        value,
                        from,
                        name(column.name()),
                        limit == null ? "" : " and " + within(name(column.name()), limit));
        List<Object[]> different = lake.ask("select v, count(*) from %s group by 1 limit %s".formatted(rows, ENOUGH));
        ValueRange all = range(different);
        if (all.empty()) {
            return;
        }
        if (different.size() == ENOUGH) {
            Object[] ends = lake.ask(
                            "select min(v), max(v), bool_and(v = trunc(v))::int::bigint from %s".formatted(rows))
                    .getFirst();
            all.stretch((Double) ends[0], (Double) ends[1], (Long) ends[2] == 1);
            findings.values("", column.name(), all);
        } else if (findings.mayStray(column.name()) && all.stray().isPresent()) {
            byFile(
                    column.name(),
                    lake.ask("select v, count(*), file from %s group by 1, 3 order by 3".formatted(rows)));
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
        for (Object[] row : lake.ask(
                "select measure, min(value), max(value), bool_and(value = trunc(value))::int::bigint from %s where measure is not null and value is not null group by 1 order by 1 limit 10000"
                        .formatted(from))) {
            var range = new ValueRange();
            range.add((Double) row[1], 1);
            range.add((Double) row[2], 1);
            range.stretch((Double) row[1], (Double) row[2], (Long) row[3] == 1);
            findings.reading((String) row[0], range);
        }
    }

    private static String name(String column) {
        return ParquetFiles.name(column);
    }
}
