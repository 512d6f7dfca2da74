package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// Files of one kind of facts on their way to where facts are kept, read by the same rules as those of a
/// workspace. What
/// depends on the organisation, such as the scales of answers, is left as it came. Used once, by one thread.
public final class FactFiles {

    private final TableReader reader;
    private final Optional<FactTable> table;

    private FactFiles(TableReader reader, Optional<FactTable> table) {
        this.reader = reader;
        this.table = table;
    }

    /// A file of facts.
    ///
    /// @param name what evidence calls it; its ending says what the file holds: `.csv`, `.ndjson` or
    /// `.parquet`, with `.gz` behind it where it is compressed
    public record Named(Path path, String name) {}

    /// What came of reading a file.
    ///
    /// @param rows good rows, before the last of an id has won
    /// @param rejected rows that could not be used
    /// @param unreadable why it could not be read, or not to its end, in one sentence; empty where it could
    public record Reading(long rows, long rejected, Optional<String> unreadable) {}

    /// Looks at the beginning of a file before it is taken in.
    ///
    /// @param file named by what it holds
    /// @return why no row of it can be used, in one sentence; empty where some may
    /// @throws IOException if the file cannot be opened
    public static Optional<String> refusal(Path file, FactKind kind) throws IOException {
        String name = file.getFileName().toString();
        try {
            if (name.contains(".csv")) {
                try (RecordSource source = new TableFile(file, name).open(new Rejects(reject -> {}))) {
                    return TableReader.missing(
                            kind, source.columns(), ColumnNames.of(kind, source.columns(), new ArrayList<>(), name));
                }
            }
            try (var input = FileInput.plain(file);
                    var checked = FirstBytes.checked(input)) {
                return checked.read() < 0 ? Optional.of(say("The file is empty.")) : Optional.empty();
            }
        } catch (UnreadableFileException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Looks through the beginnings of the files.
    ///
    /// @param zone in which a time without an offset is
    /// @param kept the columns that rows of the kind have had so far; their types stay
    /// @param rejects is given each row that cannot be used, and each file
    public static FactFiles open(
            FactKind kind, List<Named> files, ZoneId zone, List<Column> kept, Consumer<Reject> rejects) {
        var reader = new TableReader(
                kind,
                zone,
                new TableReader.Columns.Kept(kept),
                new RegisterBuilder(),
                List.of(),
                rejects,
                Progress.NONE);
        return new FactFiles(
                reader,
                reader.open(files.stream()
                        .map(file -> new TableFile(file.path(), file.name()))
                        .toList()));
    }

    /// The columns of the rows; empty where no file can be read.
    public Optional<FactTable> table() {
        return table;
    }

    /// Reads the rows, file by file.
    ///
    /// @param to takes in the good ones; its table is [#table]
    public void append(FactAppender to) {
        reader.append(to);
    }

    /// What came of a file so far.
    public Reading reading(String name) {
        TableReader.Outcome outcome = reader.outcome();
        return new Reading(
                outcome.rows().getOrDefault(name, 0L),
                outcome.rejects().byFile().getOrDefault(name, 0L),
                outcome.rejects().kept().stream()
                        .filter(r -> r.wholeFile() && r.file().equals(name))
                        .map(Reject::reason)
                        .findFirst());
    }

    /// Sentences about columns and files that do not fit.
    public List<String> notes() {
        return List.copyOf(reader.outcome().warnings());
    }
}
