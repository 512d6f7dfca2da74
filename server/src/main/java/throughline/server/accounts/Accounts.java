package throughline.server.accounts;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.server.accounts.Account.State;
import throughline.server.accounts.AccountRefusal.Field;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Throttle.Attempt;
import throughline.server.accounts.Visitor.SignedIn;
import throughline.server.accounts.store.AccountTable;
import throughline.server.accounts.store.AccountTable.Row;
import throughline.server.accounts.store.PasskeyTable;
import throughline.server.platform.Database;
import throughline.text.Language;

/// The accounts: who has one, how one is come by, and how one signs in. Whatever is done is in the audit log with it,
/// or is not done. Safe for use by several threads.
public final class Accounts {

    static final String NOBODY = key("somebody without an account");

    private final AccountTable table;
    private final Throttle throttle;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Passwords passwords;
    private final OneTimeLinks links;
    private final TransactionTemplate once;
    private final ProviderSignIn provider;
    private final Passkeys passkeys;
    private final Directory directory;
    private final Clock clock;
    private volatile boolean claimed;

    Accounts(DataSource source, AccountSettings settings, Clock clock) {
        this.table = new AccountTable(source);
        this.throttle = new Throttle(source, clock);
        this.sessions = new Sessions(source, settings, clock);
        this.audit = AuditLog.of(source, clock);
        this.passwords = new Passwords();
        this.once = new TransactionTemplate(new JdbcTransactionManager(source));
        this.links = new OneTimeLinks(source, settings, clock);
        this.provider = new ProviderSignIn(table, throttle, sessions, links, audit, once);
        this.passkeys = new Passkeys(table, new PasskeyTable(source), throttle, sessions, audit, once, clock);
        this.directory = new Directory(source, table, sessions, links, audit, once, clock);
        this.clock = clock;
        this.claimed = !table.isEmpty();
    }

    /// The accounts of a database.
    public static Accounts of(Database database, AccountSettings settings, Clock clock) {
        return new Accounts(database.dataSource(), settings, clock);
    }

    /// How an attempt to sign in ended.
    public sealed interface Outcome {
        /// The name and the password were right.
        record Welcome(Account account, Secret session) implements Outcome {}

        /// They were not, or the account cannot be used; which of them is nobody's business.
        record Refused() implements Outcome {}

        /// There were too many attempts.
        record Wait(Duration left) implements Outcome {}
    }

    /// Whether nobody has an account yet.
    public boolean unclaimed() {
        if (!claimed) {
            try {
                claimed = !table.isEmpty();
            } catch (DataAccessException e) {
                return true; // as it was when the database answered last
            }
        }
        return !claimed;
    }

    /// Those who are signed in.
    public Sessions sessions() {
        return sessions;
    }

    /// Signing in through the organisation's provider.
    public ProviderSignIn provider() {
        return provider;
    }

    /// Passkeys, and signing in with them.
    public Passkeys passkeys() {
        return passkeys;
    }

    /// The people and groups of the organisation's directory.
    public Directory directory() {
        return directory;
    }

    /// Keeps the language that somebody has chosen.
    public void choose(SignedIn visitor, Language language) {
        table.setLanguage(visitor.who().id(), language.tag());
    }

    /// What was written down.
    public AuditLog audit() {
        return audit;
    }

    /// The account of an id.
    public Optional<Account> find(UUID id) {
        return table.find(id).map(Account::of);
    }

    /// All accounts, those that can be used first, in order of name.
    public List<Account> list() {
        return table.list().stream().map(Account::of).toList();
    }

