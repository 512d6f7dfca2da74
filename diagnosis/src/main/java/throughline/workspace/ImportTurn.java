package throughline.workspace;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.ReentrantLock;

/// Lets one import at a time change a folder, over all threads and processes, and clears away what a killed one has
/// left.
///
/// @param folder the folder of the workspace
record ImportTurn(Path folder) {

    private static final String LOCK = ".import.lock";
    private static final String INCOMING = "incoming";

    /// The lock file keeps other processes out; this keeps the other threads of this one out.
    private static final ReentrantLock HERE = new ReentrantLock();

    /// What one import does while no other may.
    interface Work {

        /// Does the work.
        ///
        /// @param incoming an empty folder beside the kept files
        int in(Path incoming) throws IOException;
    }

    /// Does work on the folder, which is made if it is not there; waits for other work on it.
    int alone(Work work) throws IOException {
        Path data = folder.toAbsolutePath().resolveSibling("");
        Files.createDirectories(data);
        HERE.lock();
        try (FileChannel channel = FileChannel.open(data.resolve(LOCK), CREATE, WRITE);
                FileLock lock = channel.lock()) {
            clearInterrupted(data);
            Files.createDirectories(folder);
            Path incoming = Files.createTempDirectory(data, INCOMING);
            try {
                return lock.isValid() ? work.in(incoming) : 0;
            } finally {
                WorkspaceStore.delete(incoming);
            }
        } finally {
            HERE.unlock();
        }
    }

    /// Whether another import is bringing in files at this moment.
    boolean busy() throws IOException {
        Path lock = folder.toAbsolutePath().resolveSibling(LOCK);
        if (!Files.exists(lock)) {
            return false;
        }
        if (!HERE.tryLock()) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(lock, WRITE);
                FileLock free = channel.tryLock()) {
            return free == null;
        } finally {
            HERE.unlock();
        }
    }

    /// Where the old files are while new ones take their place.
    Path former() {
        return folder.toAbsolutePath().resolveSibling(".former-workspace");
    }

    private void clearInterrupted(Path data) throws IOException {
        if (Files.exists(former())) {
            if (Files.exists(folder)) {
                WorkspaceStore.delete(former());
            } else {
                Files.move(former(), folder, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(data, INCOMING + "*")) {
            for (Path killed : left) {
                WorkspaceStore.delete(killed);
            }
        }
    }
}
