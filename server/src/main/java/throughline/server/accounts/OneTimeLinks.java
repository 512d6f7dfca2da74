package throughline.server.accounts;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import throughline.server.accounts.store.LinkTable;

/// Links that work once: for the first administrator, for who is invited, and for who needs a new password.
public final class OneTimeLinks {

    /// How long the link for the first administrator, or for a new password, is good for.
    public static final Duration SOON = Duration.ofMinutes(30);

    static final String INVITATION = "invitation";
    static final String NEW_PASSWORD = "new-password";
    private static final String FIRST_ADMINISTRATOR = "first-administrator";

    private final LinkTable table;
    private final AccountSettings settings;
    private final Clock clock;

    OneTimeLinks(DataSource source, AccountSettings settings, Clock clock) {
        this.table = new LinkTable(source);
        this.settings = settings;
        this.clock = clock;
    }

    /// What the holder of a link may do with it.
    public sealed interface Link {
        /// Become the first administrator.
        record FirstAdministrator() implements Link {}

        /// Choose how to sign in to an account.
        record WayIn(Account account) implements Link {}
    }

    sealed interface Found {
        record First() implements Found {}

        record Of(UUID account) implements Found {}
    }

    Secret forFirstAdministrator() {
        Secret secret = Secret.random();
        table.replace(
                secret.sha256(), FIRST_ADMINISTRATOR, null, clock.instant().plus(SOON));
        return secret;
    }

    Secret forAccount(UUID account, String purpose) {
        Secret secret = Secret.random();
        Duration good = purpose.equals(INVITATION) ? settings.invitation() : SOON;
        table.replace(secret.sha256(), purpose, account, clock.instant().plus(good));
        return secret;
    }

    Optional<Found> find(Secret secret) {
        return table.find(secret.sha256(), clock.instant()).map(row -> {
            UUID account = row.account();
            return account == null ? new Found.First() : new Found.Of(account);
        });
    }

    boolean use(Secret secret) {
        return table.use(secret.sha256(), clock.instant());
    }

    void end(UUID account) {
        table.delete(account);
    }
}
