package throughline.server.intake;

import static throughline.text.Text.say;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;
import throughline.lake.fact.FactKind;
import throughline.server.intake.Refusal.Reason;
import throughline.server.intake.store.BatchTable;
import throughline.workspace.FactFiles;
import throughline.workspace.Reject;

/// Takes facts in: what it acknowledges is durable. Safe for use by several threads.
public final class Intake {

    private final Spool spool;
    private final BatchTable batches;
    private final IntakeSettings settings;
    private final IntakeStep.Watcher watcher;
    private final Consumer<Long> received;

    /// @param received is told how many bytes came in
    Intake(
            Spool spool,
            BatchTable batches,
            IntakeSettings settings,
            IntakeStep.Watcher watcher,
            Consumer<Long> received) {
        this.spool = spool;
        this.batches = batches;
        this.settings = settings;
        this.watcher = watcher;
        this.received = received;
    }

    /// Takes a delivery in. When it returns, the delivery outlives a crash and a power cut, and will become
    /// facts once.
    ///
    /// @param body is read to its end, not closed
    /// @param length of the body, where it is known beforehand
    /// @throws Refusal if it is not taken in; nothing of it is kept then
    /// @throws IOException if it could not be read or written; whether it was kept is not known then, so the
    /// sender
    ///     repeats it with the same key
    public Receipt receive(Delivery delivery, InputStream body, Optional<Long> length) throws IOException {
        if (length.orElse(0L) > settings.largestBody().toBytes()) {
            throw ReceivedBody.tooLarge(settings);
        }
        spool.checkDisk();
        refuseTooMuch(length.orElse(0L));
        try (SpooledBody spooled = spool.write(delivery, body)) {
            watcher.reached(IntakeStep.BODY_WRITTEN);
            String key = delivery.key().orElseGet(() -> HexFormat.of().formatHex(spooled.sha256()));
            Optional<Batch> before = batches.find(delivery.source(), key);
            if (before.isPresent()) {
                return replay(before.get(), delivery.kind(), spooled);
            }
            refuseUnusable(delivery, spooled.file());
            Optional<Long> batch = insert(delivery, key, spooled);
            if (batch.isEmpty()) {
                return replay(batches.find(delivery.source(), key).orElseThrow(), delivery.kind(), spooled);
            }
            watcher.reached(IntakeStep.ROW_COMMITTED);
            received.accept(spooled.bytes());
            return new Receipt(batch.get(), HexFormat.of().formatHex(spooled.sha256()), spooled.bytes(), false);
        } catch (DataAccessException e) {
            throw unavailable();
        }
    }

    /// Bodies of a source that are no facts yet, however long they wait, or lately became some; only small ones, and
    /// none that were refused.
    public List<byte[]> lately(String source, FactKind kind, Duration since) {
        return batches.lately(source, kind, since);
    }

    /// A file that is kept while its row could not be written is left: the row may be there all the same.
    private Optional<Long> insert(Delivery delivery, String key, SpooledBody spooled) throws IOException {
        if (spooled.bytes() <= settings.smallBody().toBytes()) {
            return batches.insert(delivery, key, spooled.sha256(), spooled.bytes(), null, spooled.read());
        }
        String path = spooled.keep();
        watcher.reached(IntakeStep.FILE_NAMED);
        Optional<Long> batch = batches.insert(delivery, key, spooled.sha256(), spooled.bytes(), path, null);
        if (batch.isEmpty()) {
            java.nio.file.Files.delete(spool.file(path));
        }
        return batch;
    }

    private static Receipt replay(Batch before, FactKind kind, SpooledBody spooled) {
        if (!before.sha256().equals(HexFormat.of().formatHex(spooled.sha256()))
                || before.delivery().kind() != kind) {
            throw new Refusal(
                    Reason.CONFLICT,
                    say(
                            "This key was used for other facts, in batch %s of %s. Send these under another Idempotency-Key.",
                            before.sequence(), before.delivery().kind().table()));
        }
        return new Receipt(before.sequence(), before.sha256(), before.bytes(), true);
    }

    private void refuseTooMuch(long length) {
        BatchTable.Unsettled waiting;
        try {
            waiting = batches.unsettled();
        } catch (DataAccessException e) {
            throw unavailable();
        }
        if (waiting.batches() >= settings.mostBatches()
                || waiting.bytes() + spool.arriving() + length
                        > settings.mostUnsettled().toBytes()) {
            throw new Refusal(
                    Reason.TOO_MUCH_AT_ONCE,
                    say(
                            "%s batches of %s MB wait to be worked off, which is as much as may wait. Send this again in some seconds.",
                            waiting.batches(), waiting.bytes() >> 20));
        }
    }

    private static void refuseUnusable(Delivery delivery, Path file) throws IOException {
        Optional<String> why = delivery.format() == BodyFormat.CLOUDEVENTS
                ? Optional.empty()
                : FactFiles.refusal(file, delivery.kind());
        if (why.isPresent()) {
            throw new Refusal(
                    Reason.UNUSABLE,
                    say(
                            "No row of it can be used: %s Mend that and send it again (docs/exchange-format.md).",
                            why.get()));
        }
    }

    private static Refusal unavailable() {
        return new Refusal(
                Reason.UNAVAILABLE,
                say(
                        "The database does not answer just now. Send this again in some seconds, with the same Idempotency-Key."));
    }

    /// A batch of a sender.
    public Optional<Batch> find(String source, long batch) {
        return batches.find(source, batch);
    }

    /// Hands on the rejects of a batch in the order of their lines.
    public void rejects(Batch batch, Consumer<Reject> to) {
        batches.rejects(batch.sequence(), to);
    }
}
