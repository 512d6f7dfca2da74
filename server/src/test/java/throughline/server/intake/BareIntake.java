package throughline.server.intake;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;
import throughline.lake.duckdb.Pages;
import throughline.lake.fact.FactKind;
import throughline.lake.iceberg.Storage;
import throughline.server.diagnose.DemoFolder;
import throughline.server.intake.store.BatchTable;
import throughline.server.platform.DataFolder;

/// The program of an [IntakeProcess] that is the intake alone: bodies, batches, flusher, imports, lake and cells as
/// the application has them, on tables that are there, behind an HTTP server of a few lines. It starts in a fraction
/// of a second, so that it can be killed hundreds of times.
final class BareIntake {

    private BareIntake() {}

    /// Serves until it is killed, or ends itself at a step.
    ///
    /// @param arguments data folder, database, name of the one who sends, file for the port, a step or `none`, its
    /// how-manieth time
    public static void main(String[] arguments) {
        try {
            serve(arguments);
        } catch (IOException | RuntimeException e) {
            // As the application, which ends where it cannot start.
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void serve(String[] arguments) throws IOException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var folder = new DataFolder(Path.of(arguments[0]));
        IntakeStep.Watcher watcher = WholeServer.halting(arguments[4], Integer.parseInt(arguments[5]));
        IntakeSettings settings = settings();
        Clock clock = Clock.systemUTC();
        var pool = new HikariConfig();
        pool.setJdbcUrl(arguments[1]);
        pool.setSchema("throughline");
        pool.setMinimumIdle(1);
        var database = new HikariDataSource(pool);

        var spool = new Spool(folder.spool(), settings, clock);
        var facts = new LakeFacts(
                generation -> new Storage.Folder(folder.lake()), database, step -> watcher.reached(IntakeStep.IN_LAKE));
        var counted = new RowsCounted();
        var drain = new FolderDrain(folder, database, facts, spool, counted, clock, watcher);
        var flusher = new Flusher(database, spool, new BatchFlush(spool, facts, counted, watcher), drain, settings);
        var intake = new Intake(spool, new BatchTable(database), settings, watcher, flusher::received);
        var sources = new LakeSources(
                IntakeTables.over(database),
                facts,
                Pages.in(folder.cells()),
                drain,
                new DemoFolder(clock),
                engine -> engine);

        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/api/v1/facts/responses", exchange -> take(exchange, arguments[2], intake));
        http.createContext("/", exchange -> {
            sources.read(words -> {}).workspace().close();
            answer(exchange, 200, "looked");
        });
        http.start();
        WholeServer.tell(Path.of(arguments[3]), http.getAddress().getPort());
    }

    static IntakeSettings settings() {
        return new IntakeSettings(
                DataSize.ofMegabytes(256),
                DataSize.ofGigabytes(4),
                DataSize.ofKilobytes(IntakeProcess.SMALL_BODY),
                DataSize.ofGigabytes(2),
                20_000,
                IntakeProcess.FLUSH_EVERY,
                DataSize.ofMegabytes(64),
                IntakeProcess.FLUSH_EVERY,
                DataSize.ofMegabytes(100));
    }

    private static void take(HttpExchange exchange, String source, Intake intake) throws IOException {
        var delivery = new Delivery(
                source,
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                FactKind.RESPONSES,
                BodyFormat.CSV,
                BodyEncoding.IDENTITY);
        try {
            Receipt receipt = intake.receive(delivery, exchange.getRequestBody(), Optional.empty());
            answer(exchange, receipt.replay() ? 200 : 202, receipt.toString());
        } catch (RuntimeException e) {
            answer(exchange, 500, e.toString());
        } catch (IOException e) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            answer(exchange, 503, e.toString());
        }
    }

    private static void answer(HttpExchange exchange, int status, String words) throws IOException {
        byte[] body = words.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
