package throughline.server.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import throughline.lake.fact.FactKind;
import throughline.server.intake.Batch.RowCounts;
import throughline.server.intake.EventRows.UnreadableEventsException;
import throughline.server.intake.LakeFacts.Content;
import throughline.server.intake.LakeFacts.Outcome;
import throughline.server.intake.store.BatchTable;
import throughline.workspace.LakeReader;

/// How batches become facts.
///
/// @param counted counts the rows
/// @param watcher is told of each step
record BatchFlush(Spool spool, LakeFacts facts, RowsCounted counted, IntakeStep.Watcher watcher) {

    private static final Logger LOG = Logger.getLogger(BatchFlush.class.getName());

    /// Flushes batches of one kind at once, whatever state a crash may have left them in.
    ///
    /// @param tables over the connection that holds the right to flush the kind
    void flush(FactKind kind, List<Batch> batches, IntakeTables tables) throws IOException {
        var made = new ArrayList<Path>();
        List<Content> contents = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (Batch batch : batches) {
                if (batch.path() != null && !Files.exists(spool.file(batch.path()))) {
                    LOG.warning(
                            "The body of batch %s is not in this server's spool folder; the server that received it flushes it"
                                    .formatted(batch.sequence()));
                    continue;
                }
                tables.batches().begin(batch.sequence());
                try {
                    contents.add(new Content(batch.sequence(), rows(batch, tables.batches(), made), name(batch)));
                } catch (UnreadableEventsException e) {
                    outcomes.add(new Outcome(
                            batch.sequence(),
                            name(batch),
                            new RowCounts(0, 0, 0),
                            Optional.empty(),
                            List.of(),
                            Optional.of(String.valueOf(e.getMessage()))));
                }
            }
            watcher.reached(IntakeStep.FLUSH_BEGUN);
            long generation = tables.shown().generation();
            if (!contents.isEmpty()) {
                var rejects = new RejectRows(tables.batches(), contents);
                outcomes.addAll(
                        facts.keep(generation, kind, contents, LakeReader.zone(tables.record()), rejects::add, () -> {
                            rejects.write();
                            watcher.reached(IntakeStep.REJECTS_WRITTEN);
                        }));
                rejects.write();
                watcher.reached(IntakeStep.FACTS_KEPT);
            }
            settle(kind, outcomes, generation, tables);
        } finally {
            for (Path file : made) {
                Files.deleteIfExists(file);
            }
        }
        watcher.reached(IntakeStep.SETTLED);
    }

    private void settle(FactKind kind, List<Outcome> outcomes, long generation, IntakeTables tables) {
        Optional<Long> snapshot = facts.snapshot(generation, kind);
        tables.atOnce(() -> {
            outcomes.forEach(o -> tables.batches().settle(o, generation, snapshot.orElse(0L)));
            snapshot.ifPresent(s -> tables.shown().show(generation, kind, s));
        });
        outcomes.forEach(o -> counted.add(kind, o.rows()));
    }

    /// What evidence calls the rows of a batch; its ending says how they are written.
    private static String name(Batch batch) {
        boolean events = batch.delivery().format() == BodyFormat.CLOUDEVENTS;
        return "b" + batch.sequence()
                + (events ? BodyFormat.NDJSON.ending() : batch.delivery().ending());
    }

    /// The rows as a file that a reader of workspaces knows.
    ///
    /// @param made takes in the files that are not needed afterwards
    private Path rows(Batch batch, BatchTable batches, List<Path> made) throws IOException {
        Path body;
        if (batch.path() == null) {
            body = spool.work(batch.sequence(), batch.delivery().ending());
            made.add(body);
            Files.write(body, batches.body(batch.sequence()).orElseThrow());
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
}
