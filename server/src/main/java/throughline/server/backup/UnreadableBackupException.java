package throughline.server.backup;

/// A file is no backup of ours, or not a whole one; the message says what to do.
public final class UnreadableBackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableBackupException(String message) {
        super(message);
    }
}
