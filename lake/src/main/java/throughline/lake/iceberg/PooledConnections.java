package throughline.lake.iceberg;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.iceberg.jdbc.JdbcClientPool;

/// Lends Iceberg's catalogue a connection of the application's own pool for each thing it does, so that a
/// database that was away for a while is found again and no connection is held in between.
final class PooledConnections extends JdbcClientPool {

    private final DataSource source;
    private final Steps steps;

    PooledConnections(DataSource source, Steps steps) {
        super(1, "", Map.of());
        this.source = source;
        this.steps = steps;
    }

    @Override
    public <R> R run(Action<R, Connection, SQLException> action) throws SQLException {
        steps.at("ask the catalogue");
        R answer;
        try (Connection connection = source.getConnection()) {
            answer = action.run(connection);
        }
        steps.at("the catalogue answered");
        return answer;
    }

    /// Never again by itself: a commit whose answer was lost may have succeeded.
    @Override
    public <R> R run(Action<R, Connection, SQLException> action, boolean again) throws SQLException {
        return run(action);
    }
}
