package throughline.server.accounts;

import java.util.Optional;
import java.util.UUID;

/// Somebody who may sign in, or might once.
///
/// @param email unique, however its letters are written
/// @param unit the unit whose subtree the account sees; empty where it sees the whole organisation
/// @param person the person on record whose account it is, by id; empty where nobody has said
/// @param state whether it can be used
/// @param since when it was made, as `2026-03-02 09:14`, UTC
public record Account(
        UUID id,
        String email,
        String name,
        Role role,
        Optional<String> unit,
        Optional<String> person,
        State state,
        String since) {

    /// Whether an account can be used.
    public enum State {
        /// No password has been chosen yet.
        INVITED,
        ACTIVE,
        DISABLED
    }
}
