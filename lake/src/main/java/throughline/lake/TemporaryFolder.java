package throughline.lake;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// A folder in the system's temporary directory that is gone once it is closed, and also when the process is ended
/// before that, as by Ctrl-C: facts of an organisation do not stay behind. What a process that was killed could not
/// delete, the next one deletes: a file in the folder is locked as long as its owner lives.
public final class TemporaryFolder implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TemporaryFolder.class.getName());
    private static final int TRIES = 20;
    private static final long BETWEEN_MILLIS = 50;

    /// Name of the locked file; its dot hides it from those who list the folder.
    private static final String OWNER = ".owner";

    /// A younger folder may have a file that its owner is about to lock.
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();
    private static final Set<String> SWEPT = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel owner;
    private final Thread atExit;

    private TemporaryFolder(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
        this.atExit = new Thread(() -> deleteInTheEnd(path), "temporary-folder-deleter");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// A new, empty folder that only its owner may read.
    ///
    /// @param prefix what its name begins with
    public static TemporaryFolder of(String prefix) throws IOException {
        Path path = Files.createTempDirectory(prefix).toRealPath();
        OURS.add(path);
        FileChannel owner = FileChannel.open(path.resolve(OWNER), CREATE_NEW, WRITE);
        owner.lock();
        Path parent = path.getParent();
        if (parent != null && SWEPT.add(prefix)) {
            sweep(parent, prefix, begun(path).minus(YOUNG));
        }
        return new TemporaryFolder(path, owner);
    }

    /// Deletes the folders of processes that are gone. What cannot be deleted is left for the next one.
    private static void sweep(Path parent, String prefix, Instant old) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : folders) {
                if (!OURS.contains(folder) && abandoned(folder, old)) {
                    delete(folder);
                }
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            LOG.log(Level.FINE, "Left-over temporary folders were not all deleted", e);
        }
    }

    private static Instant begun(Path folder) throws IOException {
        return Files.getLastModifiedTime(folder.resolve(OWNER)).toInstant();
    }

    private static boolean abandoned(Path folder, Instant old) throws IOException {
        Path owner = folder.resolve(OWNER);
        if (!Files.isRegularFile(owner, NOFOLLOW_LINKS)
                || !Files.isWritable(owner)
                || begun(folder).isAfter(old)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(owner, WRITE);
                FileLock free = channel.tryLock()) {
            return free != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
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
        } finally {
            release();
        }
    }

    private void release() {
        OURS.remove(path);
        try {
            owner.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "The lock of a temporary folder was not released", e);
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
