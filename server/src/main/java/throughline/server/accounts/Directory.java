package throughline.server.accounts;

import static throughline.text.Text.key;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.server.accounts.AccountRefusal.Field;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.store.AccountTable;
import throughline.server.accounts.store.AccountTable.Row;
import throughline.server.accounts.store.DirectoryGroupTable;
import throughline.server.accounts.store.DirectoryTable;
import throughline.text.Text;

/// The people and groups that the organisation's directory tells of: accounts come and go with them, and roles go by
/// groups as an administrator has set. Safe for use by several threads.
public final class Directory {

    /// Who did what the directory did, in the audit log.
    static final String ACTOR = key("directory");

    private final AccountTable accounts;
    private final DirectoryTable users;
    private final DirectoryGroupTable groups;
    private final Settlement settlement;
    private final AuditLog audit;
    private final TransactionTemplate once;
    private final Clock clock;

    Directory(
            DataSource source,
            AccountTable accounts,
            Sessions sessions,
            OneTimeLinks links,
            AuditLog audit,
            TransactionTemplate once,
            Clock clock) {
        this.accounts = accounts;
        this.users = new DirectoryTable(source);
        this.groups = new DirectoryGroupTable(source);
        this.settlement = new Settlement(accounts, users, groups, sessions, links, audit, clock);
        this.audit = audit;
        this.once = once;
        this.clock = clock;
    }

    /// What follows for accounts from what the directory says.
    Settlement settlement() {
        return settlement;
    }

