package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.server.IntakeServer;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// Where something fails and the database is lost with it, what failed first is what is told.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FirstFailureTest {

    /// Ends every connection of the database but the one that asks.
    private static final String CUT =
            "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    @TempDir
    private Path data;

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

    @Test
    void of_batches_that_could_not_be_flushed() throws Exception {
        DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var logger = (Logger) LoggerFactory.getLogger(Flusher.class.getName());
        logger.addAppender(log);
        var failed = new AtomicBoolean();
        IntakeStep.Watcher watcher = step -> {
            if (step == IntakeStep.FACTS_KEPT && failed.compareAndSet(false, true)) {
                cut(address);
                throw new IllegalStateException("The first failure");
            }
        };
        Map<String, Object> quick =
                Map.of("throughline.intake.flush-every", "50ms", "throughline.intake.try-again", "50ms");
        try (var server = IntakeServer.on(data, address, "", quick, watcher)) {
            var receipt = server.post("responses", "text/csv", "response_id,answered_at,empathy\nr1,2026-03-02,4\n");
            assertThat(receipt.statusCode()).isEqualTo(202);
            assertThat(server.settled(receipt)).as("it is tried again").contains("\"committed\"");
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .filteredOn(
                        event -> event.getFormattedMessage().startsWith("Batches of responses could not be flushed"))
                .extracting(event -> ((ThrowableProxy) event.getThrowableProxy()).getThrowable())
                .first()
                .satisfies(first -> {
                    assertThat(first).hasMessage("The first failure");
                    assertThat(first.getSuppressed()).isNotEmpty();
                });
    }
}
