package throughline.server.alerts;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import throughline.server.accounts.Account;
import throughline.server.accounts.Role;
import throughline.server.accounts.Visitor.SignedIn;
import throughline.server.alerts.Alert.Kind;

/// Who is told of alerts, and which of them.
///
/// @param account whose marks count; empty for a program, which has none
/// @param part the unit the account sees, with those below it; empty for the whole organisation
/// @param kinds what the account may be told of
public record Reader(Optional<UUID> account, String part, Set<Kind> kinds) {

    /// Copies the set.
    public Reader {
        kinds = Set.copyOf(kinds);
    }

    /// The reader of an account.
    public static Reader of(Account account) {
        return new Reader(Optional.of(account.id()), account.unit().orElse(""), kinds(account.role()));
    }

    /// The reader of somebody who is signed in.
    public static Reader of(SignedIn visitor) {
        return of(visitor.who());
    }

    /// A program that reads the organisation's record: it sees all but what is for who keeps the server.
    public static Reader program() {
        return new Reader(Optional.empty(), "", EnumSet.complementOf(EnumSet.of(Kind.WEBHOOK)));
    }

    private static Set<Kind> kinds(Role role) {
        return Arrays.stream(Kind.values()).filter(k -> k.right().isOf(role)).collect(Collectors.toSet());
    }
}
