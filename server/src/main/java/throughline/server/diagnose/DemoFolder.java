package throughline.server.diagnose;

import static throughline.text.Text.say;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.function.Consumer;
import throughline.diagnosis.Wording;
import throughline.simulation.DemoOrganisation;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceReader;

/// The simulated demo, in a folder of files.
///
/// @param clock says which day its two years lead up to
public record DemoFolder(Clock clock) {

    /// Reads it.
    ///
    /// @param progress is told in words how far it has come
    public Workspace read(Path folder, Consumer<String> progress) {
        return WorkspaceReader.read(
                folder,
                null,
                (file, rows) -> progress.accept(say("Reading %s: %s", file, Wording.count(rows, "row", "rows"))));
    }

    /// Writes it into an empty folder.
    public void write(Path folder) {
        DemoOrganisation.write(folder, LocalDate.now(clock));
    }
}
