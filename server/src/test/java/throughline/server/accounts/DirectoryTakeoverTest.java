package throughline.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.server.accounts.Account.State;
import throughline.server.accounts.DirectoryUser.Said;
import throughline.server.accounts.ProviderSignIn.Identity;
import throughline.server.accounts.ProviderSignIn.Outcome;
import throughline.server.accounts.ProviderSignIn.Reason;
import throughline.server.accounts.ProviderSignIn.Return;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;

/// What whoever keeps the organisation's directory cannot make of accounts that people here have made, changed or
/// disabled.
@DisplayNameGeneration(ReplaceUnderscores.class)
class DirectoryTakeoverTest {

    private static final String EMAIL = "priya@example.org";
    private static final String PASSWORD = "lantern copper orchard drift";

    private Database database;
    private Accounts accounts;
    private Directory directory;

    @BeforeEach
    void open() throws Exception {
        database = DatabaseKind.EMBEDDED.open();
        accounts = Accounts.of(
                database,
                new AccountSettings(null, Duration.ofHours(2), Duration.ofHours(12), Duration.ofDays(7)),
                new HandSetClock());
        directory = accounts.directory();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private UUID invited(Role role) {
        return accounts.invite("ada", EMAIL, "Priya Raman", role, null)
                .account()
                .id();
    }

    private static Said said(String email, boolean active) {
        return new Said("priya", email, "Priya Raman", null, null, null, null, active, null);
    }

    private UUID told() {
        return directory.tell(said(EMAIL, true)).account();
    }

    private void say(UUID id, String email, boolean active) {
        assertThat(directory.say(id, said(email, active), OptionalLong.empty())).isPresent();
    }

    private DirectoryGroup group(String name, Role role, UUID... members) {
        DirectoryGroup group = directory.tellGroup(name, null, List.of(members));
        directory.giveRole("ada", group.id(), role, null);
        return group;
    }

    private void leave(DirectoryGroup group) {
        directory.sayGroup(group.id(), group.name(), null, List.of(), OptionalLong.empty());
    }

    private Account account(UUID id) {
        return accounts.find(id).orElseThrow();
    }

    @Nullable
    private Reason refusal(String email) {
        Outcome outcome = accounts.provider()
                .signIn(
                        new Return(UUID.randomUUID().toString(), Optional.empty(), "192.0.2.1", "Firefox"),
                        () -> Optional.of(
                                new Identity("https://id.example.org", email, Optional.of(email), Optional.empty())));
        return outcome instanceof Outcome.Refused(Reason why) ? why : null;
    }

    @Test
    void takes_the_role_of_a_group_back_from_who_was_invited_before() {
        UUID id = invited(Role.ANALYST);
        assertThat(told()).isEqualTo(id);
        DirectoryGroup owners = group("Owners", Role.BOARD_OWNER, id);
        assertThat(account(id).role()).isEqualTo(Role.BOARD_OWNER);
        assertThat(account(id).state()).isEqualTo(State.INVITED);

        leave(owners);

        assertThat(account(id).state()).as("no group of theirs has a role").isEqualTo(State.DISABLED);
        assertThatThrownBy(() -> accounts.enable("ada", id))
                .hasMessage("Priya Raman is in no group of the directory that has a role here.");
    }

    @Test
    void leaves_nobody_the_role_of_a_group_who_is_removed_from_the_directory() {
        UUID id = told();
        group("Owners", Role.BOARD_OWNER, id);

        assertThat(directory.forget(id, OptionalLong.empty())).isTrue();
        accounts.enable("ada", id);

        assertThat(account(id).role()).isEqualTo(Role.AGENT);
        assertThat(account(id).unit()).contains("no unit");
    }

    @Test
    void leaves_disabled_whom_it_tells_of_after_an_administrator_disabled_them() {
        UUID id = invited(Role.ANALYST);
        accounts.disable("ada", id);

        assertThat(told()).isEqualTo(id);
        group("Analysts", Role.ANALYST, id);
        say(id, EMAIL, false);
        say(id, EMAIL, true);
        assertThat(account(id).state()).isEqualTo(State.DISABLED);

        accounts.enable("ada", id);
        assertThat(account(id).state()).as("an administrator may").isEqualTo(State.INVITED);
        say(id, EMAIL, false);
        say(id, EMAIL, true);
        assertThat(account(id).state())
                .as("this time the directory itself had disabled it")
                .isEqualTo(State.INVITED);
    }

    @Test
    void leaves_them_disabled_even_where_it_removes_them_and_tells_of_them_again() {
        UUID id = told();
        group("Analysts", Role.ANALYST, id);
        assertThat(account(id).state()).isEqualTo(State.INVITED);
        accounts.disable("ada", id);

        assertThat(directory.forget(id, OptionalLong.empty())).isTrue();
        assertThat(told()).isEqualTo(id);
        group("Owners", Role.BOARD_OWNER, id);
        say(id, EMAIL, false);
        say(id, EMAIL, true);

        assertThat(account(id).state()).isEqualTo(State.DISABLED);
    }

    @Test
    void takes_over_no_account_of_an_administrator_even_if_it_is_disabled() {
        UUID id = invited(Role.ADMINISTRATOR);
        accounts.disable("ada", id);

        assertThatThrownBy(this::told)
                .isInstanceOf(AccountRefusal.class)
                .hasMessage(
                        "This address has an administrator’s account, which is kept here and not by the directory.");
        assertThat(directory.users()).isEmpty();
    }

    @Test
    void keeps_no_account_that_was_made_an_administrators_by_hand() {
        UUID id = invited(Role.ANALYST);
        told();

        assertThatThrownBy(() -> accounts.changeRole("ada", id, Role.ADMINISTRATOR, null))
                .isInstanceOf(AccountRefusal.class)
                .hasMessage(
                        "The directory keeps the account of Priya Raman. Give a group of the directory the role, or invite an address that the directory does not know.");

        accounts.changeRole("ada", id, Role.BOARD_OWNER, null);
        assertThat(account(id).role()).as("other roles can be given").isEqualTo(Role.BOARD_OWNER);
    }

    @Test
    void gives_no_other_address_the_role_that_somebody_was_invited_to() {
        Accounts.Invitation invitation = accounts.invite("ada", EMAIL, "Priya Raman", Role.BOARD_OWNER, null);
        UUID id = told();
        assertThatThrownBy(() -> say(id, "mallory@example.org", true))
                .isInstanceOf(AccountRefusal.class)
                .hasMessage(
                        "priya@example.org was invited here by this address and has not signed in yet. The address can change once they have.");
        assertThat(refusal("mallory@example.org")).isEqualTo(Reason.UNKNOWN);
        say(id, "Priya@example.org", true);

        assertThat(accounts.choosePassword(invitation.link(), PASSWORD)).isPresent();
        say(id, "priya.lind@example.org", true);
        assertThat(account(id).email()).isEqualTo("priya.lind@example.org");
        assertThat(refusal("priya.lind@example.org"))
                .as("the address alone opens nothing")
                .isEqualTo(Reason.HAS_OTHER_WAY);
    }
}
