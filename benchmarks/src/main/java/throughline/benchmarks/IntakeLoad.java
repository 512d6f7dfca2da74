package throughline.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The way of facts that are sent over HTTP: until they are acknowledged, until they are in the lake, and until what is
/// made of them is there. Floor in the same run: writing each body and forcing it to the disk.
public final class IntakeLoad {

    private static final int BODY = 20 << 20;
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String server;
    private final String token;
    private final ProcessHandle process;

    private IntakeLoad(String server, String token, ProcessHandle process) {
        this.server = server;
        this.token = token;
        this.process = process;
    }

    /// Prints a table.
    ///
    /// @param arguments the server's address, a sender's token, the server's process, contacts as CSV, its folder
    public static void main(String[] arguments) throws Exception {
        var load = new IntakeLoad(
                arguments[0],
                arguments[1],
                ProcessHandle.of(Long.parseLong(arguments[2])).orElseThrow());
        load.run(Path.of(arguments[3]), Path.of(arguments[4]));
    }

    private void run(Path csv, Path folder) throws Exception {
        List<byte[]> bodies = bodies(csv);
        long rows = bodies.stream().mapToLong(IntakeLoad::rows).sum();
        double[] floors = new double[bodies.size()];
        double[] acknowledged = new double[bodies.size()];
        List<String> batches = new ArrayList<>();
        double worked = cpuSeconds();
        long begun = System.nanoTime();
        for (int i = 0; i < bodies.size(); i++) {
            floors[i] = written(bodies.get(i), folder.resolve("floor"));
            long sent = System.nanoTime();
            HttpResponse<String> answer = client.send(
                    request("/api/v1/facts/interactions")
                            .header("Content-Type", "text/csv")
                            .POST(BodyPublishers.ofByteArray(bodies.get(i)))
                            .build(),
                    BodyHandlers.ofString());
            acknowledged[i] = (System.nanoTime() - sent) / 1e6;
            if (answer.statusCode() != 202) {
                throw new IOException("%d: %s".formatted(answer.statusCode(), answer.body()));
            }
            batches.add(answer.headers().firstValue("Location").orElseThrow());
        }
        for (String batch : batches) {
            while (!get(batch).contains("\"committed\"")) {
                Thread.sleep(100);
            }
        }
        double kept = cpuSeconds() - worked;
        double keptWall = (System.nanoTime() - begun) / 1e9;
        get("/");
        double shown = quiet() - worked;
        System.out.println("| what | |\n|---|---|");
        report("a body, MB", BODY / 1e6);
        report("floor: write and fsync of a body, ms, median of " + bodies.size(), median(floors));
        report("acknowledged, ms, median", median(acknowledged));
        report("the floor's part of that", median(floors) / median(acknowledged));
        report("interactions in the lake, wall s from the first body on", keptWall);
        report("interactions a CPU second into the lake", rows / kept);
        report("interactions a CPU second to what pages are made of", rows / shown);
    }

    private static void report(String what, double value) {
        System.out.printf("| %s | %,.2f |%n", what, value);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /// Whole lines of the file, with its first line before each part.
    private static List<byte[]> bodies(Path csv) throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        var body = new ByteArrayOutputStream();
        try (Stream<String> lines = Files.lines(csv)) {
            var all = lines.iterator();
            byte[] header = line(all.next());
            body.write(header);
            while (all.hasNext()) {
                body.write(line(all.next()));
                if (body.size() >= BODY || !all.hasNext()) {
                    bodies.add(body.toByteArray());
                    body.reset();
                    body.write(header);
                }
            }
        }
        return bodies;
    }

    private static byte[] line(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static long rows(byte[] body) {
        long rows = -1;
        for (byte one : body) {
            rows += one == '\n' ? 1 : 0;
        }
        return rows;
    }

    private static double written(byte[] body, Path file) throws IOException {
        long begun = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(body));
            channel.force(true);
        }
        double millis = (System.nanoTime() - begun) / 1e6;
        Files.delete(file);
        return millis;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).header("Authorization", "Bearer " + token);
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    /// Processor time of the server and of its database, once they have nothing more to do.
    private double quiet() throws InterruptedException {
        double before;
        double now = cpuSeconds();
        do {
            before = now;
            Thread.sleep(QUIET);
            now = cpuSeconds();
        } while (now - before > QUIET.toSeconds() * 0.1);
        return now;
    }

    private double cpuSeconds() {
        return Stream.concat(Stream.of(process), process.descendants())
                        .flatMap(one -> one.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }
}
