package throughline.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// One file of facts.
///
/// @param path where it is
/// @param name its path inside the workspace, as evidence names it
record TableFile(Path path, String name) {

    /// Endings of the names of files that hold tables.
    static final List<String> ENDINGS = List.of(".csv", ".csv.gz", ".ndjson", ".ndjson.gz", ".parquet");

    /// Opens the file for one reading of its rows.
    ///
    /// @throws UnreadableFileException if no row of it can be read
    RecordSource open(Rejects rejects) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".ndjson") || lower.endsWith(".ndjson.gz")) {
            return new NdjsonSource(path, name, rejects, NdjsonSource.keys(path));
        }
        return new CsvSource(path, name, rejects);
    }
}
