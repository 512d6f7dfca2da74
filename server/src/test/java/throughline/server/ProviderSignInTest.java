package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.server.CookieKeepingBrowser.location;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.UriComponentsBuilder;
import throughline.server.TestProvider.Fault;
import throughline.server.accounts.Account;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.Role;
import throughline.server.accounts.Secret;
import throughline.server.platform.Database;

/// Signing in through a real OpenID Connect provider, with a browser that goes all the way: row T05 of the threats.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProviderSignInTest {

    private static final String PASSWORD = "lantern copper orchard drift";

    @TempDir
    private static Path data;

    private static TestProvider provider;
    private static OpenServer server;

    @BeforeAll
    static void open() {
        provider = TestProvider.open();
        server = OpenServer.with(provider.settings(), SmallWorld.named("Northmoor Home"), data);
        provider.sendsBackTo(server.address("/sign-in/provider/back"));
    }

    @AfterAll
    static void close() {
        server.close();
        provider.close();
    }

    @BeforeEach
    void start_afresh() {
        provider.fault(Fault.NONE);
        provider.asked(Optional.empty());
        JdbcClient.create(server.bean(Database.class).dataSource())
                .sql("delete from sign_in_count")
                .update();
    }

    private static Accounts accounts() {
        return server.bean(Accounts.class);
    }

    /// Somebody who was invited and has chosen no password yet.
    private static Account invited() {
        return accounts()
                .invite("tests", UUID.randomUUID() + "@example.org", "Priya Raman", Role.ANALYST, null)
                .account();
    }

    private static Account withPassword() {
        var invitation =
                accounts().invite("tests", UUID.randomUUID() + "@example.org", "Priya Raman", Role.ANALYST, null);
        return accounts().choosePassword(invitation.link(), PASSWORD).orElseThrow();
    }

    private static String known(String email) {
        return provider.knows(email);
    }

    private static URI cameBack(CookieKeepingBrowser browser, String name, String next) throws Exception {
        return provider.signIn(server, browser, name, next);
    }

    private static HttpResponse<String> signIn(CookieKeepingBrowser browser, String name) throws Exception {
        return browser.get(cameBack(browser, name, "/account"));
    }

    private static Optional<String> session(CookieKeepingBrowser browser) {
        return Optional.ofNullable(browser.cookies(server.address("/")).get("throughline-" + server.port()));
    }

    private static String title(HttpResponse<String> page) {
        return Jsoup.parse(page.body()).expectFirst("h1").text();
    }

    private static List<String> audit(int most) {
        return accounts().audit().before(Long.MAX_VALUE, most).stream()
                .map(e -> "%s %s %s (%s)".formatted(e.actor(), e.action().words(), e.subject(), e.detail()))
                .toList();
    }

    private static void assertRefused(CookieKeepingBrowser browser, HttpResponse<String> answer, String title) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(title(answer)).isEqualTo(title);
        assertThat(session(browser)).isEmpty();
    }

    @Test
    void takes_somebody_who_was_invited_there_and_back_and_connects_the_account() throws Exception {
        Account account = invited();
        try (var browser = new CookieKeepingBrowser()) {
            var page = Jsoup.parse(
                    browser.get(server.address("/sign-in?next=/account")).body());
            assertThat(page.select("a[href^=/sign-in/provider]").eachText()).containsExactly("Sign in with Northmoor");
            assertThat(page.select("a[href^=/sign-in/provider]").attr("href"))
                    .isEqualTo("/sign-in/provider?next=%2Faccount");

            HttpResponse<String> answer = signIn(browser, known(account.email()));

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(location(answer)).isEqualTo(server.address("/account"));
            assertThat(browser.get(location(answer)).body())
                    .contains(account.email(), "This account is connected", "This account has no password.")
                    .doesNotContain("Current password");
            assertThat(browser.cookies(server.address("/"))).doesNotContainKey("throughline-provider");
        }
        assertThat(accounts().find(account.id()).orElseThrow().state()).isEqualTo(Account.State.ACTIVE);
        assertThat(audit(2))
                .containsExactly(
                        "%s signed in  (through the provider, Another program, 127.0.0.1)".formatted(account.email()),
                        "%s connected the account with %s ()".formatted(account.email(), provider.issuer()));
    }

    @Test
    void asks_with_a_code_PKCE_state_and_nonce_and_holds_them_where_no_script_sees_them__T05() throws Exception {
        try (var browser = new CookieKeepingBrowser()) {
            HttpResponse<String> left = browser.get(server.address("/sign-in/provider"));
            var asked = UriComponentsBuilder.fromUri(location(left)).build().getQueryParams();

            assertThat(location(left).toString()).startsWith(provider.issuer() + "/");
            assertThat(asked.getFirst("response_type")).isEqualTo("code");
            assertThat(asked.getFirst("code_challenge_method")).isEqualTo("S256");
            assertThat(asked.getFirst("code_challenge")).hasSize(43);
            assertThat(asked.getFirst("state")).hasSizeGreaterThan(40);
            assertThat(asked.getFirst("nonce")).hasSizeGreaterThan(40);
            assertThat(asked.getFirst("scope")).isEqualTo("openid%20email");
            assertThat(left.headers().allValues("Set-Cookie"))
                    .singleElement()
                    .satisfies(cookie -> assertThat(cookie)
                            .startsWith("throughline-provider=")
                            .contains("HttpOnly", "SameSite=Lax", "Max-Age=600"));
            assertThat(left.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("form-action 'self';");
        }
    }

    @Test
    void is_refused_by_the_provider_where_the_code_is_not_proved__T05() throws Exception {
        String name = known(invited().email());
        try (var browser = new CookieKeepingBrowser()) {
            URI back = cameBack(browser, name, "/account");
            browser.cookies(back).compute("throughline-provider", (n, pending) -> {
                String[] parts = pending.split("\\.", -1);
                return String.join(".", parts[0], parts[1], "another-verifier-than-the-one-asked-with-0000", parts[3]);
            });

            assertRefused(browser, browser.get(back), "What came from Northmoor does not hold");
        }
    }

    @Test
    void lets_passkeys_be_added_only_where_the_provider_asked_lately_who_it_is__T05() throws Exception {
        String name = known(invited().email());
        Instant now = Instant.now();

        assertThat(mayAddPasskeys(name, Optional.of(now.minusSeconds(60)))).isTrue();
        assertThat(mayAddPasskeys(name, Optional.of(now.minusSeconds(901)))).isFalse();
        assertThat(mayAddPasskeys(name, Optional.empty()))
                .as("it does not say when it asked")
                .isFalse();
    }

    private static boolean mayAddPasskeys(String name, Optional<Instant> asked) throws Exception {
        provider.asked(asked);
        try (var browser = new CookieKeepingBrowser()) {
            assertThat(signIn(browser, name).statusCode()).isEqualTo(303);
            return accounts()
                    .passkeys()
                    .mayAdd(accounts()
                            .sessions()
                            .find(new Secret(session(browser).orElseThrow()))
                            .orElseThrow());
        }
    }

    @Test
    void has_the_provider_ask_anew_on_the_way_to_where_passkeys_are_added() throws Exception {
        try (var browser = new CookieKeepingBrowser()) {
            assertThat(location(browser.get(server.address("/sign-in/provider?next=/account"))))
                    .asString()
                    .contains("&max_age=900");
            assertThat(location(browser.get(server.address("/sign-in/provider?next=/board"))))
                    .asString()
                    .doesNotContain("max_age");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void believes_no_token_that_is_wrong__T05(Fault fault) throws Exception {
        Account account = invited();
        String name = known(account.email());
        provider.fault(fault);
        try (var browser = new CookieKeepingBrowser()) {
            assertRefused(browser, signIn(browser, name), "What came from Northmoor does not hold");
        }
        assertThat(accounts().find(account.id()).orElseThrow().state()).isEqualTo(Account.State.INVITED);
        assertThat(audit(1))
                .containsExactly("somebody without an account was refused at signing in  "
                        + "(127.0.0.1; what came from the provider does not hold)");
    }

    @Test
    void counts_only_the_providers_name_once_an_account_is_connected__T05() throws Exception {
        Account account = invited();
        String name = known(account.email());
        try (var browser = new CookieKeepingBrowser()) {
            assertThat(signIn(browser, name).statusCode()).isEqualTo(303);
        }

        provider.knows(name, Map.of("email", "married@example.org", "email_verified", false));
        try (var browser = new CookieKeepingBrowser()) {
            assertThat(signIn(browser, name).statusCode()).isEqualTo(303);
            assertThat(browser.get(server.address("/account")).body()).contains(account.email());
        }
        try (var browser = new CookieKeepingBrowser()) {
            assertRefused(browser, signIn(browser, known(account.email())), "Another name than before with Northmoor");
        }
    }

    @Test
    void gives_nobody_an_account_and_says_whom_to_ask() throws Exception {
        int before = accounts().list().size();
        try (var browser = new CookieKeepingBrowser()) {
            HttpResponse<String> answer = signIn(browser, known("stranger@example.org"));

            assertRefused(browser, answer, "You have no account here");
            assertThat(answer.body())
                    .contains("You are known to Northmoor, but nobody has invited you here yet. "
                            + "Ask an administrator for an invitation.");
        }
        assertThat(accounts().list()).hasSize(before);
    }

    @Test
    void does_not_go_by_an_address_that_the_provider_has_not_made_sure_of__T05() throws Exception {
        Account account = invited();
        for (Map<String, Object> claims : List.<Map<String, Object>>of(
                Map.of("email", account.email()),
                Map.of("email", account.email(), "email_verified", false),
                Map.of("email_verified", true))) {
            String name = "u-" + UUID.randomUUID();
            provider.knows(name, claims);
            try (var browser = new CookieKeepingBrowser()) {
                assertRefused(browser, signIn(browser, name), "Your e-mail address is not confirmed");
            }
        }
        assertThat(accounts().find(account.id()).orElseThrow().ways()).doesNotContain(Account.WayIn.PROVIDER);
    }

    /// As Entra ID needs it, which has no `email_verified` and may say yes by a text.
    @Test
    void lets_nobody_into_an_account_that_is_disabled__T05() throws Exception {
        Account connected = invited();
        String name = known(connected.email());
        try (var browser = new CookieKeepingBrowser()) {
            signIn(browser, name);
            accounts().disable("tests", connected.id());
            assertThat(browser.get(server.address("/account")).statusCode()).isEqualTo(303);
        }
        Account never = invited();
        accounts().disable("tests", never.id());

        for (String each : List.of(name, known(never.email()))) {
            try (var browser = new CookieKeepingBrowser()) {
                assertRefused(browser, signIn(browser, each), "Your account is disabled");
            }
        }
    }

    @Test
    void takes_over_no_account_with_a_password_until_its_owner_connects_it__T05() throws Exception {
        Account account = withPassword();
        String name = known(account.email());
        try (var browser = new CookieKeepingBrowser()) {
            assertRefused(browser, signIn(browser, name), "Your account is not connected yet");

            browser.submit(
                    browser.get(server.address("/sign-in")), Map.of("email", account.email(), "password", PASSWORD));
            String before = session(browser).orElseThrow();
            var page = Jsoup.parse(browser.get(server.address("/account")).body());
            assertThat(page.select("a[href^=/sign-in/provider]").attr("href"))
                    .isEqualTo("/sign-in/provider?next=/account");
            assertThat(signIn(browser, name).statusCode()).isEqualTo(303);

            assertThat(session(browser)).isPresent().isNotEqualTo(Optional.of(before));
            browser.cookies(server.address("/")).put("throughline-" + server.port(), before);
            assertThat(browser.get(server.address("/account")).statusCode())
                    .as("the session before has ended")
                    .isEqualTo(303);
        }
        try (var browser = new CookieKeepingBrowser()) {
            assertThat(signIn(browser, name).statusCode()).isEqualTo(303);
        }
    }

    @Test
    void connects_no_account_of_another_than_who_is_signed_in__T05() throws Exception {
        Account own = withPassword();
        Account other = withPassword();
        try (var browser = new CookieKeepingBrowser()) {
            browser.submit(browser.get(server.address("/sign-in")), Map.of("email", own.email(), "password", PASSWORD));

            HttpResponse<String> answer = signIn(browser, known(other.email()));

            assertThat(title(answer)).isEqualTo("Your account is not connected yet");
            assertThat(browser.get(server.address("/account")).body()).contains(own.email());
        }
        assertThat(accounts().find(other.id()).orElseThrow().ways()).doesNotContain(Account.WayIn.PROVIDER);
    }

    @Test
    void ends_with_a_password_that_an_administrators_link_let_choose__T05() throws Exception {
        Account account = invited();
        String name = known(account.email());
        try (var browser = new CookieKeepingBrowser()) {
            signIn(browser, name);
        }

        accounts().choosePassword(accounts().newLink("tests", account).link(), PASSWORD);

        try (var browser = new CookieKeepingBrowser()) {
            assertRefused(browser, signIn(browser, name), "Your account is not connected yet");
        }
    }

    @Test
    void uses_up_an_invitation() throws Exception {
        var invitation =
                accounts().invite("tests", UUID.randomUUID() + "@example.org", "Priya Raman", Role.ANALYST, null);
        try (var browser = new CookieKeepingBrowser()) {
            signIn(browser, known(invitation.account().email()));
        }

        assertThat(accounts().link(invitation.link())).isEmpty();
    }

    @Test
    void takes_an_answer_once_and_in_the_browser_only_that_asked__T05() throws Exception {
        String name = known(invited().email());
        try (var browser = new CookieKeepingBrowser();
                var other = new CookieKeepingBrowser()) {
            URI back = cameBack(browser, name, "/account");
            String pending = browser.cookies(back).get("throughline-provider");

            HttpResponse<String> elsewhere = other.get(back);
            assertThat(elsewhere.statusCode()).isEqualTo(400);
            assertThat(title(elsewhere)).isEqualTo("This was not begun in this browser, or too long ago");
            assertThat(session(other)).isEmpty();

            assertThat(browser.get(back).statusCode()).isEqualTo(303);
            other.cookies(back).put("throughline-provider", pending);
            assertRefused(other, other.get(back), "What came from Northmoor does not hold");
        }
        assertThat(audit(1)).singleElement().asString().contains("an answer of the provider came twice");
    }

    @Test
    void signs_in_once_when_an_answer_comes_fifty_times_at_once__T05() throws Exception {
        String name = known(invited().email());
        try (var browser = new CookieKeepingBrowser();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            URI back = cameBack(browser, name, "/account");
            String pending = browser.cookies(back).get("throughline-provider");
            List<Callable<Integer>> tries = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                tries.add(() -> {
                    try (var each = new CookieKeepingBrowser()) {
                        each.cookies(back).put("throughline-provider", pending);
                        return each.get(back).statusCode();
                    }
                });
            }
            List<Integer> statuses = new ArrayList<>();
            for (var each : threads.invokeAll(tries)) {
                statuses.add(each.get());
            }

            assertThat(statuses).containsOnly(303, 403, 429).containsOnlyOnce(303);
        }
    }

    @Test
    void counts_nobody_as_a_guess_whom_the_provider_knows__T05() throws Exception {
        try (var browser = new CookieKeepingBrowser()) {
            String name = known("stranger@example.org");
            for (int i = 0; i < 21; i++) {
                assertThat(signIn(browser, name).statusCode())
                        .as("colleagues without an account lock nobody out")
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void leads_to_no_other_server__T19() throws Exception {
        String name = known(invited().email());
        try (var browser = new CookieKeepingBrowser()) {
            HttpResponse<String> answer = browser.get(cameBack(browser, name, "https://attacker.example/"));

            assertThat(location(answer)).isEqualTo(server.address("/"));
        }
    }

    @Test
    void says_that_it_was_broken_off_there() throws Exception {
        try (var browser = new CookieKeepingBrowser()) {
            HttpResponse<String> left = browser.get(server.address("/sign-in/provider"));
            String state = UriComponentsBuilder.fromUri(location(left))
                    .build()
                    .getQueryParams()
                    .getFirst("state");

            HttpResponse<String> answer =
                    browser.get(server.address("/sign-in/provider/back?error=access_denied&state=" + state));

            assertRefused(browser, answer, "You were not signed in by Northmoor");
        }
    }

    @Test
    void leaves_a_chain_of_the_audit_log_that_holds__T15() {
        AuditLog.Verification found = accounts().audit().verify();

        assertThat(found.fault()).isNull();
    }
}
