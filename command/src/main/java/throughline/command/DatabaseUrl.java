package throughline.command;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import throughline.server.platform.DatabaseAddress;

/// The organisation's own PostgreSQL, as `DATABASE_URL` names it. From the environment only: a command line,
/// with a password in it, is for all to see.
final class DatabaseUrl {

    private DatabaseUrl() {}

    /// @throws ParameterException if it cannot be read
    static Optional<DatabaseAddress> find(CommandSpec spec) {
        String url = System.getenv("DATABASE_URL");
        try {
            return url == null || url.isBlank() ? Optional.empty() : Optional.of(DatabaseAddress.parse(url));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
