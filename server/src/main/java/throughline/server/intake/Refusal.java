package throughline.server.intake;

/// A delivery that was not taken in; nothing of it is kept. The message says why and what to do, in plain
/// words.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// The request is not what it says it is.
        MALFORMED,
        /// The key was used for something else.
        CONFLICT,
        /// More bytes than one delivery may have.
        TOO_LARGE,
        /// A format that is not read.
        UNKNOWN_FORMAT,
        /// No row of it can be used.
        UNUSABLE,
        /// More waits to be worked off than may wait.
        TOO_MUCH_AT_ONCE,
        /// The disk is nearly full.
        DISK_FULL,
        /// The database does not answer.
        UNAVAILABLE
    }

    private final Reason reason;

    /// @param message why and what to do
    public Refusal(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /// Why it was not taken in.
    public Reason reason() {
        return reason;
    }
}
