package throughline.server.platform;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Our tables, in a schema of their own: a database that is shared with others stays theirs.
///
/// A migration is one transaction. Whoever is killed in the middle of one has left nothing behind, and the next start
/// begins it anew; of two servers that start at once, one migrates and the other waits.
final class Schema {

    static final String NAME = "throughline";

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Schema() {}

    /// Brings the tables to what this version needs.
    ///
    /// @param where the database, as messages name it
    /// @param version of the last migration to be made, or `latest`
    /// @throws DatabaseUnavailableException if that is not possible; nothing has changed then
    static void migrate(DataSource source, String where, String version) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .defaultSchema(NAME)
                    .locations("classpath:db/migration")
                    .target(version)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DatabaseUnavailableException(reason(e, where), e);
        }
    }

    private static String reason(FlywayException failure, String where) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())) {
                return """
                        The user of DATABASE_URL may not make tables in %s: %s
                        Let an administrator of the database run: GRANT CREATE ON DATABASE <database> TO <user>; \
                        or, if the schema "%s" is there already, make that user its owner.""".formatted(where, sql.getMessage(), NAME);
            }
        }
        return "The tables in %s could not be brought up to date; nothing was changed. %s"
                .formatted(where, failure.getMessage());
    }
}
