package throughline.server.web;

/// The address names something that is not there; the message says what, to the reader.
final class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotFoundException(String message) {
        super(message);
    }
}
