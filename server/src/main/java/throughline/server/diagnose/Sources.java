package throughline.server.diagnose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import throughline.workspace.Workspace;

/// Where workspaces come from.
public interface Sources {

    /// A workspace and what tells it from others.
    ///
    /// @param version what [#version] gave of it
    record Reading(Workspace workspace, String version) {}

    /// What tells the organisation's own facts and record as they are now from any other state of them; empty
    /// where nothing was brought in. Cheap to find out.
    ///
    /// @throws IOException if it cannot be found out
    Optional<String> version() throws IOException;

    /// Reads the organisation's own facts and record.
    ///
    /// @param progress is told in words how far it has come
    /// @throws IOException if something cannot be read
    Reading read(Consumer<String> progress) throws IOException;

    /// Reads the demo organisation from a folder.
    ///
    /// @param progress is told in words how far it has come
    /// @throws IOException if a file cannot be read
    Workspace readDemo(Path folder, Consumer<String> progress) throws IOException;

    /// Writes the demo organisation into an empty folder.
    ///
    /// @throws IOException if a file cannot be written
    void writeDemo(Path folder) throws IOException;
}
