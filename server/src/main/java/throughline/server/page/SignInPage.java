package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// Where one signs in.
///
/// @param fields name and password
/// @param next where it goes on afterwards
/// @param problem why it did not go on, may be empty
/// @param provider the organisation's provider, where one can sign in through it
/// @param passkeys whether one can sign in with a passkey here
/// @param unclaimed whether nobody has an account yet
public record SignInPage(
        Door door,
        List<FormField> fields,
        String next,
        String problem,
        Optional<Provider> provider,
        PasskeyOffer passkeys,
        boolean unclaimed) {

    /// Where one signs in elsewhere.
    ///
    /// @param link where that begins
    public record Provider(String name, String link) {}
}
