package throughline.server.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import throughline.server.intake.LakeFacts.Content;
import throughline.server.intake.store.BatchTable;
import throughline.workspace.Reject;

/// The rejects of batches on their way into the database.
final class RejectRows {

    /// Most rejects of a batch that are written down; all are counted.
    private static final int MOST = 100_000;

    private static final int AT_ONCE = 1_000;

    private final BatchTable batches;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Long, Integer> taken = new HashMap<>();
    private final Map<Long, List<Reject>> waiting = new HashMap<>();

    RejectRows(BatchTable batches, List<Content> contents) {
        this.batches = batches;
        contents.forEach(content -> numbers.put(content.name(), content.batch()));
    }

    void add(Reject reject) {
        Long batch = Objects.requireNonNull(numbers.get(reject.file()));
        if (taken.merge(batch, 1, Integer::sum) <= MOST) {
            List<Reject> some = waiting.computeIfAbsent(batch, b -> new ArrayList<>());
            some.add(reject);
            if (some.size() == AT_ONCE) {
                batches.addRejects(batch, some);
                some.clear();
            }
        }
    }

    /// Writes down what waits.
    void write() {
        waiting.forEach(batches::addRejects);
        waiting.clear();
    }
}
