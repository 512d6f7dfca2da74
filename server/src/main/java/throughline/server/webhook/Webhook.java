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
