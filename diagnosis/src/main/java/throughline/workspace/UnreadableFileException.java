package throughline.workspace;

import java.io.IOException;

/// A table file of which no row can be read. The message says why, as a sentence.
final class UnreadableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableFileException(String message) {
        super(message);
    }
}
