package throughline.lake.duckdb;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// Rows that a workshop has put into one file, no id twice.
///
/// @param file where they are, in their order
record WrittenStage(FactTable table, String file) implements Stage {

    @Override
    public FactKind kind() {
        return table.kind();
    }

    @Override
    public boolean empty() {
        return false;
    }

    @Override
    public Optional<String> scan() {
        return Optional.of("(select %s from %s)".formatted(columns(), Workshop.scan(List.of(file))));
    }

    @Override
    public boolean unique() {
        return true;
    }

    @Override
    public String select() {
        return "select file_row_number rn, %s from read_parquet(%s, file_row_number = true)"
                .formatted(columns(), Sql.text(file));
    }

    private String columns() {
        return table.columns().stream().map(c -> Sql.name(c.name())).collect(Collectors.joining(", "));
    }
}