    /// Signs somebody in.
    ///
    /// @param address of the computer that asks
    /// @param browser such as `Firefox on Linux`
    public Outcome signIn(String email, String password, String address, String browser) {
        Optional<Row> any = table.find(email.strip());
        var attempt = new Attempt(any.map(Row::email).orElse(email.strip()), address);
        Optional<Throttle.Wait> wait = throttle.count(attempt);
        if (wait.isPresent()) {
            return toWait(wait.get(), any, address);
        }
        Optional<Row> row = any.filter(r -> !r.disabled());
        boolean right = passwords.matches(password, row.map(Row::password).orElse(null));
        if (row.isEmpty() || !right) {
            // Of an unknown address as well, for that is quicker otherwise; what was typed may be anything.
            audit.record(name(row), Action.WAS_REFUSED, "", address);
            return new Outcome.Refused();
        }
        throttle.succeeded(attempt);
        return once.execute(t -> {
            // While the password was looked at, it may have been changed, or the account disabled.
            if (!table.lock(row.get().id()).equals(row)) {
                audit.add(name(row), Action.WAS_REFUSED, "", "%s; the account changed meanwhile".formatted(address));
                return new Outcome.Refused();
            }
            Account account = Account.of(row.get());
            Secret session = sessions.begin(account, browser);
            audit.add(account.email(), Action.SIGNED_IN, "", "%s, %s".formatted(browser, address));
            return new Outcome.Welcome(account, session);
        });
    }

    /// Of many attempts in a row the first that has to wait is written down.
    private Outcome toWait(Throttle.Wait wait, Optional<Row> account, String address) {
        if (wait.first()) {
            audit.record(name(account), Action.HAD_TO_WAIT, "", address);
        }
        return new Outcome.Wait(wait.left());
    }

    private static String name(Optional<Row> account) {
        return account.map(Row::email).orElse(NOBODY);
    }

    /// Ends the session somebody signs out of.
    public void signOut(SignedIn visitor) {
        once.executeWithoutResult(t -> {
            sessions.end(visitor.who().id(), visitor.session());
            audit.add(visitor.who().email(), Action.SIGNED_OUT, "", "");
        });
    }

    /// A link by which the first administrator gets an account; earlier ones no longer work.
    ///
    /// @return empty where there is an account already
    public Optional<Secret> linkForFirstAdministrator() {
        return table.isEmpty() ? Optional.of(links.forFirstAdministrator()) : Optional.empty();
    }

    /// What a link is for; empty where it does not work, or no longer.
    public Optional<OneTimeLinks.Link> link(Secret secret) {
        return links.find(secret).flatMap(found -> switch (found) {
            case OneTimeLinks.Found.First first -> Optional.of(new OneTimeLinks.Link.FirstAdministrator());
            case OneTimeLinks.Found.Of of ->
                table.find(of.account())
                        .filter(r -> !r.disabled())
                        .map(r -> new OneTimeLinks.Link.WayIn(Account.of(r)));
        });
    }

    /// Makes the holder of a link the first administrator.
    ///
    /// @throws AccountRefusal if what was typed will not do
    /// @return empty where the link does not work, or no longer
    public Optional<Account> becomeFirstAdministrator(Secret secret, String email, String name, String password) {
        AccountRules.checkPerson(email, name);
        checkPassword(password, Role.ADMINISTRATOR, email.strip(), name.strip());
        String hash = passwords.hash(password);
        return once.execute(t -> {
            table.lock();
            if (!links.use(secret) || !table.isEmpty()) {
                return Optional.empty();
            }
            UUID id = UUID.randomUUID();
            table.insert(id, email.strip(), name.strip(), Role.ADMINISTRATOR.id(), null, clock.instant());
            table.setPassword(id, new AccountTable.Password(hash, true));
            audit.add(email.strip(), Action.BECAME_FIRST_ADMINISTRATOR, "", "");
            claimed = true;
            return find(id);
        });
    }

    /// Chooses a password by a link; sessions of the account end, and so does every other way to sign in to it.
    ///
    /// @throws AccountRefusal if the password will not do
    /// @return empty where the link does not work, or no longer
    public Optional<Account> choosePassword(Secret secret, String password) {
        if (!(link(secret).orElse(null) instanceof OneTimeLinks.Link.WayIn(Account account))) {
            return Optional.empty();
        }
        checkPassword(password, account.role(), account.email(), account.name());
        String hash = passwords.hash(password);
        return chooseAnew(secret, account, () -> setPassword(account, password, hash));
    }

