package throughline.server.upload;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static throughline.text.Text.say;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import throughline.server.intake.DiskGuard;
import throughline.server.intake.Refusal;
import throughline.server.upload.UploadRefusal.Reason;
import throughline.workspace.WorkspaceStore;
import tools.jackson.databind.json.JsonMapper;

/// Files that come in, a folder each: what is known of it, how many bytes are durable, and the bytes.
///
/// What is acknowledged outlives a kill and a power cut: bytes are forced to the disk before their number is written
/// down, and the number is what a sender is told. Whatever lies behind it was never acknowledged and is cut off. Safe
/// for use by several threads; one request at a time adds to a file.
public final class Uploads {

    private static final String ABOUT = "upload.json";
    private static final String OFFSET = "offset";
    private static final String CONTENT = "content";
    private static final String FILE = "file";
    private static final int BUFFER = 1 << 16;
    private static final long LOOK_AT_DISK = 8L << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final UploadSettings settings;
    private final DiskGuard disk;
    private final Clock clock;
    private final Map<UUID, ReentrantLock> writers = new ConcurrentHashMap<>();

    private record About(String name, long length) {}

    /// Opens the folder, which is made if it is not there.
    public Uploads(Path folder, UploadSettings settings, DiskGuard disk, Clock clock) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.settings = settings;
        this.disk = disk;
        this.clock = clock;
    }

    /// The limits.
    public UploadSettings settings() {
        return settings;
    }

    /// Makes room for a file of which nothing is here yet.
    ///
    /// @param name as its owner calls it
    /// @param length its bytes
    /// @throws UploadRefusal if it is too large, or too many wait, or the disk is nearly full
    public Upload create(String name, long length) throws IOException {
        if (length < 0) {
            throw new UploadRefusal(Reason.MALFORMED, say("The length of the file must be said before it is sent."));
        }
        if (length > settings.largest().toBytes()) {
            throw new UploadRefusal(
                    Reason.TOO_LARGE,
                    say(
                            "A file may have %s MB at most. Split it, or compress it with gzip.",
                            settings.largest().toMegabytes()));
        }
        expire();
        if (list().stream().filter(this::waits).count() >= settings.most()) {
            throw new UploadRefusal(
                    Reason.TOO_MANY, say("%s files wait already. Bring them in or discard some.", settings.most()));
        }
        checkDisk(length);
        UUID id = UUID.randomUUID();
        Path own = Files.createDirectory(folder(id));
        write(own.resolve(ABOUT), JSON.writeValueAsBytes(new About(FileName.safe(name), length)));
        mark(own, 0);
        sync(folder);
        return length == 0 ? completed(id) : find(id).orElseThrow();
    }

    /// What is here of a file.
    public Optional<Upload> find(UUID id) throws IOException {
        Path own = folder(id);
        try {
            About about = JSON.readValue(Files.readAllBytes(own.resolve(ABOUT)), About.class);
            long offset = Long.parseLong(Files.readString(own.resolve(OFFSET)).strip());
            Instant touched = Files.getLastModifiedTime(own.resolve(OFFSET)).toInstant();
            return Optional.of(new Upload(id, about.name(), about.length(), offset, touched.plus(settings.keep())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// All files, the one touched last first.
    public List<Upload> list() throws IOException {
        var all = new ArrayList<Upload>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
            for (Path own : folders) {
                Optional<UUID> id = id(own.getFileName().toString());
                if (id.isPresent()) {
                    find(id.get()).ifPresent(all::add);
                }
            }
        }
        all.sort(Comparator.comparing(Upload::expires).reversed());
        return all;
    }

    /// Adds bytes behind those that are here.
    ///
    /// @param offset where they belong
    /// @param bytes are read to their end, not closed
    /// @param checksum of these bytes, where the sender gives one; without it, what has come before a
    ///     connection was cut is kept
    /// @return the file with them
    /// @throws UploadRefusal if they are not taken
    public Upload append(UUID id, long offset, InputStream bytes, Optional<Checksum> checksum) throws IOException {
        ReentrantLock writer = writers.computeIfAbsent(id, u -> new ReentrantLock());
        if (!writer.tryLock()) {
            throw new UploadRefusal(Reason.BUSY, say("Another request is sending bytes of this file. Try again."));
        }
        try {
            Upload upload = find(id).orElseThrow(Uploads::unknown);
            if (offset != upload.offset()) {
                throw new UploadRefusal(
                        Reason.WRONG_OFFSET, say("%s bytes are here, and these begin at %s.", upload.offset(), offset));
            }
            if (!upload.complete()) {
                checkDisk(0);
                take(upload, bytes, checksum);
            }
            Upload now = find(id).orElseThrow(Uploads::unknown);
            return now.complete() ? completed(id) : now;
        } finally {
            writer.unlock();
        }
    }

    private void take(Upload upload, InputStream bytes, Optional<Checksum> checksum) throws IOException {
        Path own = folder(upload.id());
        try (FileChannel content = FileChannel.open(own.resolve(CONTENT), CREATE, WRITE)) {
            content.truncate(upload.offset());
            content.position(upload.offset());
            var part = new Part(upload, bytes, checksum, content);
            try {
                part.drain();
            } catch (UploadRefusal e) {
                if (checksum.isPresent() || e.reason() != Reason.CUT) {
                    content.truncate(part.marked);
                } else {
                    part.mark();
                }
                throw e;
            }
            part.mark();
        }
    }

    /// Bytes of one request on their way to the disk.
    private final class Part {

        private final Upload upload;
        private final InputStream bytes;
        private final Optional<Checksum> checksum;
        private final FileChannel content;
        private long at;
        private long marked;

        Part(Upload upload, InputStream bytes, Optional<Checksum> checksum, FileChannel content) {
            this.upload = upload;
            this.bytes = bytes;
            this.checksum = checksum;
            this.content = content;
            this.at = upload.offset();
            this.marked = at;
        }

        void drain() throws IOException {
            var digest = checksum.map(Checksum::digest);
            byte[] buffer = new byte[BUFFER];
            for (int count = read(buffer); count >= 0; count = read(buffer)) {
                if (at + count > upload.length()) {
                    throw new UploadRefusal(
                            Reason.TOO_LARGE,
                            say("The file was said to have %s bytes, and more came.", upload.length()));
                }
                if ((at + count) / LOOK_AT_DISK > at / LOOK_AT_DISK) {
                    checkDisk(0);
                }
                for (var rest = ByteBuffer.wrap(buffer, 0, count); rest.hasRemaining(); ) {
                    content.write(rest);
                }
                int taken = count;
                digest.ifPresent(d -> d.update(buffer, 0, taken));
                at += count;
                if (checksum.isEmpty() && at - marked >= settings.markEvery().toBytes()) {
                    mark();
                }
            }
            if (checksum.isPresent()
                    && !java.security.MessageDigest.isEqual(
                            digest.orElseThrow().digest(), checksum.get().value())) {
                throw new UploadRefusal(
                        Reason.CORRUPT, say("The bytes are not those that the checksum was made of. Send them again."));
            }
        }

        private int read(byte[] buffer) {
            try {
                return bytes.read(buffer);
            } catch (IOException e) {
                throw new UploadRefusal(
                        Reason.CUT, say("The connection ended before the bytes did. Go on from where it was."));
            }
        }

        void mark() throws IOException {
            content.force(true);
            Uploads.this.mark(folder(upload.id()), at);
            marked = at;
        }
    }

    /// Gives a file whose bytes are all here its name; may be repeated.
    private Upload completed(UUID id) throws IOException {
        Upload upload = find(id).orElseThrow(Uploads::unknown);
        Path own = folder(id);
        Path content = own.resolve(CONTENT);
        if (upload.length() == 0 && !Files.exists(content) && !Files.exists(own.resolve(FILE))) {
            Files.createFile(content);
        }
        if (Files.exists(content)) {
            byte[] first = new byte[64];
            int count;
            try (InputStream in = Files.newInputStream(content)) {
                count = in.readNBytes(first, 0, first.length);
            }
            Path named = Files.createDirectories(own.resolve(FILE));
            Files.move(content, named.resolve(FileName.fitting(upload.name(), first, count)), ATOMIC_MOVE);
            sync(named);
            sync(own);
        }
        return upload;
    }

    /// The file, once all of it is here; it lies alone in its folder.
    ///
    /// @throws UploadRefusal if it is not there
    public Path file(UUID id) throws IOException {
        if (!find(id).map(Upload::complete).orElse(false)) {
            throw unknown();
        }
        completed(id);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(id).resolve(FILE))) {
            for (Path file : files) {
                return file;
            }
        }
        throw unknown();
    }

    /// A folder of the upload's own, for what else is known of its file.
    public Path folder(UUID id) {
        return folder.resolve(id.toString());
    }

    /// Deletes the bytes of a file that has been worked off; what else is known of it stays until it expires.
    public void settle(UUID id) throws IOException {
        if (Files.exists(folder(id).resolve(FILE))) {
            WorkspaceStore.delete(folder(id).resolve(FILE));
        }
    }

    private boolean waits(Upload upload) {
        return !upload.complete()
                || Files.exists(folder(upload.id()).resolve(CONTENT))
                || Files.exists(folder(upload.id()).resolve(FILE));
    }

    /// Says that somebody has gone on with the file, so that it is kept longer.
    public void touch(UUID id) throws IOException {
        Files.setLastModifiedTime(folder(id).resolve(OFFSET), java.nio.file.attribute.FileTime.from(clock.instant()));
    }

    /// Deletes a file; one that is not there is deleted already.
    public void delete(UUID id) throws IOException {
        if (Files.exists(folder(id))) {
            WorkspaceStore.delete(folder(id));
        }
        writers.remove(id);
    }

    /// Deletes the files that nobody has gone on with, and what a killed server has left half made.
    public void expire() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
            for (Path own : folders) {
                Optional<UUID> id = id(own.getFileName().toString());
                Instant old = clock.instant().minus(settings.keep());
                boolean gone = id.isPresent()
                        && find(id.get())
                                .map(u -> u.expires().isBefore(clock.instant()))
                                .orElseGet(() -> touched(own).isBefore(old));
                if (gone) {
                    delete(id.get());
                }
            }
        }
    }

    private static Instant touched(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException e) {
            return Instant.MAX;
        }
    }

    private void checkDisk(long more) throws IOException {
        try {
            disk.check();
        } catch (Refusal e) {
            throw new UploadRefusal(Reason.DISK_FULL, String.valueOf(e.getMessage()));
        }
        if (Files.getFileStore(folder).getUsableSpace() < more) {
            throw new UploadRefusal(
                    Reason.DISK_FULL, say("The file does not fit on the disk of the data folder. Make room there."));
        }
    }

    /// Writes down how many bytes are durable.
    private void mark(Path own, long offset) throws IOException {
        write(own.resolve(OFFSET), Long.toString(offset).getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(own.resolve(OFFSET), java.nio.file.attribute.FileTime.from(clock.instant()));
    }

    /// Writes a file whole or not at all, so that it outlives a power cut.
    private static void write(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
        sync(file.resolveSibling(""));
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    private static Optional<UUID> id(String name) {
        try {
            return Optional.of(UUID.fromString(name)).filter(id -> id.toString().equals(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static UploadRefusal unknown() {
        return new UploadRefusal(Reason.UNKNOWN, say("There is no such file, or it has expired. Choose it again."));
    }
}
