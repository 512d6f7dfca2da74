package throughline.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.organisation.Organisation;

/// One file of facts on its own, read by the same rules as the files of a workspace.
public final class FactFile {

    private FactFile() {}

    /// What came of reading a file.
    ///
    /// @param rows good rows, before the last of an id has won
    /// @param rejected rows that could not be used
    /// @param unreadable why the file as a whole could not be used, in one sentence; empty where it could
    public record Reading(long rows, long rejected, Optional<String> unreadable) {}

    /// Looks at the beginning of a file before it is taken in.
    ///
    /// @param file named by what it holds: `.csv` or `.ndjson`, with `.gz` behind it where it is compressed
    /// @return why no row of it can be used, in one sentence; empty where some may
    /// @throws IOException if the file cannot be opened
    public static Optional<String> refusal(Path file, FactKind kind) throws IOException {
        String name = file.getFileName().toString();
        try {
            if (name.contains(".csv")) {
                try (RecordSource source = new TableFile(file, name).open(new Rejects(reject -> {}))) {
                    return TableReader.missing(
                            kind,
                            source.columns(),
                            ColumnNames.of(kind, source.columns(), new java.util.ArrayList<>(), name));
                }
            }
            try (var input = new FileInput(file);
                    var checked = FirstBytes.checked(input)) {
                return checked.read() < 0 ? Optional.of("The file is empty.") : Optional.empty();
            }
        } catch (UnreadableFileException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Reads the file.
    ///
    /// @param file named by what it holds, as for [#refusal]
    /// @param organisation whose zone a time without an offset is in
    /// @param to opens the table for the good rows
    /// @param rejects is given each row that cannot be used
    public static Reading read(
            Path file,
            FactKind kind,
            Organisation organisation,
            Function<FactTable, FactAppender> to,
            Consumer<Reject> rejects) {
        var rejected = new AtomicLong();
        var unreadable = new @Nullable String[1];
        Consumer<Reject> each = reject -> {
            if (reject.wholeFile()) {
                unreadable[0] = reject.reason();
            } else {
                rejected.incrementAndGet();
                rejects.accept(reject);
            }
        };
        TableReader.Outcome outcome = new TableReader(
                        kind, organisation, to, new RegisterBuilder(), each, (name, rows) -> {})
                .read(List.of(new TableFile(file, file.getFileName().toString())));
        return new Reading(outcome.rows(), rejected.get(), Optional.ofNullable(unreadable[0]));
    }
}
