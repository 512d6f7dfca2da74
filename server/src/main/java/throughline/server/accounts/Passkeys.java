package throughline.server.accounts;

import static throughline.text.Text.say;

import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.server.accounts.AccountRefusal.Field;
import throughline.server.accounts.Accounts.Outcome;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Throttle.Attempt;
import throughline.server.accounts.Visitor.SignedIn;
import throughline.server.accounts.store.AccountTable;
import throughline.server.accounts.store.PasskeyTable;
import throughline.server.accounts.store.PasskeyTable.Made;
import throughline.server.accounts.store.PasskeyTable.Row;

/// Passkeys (WebAuthn): how accounts come by them, and how one signs in with one. Each can be used without typing who
/// one is, and only by somebody whom the authenticator has made sure of. Safe for use by several threads.
public final class Passkeys {

    /// How long after showing who one is one may add a passkey: whoever finds a browser open must not get a way back
    /// in by it. A provider that signs in silently does not ask anybody who they are.
    public static final Duration FRESH = Duration.ofMinutes(15);

    /// How many an account may have.
    public static final int MOST = 20;

    private static final int LONGEST_NAME = 60;
    private static final String TO_SIGN_IN = "to sign in";

    private final AccountTable accounts;
    private final PasskeyTable table;
    private final Throttle throttle;
    private final Challenges challenges;
    private final Sessions sessions;
    private final AuditLog audit;
    private final TransactionTemplate once;
    private final Clock clock;

    Passkeys(
            AccountTable accounts,
            PasskeyTable table,
            Throttle throttle,
            Sessions sessions,
            AuditLog audit,
            TransactionTemplate once,
            Clock clock) {
        this.accounts = accounts;
        this.table = table;
        this.throttle = throttle;
        this.challenges = new Challenges(table::challengeKey, throttle, clock);
        this.sessions = sessions;
        this.audit = audit;
        this.once = once;
        this.clock = clock;
    }

    /// A passkey as the page of its account lists it.
    ///
    /// @param used when somebody signed in with it last
    public record Listed(UUID id, String name, Instant made, Optional<Instant> used) {}

    /// Those of an account, in the order in which they were made.
    public List<Listed> list(UUID account) {
        return table.list(account).stream()
                .map(row -> new Listed(row.id(), row.name(), row.createdAt(), Optional.ofNullable(row.usedAt())))
                .toList();
    }

    /// Whether somebody has shown lately enough who they are to add one.
    public boolean mayAdd(SignedIn visitor) {
        Instant now = clock.instant();
        return sessions.list(visitor.who().id()).stream()
                .filter(s -> s.id().equals(visitor.session())
                        && s.begun().plus(FRESH).isAfter(now))
                .anyMatch(s ->
                        s.proved().filter(at -> at.plus(FRESH).isAfter(now)).isPresent());
    }

    /// What a browser needs to make one for an account, as JSON.
    public String creationOptions(RelyingParty party, Account account) {
        return party.creationOptions(account, challenges.next(toMake(account)), table.list(account.id()));
    }

    /// What a browser needs to sign somebody in, as JSON.
    public String requestOptions(RelyingParty party) {
        return party.requestOptions(challenges.next(TO_SIGN_IN));
    }

    private static String toMake(Account account) {
        return "to make one for " + account.id();
    }

    /// Adds one to one's own account.
    ///
    /// @param answer of the browser, as JSON
    /// @throws AccountRefusal if it does not hold, the name will not do, or [#mayAdd] says no
    public void add(RelyingParty party, SignedIn visitor, String name, String answer) {
        if (!mayAdd(visitor)) {
            throw new AccountRefusal(
                    Field.WHOLE,
                    say(
                            "You have not shown in the last %s minutes who you are. Sign in again first.",
                            FRESH.toMinutes()));
        }
        Made made = check(party, visitor.who(), name, answer);
        once.executeWithoutResult(t -> {
            accounts.lock(visitor.who().id());
            if (table.list(visitor.who().id()).size() >= MOST) {
                throw new AccountRefusal(
                        Field.WHOLE, say("An account has at most %s passkeys. Remove one first.", MOST));
            }
            keep(visitor.who(), name, made);
        });
    }

