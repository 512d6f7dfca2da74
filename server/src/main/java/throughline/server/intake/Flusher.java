package throughline.server.intake;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import throughline.lake.fact.FactKind;
import throughline.server.intake.store.BatchTable;
import throughline.server.intake.store.BatchTable.Right;
import throughline.server.platform.FilesKept;

/// Makes facts of the batches that were received, one table at a time each and in the order they came.
///
/// Of several servers on one database one flushes a table: it holds a lock that belongs to its connection,
/// and settles batches over that same connection, so whoever loses the lock can settle nothing any more.
/// Each step may be repeated, so a batch that was being flushed when a server was killed is simply flushed
/// again.
public final class Flusher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Flusher.class.getName());

    /// Tables that are flushed at the same time; each takes a connection of the pool.
    private static final int TABLES = 3;

    private static final int BATCHES = 200;
    private static final Duration TIDY_EVERY = Duration.ofHours(1);

    private final DataSource database;
    private final Spool spool;
    private final BatchFlush flush;
    private final FolderDrain drain;
    private final IntakeSettings settings;
    private final Semaphore tables = new Semaphore(TABLES);
    private final Set<FactKind> running = EnumSet.noneOf(FactKind.class);
    private final Map<FactKind, Long> notBefore = new EnumMap<>(FactKind.class);
    private final Thread thread;
    private long arrived;
    private long tidied = System.nanoTime() - TIDY_EVERY.toNanos();
    private boolean closed;

    Flusher(DataSource database, Spool spool, BatchFlush flush, FolderDrain drain, IntakeSettings settings) {
        this.database = database;
        this.spool = spool;
        this.flush = flush;
        this.drain = drain;
        this.settings = settings;
        this.thread = Thread.ofPlatform().name("intake-flusher").daemon().start(this::run);
    }

    /// Says that bytes came in; enough of them are not kept waiting.
    synchronized void received(long bytes) {
        arrived += bytes;
        if (arrived >= settings.flushAt().toBytes()) {
            notifyAll();
        }
    }

    private void run() {
        var batches = new BatchTable(database);
        while (pause()) {
            try {
                if (drain.waits().isPresent()) {
                    drain.run();
                }
                batches.unsettledKinds().forEach(this::begin);
                tidy(batches);
            } catch (DataAccessException e) {
                LOG.log(Level.WARNING, "The database does not answer; what was acknowledged is flushed later", e);
            } catch (IOException | SQLException | RuntimeException e) {
                LOG.log(Level.SEVERE, "The flusher goes on after a failure", e);
                rest();
            }
        }
    }

    /// Waits for the next look; false once it is closed.
    private synchronized boolean pause() {
        try {
            if (!closed && arrived < settings.flushAt().toBytes()) {
                TimeUnit.NANOSECONDS.timedWait(this, settings.flushEvery().toNanos());
            }
            arrived = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed;
    }

    private synchronized void begin(FactKind kind) {
        long wait = notBefore.getOrDefault(kind, Long.MIN_VALUE);
        if (!closed && (wait == Long.MIN_VALUE || System.nanoTime() - wait >= 0) && running.add(kind)) {
            Thread.ofVirtual().name("intake-flusher-" + kind.table()).start(() -> flushAlone(kind));
        }
    }

    private void flushAlone(FactKind kind) {
        boolean good = false;
        try {
            tables.acquire();
            try {
                flush(kind);
                good = true;
            } finally {
                tables.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.log(
                    Level.SEVERE,
                    "Batches of %s could not be flushed and are tried again in %s seconds"
                            .formatted(kind.table(), settings.tryAgain().toSeconds()),
                    e);
        } finally {
            done(
                    kind,
                    good
                            ? Long.MIN_VALUE
                            : System.nanoTime() + settings.tryAgain().toNanos());
        }
    }

    private synchronized void done(FactKind kind, long next) {
        running.remove(kind);
        notBefore.put(kind, next);
        notifyAll();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void flush(FactKind kind) throws IOException, SQLException {
        try (Connection connection = database.getConnection()) {
            IntakeTables tables = IntakeTables.over(connection);
            BatchTable batches = tables.batches();
            Optional<Right> right = batches.lock(kind);
            if (right.isEmpty()) {
                return;
            }
            try (var _ = right.get()) {
                long after = 0;
                while (!isClosed() && !tables.files().waits(kind)) {
                    List<Batch> some = upTo(settings.flushAt().toBytes(), batches.unsettled(kind, after, BATCHES));
                    if (some.isEmpty()) {
                        return;
                    }
                    flush.flush(kind, some, tables);
                    after = some.getLast().sequence();
                }
            }
        }
    }

    /// The first batches, at least one, that have about so many bytes together.
    private static List<Batch> upTo(long most, List<Batch> batches) {
        long bytes = 0;
        for (int i = 0; i < batches.size(); i++) {
            bytes += batches.get(i).bytes();
            if (i > 0 && bytes > most) {
                return batches.subList(0, i);
            }
        }
        return batches;
    }

    /// What failed is not tried again at once.
    private synchronized void rest() {
        try {
            if (!closed) {
                TimeUnit.NANOSECONDS.timedWait(this, settings.tryAgain().toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tidy(BatchTable batches) throws IOException, SQLException {
        if (System.nanoTime() - tidied < TIDY_EVERY.toNanos()) {
            return;
        }
        Optional<FilesKept> right = FilesKept.tidying(database);
        if (right.isPresent()) {
            try (var held = right.get()) {
                tidied = System.nanoTime();
                spool.delete(batches.forgetOld());
                spool.deleteStrays(batches::paths);
            }
        }
    }

    /// Lets the batches that are being flushed come to their end, and begins no others.
    @Override
    public void close() {
        try {
            synchronized (this) {
                closed = true;
                notifyAll();
                while (!running.isEmpty()) {
                    wait();
                }
            }
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
