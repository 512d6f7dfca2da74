package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static throughline.server.CookieKeepingBrowser.location;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.UriComponentsBuilder;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Role;

/// Servers with other settings of their OpenID Connect provider, with none, and with one that is away.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProviderSettingsTest {

    private static final String PASSWORD = "lantern copper orchard drift";

    private static TestProvider provider;

    @BeforeAll
    static void open() {
        provider = TestProvider.open();
    }

    @AfterAll
    static void close() {
        provider.close();
    }

    private static Map<String, Object> settings(String issuer) {
        Map<String, Object> settings = new HashMap<>(provider.settings());
        settings.put("throughline.oidc.issuer", issuer);
        return settings;
    }

    private static String title(HttpResponse<String> page) {
        return Jsoup.parse(page.body()).expectFirst("h1").text();
    }

    @Test
    void goes_by_the_claims_that_are_set(@TempDir Path folder) throws Exception {
        Map<String, Object> settings = new HashMap<>(provider.settings());
        settings.put("throughline.oidc.email-claim", "mail");
        settings.put("throughline.oidc.verified-claim", "xms_edov");
        try (var own = OpenServer.with(settings, SmallWorld.named("Northmoor Home"), folder);
                var browser = new CookieKeepingBrowser()) {
            provider.sendsBackTo(own.address("/sign-in/provider/back"));
            own.bean(Accounts.class).invite("tests", "lea@example.org", "Lea", Role.ANALYST, null);
            provider.knows("lea", Map.of("mail", "lea@example.org", "xms_edov", "1"));

            URI back = provider.signIn(own, browser, "lea", "/account");

            assertThat(browser.get(back).statusCode()).isEqualTo(303);
        }
    }

    @Test
    void goes_by_the_public_address_and_not_by_what_was_asked__T19(@TempDir Path folder) throws Exception {
        Map<String, Object> settings = new HashMap<>(provider.settings());
        settings.put("throughline.accounts.public-address", "https://service.northmoor.example");
        try (var own = OpenServer.with(settings, SmallWorld.named("Northmoor Home"), folder);
                var browser = new CookieKeepingBrowser()) {
            provider.sendsBackTo(URI.create("https://service.northmoor.example/sign-in/provider/back"));
            own.bean(Accounts.class).invite("tests", "lea@example.org", "Lea", Role.ANALYST, null);

            URI back = provider.signIn(own, browser, provider.knows("lea@example.org"), "/account");

            assertThat(back).hasHost("service.northmoor.example").hasScheme("https");
            assertThat(browser.cookies(own.address("/"))).containsKey("__Host-throughline-provider");
            HttpResponse<String> answer = browser.get(own.address(back.getPath() + "?" + back.getRawQuery()));
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(browser.cookies(own.address("/")))
                    .containsKey("__Host-throughline")
                    .doesNotContainKey("__Host-throughline-provider");
        }
    }

    @Test
    void says_in_a_sentence_that_the_provider_is_away_and_goes_on_with_passwords(@TempDir Path folder)
            throws Exception {
        var dying = TestProvider.open();
        try (var own = OpenServer.with(dying.settings(), SmallWorld.named("Northmoor Home"), folder);
                var browser = new CookieKeepingBrowser()) {
            var link = own.bean(Accounts.class).linkForFirstAdministrator().orElseThrow();
            own.bean(Accounts.class).becomeFirstAdministrator(link, "kim@example.org", "Kim", PASSWORD);
            HttpResponse<String> left = browser.get(own.address("/sign-in/provider"));
            String state = UriComponentsBuilder.fromUri(location(left))
                    .build()
                    .getQueryParams()
                    .getFirst("state");
            dying.close();

            HttpResponse<String> answer = browser.get(own.address("/sign-in/provider/back?code=any&state=" + state));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(title(answer)).isEqualTo("No answer from Northmoor just now");
            assertThat(answer.body()).doesNotContain("Exception");
            HttpResponse<String> entered = browser.submit(
                    browser.get(own.address("/sign-in")), Map.of("email", "kim@example.org", "password", PASSWORD));
            assertThat(entered.statusCode()).isEqualTo(303);
        } finally {
            dying.close();
        }
    }

    @Test
    void starts_without_the_provider_and_says_that_it_is_away(@TempDir Path folder) throws Exception {
        try (var own = OpenServer.with(settings("http://localhost:1"), SmallWorld.named("Northmoor Home"), folder);
                var browser = new CookieKeepingBrowser()) {
            HttpResponse<String> answer = browser.get(own.address("/sign-in/provider"));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(title(answer)).isEqualTo("No answer from Northmoor just now");
        }
    }

    @Test
    void keeps_the_server_from_starting_with_settings_that_cannot_be(@TempDir Path folder) {
        assertThatThrownBy(() ->
                        OpenServer.with(settings("http://id.example.org"), SmallWorld.named("Northmoor Home"), folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("THROUGHLINE_OIDC_ISSUER is http://id.example.org; it has to begin with https://");
    }

    @Test
    void is_not_there_where_no_provider_is_set(@TempDir Path folder) throws Exception {
        try (var own = OpenServer.with(Map.of(), SmallWorld.named("Northmoor Home"), folder);
                var browser = new CookieKeepingBrowser()) {
            SignedIn somebody = own.signIn(Role.ANALYST, null);

            assertThat(browser.get(own.address("/sign-in")).body()).doesNotContain("/sign-in/provider");
            assertThat(own.send(somebody.on(HttpRequest.newBuilder(own.address("/account"))))
                            .body())
                    .doesNotContain("/sign-in/provider");
            assertThat(browser.get(own.address("/sign-in/provider")).statusCode())
                    .isEqualTo(404);
            assertThat(browser.get(own.address("/sign-in/provider/back")).statusCode())
                    .isEqualTo(404);
        }
    }
}
