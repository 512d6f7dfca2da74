package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.Role;
import throughline.server.chart.Words;
import throughline.server.platform.DatabaseKind;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// What people record on pages, through a real intake and a real database into what the pages show.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordingTest {

    @TempDir
    private static Path data;

    @TempDir
    private static Path staged;

    private static IntakeServer server;
    private static SignedIn analyst;
    private static LocalDate today;

    @BeforeAll
    static void open() throws Exception {
        today = LocalDate.now(ZoneOffset.UTC);
        Files.writeString(staged.resolve("organisation.yaml"), """
                throughline: 1
                name: Northgate Rail
                timezone: UTC
                units:
                  - {id: board, name: Board, layer: board}
                  - {id: north, name: North station, layer: frontline, parent: board}
                  - {id: south, name: South station, layer: frontline, parent: board}
                people:
                  - {id: p1, name: Ada North, unit: north, layer: management}
                  - {id: p2, name: Ben South, unit: south, layer: management}
                """);
        Files.writeString(
                staged.resolve("decisions.csv"),
                "decision_id,at,unit,kind,direction,size,text\nd1,%s,south,hours,worsens,-0.12,Close at six\n"
                        .formatted(today.minusDays(20)));
        var answers = new StringBuilder("response_id,answered_at,unit,csat,friendly,quick,clear\n");
        for (int i = 0; i < 240; i++) {
            answers.append("r%s,%s,%s,%s,%s,%s,%s%n"
                    .formatted(
                            i,
                            today.minusDays(i % 120),
                            i % 2 == 0 ? "north" : "south",
                            1 + i % 5,
                            1 + (i + i % 2) % 5,
                            1 + i % 3,
                            1 + i % 4));
        }
        Files.writeString(staged.resolve("responses.csv"), answers);
        LocalDate month = today.withDayOfMonth(1).minusMonths(2);
        Files.writeString(
                staged.resolve("forecasts.csv"),
                "made_at,person,measure,period,predicted,low,high,unit\n%1$s,p1,csat,%2$s,4.5,4.2,4.8,north\n%1$s,p2,csat,%2$s,2.9,2,4,south\n"
                        .formatted(month.minusDays(2), month.toString().substring(0, 7)));
        new WorkspaceStore(data.resolve("workspace")).add(staged, LeftOut.NONE);
        server = IntakeServer.on(data, DatabaseKind.EMBEDDED.fresh(), Map.of("throughline.intake.flush-every", "50ms"));
        analyst = server.signIn(Role.ANALYST, null);
        assertThat(server.heading("243 rows could be read")).startsWith("243 rows");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static HttpResponse<String> get(SignedIn who, String path) throws Exception {
        return server.send(who.on(HttpRequest.newBuilder(address(path))));
    }

    private static Document page(SignedIn who, String path) throws Exception {
        return Jsoup.parse(get(who, path).body());
    }

    private static HttpResponse<String> post(SignedIn who, String path, Map<String, String> typed) throws Exception {
        return server.send(who.form(address(path), typed));
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static String key(SignedIn who, String form) throws Exception {
        return page(who, "/say-and-do/record/" + form).select("input[name=key]").val();
    }

    private static Map<String, String> announcement(String key, String unit, String text) {
        return Map.of("key", key, "text", text, "at", today.toString(), "audience", "staff", "unit", unit);
    }

    /// The page once it says what is awaited.
    private static Document awaited(SignedIn who, String words) throws Exception {
        Document page = page(who, "/say-and-do");
        for (int i = 0; i < 600 && !page.text().contains(words); i++) {
            Thread.sleep(20);
            page = page(who, "/say-and-do");
        }
        return page;
    }

    private static long recorded(String what) {
        return server.bean(Accounts.class).audit().before(Long.MAX_VALUE, 500).stream()
                .filter(e ->
                        e.action() == AuditLog.Action.RECORDED && e.detail().equals(what))
                .count();
    }

    @Test
    void an_announcement_that_fits_is_saved_once_and_comes_to_the_page_with_who_recorded_it() throws Exception {
        long before = recorded("announcement");
        Map<String, String> typed = announcement(key(analyst, "announcement"), "north", "We call you back <b>");

        HttpResponse<String> saved = post(analyst, "/say-and-do/record/announcement", typed);
        HttpResponse<String> again = post(analyst, "/say-and-do/record/announcement", typed);

        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(saved.headers().firstValue("Location")).hasValue("/say-and-do?recorded=announcement");
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(awaited(analyst, "We call you back <b>")
                        .select("tbody tr:contains(We call you back <b>)")
                        .eachText())
                .singleElement()
                .asString()
                .contains("North station none near");
        assertThat(recorded("announcement") - before).isEqualTo(1);
        assertThat(server.bean(Accounts.class).audit().verify().fault()).isNull();
    }

    @Test
    void an_announcement_against_a_decision_is_saved_only_when_that_has_been_seen() throws Exception {
        Map<String, String> typed = announcement(key(analyst, "announcement"), "south", "Open until ten");

        Document notice = Jsoup.parse(
                post(analyst, "/say-and-do/record/announcement", typed).body());

        assertThat(notice.select("[role=alert]").text())
                .isEqualTo("A decision works against this announcement"
                        + " It worsens the service in the same place, within 90 days."
                        + " Decided for South station, %s Close at six. Hours: 12 %% less capacity. Change it Save anyway"
                                .formatted(Words.date(today.minusDays(20))));
        assertThat(notice.select("#text").text()).isEqualTo("Open until ten");
        assertThat(page(analyst, "/say-and-do").text()).doesNotContain("Open until ten");

        var anyway = new HashMap<>(typed);
        anyway.put("anyway", notice.select("button[name=anyway]").val());
        assertThat(post(analyst, "/say-and-do/record/announcement", anyway).statusCode())
                .isEqualTo(303);
        assertThat(awaited(analyst, "Open until ten").select("h1").text()).startsWith("Decisions work against 1 of");
    }

    @Test
    void a_decision_says_which_announcement_it_undoes() throws Exception {
        post(
                analyst,
                "/say-and-do/record/announcement",
                announcement(key(analyst, "announcement"), "north", "Never alone at the desk"));
        awaited(analyst, "Never alone at the desk");

        HttpResponse<String> answer = post(
                analyst,
                "/say-and-do/record/decision",
                Map.of(
                        "key", key(analyst, "decision"),
                        "text", "One desk less",
                        "at", today.toString(),
                        "kind", "staffing",
                        "direction", "worsens",
                        "size", "25",
                        "unit", "north"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(answer.body()).select("[role=alert]").text())
                .contains("This decision undoes what was said", "“Never alone at the desk”");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E-999999999", "1E100000000", "1E-2147483647", "1234567890123456789012345"})
    void a_number_that_would_fill_the_memory_is_refused(String size) throws Exception {
        HttpResponse<String> answer = post(
                analyst,
                "/say-and-do/record/decision",
                Map.of(
                        "key", key(analyst, "decision"),
                        "text", "One desk less",
                        "at", today.toString(),
                        "kind", "staffing",
                        "direction", "worsens",
                        "size", size,
                        "unit", "north"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(answer.body()).select("#size-problem").text())
                .isEqualTo("Type a number such as 12 or 2.5.");
    }

    @Test
    void what_cannot_be_read_is_said_beside_its_field_and_nothing_typed_is_lost() throws Exception {
        HttpResponse<String> answer = post(
                analyst,
                "/say-and-do/record/promise",
                Map.of(
                        "key", key(analyst, "promise"),
                        "measure", "csat",
                        "target", "high",
                        "due-on", "",
                        "made-on", today.toString(),
                        "audience", "customers",
                        "unit", "elsewhere"));
        Document page = Jsoup.parse(answer.body());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(page.select("#target-problem").text()).isEqualTo("A number was expected, got \"high\".");
        assertThat(page.select("#due-on-problem").text()).isEqualTo("This is needed.");
        assertThat(page.select("#unit-problem").text()).isEqualTo("Choose one of these.");
        assertThat(page.select("#target").val()).isEqualTo("high");
        assertThat(page.select("#measure option[selected]").val()).isEqualTo("csat");
        assertThat(page.select("[role=alert] a").eachAttr("href")).containsExactly("#target", "#due-on", "#unit");
    }

    @Test
    void a_day_still_to_come_is_refused_and_a_form_used_twice_for_different_things_asks_again() throws Exception {
        Map<String, String> later = new HashMap<>(announcement(key(analyst, "announcement"), "north", "Soon"));
        later.put("at", today.plusDays(3).toString());
        assertThat(Jsoup.parse(post(analyst, "/say-and-do/record/announcement", later)
                                .body())
                        .select("#at-problem")
                        .text())
                .isEqualTo("This day is still to come.");

        String key = key(analyst, "announcement");
        assertThat(post(analyst, "/say-and-do/record/announcement", announcement(key, "north", "The first"))
                        .statusCode())
                .isEqualTo(303);
        Document again =
                Jsoup.parse(post(analyst, "/say-and-do/record/announcement", announcement(key, "north", "The second"))
                        .body());

        assertThat(again.select("[role=alert]").text()).startsWith("This form was saved before");
        assertThat(again.select("input[name=key]").val()).isNotEqualTo(key);
        assertThat(again.select("#text").text()).isEqualTo("The second");
    }

    @Test
    void listening_and_rankings_are_filed_of_the_person_chosen() throws Exception {
        assertThat(post(
                                analyst,
                                "/say-and-do/record/listening",
                                Map.of(
                                        "key", key(analyst, "listening"),
                                        "person", "p2",
                                        "at", today.toString(),
                                        "hours", "2.5",
                                        "kind", "calls"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(awaited(analyst, "Time spent listening").text())
                .contains("1 leader listened: 2.50 hours in the entries that give hours.", "Calls");

        Document twice = Jsoup.parse(post(
                        analyst,
                        "/say-and-do/record/ranking",
                        Map.of(
                                "key", key(analyst, "ranking"),
                                "person", "p2",
                                "rank-1", "quick",
                                "rank-2", "quick"))
                .body());
        assertThat(twice.select("#rank-2-problem").text()).isEqualTo("This has a place already.");
    }

    @Test
    void a_unit_leader_records_for_the_own_unit_only_and_is_told_nothing_of_another() throws Exception {
        SignedIn north = server.signIn(Role.UNIT_LEADER, "north");
        assertThat(page(north, "/say-and-do/record/announcement")
                        .select("#unit option")
                        .eachAttr("value"))
                .containsExactly("north");

        HttpResponse<String> elsewhere = post(
                north,
                "/say-and-do/record/announcement",
                announcement(key(north, "announcement"), "south", "Not mine to say"));
        HttpResponse<String> all = post(
                north, "/say-and-do/record/announcement", announcement(key(north, "announcement"), "", "To everybody"));

        assertThat(elsewhere.statusCode()).isEqualTo(422);
        assertThat(elsewhere.body()).doesNotContain("Close at six").doesNotContain("South station");
        assertThat(all.statusCode()).isEqualTo(422);
    }

    @Test
    void an_auditor_records_nothing() throws Exception {
        SignedIn auditor = server.signIn(Role.AUDITOR, null);

        assertThat(get(auditor, "/say-and-do/record/announcement").statusCode()).isEqualTo(403);
        assertThat(post(auditor, "/say-and-do/record/announcement", Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_round_is_answered_once_by_each_manager_who_then_sees_the_own_predictions_only() throws Exception {
        SignedIn ada = server.signIn(Role.UNIT_LEADER, "north");
        assertThat(page(ada, "/predictions").select(".lede").text())
                .startsWith("Nobody has said yet who on record you are");
        server.bean(Accounts.class).setPerson("tests", ada.who().id(), "p1");
        assertThat(page(ada, "/predictions").select("h1").text()).isEqualTo("No round is open");

        String month = today.withDayOfMonth(1).plusMonths(1).toString().substring(0, 7);
        assertThat(post(ada, "/predictions/rounds", Map.of("period", month)).statusCode())
                .isEqualTo(403);
        assertThat(Jsoup.parse(post(
                                        analyst,
                                        "/predictions/rounds",
                                        Map.of(
                                                "period",
                                                month,
                                                "closes-on",
                                                today.plusMonths(3).toString()))
                                .body())
                        .select("#closes-on-problem")
                        .text())
                .startsWith("Choose a day from today to");
        assertThat(post(analyst, "/predictions/rounds", Map.of("period", month)).statusCode())
                .isEqualTo(303);
        assertThat(post(analyst, "/predictions/rounds", Map.of("period", month)).body())
                .contains("There is a round for");

        Document asked = page(ada, "/predictions");
        assertThat(asked.select("h1").text()).startsWith("What will it be in").endsWith(", North station?");
        assertThat(asked.select("legend").eachText().getFirst()).startsWith("Satisfaction");
        assertThat(asked.select("legend")).hasSize(4);
        String round = asked.select("form[action^=/predictions/]").first().attr("action");
        Document wrong = Jsoup.parse(post(
                        ada,
                        round,
                        Map.of(
                                "predicted-1",
                                "4",
                                "low-1",
                                "4.5",
                                "high-1",
                                "5",
                                "predicted-2",
                                "3",
                                "predicted-3",
                                "2",
                                "predicted-4",
                                "2"))
                .body());
        assertThat(wrong.select("#low-1-problem").text()).isEqualTo("This end lies above what you expect.");
        assertThat(wrong.select("#predicted-2").val()).isEqualTo("3");

        Map<String, String> right = Map.of(
                "predicted-1",
                "4",
                "low-1",
                "3.5",
                "high-1",
                "5",
                "predicted-2",
                "3",
                "predicted-3",
                "2",
                "predicted-4",
                "2");
        assertThat(post(ada, round, right).headers().firstValue("Location")).hasValue("/predictions?done=answered");
        assertThat(post(ada, round, right).headers().firstValue("Location")).hasValue("/predictions");
        assertThat(recorded("predictions for " + month)).isEqualTo(1);

        assertThat(page(analyst, "/predictions").select("p.take a").eachAttr("href"))
                .containsExactly(
                        "/registers/forecasts/file?format=csv",
                        "/registers/forecasts/file?format=yaml",
                        "/registers/forecasts/bring-in");

        Document own = page(ada, "/predictions");
        assertThat(own.select("h1").text()).isEqualTo("No round waits for you");
        assertThat(own.select("article .say").eachText().getFirst())
                .startsWith("The period of 1 prediction of yours is over. It was ");
        assertThat(own.select("article tbody tr")).hasSize(1);
        assertThat(own.select("article").text()).contains("4.50").doesNotContain("2.90");
        assertThat(awaited(analyst, "6 forecasts are on record").text()).contains("6 forecasts are on record");
        assertThat(page(analyst, "/predictions").text()).contains("1 manager has answered");
    }

    @Test
    void a_person_on_record_has_one_account() throws Exception {
        SignedIn first = server.signIn(Role.BOARD_OWNER, null);
        SignedIn administrator = server.signIn(Role.ADMINISTRATOR, null);
        server.bean(Accounts.class).setPerson("tests", first.who().id(), "p2");

        HttpResponse<String> taken = post(
                administrator,
                "/accounts/%s/person".formatted(administrator.who().id()),
                Map.of("person", "p2"));
        HttpResponse<String> stranger = post(
                administrator,
                "/accounts/%s/person".formatted(administrator.who().id()),
                Map.of("person", "nobody"));

        assertThat(taken.body()).contains("Another account is this person’s already.");
        assertThat(stranger.body()).contains("The organisation has no such person on record.");
        assertThat(page(administrator, "/accounts/" + first.who().id())
                        .select("#person option[selected]")
                        .val())
                .isEqualTo("p2");
    }
}
