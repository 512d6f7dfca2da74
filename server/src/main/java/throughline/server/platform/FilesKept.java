package throughline.server.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/// Keeps files that the database names, or named a moment ago, from being deleted while they are copied.
///
/// Whoever copies holds the right together with others; whoever tidies up takes it alone, or tidies up later. It ends
/// with the connection, so a process that was killed keeps nobody waiting.
public final class FilesKept implements AutoCloseable {

    private static final long RIGHT = 0x5468726f_75676801L;

    private final Connection connection;

    private FilesKept(Connection connection) {
        this.connection = connection;
    }

    /// Keeps all files until it is closed; waits for a tidying up that is under way.
    public static FilesKept of(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        ask(connection, "select pg_advisory_lock_shared(?)");
        return new FilesKept(connection);
    }

    /// The right to delete what nobody names any more, until it is closed; empty while somebody copies.
    public static Optional<FilesKept> tidying(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        if (ask(connection, "select pg_try_advisory_lock(?)").equals("t")) {
            return Optional.of(new FilesKept(connection));
        }
        connection.close();
        return Optional.empty();
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setLong(1, RIGHT);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return String.valueOf(answer.getString(1));
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Gives the right back.
    @Override
    public void close() throws SQLException {
        try (connection;
                PreparedStatement statement = connection.prepareStatement("select pg_advisory_unlock_all()")) {
            statement.execute();
        }
    }
}
