package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Role;
import throughline.server.language.LanguageSettings;
import throughline.text.Language;

/// A page speaks the language of its reader: the one chosen for the account, else in the browser, else asked for by it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LanguageTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path data;

    private static OpenServer server;

    @BeforeAll
    static void open() throws Exception {
        server = OpenServer.showing(SmallWorld.named("Northmoor Home"), data);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder asking(String path, String accepted) {
        return HttpRequest.newBuilder(server.address(path)).header("Accept-Language", accepted);
    }

    private static String spoken(HttpResponse<String> answer) {
        Document page = Jsoup.parse(answer.body());
        assertThat(answer.headers().firstValue("Content-Language"))
                .contains(page.select("html").attr("lang"));
        assertThat(answer.headers().firstValue("Vary")).contains("Accept-Language, Cookie");
        return page.select(".skip").text();
    }

    @Test
    void is_the_one_the_browser_asks_for() throws Exception {
        assertThat(spoken(send(asking("/sign-in", "de-AT,de;q=0.9,en;q=0.5")))).isEqualTo("Zum Inhalt springen");
        assertThat(spoken(send(asking("/sign-in", "en-GB")))).isEqualTo("Skip to content");
    }

    @Test
    void is_English_where_nothing_else_is_asked_for_or_set() throws Exception {
        assertThat(spoken(send(asking("/sign-in", "fr")))).isEqualTo("Skip to content");
        assertThat(spoken(send(HttpRequest.newBuilder(server.address("/sign-in")))))
                .isEqualTo("Skip to content");
    }

    @Test
    void is_rather_the_one_that_was_chosen_in_the_browser() throws Exception {
        assertThat(spoken(send(asking("/sign-in", "en").header("Cookie", "throughline-language=de"))))
                .isEqualTo("Zum Inhalt springen");
    }

    @Test
    void is_spoken_on_the_page_of_a_failure_too() throws Exception {
        HttpResponse<String> answer = send(asking("/nowhere", "de"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(answer.body()).select("html").attr("lang")).isEqualTo("de");
        assertThat(answer.headers().allValues("Content-Language")).containsExactly("de");
    }

    @Test
    void is_chosen_on_the_page_and_kept_in_the_browser() throws Exception {
        HttpResponse<String> door = send(asking("/sign-in?next=/data", "en"));
        String cookie = door.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        Document page = Jsoup.parse(door.body());
        var choice = page.select("form[action=/language]");

        assertThat(choice.select("button").eachAttr("value")).containsExactly("de");
        assertThat(choice.select("button").attr("lang")).isEqualTo("de");
        assertThat(choice.select("button").text()).isEqualTo("Deutsch");
        HttpResponse<String> chosen = send(HttpRequest.newBuilder(server.address("/language"))
                .header("Cookie", cookie)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=%s&next=%s&language=de"
                        .formatted(
                                choice.select("[name=_csrf]").attr("value"),
                                choice.select("[name=next]").attr("value")))));

        assertThat(chosen.statusCode()).isEqualTo(303);
        assertThat(chosen.headers().firstValue("Location")).contains("/sign-in?next=/data");
        assertThat(chosen.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("throughline-language=de;")
                .contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void stays_with_the_account_whatever_browser_it_is_used_in() throws Exception {
        SignedIn kim = server.signIn(Role.ANALYST, null);

        HttpResponse<String> chosen =
                send(kim.form(server.address("/language"), Map.of("language", "de", "next", "/account")));
        HttpResponse<String> page = send(kim.on(asking("/account", "en")));

        assertThat(chosen.headers().firstValue("Location")).contains("/account");
        assertThat(Jsoup.parse(page.body()).select("html").attr("lang")).isEqualTo("de");
        assertThat(server.bean(Accounts.class)
                        .find(kim.who().email())
                        .orElseThrow()
                        .language())
                .contains(Language.GERMAN);
    }

    @Test
    void of_what_programs_get_is_English_unless_they_ask() throws Exception {
        HttpResponse<String> plain = send(HttpRequest.newBuilder(server.address("/api/v1/organisation")));
        HttpResponse<String> german = send(asking("/api/v1/organisation", "de"));

        assertThat(plain.headers().firstValue("Content-Language")).contains("en");
        assertThat(german.headers().firstValue("Content-Language")).contains("de");
    }

    @Test
    void of_the_organisation_is_a_setting_that_has_to_be_one_there_is() {
        assertThat(new LanguageSettings("de").usual()).isEqualTo(Language.GERMAN);
        assertThatThrownBy(() -> new LanguageSettings("fr"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("THROUGHLINE_LANGUAGE is fr; it can be en (English) or de (Deutsch)");
    }
}
