package throughline.workspace;

/// A folder has nothing in it that could be read. The message says why, and what to do, to whoever named the folder.
public class UnreadableWorkspaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// A folder that could not be read.
    ///
    /// @param message one or more plain sentences
    public UnreadableWorkspaceException(String message) {
        super(message);
    }
}
