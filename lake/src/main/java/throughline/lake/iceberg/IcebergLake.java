package throughline.lake.iceberg;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import throughline.lake.duckdb.KeptFile;
import throughline.lake.duckdb.LakeException;
import throughline.lake.duckdb.ParquetFiles;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.fact.PersonalData;

/// The permanent lake: one Iceberg table for each kind of facts that has come in.
///
/// ```java
/// try (var lake = IcebergLake.open(new Storage.Folder(folder), database)) {
///     lake.append(table, new TreeSet<>(List.of(17L)), appender -> { ... appender.append(row); });
///     Plan plan = lake.plan(INTERACTIONS).orElseThrow().months(january, march);
///     try (Scan scan = lake.scan(plan)) { ... scan.select() ... }
/// }
/// ```
///
/// Rows come in batches with a sequence number, and a batch comes in once however often it is appended. Of
/// each id the row that came last is kept. Safe for several threads, and several processes may append to one
/// lake.
///
/// What the database or the disk refuses is thrown as [LakeException]. Whether the append of a batch
/// succeeded whose answer was lost is found out by appending it again.
public final class IcebergLake implements AutoCloseable {

    static final String CATALOGUE = "throughline";
    static final String NAMESPACE = "facts";

    private static final int ATTEMPTS = 3;

    private final DataSource source;
    private final String namespace;
    private final Warehouse warehouse;
    private final JdbcCatalog catalog;
    private final ParquetFiles parquet;
    private final Optional<PersonalData> personal;
    private final Map<FactKind, IcebergTable> tables = new EnumMap<>(FactKind.class);

    private IcebergLake(
            Warehouse warehouse,
            DataSource source,
            String namespace,
            Predicate<FactKind> kinds,
            Optional<PersonalData> personal,
            Steps steps) {
        this.source = source;
        this.personal = personal;
        this.namespace = namespace;
        this.warehouse = warehouse;
        this.catalog = guarded(() -> catalogue(warehouse, source, steps));
        for (FactKind kind : FactKind.values()) {
            if (kinds.test(kind)) {
                tables.put(kind, new IcebergTable(catalog, namespace, kind));
            }
        }
        this.parquet = ParquetFiles.in(warehouse.folder());
    }

