package throughline.workspace;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Writes rejects as CSV, to be mended and imported again.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
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

    /// The cell, with an apostrophe before it where a spreadsheet would take it for a formula: it begins
    /// with `=`, `+`, `-`, `@` (also in their full-width forms), a tab, a line break or a NUL.
    public static String safe(String cell) {
        return !cell.isEmpty() && formula(cell.charAt(0)) ? "'" + cell : cell;
    }

    private static boolean formula(char first) {
        return switch (first) {
            case '=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20', '\t', '\r', '\n', '\0' -> true;
            default -> false;
        };
    }
}
