package throughline.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder in the system's temporary directory that is gone once it is closed, and also when the process is ended
/// before that, as by Ctrl-C: facts of an organisation do not stay behind.
public final class TemporaryFolder implements AutoCloseable {

    private static final int TRIES = 20;
    private static final long BETWEEN_MILLIS = 50;

    private final Path path;
    private final Thread atExit;

    private TemporaryFolder(Path path) {
        this.path = path;
        this.atExit = new Thread(() -> deleteInTheEnd(path), "temporary-folder-deleter");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// A new, empty folder that only its owner may read.
    ///
    /// @param prefix what its name begins with
    public static TemporaryFolder of(String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(prefix).toRealPath());
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    /// Deletes the folder with all in it; a second call does nothing.
    ///
    /// @throws UncheckedIOException if something in it cannot be deleted
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // The process is ending: whoever comes first deletes.
            deleteInTheEnd(path);
            return;
        }
        try {
            delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder was not deleted: " + path, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Deletes while others may still be writing: tries again until the folder is gone.
    private static void deleteInTheEnd(Path folder) {
        for (int i = 0; i < TRIES && Files.exists(folder); i++) {
            try {
                delete(folder);
            } catch (IOException | UncheckedIOException written) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
