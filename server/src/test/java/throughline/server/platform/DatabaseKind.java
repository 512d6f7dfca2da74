package throughline.server.platform;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// The two kinds of PostgreSQL that Throughline works on; what holds on one has to hold on the other.
///
/// A suite that is to run on both is a `@ParameterizedClass` with `@EnumSource(DatabaseKind.class)`.
public enum DatabaseKind {

    /// The one that comes with Throughline.
    EMBEDDED {
        @Override
        DatabaseAddress copy(String template) throws SQLException, IOException {
            return TestPostgres.copy(template);
        }

        @Override
        DatabaseAddress administrator(String database) throws IOException {
            return TestPostgres.address(database);
        }
    },

    /// One of the system's packages, any version from 15, started by `./throughline test`.
    EXTERNAL {
        @Override
        DatabaseAddress copy(String template) throws SQLException {
            String name = "t" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
            TestPostgres.execute(administrator("postgres"), "create database %s template %s".formatted(name, template));
            return administrator(name);
        }

        @Override
        DatabaseAddress administrator(String database) {
            String url = url();
            return DatabaseAddress.parse(url.substring(0, url.lastIndexOf('/') + 1) + database);
        }

        private static String url() {
            String url = System.getenv("THROUGHLINE_TEST_DATABASE_URL");
            Assumptions.assumeTrue(
                    url != null && !url.isBlank(),
                    "THROUGHLINE_TEST_DATABASE_URL names no PostgreSQL; ./throughline test starts one where it can");
            return url;
        }
    };

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private @Nullable DatabaseAddress migrated;

    /// A new database with nothing in it. Where there is no server of this kind the test is skipped.
    public DatabaseAddress empty() throws SQLException, IOException {
        return copy("template1");
    }

    /// A new database with our tables in it, which hold no row of ours yet: a copy costs a tenth of making them.
    public synchronized DatabaseAddress fresh() throws SQLException, IOException {
        if (migrated == null) {
            DatabaseAddress first = empty();
            Database.at(first).close();
            migrated = first;
        }
        return copy(databaseOf(migrated));
    }

    /// A new database that has all that another one has, which nobody may be in.
    abstract DatabaseAddress copy(String template) throws SQLException, IOException;

    /// A new database with nothing in it, whose owner is no superuser: one of those meets all rows, whatever is said.
    DatabaseAddress ofAnOrdinaryUser() throws SQLException, IOException {
        DatabaseAddress fresh = empty();
        if (this == EMBEDDED) {
            return fresh;
        }
        String name = databaseOf(fresh);
        TestPostgres.execute(administrator(name), "create role %s login password 'ordinary'".formatted(name));
        TestPostgres.execute(administrator(name), "alter database %s owner to %1$s".formatted(name));
        return DatabaseAddress.parse("postgres://%s:ordinary@%s".formatted(name, fresh.shown()));
    }

    /// A database of that server, for a user who may do everything.
    abstract DatabaseAddress administrator(String database) throws IOException;

    /// Takes a database away, whoever is in it.
    public void drop(DatabaseAddress address) throws SQLException, IOException {
        TestPostgres.execute(administrator("postgres"), "drop database %s with (force)".formatted(databaseOf(address)));
    }

    static String databaseOf(DatabaseAddress address) {
        return address.shown().substring(address.shown().lastIndexOf('/') + 1);
    }

    /// A new database with our tables in it; whoever opens it closes it.
    public Database open() throws SQLException, IOException {
        return Database.at(fresh());
    }
}
