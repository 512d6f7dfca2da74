package throughline.server.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import throughline.lake.duckdb.LakeException;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.IcebergLake;
import throughline.server.intake.store.BatchTable.Right;
import throughline.workspace.LakeReader;

/// The tables that pages show, for facts that come in by another way than batches.
public final class LiveTables {

    private static final long PAUSE_MILLIS = 50;

    private final DataSource database;
    private final LakeFacts facts;
    private final IntakeTables tables;

    LiveTables(DataSource database, LakeFacts facts) {
        this.database = database;
        this.facts = facts;
        this.tables = IntakeTables.over(database);
    }

    /// The generation that is shown; another one once everything was replaced.
    public long generation() {
        return tables.shown().generation();
    }

    /// The lake of a generation; it is not the caller's to close.
    public IcebergLake lake(long generation) {
        return facts.in(generation);
    }

    /// The columns that rows of the kind have had so far.
    public List<Column> columns(FactKind kind) {
        return facts.in(generation()).columns(kind).map(FactTable::columns).orElse(List.of());
    }

    /// The zone in which times without an offset are.
    public ZoneId zone() {
        try {
            return LakeReader.zone(tables.record());
        } catch (IOException e) {
            throw new UncheckedIOException("The record of the organisation could not be looked at", e);
        }
    }

    /// Commits to a table when nobody else does, and sends the pages to what is in it then.
    ///
    /// @param commit says whether anything came in
    /// @return what it says
    /// @throws LakeException if the database does not answer
    public boolean commit(long generation, FactKind kind, BooleanSupplier commit) {
        try (Connection connection = database.getConnection()) {
            IntakeTables alone = IntakeTables.over(connection);
            Optional<Right> right = alone.batches().lock(kind);
            while (right.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                right = alone.batches().lock(kind);
            }
            try (var _ = right.get()) {
                boolean changed = commit.getAsBoolean();
                show(generation, kind, alone);
                return changed;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LakeException("Interrupted while %s waited for its turn".formatted(kind.table()), e);
        } catch (SQLException e) {
            throw new LakeException("The database does not answer: " + e.getMessage(), e);
        }
    }

    /// Whoever was killed between a commit and this has left it to the next.
    private void show(long generation, FactKind kind, IntakeTables alone) {
        facts.snapshot(generation, kind)
                .filter(snapshot ->
                        !snapshot.equals(alone.shown().snapshots(generation).get(kind)))
                .ifPresent(snapshot -> alone.atOnce(() -> alone.shown().show(generation, kind, snapshot)));
    }
}
