package throughline.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.server.backup.Backup;

/// `throughline backup FILE`.
@Command(
        mixinStandardHelpOptions = true,
        description = {
            "Copies everything, as it is at one moment, into one file, whether the server runs or not,",
            "and reads the file back before it bears its name."
        })
final class BackupCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "where to write it; a file that is there is refused")
    private Path file;

    @Mixin
    private final DataFolder data = new DataFolder();

    @Override
    public Integer call() throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (Files.exists(file)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s is there already. Name another file; a backup is never overwritten.".formatted(file));
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "There is no folder %s for the backup.".formatted(folder));
        }
        if (!Files.isDirectory(data.path())) {
            throw new ParameterException(
                    spec.commandLine(), "There is no data folder %s. Name it with --data.".formatted(data.path()));
        }
        try (var open = OpenDatabase.of(spec, data);
                var progress = new ProgressLine()) {
            var summary = new Backup(data.path(), open.database(), Clock.systemUTC())
                    .write(file, words -> progress.show("Copying " + words));
            progress.close();
            spec.commandLine()
                    .getOut()
                    .println("Backed up %,d rows of %d tables and %,d files: %s, %,.1f MB, read back and whole."
                            .formatted(summary.rows(), summary.tables(), summary.files(), file, summary.bytes() / 1e6));
            return 0;
        }
    }
}
