package throughline.server.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import throughline.lake.duckdb.Pages;
import throughline.server.diagnose.DemoFolder;
import throughline.server.intake.Erasure.Receipt;
import throughline.server.intake.store.BatchTable;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Database;
import throughline.workspace.WorkspaceStore;

/// Erases from outside a server: beside the one that shows the data folder, or where none does. What was brought in
/// before is made facts first, so that nobody comes back with it.
public final class Erasing implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Erasing.class.getName());

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /// Name of the cache of files of an object store, which the server's must stay out of.
    public static final String COMMAND = "command";

    private final DataFolder folder;
    private final BatchTable batches;
    private final LakeFacts facts;
    private final Erasure erasure;
    private final LakeUpkeep upkeep;
    private final @Nullable Flusher flusher;

    private Erasing(
            DataFolder folder,
            Database database,
            LakeFacts facts,
            Optional<Flusher> flusher,
            Erasure.Look look,
            Clock clock) {
        this.folder = folder;
        this.batches = new BatchTable(database.dataSource());
        this.facts = facts;
        this.erasure = new Erasure(folder, database.dataSource(), facts, look, clock);
        var publications = new Publications(
                TrinoSettings.NONE,
                () -> LakeSettings.ofEnvironment().storage(folder, COMMAND + "-published", 0),
                database.dataSource());
        this.upkeep = new LakeUpkeep(database.dataSource(), facts, publications, erasure, clock);
        this.flusher = flusher.orElse(null);
    }

    /// Beside a server, which takes over what was brought in, and ends erasures once nobody reads older files.
    public static Erasing beside(Path data, Database database, Clock clock) {
        var folder = new DataFolder(data);
        return new Erasing(folder, database, facts(folder, database), Optional.empty(), () -> {}, clock);
    }

    /// In a data folder that no server shows.
    public static Erasing alone(Path data, Database database, Clock clock) throws IOException {
        var folder = new DataFolder(data);
        LakeFacts facts = facts(folder, database);
        IntakeSettings settings =
                Binder.get(new StandardEnvironment()).bindOrCreate("throughline.intake", IntakeSettings.class);
        var spool = new Spool(folder.spool(), settings, clock);
        var counted = new RowsCounted();
        var drain = new FolderDrain(folder, database.dataSource(), facts, spool, counted, clock, step -> {});
        var flush = new BatchFlush(spool, facts, counted, step -> {});
        return new Erasing(
                folder,
                database,
                facts,
                Optional.of(new Flusher(database.dataSource(), spool, flush, drain, settings)),
                () -> read(folder, database, facts, drain, clock),
                clock);
    }

    /// Pages of months that the erasure has changed are made anew; where the facts cannot be read, all of them go.
    private static void read(DataFolder folder, Database database, LakeFacts facts, FolderDrain drain, Clock clock) {
        try (var pages = Pages.in(folder.cells())) {
            IntakeTables tables = IntakeTables.over(database.dataSource());
            var sources = new LakeSources(tables, facts, pages, drain, new DemoFolder(clock), engine -> engine);
            try {
                sources.read(words -> {}).workspace().close();
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "The facts could not be read, so what was made of them is made anew", e);
                pages.forget();
            }
        }
    }

    private static LakeFacts facts(DataFolder folder, Database database) {
        LakeSettings settings = LakeSettings.ofEnvironment();
        return new LakeFacts(
                generation -> settings.storage(folder, COMMAND, generation), database.dataSource(), step -> {});
    }

    /// Erases a customer.
    ///
    /// @param id in the organisation's own systems
    /// @throws IOException if what was brought in does not become facts, or something cannot be deleted; call again
    public Receipt customer(String id) throws IOException {
        awaitFacts();
        return erasure.customer(id);
    }

    /// Erases all facts of days before a day.
    ///
    /// @throws IOException if what was brought in does not become facts, or something cannot be deleted; call again
    public Receipt before(LocalDate day) throws IOException {
        awaitFacts();
        return erasure.before(day);
    }

    /// Takes what was erased out of the current files of the lake, where no server does.
    public void rewrite() throws IOException {
        if (flusher != null) {
            erasure.rewrite();
        }
    }

    /// Brings what was erased to its end, where nobody else uses the folder and the database.
    ///
    /// @return whether nothing of it is left in any file; beside a server that is so some time later
    public boolean finish() throws IOException {
        try {
            return flusher != null && upkeep.finishErasures();
        } catch (SQLException e) {
            throw new IOException("The database does not answer: " + e.getMessage(), e);
        }
    }

    private void awaitFacts() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (waits()) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        "What was brought in last has not become facts for %s minutes. See what the server says of it, and erase then; nothing was erased."
                                .formatted(PATIENCE.toMinutes()));
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted before anything was erased", e);
            }
        }
        if (flusher != null) {
            erasure.resume();
        }
    }

    private boolean waits() throws IOException {
        var waiting = new AtomicBoolean();
        new WorkspaceStore(folder.workspace()).handOver(files -> {
            waiting.set(!files.isEmpty());
            return Map.of();
        });
        return waiting.get() || !batches.allSettled(batches.last());
    }

    @Override
    public void close() throws IOException {
        if (flusher != null) {
            flusher.close();
        }
        upkeep.close();
        facts.close();
        Path cache = folder.lakeCache().resolve(COMMAND);
        if (Files.exists(cache)) {
            WorkspaceStore.delete(cache);
        }
    }
}
