package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Account;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Role;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountsPageTest {

    @TempDir
    private static Path data;

    private static OpenServer server;
    private static SignedIn ada;

    @BeforeAll
    static void open() throws Exception {
        server = OpenServer.showing(SmallWorld.named("Northmoor Home"), data);
        ada = server.signIn(Role.ADMINISTRATOR, null);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static HttpResponse<String> post(OpenServer where, SignedIn who, String path, Map<String, String> fields)
            throws Exception {
        return where.send(who.on(HttpRequest.newBuilder(where.address(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields.entrySet().stream()
                        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")))));
    }

    private static HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        return post(server, ada, path, fields);
    }

    private static Document page(HttpResponse<String> answer) {
        return Jsoup.parse(answer.body());
    }

    private static Map<String, String> invitation(String email, String role, String unit) {
        return Map.of("name", "Priya Raman", "email", email, "role", role, "unit", unit);
    }

    @Test
    void gives_a_link_to_hand_over_where_there_is_no_mail_server() throws Exception {
        HttpResponse<String> answer = post("/accounts", invitation("handed@example.org", "unit-leader", "north"));

        Document page = page(answer);
        String link = page.select("code.secret").text();
        assertThat(link).startsWith("http://127.0.0.1:%d/link/".formatted(server.port()));
        assertThat(page.select("[aria-labelledby=made] .note").text())
                .isEqualTo("Hand it to Priya Raman yourself: it works once, within 7 days, and is not shown again.");
        assertThat(page.select("tbody tr").eachText())
                .contains("Priya Raman handed@example.org Unit leader of north Invited");
        assertThat(server.get(link.substring(link.indexOf("/link/"))).body())
                .contains("Welcome, Priya Raman", "as a unit leader");
    }

    @Test
    void keeps_what_was_typed_and_says_what_is_wrong_with_it() throws Exception {
        HttpResponse<String> answer = post("/accounts", invitation("no address", "agent", ""));

        assertThat(answer.statusCode()).isEqualTo(422);
        Document page = page(answer);
        assertThat(page.select("#email-problem").text())
                .isEqualTo("Type an e-mail address, such as priya@example.org.");
        assertThat(page.select("#email").val()).isEqualTo("no address");
        assertThat(page.select("#name").val()).isEqualTo("Priya Raman");
        assertThat(page.select("#role option[selected]").val()).isEqualTo("agent");
        assertThat(page(post("/accounts", invitation("a@example.org", "agent", "")))
                        .select("#unit-problem")
                        .text())
                .isEqualTo("Choose the unit that is to be seen.");
        assertThat(page(post("/accounts", invitation("a@example.org", "agent", "moon")))
                        .select("#unit-problem")
                        .text())
                .isEqualTo("The organisation has no such unit.");
        assertThat(page(post("/accounts", invitation("a@example.org", "king", "")))
                        .select("#role-problem")
                        .text())
                .isEqualTo("Choose one of the roles.");
    }

    @Test
    void changes_role_and_unit_from_the_next_request_on() throws Exception {
        SignedIn auditor = server.signIn(Role.AUDITOR, null);
        assertThat(server.send(auditor.on(HttpRequest.newBuilder(server.address("/audit"))))
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<String> answer =
                post("/accounts/%s/role".formatted(auditor.who().id()), Map.of("role", "unit-leader", "unit", "south"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(server.send(auditor.on(HttpRequest.newBuilder(server.address("/audit"))))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.send(auditor.on(HttpRequest.newBuilder(server.address("/?part=north"))))
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.get("/audit").body()).contains("changed the role of", "Unit leader of south");
    }

    @Test
    void shows_the_audit_log_page_by_page_and_checks_all_of_it_when_asked() throws Exception {
        AuditLog log = server.bean(Accounts.class).audit();
        for (int i = 0; i < 205; i++) {
            log.record("ada@example.org", Action.MADE_TOKEN, "till-" + i, "");
        }

        Document latest = server.page("/audit");
        assertThat(latest.select("h1").text()).isEqualTo("None of the last 200 entries was changed or taken out");
        assertThat(latest.select("tbody tr")).hasSize(200);
        assertThat(latest.select("tbody tr").first().text()).contains("till-204");
        Document older = server.page(latest.select("nav a:contains(Older)").attr("href"));
        assertThat(older.select("tbody tr").first().text()).contains("till-4");
        Document checked = server.page(latest.select("a:contains(Check every)").attr("href"));
        assertThat(checked.select("h1").text()).isEqualTo("No entry was changed or taken out");
    }

    @Test
    void disables_and_enables_and_ends_sessions() throws Exception {
        SignedIn leaver = server.signIn(Role.BOARD_OWNER, null);
        String address = "/accounts/" + leaver.who().id();

        post(address + "/end-sessions", Map.of());
        assertThat(server.send(leaver.on(HttpRequest.newBuilder(server.address("/"))))
                        .statusCode())
                .isEqualTo(303);
        post(address + "/disable", Map.of());
        assertThat(server.page(address).select("h2").eachText()).contains("This account is disabled");
        assertThat(page(post(address + "/link", Map.of()))
                        .select("[role=alert]")
                        .text())
                .endsWith("is disabled. Enable it first.");
        post(address + "/enable", Map.of());
        assertThat(server.page(address).select("h2").eachText()).contains("Disable the account");
    }

    @Test
    void takes_no_more_from_a_form_than_it_asks_for__T13() throws Exception {
        var fields = new java.util.HashMap<>(invitation("more@example.org", "agent", "north"));
        fields.putAll(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "password",
                "x",
                "state",
                "ACTIVE",
                "account.role",
                "administrator"));
        post("/accounts", fields);

        Account account = server.bean(Accounts.class).find("more@example.org").orElseThrow();
        assertThat(account.role()).isEqualTo(Role.AGENT);
        assertThat(account.state()).isEqualTo(Account.State.INVITED);
        assertThat(account.id()).isNotEqualTo(UUID.fromString(fields.get("id")));
    }

    @Test
    void shows_names_as_text_whatever_they_are__T03() throws Exception {
        int i = 0;
        for (String name : Hostile.NAMES) {
            String email = "hostile%d@example.org".formatted(i++);
            post("/accounts", Map.of("name", name, "email", email, "role", "analyst", "unit", ""));
        }

        for (String path : java.util.List.of("/accounts", "/audit")) {
            Document page = server.page(path);
            assertThat(page.select("main script, main img, main iframe, main math, table b, main [onmouseover]"))
                    .as(path)
                    .isEmpty();
        }
        assertThat(server.page("/accounts").select("tbody th").eachText()).contains("<script>alert(1)</script>");
    }

    @Test
    void answers_for_an_account_that_is_not_there_as_for_a_page_that_is_not() throws Exception {
        for (String path : java.util.List.of("", "/role", "/disable", "/enable", "/end-sessions", "/link")) {
            String address = "/accounts/%s%s".formatted(UUID.randomUUID(), path);
            assertThat((path.isEmpty() ? server.get(address) : post(address, Map.of())).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void sends_the_link_by_mail_with_the_configured_host_whatever_host_was_asked_for__T19(@TempDir Path other)
            throws Exception {
        var smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
        smtp.start();
        try (var mailing = OpenServer.with(
                Map.of(
                        "throughline.mail.host", "127.0.0.1",
                        "throughline.mail.port", smtp.getSmtp().getPort(),
                        "throughline.mail.security", "none",
                        "throughline.mail.from", "service@northmoor.example",
                        "throughline.accounts.public-address", "http://service.northmoor.example"),
                SmallWorld.named("Northmoor Home"),
                other)) {
            mailing.awaitPages();
            SignedIn bo = mailing.signIn(Role.ADMINISTRATOR, null);

            post(mailing, bo, "/accounts", invitation("priya@example.org", "auditor", ""));

            assertThat(smtp.waitForIncomingEmail(10_000, 1)).isTrue();
            var mail = smtp.getReceivedMessages()[0];
            String text = (String) mail.getContent();
            assertThat(mail.getAllRecipients()[0]).hasToString("priya@example.org");
            assertThat(mail.getFrom()[0]).hasToString("service@northmoor.example");
            assertThat(mail.getSubject()).isEqualTo("Your account with Throughline");
            var link = Pattern.compile("http://service\\.northmoor\\.example(/link/[\\w-]{43})\\s")
                    .matcher(text);
            assertThat(link.find()).as(text).isTrue();
            assertThat(mailing.get(link.group(1)).body()).contains("Welcome, Priya Raman");
        } finally {
            smtp.stop();
        }
    }

    @Test
    void keeps_nobody_waiting_for_a_mail_server_that_does_not_answer(@TempDir Path other) throws Exception {
        try (var socket = new java.net.ServerSocket(0);
                var mailing = OpenServer.with(
                        Map.of(
                                "throughline.mail.host", "127.0.0.1",
                                "throughline.mail.port", socket.getLocalPort(),
                                "throughline.accounts.public-address", "http://service.northmoor.example"),
                        SmallWorld.named("Northmoor Home"),
                        other)) {
            mailing.awaitPages();
            SignedIn bo = mailing.signIn(Role.ADMINISTRATOR, null);
            long begin = System.nanoTime();

            HttpResponse<String> answer =
                    post(mailing, bo, "/accounts", invitation("priya@example.org", "auditor", ""));

            assertThat((System.nanoTime() - begin) / 1e9).isLessThan(8);
            assertThat(page(answer).select("[aria-labelledby=made] .note").text())
                    .startsWith(
                            "It is on its way to priya@example.org. Should the mail not arrive, hand this over yourself");
            assertThat(page(answer).select("code.secret").text()).contains("/link/");
        }
    }
}
