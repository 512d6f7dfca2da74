package throughline.lake.iceberg;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.io.SupportsPrefixOperations;

/// Files in a folder. Each is forced to the disk, and so is its folder, before its name is given to anybody:
/// a catalogue never names a file that a power cut took away.
///
/// Their names lead from the folder on, `local:///facts/...`: the folder may be moved, copied and restored elsewhere.
/// Trino's local file system (`local.location`) reads the same names.
final class LocalFiles implements Warehouse, SupportsPrefixOperations {

    private static final long serialVersionUID = 1;
    private static final String SCHEME = "local://";

    private final String root;
    private final transient Steps steps;

    LocalFiles(Path root, Steps steps) {
        this.steps = steps;
        this.root = folders(root.toAbsolutePath().normalize()).toString();
    }

    @Override
    public String location() {
        return SCHEME;
    }

    @Override
    public SupportsPrefixOperations io() {
        return this;
    }

    @Override
    public Path folder() {
        return Path.of(root);
    }

    @Override
    public Path begin(String location) {
        Path file = path(location);
        folders(file.resolveSibling(""));
        steps.at("begin " + file.getFileName());
        return file;
    }

    @Override
    public void finish(String location) {
        Path file = path(location);
        steps.at("written " + file.getFileName());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw failed("The file could not be forced to the disk: ", file, e);
        }
        force(file.resolveSibling(""));
        steps.at("durable " + file.getFileName());
    }

    @Override
    public Lease lease(List<String> locations) {
        return new Lease() {
            @Override
            public Path path(String location) {
                return LocalFiles.this.path(location);
            }

            @Override
            public void close() {
                // Nothing was fetched.
            }
        };
    }

    private Path path(String location) {
        if (!location.startsWith(SCHEME)) {
            throw new IllegalArgumentException("Not a file of this folder: " + location);
        }
        Path file = Path.of(root, location.substring(SCHEME.length())).normalize();
        if (!file.startsWith(root)) {
            throw new IllegalArgumentException("Not a file of this folder: " + location);
        }
        return file;
    }

    /// Makes a folder and those above it, each durable in the one above.
    private static Path folders(Path folder) {
        Path parent = folder.getParent();
        if (parent != null && !Files.isDirectory(folder)) {
            folders(parent);
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                return folder;
            } catch (IOException e) {
                throw failed("The lake needs a folder that can be written: ", folder, e);
            }
            force(parent);
        }
        return folder;
    }

    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw failed("The folder could not be forced to the disk: ", folder, e);
        }
    }

    private static UncheckedIOException failed(String what, Path file, IOException e) {
        return new UncheckedIOException(what + file, e);
    }

    @Override
    public InputFile newInputFile(String location) {
        return new Input(location);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new Output(location);
    }

    @Override
    public void deleteFile(String location) {
        Path file = path(location);
        steps.at("delete " + file.getFileName());
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed("The file was not deleted: ", file, e);
        }
        steps.at("deleted " + file.getFileName());
    }

    @Override
    public Iterable<FileInfo> listPrefix(String prefix) {
        Path folder = path(prefix);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> new FileInfo(
                            SCHEME + "/" + Path.of(root).relativize(file),
                            file.toFile().length(),
                            file.toFile().lastModified()))
                    .toList();
        } catch (IOException e) {
            throw failed("The folder cannot be listed: ", folder, e);
        }
    }

    @Override
    public void deletePrefix(String prefix) {
        listPrefix(prefix).forEach(file -> deleteFile(file.location()));
    }

    @Override
    public void close() {
        // Holds nothing open.
    }

    private final class Input implements InputFile {

        private final String location;

        Input(String location) {
            this.location = location;
        }

        @Override
        public String location() {
            return location;
        }

        @Override
        public long getLength() {
            try {
                return Files.size(path(location));
            } catch (NoSuchFileException e) {
                throw new NotFoundException(e, "The file is gone: %s", location);
            } catch (IOException e) {
                throw failed("The file cannot be read: ", path(location), e);
            }
        }

        @Override
        public SeekableInputStream newStream() {
            try {
                return new In(FileChannel.open(path(location), StandardOpenOption.READ));
            } catch (NoSuchFileException | FileNotFoundException e) {
                throw new NotFoundException(e, "The file is gone: %s", location);
            } catch (IOException e) {
                throw failed("The file cannot be read: ", path(location), e);
            }
        }

        @Override
        public boolean exists() {
            return Files.isRegularFile(path(location));
        }
    }

    private static final class In extends SeekableInputStream {

        private final FileChannel channel;

        In(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long getPos() throws IOException {
            return channel.position();
        }

        @Override
        public void seek(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(bytes, from, length));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private final class Output implements OutputFile {

        private final String location;

        Output(String location) {
            this.location = location;
        }

        @Override
        public PositionOutputStream create() {
            return open(StandardOpenOption.CREATE_NEW);
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return open(StandardOpenOption.CREATE);
        }

        private PositionOutputStream open(StandardOpenOption create) {
            Path file = begin(location);
            try {
                return new Out(
                        location,
                        FileChannel.open(file, StandardOpenOption.WRITE, create, StandardOpenOption.TRUNCATE_EXISTING));
            } catch (FileAlreadyExistsException e) {
                throw new AlreadyExistsException(e, "The file is there already: %s", location);
            } catch (IOException e) {
                throw failed("The file cannot be written: ", file, e);
            }
        }

        @Override
        public String location() {
            return location;
        }

        @Override
        public InputFile toInputFile() {
            return newInputFile(location);
        }
    }

    private final class Out extends PositionOutputStream {

        private final String location;
        private final OutputStream buffer;
        private long position;
        private boolean closed;

        Out(String location, FileChannel channel) {
            this.location = location;
            this.buffer = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int one) throws IOException {
            buffer.write(one);
            position++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            buffer.write(bytes, from, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            buffer.flush();
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                buffer.close();
                finish(location);
            }
        }
    }
}