    /// Something was changed since whoever changes it looked at it.
    public static final class ChangedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ChangedMeanwhile() {
            super(Text.say("This was changed since you looked at it. Look again."));
        }
    }

    // The token.

    /// Makes a token that the directory sends along, in the place of one before; it is shown this once.
    public Secret makeToken(String by) {
        Secret token = Secret.random();
        once.executeWithoutResult(t -> {
            users.setToken(token.sha256(), clock.instant(), by);
            audit.add(by, Action.MADE_DIRECTORY_TOKEN, "", "");
        });
        return token;
    }

    /// Takes the token back: nobody can tell of people and groups any more.
    public void takeTokenBack(String by) {
        once.executeWithoutResult(t -> {
            users.deleteToken();
            audit.add(by, Action.TOOK_DIRECTORY_TOKEN, "", "");
        });
    }

    /// The token in force, if there is one.
    public Optional<Token> token() {
        return users.token().map(t -> new Token(t.madeAt(), t.madeBy()));
    }

    /// That there is a token.
    ///
    /// @param by e-mail address of who made it
    public record Token(Instant at, String by) {}

    /// Whether it is the token in force.
    public boolean accepts(Secret token) {
        return users.token()
                .filter(kept -> MessageDigest.isEqual(kept.sha256(), token.sha256()))
                .isPresent();
    }

    // People.

    /// Somebody the directory has told of; empty where it has not.
    public Optional<DirectoryUser> user(UUID account) {
        return users.find(account);
    }

    /// Likewise, by name.
    public Optional<DirectoryUser> user(String userName) {
        return users.find(userName);
    }

    /// All the directory has told of, in order of name.
    public List<DirectoryUser> users() {
        return users.list();
    }

    /// Those who report to somebody.
    public List<DirectoryUser> reportsOf(UUID manager) {
        return users.reportsOf(manager);
    }

    /// Makes an account for somebody, or takes over the one that the address has. That of an administrator is not
    /// taken over, disabled or not: whoever keeps the directory could give it an address of their own, and become
    /// administrator here. One that is disabled stays so until an administrator enables it.
    ///
    /// @throws AccountRefusal if it will not do, or somebody of the name or the address is known already
    public DirectoryUser tell(DirectoryUser.Said said) {
        AccountRules.checkPerson(said.email(), said.name());
        return Objects.requireNonNull(once.execute(t -> {
            accounts.lock();
            Optional<Row> kept = accounts.find(said.email());
            UUID id = kept.map(Row::id).orElseGet(UUID::randomUUID);
            if (users.find(said.userName()).isPresent() || users.find(id).isPresent()) {
                throw new AccountRefusal(Field.WHOLE, "Somebody of this name or address is known already.");
            }
            if (kept.filter(r -> r.role().equals(Role.ADMINISTRATOR.id())).isPresent()) {
                throw new AccountRefusal(
                        Field.WHOLE,
                        "This address has an administrator’s account, which is kept here and not by the directory.");
            }
            if (kept.isEmpty()) {
                accounts.insert(id, said.email(), said.name(), Role.AGENT.id(), Settlement.NO_UNIT, clock.instant());
                accounts.disable(id, clock.instant());
            }
            boolean usable = kept.filter(row -> !row.disabled()).isPresent();
            users.insert(id, said, new DirectoryTable.Before(usable, kept.isPresent()), clock.instant());
            accounts.rename(id, said.email(), said.name());
            audit.add(ACTOR, Action.TOLD_OF, said.email(), usable ? "had an account" : "");
            settlement.settle(ACTOR, id);
            return users.find(id).orElseThrow();
        }));
    }

    /// Keeps what the directory says of somebody now.
    ///
    /// @param version that it was changed from, where the directory says
    /// @throws AccountRefusal if it will not do, or leaves no administrator
    /// @throws ChangedMeanwhile if that is not the newest version
    /// @return empty where there is nobody of the account
    public Optional<DirectoryUser> say(UUID id, DirectoryUser.Said said, OptionalLong version) {
        AccountRules.checkPerson(said.email(), said.name());
        return Objects.requireNonNull(once.execute(t -> {
            accounts.lock();
            Optional<DirectoryUser> before = users.find(id);
            if (before.isEmpty()) {
                return before;
            }
            check(version, before.get().version());
            if (before.get().said().equals(said)) {
                return before;
            }
            if (users.find(said.userName()).filter(u -> !u.account().equals(id)).isPresent()
                    || accounts.find(said.email())
                            .filter(a -> !a.id().equals(id))
                            .isPresent()) {
                throw new AccountRefusal(Field.WHOLE, "Somebody of this name or address is known already.");
            }
            DirectoryUser.Said was = before.get().said();
            if (before.get().hadAccount() && !was.email().equalsIgnoreCase(said.email())) {
                settlement.refuseOtherAddress(accounts.find(id).orElseThrow());
            }
            users.update(id, said, clock.instant());
            if (!was.email().equals(said.email()) || !was.name().equals(said.name())) {
                accounts.rename(id, said.email(), said.name());
                audit.add(ACTOR, Action.RENAMED, was.email(), "%s, %s".formatted(said.name(), said.email()));
            }
            settlement.settle(ACTOR, id);
            return users.find(id);
        }));
    }

    /// Says who on record somebody is, where nobody has said.
    public void name(UUID id, String person) {
        once.executeWithoutResult(t -> {
            accounts.lock();
            Row row = accounts.find(id).orElseThrow();
            if (row.person() == null && accounts.setPerson(id, person)) {
                audit.add(ACTOR, Action.NAMED_PERSON, row.email(), person);
            }
        });
    }

    /// Forgets somebody: the account is disabled, no longer the directory's, and loses the role a group gave it.
    ///
    /// @throws AccountRefusal if it leaves no administrator
    /// @return false where there is nobody of the account
    public boolean forget(UUID id, OptionalLong version) {
        return Boolean.TRUE.equals(once.execute(t -> {
            accounts.lock();
            Optional<DirectoryUser> user = users.find(id);
            if (user.isEmpty()) {
                return false;
            }
            check(version, user.get().version());
            Row row = accounts.find(id).orElseThrow();
            if (!row.disabled()) {
                settlement.disable(ACTOR, row);
            }
            if (!user.get().hadAccount()) {
                settlement.takeRole(row);
            }
            users.delete(id);
            audit.add(ACTOR, Action.TOLD_NO_MORE_OF, row.email(), "");
            return true;
        }));
    }

    // Groups.

    /// A group; empty where there is none of the id.
    public Optional<DirectoryGroup> group(UUID id) {
        return groups.find(id);
    }

    /// All groups, in order of name.
    public List<DirectoryGroup> groups() {
        return groups.list();
    }

    /// The groups somebody is in.
    public List<DirectoryGroup> groupsOf(UUID account) {
        return groups.of(account);
    }

    /// Keeps a new group; it has no role here until an administrator gives it one.
    ///
    /// @param members accounts; whoever was not told of is left out
    /// @throws AccountRefusal if there is a group of the name
    public DirectoryGroup tellGroup(String name, @Nullable String externalId, Collection<UUID> members) {
        return Objects.requireNonNull(once.execute(t -> {
            accounts.lock();
            UUID id = UUID.randomUUID();
            if (!groups.insert(id, AccountRules.groupName(name), externalId, clock.instant())) {
                throw new AccountRefusal(Field.WHOLE, "There is a group of this name already.");
            }
            groups.setMembers(id, members);
            audit.add(ACTOR, Action.CHANGED_GROUP, name.strip(), "new, %s members".formatted(members.size()));
            return groups.find(id).orElseThrow();
        }));
    }

    /// Keeps what a group is now.
    ///
    /// @throws AccountRefusal if there is another group of the name, or it leaves no administrator
    /// @throws ChangedMeanwhile if `version` is given and is not the newest
    /// @return empty where there is none of the id
    public Optional<DirectoryGroup> sayGroup(
            UUID id, String name, @Nullable String externalId, Collection<UUID> members, OptionalLong version) {
        return Objects.requireNonNull(once.execute(t -> {
            accounts.lock();
            Optional<DirectoryGroup> before = groups.find(id);
            if (before.isEmpty()) {
                return before;
            }
            check(version, before.get().version());
            String wanted = AccountRules.groupName(name);
            if (groups.list().stream()
                    .anyMatch(g -> !g.id().equals(id) && g.name().equalsIgnoreCase(wanted))) {
                throw new AccountRefusal(Field.WHOLE, "There is a group of this name already.");
            }
            groups.update(id, wanted, externalId, clock.instant());
            groups.setMembers(id, members);
            DirectoryGroup now = groups.find(id).orElseThrow();
            settleThoseWhoMoved(before.get(), now);
            return Optional.of(now);
        }));
    }

    private void settleThoseWhoMoved(DirectoryGroup before, DirectoryGroup now) {
        var came = new TreeSet<>(now.members());
        before.members().forEach(came::remove);
        var left = new TreeSet<>(before.members());
        now.members().forEach(left::remove);
        if (!came.isEmpty() || !left.isEmpty() || !before.name().equals(now.name())) {
            audit.add(ACTOR, Action.CHANGED_GROUP, now.name(), "%s came, %s left".formatted(came.size(), left.size()));
        }
        came.forEach(account -> settlement.settle(ACTOR, account));
        left.forEach(account -> settlement.settle(ACTOR, account));
    }

    /// Removes a group; its members lose the role it gave them.
    ///
    /// @throws AccountRefusal if it leaves no administrator
    /// @return false where there is none of the id
    public boolean forgetGroup(UUID id, OptionalLong version) {
        return Boolean.TRUE.equals(once.execute(t -> {
            accounts.lock();
            Optional<DirectoryGroup> group = groups.find(id);
            if (group.isEmpty()) {
                return false;
            }
            check(version, group.get().version());
            groups.delete(id);
            audit.add(ACTOR, Action.CHANGED_GROUP, group.get().name(), "removed");
            group.get().members().forEach(account -> settlement.settle(ACTOR, account));
            return true;
        }));
    }

    /// Gives the members of a group a role here, or none.
    ///
    /// @param by e-mail address of who does it
    /// @param role null for none
    /// @param unit the unit whose subtree they see, for roles of one unit; else null
    /// @throws AccountRefusal if role and unit do not go together, or it leaves no administrator
    public void giveRole(String by, UUID id, @Nullable Role role, @Nullable String unit) {
        if (role != null) {
            AccountRules.checkUnit(role, unit);
        }
        once.executeWithoutResult(t -> {
            accounts.lock();
            DirectoryGroup group = groups.find(id).orElseThrow();
            groups.setRole(id, role, unit);
            audit.add(by, Action.GAVE_ROLE, group.name(), role == null ? "none" : AccountRules.described(role, unit));
            group.members().forEach(account -> settlement.settle(by, account));
        });
    }

    private static void check(OptionalLong wanted, long is) {
        if (wanted.isPresent() && wanted.getAsLong() != is) {
            throw new ChangedMeanwhile();
        }
    }
}
