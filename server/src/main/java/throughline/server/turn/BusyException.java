package throughline.server.turn;

/// Others are served first, and one has waited long enough: it is worth asking again later.
public final class BusyException extends RuntimeException {

    /// Seconds after which to ask again.
    public static final int AGAIN = 5;

    private static final long serialVersionUID = 1L;

    BusyException() {
        super("The server is busy");
    }
}
