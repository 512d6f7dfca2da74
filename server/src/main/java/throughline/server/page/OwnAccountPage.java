package throughline.server.page;

import java.util.List;

/// One's own account: who one is here, the password, and where one is signed in.
///
/// @param email address one signs in with
/// @param role what one may do, as a sentence
/// @param fields the current and the new password
/// @param done what was just done, may be empty
public record OwnAccountPage(
        Shell shell,
        String name,
        String email,
        String role,
        List<FormField> fields,
        String done,
        List<Session> sessions) {

    /// A browser in which one is signed in.
    ///
    /// @param seen when it was used last, in words
    /// @param begun since when, in words
    /// @param here whether it is this one
    public record Session(String id, String browser, String seen, String begun, boolean here) {}
}
