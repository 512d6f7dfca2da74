package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server of the product, open at a port that may be taken again when it has ended.
final class Server implements AutoCloseable {

    private static final Pattern OPEN = Pattern.compile("Throughline is open at (http://127\\.0\\.0\\.1:\\d+)/");
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/link/[\\w-]{43}");

    private final Process process;
    private final int port;
    private final CompletableFuture<String> open = new CompletableFuture<>();
    private final CompletableFuture<String> link = new CompletableFuture<>();

    private Server(int port, Process process) {
        this.port = port;
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    /// Starts one and waits until it is open.
    ///
    /// @param options further ones, such as `--no-demo`
    static Server start(Path data, String... options) throws Exception {
        return start(freePort(), data, options);
    }

    /// Starts another one at the address of this, which has ended.
    Server again(Path data, String... options) throws Exception {
        return start(port, data, options);
    }

    private static Server start(int port, Path data, String... options) throws Exception {
        List<String> call =
                new ArrayList<>(List.of("start", "--port", String.valueOf(port), "--data", data.toString()));
        call.addAll(List.of(options));
        var server = new Server(port, Product.start(call.toArray(String[]::new)));
        assertThat(server.open.get(2, TimeUnit.MINUTES)).isEqualTo(server.address());
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// Reads all that the server prints, so that it never waits for a reader.
    private void listen() {
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> {
            System.out.println("server: " + line);
            Matcher address = OPEN.matcher(line);
            if (address.find()) {
                open.complete(address.group(1));
            }
            Matcher first = LINK.matcher(line);
            if (first.find()) {
                link.complete(first.group());
            }
        });
        open.completeExceptionally(new AssertionError("The server ended before it was open"));
        link.completeExceptionally(new AssertionError("The server ended without printing a link"));
    }

    /// Its address without a slash at the end.
    String address() {
        return "http://127.0.0.1:" + port;
    }

    /// Whoever started it, and gets an account by the link that it printed.
    FirstAdministrator firstAdministrator() throws Exception {
        return new FirstAdministrator(link.get(1, TimeUnit.MINUTES));
    }

    /// Waits until the demo is shown, which is simulated and read once the server is open.
    void awaitDemo() throws Exception {
        for (int i = 0; i < 600; i++) {
            var asked = (HttpURLConnection) URI.create(address() + "/").toURL().openConnection();
            if (asked.getResponseCode() == 200) {
                return;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("No demo after two minutes");
    }

    /// Kills it at once, as a failing machine would.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Asks it to end, and waits until it has.
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
