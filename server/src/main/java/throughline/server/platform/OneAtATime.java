package throughline.server.platform;

import java.sql.Connection;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Something that is done by one at a time, of all threads and all servers on a database. Whoever does it holds a right
/// that ends with the connection, so a server that is killed keeps nobody waiting.
public final class OneAtATime {

    private final DataSource database;
    private final String what;

    /// Of the threads here one waits for the database; the others would take all connections.
    private final Lock here = new ReentrantLock();

    /// @param what is done, the same text on every server
    public OneAtATime(DataSource database, String what) {
        this.database = database;
        this.what = what;
    }

    /// Does it, once nobody else does.
    ///
    /// @throws org.springframework.dao.DataAccessException if the database does not answer; nothing was done then
    public <T> T alone(Supplier<T> work) {
        here.lock();
        try (Connection connection = database.getConnection()) {
            JdbcClient sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            ask(sql, "select pg_advisory_lock(hashtextextended(?, 0))");
            try (Held _ = () -> ask(sql, "select pg_advisory_unlock(hashtextextended(?, 0))")) {
                return work.get();
            }
        } catch (java.sql.SQLException e) {
            throw new CannotGetJdbcConnectionException("The database does not answer", e);
        } finally {
            here.unlock();
        }
    }

    private void ask(JdbcClient sql, String question) {
        sql.sql(question).param(what).query((row, number) -> true).single();
    }

    /// What fails when it is given back does not hide what failed before.
    @FunctionalInterface
    private interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
