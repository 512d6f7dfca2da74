package throughline.server.intake.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import throughline.lake.duckdb.LakeException;
import throughline.lake.fact.FactKind;
import throughline.lake.kafka.Handling;
import throughline.lake.kafka.RejectedRow;
import throughline.lake.kafka.TopicReader;
import throughline.lake.kafka.TopicSettings;
import throughline.server.intake.Batch.RowCounts;
import throughline.server.intake.LiveTables;
import throughline.server.intake.RowsCounted;
import throughline.server.intake.Standstill;
import throughline.server.intake.store.MessageRejectTable;

/// Reads facts from Kafka topics, one reader a kind. Who commits to a table holds the same lock as the flusher of
/// what came over HTTP. Where everything was replaced the topics are read anew into the new tables.
public final class KafkaIntake implements Standstill, MeterBinder, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KafkaIntake.class.getName());

    /// Tables that are committed at the same time; each takes two connections of the pool.
    private static final int TABLES = 2;

    private static final long LOOK_SECONDS = 2;

    private final LiveTables tables;
    private final Handling.Conversion conversion;
    private final MessageRejectTable rejects;
    private final RowsCounted counted;
    private final Map<FactKind, TopicSettings> settings;
    private final Semaphore turns = new Semaphore(TABLES);
    private final List<TopicReader> readers = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("kafka-intake").daemon().factory());
    private long generation;

    KafkaIntake(
            DataSource database,
            LiveTables tables,
            Handling.Conversion conversion,
            RowsCounted counted,
            KafkaSettings settings) {
        this.tables = tables;
        this.conversion = conversion;
        this.rejects = new MessageRejectTable(database);
        this.counted = counted;
        this.settings = settings.readers();
        this.generation = tables.generation();
        begin();
        var _ = clock.scheduleWithFixedDelay(this::follow, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        var _ = clock.scheduleWithFixedDelay(() -> forgetOld(rejects), 0, 1, TimeUnit.HOURS);
    }

    private synchronized void begin() {
        long into = generation;
        var handling = new Handling(conversion, this::reject, (kind, commit) -> commit(into, kind, commit));
        settings.forEach((kind, topics) -> readers.add(TopicReader.start(kind, topics, tables.lake(into), handling)));
    }

    private void reject(List<RejectedRow> rows) {
        rejects.add(rows);
        settings.forEach((kind, topics) -> counted.add(
                kind,
                new RowCounts(
                        0,
                        0,
                        rows.stream()
                                .filter(row -> topics.topics().contains(row.topic()))
                                .count())));
    }

    /// Goes on with other tables where these were replaced.
    private void follow() {
        try {
            long shown = tables.generation();
            synchronized (this) {
                if (shown != generation) {
                    end();
                    generation = shown;
                    begin();
                }
            }
        } catch (DataAccessException e) {
            LOG.log(Level.WARNING, "The database does not answer; whether tables were replaced is looked up later", e);
        }
    }

    private synchronized void end() {
        readers.forEach(TopicReader::close);
        readers.clear();
    }

    @Override
    public synchronized Set<String> refusals() {
        var refusals = new TreeSet<String>();
        readers.forEach(reader -> refusals.addAll(reader.refusals()));
        return refusals;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "throughline.kafka.refusals",
                        this,
                        intake -> intake.refusals().size())
                .description("Reasons why messages are not read until somebody decides; the Data page says them")
                .register(registry);
    }

    private boolean commit(long into, FactKind kind, BooleanSupplier commit) {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LakeException("Interrupted while %s waited for its turn".formatted(kind.table()), e);
        }
        try {
            return tables.commit(into, kind, commit);
        } finally {
            turns.release();
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
        clock.shutdownNow();
        end();
    }
}