    /// Chooses a passkey by a link, as [#choosePassword] does a password.
    ///
    /// @param name what its owner calls it
    /// @param answer of the browser, as JSON
    /// @throws AccountRefusal if the passkey or its name will not do
    /// @return empty where the link does not work, or no longer
    public Optional<Account> choosePasskey(RelyingParty party, Secret secret, String name, String answer) {
        if (!(link(secret).orElse(null) instanceof OneTimeLinks.Link.WayIn(Account account))) {
            return Optional.empty();
        }
        PasskeyTable.Made made = passkeys.check(party, account, name, answer);
        return chooseAnew(secret, account, () -> {
            table.clearPassword(account.id());
            sessions.endAll(account.id());
            links.end(account.id());
            audit.add(account.email(), Action.CHOSE_PASSKEY, "", "");
            passkeys.keep(account, name, made);
        });
    }

    private Optional<Account> chooseAnew(Secret secret, Account account, Runnable choose) {
        return once.execute(t -> {
            table.lock();
            Optional<Row> now = table.find(account.id())
                    .filter(r -> !r.disabled() && r.role().equals(account.role().id()));
            if (now.isEmpty() || !links.use(secret)) {
                return Optional.empty();
            }
            // Whoever needs a link may have lost the account to somebody else, and how that one got in.
            table.disconnect(account.id());
            passkeys.removeAll(account.id());
            choose.run();
            return find(account.id());
        });
    }

    /// Changes one's own password; other sessions of the account end, and so does this one: a new one begins.
    ///
    /// @throws AccountRefusal if the current password is wrong, or the new one will not do
    public Outcome changePassword(SignedIn visitor, String current, String wanted, String address, String browser) {
        Account account = visitor.who();
        var attempt = new Attempt(account.email(), address);
        Optional<Row> kept = table.find(account.id());
        Optional<Throttle.Wait> wait = throttle.count(attempt);
        if (wait.isPresent()) {
            return toWait(wait.get(), kept, address);
        }
        if (!passwords.matches(current, kept.map(Row::password).orElse(null))) {
            audit.record(account.email(), Action.MISTYPED_PASSWORD, "", address);
            throw new AccountRefusal(Field.CURRENT_PASSWORD, say("This is not your password."));
        }
        throttle.succeeded(attempt);
        checkPassword(wanted, account.role(), account.email(), account.name());
        String hash = passwords.hash(wanted);
        return once.execute(t -> {
            if (!table.lock(account.id()).equals(kept)) {
                throw new AccountRefusal(
                        Field.WHOLE, say("Somebody changed your account meanwhile. Sign in again and try once more."));
            }
            setPassword(account, wanted, hash);
            return new Outcome.Welcome(account, sessions.begin(account, browser));
        });
    }

    private void setPassword(Account account, String password, String hash) {
        table.setPassword(account.id(), new AccountTable.Password(hash, Passwords.longEnough(password)));
        sessions.endAll(account.id());
        links.end(account.id());
        audit.add(account.email(), Action.CHOSE_PASSWORD, "", "");
    }

    /// Makes an account for somebody, and a link by which a password is chosen for it.
    ///
    /// @param by e-mail address of who does it
    /// @param unit the unit whose subtree is to be seen, for roles of one unit; else null
    /// @throws AccountRefusal if what was typed will not do, or the address has an account
    public Invitation invite(String by, String email, String name, Role role, @Nullable String unit) {
        AccountRules.checkPerson(email, name);
        AccountRules.checkUnit(role, unit);
        return once.execute(t -> {
            UUID id = UUID.randomUUID();
            if (!table.insert(id, email.strip(), name.strip(), role.id(), unit, clock.instant())) {
                throw new AccountRefusal(
                        Field.EMAIL, say("%s has an account already. Look for it in the list.", email.strip()));
            }
            audit.add(by, Action.INVITED, email.strip(), AccountRules.described(role, unit));
            return new Invitation(get(id), links.forAccount(id, OneTimeLinks.INVITATION));
        });
    }

    /// An account and the link to it, which is shown this once.
    public record Invitation(Account account, Secret link) {}

