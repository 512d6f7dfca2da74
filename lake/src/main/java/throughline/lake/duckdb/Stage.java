package throughline.lake.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// The rows of one kind as they were appended: one Parquet file an appender.
final class Stage {

    private record Segment(String file, SegmentAppender appender) {}

    private final FactKind kind;
    private final List<Segment> segments = new ArrayList<>();
    private FactTable table;

    Stage(FactKind kind) {
        this.kind = kind;
        this.table = new FactTable(kind, FactTable.SYSTEM);
    }

    FactKind kind() {
        return kind;
    }

    /// The columns of all segments.
    FactTable table() {
        return table;
    }

    /// Adds a segment.
    ///
    /// @throws IllegalArgumentException if the type of a column differs from that in another segment
    void add(String file, SegmentAppender appender) {
        table = table.plus(appender.table());
        segments.add(new Segment(file, appender));
    }

    boolean empty() {
        return segments.stream().allMatch(s -> s.appender().rows() == 0);
    }

    private List<Segment> filled() {
        return segments.stream().filter(s -> s.appender().rows() > 0).toList();
    }

    /// The files as one table, where all have the same columns.
    Optional<String> scan() {
        List<Segment> filled = filled();
        return filled.stream().allMatch(s -> s.appender().table().equals(table))
                ? Optional.of(Workshop.scan(filled.stream().map(Segment::file).toList()))
                : Optional.empty();
    }

    /// Whether it is already clear that no id occurs twice: the kind has none, or they came in ascending
    /// order.
    boolean unique() {
        List<Segment> filled = filled();
        return kind.id().filter(id -> table.position(id) >= 0).isEmpty()
                || (filled.size() == 1 && filled.getFirst().appender().ascending());
    }

    /// A SELECT of all columns of the rows as appended, and before them `rn`, which rises in the order of
    /// appending.
    String select() {
        List<String> parts = new ArrayList<>();
        for (int s = 0; s < segments.size(); s++) {
            Segment segment = segments.get(s);
            if (segment.appender().rows() > 0) {
                long first = (long) s << 40;
                String columns = table.columns().stream()
                        .map(column -> column(segment, column))
                        .collect(Collectors.joining(", "));
                parts.add("select file_row_number + %d rn, %s from read_parquet(%s, file_row_number = true)"
                        .formatted(first, columns, Sql.text(segment.file())));
            }
        }
        return String.join(" union all ", parts);
    }

    private static String column(Segment segment, Column column) {
        return segment.appender().table().position(column.name()) >= 0
                ? Sql.name(column.name())
                : "null::%s %s".formatted(type(column.type()), Sql.name(column.name()));
    }

    /// The type of DuckDB that a column is kept as.
    static String type(ColumnType type) {
        return switch (type) {
            case TEXT -> "varchar";
            case NUMBER -> "double";
            case FLAG -> "boolean";
            case TIME -> "bigint";
            case DATE -> "integer";
        };
    }
}
