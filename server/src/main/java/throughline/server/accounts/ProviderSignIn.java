package throughline.server.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Throttle.Attempt;
import throughline.server.accounts.Visitor.SignedIn;
import throughline.server.accounts.store.AccountTable;
import throughline.server.accounts.store.AccountTable.Row;

/// Signing in through the organisation's OpenID Connect provider. Nobody gets an account by it: the provider's name for
/// somebody is bound to an account that is there, and from then on only that name counts. Safe for use by several
/// threads.
public final class ProviderSignIn {

    private final AccountTable table;
    private final Throttle throttle;
    private final Sessions sessions;
    private final OneTimeLinks links;
    private final AuditLog audit;
    private final TransactionTemplate once;

    ProviderSignIn(
            AccountTable table,
            Throttle throttle,
            Sessions sessions,
            OneTimeLinks links,
            AuditLog audit,
            TransactionTemplate once) {
        this.table = table;
        this.throttle = throttle;
        this.sessions = sessions;
        this.links = links;
        this.audit = audit;
        this.once = once;
    }

    /// Somebody as the provider vouches for them.
    ///
    /// @param issuer the provider
    /// @param subject its name for the person, which it gives to nobody else
    /// @param email the address it has made sure of; empty where it has not
    /// @param proved when it last made sure of the person; empty where it does not say
    public record Identity(String issuer, String subject, Optional<String> email, Optional<Instant> proved) {}

    /// What one comes back from the provider with.
    ///
    /// @param state what was sent along, good once
    /// @param holder who is signed in already in the same browser
    /// @param address of the computer that asks
    /// @param browser such as `Firefox on Linux`
    public record Return(String state, Optional<SignedIn> holder, String address, String browser) {}

    /// How it ended.
    public sealed interface Outcome {
        /// Somebody is signed in.
        record Welcome(Secret session) implements Outcome {}

        /// Nobody is.
        record Refused(Reason why) implements Outcome {}

        /// There were too many attempts.
        record Wait(Duration left) implements Outcome {}
    }

    /// Why nobody is signed in.
    public enum Reason {
        NOT_BELIEVED("what came from the provider does not hold"),
        USED_BEFORE("an answer of the provider came twice"),
        UNVERIFIED("the provider has not made sure of the e-mail address"),
        UNKNOWN("no account of this e-mail address"),
        DISABLED("the account is disabled"),
        OTHER_SUBJECT("the account belongs to another name at the provider"),
        HAS_OTHER_WAY("the account has a password or a passkey and is not connected");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /// Signs in whom the provider vouches for.
    ///
    /// @param ask asks the provider; empty where its answer does not hold. What it throws is no attempt
    public Outcome signIn(Return back, Supplier<Optional<Identity>> ask) {
        var attempt = new Attempt("", back.address());
        Optional<Throttle.Wait> wait = throttle.count(attempt);
        if (wait.isPresent()) {
            if (wait.get().first()) {
                audit.record(Accounts.NOBODY, Action.HAD_TO_WAIT, "", back.address());
            }
            return new Outcome.Wait(wait.get().left());
        }
        if (!throttle.isFirstUse(back.state())) {
            return refused(Accounts.NOBODY, Reason.USED_BEFORE, back);
        }
        Optional<Identity> identity;
        try {
            identity = ask.get();
        } catch (RuntimeException e) {
            throttle.succeeded(attempt);
            throw e;
        }
        if (identity.isEmpty()) {
            return refused(Accounts.NOBODY, Reason.NOT_BELIEVED, back);
        }
        // The provider knows them, so nobody guesses; else colleagues without an account would lock out their office.
        throttle.succeeded(attempt);
        return once.execute(t -> enter(identity.get(), back));
    }

    private Outcome enter(Identity identity, Return back) {
        Optional<Row> bound = table.lock(identity.issuer(), identity.subject());
        if (bound.isEmpty()) {
            table.lock();
            bound = table.lock(identity.issuer(), identity.subject()); // connected in another window meanwhile
        }
        return bound.isPresent() ? welcome(bound.get(), identity, back) : connect(identity, back);
    }

    /// Signs in somebody whom the provider vouches for the first time; nobody else changes accounts meanwhile.
    private Outcome connect(Identity identity, Return back) {
        if (identity.email().isEmpty()) {
            return refused(Accounts.NOBODY, Reason.UNVERIFIED, back);
        }
        Optional<Row> named = table.find(identity.email().get());
        if (named.isEmpty()) {
            return refused(Accounts.NOBODY, Reason.UNKNOWN, back);
        }
        Row row = named.get();
        if (row.disabled()) {
            return refused(row.email(), Reason.DISABLED, back);
        }
        if (row.connected()) {
            return refused(row.email(), Reason.OTHER_SUBJECT, back);
        }
        // Who holds the password or a passkey says whose account it is; the provider alone could take it over.
        boolean holds = back.holder().filter(h -> h.who().id().equals(row.id())).isPresent();
        if (row.hasWayIn() && !holds) {
            return refused(row.email(), Reason.HAS_OTHER_WAY, back);
        }
        table.connect(row.id(), identity.issuer(), identity.subject());
        links.end(row.id());
        audit.add(row.email(), Action.CONNECTED, identity.issuer(), "");
        return welcome(row, identity, back);
    }

    private Outcome welcome(Row row, Identity identity, Return back) {
        if (row.disabled()) {
            return refused(row.email(), Reason.DISABLED, back);
        }
        Account account = Account.of(row);
        Secret session = sessions.begin(account, back.browser(), identity.proved());
        audit.add(
                account.email(),
                Action.SIGNED_IN,
                "",
                "through the provider, %s, %s".formatted(back.browser(), back.address()));
        return new Outcome.Welcome(session);
    }

    private Outcome refused(String actor, Reason why, Return back) {
        audit.record(actor, Action.WAS_REFUSED, "", "%s; %s".formatted(back.address(), why.words));
        return new Outcome.Refused(why);
    }
}
