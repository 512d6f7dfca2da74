package throughline.server.intake.kafka;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import throughline.lake.duckdb.LakeException;
import throughline.lake.fact.FactKind;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.kafka.Handling;
import throughline.lake.kafka.TopicReader;
import throughline.server.intake.store.BatchTable;
import throughline.server.intake.store.MessageRejectTable;

/// Reads facts from Kafka topics, one reader a kind. Who commits to a table holds the same lock as the flusher of
/// what came over HTTP.
public final class KafkaIntake implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KafkaIntake.class.getName());

    /// Tables that are committed at the same time; each takes two connections of the pool.
    private static final int TABLES = 2;

    private static final long PAUSE_MILLIS = 50;

    private final DataSource database;
    private final IcebergLake lake;
    private final Semaphore tables = new Semaphore(TABLES);
    private final List<TopicReader> readers = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("kafka-rejects").daemon().factory());
    private final Future<?> tidying;

    KafkaIntake(DataSource database, IcebergLake lake, Handling.Conversion conversion, KafkaSettings settings) {
        this.database = database;
        this.lake = lake;
        var rejects = new MessageRejectTable(database);
        var handling = new Handling(conversion, rejects::add, this::commit);
        settings.readers().forEach((kind, topics) -> readers.add(TopicReader.start(kind, topics, lake, handling)));
        tidying = clock.scheduleWithFixedDelay(() -> forgetOld(rejects), 0, 1, TimeUnit.HOURS);
    }

    /// Why partitions are not read, in sentences for an operator; empty when all are.
    public Set<String> refusals() {
        var refusals = new TreeSet<String>();
        readers.forEach(reader -> refusals.addAll(reader.refusals()));
        return refusals;
    }

    private boolean commit(FactKind kind, BooleanSupplier commit) {
        try {
            tables.acquire();
            try (Connection connection = database.getConnection()) {
                var lock = new BatchTable(new SingleConnectionDataSource(connection, true));
                while (!lock.lock(kind)) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
                try {
                    return commit.getAsBoolean();
                } finally {
                    lock.unlock(kind);
                }
            } finally {
                tables.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LakeException("Interrupted while %s waited for its turn".formatted(kind.table()), e);
        } catch (SQLException e) {
            throw new LakeException("The database does not answer: " + e.getMessage(), e);
        }
    }

    private static void forgetOld(MessageRejectTable rejects) {
        try {
            rejects.forgetOld();
        } catch (DataAccessException e) {
            LOG.log(Level.WARNING, "Old rows in rejects are let go of later", e);
        }
    }

    @Override
    public void close() {
        tidying.cancel(false);
        clock.shutdown();
        readers.forEach(TopicReader::close);
        lake.close();
    }
}
