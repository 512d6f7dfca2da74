package throughline.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The `--data` option of the commands that keep or change what the server shows.
final class DataFolder {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the server's data folder; default: .throughline beside the launcher")
    private Path folder = Path.of(System.getProperty("throughline.home", "."), ".throughline");

    Path path() {
        return folder.toAbsolutePath().normalize();
    }
}
