package throughline.server.accounts;

import static throughline.text.Text.say;

import java.time.Clock;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import throughline.server.accounts.AccountRefusal.Field;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.store.AccountTable;
import throughline.server.accounts.store.AccountTable.Row;
import throughline.server.accounts.store.DirectoryGroupTable;
import throughline.server.accounts.store.DirectoryTable;

/// What follows for accounts from what the organisation's directory says, and what nobody may do to an account that
/// the directory keeps. Each of it happens within a transaction of whoever asks for it.
final class Settlement {

    /// What somebody sees who is in no group that has a role here: nothing, for the organisation has no such unit.
    static final String NO_UNIT = "no unit";

    private final AccountTable accounts;
    private final DirectoryTable users;
    private final DirectoryGroupTable groups;
    private final Sessions sessions;
    private final OneTimeLinks links;
    private final AuditLog audit;
    private final Clock clock;

    Settlement(
            AccountTable accounts,
            DirectoryTable users,
            DirectoryGroupTable groups,
            Sessions sessions,
            OneTimeLinks links,
            AuditLog audit,
            Clock clock) {
        this.accounts = accounts;
        this.users = users;
        this.groups = groups;
        this.sessions = sessions;
        this.links = links;
        this.audit = audit;
        this.clock = clock;
    }

    /// Refuses another role for an account whose role goes by groups, and the role of an administrator for each
    /// that the directory keeps: whoever keeps the directory could disable it, or give it an address of their own.
    ///
    /// @throws AccountRefusal if it does
    void refuseRole(Row row, Role wanted) {
        groups.of(row.id()).stream().filter(g -> g.role() != null).findFirst().ifPresent(g -> {
            throw new AccountRefusal(
                    Field.ROLE,
                    say(
                            "%s has the role by the directory’s group %s. Change the group, or its role.",
                            row.name(), g.name()));
        });
        if (wanted == Role.ADMINISTRATOR && users.find(row.id()).isPresent()) {
            throw new AccountRefusal(
                    Field.ROLE,
                    say(
                            "The directory keeps the account of %s. Give a group of the directory the role, or invite an address that the directory does not know.",
                            row.name()));
        }
    }

    /// Refuses to enable an account that the directory does not admit.
    ///
    /// @throws AccountRefusal if it does not
    void refuseEnabling(UUID id) {
        users.find(id).filter(u -> !admits(u, group(u))).ifPresent(u -> {
            throw new AccountRefusal(
                    Field.WHOLE,
                    u.said().active()
                            ? say(
                                    "%s is in no group of the directory that has a role here.",
                                    u.said().name())
                            : say(
                                    "The directory says that %s has left. Enable them there.",
                                    u.said().name()));
        });
    }

    /// Refuses another address for an account that was invited here and that nobody has signed in to: the provider
    /// would let in whoever has the new address, with the role that was meant for somebody else.
    ///
    /// @throws AccountRefusal if it is one
    void refuseOtherAddress(Row row) {
        if (!row.hasWayIn()) {
            throw new AccountRefusal(
                    Field.WHOLE,
                    say(
                            "%s was invited here by this address and has not signed in yet. The address can change once they have.",
                            row.email()));
        }
    }

    /// Lets an account be what the directory says: admitted or not, and of the role of its groups. Of several
    /// roles the one that stands first in [Role] counts, then the group that comes first by name. From the first
    /// of them on the role goes by groups alone: what somebody had before does not come back. Whom an
    /// administrator has disabled here stays so.
    void settle(String by, UUID id) {
        DirectoryUser user = users.find(id).orElseThrow();
        Row row = accounts.lock(id).orElseThrow();
        Optional<DirectoryGroup> group = group(user);
        if (group.isPresent()) {
            users.setRoleByGroup(id);
            setRole(
                    by,
                    row,
                    Objects.requireNonNull(group.get().role()),
                    group.get().unit());
        }
        boolean admits = admits(user, group);
        if (!admits && !row.disabled()) {
            users.setAdmitted(id, false);
            disable(by, accounts.lock(id).orElseThrow());
        } else if (admits && !user.admitted()) {
            users.setAdmitted(id, true);
            accounts.enable(id);
            audit.add(by, Action.ENABLED, row.email(), "");
        }
    }

    /// The group whose role somebody has.
    private Optional<DirectoryGroup> group(DirectoryUser user) {
        return groups.of(user.account()).stream()
                .filter(g -> g.role() != null)
                .min(Comparator.comparing(g -> Objects.requireNonNull(g.role())));
    }

    private static boolean admits(DirectoryUser user, Optional<DirectoryGroup> group) {
        return user.said().active() && (group.isPresent() || user.hadAccount());
    }

    /// Takes the role that a group gave.
    void takeRole(Row row) {
        setRole(Directory.ACTOR, row, Role.AGENT, NO_UNIT);
    }

    private void setRole(String by, Row row, Role role, @Nullable String unit) {
        if (role.id().equals(row.role()) && Objects.equals(unit, row.unit())) {
            return;
        }
        if (role != Role.ADMINISTRATOR) {
            AccountRules.keepOneAdministrator(accounts, accounts.find(row.id()).orElseThrow());
        } else if (row.password() != null && !row.longEnough()) {
            accounts.clearPassword(row.id()); // too short for an administrator; there are other ways in
        }
        accounts.setRole(row.id(), role.id(), unit);
        audit.add(by, Action.CHANGED_ROLE, row.email(), AccountRules.described(role, unit));
    }

    /// Disables an account: its sessions and links end at once.
    ///
    /// @throws AccountRefusal if that leaves no administrator
    void disable(String by, Row row) {
        AccountRules.keepOneAdministrator(accounts, row);
        accounts.disable(row.id(), clock.instant());
        links.end(row.id());
        sessions.endAll(row.id());
        audit.add(by, Action.DISABLED, row.email(), "");
    }
}
