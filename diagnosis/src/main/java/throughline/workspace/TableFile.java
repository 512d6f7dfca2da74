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
/// @param superseded whether a later file of the table has its name, so that what was wrong with it has been mended
record TableFile(Path path, String name, Optional<Mapping.Table> mapping, boolean superseded) {

    /// Endings of the names of files that hold tables.
    static final List<String> ENDINGS = List.of(".csv", ".csv.gz", ".ndjson", ".ndjson.gz", ".parquet");

    /// A file of the exchange format.
    TableFile(Path path, String name) {
        this(path, name, Optional.empty(), false);
    }

    /// Opens the file for one reading of its rows.
    ///
    /// @throws UnreadableFileException if no row of it can be read
    RecordSource open(Rejects rejects) throws IOException {
        return open(rejects, ndjson() ? NdjsonSource.keys(path) : List.of());
    }

    /// Opens the file again.
    ///
    /// @param columns what [RecordSource#columns] gave before
    /// @throws UnreadableFileException if no row of it can be read
    RecordSource reopen(Rejects rejects, List<String> columns) throws IOException {
        return mapped() ? open(rejects) : open(rejects, columns);
    }

    private RecordSource open(Rejects rejects, List<String> keys) throws IOException {
        RecordSource source = source(rejects, keys);
        if (!mapped()) {
            return source;
        }
        try {
            return new MappedRecords(source, mapping.orElseThrow());
        } catch (IOException e) {
            source.close();
            throw e;
        }
    }

    private RecordSource source(Rejects rejects, List<String> keys) throws IOException {
        if (name.toLowerCase(Locale.ROOT).endsWith(".parquet")) {
            return new ParquetRecords(path, name, rejects);
        }
        FileInput input = FileInput.digested(path);
        return ndjson()
                ? new NdjsonSource(input, name, rejects, keys)
                : new CsvSource(
                        input,
                        name,
                        rejects,
                        mapping.map(Mapping.Table::separator).orElse(','));
    }

    private boolean mapped() {
        return mapping.isPresent() && !mapping.get().fields().isEmpty();
    }

    private boolean ndjson() {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".ndjson") || lower.endsWith(".ndjson.gz");
    }
}
