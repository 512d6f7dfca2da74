package throughline.server.intake;

import java.io.IOException;

/// The connection ended before the body did.
public final class BodyCutException extends IOException {

    private static final long serialVersionUID = 1L;

    BodyCutException(IOException cause) {
        super("The connection ended before the body did", cause);
    }
}
