package throughline.server.web;

/// The provider could not be asked, or not understood.
final class ProviderAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProviderAwayException(Throwable why) {
        super(why);
    }
}
