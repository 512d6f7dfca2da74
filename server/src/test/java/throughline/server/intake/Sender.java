package throughline.server.intake;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.lake.fact.FactKind;
import throughline.server.IntakeServer;
import throughline.server.platform.DatabaseAddress;

/// A server in a process of its own, which tests kill, and a sender that writes down what it sent and what
/// was acknowledged. A batch that was not acknowledged is sent again with the same key.
final class Sender implements AutoCloseable {

    /// Rows of a batch; every third batch is large enough for a file.
    private static final int SMALL = 5;

    private static final int LARGE = 3_000;

    private final Path data;
    private final DatabaseAddress address;
    private final String name;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Set<String> sent = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private int batch;
    private Process process;
    private int port;

    /// @param name of its token, and what its ids begin with
    Sender(Path data, DatabaseAddress address, String name) {
        this.data = data;
        this.address = address;
        this.name = name;
        this.token = IntakeServer.token(address, name);
    }

    /// The process: serves until it is killed, or ends itself at a step.
    ///
    /// @param arguments data folder, database, token, file for the port, a step or `none`, its how-manieth
    /// time
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int[] left = {Integer.parseInt(arguments[5])};
        try (var server = IntakeServer.on(
                Path.of(arguments[0]),
                DatabaseAddress.parse(arguments[1]),
                arguments[2],
                Map.of("throughline.intake.flush-every", "50ms"),
                step -> {
                    synchronized (left) {
                        if (step.name().equals(arguments[4]) && --left[0] == 0) {
                            Runtime.getRuntime().halt(137);
                        }
                    }
                })) {
            Path incoming = Path.of(arguments[3] + ".incoming");
            Files.writeString(incoming, Integer.toString(server.port()));
            Files.move(incoming, Path.of(arguments[3]));
            Thread.sleep(Duration.ofDays(1));
        }
    }

    /// Starts the server; it ends itself the n-th time it comes to the step.
    void start(String step, int nth) throws IOException, InterruptedException {
        Path told = data.resolve("port");
        Files.deleteIfExists(told);
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx200m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sender.class.getName(),
                        data.toString(),
                        address.jdbc(),
                        token,
                        told.toString(),
                        step,
                        Integer.toString(nth))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(data.resolve("log").toFile()))
                .redirectInput(Redirect.from(new File("/dev/null")))
                .start();
        while (!Files.exists(told)) {
            if (!process.isAlive() && Files.notExists(told)) {
                // It came to the step while it worked off what an earlier one had left.
                return;
            }
            Thread.sleep(5);
        }
        port = Integer.parseInt(Files.readString(told));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Kills the server, as with `kill -9`.
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /// Sends the next batch; false where it was not acknowledged, in which case the same one is next again.
    boolean send() throws InterruptedException {
        int rows = batch % 3 == 2 ? LARGE : SMALL;
        var ids = new ArrayList<String>();
        var body = new StringBuilder("response_id,answered_at,empathy\n");
        for (int i = 0; i < rows; i++) {
            String id = "%s-%d-%d".formatted(name, batch, i);
            ids.add(id);
            body.append(id).append(",2026-03-02T09:14:05Z,4\n");
        }
        body.append("bad-").append(batch).append(",never,4\n");
        sent.addAll(ids);
        try {
            int status = client.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:%d/api/v1/facts/responses".formatted(port)))
                                    .timeout(Duration.ofSeconds(20))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "text/csv")
                                    .header("Idempotency-Key", "batch-" + batch)
                                    .POST(BodyPublishers.ofString(body.toString()))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
            if (status != 202 && status != 200) {
                throw new AssertionError("Status " + status);
            }
            acknowledged.addAll(ids);
            batch++;
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    int acknowledgedBatches() {
        return batch;
    }

    Set<String> sent() {
        return sent;
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    /// How often each row is among the facts.
    Map<String, Integer> stored() {
        var rows = new TreeMap<String, Integer>();
        KeptFacts.rows(data, address, FactKind.RESPONSES, "response_id")
                .forEach(row -> rows.merge((String) row.getFirst(), 1, Integer::sum));
        return rows;
    }

    @Override
    public void close() {
        if (process != null) {
            process.toHandle().destroyForcibly();
        }
        client.close();
    }
}
