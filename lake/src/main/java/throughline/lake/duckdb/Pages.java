package throughline.lake.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.lake.TemporaryFolder;
import throughline.lake.cube.Cube;

/// A folder of what was made of facts, month by month, so that only months that change are made anew. All of it can be
/// made again: a folder that is lost or damaged costs time only. One process uses a folder at a time; safe for several
/// of its threads.
///
/// A page is written once, under a name there never was before. The list of pages takes the place of the one before it
/// in one step, when all that it names is on the disk; who was killed before that has changed nothing.
public final class Pages implements AutoCloseable {

    /// Numbers in an answer of one month up to which it is kept in memory: a finer one is nearly as long as the month.
    private static final long FINE = 20_000;

    private static final String INDEX = "pages";
    private static final String NEXT = "pages-next";
    private static final String BENCH = "making-";

    private final Path folder;
    private final Optional<TemporaryFolder> temporary;
    private final LatelyUsed<MonthlyFiles.Asked, Cube> cells = new LatelyUsed<>(
            12_000_000,
            FINE,
            cube -> cube.size()
                    * (1L + cube.keys().size() + 3L * cube.measures().size()));
    private final LatelyUsed<Looked, List<Object[]>> looks =
            new LatelyUsed<>(1_000_000, FINE, rows -> 4L * rows.size());
    private final List<Lease> leases = new ArrayList<>();

    /// Names of files that no list names yet.
    private final Set<String> coming = new HashSet<>();

    private Optional<PageIndex> latest;

    private Pages(Path folder, Optional<TemporaryFolder> temporary) {
        this.folder = folder;
        this.temporary = temporary;
        this.latest = read().filter(index -> index.files().allMatch(name -> Files.exists(folder.resolve(name))));
        clear();
        sweep();
    }

    /// Opens a folder, and makes it if there is none.
    public static Pages in(Path folder) {
        try {
            return new Pages(Files.createDirectories(folder).toRealPath(), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "What is kept of the facts needs a folder that can be written: " + folder, e);
        }
    }

    /// A new folder that closing deletes.
    public static Pages temporary() {
        try {
            var temporary = TemporaryFolder.of("throughline-pages-");
            return new Pages(temporary.path(), Optional.of(temporary));
        } catch (IOException e) {
            throw new UncheckedIOException("The lake needs a temporary folder that can be written", e);
        }
    }

    /// Keeps the files of a list of pages where they are until it is closed.
    final class Lease implements AutoCloseable {

        private final PageIndex index;

        private Lease(PageIndex index) {
            this.index = index;
        }

        PageIndex index() {
            return index;
        }

        @Override
        public void close() {
            release(this);
        }
    }

    /// A look at files of facts.
    ///
    /// @param files their names
    /// @param select what was asked
    record Looked(List<String> files, String select) {}

    /// What was added up of pages so far, while this process runs.
    LatelyUsed<MonthlyFiles.Asked, Cube> cells() {
        return cells;
    }

    /// What was found in files of facts so far, while this process runs.
    LatelyUsed<Looked, List<Object[]>> looks() {
        return looks;
    }

    Path folder() {
        return folder;
    }

    /// The pages there are; empty where there are none that can be used.
    synchronized Optional<PageIndex> latest() {
        return latest;
    }

    /// A folder that does not exist yet, for pages in the making.
    Path bench() {
        return folder.resolve(BENCH + UUID.randomUUID());
    }

    /// Puts files into the folder, under names of their own.
    ///
    /// @param made files of a [#bench], which are moved
    /// @param name the beginning of their names
    synchronized List<String> take(List<Path> made, String name) {
        String unique = UUID.randomUUID().toString().substring(0, 13);
        List<String> names = new ArrayList<>();
        try {
            for (Path file : made) {
                String own = "%s-%s-%d.parquet".formatted(name, unique, names.size());
                force(file);
                Files.move(file, folder.resolve(own));
                coming.add(own);
                names.add(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A page could not be kept in " + folder, e);
        }
        return names;
    }

    /// Makes a list of pages the latest one.
    synchronized Lease keep(PageIndex index) {
        if (!latest.equals(Optional.of(index))) {
            try {
                force(folder);
                Path next = folder.resolve(NEXT);
                Files.write(next, index.lines());
                force(next);
                Files.move(next, folder.resolve(INDEX), StandardCopyOption.ATOMIC_MOVE);
                force(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("The list of pages could not be kept in " + folder, e);
            }
            latest = Optional.of(index);
        }
        var lease = new Lease(index);
        leases.add(lease);
        coming.clear();
        sweep();
        return lease;
    }

    /// Deletes all pages, because what they were made of is to be forgotten; those that are being read go with their
    /// last reader. They are made again from the facts as they are then.
    public synchronized void forget() {
        try {
            Files.deleteIfExists(folder.resolve(INDEX));
            force(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The list of pages could not be deleted in " + folder, e);
        }
        latest = Optional.empty();
        cells.clear();
        looks.clear();
        sweep();
    }

    private synchronized void release(Lease lease) {
        if (leases.remove(lease)) {
            sweep();
        }
    }

    private Optional<PageIndex> read() {
        try {
            return PageIndex.of(Files.readAllLines(folder.resolve(INDEX)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Damaged: what it names is made again.
            return Optional.empty();
        }
    }

    /// Deletes what nobody reads; where the folder is gone, nothing is left to delete.
    private void sweep() {
        Set<String> wanted = Stream.concat(latest.stream(), leases.stream().map(Lease::index))
                .flatMap(PageIndex::files)
                .collect(Collectors.toCollection(HashSet::new));
        wanted.add(INDEX);
        wanted.addAll(coming);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!wanted.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException gone) {
            // A reader may outlive the data folder, such as one that closes after the folder was deleted.
        } catch (IOException e) {
            throw new UncheckedIOException("Old pages could not be deleted in " + folder, e);
        }
    }

    /// Deletes what a process that was killed was making.
    private void clear() {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path bench : left.filter(file -> file.getFileName().toString().startsWith(BENCH))
                    .toList()) {
                delete(bench);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Old pages could not be deleted in " + folder, e);
        }
    }

    /// Deletes a [#bench] with all that is left on it.
    static void delete(Path bench) {
        try (Stream<Path> files = Files.exists(bench) ? Files.walk(bench) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Pages in the making could not be deleted in " + bench, e);
        }
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        temporary.ifPresent(TemporaryFolder::close);
    }
}
