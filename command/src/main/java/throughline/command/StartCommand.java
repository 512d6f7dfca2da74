package throughline.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.server.ThroughlineServer;

/// `throughline start`: the pages, on this machine only.
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description =
                "Starts the server with everything embedded and prints its address. The first start sets up the demo.")
final class StartCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--demo",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "show the demo organisation while nothing has been imported; default: yes")
    private boolean demo;

    @Mixin
    private final DataFolder data = new DataFolder();

    @Override
    public Integer call() {
        ThroughlineServer.start(new ThroughlineServer.Settings(port, data.path(), demo));
        return 0;
    }
}
