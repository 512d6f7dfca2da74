package throughline.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

/// The first rows of a foreign file as a mapping reads them, and the first that it cannot read.
///
/// @param fields the fields, in the order of the mapping
public record TablePreview(List<String> fields, List<Row> rows) {

    private static final int LOOKED_AT = 10_000;

    /// One row.
    ///
    /// @param line of the file
    /// @param cells one a field, as they will be read
    /// @param fault name of the field that cannot be read, or empty
    /// @param reason what is wrong with it, or empty
    public record Row(long line, List<String> cells, String fault, String reason) {}

    /// Reads the first rows.
    ///
    /// @param good most rows that can be read
    /// @param bad most rows that cannot, behind them
    /// @throws UnreadableFileException if no row of it can be read
    public static TablePreview of(Path file, Path mapping, int good, int bad) throws IOException {
        Mapping.Table rules = Mapping.read(mapping).tables().getFirst();
        String name = String.valueOf(file.getFileName());
        try (RecordSource source =
                new TableFile(file, name, Optional.of(rules), false).open(new Rejects(reject -> {}))) {
            List<@Nullable String> names = ColumnNames.of(rules.kind(), source.columns(), new ArrayList<>(), name);
            var table = table(rules, names);
            var plan = new RowPlan(table, name, names, new TimeText(ZoneOffset.UTC));
            var row = new FactRow(table);
            var read = new ArrayList<Row>();
            var wrong = new ArrayList<Row>();
            for (int i = 0; i < LOOKED_AT && (read.size() < good || wrong.size() < bad) && source.next(); i++) {
                RowPlan.Fault fault = plan.fill(source.cells(), source.line(), row);
                if (fault == null && read.size() < good) {
                    read.add(row(source, "", ""));
                } else if (fault != null && wrong.size() < bad) {
                    wrong.add(row(source, fault.column(), fault.reason()));
                }
            }
            read.addAll(wrong);
            return new TablePreview(source.columns(), List.copyOf(read));
        }
    }

    private static FactTable table(Mapping.Table rules, List<@Nullable String> names) {
        var columns = new ArrayList<>(FactTable.SYSTEM);
        for (String name : names) {
            if (name != null) {
                columns.add(rules.kind().columns().stream()
                        .filter(c -> c.name().equals(name))
                        .findFirst()
                        .orElse(new Column(name, ColumnType.TEXT)));
            }
        }
        return new FactTable(rules.kind(), columns);
    }

    private static Row row(RecordSource source, String fault, String reason) {
        var cells = new ArrayList<String>();
        for (int i = 0; i < source.columns().size(); i++) {
            cells.add(source.cells().empty(i) ? "" : source.cells().string(i));
        }
        return new Row(source.line(), List.copyOf(cells), fault, reason);
    }
}
