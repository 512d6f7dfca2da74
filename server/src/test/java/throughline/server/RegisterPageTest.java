package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.server.FileForm.lines;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Role;
import throughline.server.platform.DatabaseKind;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// Registers taken away as files and brought in again, and single rows corrected and withdrawn, through a real intake
/// and a real database.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RegisterPageTest {

    @TempDir
    private static Path data;

    @TempDir
    private static Path staged;

    private static IntakeServer server;
    private static SignedIn analyst;
    private static SignedIn north;
    private static SignedIn south;
    private static LocalDate today;

    @BeforeAll
    static void open() throws Exception {
        today = LocalDate.now(ZoneOffset.UTC);
        file("organisation.yaml", """
                throughline: 1
                name: Northgate Rail
                units:
                  - {id: board, name: Board, layer: board}
                  - {id: north, name: North station, layer: frontline, parent: board}
                  - {id: south, name: South station, layer: frontline, parent: board}
                people:
                  - {id: p1, name: Ada North, unit: north, layer: management}
                  - {id: p2, name: Ben South, unit: south, layer: management}
                """);
        file(
                "decisions.csv",
                "decision_id,at,unit,kind,direction,size,minutes,text",
                "d1,%s,south,hours,improves,0.12,30,Open till nine".formatted(day(20)),
                "d2,%s,,budget,improves,0.05,,=A budget".formatted(day(19)),
                "d3,%s,north,tooling,neutral,,,A new system".formatted(day(18)));
        file(
                "announcements.csv",
                "announcement_id,at,unit,audience,theme,text",
                "a1,%s,,customers,speed,\"We answer, at once\"".formatted(day(300)),
                "a2,%s,,customers,,Never closed".formatted(day(290)));
        file(
                "promises.csv",
                "promise_id,made_on,by,audience,unit,measure,target,due_on,kept",
                "q1,%s,p2,staff,south,csat,4,%s,".formatted(day(30), day(-30)));
        file("listening.csv", "at,person,hours,kind", "%s,p1,1.5,calls".formatted(day(9)));
        file("steps.csv", "step_id,name,started_on,unit,sponsor", "s1,Call back,%s,north,p2".formatted(day(40)));
        file("pushes.csv", "push_id,started_on,unit,intensity", "u1,%s,north,2.5".formatted(day(50)));
        file("agendas.csv", "at,unit,layer,topic,minutes", "%s,board,board,service,15".formatted(day(9)));
        file("training.csv", "completed_at,person,unit,course,hours", "%s,p1,north,Listening,4".formatted(day(9)));
        file("rewards.csv", "at,person,unit,kind,amount", "%s,p1,north,bonus,100".formatted(day(9)));
        file("importances.csv", "said_at,person,measure,rank", "%s,p1,friendly,1".formatted(day(9)));
        file(
                "forecasts.csv",
                "made_at,person,measure,period,predicted,low,high,unit",
                "%s,p1,csat,2026-04,4.5,4.2,4.8,north".formatted(day(300)),
                "%s,p2,csat,2026-04,2.9,2,4,south".formatted(day(300)));
        file("responses.csv", "response_id,answered_at,unit,csat", "r1,%s,north,4".formatted(day(3)));
        new WorkspaceStore(data.resolve("workspace")).add(staged, LeftOut.NONE);
        server = IntakeServer.on(data, DatabaseKind.EMBEDDED.fresh(), Map.of("throughline.intake.flush-every", "50ms"));
        analyst = server.signIn(Role.ANALYST, null);
        north = server.signIn(Role.UNIT_LEADER, "north");
        south = server.signIn(Role.UNIT_LEADER, "south");
        server.bean(Accounts.class).setPerson("tests", analyst.who().id(), "p1");
        server.heading("rows could be read");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static void file(String name, String... lines) throws Exception {
        Files.writeString(staged.resolve(name), String.join("\n", lines) + "\n");
    }

    private static LocalDate day(int ago) {
        return today.minusDays(ago);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "announcements",
                "decisions",
                "promises",
                "listening",
                "steps",
                "pushes",
                "agendas",
                "training",
                "rewards",
                "importances",
                "forecasts"
            })
    void every_register_is_taken_away_and_what_is_brought_in_unchanged_changes_nothing(String table) throws Exception {
        for (String format : List.of("csv", "yaml")) {
            HttpResponse<String> file = get(analyst, "/registers/%s/file?format=%s".formatted(table, format));
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.body().lines().count()).as(file.body()).isGreaterThan(1);

            HttpResponse<String> preview = form(analyst, table).send("mine." + format, file.body());

            assertThat(preview.statusCode()).as(format).isEqualTo(200);
            assertThat(Jsoup.parse(preview.body()).select("[role=status]").text())
                    .as(file.body())
                    .startsWith("Nothing would be changed.");
            assertThat(preview.body()).doesNotContain("/confirm").doesNotContain("id=\"left\"");
        }
        assertThat(page(analyst, "/registers").select("a[href=/registers/%s]".formatted(table)))
                .hasSize(1);
    }

    @Test
    void shows_row_by_row_what_a_file_would_change_and_files_it_once_it_is_confirmed() throws Exception {
        HttpResponse<String> preview =
                form(analyst, "decisions").send("decisions.csv", """
                decision_id;at;unit;text
                d3;%1$s;north;An older system
                d9;%1$s;;A ninth
                d8;%2$s;;Still to come
                d7;yesterday;;No day
                ;%1$s;;No id
                d6;%1$s;;First
                d6;%1$s;;Second
                """.formatted(day(18), day(-1)));

        assertThat(lines(preview, "changed"))
                .containsExactly("d3 Line 2 text is An older system instead of A new system");
        assertThat(lines(preview, "added"))
                .hasSize(2)
                .anyMatch(l -> l.startsWith("d9 Line 3"))
                .anyMatch(l -> l.startsWith("d6 Line 8") && l.contains("Second"));
        assertThat(lines(preview, "left"))
                .hasSize(4)
                .anyMatch(l -> l.startsWith("Line 4 at This day is still to come."))
                .anyMatch(l -> l.startsWith("Line 5 at") && l.contains("yesterday"))
                .anyMatch(l -> l.startsWith("Line 6 decision_id"))
                .anyMatch(l -> l.startsWith("Line 7") && l.contains("Line 8 has the same id"));
        assertThat(ids("decisions")).doesNotContain("d9");

        assertThat(form(analyst, "decisions").confirm(preview).headers().firstValue("Location"))
                .hasValue("/registers/decisions?done=brought");
        assertThat(ids("decisions")).contains("d9", "d6", "d3");
        assertThat(get(analyst, "/registers/decisions/file").body())
                .contains("An older system")
                .as("columns that the file does not have stay")
                .contains("tooling,neutral")
                .as("nothing that a spreadsheet would run")
                .contains("'=A budget");
        assertThat(told(Action.BROUGHT_IN)).contains("decisions (3)");
        assertThat(form(analyst, "decisions").confirm(preview).statusCode())
                .as("sent twice")
                .isEqualTo(303);
        assertThat(told(Action.BROUGHT_IN)).hasSize(1);

        HttpResponse<String> stale = form(analyst, "decisions")
                .send("decisions.csv", "decision_id,at,text\nd9,%s,A tenth\n".formatted(day(18)));
        form(analyst, "decisions")
                .confirm(form(analyst, "decisions")
                        .send("decisions.csv", "decision_id,at,text\nd9,%s,An eleventh\n".formatted(day(18))));
        HttpResponse<String> anew = form(analyst, "decisions").confirm(stale);
        assertThat(anew.statusCode()).isEqualTo(409);
        assertThat(lines(anew, "changed")).containsExactly("d9 Line 2 text is A tenth instead of An eleventh");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            decisions.csv  | decision_id,at,txt    | The column "txt" does not belong here. Did you mean text?
            decisions.csv  | at,text               | The column decision_id must be there.
            decisions.csv  | decision_id,at,withdrawn_on | The column "withdrawn_on" does not belong here.
            decisions.yaml | announcements: []     | The file has nothing below decisions: at its top.
            decisions.pdf  | x                     | Send a file whose name ends in .csv or .yaml.
            """)
    void refuses_a_file_of_which_nothing_can_be_used(String name, String content, String why) throws Exception {
        HttpResponse<String> answer = form(analyst, "decisions").send(name, content);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(answer.body()).select("[role=alert]").text()).contains(why);
    }

    @Test
    void a_leader_sees_and_brings_in_rows_of_the_own_units_and_nobody_sees_what_others_predict() throws Exception {
        assertThat(page(south, "/registers").select("tbody th").eachText())
                .containsExactlyInAnyOrder(
                        "Announcements", "Decisions", "Promises", "Steps", "Sales pushes", "Agendas of meetings");
        String mine = get(south, "/registers/decisions/file").body();
        assertThat(mine).contains("d1", "d2").doesNotContain("A new system", "An older system");
        assertThat(get(south, "/registers/promises/file").body()).contains("q1").doesNotContain("p2");

        HttpResponse<String> preview = form(south, "decisions").send("decisions.csv", """
                decision_id,at,unit,text
                d3,%1$s,south,Taken over
                d20,%1$s,north,Elsewhere
                d21,%1$s,,Everybody
                d22,%1$s,south,Here
                """.formatted(day(5)));
        assertThat(lines(preview, "added")).singleElement().asString().startsWith("d22 Line 5");
        assertThat(lines(preview, "left"))
                .containsExactly(
                        "Line 2 This id is taken. Give it another.",
                        "Line 3 Choose a unit of yours.",
                        "Line 4 Choose a unit of yours.");

        for (String table : List.of("training", "rewards", "listening", "forecasts", "importances", "nonsense")) {
            assertThat(get(south, "/registers/" + table).statusCode()).as(table).isEqualTo(404);
            assertThat(get(south, "/registers/%s/file".formatted(table)).statusCode())
                    .isEqualTo(404);
        }
        assertThat(get(south, "/registers/steps/bring-in").statusCode())
                .as("steps are started in their form")
                .isEqualTo(404);
        assertThat(get(analyst, "/registers/forecasts/file").body())
                .contains("p1")
                .doesNotContain("p2");
        assertThat(get(server.signIn(Role.AUDITOR, null), "/registers/forecasts/file")
                        .body())
                .doesNotContain("p1");
        assertThat(get(server.signIn(Role.AUDITOR, null), "/registers/decisions/bring-in")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(server.signIn(Role.AGENT, "north"), "/registers").statusCode())
                .isEqualTo(403);
    }

    @Test
    void who_wrote_a_row_down_corrects_it_and_the_last_row_of_its_id_counts() throws Exception {
        String key = page(north, "/say-and-do/record/announcement")
                .select("input[name=key]")
                .val();
        post(
                north,
                "/say-and-do/record/announcement",
                Map.of(
                        "key",
                        key,
                        "text",
                        "We call bakc",
                        "at",
                        day(1).toString(),
                        "audience",
                        "staff",
                        "unit",
                        "north"));

        String correct = link(north, "announcements", "We call bakc");
        assertThat(correct).startsWith("/say-and-do/record/announcement?row=page-");
        assertThat(link(analyst, "announcements", "We call bakc")).isEqualTo(correct);
        assertThat(link(server.signIn(Role.BOARD_OWNER, null), "announcements", "We call bakc"))
                .as("the board owner did not write it down")
                .isEmpty();
        assertThat(get(south, correct).statusCode()).isEqualTo(404);

        Document form = page(north, correct);
        assertThat(form.select("textarea[name=text]").text()).isEqualTo("We call bakc");
        HttpResponse<String> corrected = post(north, correct, Forms.filled(form, "text", "We call back"));
        assertThat(corrected.headers().firstValue("Location")).hasValue("/registers/announcements?done=corrected");

        assertThat(get(north, "/registers/announcements/file").body())
                .contains("We call back")
                .doesNotContain("bakc");
        assertThat(told(Action.CORRECTED)).anyMatch(s -> s.startsWith("announcements page-"));
    }

    @Test
    void a_correction_keeps_what_the_form_does_not_ask_for() throws Exception {
        String correct = link(analyst, "promises", "q1");
        Map<String, String> typed = new HashMap<>(Forms.filled(page(analyst, correct)));
        assertThat(typed).containsEntry("target", "4").containsEntry("due-on", day(-30).toString());
        typed.put("target", "4.5");
        assertThat(post(analyst, correct, typed).statusCode()).isEqualTo(303);

        assertThat(get(analyst, "/registers/promises/file").body())
                .contains("q1,%s,p2,staff,south,csat,4.5".formatted(day(30)));
    }

    @Test
    void what_is_withdrawn_counts_for_nothing_and_says_so() throws Exception {
        assertThat(post(south, "/registers/announcements/withdraw", Map.of("id", "a2"))
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> done = post(analyst, "/registers/announcements/withdraw", Map.of("id", "a2"));
        assertThat(done.headers().firstValue("Location")).hasValue("/registers/announcements?done=withdrawn");

        Document page = page(analyst, "/registers/announcements");
        assertThat(page.select("[aria-labelledby=withdrawn] tbody td").eachText())
                .containsExactly("a2", today.toString(), "Never closed");
        assertThat(get(analyst, "/registers/announcements/file").body())
                .contains("a1")
                .doesNotContain("a2");
        assertThat(told(Action.WITHDREW)).contains("announcements a2");
        assertThat(post(analyst, "/registers/announcements/withdraw", Map.of("id", "a2"))
                        .statusCode())
                .as("there is nothing left to withdraw")
                .isEqualTo(404);
        assertThat(post(analyst, "/registers/steps/withdraw", Map.of("id", "s1"))
                        .statusCode())
                .as("a step is ended in its form")
                .isEqualTo(404);
    }

    /// Where a row that says something is corrected; empty where the reader may not.
    private static String link(SignedIn who, String table, String said) throws Exception {
        Element row = page(who, "/registers/" + table).selectFirst("tr:contains(%s)".formatted(said));
        assertThat(row).as(said).isNotNull();
        return row.select("a").attr("href");
    }

    private static List<String> ids(String table) throws Exception {
        return page(analyst, "/registers/" + table)
                .select("tbody tr td:first-child")
                .eachText();
    }

    private static List<String> told(Action action) {
        return server.bean(Accounts.class).audit().before(Long.MAX_VALUE, 500).stream()
                .filter(e -> e.action() == action)
                .map(e -> e.subject())
                .toList();
    }

    private static FileForm form(SignedIn who, String table) {
        return new FileForm(server::send, who, address("/registers/%s/bring-in".formatted(table)));
    }

    private static HttpResponse<String> get(SignedIn who, String path) throws Exception {
        return server.send(who.on(HttpRequest.newBuilder(address(path))));
    }

    private static HttpResponse<String> post(SignedIn who, String path, Map<String, String> typed) throws Exception {
        return server.send(who.form(address(path), typed));
    }

    private static Document page(SignedIn who, String path) throws Exception {
        return Jsoup.parse(get(who, path).body());
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