    /// Makes a link by which a new password is chosen; earlier ones no longer work, the old password works on.
    ///
    /// @param by e-mail address of who does it, or `command line`
    /// @throws AccountRefusal if the account is disabled
    public Invitation newLink(String by, Account account) {
        return once.execute(t -> {
            Account now = get(account.id());
            if (now.state() == State.DISABLED) {
                throw new AccountRefusal(Field.WHOLE, say("%s is disabled. Enable it first.", now.email()));
            }
            audit.add(by, Action.MADE_LINK, now.email(), "");
            return new Invitation(
                    now,
                    links.forAccount(
                            now.id(),
                            now.state() == State.INVITED ? OneTimeLinks.INVITATION : OneTimeLinks.NEW_PASSWORD));
        });
    }

    /// The account of an e-mail address, however its letters are written.
    public Optional<Account> find(String email) {
        return table.find(email.strip()).map(Account::of);
    }

    /// Gives an account another role and unit, which holds from its next request on.
    ///
    /// @throws AccountRefusal if there is no administrator then, the password is too short, or groups give the role
    public void changeRole(String by, UUID id, Role role, @Nullable String unit) {
        AccountRules.checkUnit(role, unit);
        once.executeWithoutResult(t -> {
            table.lock();
            Row row = table.find(id).orElseThrow();
            directory.settlement().refuseRole(row, role);
            if (role != Role.ADMINISTRATOR) {
                AccountRules.keepOneAdministrator(table, row);
            } else if (row.password() != null && !row.longEnough()) {
                throw new AccountRefusal(
                        Field.ROLE,
                        say(
                                "An administrator’s password has at least %s characters, and that of %s is shorter. Ask for a longer one first.",
                                Passwords.LEAST_OF_ADMINISTRATORS, row.name()));
            }
            if (!role.id().equals(row.role()) || !Objects.equals(unit, row.unit())) {
                table.setRole(id, role.id(), unit);
                audit.add(by, Action.CHANGED_ROLE, row.email(), AccountRules.described(role, unit));
            }
        });
    }

    /// Says who on record has an account, so that what they predict is theirs.
    ///
    /// @param person id of a person, or null for nobody
    /// @throws AccountRefusal if another account is that person's
    public void setPerson(String by, UUID id, @Nullable String person) {
        once.executeWithoutResult(t -> {
            table.lock();
            Row row = table.find(id).orElseThrow();
            if (Objects.equals(person, row.person())) {
                return;
            }
            if (!table.setPerson(id, person)) {
                throw new AccountRefusal(Field.PERSON, say("Another account is this person’s already."));
            }
            audit.add(by, Action.NAMED_PERSON, row.email(), person == null ? "nobody" : person);
        });
    }

    /// Disables an account: its sessions and links end at once.
    ///
    /// @throws AccountRefusal if that leaves no administrator
    public void disable(String by, UUID id) {
        once.executeWithoutResult(t -> {
            table.lock();
            Row row = table.find(id).orElseThrow();
            directory.settlement().disable(by, row);
        });
    }

    /// Lets an account be used again.
    ///
    /// @throws AccountRefusal if the organisation's directory does not admit it
    public void enable(String by, UUID id) {
        once.executeWithoutResult(t -> {
            table.lock();
            directory.settlement().refuseEnabling(id);
            table.enable(id);
            audit.add(by, Action.ENABLED, get(id).email(), "");
        });
    }

    /// Ends sessions of an account: one, or all where none is named.
    public void endSessions(String by, UUID id, Optional<UUID> session) {
        once.executeWithoutResult(t -> {
            session.ifPresentOrElse(s -> sessions.end(id, s), () -> sessions.endAll(id));
            audit.add(by, Action.ENDED_SESSIONS, get(id).email(), session.isPresent() ? "one" : "all");
        });
    }

    private Account get(UUID id) {
        return find(id).orElseThrow();
    }

    private void checkPassword(String password, Role role, String email, String name) {
        passwords.objection(password, role, List.of(email, name, "throughline")).ifPresent(why -> {
            throw new AccountRefusal(Field.PASSWORD, why);
        });
    }
}
