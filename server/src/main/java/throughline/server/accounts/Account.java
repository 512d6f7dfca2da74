package throughline.server.accounts;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import throughline.server.accounts.store.AccountTable.Row;
import throughline.text.Language;

/// Somebody who may sign in, or might once.
///
/// @param email unique, however its letters are written
/// @param unit the unit whose subtree the account sees; empty where it sees the whole organisation
/// @param person the person on record whose account it is, by id; empty where nobody has said
/// @param language chosen by who has it; empty where nobody has
/// @param state whether it can be used
/// @param ways how one can sign in to it
/// @param since when it was made, as `2026-03-02 09:14`, UTC
public record Account(
        UUID id,
        String email,
        String name,
        Role role,
        Optional<String> unit,
        Optional<String> person,
        Optional<Language> language,
        State state,
        Set<WayIn> ways,
        String since) {

    /// How one signs in.
    public enum WayIn {
        PASSWORD,
        PASSKEY,
        /// The organisation's OpenID Connect provider.
        PROVIDER
    }

    /// Whether an account can be used.
    public enum State {
        /// Nobody has chosen a password or a passkey for it or signed in through the provider yet.
        INVITED,
        ACTIVE,
        DISABLED
    }

    static Account of(Row row) {
        Set<WayIn> ways = EnumSet.noneOf(WayIn.class);
        if (row.password() != null) {
            ways.add(WayIn.PASSWORD);
        }
        if (row.passkey()) {
            ways.add(WayIn.PASSKEY);
        }
        if (row.connected()) {
            ways.add(WayIn.PROVIDER);
        }
        return new Account(
                row.id(),
                row.email(),
                row.name(),
                Role.find(row.role()).orElseThrow(),
                Optional.ofNullable(row.unit()),
                Optional.ofNullable(row.person()),
                Optional.ofNullable(row.language()).flatMap(Language::of),
                row.disabled() ? State.DISABLED : ways.isEmpty() ? State.INVITED : State.ACTIVE,
                Collections.unmodifiableSet(ways),
                row.since());
    }
}
