package throughline.lake.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Hashes in ascending order in a file, so that whether two sets meet is seen without holding either in memory.
public final class SortedHashes implements AutoCloseable {

    private static final ValueLayout.OfLong HASH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;

    private SortedHashes(Path file) {
        this.file = file;
    }

    /// Keeps the answer of a query in a file.
    ///
    /// @param select one column of whole numbers, in ascending order, none empty
    static SortedHashes of(Connections connections, String select, Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(Batch.CAPACITY * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            connections.query(select, List.of(), chunk -> {
                buffer.clear();
                var hashes = chunk.vector(0);
                for (long row = 0; row < chunk.rowCount(); row++) {
                    buffer.putLong(hashes.getLong(row));
                }
                write(channel, buffer.flip());
            });
            return new SortedHashes(file);
        } catch (IOException e) {
            throw failed(file, e);
        } catch (RuntimeException | Error e) {
            ParquetFiles.forget(file);
            throw e;
        }
    }

    private static void write(FileChannel channel, ByteBuffer buffer) {
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Hashes of ids could not be kept; is the temporary folder full?", e);
        }
    }

    private static UncheckedIOException failed(Path file, IOException e) {
        return new UncheckedIOException("Hashes of ids could not be kept in " + file, e);
    }

    /// Whether the file is still there.
    public boolean kept() {
        return Files.exists(file);
    }

    /// Whether both have a hash. Costs no more than a look at all of both, and little where one is small.
    public boolean meets(SortedHashes other) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = map(arena);
            MemorySegment two = other.map(arena);
            long i = 0;
            long j = 0;
            while (i < size(one) && j < size(two)) {
                long a = one.getAtIndex(HASH, i);
                long b = two.getAtIndex(HASH, j);
                if (a == b) {
                    return true;
                }
                if (a < b) {
                    i = from(one, i, b);
                } else {
                    j = from(two, j, a);
                }
            }
            return false;
        }
    }

    private MemorySegment map(Arena arena) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, Files.size(file), arena);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static long size(MemorySegment hashes) {
        return hashes.byteSize() / Long.BYTES;
    }

    /// Where the first hash is that is at least some value: in steps that double, and back by halves.
    ///
    /// @param at where a smaller one is
    private static long from(MemorySegment hashes, long at, long value) {
        long below = at;
        long step = 1;
        while (below + step < size(hashes) && hashes.getAtIndex(HASH, below + step) < value) {
            below += step;
            step *= 2;
        }
        long above = Math.min(below + step, size(hashes));
        while (above - below > 1) {
            long middle = (below + above) >>> 1;
            if (hashes.getAtIndex(HASH, middle) < value) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return above;
    }

    /// Deletes the file.
    @Override
    public void close() {
        ParquetFiles.forget(file);
    }
}
