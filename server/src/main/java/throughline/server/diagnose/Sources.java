package throughline.server.diagnose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import throughline.workspace.Workspace;

/// Where workspaces come from.
public interface Sources {

    /// Reads a folder.
    ///
    /// @param progress is told in words how far it has come
    /// @throws IOException if a file cannot be read
    Workspace read(Path folder, Consumer<String> progress) throws IOException;

    /// Writes the demo organisation into an empty folder.
    ///
    /// @throws IOException if a file cannot be written
    void writeDemo(Path folder) throws IOException;
}
