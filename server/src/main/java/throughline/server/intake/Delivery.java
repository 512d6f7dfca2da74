package throughline.server.intake;

import java.util.Optional;
import throughline.lake.fact.FactKind;

/// What a sender says of the facts it sends.
///
/// @param source who sends: the name of an API token
/// @param key the sender's own name for this delivery; the SHA-256 of the body where there is none
public record Delivery(String source, Optional<String> key, FactKind kind, BodyFormat format, BodyEncoding encoding) {

    /// The end of the name of a file that holds the body.
    String ending() {
        return format.ending() + encoding.ending();
    }
}
