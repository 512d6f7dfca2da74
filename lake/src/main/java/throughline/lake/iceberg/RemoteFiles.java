package throughline.lake.iceberg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.SupportsPrefixOperations;
import throughline.lake.duckdb.LakeException;

/// Objects of a store, and a bounded cache of those that DuckDB reads or has just written. The files read
/// longest ago give way first; files on lease stay.
final class RemoteFiles implements Warehouse {

    private final String location;
    private final SupportsPrefixOperations io;
    private final Path cache;
    private final long bound;

    /// What is in the cache, longest ago first.
    private final Map<String, Long> bytes = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Integer> leases = new HashMap<>();

    private RemoteFiles(Storage.Objects storage, SupportsPrefixOperations io) throws IOException {
        this.location = storage.location().replaceFirst("/+$", "");
        this.io = io;
        this.bound = storage.cacheBytes();
        Files.createDirectories(storage.cache());
        this.cache = storage.cache().toRealPath();
        // What a process before this one fetched may be half a file.
        try (var files = Files.newDirectoryStream(cache, "*.parquet*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    static RemoteFiles of(Storage.Objects storage) {
        var io = CatalogUtil.loadFileIO(storage.fileIo(), storage.properties(), null);
        if (!(io instanceof SupportsPrefixOperations listing)) {
            throw new IllegalArgumentException("%s cannot list what is in the store; choose another way to speak to it"
                    .formatted(storage.fileIo()));
        }
        try {
            return new RemoteFiles(storage, listing);
        } catch (IOException e) {
            throw new UncheckedIOException("The lake needs a cache folder that can be written: " + storage.cache(), e);
        }
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public SupportsPrefixOperations io() {
        return io;
    }

    @Override
    public Path folder() {
        return cache;
    }

    /// The name is unique by the random part that every data file's has.
    private Path cached(String location) {
        return cache.resolve(location.substring(location.lastIndexOf('/') + 1));
    }

    @Override
    public Path begin(String location) {
        return cached(location);
    }

    /// Sends the file to the store, which has it when this returns; it is not kept here, for it may never be
    /// read.
    @Override
    public void finish(String location) {
        Path file = cached(location);
        try (OutputStream out = io.newOutputFile(location).create()) {
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException("The file could not be sent to the store: " + location, e);
        } finally {
            delete(file);
        }
    }

    @Override
    public synchronized Lease lease(List<String> locations) {
        List<String> held = new ArrayList<>();
        try {
            for (String location : locations) {
                leases.merge(location, 1, Integer::sum);
                held.add(location);
                if (bytes.get(location) == null) {
                    fetch(location);
                }
            }
        } catch (RuntimeException | Error e) {
            release(held);
            throw e;
        }
        return new Lease() {
            @Override
            public Path path(String location) {
                return cached(location);
            }

            @Override
            public void close() {
                release(held);
                held.clear();
            }
        };
    }

    private synchronized void release(List<String> locations) {
        locations.forEach(location -> leases.computeIfPresent(location, (l, n) -> n == 1 ? null : n - 1));
    }

    private void fetch(String location) {
        long size = io.newInputFile(location).getLength();
        makeRoom(size);
        Path part = cache.resolve(UUID.randomUUID() + ".parquet-part");
        try (InputStream in = io.newInputFile(location).newStream()) {
            Files.copy(in, part);
            Files.move(part, cached(location), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(part);
            throw new UncheckedIOException("The file could not be fetched from the store: " + location, e);
        }
        bytes.put(location, size);
    }

    private void makeRoom(long size) {
        long held = size + bytes.values().stream().mapToLong(b -> b).sum();
        var oldest = bytes.entrySet().iterator();
        while (held > bound && oldest.hasNext()) {
            Map.Entry<String, Long> file = oldest.next();
            if (!leases.containsKey(file.getKey())) {
                delete(cached(file.getKey()));
                held -= file.getValue();
                oldest.remove();
            }
        }
        if (held > bound) {
            throw new LakeException(
                    "The cache for files of the object store holds %d bytes, and %d are needed at once; allow it more or read fewer months"
                            .formatted(bound, held));
        }
    }

    @Override
    public synchronized void evict() {
        bytes.keySet().removeIf(location -> {
            boolean unread = !leases.containsKey(location);
            if (unread) {
                delete(cached(location));
            }
            return unread;
        });
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the cache was not deleted: " + file, e);
        }
    }

    @Override
    public void close() {
        io.close();
    }
}
