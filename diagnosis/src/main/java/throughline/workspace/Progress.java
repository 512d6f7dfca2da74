package throughline.workspace;

/// Is told how far the reading of a workspace has come. Called by several threads.
@FunctionalInterface
public interface Progress {

    /// Tells nobody.
    Progress NONE = (file, rows) -> {};

    /// So many rows of a file have been read; called every few thousand rows.
    ///
    /// @param file path inside the workspace
    void rows(String file, long rows);
}
