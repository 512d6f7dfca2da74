package throughline.lake.cube;

/// The engine did not answer; nothing changed, so the question may be asked again once the reason is mended.
public class EngineUnavailableException extends RuntimeException {

    /// An engine that gave no answer.
    ///
    /// @param message what failed and what to do about it
    public EngineUnavailableException(String message) {
        super(message);
    }

    /// An engine that gave no answer, with the reason it gave instead.
    ///
    /// @param message what failed and what to do about it
    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
