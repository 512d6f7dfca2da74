package throughline.server.platform;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose rows the connections may meet that a thread takes while it answers somebody of one unit. PostgreSQL holds
/// every
/// statement to it, so what a service forgets to ask leads to no row of anybody else's.
///
/// Work that nobody of one unit asked for says nothing and meets all rows, and so does what is done on other threads.
///
/// @param account whose own rows are met
/// @param units whose alerts are met, by id; never empty
public record OwnRows(UUID account, Set<String> units) {

    /// Stands between ids of units; no text that is read holds it.
    private static final String BETWEEN = "\u001f";

    private static final ThreadLocal<@Nullable OwnRows> NOW = new ThreadLocal<>();

    /// Copies the ids.
    public OwnRows {
        units = Set.copyOf(units);
    }

    /// Holds what this thread does to these rows until [#end].
    public void begin() {
        NOW.set(this);
    }

    /// Lets this thread meet all rows again.
    public static void end() {
        NOW.remove();
    }

    static Optional<OwnRows> now() {
        return Optional.ofNullable(NOW.get());
    }

    String joinedUnits() {
        return String.join(BETWEEN, units);
    }
}
