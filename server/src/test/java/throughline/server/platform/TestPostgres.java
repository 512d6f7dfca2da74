package throughline.server.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;
import throughline.workspace.WorkspaceStore;

/// The embedded PostgreSQL that the tests of one JVM share, each with a database of its own in it.
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final TestPostgres SHARED = start();

    private final Path data;
    private final EmbeddedPostgres server;

    private TestPostgres(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
    }

    private static TestPostgres start() {
        try {
            Path data = Files.createTempDirectory("throughline-test-postgres");
            // Its programs are lent to servers that tests run as somebody else.
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
            DataFolderClaim claim = DataFolderClaim.of(data);
            EmbeddedPostgres server = EmbeddedPostgres.start(claim);
            PostgresFolder.in(data).open();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                try {
                    claim.close();
                    WorkspaceStore.delete(data);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
            return new TestPostgres(data, server);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A data folder whose PostgreSQL need not unpack its programs.
    public static Path folder(Path data) throws IOException {
        Files.createDirectories(data);
        PostgresFolder folder = PostgresFolder.in(data);
        Files.createSymbolicLink(
                folder.path().resolve("programs-18.6"),
                PostgresFolder.in(SHARED.data).path().resolve("programs-18.6"));
        return data;
    }

    /// A new database of our user's that has what another one has.
    static DatabaseAddress copy(String template) throws SQLException, IOException {
        String name = "t" + DATABASES.incrementAndGet();
        execute(address("postgres"), "create database %s template %s owner throughline".formatted(name, template));
        return DatabaseAddress.parse("postgres://throughline:%s@127.0.0.1:%d/%s".formatted(secret(), port(), name));
    }

    /// Where the superuser gets in.
    static DatabaseAddress address(String database) throws IOException {
        return DatabaseAddress.parse("postgres://postgres:%s@127.0.0.1:%d/%s".formatted(secret(), port(), database));
    }

    static void execute(DatabaseAddress where, String command) throws SQLException {
        try (Connection connection = where.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static int port() {
        return port(SHARED.server);
    }

    static int port(EmbeddedPostgres server) {
        return ((PGSimpleDataSource) server.dataSource()).getPortNumbers()[0];
    }

    private static String secret() throws IOException {
        return PostgresFolder.in(SHARED.data).secret();
    }
}
