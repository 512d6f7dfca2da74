package throughline.server.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/// What a PostgreSQL must be before anything is entrusted to it.
///
/// What we acknowledge must survive a crash, so a server whose settings trade that for speed is refused.
final class Requirements {

    static final int OLDEST_VERSION = 15;

    private Requirements() {}

    /// Checks a server that has answered.
    ///
    /// @param where the database, as messages name it
    /// @throws DatabaseUnavailableException if it is too old, keeps no promises or cannot be written to
    static void check(Connection connection, String where) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_VERSION) {
            throw new DatabaseUnavailableException(
                    "The database at %s is PostgreSQL %s; Throughline needs %s or newer. Upgrade it, or leave DATABASE_URL out and use the one that Throughline brings along."
                            .formatted(where, version, OLDEST_VERSION));
        }
        Map<String, String> settings = settings(connection);
        for (String name : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
            if ("off".equals(settings.get(name))) {
                throw new DatabaseUnavailableException(
                        "The database at %s runs with %s = off: it would lose what it has confirmed. Set it to on and start Throughline again."
                                .formatted(where, name));
            }
        }
        if (!"UTF8".equals(settings.get("server_encoding"))) {
            throw new DatabaseUnavailableException(
                    "The database at %s is encoded in %s; Throughline needs UTF8. Create one for it: CREATE DATABASE throughline ENCODING 'UTF8' TEMPLATE template0;"
                            .formatted(where, settings.get("server_encoding")));
        }
        if ("on".equals(settings.get("transaction_read_only"))) {
            throw new DatabaseUnavailableException(
                    "The database at %s can only be read, as a standby can. Let DATABASE_URL name the primary."
                            .formatted(where));
        }
    }

    /// The settings that matter here, as this session has them.
    static Map<String, String> settings(Connection connection) throws SQLException {
        var settings = new HashMap<String, String>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select name, setting from pg_settings
                        where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums',
                            'server_encoding', 'transaction_read_only')""")) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        }
        return settings;
    }
}
