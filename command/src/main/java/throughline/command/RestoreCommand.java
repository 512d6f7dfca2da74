package throughline.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.server.backup.Restore;
import throughline.server.backup.UnreadableBackupException;
import throughline.server.platform.DataFolderClaim;

/// `throughline restore FILE`.
@Command(
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

    @Option(
            names = "--erasures",
            paramLabel = "FILE",
            description = "erasures.ndjson of the folder that was lost: what was erased since is erased again")
    private @Nullable Path erasures;

    @Mixin
    private final DataFolder data = new DataFolder();

    @Override
    public Integer call() throws IOException {
        try (var progress = new ProgressLine()) {
            Path again = erasures;
            if (again != null && !Files.isRegularFile(again)) {
                throw new ParameterException(spec.commandLine(), "There is no file %s.".formatted(again));
            }
            String made = new Restore(
                            data.path(), DatabaseUrl.find(spec), Optional.ofNullable(again), Clock.systemUTC())
                    .from(file, words -> progress.show("Restoring: " + words));
            progress.close();
            spec.commandLine()
                    .getOut()
                    .println("Restored what was there at %s into %s. Start it with: ./throughline start --data %s"
                            .formatted(made, data.path(), data.path()));
            spec.commandLine()
                    .getOut()
                    .println(
                            "Accounts are as they were then, too: one that was disabled since can be used again until you end it with"
                                    + " ./throughline account disable EMAIL");
            if (again == null) {
                spec.commandLine()
                        .getOut()
                        .println(
                                "Customers erased since then are back. Erase them again before you start it, or restore with --erasures FILE.");
            }
            return 0;
        } catch (UnreadableBackupException | Restore.NotEmptyException | DataFolderClaim.TakenException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
