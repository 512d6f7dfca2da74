package throughline.server.intake;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One delivery that was acknowledged.
///
/// @param sequence its number
/// @param sha256 of the body as it was received, in hexadecimal
/// @param bytes length of the body as it was received
/// @param path a large body's file in the spool folder; null for a small one, which is in the database
/// @param rows what became of its rows, once it is settled
/// @param reason why it was rejected as a whole
public record Batch(
        long sequence,
        Delivery delivery,
        String sha256,
        long bytes,
        @Nullable String path,
        State state,
        Optional<RowCounts> rows,
        Optional<String> reason,
        Instant receivedAt,
        Optional<Instant> settledAt) {

    /// Where a batch stands; the last two are final.
    public enum State {
        RECEIVED,
        FLUSHING,
        COMMITTED,
        REJECTED;

        /// Name in the database and in answers, such as `received`.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What became of the rows of a batch.
    ///
    /// @param kept rows that are facts now
    /// @param replaced rows that a later one of the same id has taken the place of
    /// @param rejected rows that could not be used
    public record RowCounts(long kept, long replaced, long rejected) {}

    /// Whether nothing will change about it any more.
    public boolean settled() {
        return state == State.COMMITTED || state == State.REJECTED;
    }
}
