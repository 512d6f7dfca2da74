package throughline.server.platform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Connections that tell PostgreSQL whose rows they may meet, where that is said of the thread, and are given back to
/// the pool without.
final class NarrowingDataSource extends DelegatingDataSource {

    NarrowingDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        Optional<OwnRows> own = OwnRows.now();
        if (own.isEmpty()) {
            return connection;
        }
        try {
            say(connection, own.get().account().toString(), own.get().joinedUnits());
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        return untilClosed(connection);
    }

    private static void say(Connection connection, String account, String units) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select set_config('throughline.account', ?, false), set_config('throughline.units', ?, false)")) {
            statement.setString(1, account);
            statement.setString(2, units);
            statement.execute();
        }
    }

    private static Connection untilClosed(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                NarrowingDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, given) -> {
                    try {
                        if (method.getName().equals("close") && !connection.isClosed()) {
                            widen(connection);
                        }
                        return method.invoke(connection, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /// Outside of a transaction, for one that is rolled back would bring back what was said. A connection that cannot
    /// be
    /// told is not used again.
    private static void widen(Connection connection) throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            say(connection, "", "");
        } catch (SQLException e) {
            connection.abort(Runnable::run);
        }
    }
}
