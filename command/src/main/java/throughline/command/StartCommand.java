package throughline.command;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import throughline.server.ThroughlineServer;
import throughline.server.platform.DataFolderClaim;

/// `throughline start`: the pages, on this machine only.
@Command(
        mixinStandardHelpOptions = true,
        description =
                "Starts the server with everything embedded and prints its address. The first start sets up the demo.")
final class StartCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

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
    public Integer call() throws IOException {
        try (var claim = DataFolderClaim.of(data.path())) {
            refuseATakenPort();
            ThroughlineServer.start(
                    new ThroughlineServer.Settings(port, data.path(), demo, DatabaseUrl.find(spec)), claim);
            return 0;
        } catch (DataFolderClaim.TakenException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void refuseATakenPort() throws IOException {
        try (var ignored = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return;
        } catch (BindException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Port %d cannot be opened: another program, perhaps Throughline itself, may be using it. Choose another with --port, such as --port %d."
                            .formatted(port, port + 1),
                    e);
        }
    }
}
