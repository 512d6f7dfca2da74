package throughline.server.platform;

import java.sql.SQLException;

/// Why a PostgreSQL of the organisation's own did not let us in, as somebody can act on it.
final class ConnectionRefusal {

    private static final String WRONG_PASSWORD = "28P01";
    private static final String NOT_ADMITTED = "28000";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String MAY_NOT_CONNECT = "42501";
    private static final String TOO_MANY = "53300";
    private static final String STARTING = "57P03";

    private ConnectionRefusal() {}

    /// Whether the server is there and only not ready yet.
    static boolean isStarting(SQLException refused) {
        return STARTING.equals(refused.getSQLState());
    }

    /// @param where host, port and database
    static DatabaseUnavailableException of(SQLException refused, String where) {
        String state = String.valueOf(refused.getSQLState());
        String advice = switch (state) {
            case WRONG_PASSWORD -> "The user or the password in DATABASE_URL is wrong.";
            case NOT_ADMITTED ->
                "The server does not admit this user from this computer, or not without encryption: look at its pg_hba.conf and at sslmode in DATABASE_URL.";
            case NO_SUCH_DATABASE -> "Let an administrator create it: CREATE DATABASE throughline OWNER <user>;";
            case MAY_NOT_CONNECT -> "Let an administrator run: GRANT CONNECT ON DATABASE <database> TO <user>;";
            case TOO_MANY -> "All its connections are taken; Throughline needs 12. Raise max_connections.";
            case STARTING -> "It has been starting for a minute; its own log says why.";
            default ->
                "Is it running, and are host, port and sslmode in DATABASE_URL right? Leave DATABASE_URL out to use the PostgreSQL that Throughline brings along.";
        };
        return new DatabaseUnavailableException(
                "There is no way into the database at %s: %s%n%s".formatted(where, refused.getMessage(), advice),
                refused);
    }
}
