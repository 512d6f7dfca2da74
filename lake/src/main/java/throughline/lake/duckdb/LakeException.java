package throughline.lake.duckdb;

import throughline.lake.cube.EngineUnavailableException;

/// The lake could not be written or asked: disk full, folder gone, or a question too large for its memory.
public final class LakeException extends EngineUnavailableException {

    /// @param message what failed and what to do about it
    public LakeException(String message) {
        super(message);
    }

    /// @param message what failed and what to do about it
    public LakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
