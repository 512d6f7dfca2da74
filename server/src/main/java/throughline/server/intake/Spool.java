package throughline.server.intake;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The folder in which bodies wait. A body is written under a name of its own first; one that is to stay is
/// renamed, so that whatever else lies there was left by a crash.
final class Spool {

    private static final String INCOMING = "incoming-";
    private static final String WORK = "work-";

    /// Age from which on a file without a batch will not get one any more.
    private static final Duration STRAY = Duration.ofHours(1);

    private final Path folder;
    private final IntakeSettings settings;
    private final DiskGuard disk;
    private final Clock clock;

    /// Bytes that are being received now.
    private final AtomicLong arriving = new AtomicLong();

    /// Opens the folder and clears away what a killed server has left in it; no other server uses it.
    Spool(Path folder, IntakeSettings settings, Clock clock) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.settings = settings;
        this.disk = new DiskGuard(folder, settings);
        this.clock = clock;
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "{" + INCOMING + "," + WORK + "}*")) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    long arriving() {
        return arriving.get();
    }

    /// @throws Refusal if too little of the disk is free
    void checkDisk() throws IOException {
        disk.check();
    }

    /// Writes a body down, and looks on the way whether it can be inflated.
    ///
    /// @throws Refusal if it is too large, or its compression is broken
    /// @throws BodyCutException if it ends before its time
    SpooledBody write(Delivery delivery, InputStream body) throws IOException {
        Path file = folder.resolve(INCOMING + UUID.randomUUID() + delivery.ending());
        try (OutputStream out = Files.newOutputStream(file);
                var received = new ReceivedBody(body, out, settings, disk, arriving)) {
            received.drain(delivery.encoding());
            return new SpooledBody(this, delivery, file, received.sha256(), received.bytes());
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// Gives a body its lasting name; it outlives a power cut from then on.
    String keep(Path file, String ending) throws IOException {
        String name = UUID.randomUUID() + ending;
        try (FileChannel channel = FileChannel.open(file, WRITE)) {
            channel.force(true);
        }
        Files.move(file, folder.resolve(name), ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
        return name;
    }

    /// The file of a body that was kept.
    Path file(String name) {
        return folder.resolve(name);
    }

    /// A name for a file that is needed while a batch is flushed.
    Path work(long batch, String ending) {
        return folder.resolve(WORK + batch + ending);
    }

    /// Deletes the files of bodies that are not needed any more.
    void delete(List<String> names) throws IOException {
        for (String name : names) {
            Files.deleteIfExists(file(name));
        }
    }

    /// Deletes old files that no batch names: their server was killed, or lost the database, before it wrote
    /// the row.
    ///
    /// @param named gives the names that batches have
    void deleteStrays(Supplier<List<String>> named) throws IOException {
        var strays = new HashSet<String>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
                if (age.compareTo(STRAY) > 0) {
                    strays.add(file.getFileName().toString());
                }
            }
        }
        if (!strays.isEmpty()) {
            named.get().forEach(strays::remove);
            delete(List.copyOf(strays));
        }
    }
}