    /// What an authenticator made for an account.
    ///
    /// @throws AccountRefusal if it does not hold, or the name will not do
    Made check(RelyingParty party, Account account, String name, String answer) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new AccountRefusal(
                    Field.NAME, say("Type a name of at most %s characters for the passkey.", LONGEST_NAME));
        }
        RegistrationData data;
        try {
            data = party.readMade(answer);
        } catch (DataConversionException e) {
            throw unusable();
        }
        if (!challenges.use(toMake(account), RelyingParty.challenge(data))) {
            throw new AccountRefusal(
                    Field.WHOLE,
                    say(
                            "That took longer than %s minutes, or came twice. Try again.",
                            Challenges.GOOD_FOR.toMinutes()));
        }
        try {
            return party.verify(data);
        } catch (RuntimeException e) {
            throw unusable();
        }
    }

    private static AccountRefusal unusable() {
        return new AccountRefusal(
                Field.WHOLE,
                say("What your browser sent is no passkey that can be used here. Try again, or another device."));
    }

    /// Keeps what an authenticator made, within a transaction.
    ///
    /// @throws AccountRefusal if it is kept already
    void keep(Account account, String name, Made made) {
        if (!table.insert(UUID.randomUUID(), account.id(), name.strip(), made, clock.instant())) {
            throw new AccountRefusal(Field.WHOLE, say("This passkey is known here already."));
        }
        audit.add(account.email(), Action.ADDED_PASSKEY, name.strip(), "");
    }

    /// Removes all of an account, within a transaction.
    void removeAll(UUID account) {
        table.deleteAll(account);
    }

    /// Removes one of one's own account; it signs nobody in any more.
    ///
    /// @return false where the account has none of that id
    /// @throws AccountRefusal if there is no other way in
    public boolean remove(SignedIn visitor, UUID id) {
        Account own = visitor.who();
        return Boolean.TRUE.equals(once.execute(t -> {
            AccountTable.Row now = accounts.lock(own.id()).orElseThrow();
            List<Row> all = table.list(own.id());
            Optional<Row> one = all.stream().filter(r -> r.id().equals(id)).findFirst();
            if (one.isEmpty()) {
                return false;
            }
            if (all.size() == 1 && now.password() == null && !now.connected()) {
                throw new AccountRefusal(
                        Field.WHOLE, say("You could not sign in any more without it. Add another passkey first."));
            }
            table.delete(own.id(), id);
            audit.add(own.email(), Action.REMOVED_PASSKEY, one.get().name(), "");
            return true;
        }));
    }

    /// Signs in whoever holds a passkey.
    ///
    /// @param answer of the browser, as JSON
    /// @param address of the computer that asks
    /// @param browser such as `Firefox on Linux`
    public Outcome signIn(RelyingParty party, String answer, String address, String browser) {
        var attempt = new Attempt("", address);
        Optional<Throttle.Wait> wait = throttle.count(attempt);
        if (wait.isPresent()) {
            if (wait.get().first()) {
                audit.record(Accounts.NOBODY, Action.HAD_TO_WAIT, "", address);
            }
            return new Outcome.Wait(wait.get().left());
        }
        AuthenticationData data;
        try {
            data = party.readSigned(answer);
        } catch (DataConversionException e) {
            return refused(null, "no answer of a passkey", address);
        }
        if (!challenges.use(TO_SIGN_IN, RelyingParty.challenge(data))) {
            return refused(null, "a passkey signed what it was not asked to, too late, or twice", address);
        }
        Optional<Row> found = Optional.ofNullable(data.getCredentialId()).flatMap(table::find);
        if (found.isEmpty()) {
            return refused(null, "a passkey that is not known, or no longer", address);
        }
        Row row = found.get();
        AccountTable.Row account = accounts.find(row.account()).orElseThrow();
        if (account.disabled() || !Arrays.equals(data.getUserHandle(), RelyingParty.handle(row.account()))) {
            return refused(
                    account,
                    "the passkey %s; the account is disabled, or not the passkey’s".formatted(row.name()),
                    address);
        }
        long counter;
        try {
            counter = party.verify(data, row.made());
        } catch (MaliciousCounterValueException e) {
            return refused(
                    account, "the passkey %s counted back: there may be a copy of it".formatted(row.name()), address);
        } catch (RuntimeException e) {
            return refused(account, "what the passkey %s signed does not hold".formatted(row.name()), address);
        }
        throttle.succeeded(attempt);
        return once.execute(t -> enter(account, row, counter, address, browser));
    }

    private Outcome enter(AccountTable.Row before, Row row, long counter, String address, String browser) {
        Optional<AccountTable.Row> now = accounts.lock(before.id()).filter(r -> !r.disabled());
        if (now.isEmpty() || !table.used(row.id(), row.made().counter(), counter, clock.instant())) {
            return refused(before, "the passkey %s; something changed meanwhile".formatted(row.name()), address);
        }
        Account account = Account.of(now.get());
        Secret session = sessions.begin(account, browser);
        audit.add(
                account.email(),
                Action.SIGNED_IN,
                "",
                "with the passkey %s, %s, %s".formatted(row.name(), browser, address));
        return new Outcome.Welcome(account, session);
    }

    private Outcome refused(AccountTable.@Nullable Row account, String why, String address) {
        audit.record(
                account == null ? Accounts.NOBODY : account.email(),
                Action.WAS_REFUSED,
                "",
                "%s; %s".formatted(address, why));
        return new Outcome.Refused();
    }
}
