package throughline.server.upload;

/// Bytes that were not taken. The message says why and what to do, in plain words.
public final class UploadRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// The request is not what it says it is.
        MALFORMED,
        /// There is no such upload, or it is gone.
        UNKNOWN,
        /// The bytes do not begin where those that are here end.
        WRONG_OFFSET,
        /// Another request is sending bytes of it.
        BUSY,
        /// The bytes are not those that the checksum was made of.
        CORRUPT,
        /// The connection ended before the bytes did.
        CUT,
        /// More bytes than a file may have.
        TOO_LARGE,
        /// More files than may wait.
        TOO_MANY,
        /// The disk is nearly full.
        DISK_FULL
    }

    private final Reason reason;

    /// @param message why and what to do
    public UploadRefusal(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /// Why they were not taken.
    public Reason reason() {
        return reason;
    }
}