    /// Of two processes that make the catalogue's tables at once one fails, and finds them when it tries again.
    private static JdbcCatalog catalogue(Warehouse warehouse, DataSource source, Steps steps) {
        for (int attempt = 1; ; attempt++) {
            var catalog = new JdbcCatalog(
                    properties -> warehouse.io(), properties -> new PooledConnections(source, steps), true);
            try {
                catalog.initialize(
                        CATALOGUE,
                        Map.of("uri", "jdbc:", "warehouse", warehouse.location(), "jdbc.schema-version", "V1"));
                return catalog;
            } catch (UncheckedSQLException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /// Opens a lake; an empty folder is an empty lake.
    ///
    /// @param catalogue the database that names the current files of each table, Postgres in general;
    /// connections commit each statement
    public static IcebergLake open(Storage storage, DataSource catalogue) {
        return open(storage, catalogue, 0, Optional.empty(), Steps.NONE);
    }

    /// Opens one of several lakes that lie in one storage and one catalogue; only its own tables are in it.
    ///
    /// @param generation its number, from 0
    /// @param personal takes over what is personal of rows that come in; where there is none, all stays in the rows
    /// @param steps is told of each step of writing, committing and deleting
    public static IcebergLake open(
            Storage storage, DataSource catalogue, long generation, Optional<PersonalData> personal, Steps steps) {
        String namespace = generation == 0 ? NAMESPACE : NAMESPACE + "_" + generation;
        return new IcebergLake(
                warehouse(storage, steps), catalogue, namespace, kind -> !kind.derived(), personal, steps);
    }

    /// Opens tables of all kinds, derived ones among them, in a namespace of their own.
    static IcebergLake published(Storage storage, DataSource catalogue, String namespace) {
        return new IcebergLake(
                warehouse(storage, Steps.NONE), catalogue, namespace, kind -> true, Optional.empty(), Steps.NONE);
    }

    private static Warehouse warehouse(Storage storage, Steps steps) {
        return switch (storage) {
            case Storage.Folder folder -> new LocalFiles(folder.path(), steps);
            case Storage.Objects objects -> RemoteFiles.of(objects);
        };
    }

    /// The folder in which the files of a [Scan] are.
    public Path folder() {
        return warehouse.folder();
    }

    /// Brings batches in, all or none of them. When it returns, they survive a crash; batches that are in
    /// already are not read again.
    ///
    /// @param table the columns of the rows; what the lake's table lacks of them is added to it
    /// @param batches sequence numbers of the batches, at least one, from 0
    /// @param rows appends the rows; what it throws is thrown on, and nothing comes in
    /// @return what was done, now or earlier
    /// @throws IllegalArgumentException if a column holds another type in the lake, a row has no day, or only
    /// some of the batches are in
    public Appended append(FactTable table, SortedSet<Long> batches, Consumer<FactAppender> rows) {
        IcebergTable target = table(table.kind());
        return committing(target, () -> {
            Table after =
                    append(target, table, new Mark.Batches(target, batches)).run(rows);
            return target.appended(after, batches).orElseThrow();
        });
    }

    /// Brings rows in that were read on from the table's positions, and the new positions with them: both or
    /// neither. When it returns, they survive a crash. No rows at all only change the positions.
    ///
    /// @param table the columns of the rows; what the lake's table lacks of them is added to it
    /// @param rows appends the rows; what it throws is thrown on, and nothing comes in
    /// @return whether the positions are as `progress` says now; if not, somebody else has read on from where it
    /// begins, its rows are not wanted, and [#positions] says where to go on
    /// @throws IllegalArgumentException if a column holds another type in the lake, or a row has no day
    public boolean advance(FactTable table, Progress progress, Consumer<FactAppender> rows) {
        IcebergTable target = table(table.kind());
        var read = new Mark.Read(progress);
        return committing(
                target,
                () -> read.positions(append(target, table, read).run(rows)).equals(progress.to()));
    }

    private Append append(IcebergTable target, FactTable rows, Mark mark) {
        return new Append(target, parquet, warehouse, rows, personal, mark);
    }

    /// How far the sources of a table have been read, see [#advance]; empty where it was never filled so.
    public SortedMap<String, Long> positions(FactKind kind) {
        IcebergTable target = table(kind);
        return guarded(() -> target.find().map(Positions::of).orElseGet(TreeMap::new));
    }

    /// What brought the batch in, where it is in.
    ///
    /// @throws IllegalArgumentException if it was settled, see [#expire]
    public Optional<Appended> appended(FactKind kind, long batch) {
        IcebergTable target = table(kind);
        return guarded(() -> target.find().flatMap(table -> target.appended(table, new TreeSet<>(List.of(batch)))));
    }

    /// The columns that rows of a kind have had so far; empty where none ever came in.
    public Optional<FactTable> columns(FactKind kind) {
        IcebergTable target = table(kind);
        return guarded(() -> target.find().map(table -> Shape.facts(kind, Shape.columns(table.schema()))));
    }

    /// The files that hold the rows of a kind now; empty where none ever came in.
    public Optional<Plan> plan(FactKind kind) {
        IcebergTable target = table(kind);
        return guarded(() -> target.find()
                .flatMap(table ->
                        Optional.ofNullable(table.currentSnapshot()).map(snapshot -> target.plan(table, snapshot))));
    }

    /// The files that held the rows of a kind at a snapshot; empty where the snapshot has expired.
    public Optional<Plan> plan(FactKind kind, long snapshot) {
        IcebergTable target = table(kind);
        return guarded(() -> target.find()
                .flatMap(table ->
                        Optional.ofNullable(table.snapshot(snapshot)).map(found -> target.plan(table, found))));
    }

    /// Questions about the rows.
    public Contents contents() {
        return new Contents(this, parquet);
    }

    /// Makes the rows of a plan readable; files of an object store are fetched first.
    ///
    /// @throws LakeException if they are too many for the cache
    /// @throws IllegalArgumentException if the plan has no files
    public Scan scan(Plan plan) {
        if (plan.files().isEmpty()) {
            throw new IllegalArgumentException(
                    "The plan of %s has no files to read".formatted(plan.kind().table()));
        }
        List<String> locations = plan.files().stream().map(Plan.File::location).toList();
        IcebergTable target = table(plan.kind());
        target.use(plan.snapshot());
        Warehouse.Lease lease;
        try {
            lease = guarded(() -> warehouse.lease(locations));
        } catch (RuntimeException | Error e) {
            target.release(plan.snapshot());
            throw e;
        }
        List<KeptFile> files = plan.files().stream()
                .map(file -> new KeptFile(file.location(), file.month()))
                .toList();
        return new Scan() {
            @Override
            public FactTable table() {
                return plan.table();
            }

            @Override
            public List<KeptFile> files() {
                return files;
            }

            @Override
            public String from(List<KeptFile> some) {
                return ParquetFiles.scan(
                        some.stream().map(KeptFile::name).map(lease::path).toList(), plan.columns());
            }

            @Override
            public void close() {
                lease.close();
                target.release(plan.snapshot());
            }
        };
    }

    /// Empties columns of all current rows in which a column has one of some values, such as the surrogates of
    /// erased persons. Earlier snapshots have what was there until [#expire].
    ///
    /// @param column it may be one of those emptied
    /// @param emptied names of columns; those the table lacks do not matter
    /// @return how many rows were changed
    public long forget(FactKind kind, String column, Collection<String> values, Collection<String> emptied) {
        IcebergTable target = table(kind);
        return committing(
                target,
                () -> target.find()
                        .map(table -> removal(target).forget(table, column, values, emptied))
                        .orElse(0L));
    }

    /// Removes all current rows of days before a day. Earlier snapshots have them until [#expire].
    ///
    /// @return how many rows went
    public long removeBefore(FactKind kind, LocalDate first) {
        IcebergTable target = table(kind);
        return committing(
                target,
                () -> target.find()
                        .map(table -> removal(target).removeBefore(table, first))
                        .orElse(0L));
    }

    /// Whether all files of the table were written, or looked through, since a time: no older snapshot is left, but the
    /// current one where it replaced nothing.
    public boolean cleanSince(FactKind kind, Instant time) {
        IcebergTable target = table(kind);
        return guarded(() -> target.find()
                .map(table -> upkeep(target).cleanSince(table, time))
                .orElse(true));
    }

    private Removal removal(IcebergTable target) {
        return new Removal(target, parquet, warehouse);
    }

    /// Puts small files of each month together.
    ///
    /// @return how many files were replaced
    public int compact(FactKind kind) {
        return upkeep(kind, table -> upkeep(table(kind)).compact(table));
    }

    /// Forgets snapshots that gave way to another before a time, and deletes the files that only they
    /// had. Files that a later snapshot replaced go when that one goes.
    ///
    /// @param before snapshots whose successor is older go
    /// @param settled batches up to this number will never be asked for again; snapshots with later ones
    /// stay, however old, because they know that these are in
    /// @param shown snapshots that readers are sent to; they stay, and so do those that this process reads
    /// @return how many snapshots went
    public int expire(FactKind kind, Instant before, long settled, Set<Long> shown) {
        return upkeep(kind, table -> {
            var kept = new HashSet<>(shown);
            kept.addAll(table(kind).inUse());
            return upkeep(table(kind)).expire(table, before, settled, kept);
        });
    }

    /// Deletes files that no snapshot knows: what killed processes and lost races left.
    ///
    /// @param before files written later stay; choose it further back than any append takes, a day in general
    /// @return how many files went
    public int removeOrphans(FactKind kind, Instant before) {
        return upkeep(kind, table -> upkeep(table(kind)).removeOrphans(table, before));
    }

    /// Deletes copies of files of an object store that nobody reads now; they are fetched again where they are needed.
    public void evict() {
        warehouse.evict();
    }

    /// Takes every table away, with all that is in it, now and at earlier snapshots. May be repeated.
    public void drop() {
        tables.values()
                .forEach(target -> committing(target, () -> {
                    catalog.dropTable(target.name(), false);
                    target.forget();
                    return true;
                }));
        warehouse.io().deletePrefix(warehouse.location() + "/" + namespace + "/");
        warehouse.evict();
    }

    /// What of the lake is not as the catalogue says; changes nothing.
    public List<Damage> check() {
        return all(Repair::check);
    }

    /// Puts right what can be, see [Damage], and returns what there was. What is lost stays lost: a backup is
    /// better.
    public List<Damage> repair() {
        return all(Repair::repair);
    }

    private List<Damage> all(Function<Repair, List<Damage>> work) {
        return tables.values().stream()
                .flatMap(target -> committing(target, () -> work.apply(new Repair(source, warehouse, target))).stream())
                .toList();
    }

    private Upkeep upkeep(IcebergTable target) {
        return new Upkeep(target, parquet, warehouse);
    }

    private int upkeep(FactKind kind, Function<Table, Integer> work) {
        IcebergTable target = table(kind);
        return committing(target, () -> target.find().map(work).orElse(0));
    }

    private IcebergTable table(FactKind kind) {
        IcebergTable table = tables.get(kind);
        if (table == null) {
            throw new IllegalArgumentException(
                    "%s are derived from other facts and are not kept".formatted(kind.table()));
        }
        return table;
    }

    private static <T> T committing(IcebergTable target, Supplier<T> work) {
        target.committing().lock();
        try {
            return guarded(work);
        } finally {
            target.committing().unlock();
        }
    }

    private static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (UncheckedSQLException | CommitStateUnknownException e) {
            throw new LakeException(
                    "The lake's catalogue in the database did not answer: %s. Try again with the same batches; none comes in twice"
                            .formatted(e.getMessage()),
                    e);
        } catch (NotFoundException e) {
            throw new LakeException(
                    "A file of the lake is gone: %s. Run the repair to see what is missing".formatted(e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        parquet.close();
        catalog.close();
        warehouse.close();
    }
}
