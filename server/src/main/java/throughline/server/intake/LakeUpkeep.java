package throughline.server.intake;

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
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import throughline.lake.fact.FactKind;
import throughline.lake.iceberg.IcebergLake;
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

    private final DataSource database;
    private final LakeFacts facts;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lake-upkeep").daemon().factory());
    private Instant compacted;
    private Instant cleaned;

    LakeUpkeep(DataSource database, LakeFacts facts, Clock clock) {
        this.database = database;
        this.facts = facts;
        this.clock = clock;
        this.compacted = clock.instant();
        this.cleaned = compacted.minus(CLEAN_EVERY);
    }

    /// Does what is due from now on.
    void begin() {
        var _ = thread.scheduleWithFixedDelay(
                this::quietly, EXPIRE_EVERY.toSeconds(), EXPIRE_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    private void quietly() {
        try {
            run();
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "The lake is put in order later", e);
        }
    }

    /// Does what is due, unless files are being copied.
    void run() throws SQLException {
        Optional<FilesKept> right = FilesKept.tidying(database);
        if (right.isPresent()) {
            try (var held = right.get()) {
                tidy();
            }
        }
    }

    private void tidy() throws SQLException {
        Instant now = clock.instant();
        boolean compact = now.isAfter(compacted.plus(COMPACT_EVERY));
        compacted = compact ? now : compacted;
        boolean clean = now.isAfter(cleaned.plus(CLEAN_EVERY));
        cleaned = clean ? now : cleaned;
        try (Connection connection = database.getConnection()) {
            IntakeTables tables = IntakeTables.over(connection);
            for (long old : tables.shown().old(READERS)) {
                facts.drop(old);
                tables.shown().dropped(old);
            }
            for (FactKind kind :
                    tables.shown().snapshots(tables.shown().generation()).keySet()) {
                if (tables.batches().lock(kind)) {
                    try {
                        run(kind, tables, compact, clean);
                    } finally {
                        tables.batches().unlock(kind);
                    }
                }
            }
        }
    }

    private void run(FactKind kind, IntakeTables tables, boolean compact, boolean clean) {
        long generation = tables.shown().generation();
        IcebergLake lake = facts.in(generation);
        // While an import is half in, its table stays as it is.
        if (compact && !tables.files().waits(kind) && lake.compact(kind) > 0) {
            facts.snapshot(generation, kind)
                    .ifPresent(snapshot -> tables.atOnce(() -> tables.shown().show(generation, kind, snapshot)));
        }
        Map<FactKind, Long> shown = tables.shown().snapshots(generation);
        lake.expire(
                kind,
                clock.instant().minus(READERS),
                tables.batches().settled(),
                Optional.ofNullable(shown.get(kind)).map(Set::of).orElse(Set.of()));
        if (clean) {
            lake.removeOrphans(kind, clock.instant().minus(STRAY));
        }
    }

    /// Waits for what is being done.
    @Override
    public void close() {
        thread.close();
    }
}
