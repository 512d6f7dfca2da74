package throughline.server.platform;

import org.jspecify.annotations.Nullable;

/// There is no database to work with. The message says why in plain words, and what to do about it.
public final class DatabaseUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    DatabaseUnavailableException(String message) {
        super(message);
    }
}
