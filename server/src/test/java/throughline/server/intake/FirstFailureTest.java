package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// Where something fails and the database is lost with it, what failed first is what is told.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FirstFailureTest {

    /// Ends every connection of the database but the one that asks.
    private static final String CUT =
            "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    private static void cut(DatabaseAddress address) {
        try (var other = Database.at(address)) {
            JdbcClient.create(other.dataSource())
                    .sql(CUT)
                    .query((row, n) -> true)
                    .list();
        }
    }

    @Test
    void of_what_is_done_alone() throws Exception {
        DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
        try (var database = Database.at(address);
                Connection connection = database.dataSource().getConnection()) {
            IntakeTables tables = IntakeTables.over(connection);

            assertThatThrownBy(() -> tables.alone(() -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("select 1");
                        } catch (java.sql.SQLException e) {
                            throw new IOException(e);
                        }
                        cut(address);
                        throw new IOException("The disk is full");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The disk is full")
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .as("the rights that could not be given back")
                            .isNotEmpty());
        }
    }
}
