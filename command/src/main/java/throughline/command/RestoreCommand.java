package throughline.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.server.backup.Restore;
import throughline.server.backup.UnreadableBackupException;
import throughline.server.platform.DataFolderClaim;

/// `throughline restore FILE`.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Brings a backup back into an empty data folder (and an empty database where DATABASE_URL names one).",
            "The whole backup is checked before anything is written; nothing is ever overwritten."
        })
final class RestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a backup")
    private Path file;

    @Mixin
    private final DataFolder data = new DataFolder();

    @Override
    public Integer call() throws IOException {
        try (var progress = new ProgressLine()) {
            String made = new Restore(data.path(), DatabaseUrl.find(spec))
                    .from(file, words -> progress.show("Restoring: " + words));
            progress.close();
            spec.commandLine()
                    .getOut()
                    .println("Restored what was there at %s into %s. Start it with: ./throughline start --data %s"
                            .formatted(made, data.path(), data.path()));
            return 0;
        } catch (UnreadableBackupException | Restore.NotEmptyException | DataFolderClaim.TakenException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
