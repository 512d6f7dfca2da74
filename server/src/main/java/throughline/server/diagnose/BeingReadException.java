package throughline.server.diagnose;

/// The facts are being read, and there is nothing older to answer from; asked again in a moment, there is.
public final class BeingReadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Seconds after which it is worth asking again.
    public static final int AGAIN = 2;

    /// @param progress how far it has come, in words; may be empty
    public BeingReadException(String progress) {
        super(progress, null, false, false);
    }

    /// How far it has come, in words; may be empty.
    public String progress() {
        return String.valueOf(getMessage());
    }
}
