package throughline.server.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.springframework.dao.DataAccessException;
import throughline.server.intake.store.BatchTable;
import throughline.server.intake.store.BatchTable.Unsettled;

/// What waits to become facts, over all servers on the database, and the disk it waits on. The database is asked at
/// most once in five seconds; while it does not answer there are no numbers.
final class IntakeMetrics implements MeterBinder {

    private static final long FRESH_NANOS = 5_000_000_000L;

    private final BatchTable batches;
    private final DiskGuard disk;
    private long lookedAt = System.nanoTime() - FRESH_NANOS;
    private Optional<Unsettled> unsettled = Optional.empty();

    IntakeMetrics(BatchTable batches, DiskGuard disk) {
        this.batches = batches;
        this.disk = disk;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("throughline.intake.unsettled.batches", this, metrics -> metrics.now(Unsettled::batches))
                .description("Batches that wait to become facts")
                .register(registry);
        Gauge.builder("throughline.intake.unsettled", this, metrics -> metrics.now(Unsettled::bytes))
                .description("Size of the batches that wait to become facts")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("throughline.intake.oldest", this, metrics -> metrics.now(Unsettled::oldestSeconds))
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("throughline.disk.free", disk, IntakeMetrics::freeBytes)
                .description("Free on the disk of the data folder")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder(
                        "throughline.disk.least",
                        disk,
                        guard -> guard.settings().leastFree().toBytes())
                .description("Nothing is taken in while less is free")
                .baseUnit("bytes")
                .register(registry);
    }

    private double now(ToDoubleFunction<Unsettled> value) {
        return look().map(waiting -> value.applyAsDouble(waiting)).orElse(Double.NaN);
    }

    private static double freeBytes(DiskGuard disk) {
        try {
            return disk.freeBytes();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private synchronized Optional<Unsettled> look() {
        long now = System.nanoTime();
        if (now - lookedAt >= FRESH_NANOS) {
            lookedAt = now;
            try {
                unsettled = Optional.of(batches.unsettled());
            } catch (DataAccessException e) {
                unsettled = Optional.empty();
            }
        }
        return unsettled;
    }
}
