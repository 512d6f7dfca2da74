package throughline.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import throughline.workspace.Reject;
import throughline.workspace.RejectsWriter;

/// Where every row that could not be read is written down, with the reason.
final class RejectsFile implements Consumer<Reject>, AutoCloseable {

    private final @Nullable Path file;
    private @Nullable RejectsWriter writer;

    private RejectsFile(@Nullable Path file) {
        this.file = file;
    }

    /// The file that `--rejects` names, made at once; nowhere if it was not asked for.
    static RejectsFile named(@Nullable Path file) throws IOException {
        var rejects = new RejectsFile(file);
        rejects.writer = file == null ? null : new RejectsWriter(file);
        return rejects;
    }

    /// A file that is there afterwards only if a row could not be read.
    static RejectsFile ifAny(Path file) throws IOException {
        Files.deleteIfExists(file);
        return new RejectsFile(file);
    }

    @Override
    public synchronized void accept(Reject reject) {
        if (file == null) {
            return;
        }
        try {
            if (writer == null) {
                Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
                writer = new RejectsWriter(file);
            }
            writer.accept(reject);
        } catch (IOException e) {
            throw new UncheckedIOException("The rejects cannot be written to %s.".formatted(file), e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
