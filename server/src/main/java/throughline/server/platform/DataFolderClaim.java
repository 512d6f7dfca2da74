package throughline.server.platform;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The right to show a data folder, which one server has at a time. It ends with the process, however that ends.
public final class DataFolderClaim implements AutoCloseable {

    private static final String FILE = ".server.lock";

    /// There while a restore into the folder has begun and not ended.
    public static final String RESTORING = ".restoring";

    /// The byte that is locked; far behind the address, which others may read meanwhile.
    private static final long BYTE = Long.MAX_VALUE - 1;

    private final Path folder;
    private final FileChannel channel;

    private DataFolderClaim(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /// Another server shows the folder; the message says where.
    public static final class TakenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TakenException(String message) {
            super(message);
        }
    }

    /// Claims the folder, which is made if it is not there.
    ///
    /// @throws TakenException if another server has it, or a restore into it did not come to its end
    /// @throws IOException if the folder cannot be written to
    public static DataFolderClaim of(Path data) throws IOException {
        if (Files.exists(data.resolve(RESTORING))) {
            throw new TakenException(
                    "A restore into %s did not come to its end. Call it again with the same backup, or name another folder with --data."
                            .formatted(data));
        }
        return ofRestore(data);
    }

    /// Claims a folder for a restore, which may have been interrupted before.
    ///
    /// @throws TakenException if a server has it
    /// @throws IOException if the folder cannot be written to
    public static DataFolderClaim ofRestore(Path data) throws IOException {
        Files.createDirectories(data);
        FileChannel channel = FileChannel.open(data.resolve(FILE), CREATE, READ, WRITE);
        if (lock(channel) == null) {
            String address = address(channel);
            channel.close();
            throw new TakenException(
                    "Throughline already shows %s%s. Stop it first, or name another folder with --data."
                            .formatted(data, address.isEmpty() ? "" : " at " + address));
        }
        channel.truncate(0);
        return new DataFolderClaim(data, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(BYTE, 1, false);
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    private static String address(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(200);
        int length = channel.read(bytes, 0);
        return new String(bytes.array(), 0, Math.max(0, length), StandardCharsets.UTF_8).strip();
    }

    /// Where the server that has a folder shows its pages; empty while it has not said so. Not for who has claimed the
    /// folder: its lock would end.
    public static Optional<URI> shownBy(Path data) throws IOException {
        try (FileChannel channel = FileChannel.open(data.resolve(FILE), READ)) {
            return Optional.of(address(channel)).filter(a -> !a.isEmpty()).map(URI::create);
        }
    }

    /// The folder that is claimed.
    public Path folder() {
        return folder;
    }

    /// Writes down where the pages are, for whoever asks for the folder next.
    public void shownAt(URI address) throws IOException {
        channel.write(StandardCharsets.UTF_8.encode(address.toString()), 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
