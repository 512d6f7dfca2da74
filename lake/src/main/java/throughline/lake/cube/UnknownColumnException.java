package throughline.lake.cube;

/// A query names a column that its table lacks.
public final class UnknownColumnException extends RuntimeException {

    /// @param message says which column of which table, and which there are
    public UnknownColumnException(String message) {
        super(message);
    }
}
