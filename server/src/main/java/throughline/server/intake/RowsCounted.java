package throughline.server.intake;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import throughline.lake.fact.FactKind;
import throughline.server.intake.Batch.RowCounts;

/// How many rows of each kind were kept, replaced others, and were rejected since this server was started. Rows of a
/// batch that a crash interrupted after they were counted are counted again.
public final class RowsCounted implements MeterBinder {

    private final Map<FactKind, LongAdder> kept = adders();
    private final Map<FactKind, LongAdder> replaced = adders();
    private final Map<FactKind, LongAdder> rejected = adders();

    private static Map<FactKind, LongAdder> adders() {
        var adders = new EnumMap<FactKind, LongAdder>(FactKind.class);
        for (FactKind kind : FactKind.values()) {
            adders.put(kind, new LongAdder());
        }
        return adders;
    }

    /// Counts the rows of a delivery.
    public void add(FactKind kind, RowCounts rows) {
        add(kept, kind, rows.kept());
        add(replaced, kind, rows.replaced());
        add(rejected, kind, rows.rejected());
    }

    private static void add(Map<FactKind, LongAdder> to, FactKind kind, long rows) {
        Objects.requireNonNull(to.get(kind)).add(rows);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bind(registry, "kept", kept);
        bind(registry, "replaced", replaced);
        bind(registry, "rejected", rejected);
    }

    private static void bind(MeterRegistry registry, String outcome, Map<FactKind, LongAdder> adders) {
        adders.forEach((kind, adder) -> FunctionCounter.builder("throughline.intake.rows", adder, LongAdder::sum)
                .description("Rows that came in, by what became of them")
                .tag("kind", kind.table())
                .tag("outcome", outcome)
                .register(registry));
    }
}
