package throughline.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import throughline.workspace.Reject;
import throughline.workspace.RejectsWriter;

/// Where `--rejects` writes every row that could not be read; nowhere if it was not asked for.
final class RejectsFile implements Consumer<Reject>, AutoCloseable {

    private final @Nullable RejectsWriter writer;

    RejectsFile(@Nullable Path file) throws IOException {
        writer = file == null ? null : new RejectsWriter(file);
    }

    @Override
    public synchronized void accept(Reject reject) {
        if (writer != null) {
            writer.accept(reject);
        }
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
