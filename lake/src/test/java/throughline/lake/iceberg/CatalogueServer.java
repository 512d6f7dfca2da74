package throughline.lake.iceberg;

import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;

/// A database for the catalogue that outlives the processes that use it, as PostgreSQL does.
final class CatalogueServer implements AutoCloseable {

    private final Server server;

    /// Databases in memory belong to the whole process; ours are told apart by this.
    private final String prefix = "d" + UUID.randomUUID().toString().replace("-", "");

    CatalogueServer() {
        try {
            server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Address of a database of the name, for any process of this machine.
    String url(String name) {
        return "jdbc:h2:tcp://localhost:%d/mem:%s;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
                .formatted(server.getPort(), prefix + name);
    }

    static DataSource at(String url) {
        var source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }

    @Override
    public void close() {
        server.stop();
    }
}
