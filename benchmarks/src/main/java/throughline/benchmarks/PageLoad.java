package throughline.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Response times of pages that have been asked for before, at one reader and at 16, and the processor time that the
/// server takes for one. Floor: the server's health check, which renders nothing.
///
/// The readers share the machine's cores with the server, so times are pessimistic; processor time is the server's
/// alone.
public final class PageLoad {

    private static final int READERS = 16;
    private static final String FLOOR = "/healthz";

    /// After so long a reader asks for a page no more, however slow it is.
    private static final double MOST_SECONDS = 12;

    /// The pages of an organisation that cost most, each of its kind.
    private static final List<String> PAGES = List.of(
            "/",
            "/causes/nobody-accountable",
            "/causes/measured-on-throughput",
            "/map",
            "/drivers",
            "/frontline",
            "/steps",
            "/board",
            "/accountability",
            "/accountability?show=gaps",
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

    /// Those that only who is signed in to an organisation of its own can see.
    private static final List<String> OWN = List.of(
            "/record",
            "/record/basics",
            "/record/promise",
            "/record/units",
            "/record/people",
            "/record/touchpoints",
            "/record/touchpoints/entry?key=phone",
            "/record/journeys",
            "/record/objectives",
            "/record/measures",
            "/record/scorecards",
            "/record/links",
            "/record/history",
            "/accountability/join",
            "/registers",
            "/registers/decisions",
            "/predictions",
            "/alerts",
            "/accounts",
            "/audit");

    private final PageReader reader;
    private final ProcessHandle server;
    private final int requests;

    private PageLoad(PageReader reader, ProcessHandle server, int requests) {
        this.reader = reader;
        this.server = server;
        this.requests = requests;
    }

    /// What a page took.
    private record Took(double p50, double p99, double cpu, double perSecond) {}

    /// Prints a row for each page.
    ///
    /// @param arguments the server's address, its process, how often each of 16 readers asks for a page, and the
    ///                  one-time link that the server has printed, where the organisation is not the demo
    public static void main(String[] arguments) throws Exception {
        Optional<String> link = arguments.length > 3 ? Optional.of(arguments[3]) : Optional.empty();
        PageReader reader =
                link.isPresent() ? PageReader.signedUp(arguments[0], link.get()) : PageReader.guest(arguments[0]);
        reader.await("/");
        var load = new PageLoad(
                reader, ProcessHandle.of(Long.parseLong(arguments[1])).orElseThrow(), Integer.parseInt(arguments[2]));
        List<String> pages = new ArrayList<>(PAGES);
        if (link.isPresent()) {
            pages.addAll(OWN);
        }
        // All pages share most of what draws them, so each is quick only once all have been read often.
        Map<String, Double> first = new HashMap<>();
        for (String page : pages) {
            long begun = System.nanoTime();
            reader.await(page);
            first.put(page, (System.nanoTime() - begun) / 1e6);
            load.run(page, READERS, load.requests);
        }
        System.out.println(
                "| page | kB | first, ms | CPU ms | of the floor's | p50 ms | p99 ms | p50 ms of 16 | p99 ms of 16 | requests/s of 16 |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        Took floor = load.row(FLOOR, 0, Optional.empty());
        for (String page : pages) {
            load.row(page, first.getOrDefault(page, 0.0), Optional.of(floor));
        }
    }

    private Took row(String path, double first, Optional<Took> floor) throws Exception {
        int size = reader.read(path);
        Took alone = run(path, 1, requests);
        Took many = run(path, READERS, requests);
        System.out.printf(
                "| %s | %.0f | %.0f | %.2f | %.0f | %.1f | %.1f | %.1f | %.1f | %.0f |%n",
                path,
                size / 1024.0,
                first,
                many.cpu(),
                many.cpu() / floor.orElse(many).cpu(),
                alone.p50(),
                alone.p99(),
                many.p50(),
                many.p99(),
                many.perSecond());
        return many;
    }

    private Took run(String path, int readers, int requests) throws Exception {
        List<Callable<double[]>> all = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            all.add(() -> read(path, requests));
        }
        double worked = cpuMillis();
        long begun = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(readers)) {
            var took = new ArrayList<double[]>();
            for (Future<double[]> one : pool.invokeAll(all)) {
                took.add(one.get());
            }
            double[] times =
                    took.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
            return new Took(
                    times[times.length / 2],
                    times[(int) (times.length * 0.99)],
                    (cpuMillis() - worked) / times.length,
                    times.length / ((System.nanoTime() - begun) / 1e9));
        }
    }

    private double[] read(String path, int requests) throws IOException, InterruptedException {
        double[] times = new double[requests];
        long first = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            long begun = System.nanoTime();
            reader.read(path);
            times[i] = (System.nanoTime() - begun) / 1e6;
            if (System.nanoTime() - first > MOST_SECONDS * 1e9) {
                return Arrays.copyOf(times, i + 1);
            }
        }
        return times;
    }

    private double cpuMillis() {
        return server.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
    }
}
