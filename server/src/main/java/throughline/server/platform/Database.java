package throughline.server.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The server's PostgreSQL, with our tables in it: the truth for what is small, changing or personal.
///
/// A connection that breaks is replaced by the pool; while the database does not answer, whoever asks for
/// one is told so within seconds. Safe for use by several threads.
public final class Database implements AutoCloseable {

    /// Below this many seconds a server that is only starting up again is waited for, not refused.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int CONNECTIONS = 10;
    private static final int CONNECTION_MILLIS = 3_000;
    private static final int VALIDATION_SECONDS = 2;

    private final HikariDataSource pool;
    private final DataSource narrowing;
    private final @Nullable EmbeddedPostgres embedded;

    private Database(DataSource source, String where, Version version, @Nullable EmbeddedPostgres embedded) {
        Schema.migrate(source, where, version.flyway());
        this.pool = pool(source);
        this.narrowing = new NarrowingDataSource(pool);
        this.embedded = embedded;
    }

    /// Which tables there shall be.
    ///
    /// @param flyway how Flyway names the last migration to be made
    public record Version(String flyway) {

        /// Those this version of Throughline works with.
        public static final Version NEWEST = new Version("latest");
    }

    /// Starts the PostgreSQL that comes with Throughline, which keeps its files in `postgres` of the data
    /// folder.
    ///
    /// @throws DatabaseUnavailableException if it does not start
    public static Database embedded(DataFolderClaim claim) {
        return embedded(claim, Version.NEWEST);
    }

    /// The same with the tables of a version, which a backup of that version is restored into.
    public static Database embedded(DataFolderClaim claim, Version version) {
        EmbeddedPostgres embedded = EmbeddedPostgres.start(claim);
        try {
            return new Database(embedded.dataSource(), embedded.toString(), version, embedded);
        } catch (RuntimeException | Error e) {
            embedded.close();
            throw e;
        }
    }

    /// Joins the embedded PostgreSQL of the server that runs on a data folder; closing it leaves the server
    /// alone.
    ///
    /// @throws DatabaseUnavailableException if it does not run yet or any more
    public static Database running(Path data) throws IOException {
        PostgresFolder folder = PostgresFolder.in(data);
        OptionalInt port = Postmaster.port(folder.data());
        if (port.isEmpty()) {
            throw new DatabaseUnavailableException(
                    "The server on %s is just starting or stopping. Call again in some seconds.".formatted(data));
        }
        return at(PostgresSetup.address(port.getAsInt(), PostgresSetup.NAME, folder.secret()));
    }

    /// Uses a PostgreSQL of the organisation's own.
    ///
    /// @throws DatabaseUnavailableException if it does not answer, lets us not in, or is not fit for it
    public static Database at(DatabaseAddress address) {
        return at(address, Version.NEWEST);
    }

    /// The same with the tables of a version, which a backup of that version is restored into.
    public static Database at(DatabaseAddress address, Version version) {
        DataSource source = address.dataSource();
        try (Connection connection = patiently(source)) {
            Requirements.check(connection, address.shown());
        } catch (SQLException e) {
            throw ConnectionRefusal.of(e, address.shown());
        }
        return new Database(source, address.shown(), version, null);
    }

    private static Connection patiently(DataSource source) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return source.getConnection();
            } catch (SQLException e) {
                if (!ConnectionRefusal.isStarting(e) || System.nanoTime() > end) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(SQLException starting) throws SQLException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw starting;
        }
    }

    private static HikariDataSource pool(DataSource source) {
        var settings = new HikariConfig();
        settings.setPoolName("throughline");
        settings.setDataSource(source);
        settings.setSchema(Schema.NAME);
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(CONNECTION_MILLIS);
        settings.setInitializationFailTimeout(-1);
        return new HikariDataSource(settings);
    }

    /// Connections whose search path is our schema, and which meet the rows that [OwnRows] says.
    public DataSource dataSource() {
        return narrowing;
    }

    /// Whether it answers, found out by asking it; takes up to five seconds where it does not.
    public boolean isReachable() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
