package throughline.server.intake.web;

/// The address names something that is not there; the message says what there is.
final class UnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownException(String message) {
        super(message);
    }
}
