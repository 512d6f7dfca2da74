package throughline.server.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import throughline.diagnosis.Wording;
import throughline.server.intake.Batch.RowCounts;
import throughline.server.intake.EventRows.UnreadableEventsException;
import throughline.server.intake.FactStore.Content;
import throughline.server.intake.FactStore.Found;
import throughline.server.intake.store.BatchTable;
import throughline.workspace.Reject;

/// How one batch becomes facts.
///
/// @param watcher is told of each step
record BatchFlush(Spool spool, FactStore facts, IntakeStep.Watcher watcher) {

    private static final Logger LOG = Logger.getLogger(BatchFlush.class.getName());

    /// Most rejects of a batch that are written down; all are counted.
    static final int MOST_REJECTS = 100_000;

    private static final int REJECTS_AT_ONCE = 1_000;

    /// Flushes a batch, whatever state a crash may have left it in.
    ///
    /// @param batches over the connection that holds the right to flush its table
    void flush(Batch batch, BatchTable batches) throws IOException {
        if (batch.path() != null && !Files.exists(spool.file(batch.path()))) {
            LOG.warning(
                    "The body of batch %d is not in this server's spool folder; the server that received it flushes it"
                            .formatted(batch.sequence()));
            return;
        }
        batches.begin(batch.sequence());
        watcher.reached(IntakeStep.FLUSH_BEGUN);
        var made = new ArrayList<Path>();
        try {
            flush(new Content(batch, rows(batch, batches, made)), batches);
        } catch (UnreadableEventsException e) {
            batches.reject(batch.sequence(), new RowCounts(0, 0, 0), String.valueOf(e.getMessage()));
        } finally {
            for (Path file : made) {
                Files.deleteIfExists(file);
            }
        }
        watcher.reached(IntakeStep.SETTLED);
    }

    private void flush(Content content, BatchTable batches) throws IOException {
        long sequence = content.batch().sequence();
        var rejects = new RejectRows(batches, sequence, new ArrayList<>());
        Found found = facts.examine(content, rejects::add);
        rejects.write();
        watcher.reached(IntakeStep.REJECTS_WRITTEN);
        long rows = found.reading().rows();
        var counts = new RowCounts(
                rows - found.replaced(), found.replaced(), found.reading().rejected());
        if (found.reading().unreadable().isPresent()) {
            batches.reject(sequence, counts, found.reading().unreadable().get());
        } else if (rows == 0) {
            batches.reject(
                    sequence,
                    counts,
                    counts.rejected() == 0
                            ? "There are no rows in it."
                            : "None of its rows could be used (%s); the rejects say why."
                                    .formatted(Wording.count(counts.rejected(), "row", "rows")));
        } else {
            String holder = facts.keep(content);
            watcher.reached(IntakeStep.FACTS_KEPT);
            batches.commit(sequence, counts, holder);
        }
    }

    /// The rows as a file that a reader of workspaces knows.
    ///
    /// @param made takes in the files that are not needed afterwards
    private Path rows(Batch batch, BatchTable batches, List<Path> made) throws IOException {
        Path body;
        if (batch.path() == null) {
            body = spool.work(batch.sequence(), batch.delivery().ending());
            made.add(body);
            Files.write(body, batches.body(batch.sequence()));
        } else {
            body = spool.file(batch.path());
        }
        if (batch.delivery().format() != BodyFormat.CLOUDEVENTS) {
            return body;
        }
        Path rows = spool.work(batch.sequence(), BodyFormat.NDJSON.ending());
        made.add(rows);
        EventRows.write(body, batch.delivery().encoding(), rows);
        return rows;
    }

    /// The rejects of a batch on their way into the database.
    private static final class RejectRows {

        private final BatchTable batches;
        private final long sequence;
        private final List<Reject> waiting;
        private int taken;

        RejectRows(BatchTable batches, long sequence, List<Reject> waiting) {
            this.batches = batches;
            this.sequence = sequence;
            this.waiting = waiting;
        }

        void add(Reject reject) {
            if (taken++ < MOST_REJECTS) {
                waiting.add(reject);
                if (waiting.size() == REJECTS_AT_ONCE) {
                    write();
                }
            }
        }

        void write() {
            batches.addRejects(sequence, waiting);
            waiting.clear();
        }
    }
}
