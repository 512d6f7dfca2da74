package throughline.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.server.accounts.Account.WayIn;
import throughline.server.accounts.Accounts.Outcome;
import throughline.server.accounts.ProviderSignIn.Identity;
import throughline.server.accounts.ProviderSignIn.Return;
import throughline.server.accounts.Visitor.SignedIn;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;

/// Rows T05 of the threats, for passkeys.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PasskeysTest {

    private static final String PASSWORD = "lantern copper orchard drift";
    private static final String HERE = "192.0.2.1";
    private static final RelyingParty PARTY = new RelyingParty("service.example.org", "https://service.example.org");

    private final HandSetClock hands = new HandSetClock();
    private Database database;
    private Accounts accounts;
    private SignedIn ada;

    @BeforeEach
    void open() throws Exception {
        database = DatabaseKind.EMBEDDED.open();
        accounts = other();
        Secret link = accounts.linkForFirstAdministrator().orElseThrow();
        assertThat(accounts.becomeFirstAdministrator(link, "ada@example.org", "Ada Lind", PASSWORD))
                .isPresent();
        ada = signedIn(accounts.signIn("ada@example.org", PASSWORD, HERE, "Firefox"));
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    /// A server beside the first one.
    private Accounts other() {
        return Accounts.of(
                database,
                new AccountSettings(null, Duration.ofHours(2), Duration.ofHours(12), Duration.ofDays(7)),
                hands);
    }

    private SignedIn signedIn(Outcome outcome) {
        return accounts.sessions().find(((Outcome.Welcome) outcome).session()).orElseThrow();
    }

    private static TestAuthenticator authenticator() {
        return new TestAuthenticator(PARTY.origin());
    }

    private TestAuthenticator added(String name) throws Exception {
        TestAuthenticator made = authenticator();
        accounts.passkeys().add(PARTY, ada, name, made.make(accounts.passkeys().creationOptions(PARTY, ada.who())));
        return made;
    }

    private Outcome signIn(String answer) {
        return accounts.passkeys().signIn(PARTY, answer, HERE, "Firefox on Linux");
    }

    private String options() {
        return accounts.passkeys().requestOptions(PARTY);
    }

    private String lastEntry() {
        AuditLog.Entry entry = accounts.audit().before(Long.MAX_VALUE, 1).getFirst();
        return "%s %s %s: %s".formatted(entry.actor(), entry.action(), entry.subject(), entry.detail());
    }

    @Test
    void sign_their_holder_in_without_a_name_or_a_password() throws Exception {
        TestAuthenticator key = added("office laptop");
        assertThat(lastEntry()).isEqualTo("ada@example.org ADDED_PASSKEY office laptop: ");

        Outcome outcome = signIn(key.sign(options()));

        assertThat(signedIn(outcome).who().id()).isEqualTo(ada.who().id());
        assertThat(signedIn(outcome).who().ways()).containsExactlyInAnyOrder(WayIn.PASSWORD, WayIn.PASSKEY);
        assertThat(lastEntry())
                .isEqualTo("ada@example.org SIGNED_IN : with the passkey office laptop, Firefox on Linux, 192.0.2.1");
        assertThat(accounts.passkeys().list(ada.who().id()))
                .containsExactly(new Passkeys.Listed(
                        accounts.passkeys().list(ada.who().id()).getFirst().id(),
                        "office laptop",
                        hands.instant(),
                        Optional.of(hands.instant())));
    }

    @Test
    void ask_for_a_key_that_names_its_holder_and_makes_sure_of_the_person() {
        assertThat(accounts.passkeys().creationOptions(PARTY, ada.who()))
                .contains(
                        "\"residentKey\":\"required\"",
                        "\"userVerification\":\"required\"",
                        "\"attestation\":\"none\"",
                        "\"id\":\"service.example.org\"",
                        "\"name\":\"ada@example.org\"");
        assertThat(options())
                .contains("\"userVerification\":\"required\"", "\"rpId\":\"service.example.org\"")
                .doesNotContain("ada");
    }

    @Test
    void are_known_to_a_server_beside_the_one_that_asked() throws Exception {
        TestAuthenticator key = added("office laptop");

        assertThat(other().passkeys().signIn(PARTY, key.sign(options()), HERE, "Firefox"))
                .isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void sign_in_once_by_an_answer_even_where_50_send_it_at_once() throws Exception {
        String answer = added("office laptop").sign(options());
        List<Callable<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String address = "198.51.100." + i;
            all.add(() -> accounts.passkeys().signIn(PARTY, answer, address, "Firefox"));
        }
        long welcome = 0;
        try (var threads = Executors.newFixedThreadPool(10)) {
            for (var outcome : threads.invokeAll(all)) {
                welcome += outcome.get() instanceof Outcome.Welcome ? 1 : 0;
            }
        }

        assertThat(welcome).isEqualTo(1);
        assertThat(accounts.audit().before(Long.MAX_VALUE, 60))
                .filteredOn(e -> e.detail().endsWith("a passkey signed what it was not asked to, too late, or twice"))
                .hasSize(49);
    }

    @Test
    void sign_nothing_that_was_asked_more_than_5_minutes_ago() throws Exception {
        TestAuthenticator key = added("office laptop");
        String asked = options();
        String inTime = options();
        hands.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(signIn(key.sign(inTime))).isInstanceOf(Outcome.Welcome.class);
        hands.pass(Duration.ofMillis(1));

        assertThat(signIn(key.sign(asked))).isInstanceOf(Outcome.Refused.class);
        assertThat(lastEntry()).endsWith("a passkey signed what it was not asked to, too late, or twice");
    }

    @Test
    void sign_nothing_that_nobody_here_asked_or_for_something_else() throws Exception {
        TestAuthenticator key = added("office laptop");
        String toMake = accounts.passkeys().creationOptions(PARTY, ada.who());
        String challenge = toMake.replaceAll(".*\"challenge\":\"([^\"]*)\".*", "$1");

        assertThat(signIn(key.sign("{\"rpId\":\"service.example.org\",\"challenge\":\"%s\"}".formatted(challenge))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(signIn(key.sign("{\"rpId\":\"service.example.org\",\"challenge\":\"QUJD\"}")))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(signIn("{}")).isInstanceOf(Outcome.Refused.class);
        assertThat(signIn("x".repeat(20_000))).isInstanceOf(Outcome.Refused.class);
        assertThat(lastEntry())
                .isEqualTo("somebody without an account WAS_REFUSED : 192.0.2.1; no answer of a passkey");
    }

    @Test
    void hold_at_this_address_only() throws Exception {
        TestAuthenticator key = added("office laptop");

        assertThat(signIn(key.at("https://service.example.org.evil.example").sign(options())))
                .isInstanceOf(Outcome.Refused.class);
        key.at(PARTY.origin());
        assertThat(signIn(key.sign(options().replace("service.example.org", "evil.example"))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(lastEntry()).endsWith("what the passkey office laptop signed does not hold");
        assertThat(signIn(key.sign(options()))).isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void are_refused_where_nobody_made_sure_of_the_person() throws Exception {
        TestAuthenticator key = added("office laptop");

        assertThat(signIn(key.unverified().sign(options()))).isInstanceOf(Outcome.Refused.class);
        String made = authenticator().unverified().make(accounts.passkeys().creationOptions(PARTY, ada.who()));
        assertThatThrownBy(() -> accounts.passkeys().add(PARTY, ada, "a key", made))
                .isInstanceOf(AccountRefusal.class)
                .hasMessage(
                        "What your browser sent is no passkey that can be used here. Try again, or another device.");
    }

    @Test
    void are_refused_where_the_counter_does_not_go_on() throws Exception {
        TestAuthenticator key = added("security key");
        assertThat(signIn(key.counting(7).sign(options()))).isInstanceOf(Outcome.Welcome.class);

        assertThat(signIn(key.counting(7).sign(options()))).isInstanceOf(Outcome.Refused.class);
        assertThat(signIn(key.counting(2).sign(options())))
                .as("more than when the key was made, less than when it was used last")
                .isInstanceOf(Outcome.Refused.class);
        assertThat(lastEntry())
                .isEqualTo(
                        "ada@example.org WAS_REFUSED : 192.0.2.1; the passkey security key counted back: there may be a copy of it");
        assertThat(signIn(key.counting(8).sign(options()))).isInstanceOf(Outcome.Welcome.class);
    }

    @Test
    void are_those_of_the_account_that_the_authenticator_says() throws Exception {
        TestAuthenticator key = added("office laptop");
        Account tom = accounts.invite("tests", "tom@example.org", "Tom Hale", Role.ANALYST, null)
                .account();

        assertThat(signIn(key.of(tom).sign(options()))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void let_nobody_in_once_removed_or_while_the_account_is_disabled() throws Exception {
        TestAuthenticator key = added("office laptop");
        hands.pass(Duration.ofSeconds(1));
        TestAuthenticator second = added("security key");
        accounts.passkeys()
                .remove(ada, accounts.passkeys().list(ada.who().id()).getFirst().id());
        assertThat(lastEntry()).isEqualTo("ada@example.org REMOVED_PASSKEY office laptop: ");

        assertThat(signIn(key.sign(options()))).isInstanceOf(Outcome.Refused.class);
        assertThat(lastEntry()).endsWith("a passkey that is not known, or no longer");

        Account other = accounts.invite("tests", "tom@example.org", "Tom Hale", Role.ADMINISTRATOR, null)
                .account();
        accounts.choosePassword(accounts.newLink("tests", other).link(), "velvet anchor thistle moss");
        accounts.disable("tests", ada.who().id());
        assertThat(signIn(second.sign(options()))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void are_added_only_soon_after_signing_in() throws Exception {
        hands.pass(Duration.ofMinutes(15));

        assertThatThrownBy(() -> added("of whoever found the browser open"))
                .isInstanceOf(AccountRefusal.class)
                .hasMessage("You have not shown in the last 15 minutes who you are. Sign in again first.");
    }

    @Test
    void are_added_once_and_each_by_an_answer_of_its_own() throws Exception {
        TestAuthenticator key = authenticator();
        String answer = key.make(accounts.passkeys().creationOptions(PARTY, ada.who()));
        accounts.passkeys().add(PARTY, ada, "office laptop", answer);

        assertThatThrownBy(() -> accounts.passkeys().add(PARTY, ada, "again", answer))
                .hasMessage("That took longer than 5 minutes, or came twice. Try again.");
        String anew = key.make(accounts.passkeys().creationOptions(PARTY, ada.who()));
        assertThatThrownBy(() -> accounts.passkeys().add(PARTY, ada, "again", anew))
                .hasMessage("This passkey is known here already.");
        assertThatThrownBy(() -> accounts.passkeys().add(PARTY, ada, " ", anew))
                .hasMessage("Type a name of at most 60 characters for the passkey.");
    }

    @Test
    void can_be_chosen_in_place_of_a_password_by_who_is_invited() throws Exception {
        Accounts.Invitation invitation = accounts.invite("tests", "tom@example.org", "Tom Hale", Role.ANALYST, null);
        TestAuthenticator key = authenticator();
        String answer = key.make(accounts.passkeys().creationOptions(PARTY, invitation.account()));

        Account tom = accounts.choosePasskey(PARTY, invitation.link(), "phone", answer)
                .orElseThrow();

        assertThat(tom.state()).isEqualTo(Account.State.ACTIVE);
        assertThat(tom.ways()).containsExactly(WayIn.PASSKEY);
        SignedIn signedIn = signedIn(signIn(key.sign(options())));
        assertThat(signedIn.who().email()).isEqualTo("tom@example.org");
        assertThat(accounts.choosePasskey(PARTY, invitation.link(), "phone", answer))
                .as("the link works once")
                .isEmpty();
        assertThatThrownBy(() -> accounts.passkeys()
                        .remove(
                                signedIn,
                                accounts.passkeys().list(tom.id()).getFirst().id()))
                .hasMessage("You could not sign in any more without it. Add another passkey first.");
    }

    @Test
    void end_with_every_other_way_in_by_a_link_for_a_new_one() throws Exception {
        TestAuthenticator lost = added("stolen laptop");
        Secret link = accounts.newLink("tests", ada.who()).link();
        TestAuthenticator key = authenticator();

        accounts.choosePasskey(
                PARTY, link, "new one", key.make(accounts.passkeys().creationOptions(PARTY, ada.who())));

        assertThat(signIn(lost.sign(options()))).isInstanceOf(Outcome.Refused.class);
        assertThat(accounts.signIn("ada@example.org", PASSWORD, HERE, "Firefox"))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(signIn(key.sign(options()))).isInstanceOf(Outcome.Welcome.class);

        accounts.choosePassword(accounts.newLink("tests", ada.who()).link(), PASSWORD);
        assertThat(signIn(key.sign(options()))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void keep_an_account_from_being_taken_over_by_the_provider() throws Exception {
        Accounts.Invitation invitation = accounts.invite("tests", "tom@example.org", "Tom Hale", Role.ANALYST, null);
        accounts.choosePasskey(
                PARTY,
                invitation.link(),
                "phone",
                authenticator().make(accounts.passkeys().creationOptions(PARTY, invitation.account())));

        assertThat(accounts.provider()
                        .signIn(
                                new Return("state", Optional.empty(), HERE, "Firefox"),
                                () -> Optional.of(new Identity(
                                        "https://id.example.org",
                                        "7",
                                        Optional.of("tom@example.org"),
                                        Optional.empty()))))
                .isEqualTo(new ProviderSignIn.Outcome.Refused(ProviderSignIn.Reason.HAS_OTHER_WAY));
    }

    @Test
    void make_whoever_tries_too_often_wait() {
        for (int i = 0; i < Throttle.FROM_ADDRESS; i++) {
            assertThat(signIn("{}")).isInstanceOf(Outcome.Refused.class);
        }

        assertThat(signIn("{}")).isEqualTo(new Outcome.Wait(Throttle.SPAN));
        assertThat(lastEntry()).startsWith("somebody without an account HAD_TO_WAIT");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://service.example.org, service.example.org, https://service.example.org",
        "https://service.example.org:8443/, service.example.org, https://service.example.org:8443",
        "http://localhost:9000, localhost, http://localhost:9000",
        "'', localhost, http://localhost:8080",
    })
    void are_bound_to_the_address_that_is_set(String address, String id, String origin) {
        assertThat(settings(address).relyingParty(8080)).contains(new RelyingParty(id, origin));
    }

    @ParameterizedTest
    @CsvSource({"http://service.example.org", "https://192.0.2.7", "https://[2001:db8::1]:8443"})
    void are_bound_to_no_address_that_browsers_would_not_take(String address) {
        assertThat(settings(address).relyingParty(8080)).isEmpty();
    }

    private static AccountSettings settings(String address) {
        return new AccountSettings(
                address.isEmpty() ? null : URI.create(address),
                Duration.ofMinutes(30),
                Duration.ofHours(12),
                Duration.ofDays(7));
    }
}
