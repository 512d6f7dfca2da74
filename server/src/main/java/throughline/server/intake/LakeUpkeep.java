package throughline.server.intake;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import throughline.lake.fact.FactKind;
import throughline.lake.iceberg.IcebergLake;
import throughline.server.intake.store.BatchTable;
import throughline.server.intake.store.BatchTable.Right;
import throughline.server.platform.FilesKept;

/// Keeps the tables of the lake quick and small: puts small files together, forgets snapshots that nobody
/// reads, and deletes what killed processes left. Of several servers the one does it that may flush the
/// table.
final class LakeUpkeep implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LakeUpkeep.class.getName());

    private static final Duration EXPIRE_EVERY = Duration.ofMinutes(2);
    private static final Duration COMPACT_EVERY = Duration.ofMinutes(30);
    private static final Duration CLEAN_EVERY = Duration.ofHours(24);

    /// How long a snapshot stays that gave way to another: other servers may be reading it.
    private static final Duration READERS = Duration.ofMinutes(15);

    /// Age from which on a file belongs to no commit that is under way.
    private static final Duration STRAY = Duration.ofHours(24);

    private static final int RESUME_SECONDS = 5;

    /// Each snapshot that an erasure made has to give way to another one, which may then be the last.
    private static final int ROUNDS = 5;

    private final DataSource database;
    private final LakeFacts facts;
    private final Publications publications;
    private final Erasure erasure;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lake-upkeep").daemon().factory());
    private boolean resumed;
    private Instant compacted;
    private Instant cleaned;

    LakeUpkeep(DataSource database, LakeFacts facts, Publications publications, Erasure erasure, Clock clock) {
        this.database = database;
        this.facts = facts;
        this.publications = publications;
        this.erasure = erasure;
        this.clock = clock;
        this.compacted = clock.instant();
        this.cleaned = compacted.minus(CLEAN_EVERY);
    }

    /// Does what is due from now on.
    void begin() {
        long last = new BatchTable(database).last();
        var _ = thread.scheduleWithFixedDelay(() -> quietly(() -> resume(last)), 0, RESUME_SECONDS, TimeUnit.SECONDS);
        var _ = thread.scheduleWithFixedDelay(
                () -> quietly(this::run), EXPIRE_EVERY.toSeconds(), EXPIRE_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /// Erases again what a restored backup brought back, once what it held is facts.
    private void resume(long last) throws IOException {
        if (!resumed && new BatchTable(database).allSettled(last)) {
            erasure.resume();
            resumed = true;
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, SQLException;
    }

    private static void quietly(Work work) {
        try {
            work.run();
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "The lake is put in order later", e);
        }
    }

    /// What is to be done.
    ///
    /// @param readers how long a snapshot stays that gave way to another
    /// @param stray age from which on a file belongs to no commit that is under way
    /// @param settled number of the last batch that will not be asked for again
    private record Due(
            boolean compact, boolean clean, Duration readers, Duration stray, ToLongFunction<BatchTable> settled) {}

    /// Does what is due, unless files are being copied.
    void run() throws IOException, SQLException {
        publications.renew();
        Instant now = clock.instant();
        var due = new Due(
                now.isAfter(compacted.plus(COMPACT_EVERY)),
                now.isAfter(cleaned.plus(CLEAN_EVERY)),
                READERS,
                STRAY,
                BatchTable::settled);
        Optional<FilesKept> right = FilesKept.tidying(database);
        if (right.isPresent()) {
            try (var held = right.get()) {
                compacted = due.compact() ? now : compacted;
                cleaned = due.clean() ? now : cleaned;
                if (due.clean()) {
                    erasure.retain();
                }
                erasure.rewrite();
                tidy(due);
                erasure.finish();
            }
        }
    }

    /// Brings erasures to their end at once, where nobody else uses the data folder.
    ///
    /// @return whether nothing of them is left
    boolean finishErasures() throws IOException, SQLException {
        Optional<FilesKept> right = FilesKept.tidying(database);
        if (right.isEmpty()) {
            return false;
        }
        try (var held = right.get()) {
            var due = new Due(false, true, Duration.ZERO, Duration.ZERO, BatchTable::settledNow);
            boolean finished = erasure.finish();
            for (int round = 0; round < ROUNDS && !finished; round++) {
                tidy(due);
                finished = erasure.finish();
            }
            return finished;
        }
    }

    private void tidy(Due due) throws SQLException {
        publications.tidy();
        try (Connection connection = database.getConnection()) {
            IntakeTables tables = IntakeTables.over(connection);
            for (long old : tables.shown().old(due.readers())) {
                facts.drop(old);
                tables.shown().dropped(old);
            }
            for (FactKind kind :
                    tables.shown().snapshots(tables.shown().generation()).keySet()) {
                Optional<Right> right = tables.batches().lock(kind);
                if (right.isPresent()) {
                    try (var _ = right.get()) {
                        tidy(kind, due, tables);
                    }
                }
            }
        }
    }

    private void tidy(FactKind kind, Due due, IntakeTables tables) {
        long generation = tables.shown().generation();
        IcebergLake lake = facts.in(generation);
        // While an import is half in, its table stays as it is.
        if (due.compact() && !tables.files().waits(kind) && lake.compact(kind) > 0) {
            facts.snapshot(generation, kind)
                    .ifPresent(snapshot -> tables.atOnce(() -> tables.shown().show(generation, kind, snapshot)));
        }
        Map<FactKind, Long> shown = tables.shown().snapshots(generation);
        lake.expire(
                kind,
                clock.instant().minus(due.readers()),
                due.settled().applyAsLong(tables.batches()),
                Optional.ofNullable(shown.get(kind)).map(Set::of).orElse(Set.of()));
        if (due.clean()) {
            lake.removeOrphans(kind, clock.instant().minus(due.stray()));
        }
    }

    /// Waits for what is being done.
    @Override
    public void close() {
        thread.close();
    }
}
