package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.lake.fact.FactKind;

/// A file that is broken, foreign or meant to harm.
///
/// @param kept how many good rows of interactions are kept (-1: some)
/// @param said part of what is said of it
@SuppressWarnings("ArrayRecordComponent")
record HostileFile(String file, byte[] content, long kept, String said) {

    /// Reads it beside a good file.
    void check(Path temporary) throws IOException {
        Path folder = Files.createTempDirectory(temporary, "workspace");
        Files.write(folder.resolve(file), content);
        // A second, good table shows that one bad file does not spoil the others.
        Files.writeString(folder.resolve("pulse.csv"), "answered_at,proud\n2026-01-01,4\n");
        try (Workspace workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            String sentences = Stream.concat(
                            workspace.rejects().stream()
                                    .map(r -> r.file() + (r.wholeFile() ? "" : ":" + r.line()) + ": " + r.reason()),
                            workspace.warnings().stream())
                    .collect(Collectors.joining("\n"));
            assertThat(sentences).contains(said).doesNotContain("Exception").doesNotContain("\tat ");
            long rows = workspace.rows().getOrDefault(FactKind.INTERACTIONS, 0L);
            assertThat(rows).matches(n -> kept < 0 ? n > 0 : n == kept);
            assertThat(workspace.rows()).containsEntry(FactKind.PULSE, 1L);
        }
    }
}
