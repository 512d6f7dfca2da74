package throughline.lake.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// Rows that were appended: one Parquet file an appender.
final class AppendedStage implements Stage {

    private record Segment(String file, SegmentAppender appender) {}

    private final FactKind kind;
    private final List<Segment> segments = new ArrayList<>();
    private FactTable table;

    AppendedStage(FactKind kind) {
        this.kind = kind;
        this.table = new FactTable(kind, FactTable.SYSTEM);
    }

    @Override
    public FactKind kind() {
        return kind;
    }

    @Override
    public FactTable table() {
        return table;
    }

    /// Adds a segment.
    ///
    /// @throws IllegalArgumentException if the type of a column differs from that in another segment
    void add(String file, SegmentAppender appender) {
        table = table.plus(appender.table());
        segments.add(new Segment(file, appender));
    }

    @Override
    public boolean empty() {
        return segments.stream().allMatch(s -> s.appender().rows() == 0);
    }

    private List<Segment> filled() {
        return segments.stream().filter(s -> s.appender().rows() > 0).toList();
    }

    @Override
    public Optional<String> scan() {
        List<Segment> filled = filled();
        return filled.stream().allMatch(s -> s.appender().table().equals(table))
                ? Optional.of(Workshop.scan(filled.stream().map(Segment::file).toList()))
                : Optional.empty();
    }

    @Override
    public boolean unique() {
        List<Segment> filled = filled();
        return kind.id().filter(id -> table.position(id) >= 0).isEmpty()
                || (filled.size() == 1 && filled.getFirst().appender().ascending());
    }

    @Override
    public String select() {
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
                : "null::%s %s".formatted(Stage.type(column.type()), Sql.name(column.name()));
    }
}
