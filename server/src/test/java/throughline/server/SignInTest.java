package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.server.accounts.Account;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Role;
import throughline.server.platform.Database;

/// Signing in over HTTP: rows T04, T05, T17 and T19 of the threats.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignInTest {

    private static final String PASSWORD = "lantern copper orchard drift";

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

    /// Somebody with a password of their own, whom no other test knows.
    private static Account person(Role role) {
        Accounts accounts = server.bean(Accounts.class);
        String email = UUID.randomUUID() + "@example.org";
        var invitation = accounts.invite("tests", email, "Priya Raman", role, role.ofOneUnit() ? "north" : null);
        return accounts.choosePassword(invitation.link(), PASSWORD).orElseThrow();
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address(path));
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    /// A browser that has loaded the form and sends it.
    private static HttpResponse<String> signIn(String email, String password, String next) throws Exception {
        HttpResponse<String> form = get("/sign-in");
        return post(
                "/sign-in",
                cookie(form, "throughline-form"),
                Map.of("email", email, "password", password, "next", next, "_csrf", token(form)));
    }

    private static HttpResponse<String> post(String path, String cookies, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return server.send(HttpRequest.newBuilder(server.address(path))
                .header("Cookie", cookies)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(c -> c.startsWith(name + "="))
                .map(c -> c.substring(0, c.indexOf(';')))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "No cookie " + name + " in " + answer.headers().map()));
    }

    private static String token(HttpResponse<String> page) {
        return Jsoup.parse(page.body()).select("input[name=_csrf]").first().val();
    }

    private static String session(Account account) throws Exception {
        return cookie(signIn(account.email(), PASSWORD, "/"), "throughline-" + server.port());
    }

    private static int statusOf(String cookies) throws Exception {
        return get("/account", "Cookie", cookies).statusCode();
    }

    @Test
    void lets_in_with_the_right_password_and_leads_on_to_where_one_wanted_to_go() throws Exception {
        Account analyst = person(Role.ANALYST);

        HttpResponse<String> answer = signIn(analyst.email().toUpperCase(java.util.Locale.ROOT), PASSWORD, "/data");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/data");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("throughline-" + server.port() + "=")
                        .contains("Path=/", "HttpOnly", "SameSite=Lax")
                        .doesNotContain("Max-Age"));
        HttpResponse<String> page = get("/data", "Cookie", cookie(answer, "throughline-" + server.port()));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Priya Raman");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void tells_a_wrong_password_and_an_unknown_address_in_the_same_words() throws Exception {
        HttpResponse<String> wrong = signIn(person(Role.ANALYST).email(), "not my password at all", "/");
        HttpResponse<String> unknown = signIn("nobody@example.org", "not my password at all", "/");

        for (HttpResponse<String> answer : List.of(wrong, unknown)) {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(Jsoup.parse(answer.body()).select("[role=alert]").text())
                    .isEqualTo("This address and this password do not belong together. Check both and try again.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "/%0d%0aSet-Cookie:x=y\r\nSet-Cookie: x=y",
                "javascript:alert(1)",
                "\\/evil.example",
                ""
            })
    void never_leads_on_to_another_server__T19(String next) throws Exception {
        HttpResponse<String> answer = signIn(person(Role.ANALYST).email(), PASSWORD, next);

        assertThat(answer.headers().firstValue("Location")).hasValue("/");
    }

    @Test
    void leads_who_is_not_signed_in_to_sign_in_and_back() throws Exception {
        HttpResponse<String> answer = get("/causes/nobody-accountable?period=12-weeks");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/sign-in?next=%2Fcauses%2Fnobody-accountable%3Fperiod%3D12-weeks");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void gives_a_new_session_at_signing_in_and_the_old_one_is_dead__T05() throws Exception {
        Account analyst = person(Role.ANALYST);
        String planted = session(analyst);
        HttpResponse<String> form = get("/account", "Cookie", planted);
        String forms = cookie(form, "throughline-form");

        HttpResponse<String> again = post(
                "/sign-in",
                planted + "; " + forms,
                Map.of("email", analyst.email(), "password", PASSWORD, "_csrf", token(form)));

        String fresh = cookie(again, "throughline-" + server.port());
        assertThat(fresh).isNotEqualTo(planted);
        assertThat(statusOf(planted)).isEqualTo(303);
        assertThat(statusOf(fresh)).isEqualTo(200);
        assertThat(again.headers().allValues("Set-Cookie"))
                .as("the form token of before is forgotten as well")
                .anyMatch(c -> c.startsWith("throughline-form=;"));
    }

    @Test
    void ends_the_session_on_the_server_at_signing_out__T05() throws Exception {
        String session = session(person(Role.ANALYST));
        HttpResponse<String> page = get("/account", "Cookie", session);

        HttpResponse<String> out =
                post("/sign-out", session + "; " + cookie(page, "throughline-form"), Map.of("_csrf", token(page)));

        assertThat(out.headers().firstValue("Location")).hasValue("/sign-in");
        assertThat(statusOf(session)).isEqualTo(303);
    }

    @Test
    void ends_a_session_after_30_minutes_without_a_request_and_12_hours_in_any_case__T05() throws Exception {
        JdbcClient sql = JdbcClient.create(server.bean(Database.class).dataSource());
        Account idle = person(Role.ANALYST);
        String idles = session(idle);
        Account old = person(Role.ANALYST);
        String olds = session(old);

        sql.sql("update session set seen_at = seen_at - interval '29 minutes' where account = ?")
                .param(idle.id())
                .update();
        sql.sql("update session set begun_at = begun_at - interval '11 hours 59 minutes' where account = ?")
                .param(old.id())
                .update();
        assertThat(statusOf(idles)).isEqualTo(200);
        assertThat(statusOf(olds)).isEqualTo(200);

        sql.sql("update session set seen_at = now() - interval '30 minutes 1 second' where account = ?")
                .param(idle.id())
                .update();
        sql.sql("update session set begun_at = now() - interval '12 hours 1 second', seen_at = now() where account = ?")
                .param(old.id())
                .update();
        assertThat(statusOf(idles)).isEqualTo(303);
        assertThat(statusOf(olds)).isEqualTo(303);
    }

    @Test
    void refuses_the_next_request_of_who_is_disabled__T05() throws Exception {
        Account leaver = person(Role.BOARD_OWNER);
        String session = session(leaver);
        assertThat(statusOf(session)).isEqualTo(200);

        server.bean(Accounts.class).disable("tests", leaver.id());

        assertThat(statusOf(session)).isEqualTo(303);
        assertThat(signIn(leaver.email(), PASSWORD, "/").statusCode()).isEqualTo(422);
    }

    @Test
    void looks_at_no_password_after_five_wrong_ones_not_even_at_the_right_one__T05() throws Exception {
        try (var own = OpenServer.of(data.resolve("throttle"), new OpenServer.World(SmallWorld.named("x"), false))) {
            Accounts accounts = own.bean(Accounts.class);
            var invitation = accounts.invite("tests", "priya@example.org", "Priya", Role.ANALYST, null);
            accounts.choosePassword(invitation.link(), PASSWORD);

            List<Class<?>> outcomes = new ArrayList<>();
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Accounts.Outcome>> tries = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    tries.add(() -> accounts.signIn("Priya@example.org", "wrong wrong wrong", "192.0.2.1", "x"));
                }
                for (var done : pool.invokeAll(tries)) {
                    outcomes.add(done.get().getClass());
                }
            }

            assertThat(outcomes)
                    .filteredOn(Accounts.Outcome.Refused.class::equals)
                    .hasSize(5);
            assertThat(outcomes).filteredOn(Accounts.Outcome.Wait.class::equals).hasSize(55);
            assertThat(accounts.signIn("priya@example.org", PASSWORD, "192.0.2.1", "x"))
                    .isInstanceOfSatisfying(
                            Accounts.Outcome.Wait.class,
                            wait -> assertThat(wait.left().toMinutes()).isBetween(13L, 15L));
            assertThat(accounts.signIn("priya@example.org", PASSWORD, "192.0.2.2", "x"))
                    .as("from elsewhere its owner gets in")
                    .isInstanceOf(Accounts.Outcome.Welcome.class);
        }
    }

    @Test
    void takes_as_long_for_an_unknown_address_as_for_a_wrong_password__T05() throws Exception {
        Accounts accounts = server.bean(Accounts.class);
        Account known = person(Role.ANALYST);
        int pairs = 40;
        double[] differences = new double[pairs];
        double[] times = new double[pairs];
        for (int i = -5; i < pairs; i++) {
            // An address of its own each time, so that the throttle lets it through to the password.
            String address = "2001:db8:%x::1".formatted(i + 100);
            long begin = System.nanoTime();
            accounts.signIn(i % 2 == 0 ? known.email() : "nobody" + i + "@example.org", "wrong", address, "x");
            long middle = System.nanoTime();
            accounts.signIn(i % 2 == 0 ? "nobody" + i + "@example.org" : known.email(), "wrong", address, "x");
            long end = System.nanoTime();
            if (i >= 0) {
                double first = middle - begin;
                double second = end - middle;
                differences[i] = (i % 2 == 0 ? first - second : second - first) / 1e6;
                times[i] = (first + second) / 2e6;
            }
            if (i % 20 == 0) {
                JdbcClient.create(server.bean(Database.class).dataSource())
                        .sql("delete from sign_in_count")
                        .update();
            }
        }

        Arrays.sort(differences);
        Arrays.sort(times);
        // Nearly all of a try is the hash. A busy machine stretches both, and the few milliseconds around it.
        double most = Math.max(8, times[pairs / 2] / 4);
        assertThat(differences[pairs / 2])
                .as("milliseconds that a known address takes longer, of %s", times[pairs / 2])
                .isBetween(-most, most);
    }

    @Test
    void changes_nothing_by_a_form_without_its_token_or_with_that_of_somebody_else__T04() throws Exception {
        Account mine = person(Role.ADMINISTRATOR);
        String session = session(mine);
        HttpResponse<String> page = get("/account", "Cookie", session);
        String cookies = session + "; " + cookie(page, "throughline-form");
        HttpResponse<String> foreign = get("/account", "Cookie", session(person(Role.ANALYST)));

        for (String path : List.of("/sign-out", "/account/password", "/data/import", "/uploads", "/sign-in")) {
            HttpResponse<String> without = post(path, cookies, Map.of());
            HttpResponse<String> with = post(path, cookies, Map.of("_csrf", token(foreign)));

            assertThat(without.statusCode()).as(path).isEqualTo(403);
            assertThat(with.statusCode()).as(path).isEqualTo(403);
            assertThat(Jsoup.parse(with.body()).select("h1").text()).isEqualTo("This form can no longer be used");
        }
        assertThat(statusOf(session)).isEqualTo(200);
    }

    @Test
    void changes_the_password_with_the_current_one_only_and_ends_every_other_session__T05() throws Exception {
        Account analyst = person(Role.ANALYST);
        String elsewhere = session(analyst);
        String here = session(analyst);
        HttpResponse<String> page = get("/account", "Cookie", here);
        String cookies = here + "; " + cookie(page, "throughline-form");

        HttpResponse<String> wrong = post(
                "/account/password",
                cookies,
                Map.of("current-password", "guessed", "password", "velvet anchor thistle moss", "_csrf", token(page)));
        HttpResponse<String> weak = post(
                "/account/password",
                cookies,
                Map.of("current-password", PASSWORD, "password", "password1234", "_csrf", token(page)));
        HttpResponse<String> right = post(
                "/account/password",
                cookies,
                Map.of("current-password", PASSWORD, "password", "velvet anchor thistle moss", "_csrf", token(page)));

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(wrong.body()).select("#current-password-problem").text())
                .isEqualTo("This is not your password.");
        assertThat(weak.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(weak.body()).select("#password-problem").text())
                .startsWith("This is, or comes close to, what many people choose");
        assertThat(right.statusCode()).isEqualTo(303);
        assertThat(statusOf(elsewhere)).isEqualTo(303);
        assertThat(statusOf(here)).isEqualTo(303);
        assertThat(statusOf(cookie(right, "throughline-" + server.port()))).isEqualTo(200);
        assertThat(signIn(analyst.email(), PASSWORD, "/").statusCode()).isEqualTo(422);
    }

    @Test
    void shows_where_one_is_signed_in_and_ends_what_one_does_not_know() throws Exception {
        Account analyst = person(Role.ANALYST);
        String other = session(analyst);
        String here = session(analyst);
        HttpResponse<String> page = get("/account", "Cookie", here);
        var sessions = Jsoup.parse(page.body()).select("ul.files li");

        assertThat(sessions).hasSize(2);
        assertThat(sessions.select("form")).hasSize(1);
        HttpResponse<String> answer = post(
                sessions.select("form").attr("action"),
                here + "; " + cookie(page, "throughline-form"),
                Map.of("_csrf", token(page)));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(statusOf(other)).isEqualTo(303);
        assertThat(statusOf(here)).isEqualTo(200);
        assertThat(post(
                                "/account/sessions/%s/end".formatted(UUID.randomUUID()),
                                here + "; " + cookie(page, "throughline-form"),
                                Map.of("_csrf", token(page)))
                        .statusCode())
                .isEqualTo(404);
    }
}
