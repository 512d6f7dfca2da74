package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// One's own account: who one is here, the password, and where one is signed in.
///
/// @param email address one signs in with
/// @param role what one may do, as a sentence
/// @param fields the current and the new password; none where there is no password
/// @param provider how the account stands with the organisation's provider, where there is one
/// @param passkeys the passkeys, and adding one
/// @param answering what one answers for alone
/// @param done what was just done, may be empty
public record OwnAccountPage(
        Shell shell,
        String name,
        String email,
        String role,
        List<FormField> fields,
        String done,
        Optional<Provider> provider,
        Passkeys passkeys,
        List<Answering> answering,
        List<Session> sessions) {

    /// A touchpoint that one answers for.
    ///
    /// @param definition what good looks like there, may be empty
    /// @param acceptedOn the day one said yes
    /// @param version of the record, which the form sends along
    public record Answering(String id, String title, String definition, Optional<String> acceptedOn, String version) {}

    /// The organisation's provider.
    ///
    /// @param connected whether one can sign in through it
    public record Provider(String name, boolean connected) {}

    /// The passkeys, and adding one.
    ///
    /// @param offer whether one can be added here
    /// @param fresh whether one has signed in lately enough to add one
    /// @param form the form for it
    public record Passkeys(PasskeyOffer offer, boolean fresh, PasskeyForm form, List<Passkey> all) {}

    /// A passkey.
    ///
    /// @param used when it was used and added, in words
    public record Passkey(String id, String name, String used) {}

    /// A browser in which one is signed in.
    ///
    /// @param seen when it was used last, in words
    /// @param begun since when, in words
    /// @param here whether it is this one
    public record Session(String id, String browser, String seen, String begun, boolean here) {}
}
