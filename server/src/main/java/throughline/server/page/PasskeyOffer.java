package throughline.server.page;

import java.util.Optional;

/// Whether passkeys can be made and used where the reader is.
///
/// @param options address that says what the browser is to do; empty where passkeys cannot be used here
/// @param elsewhere address of the same page at which they can; empty where there is none, or it is here
public record PasskeyOffer(String options, Optional<String> elsewhere) {

    /// Nowhere.
    public static final PasskeyOffer NONE = new PasskeyOffer("", Optional.empty());

    /// Whether they can be used here.
    public boolean here() {
        return !options.isEmpty();
    }
}
