package throughline.server;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import throughline.diagnosis.Diagnosis;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Demo;
import throughline.server.diagnose.WorkspaceSources;

/// The pages, for this computer only: the server listens on the loopback address and nowhere else.
public final class ThroughlineServer implements AutoCloseable {

    /// Where it listens and what it shows.
    ///
    /// @param port port on the loopback address, 0 for any free one
    /// @param data folder that keeps the imported workspace and the demo
    /// @param demo whether the demo organisation is shown while nothing has been imported
    public record Settings(int port, Path data, boolean demo) {}

    private final ConfigurableApplicationContext context;

    private ThroughlineServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// Starts, prints the address, and serves until the process is told to end.
    ///
    /// @param claim the claim of its data folder
    /// @throws IOException if the data folder cannot be written to
    public static void start(Settings settings, DataFolderClaim claim) throws IOException {
        try (var server = open(settings)) {
            claim.shownAt(server.address());
            server.announce(System.out, settings);
            var ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Starts and returns at once; the server ends when it is closed.
    public static ThroughlineServer open(Settings settings) {
        return open(
                settings.port(),
                new CurrentWorkspace(
                        settings.data(),
                        settings.demo() ? Demo.WANTED : Demo.UNWANTED,
                        new WorkspaceSources(Clock.systemUTC()),
                        Diagnosis::of,
                        System::nanoTime));
    }

    /// Opens the pages of a workspace on a port.
    static ThroughlineServer open(int port, CurrentWorkspace current) {
        return new ThroughlineServer(new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties(Map.of("server.port", port))
                .initializers(context ->
                        ((GenericApplicationContext) context).registerBean(CurrentWorkspace.class, () -> current))
                .run());
    }

    /// The port it listens on.
    public int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /// The address to open in a browser.
    public URI address() {
        return URI.create("http://127.0.0.1:%s/".formatted(port()));
    }

    private void announce(PrintStream out, Settings settings) {
        out.printf(
                "Throughline is open at %s%nOnly this computer can reach it. Data folder: %s%nStop it with Ctrl-C.%n",
                address(), settings.data());
        out.flush();
    }

    @Override
    public void close() {
        context.close();
    }
}
