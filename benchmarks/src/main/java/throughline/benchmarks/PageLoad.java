package throughline.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Response times of a page at 16 concurrent readers. Floor: the server's health check, which renders nothing.
///
/// The readers share the machine's cores with the server, so the figures are pessimistic.
public final class PageLoad {

    private static final int READERS = 16;
    private static final int WARM_UP = 60;
    private static final int REQUESTS = 250;

    /// The pages of the demo that cost most, each of its kind.
    private static final List<String> PAGES = List.of(
            "/healthz",
            "/",
            "/causes/measured-on-throughput",
            "/map",
            "/drivers",
            "/frontline",
            "/steps",
            "/board",
            "/accountability",
            "/journeys",
            "/journey?id=return-phone",
            "/touchpoint?id=phone",
            "/say-and-do",
            "/measures",
            "/measure?id=wait_s",
            "/scorecards",
            "/step",
            "/data",
            "/search?q=wait",
            "/words");

    private PageLoad() {}

    /// Prints the percentiles of each page.
    ///
    /// @param arguments the server's address, such as `http://127.0.0.1:8080`, and the pages, all
    ///                  where none is named
    public static void main(String[] arguments) throws Exception {
        System.out.println("| page | kB | p50 ms | p99 ms | requests/s |\n|---|---|---|---|---|");
        List<String> pages =
                arguments.length == 1 ? PAGES : Arrays.asList(arguments).subList(1, arguments.length);
        for (String path : pages) {
            run(arguments[0] + path, WARM_UP);
            long begin = System.nanoTime();
            double[] times = run(arguments[0] + path, REQUESTS);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "| %s | %.0f | %.1f | %.1f | %.0f |%n",
                    path,
                    size(arguments[0] + path) / 1024.0,
                    times[times.length / 2],
                    times[(int) (times.length * 0.99)],
                    times.length / seconds);
        }
    }

    private static double[] run(String address, int requests) throws Exception {
        List<Callable<double[]>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(() -> read(address, requests));
        }
        try (var pool = Executors.newFixedThreadPool(READERS)) {
            var all = new ArrayList<double[]>();
            for (Future<double[]> reader : pool.invokeAll(readers)) {
                all.add(reader.get());
            }
            return all.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        }
    }

    private static double[] read(String address, int requests) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            double[] times = new double[requests];
            HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
            for (int i = 0; i < requests; i++) {
                long begin = System.nanoTime();
                int status = client.send(request, BodyHandlers.ofByteArray()).statusCode();
                times[i] = (System.nanoTime() - begin) / 1e6;
                if (status != 200) {
                    throw new IOException("Status %d from %s".formatted(status, address));
                }
            }
            return times;
        }
    }

    private static int size(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofByteArray())
                    .body()
                    .length;
        }
    }
}
