package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.Role;
import throughline.server.chart.Words;
import throughline.server.plans.Plan;
import throughline.server.plans.Plans;
import throughline.server.platform.DatabaseKind;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// Steps of a railway of four stations: one has stuck, one has slipped, one is on its way, one has none.
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StepsPageTest {

    @TempDir
    private static Path data;

    @TempDir
    private static Path staged;

    private static IntakeServer server;
    private static SignedIn board;
    private static LocalDate today;

    @BeforeAll
    static void open() throws Exception {
        today = LocalDate.now(ZoneOffset.UTC);
        FourStations.write(staged, today);
        new WorkspaceStore(data.resolve("workspace")).add(staged, LeftOut.NONE);
        server = IntakeServer.on(data, DatabaseKind.EMBEDDED.fresh(), Map.of("throughline.intake.flush-every", "50ms"));
        board = server.signIn(Role.BOARD_OWNER, null);
        assertThat(server.heading("rows could be read")).contains("rows could be read");
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

    /// A form as it stands, with what is typed into it.
    private static Map<String, String> filled(SignedIn who, String path, String... typed) throws Exception {
        return Forms.filled(page(who, path), typed);
    }

    private static Document awaited(SignedIn who, String path, String words) throws Exception {
        Document page = page(who, path);
        for (int i = 0; i < 600 && !page.text().contains(words); i++) {
            Thread.sleep(50);
            page = page(who, path);
        }
        return page;
    }

    @Test
    @Order(1)
    void says_in_its_heading_how_many_have_stuck_and_slipped_and_gives_each_unit_a_row() throws Exception {
        Document page = page(server.signIn(Role.ANALYST, null), "/steps");

        assertThat(page.select("h1").text()).endsWith("One has stuck, one has slipped back.");
        assertThat(page.select(".lede").text())
                .isEqualTo("A unit’s next step stays locked until the last one has stuck.");
        assertThat(page.select("article.unit h2").eachText())
                .startsWith("East station")
                .contains("North station", "South station", "Board");
        assertThat(page.select("article.unit.open .track li[aria-current]").text())
                .isEqualTo("Slipped back");
        assertThat(page.select("article.unit .spark")).hasSize(3);
        assertThat(page.select("#step .fit > div").eachAttr("class")).containsExactly("s", "m", "l");
        assertThat(page.select("nav a[href=/steps] .n").first().text())
                .isEqualTo(Integer.toString(page.select("article.unit").size()));
    }

    @Test
    void has_the_registers_of_its_forms_taken_away_by_who_sees_them_and_brought_in_by_who_may() throws Exception {
        Document analyst = page(server.signIn(Role.ANALYST, null), "/steps");
        assertThat(analyst.select("p.take > span").eachText()).contains("Steps", "Sales pushes");
        assertThat(analyst.select("p.take a[href^=/registers/]").eachAttr("href"))
                .containsExactly(
                        "/registers/steps/file?format=csv",
                        "/registers/steps/file?format=yaml",
                        "/registers/steps/bring-in",
                        "/registers/pushes/file?format=csv",
                        "/registers/pushes/file?format=yaml",
                        "/registers/pushes/bring-in");

        Document auditor = page(server.signIn(Role.AUDITOR, null), "/steps");
        assertThat(auditor.select("p.take a[href$=bring-in]")).isEmpty();
        assertThat(auditor.select("p.take a[href^=/registers/]")).hasSize(4);
    }

    @Test
    void says_of_a_step_that_has_stuck_what_it_gained_and_checks_it() throws Exception {
        Document page = page(board, "/steps?id=n1");

        assertThat(page.select("#step h2").text())
                .matches("Satisfaction rose from 5(\\.\\d+)? to 6\\.\\d+ and has held for .* weeks");
        assertThat(page.select(".checks li").eachText())
                .hasSize(4)
                .filteredOn(check -> !check.startsWith("Spread"))
                .allSatisfy(check -> assertThat(check).contains(": yes"));
        assertThat(page.select(".checks + .note").text())
                .isEqualTo("The first two decide; the others say what to make of it.");
        assertThat(page.text()).contains("Of 100 steps that change nothing, 2 to 4 pass");
        assertThat(page.select("#step .astable tbody tr").size()).isGreaterThan(30);
    }

    @Test
    void gives_a_step_a_page_of_its_own_with_what_is_on_record_and_what_else_happened() throws Exception {
        Document page = page(board, "/step?id=n1");

        assertThat(page.select("h1").text()).isEqualTo("Someone greets you");
        assertThat(page.select("dl").text())
                .contains("Owner after Ada North", "Bedding-in 60 days", "Where it is Stuck")
                .containsPattern("Baseline 2[12] weeks");
        assertThat(get(board, "/step?id=nobodys").statusCode()).isEqualTo(404);
    }

    @Test
    void refuses_the_next_step_of_a_unit_with_the_reason_and_the_day_it_opens() throws Exception {
        SignedIn analyst = server.signIn(Role.ANALYST, null);
        HttpResponse<String> answer = post(
                analyst,
                "/steps/start",
                filled(analyst, "/steps/start", "name", "Too early", "unit", "south", "aimed-at", "csat"));
        Document refused = Jsoup.parse(answer.body());

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(refused.select("section[role=alert]").text())
                .contains(
                        "“A chair and a name” at South station is not proven yet."
                                + " Starting early would leave us unable to say which step worked.",
                        "Only a board owner may start it all the same.");
        LocalDate opens =
                today.plusDays(40).with(java.time.temporal.TemporalAdjusters.nextOrSame(java.time.DayOfWeek.SUNDAY));
        assertThat(refused.select("section[role=alert] b").text()).isEqualTo(Words.date(opens));
        assertThat(refused.select("button[name=anyway]")).isEmpty();
    }

    @Test
    void plans_the_next_step_of_a_unit_and_shows_it_locked_with_the_reason_and_the_day() throws Exception {
        SignedIn leader = server.signIn(Role.UNIT_LEADER, "south");
        HttpResponse<String> planned = post(
                leader,
                "/steps/start",
                filled(
                        leader,
                        "/steps/start?cause=sales-first&unit=south",
                        "name",
                        "Ask once",
                        "aimed-at",
                        "csat",
                        "plan",
                        "yes"));

        assertThat(planned.statusCode()).isEqualTo(303);
        assertThat(planned.headers().firstValue("Location")).hasValue("/steps?done=planned");
        Document page = page(board, "/steps?id=s1");
        assertThat(page.select("article.unit.open .lock").text()).startsWith("Ask once. Opens ");
        String next = page.select("aside section").last().text();
        assertThat(next)
                .startsWith("Next in line Ask once Opens ")
                .contains("“A chair and a name” at South station is not proven yet.", "The cause behind it");
        assertThat(page.select("aside button[disabled]").text()).startsWith("Opens ");
        assertThat(page.select("aside button").eachText()).doesNotContain("Start this step");
        assertThat(entries(AuditLog.Action.PLANNED_STEP)).contains("south Ask once");
        assertThat(page(server.signIn(Role.UNIT_LEADER, "north"), "/steps").text())
                .doesNotContain("Ask once");
        assertThat(page(board, "/steps?id=s1&period=%s..%s".formatted(today.minusDays(90), today.minusDays(3)))
                        .text())
                .as("of days that are over nobody knows what was planned then")
                .doesNotContain("Ask once");
    }

    @Test
    void starts_a_planned_step_in_one_click_when_it_opens_and_not_before() throws Exception {
        assertThat(post(
                                board,
                                "/steps/start",
                                filled(board, "/steps/start", "name", "Lamps", "unit", "board", "plan", "yes"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(post(
                                board,
                                "/steps/start",
                                filled(board, "/steps/start", "name", "Bells", "unit", "east", "plan", "yes"))
                        .statusCode())
                .isEqualTo(303);
        String open = page(board, "/steps?id=top").select("input[name=planned]").val();
        String shut = page(board, "/steps?id=e1").select("input[name=planned]").val();

        HttpResponse<String> refused = post(board, "/steps/start", Map.of("planned", shut));
        HttpResponse<String> started = post(board, "/steps/start", Map.of("planned", open));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(refused.body()).select("input[name=name]").val()).isEqualTo("Bells");
        assertThat(started.headers().firstValue("Location")).hasValue("/steps?done=start");
        Document page = awaited(board, "/steps", "Board Lamps");
        assertThat(page.select("article.unit").eachText())
                .anySatisfy(row -> assertThat(row).startsWith("Board Lamps").contains("Next not chosen"));
        assertThat(post(board, "/steps/start", Map.of("planned", open)).statusCode())
                .as("it is planned no more")
                .isEqualTo(404);
    }

    @Test
    void lets_a_plan_be_changed_and_taken_back_by_who_may_record_in_its_unit() throws Exception {
        post(
                board,
                "/steps/start",
                filled(board, "/steps/start", "name", "Signs", "unit", "north", "aimed-at", "csat", "plan", "yes"));
        String id = page(board, "/steps?id=n1").select("input[name=planned]").val();
        SignedIn south = server.signIn(Role.UNIT_LEADER, "south");
        SignedIn auditor = server.signIn(Role.AUDITOR, null);

        post(south, "/steps/unplan", Map.of("planned", id));
        assertThat(page(auditor, "/steps?id=n1").select("aside").text()).contains("Signs");
        assertThat(page(auditor, "/steps?id=n1").select("main aside form")).isEmpty();
        assertThat(page(south, "/steps/start?planned=" + id)
                        .select("input[name=name]")
                        .val())
                .as("the plan of another unit")
                .isNotEqualTo("Signs");

        Map<String, String> changed =
                filled(board, "/steps/start?planned=" + id, "name", "Larger signs", "plan", "yes");
        assertThat(changed).containsEntry("aimed-at", "csat").containsEntry("unit", "north");
        post(board, "/steps/start", changed);
        Document page = page(board, "/steps?id=n1");
        assertThat(page.select("aside").text()).contains("Larger signs");
        post(
                board,
                "/steps/unplan",
                Map.of("planned", page.select("input[name=planned]").val()));

        assertThat(page(board, "/steps?id=n1").select("aside").text()).doesNotContain("Larger signs");
        assertThat(entries(AuditLog.Action.UNPLANNED_STEP)).contains("north Larger signs");
    }

    @Test
    void moves_a_plan_whose_unit_is_changed_however_it_is_sent() throws Exception {
        Map<String, String> first = filled(
                board, "/steps/start", "name", "Fresh paint", "unit", "north", "aimed-at", "csat", "plan", "yes");
        post(board, "/steps/start", first);
        String id = page(board, "/steps?id=n1").select("input[name=planned]").val();

        post(board, "/steps/start", filled(board, "/steps/start?planned=" + id, "unit", "west", "plan", "yes"));
        assertThat(planned("Fresh paint")).containsExactly("west");

        post(board, "/steps/start", first);
        first.put("unit", "");
        HttpResponse<String> again = post(board, "/steps/start", first);

        assertThat(again.statusCode())
                .as("the same form, sent for another unit")
                .isEqualTo(303);
        assertThat(planned("Fresh paint")).containsExactly("", "west");
        assertThat(entries(AuditLog.Action.UNPLANNED_STEP)).contains("north Fresh paint");
        Plans plans = server.bean(Plans.class);
        for (Plan plan : plans.list()) {
            if (plan.name().equals("Fresh paint")) {
                post(board, "/steps/unplan", Map.of("planned", plan.id().toString()));
            }
        }
    }

    /// Units for which a step is planned.
    private static List<String> planned(String name) {
        return server.bean(Plans.class).list().stream()
                .filter(p -> p.name().equals(name))
                .map(Plan::unit)
                .toList();
    }

    private static List<String> entries(AuditLog.Action action) {
        return server.bean(Accounts.class).audit().before(Long.MAX_VALUE, 500).stream()
                .filter(e -> e.action() == action)
                .map(e -> e.subject() + " " + e.detail())
                .toList();
    }

    @Test
    void refuses_a_second_step_that_is_sent_before_the_first_is_read() throws Exception {
        Map<String, String> first =
                filled(board, "/steps/start", "name", "Open on time", "unit", "west", "aimed-at", "csat");
        Map<String, String> second =
                filled(board, "/steps/start", "name", "Answer the bell", "unit", "west", "aimed-at", "csat");

        HttpResponse<String> kept = post(board, "/steps/start", first);
        HttpResponse<String> refused = post(board, "/steps/start", second);

        assertThat(first).containsEntry("baseline-from", "").containsEntry("baseline-to", "");
        assertThat(kept.statusCode()).isEqualTo(303);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(refused.body()).select("section[role=alert]").text())
                .contains("“Open on time”", "leave us unable to say which step worked.");
    }

    @Test
    void offers_a_unit_leader_to_end_only_what_the_leader_may() throws Exception {
        SignedIn leader = server.signIn(Role.UNIT_LEADER, "south");

        assertThat(page(leader, "/step?id=s1").select("main").text()).contains("End this step");
        assertThat(page(leader, "/step?id=all").select("main").text())
                .contains("One voice")
                .doesNotContain("End this step", "Choose another baseline");
        assertThat(page(board, "/step?id=all").select("main").text()).contains("End this step");
    }

    @Test
    void lets_a_board_owner_start_a_step_all_the_same_and_keeps_it_as_a_decision() throws Exception {
        Map<String, String> typed = filled(
                board,
                "/steps/start?cause=sales-first&unit=east",
                "name",
                "Clocks that agree",
                "unit",
                "east",
                "aimed-at",
                "csat");
        Document refused = Jsoup.parse(post(board, "/steps/start", typed).body());
        typed.put("anyway", refused.select("button[name=anyway]").val());
        assertThat(post(board, "/steps/start", typed).statusCode()).isEqualTo(409);
        typed.put("override-reason", "The old clock fell down");
        HttpResponse<String> kept = post(board, "/steps/start", typed);

        assertThat(typed).containsEntry("cause", "sales-first").containsEntry("bedding-days", "60");
        assertThat(kept.statusCode()).isEqualTo(303);
        assertThat(kept.headers().firstValue("Location")).hasValue("/steps?done=start");
        Document page = awaited(board, "/steps", "East station Clocks that agree");
        assertThat(page.select("article.unit").eachText())
                .anySatisfy(row -> assertThat(row).startsWith("East station Clocks that agree"));
        assertThat(awaited(board, "/step?id=e1", "fell down").text())
                .contains(
                        "Decision: “Clocks that agree” was started although a rule said to wait: The old clock fell down");
        assertThat(server.bean(Accounts.class).audit().before(Long.MAX_VALUE, 500).stream()
                        .filter(e -> e.action() == AuditLog.Action.RECORDED)
                        .map(AuditLog.Entry::detail))
                .contains("step against a rule", "decision");
    }

    @Test
    void refuses_a_sales_push_where_service_is_below_par() throws Exception {
        HttpResponse<String> refused = post(board, "/steps/push", filled(board, "/steps/push", "unit", "west"));
        HttpResponse<String> taken = post(board, "/steps/push", filled(board, "/steps/push", "unit", "north"));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(refused.body()).select("section[role=alert]").text())
                .contains("Service at West station is below par. Selling there opens when the basics hold.");
        assertThat(taken.statusCode()).isEqualTo(303);
    }

    @Test
    void lets_a_unit_leader_end_a_step_of_the_own_unit_and_no_other() throws Exception {
        SignedIn leader = server.signIn(Role.UNIT_LEADER, "north");

        assertThat(page(leader, "/steps").text()).doesNotContain("East station", "Show the true time");
        assertThat(get(leader, "/steps/end?id=e1").statusCode()).isEqualTo(404);
        Document unnamed =
                Jsoup.parse(post(leader, "/steps/end?id=n1", filled(leader, "/steps/end?id=n1", "owner-after", ""))
                        .body());
        assertThat(unnamed.text()).contains("Name who keeps it.");
        HttpResponse<String> kept =
                post(leader, "/steps/end?id=n1", filled(leader, "/steps/end?id=n1", "owner-after", "p1"));

        assertThat(kept.statusCode()).isEqualTo(303);
        assertThat(awaited(board, "/step?id=n1", "Ended").select("dl").text())
                .contains("Ended " + Words.date(today), "Where it is Stuck", "Owner now Cyd South");
    }

    @Test
    void gives_a_step_another_baseline_as_a_decision_with_its_reason() throws Exception {
        HttpResponse<String> kept = post(
                board,
                "/steps/baseline?id=s1",
                filled(
                        board,
                        "/steps/baseline?id=s1",
                        "baseline-from",
                        today.minusDays(200).toString(),
                        "baseline-to",
                        today.minusDays(60).toString(),
                        "reason",
                        "The strike was no usual time"));

        assertThat(kept.statusCode()).isEqualTo(303);
        String from = Words.shortDate(today.minusDays(200));
        assertThat(awaited(board, "/step?id=s1", ", " + from).select("dl").text())
                .containsPattern("Baseline (19|20) weeks, " + from);
        assertThat(awaited(board, "/step?id=s1", "The strike was no usual time").text())
                .containsPattern("Decision: “A chair and a name” is held against .*: The strike was no usual time");
    }
}
