package throughline.server.intake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import throughline.lake.cube.CubeEngine;
import throughline.lake.duckdb.DuckDbCubeEngine;
import throughline.lake.iceberg.PublishedTables;
import throughline.lake.iceberg.Storage;
import throughline.lake.trino.ClusterWithSpare;
import throughline.lake.trino.TrinoCubeEngine;
import throughline.server.intake.store.PublicationTable;

/// Lets a Trino cluster add up the facts, where the settings name one: what this machine has derived is written as
/// tables of the lake, which the cluster scans until other facts are shown. Where something is in the way, the
/// cluster or the writing, this machine adds up, and the log says why. Safe for use by several threads.
final class Publications implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Publications.class.getName());

    /// After this a publication whose server says nothing is nobody's.
    private static final Duration LEASE = Duration.ofHours(1);

    /// How long a cluster that did not answer is left alone.
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final TrinoSettings settings;
    private final Supplier<Storage> storage;
    private final DataSource database;
    private final PublicationTable table;

    /// Those that are asked here, or being written.
    private final Set<String> ours = ConcurrentHashMap.newKeySet();

    private Optional<Long> last = Optional.empty();

    /// @param storage where the lake is
    Publications(TrinoSettings settings, Supplier<Storage> storage, DataSource database) {
        this.settings = settings;
        this.storage = storage;
        this.database = database;
        this.table = new PublicationTable(database);
    }

    /// What answers questions about facts: the cluster, or the engine itself.
    ///
    /// @param engine is closed with what is returned
    CubeEngine over(DuckDbCubeEngine engine) {
        return settings.cluster()
                .filter(url -> due())
                .flatMap(url -> published(url, engine))
                .orElse(engine);
    }

    private synchronized boolean due() {
        long now = System.nanoTime();
        boolean due = last.isEmpty() || now - last.get() >= settings.every().toNanos();
        last = due ? Optional.of(now) : last;
        return due;
    }

    private Optional<CubeEngine> published(String url, DuckDbCubeEngine engine) {
        String name = "published_" + UUID.randomUUID().toString().replace("-", "");
        try {
            table.insert(name, LEASE);
            ours.add(name);
            return Optional.of(
                    new ClusterWithSpare(written(url, name, engine), engine, PAUSE, System::nanoTime, () -> end(name)));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The facts could not be written for Trino, so this machine adds them up", e);
            end(name);
            return Optional.empty();
        } catch (Error e) {
            // Renewed for as long as the process lives, it would keep an erasure from its end.
            end(name);
            throw e;
        }
    }

    /// One at a time: they share a cache, where the lake is in an object store.
    private synchronized CubeEngine written(String url, String name, DuckDbCubeEngine engine) {
        try (var tables = PublishedTables.open(storage.get(), database, name)) {
            tables.publish(engine);
            return new TrinoCubeEngine(url, settings.login(), tables);
        }
    }

    /// Ours until it is gone, so that who closes this waits for another thread that is dropping it.
    private synchronized void end(String name) {
        if (ours.contains(name)) {
            try {
                drop(name);
            } catch (RuntimeException e) {
                LOG.log(Level.INFO, "Tables that were written for Trino are dropped later: " + name, e);
            } finally {
                ours.remove(name);
            }
        }
    }

    private synchronized void drop(String name) {
        try (var tables = PublishedTables.open(storage.get(), database, name)) {
            tables.drop();
        }
        table.delete(name);
    }

    /// Says that ours are still asked; to be called every few minutes.
    void renew() {
        table.renew(List.copyOf(ours), LEASE);
    }

    /// Drops those of servers that were killed.
    void tidy() {
        for (String name : table.ended()) {
            if (!ours.contains(name)) {
                try {
                    drop(name);
                } catch (RuntimeException e) {
                    // The next one may go all the same; this one is tried again.
                    LOG.log(Level.WARNING, "The publication " + name + " could not be dropped yet", e);
                }
            }
        }
    }

    /// Drops what is still asked here.
    @Override
    public void close() {
        List.copyOf(ours).forEach(this::end);
    }
}
