package throughline.workspace;

import java.io.IOException;

/// A table file of which no row can be read, or that lacks a column that was asked for. The message says why, as a
/// sentence.
public final class UnreadableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableFileException(String message) {
        super(message);
    }
}
