package throughline.workspace;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.organisation.Register;

/// Rows of one of the small tables that are not among the facts yet, read by the rules by which all rows are.
///
/// @param register the good ones
/// @param rejects the others, each with the first cell that is wrong
public record CheckedRows(Register register, List<Reject> rejects) {

    /// Copies the list.
    public CheckedRows {
        rejects = List.copyOf(rejects);
    }

    /// Reads a file of rows.
    ///
    /// @param kind one of those that are kept in the register
    /// @param file named by what it holds, such as `rows.ndjson`
    /// @param zone in which a time without an offset is
    public static CheckedRows of(FactKind kind, Path file, ZoneId zone) {
        var rejects = new ArrayList<Reject>();
        var registers = new RegisterBuilder();
        var reader = new TableReader(
                kind, zone, new TableReader.Columns.Kept(List.of()), registers, List.of(), rejects::add, Progress.NONE);
        reader.open(List.of(new TableFile(file, file.getFileName().toString())))
                .ifPresent(table -> reader.append(new Nowhere(table)));
        return new CheckedRows(registers.register(), rejects);
    }

    /// Keeps no row.
    private record Nowhere(FactTable table) implements FactAppender {

        @Override
        public void append(FactRow row) {}

        @Override
        public void close() {}
    }
}
