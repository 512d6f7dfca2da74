package throughline.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One file of facts.
///
/// @param path where it is
/// @param name its path inside the workspace, as evidence names it
/// @param mapping how its rows become those of the table, where they are not yet
record TableFile(Path path, String name, Optional<Mapping.Table> mapping) {

    /// Endings of the names of files that hold tables.
    static final List<String> ENDINGS = List.of(".csv", ".csv.gz", ".ndjson", ".ndjson.gz", ".parquet");

    /// A file of the exchange format.
    TableFile(Path path, String name) {
        this(path, name, Optional.empty());
    }

    /// Opens the file for one reading of its rows.
    ///
    /// @throws UnreadableFileException if no row of it can be read
    RecordSource open(Rejects rejects) throws IOException {
        RecordSource source = source(rejects);
        if (mapping.isEmpty() || mapping.get().fields().isEmpty()) {
            return source;
        }
        try {
            return new MappedRecords(source, mapping.get());
        } catch (IOException e) {
            source.close();
            throw e;
        }
    }

    private RecordSource source(Rejects rejects) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".ndjson") || lower.endsWith(".ndjson.gz")) {
            return new NdjsonSource(path, name, rejects, NdjsonSource.keys(path));
        }
        return new CsvSource(
                path, name, rejects, mapping.map(Mapping.Table::separator).orElse(','));
    }
}
