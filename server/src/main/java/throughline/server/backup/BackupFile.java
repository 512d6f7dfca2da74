package throughline.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import throughline.server.backup.Manifest.Entry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A backup that is there.
final class BackupFile implements AutoCloseable {

    private static final int LARGEST_MANIFEST = 1 << 28;

    private final Path path;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(Path path, ZipFile zip, Manifest manifest) {
        this.path = path;
        this.zip = zip;
        this.manifest = manifest;
    }

    /// Opens a backup and reads what it says it holds.
    ///
    /// @throws UnreadableBackupException if it is none, is cut off, or was written by a later version
    static BackupFile open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new UnreadableBackupException("There is no file %s.".formatted(path));
        }
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException e) {
            throw new UnreadableBackupException("%s is no backup of Throughline, or is cut off: %s. Take another one."
                    .formatted(path, e.getMessage()));
        }
        try {
            return new BackupFile(path, zip, manifest(path, zip));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static Manifest manifest(Path path, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new UnreadableBackupException(
                    "%s is no backup of Throughline: it has no %s.".formatted(path, Manifest.NAME));
        }
        Manifest manifest;
        try (InputStream in = zip.getInputStream(entry)) {
            manifest = JsonMapper.builder().build().readValue(in.readNBytes(LARGEST_MANIFEST), Manifest.class);
        } catch (JacksonException e) {
            throw new UnreadableBackupException("What %s says it holds cannot be read.".formatted(path));
        }
        if (manifest.format() > Manifest.FORMAT) {
            throw new UnreadableBackupException(
                    "%s was written by a later Throughline. Restore it with that one.".formatted(path));
        }
        return manifest;
    }

    Manifest manifest() {
        return manifest;
    }

    /// Reads all of it and compares it with what it says it holds.
    ///
    /// @throws UnreadableBackupException if anything is missing or was changed
    void verify() throws IOException {
        for (Entry entry : manifest.files()) {
            copy(entry, OutputStream.nullOutputStream());
        }
    }

    /// Hands on the bytes of an entry.
    ///
    /// @throws UnreadableBackupException if they are not those that were written
    void copy(Entry entry, OutputStream out) throws IOException {
        ZipEntry packed = zip.getEntry(entry.name());
        if (packed == null) {
            throw damaged(entry);
        }
        MessageDigest digest = sha256();
        long count;
        try (InputStream in = new DigestInputStream(zip.getInputStream(packed), digest)) {
            count = in.transferTo(out);
        } catch (ZipException e) {
            throw damaged(entry);
        }
        if (count != entry.bytes() || !HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
            throw damaged(entry);
        }
    }

    Entry entry(String name) {
        return manifest.files().stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new UnreadableBackupException("%s lacks %s. Take another one.".formatted(path, name)));
    }

    private UnreadableBackupException damaged(Entry entry) {
        return new UnreadableBackupException(
                "%s is damaged at %s. Nothing was restored; take another backup.".formatted(path, entry.name()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
