package throughline.lake.trino;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/// A coordinator and two workers, each a process of its own, over Iceberg tables whose catalogue is in PostgreSQL.
public final class TrinoCluster implements AutoCloseable {

    private static final int WORKERS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /// What Trino needs of its JVM; -Xmx1g each.
    private static final List<String> JVM = List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-Djdk.attach.allowAttachSelf=true",
            "-Dfile.encoding=UTF-8");

    private final List<Process> processes = new ArrayList<>();
    private final Path folder;
    private final Path lake;
    private final int port;
    private final PGSimpleDataSource catalogue;

    /// Starts it, and waits until its workers are there.
    ///
    /// @param folder where its own files are
    /// @param lake folder of the tables
    /// @param catalogue the database that names the tables; its address has no parameters but a schema
    public TrinoCluster(Path folder, Path lake, PGSimpleDataSource catalogue) throws IOException, InterruptedException {
        this.folder = folder;
        this.lake = lake;
        this.port = free();
        this.catalogue = catalogue;
        start("coordinator", port, """
                coordinator=true
                node-scheduler.include-coordinator=false
                """);
        for (int worker = 1; worker <= WORKERS; worker++) {
            start("worker-" + worker, free(), "coordinator=false\n");
        }
        awaitWorkers();
    }

    private static int free() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(String name, int http, String role) throws IOException {
        Path unpacked = Path.of(System.getProperty("throughline.trino"));
        String version = System.getProperty("throughline.trino.version");
        Path server = unpacked.resolve("trino-server-core-" + version);
        Path home = Files.createDirectories(folder.resolve(name));
        Files.createSymbolicLink(home.resolve("lib"), server.resolve("lib"));
        Files.createSymbolicLink(home.resolve("secrets-plugin"), server.resolve("secrets-plugin"));
        Files.createSymbolicLink(
                Files.createDirectories(home.resolve("plugin")).resolve("iceberg"),
                unpacked.resolve("trino-iceberg-" + version));
        Files.writeString(
                Files.createDirectories(home.resolve("etc")).resolve("config.properties"),
                role + """
                http-server.http.port=%d
                discovery.uri=http://127.0.0.1:%d
                node.internal-address=127.0.0.1
                query.max-memory-per-node=300MB
                """.formatted(http, port));
        Files.writeString(
                Files.createDirectories(home.resolve("etc/catalog")).resolve("lake.properties"),
                """
                connector.name=iceberg
                iceberg.catalog.type=jdbc
                iceberg.jdbc-catalog.catalog-name=throughline
                iceberg.jdbc-catalog.driver-class=org.postgresql.Driver
                iceberg.jdbc-catalog.connection-url=%s
                iceberg.jdbc-catalog.connection-user=%s
                iceberg.jdbc-catalog.connection-password=%s
                iceberg.jdbc-catalog.default-warehouse-dir=local:///
                iceberg.jdbc-catalog.schema-version=V1
                fs.native-local.enabled=true
                local.location=%s
                """.formatted(address(), catalogue.getUser(), catalogue.getPassword(), lake));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of(
                "-Dnode.environment=test",
                "-Dnode.id=" + name,
                "-Dnode.data-dir=" + home.resolve("data"),
                "-Dconfig=" + home.resolve("etc/config.properties"),
                "-cp",
                home.resolve("lib") + "/*",
                "io.trino.server.TrinoServer"));
        processes.add(new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("server.log").toFile())
                .start());
    }

    private String address() {
        String schema = catalogue.getCurrentSchema();
        return "jdbc:postgresql://%s:%d/%s%s"
                .formatted(
                        catalogue.getServerNames()[0],
                        catalogue.getPortNumbers()[0],
                        catalogue.getDatabaseName(),
                        schema == null ? "" : "?currentSchema=" + schema);
    }

    /// What [TrinoCubeEngine] connects to.
    public String url() {
        return "jdbc:trino://127.0.0.1:%d/lake".formatted(port);
    }

    /// Who asks.
    Map<String, String> login() {
        return Map.of("user", "tests");
    }

    private void awaitWorkers() throws InterruptedException, IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (workers() == WORKERS) {
                return;
            }
            if (processes.stream().anyMatch(process -> !process.isAlive())) {
                break;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        var logs = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path log : files.filter(file -> file.endsWith("server.log")).toList()) {
                List<String> lines = Files.readAllLines(log);
                logs.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())));
            }
        }
        close();
        throw new IllegalStateException("Trino did not start: " + logs);
    }

    private long workers() {
        try {
            return number("select count(*) from system.runtime.nodes where not coordinator and state = 'active'");
        } catch (SQLException e) {
            return 0;
        }
    }

    /// The answer to a question of one number.
    public long number(String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:trino://127.0.0.1:" + port + "?user=tests");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(question)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws InterruptedException {
        processes.forEach(process -> process.toHandle().destroyForcibly());
        for (Process process : processes) {
            process.waitFor();
        }
    }
}
