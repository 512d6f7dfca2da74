package throughline.lake.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.jspecify.annotations.Nullable;
import throughline.lake.duckdb.LakeException;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// The table of one kind: what is in it, and the only way to commit to it. One thread of this process commits
/// at a time; other processes are met at the catalogue, where the later of two has to look again.
final class IcebergTable {

    private static final int ATTEMPTS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 200;
    private static final int PLANS = 4;
    private static final String SETTLED = "ingest.settled";

    private final Catalog catalog;
    private final FactKind kind;
    private final TableIdentifier name;

    private final KnownIds ids = new KnownIds();

    /// Held while the table is changed.
    private final ReentrantLock committing = new ReentrantLock(true);

    private final Map<Long, List<DataFile>> planned = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<DataFile>> eldest) {
            return size() > PLANS;
        }
    };
    private @Nullable Table loaded;

    /// Snapshots that are being read, and how often.
    private final Map<Long, Integer> inUse = new HashMap<>();

    /// @param namespace where the table is in the catalogue
    IcebergTable(Catalog catalog, String namespace, FactKind kind) {
        this.catalog = catalog;
        this.kind = kind;
        this.name = TableIdentifier.of(namespace, kind.table());
    }

    FactKind kind() {
        return kind;
    }

    TableIdentifier name() {
        return name;
    }

    /// Says that somebody begins to read a snapshot.
    synchronized void use(long snapshot) {
        inUse.merge(snapshot, 1, Integer::sum);
    }

    /// Says that somebody has read a snapshot.
    synchronized void release(long snapshot) {
        inUse.computeIfPresent(snapshot, (id, readers) -> readers == 1 ? null : readers - 1);
    }

    /// The snapshots that are being read by this process.
    synchronized Set<Long> inUse() {
        return Set.copyOf(inUse.keySet());
    }

    /// Which files hold an id.
    KnownIds ids() {
        return ids;
    }

    ReentrantLock committing() {
        return committing;
    }

    /// The table as the catalogue has it now.
    synchronized Optional<Table> find() {
        Table table = loaded;
        try {
            if (table == null) {
                table = catalog.loadTable(name);
                loaded = table;
            } else {
                table.refresh();
            }
            return Optional.of(table);
        } catch (NoSuchTableException e) {
            loaded = null;
            return Optional.empty();
        }
    }

    /// Forgets what was loaded, after the catalogue was put right.
    synchronized void forget() {
        loaded = null;
        planned.clear();
    }

    /// The table with at least these columns; made where it is not there.
    ///
    /// @throws IllegalArgumentException if a column is there with another type
    Table with(FactTable incoming) {
        for (int attempt = 1; ; attempt++) {
            Optional<Table> found = find();
            try {
                Table table = found.isPresent() ? found.get() : create(incoming);
                var update = table.updateSchema();
                if (Shape.add(incoming, table.schema(), update)) {
                    update.commit();
                }
                return table;
            } catch (AlreadyExistsException | CommitFailedException e) {
                pause(attempt, e);
            }
        }
    }

    private Table create(FactTable incoming) {
        Schema schema = Shape.schema(incoming);
        return catalog.buildTable(name, schema)
                .withPartitionSpec(Shape.byMonth(schema))
                .withProperties(Map.of(
                        "format-version", "2",
                        "commit.retry.num-retries", "20",
                        "write.metadata.delete-after-commit.enabled", "true",
                        "write.metadata.previous-versions-max", "20"))
                .create();
    }

    /// What brought the batches in, where they are in.
    ///
    /// @throws IllegalArgumentException if only some are, or one was settled long ago
    Optional<Appended> appended(Table table, SortedSet<Long> batches) {
        long settled = settled(table);
        if (batches.first() <= settled) {
            throw new IllegalArgumentException("Batch %d of %s was settled: batches up to %d are no longer told apart"
                    .formatted(batches.first(), kind.table(), settled));
        }
        for (Snapshot snapshot : table.snapshots()) {
            Optional<Appended> appended = Appended.of(snapshot);
            if (appended.isPresent()) {
                var others = new TreeSet<>(batches);
                others.removeAll(appended.get().batches());
                if (others.isEmpty()) {
                    return appended;
                }
                if (others.size() < batches.size()) {
                    throw new IllegalArgumentException(
                            "Of the batches %s of %s all but %s are in already; append these alone"
                                    .formatted(Ranges.text(batches), kind.table(), Ranges.text(others)));
                }
            }
        }
        return Optional.empty();
    }

    /// Batches up to this number are no longer told apart.
    static long settled(Table table) {
        return Long.parseLong(table.properties().getOrDefault(SETTLED, "-1"));
    }

    static void settle(Table table, long batch) {
        table.updateProperties().set(SETTLED, String.valueOf(batch)).commit();
    }

    /// The data files of a snapshot.
    ///
    /// @throws LakeException if rows were deleted by delete files, which only other software writes
    synchronized List<DataFile> files(Table table, @Nullable Snapshot snapshot) {
        if (snapshot == null) {
            return List.of();
        }
        List<DataFile> known = planned.get(snapshot.snapshotId());
        if (known != null) {
            return known;
        }
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan()
                .useSnapshot(snapshot.snapshotId())
                .includeColumnStats()
                .planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty() || task.file().format() != FileFormat.PARQUET) {
                    throw new LakeException(
                            "%s was changed by other software in a way that is not read here (delete files or files that are not Parquet); rewrite the table there, and let only Throughline write it"
                                    .formatted(kind.table()));
                }
                files.add(task.file().copy());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // As they came, so that what is added up is added up in the same order every time.
        files.sort(Comparator.comparing(MonthFiles::month)
                .thenComparing(file -> Objects.requireNonNullElse(file.dataSequenceNumber(), 0L))
                .thenComparing(DataFile::location));
        planned.put(snapshot.snapshotId(), List.copyOf(files));
        return files;
    }

    Plan plan(Table table, Snapshot snapshot) {
        Map<Integer, Column> columns =
                Shape.columns(Objects.requireNonNull(table.schemas().get(snapshot.schemaId())));
        return new Plan(
                kind,
                snapshot.snapshotId(),
                columns,
                files(table, snapshot).stream()
                        .map(f ->
                                new Plan.File(f.location(), MonthFiles.month(f), f.recordCount(), f.fileSizeInBytes()))
                        .toList());
    }

    /// Tries to commit until it succeeds. Whether an attempt whose answer was lost has succeeded is seen by
    /// looking. What an attempt leaves behind is an orphan; nothing is deleted here, for it may be in after
    /// all.
    ///
    /// @param done looks whether it is in
    /// @param attempt makes the change anew from the table as it is now, and commits it
    void commit(Table table, BooleanSupplier done, Runnable attempt) {
        int failed = 0;
        while (!done.getAsBoolean()) {
            try {
                attempt.run();
            } catch (CommitFailedException
                    | ValidationException
                    | UncheckedSQLException
                    | CommitStateUnknownException e) {
                pause(++failed, e);
            }
            table.refresh();
        }
    }

    /// Whether nothing but compaction happened since a snapshot, as the ancestors of a new one show.
    static boolean untouched(@Nullable Snapshot since, Iterable<Snapshot> ancestors) {
        long base = since == null ? -1 : since.snapshotId();
        return StreamSupport.stream(ancestors.spliterator(), false)
                .takeWhile(ancestor -> ancestor.snapshotId() != base)
                .allMatch(ancestor -> ancestor.operation().equals("replace"));
    }

    private void pause(int attempt, RuntimeException failure) {
        if (attempt >= ATTEMPTS) {
            throw new LakeException(
                    "%s could not be changed in %d attempts: %s. Try again with the same batches; none comes in twice"
                            .formatted(kind.table(), ATTEMPTS, failure.getMessage()),
                    failure);
        }
        try {
            Thread.sleep(
                    ThreadLocalRandom.current().nextLong(Math.min(LONGEST_PAUSE_MILLIS, 10L << Math.min(attempt, 5))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LakeException("Interrupted while %s was changed".formatted(kind.table()), failure);
        }
    }
}
