package throughline.server.diagnose;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.function.Consumer;
import throughline.diagnosis.Wording;
import throughline.simulation.DemoOrganisation;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceReader;

/// Workspaces in folders, and the simulated demo.
///
/// @param clock says which day the demo's two years lead up to
public record WorkspaceSources(Clock clock) implements Sources {

    @Override
    public Workspace read(Path folder, Consumer<String> progress) {
        return WorkspaceReader.read(
                folder,
                null,
                (file, rows) -> progress.accept("Reading %s: %s".formatted(file, Wording.count(rows, "row", "rows"))));
    }

    @Override
    public void writeDemo(Path folder) {
        DemoOrganisation.write(folder, LocalDate.now(clock));
    }
}
