package throughline.lake.duckdb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// Rows that lie in Parquet files already, read where they are.
///
/// @param files those that are read, at least one
/// @param bounds values of a NUMBER column beyond them are as if they were empty
record KeptStage(KeptTable kept, List<KeptFile> files, Map<String, Bounds> bounds) implements Stage {

    @Override
    public FactKind kind() {
        return kept.table().kind();
    }

    @Override
    public FactTable table() {
        return kept.table();
    }

    @Override
    public boolean empty() {
        return false;
    }

    @Override
    public Optional<String> scan() {
        return Optional.of("(select %s from %s)".formatted(columns(), kept.from(files)));
    }

    @Override
    public boolean unique() {
        return true;
    }

    @Override
    public String select() {
        return "select (file_index::bigint << 40) + file_row_number rn, %s from %s"
                .formatted(columns(), kept.from(files));
    }

    /// All columns, as they are asked for.
    String columns() {
        return kept.table().columns().stream().map(this::column).collect(Collectors.joining(", "));
    }

    private String column(Column column) {
        Bounds bound = bounds.get(column.name());
        return bound == null
                ? ParquetFiles.fromStore(List.of(column))
                : "case when %1$s between %2$s and %3$s then %1$s end %1$s"
                        .formatted(Sql.name(column.name()), Sql.number(bound.low()), Sql.number(bound.high()));
    }
}
