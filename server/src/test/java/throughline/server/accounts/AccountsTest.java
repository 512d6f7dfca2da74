package throughline.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.server.accounts.AccountRefusal.Field;
import throughline.server.accounts.Accounts.Outcome;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountsTest {

    private static final String PASSWORD = "lantern copper orchard drift";

    private final DatabaseKind kind;
    private final HandSetClock hands = new HandSetClock();
    private Database database;
    private Accounts accounts;

    AccountsTest(DatabaseKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() throws Exception {
        database = kind.open();
        accounts = Accounts.of(
                database,
                new AccountSettings(null, Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofDays(7)),
                hands);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private Account first() {
        Secret link = accounts.linkForFirstAdministrator().orElseThrow();
        return accounts.becomeFirstAdministrator(link, "ada@example.org", "Ada Lind", PASSWORD)
                .orElseThrow();
    }

    @Test
    void have_a_first_administrator_by_the_link_that_was_printed_last__T17() {
        Secret earlier = accounts.linkForFirstAdministrator().orElseThrow();
        Secret link = accounts.linkForFirstAdministrator().orElseThrow();
        assertThat(accounts.unclaimed()).isTrue();
        assertThat(accounts.link(earlier)).isEmpty();

        Account ada = accounts.becomeFirstAdministrator(link, " ada@example.org ", "Ada Lind", PASSWORD)
                .orElseThrow();

        assertThat(ada.role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(ada.email()).isEqualTo("ada@example.org");
        assertThat(accounts.unclaimed()).isFalse();
        assertThat(accounts.linkForFirstAdministrator()).isEmpty();
        assertThat(accounts.signIn("ADA@example.org", PASSWORD, "192.0.2.1", "x"))
                .isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void know_nothing_of_a_link_after_30_minutes__T17() {
        Secret link = accounts.linkForFirstAdministrator().orElseThrow();

        hands.pass(Duration.ofMinutes(29));
        assertThat(accounts.link(link)).isPresent();
        hands.pass(Duration.ofMinutes(1));
        assertThat(accounts.link(link)).isEmpty();
        assertThat(accounts.becomeFirstAdministrator(link, "ada@example.org", "Ada", PASSWORD))
                .isEmpty();
        assertThat(accounts.unclaimed()).isTrue();
    }

    @Test
    void let_exactly_one_of_fifty_use_a_link__T05() throws Exception {
        first();
        var invitation = accounts.invite("ada@example.org", "priya@example.org", "Priya", Role.ANALYST, null);

        List<Optional<Account>> winners = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<Account>>> tries = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String password = "meadow quartz %d bicycle tundra".formatted(i);
                tries.add(() -> accounts.choosePassword(invitation.link(), password));
            }
            for (var done : pool.invokeAll(tries)) {
                winners.add(done.get());
            }
        }

        assertThat(winners).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(accounts.choosePassword(invitation.link(), PASSWORD)).isEmpty();
    }

    @Test
    void keep_no_link_of_who_was_disabled_and_none_but_the_latest() {
        first();
        var priya = accounts.invite("ada@example.org", "priya@example.org", "Priya", Role.ANALYST, null);
        var again = accounts.newLink("ada@example.org", priya.account());
        assertThat(accounts.link(priya.link())).isEmpty();
        assertThat(accounts.link(again.link())).isPresent();

        accounts.disable("ada@example.org", priya.account().id());
        accounts.enable("ada@example.org", priya.account().id());

        assertThat(accounts.link(again.link())).isEmpty();
    }

    @Test
    void refuse_what_is_no_address_no_name_or_taken_already() {
        first();
        for (String email :
                List.of("", "priya", "priya@", "a b@example.org", "x@y\r\nBcc: z@example.org", "<x>@y.org")) {
            refuses(() -> accounts.invite("x", email, "Priya", Role.ANALYST, null), Field.EMAIL, "Type an e-mail");
        }
        refuses(() -> accounts.invite("x", "p@example.org", " ", Role.ANALYST, null), Field.NAME, "Type a name");
        refuses(
                () -> accounts.invite("x", "ADA@example.org", "Ada", Role.ANALYST, null),
                Field.EMAIL,
                "ADA@example.org has an account already.");
    }

    @Test
    void give_a_unit_to_roles_of_one_unit_and_to_no_other() {
        first();
        refuses(() -> accounts.invite("x", "p@example.org", "P", Role.AGENT, null), Field.UNIT, "Choose the unit");
        refuses(
                () -> accounts.invite("x", "p@example.org", "P", Role.AUDITOR, "north"),
                Field.UNIT,
                "Auditor sees the whole organisation; choose no unit.");
    }

    @Test
    void keep_one_administrator_at_least() {
        Account ada = first();
        refuses(() -> accounts.disable("x", ada.id()), Field.ROLE, "Ada Lind is the only administrator.");
        refuses(() -> accounts.changeRole("x", ada.id(), Role.ANALYST, null), Field.ROLE, "Ada Lind is the only");

        var second = accounts.invite("x", "bo@example.org", "Bo", Role.ADMINISTRATOR, null);
        refuses(() -> accounts.disable("x", ada.id()), Field.ROLE, "Ada Lind is the only administrator.");
        accounts.choosePassword(second.link(), PASSWORD);

        accounts.disable("x", ada.id());
        assertThat(accounts.find(ada.id()).orElseThrow().state()).isEqualTo(Account.State.DISABLED);
    }

    @Test
    void make_nobody_an_administrator_whose_password_is_too_short_for_one() {
        first();
        var priya = accounts.invite("x", "p@example.org", "Priya", Role.ANALYST, null);
        assertThat(accounts.choosePassword(priya.link(), "drift-orchid7")).isPresent();

        refuses(
                () -> accounts.changeRole("x", priya.account().id(), Role.ADMINISTRATOR, null),
                Field.ROLE,
                "An administrator’s password has at least 15 characters, and that of Priya is shorter.");
    }

    @Test
    void write_down_who_did_what() {
        first();
        var priya = accounts.invite("ada@example.org", "p@example.org", "Priya", Role.AGENT, "north");
        accounts.changeRole("ada@example.org", priya.account().id(), Role.ANALYST, null);
        accounts.signIn("ada@example.org", "wrong", "192.0.2.7", "x");

        assertThat(accounts.audit().before(Long.MAX_VALUE, 10).reversed())
                .extracting(e -> "%d %s %s %s (%s)"
                        .formatted(e.number(), e.actor(), e.action().words(), e.subject(), e.detail()))
                .containsExactly(
                        "1 ada@example.org became the first administrator  ()",
                        "2 ada@example.org invited p@example.org (Agent of north)",
                        "3 ada@example.org changed the role of p@example.org (Analyst)",
                        "4 ada@example.org was refused at signing in  (192.0.2.7)");
    }

    @Test
    void write_down_the_first_attempt_that_has_to_wait_and_not_those_after_it__T15() {
        first();
        for (int i = 0; i < 9; i++) {
            accounts.signIn("ADA@example.org", "wrong", "2001:db8:1:2::" + i, "x");
        }

        assertThat(accounts.audit().before(Long.MAX_VALUE, 10))
                .extracting(AuditLog.Entry::action)
                .containsOnlyOnce(AuditLog.Action.HAD_TO_WAIT)
                .hasSize(1 + 5 + 1);
    }

    @Test
    void refuse_a_sign_in_under_way_while_the_password_changes_and_write_it_down() throws Exception {
        Account ada = first();
        JdbcClient sql = JdbcClient.create(database.dataSource());
        try (Connection changing = database.dataSource().getConnection();
                var pool = Executors.newSingleThreadExecutor()) {
            changing.setAutoCommit(false);
            try (Statement change = changing.createStatement()) {
                change.executeUpdate("update account set password = 'another' where id = '%s'".formatted(ada.id()));
                var signingIn = pool.submit(() -> accounts.signIn(ada.email(), PASSWORD, "192.0.2.7", "x"));
                while (sql.sql("select count(*) from pg_locks where not granted")
                                .query(Long.class)
                                .single()
                        == 0) {
                    Thread.sleep(5);
                }
                changing.commit();

                assertThat(signingIn.get()).isInstanceOf(Outcome.Refused.class);
            }
        }

        assertThat(accounts.audit().before(Long.MAX_VALUE, 1))
                .extracting(AuditLog.Entry::detail)
                .containsExactly("192.0.2.7; the account changed meanwhile");
    }

    @Test
    void write_down_nothing_that_was_typed_for_an_unknown_address__T15() {
        first();
        accounts.signIn("my secret password by mistake", "x", "192.0.2.7", "x");

        assertThat(accounts.audit().before(Long.MAX_VALUE, 1))
                .extracting(e -> "%s %s (%s)".formatted(e.actor(), e.action().words(), e.detail()))
                .containsExactly("somebody without an account was refused at signing in (192.0.2.7)");
    }

    @Test
    void name_the_entry_of_the_audit_log_that_was_changed_or_cut__T15() {
        first();
        for (String name : List.of("b", "c", "d", "e")) {
            accounts.invite("ada@example.org", name + "@example.org", name, Role.ANALYST, null);
        }
        assertThat(accounts.audit().verify())
                .satisfies(v -> assertThat(v.fault()).isNull())
                .satisfies(v -> assertThat(v.entries()).isEqualTo(5));

        damaged("update audit_entry set actor = 'bo@example.org' where number = 3", "Entry 3 is not what was written.");
        damaged("update audit_entry set at = at + interval '1 second' where number = 2", "Entry 2 is not what was");
        damaged("delete from audit_entry where number = 3", "Entry 3 is missing.");
        damaged("delete from audit_entry where number = 1", "Entry 1 is missing.");
        damaged("delete from audit_entry where number >= 4", "Entry 4 is missing.");
        damaged("delete from audit_entry", "Entry 1 is missing.");
        damaged("update audit_entry set actor = 'bo@example.org' where number = 4", "Entry 4 is not what was", 2);
        damaged("delete from audit_entry where number = 3", "Entry 3 is missing.", 2);
    }

    /// Checks the log with a damage that is undone afterwards.
    private void damaged(String damage, String fault) {
        damaged(damage, fault, Integer.MAX_VALUE);
    }

    private void damaged(String damage, String fault, int last) {
        JdbcClient sql = JdbcClient.create(database.dataSource());
        sql.sql("create table kept as select * from audit_entry").update();
        sql.sql(damage).update();
        assertThat(accounts.audit().verifyLast(last).fault()).as(damage).startsWith(fault);
        sql.sql("truncate audit_entry").update();
        sql.sql("insert into audit_entry select * from kept").update();
        sql.sql("drop table kept").update();
        assertThat(accounts.audit().verify().fault()).isNull();
    }

    @Test
    void number_entries_without_a_gap_when_many_are_written_at_once() throws Exception {
        first();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Object>> writers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String email = "p%d@example.org".formatted(i);
                writers.add(() -> accounts.invite("ada@example.org", email, "P", Role.ANALYST, null));
            }
            for (var done : pool.invokeAll(writers)) {
                done.get();
            }
        }

        assertThat(accounts.audit().verify().fault()).isNull();
        assertThat(accounts.audit().verify().entries()).isEqualTo(41);
    }

    private static void refuses(Runnable what, Field field, String message) {
        assertThatThrownBy(what::run)
                .isInstanceOfSatisfying(
                        AccountRefusal.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessageStartingWith(message);
    }
}
