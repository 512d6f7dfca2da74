package throughline.workspace;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Writes rejects as CSV, to be mended and imported again.
///
/// A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return)
/// gets an apostrophe before it.
public final class RejectsWriter implements Consumer<Reject>, AutoCloseable {

    private final CsvWriter csv;

    /// Begins the file with its header.
    public RejectsWriter(Path file) throws IOException {
        csv = CsvWriter.builder().build(file);
        csv.writeRecord("file", "line", "column", "reason", "row");
    }

    /// Writes a whole file.
    public static void write(List<Reject> rejects, Path file) throws IOException {
        try (var writer = new RejectsWriter(file)) {
            rejects.forEach(writer);
        }
    }

    @Override
    public void accept(Reject reject) {
        csv.writeRecord(
                safe(reject.file()),
                reject.wholeFile() ? "" : Long.toString(reject.line()),
                safe(reject.column()),
                safe(reject.reason()),
                safe(reject.row()));
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    private static String safe(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
