package throughline.server.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An address that events are sent to.
///
/// @param failingSince when the first of the attempts was that have failed since one was taken; empty while none has
/// @param disabledAt when it was given up; empty while events are sent
public record Webhook(
        UUID id,
        URI address,
        Instant madeAt,
        String madeBy,
        Optional<Instant> failingSince,
        Optional<Instant> disabledAt) {

    /// Letters of the path that a page shows.
    private static final int SHOWN = 5;

    /// The address as a page shows it: the path is often the receiver's secret, so only its first letters are there.
    public String shown() {
        String path = address.getRawPath();
        boolean whole = path.length() <= SHOWN && address.getRawQuery() == null;
        return "%s://%s%s"
                .formatted(
                        address.getScheme(),
                        address.getRawAuthority(),
                        whole ? path : path.substring(0, Math.min(SHOWN, path.length())) + "…");
    }

    /// What tells it from others in the audit log, without its secrets: its host and id.
    String logged() {
        return "%s %s".formatted(address.getHost(), id);
    }

    /// An event on its way there.
    ///
    /// @param due when it is tried next; empty once it was taken or given up
    /// @param tried when it was tried last
    /// @param outcome of that, in a sentence; may be empty
    public record Delivery(
            String type,
            Instant madeAt,
            int attempts,
            Optional<Instant> due,
            Optional<Instant> tried,
            boolean taken,
            String outcome) {}
}
