package throughline.server.backup;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import throughline.server.backup.Manifest.Entry;
import throughline.server.backup.Manifest.Table;
import tools.jackson.databind.json.JsonMapper;

/// Writes a backup. It bears its name only once it is whole, on the disk and read back.
final class BackupWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Path unfinished;
    private final FileOutputStream bytes;
    private final ZipOutputStream zip;
    private final List<Entry> entries = new ArrayList<>();

    BackupWriter(Path file) throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        this.bytes = new FileOutputStream(unfinished.toFile());
        this.zip = new ZipOutputStream(new BufferedOutputStream(bytes, BUFFER));
    }

    /// Writes an entry's bytes.
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    void add(String name, Content content) throws IOException {
        MessageDigest digest = BackupFile.sha256();
        // Parquet and what came gzipped are compressed already.
        zip.setLevel(name.matches(".*\\.(parquet|gz|avro)") ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
        zip.putNextEntry(new ZipEntry(name));
        var counted = new Counted(new DigestOutputStream(zip, digest));
        content.to(counted);
        counted.flush();
        zip.closeEntry();
        entries.add(new Entry(name, counted.count, HexFormat.of().formatHex(digest.digest())));
    }

    /// @throws java.nio.file.NoSuchFileException if the file is gone; nothing was written then
    void add(String name, Path from) throws IOException {
        try (InputStream in = Files.newInputStream(from)) {
            add(name, in::transferTo);
        }
    }

    /// Ends the backup, forces it to the disk, reads all of it back, and gives it its name.
    Manifest finish(String createdAt, String schema, List<Table> tables) throws IOException {
        var manifest = new Manifest(Manifest.FORMAT, createdAt, schema, tables, entries);
        zip.setLevel(Deflater.BEST_SPEED);
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write(JsonMapper.builder().build().writeValueAsBytes(manifest));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        bytes.getChannel().force(true);
        try (var written = BackupFile.open(unfinished)) {
            written.verify();
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var folder = FileChannel.open(file.toAbsolutePath().resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return manifest;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
        Files.deleteIfExists(unfinished);
    }

    /// Counts bytes, and stays open when an entry's writer closes it.
    private static final class Counted extends FilterOutputStream {

        private long count;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            count++;
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            out.write(some, from, length);
            count += length;
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
