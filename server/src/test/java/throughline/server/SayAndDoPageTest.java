package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Role;

/// The page of a railway of two stations: four announcements, three decisions, five promises, three managers.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SayAndDoPageTest {

    private static final String RECORD = """
            throughline: 1
            name: Northgate Rail
            units:
              - {id: board, name: Board, layer: board}
              - {id: w-01, name: Westgate station, layer: frontline, parent: board}
              - {id: w-02, name: Eastgate station, layer: frontline, parent: board}
            people:
              - {id: p1, name: Ada North, unit: board, layer: board}
              - {id: p2, name: Ben West, unit: w-01, layer: management, manager: p1}
            """;

    @TempDir
    private static Path files;

    @TempDir
    private static Path data;

    private static OpenServer server;

    @BeforeAll
    static void open() throws Exception {
        write(files);
        server = OpenServer.reading(files, data);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void opens_with_how_many_announcements_decisions_work_against_and_how_many_promises_were_kept() throws Exception {
        Document page = server.page("/say-and-do");

        assertThat(page.select("h1").text()).isEqualTo("Decisions work against 2 of 4 announcements");
        assertThat(page.select(".lede").text()).isEqualTo("2 of 3 promises that came due were kept.");
        assertThat(page.select(".kick").text()).contains("Northgate Rail", "Causes 9 and 10");
        assertThat(page.select(".side .nav a[aria-current]").text()).isEqualTo("Say and do");
    }

    @Test
    void draws_the_line_at_four_widths_with_every_announcement_in_its_table() throws Exception {
        Element card = server.page("/say-and-do").select("section.sheet").first();

        assertThat(card.select(".fit > div").eachAttr("class")).containsExactly("s", "m", "l", "xl");
        assertThat(card.select("svg.chart").first().attr("aria-label"))
                .isEqualTo("4 announcements above the line, 3 decisions below it;"
                        + " decisions undo 2 and back 2 of the announcements");
        assertThat(card.select(".note").first().text())
                .isEqualTo("A line joins an announcement with the nearest decision in the same place that undoes it,"
                        + " else the nearest that backs it, within 90 days.");
        assertThat(card.select(".xl path.k-concern")).hasSize(2);
        assertThat(card.select(".xl path.k-improve")).hasSize(2);
        assertThat(card.select("tbody tr").eachText())
                .containsExactly(
                        "1 Jun 2026 “We listen” staff Courses for all. 1 May 2026 Eastgate station"
                                + " backs it: Training: 5 % more capacity",
                        "20 Apr 2026 “Experts at every desk” staff, Eastgate station Courses for all. 1 May 2026"
                                + " Eastgate station backs it: Training: 5 % more capacity",
                        "10 Feb 2026 “Open until ten” customers, Westgate station Close at six. 19 Feb 2026"
                                + " Westgate station undoes it: Hours: 12 % less capacity",
                        "3 Feb 2026 “Answered in two minutes” customers, Westgate station Close at six. 19 Feb 2026"
                                + " Westgate station undoes it: Hours: 12 % less capacity");
    }

    @Test
    void names_each_table_of_a_figure_and_heads_its_rows() throws Exception {
        Document page = server.page("/say-and-do");

        assertThat(page.select(".astable caption").eachText())
                .startsWith("Announcements and decisions", "Predictions by measure", "Misses by layer")
                .doesNotHaveDuplicates();
        assertThat(page.select(".astable summary").eachText()).doesNotHaveDuplicates();
        assertThat(page.select(".astable tbody tr"))
                .allSatisfy(row -> assertThat(row.child(0).attr("scope")).isEqualTo("row"));
    }

    @Test
    void sets_each_decision_beside_the_nearest_it_does_not_fit() throws Exception {
        Document page = server.page("/say-and-do");

        assertThat(page.select("#pairs").text()).isEqualTo("Where what was decided does not fit what was said");
        assertThat(page.select(".pairs li").eachText())
                .containsExactly("Said to customers, Westgate station, 10 February 2026 “Open until ten”"
                        + " Nor does it fit 1 announcement and 4 promises more. 9 days later"
                        + " Decided for Westgate station, 19 February 2026 Close at six. Hours: 12 % less capacity.");
    }

    @Test
    void says_how_each_promise_stands_and_by_what() throws Exception {
        assertThat(server.page("/say-and-do")
                        .select("#promises")
                        .parents()
                        .select("section[aria-labelledby=promises] tbody tr")
                        .eachText())
                .containsExactly(
                        "Satisfaction: at least 4 customers 1 Jun 2026 31 Dec 2026 Not due yet",
                        "A promise to staff staff 1 Mar 2026 1 May 2026 Cannot be judged"
                                + " It names no measure with a target, and nobody has said whether it was kept.",
                        "Satisfaction: at least 4.50 customers 1 Feb 2026 1 Apr 2026 Broken it was 3.97, mean of 31 rows",
                        "Satisfaction: at least 3.50 customers 1 Feb 2026 15 Mar 2026 Kept it was 4, mean of 31 rows",
                        "A promise to customers customers, Westgate station 1 Feb 2026 1 Mar 2026 Kept says the register");
    }

    @Test
    void shows_predictions_of_three_managers_by_measure_and_none_of_them_by_name() throws Exception {
        Document page = server.page("/say-and-do");

        assertThat(page.text()).contains("6 forecasts of 3 managers that have come true");
        assertThat(page.select("article:contains(Do managers know) .astable tbody tr")
                        .eachText())
                .containsExactly("Satisfaction 4.50 4.02 +0.48 6 3");
        assertThat(page.select("article:contains(Average miss) svg.chart")
                        .first()
                        .attr("aria-label"))
                .contains("All managers");
        assertThat(page.select("main").text()).doesNotContain("Ben West", "Ada North", "p2");
    }

    @Test
    void counts_time_spent_listening_by_kind_and_names_nobody() throws Exception {
        assertThat(server.page("/say-and-do")
                        .select("article:contains(leaders listened)")
                        .text())
                .isEqualTo("Time spent listening 2 leaders listened: 3.50 hours in the entries that give hours."
                        + " Time with customers or the front line, by kind Kind Hours Times Customer visit 3 hours 2 times Side by side 0.50 hours 1 time CSVParquet"
                        + " Judged in Managers do not know what customers say");
    }

    @Test
    void shows_a_unit_leader_what_was_said_to_the_unit_or_to_all_and_nothing_of_another() throws Exception {
        SignedIn leader = server.signIn(Role.UNIT_LEADER, "w-02");
        Document page = Jsoup.parse(server.send(leader.on(HttpRequest.newBuilder(server.address("/say-and-do"))))
                .body());

        assertThat(page.select("h1").text()).isEqualTo("No decision works against any of 2 announcements");
        assertThat(page.select("main").text())
                .contains("Experts at every desk", "We listen", "Courses for all")
                .doesNotContain("Answered in two minutes", "Close at six", "Westgate", "leaders listened");
        assertThat(page.select(".next a").eachAttr("href")).contains("/say-and-do/record/announcement");
    }

    @Test
    void shows_an_auditor_the_page_without_a_way_to_record() throws Exception {
        SignedIn auditor = server.signIn(Role.AUDITOR, null);
        Document page = Jsoup.parse(server.send(auditor.on(HttpRequest.newBuilder(server.address("/say-and-do"))))
                .body());

        assertThat(page.select("h1").text()).isEqualTo("Decisions work against 2 of 4 announcements");
        assertThat(page.select("main a[href*=record]")).isEmpty();
    }

    @Test
    void says_what_will_be_here_where_nothing_is_on_record(@TempDir Path bare, @TempDir Path other) throws Exception {
        Files.writeString(bare.resolve("organisation.yaml"), RECORD);
        try (var silent = OpenServer.reading(bare, other)) {
            Document page = silent.page("/say-and-do");

            assertThat(page.select("h1").text()).isEqualTo("What is said and what is done is not on record");
            assertThat(page.select(".empty h2").text())
                    .isEqualTo("Here what is said about service will stand above what is decided");
            assertThat(page.select(".empty a.btn").eachText()).containsExactly("Record an announcement");
        }
    }

    @Test
    void reads_in_the_demo_and_says_how_to_begin_with_ones_own_data(@TempDir Path other) throws Exception {
        try (var demo = OpenServer.demo(SmallWorld.named("Northmoor Home"), other)) {
            Document page = new Document("");
            for (int i = 0; i < 600 && page.select("h1").isEmpty(); i++) {
                Thread.sleep(10);
                var answer = demo.send(HttpRequest.newBuilder(demo.address("/say-and-do")));
                page = answer.statusCode() == 200 ? Jsoup.parse(answer.body()) : page;
            }

            assertThat(page.select("main").text())
                    .contains("These figures are simulated", "./throughline import FOLDER");
            assertThat(page.select("main a[href*=record]")).isEmpty();
        }
    }

    private static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("organisation.yaml"), RECORD);
        Files.writeString(folder.resolve("announcements.csv"), """
                announcement_id,at,unit,audience,theme,text
                a1,2026-02-03,w-01,customers,service,Answered in two minutes
                a2,2026-02-10,w-01,customers,service,Open until ten
                a3,2026-04-20,w-02,staff,service,Experts at every desk
                a4,2026-06-01,,staff,service,We listen
                """);
        Files.writeString(folder.resolve("decisions.csv"), """
                decision_id,at,unit,kind,direction,size,text
                d1,2026-02-19,w-01,hours,worsens,-0.12,Close at six
                d2,2026-05-01,w-02,training,improves,0.05,Courses for all
                d3,2026-01-20,,budget,neutral,,Budget as before
                """);
        Files.writeString(folder.resolve("promises.csv"), """
                promise_id,made_on,audience,unit,measure,target,due_on,kept
                p1,2026-02-01,customers,w-01,,,2026-03-01,true
                p2,2026-02-01,customers,,csat,3.5,2026-03-15,
                p3,2026-02-01,customers,,csat,4.5,2026-04-01,
                p4,2026-03-01,staff,,,,2026-05-01,
                p5,2026-06-01,customers,,csat,4,2026-12-31,
                """);
        Files.writeString(folder.resolve("listening.csv"), """
                at,person,hours,kind
                2026-03-01,p1,1,customer-visit
                2026-03-08,p1,2,customer-visit
                2026-03-09,p2,0.5,side-by-side
                """);
        var answers = new StringBuilder("response_id,answered_at,unit,csat\n");
        for (int i = 0; i < 181; i++) {
            LocalDate day = LocalDate.of(2026, 1, 1).plusDays(i);
            answers.append("r%s,%s,w-0%s,%s%n".formatted(i, day, 1 + i % 2, 3 + i % 3));
        }
        Files.writeString(folder.resolve("responses.csv"), answers);
        var forecasts = new StringBuilder("made_at,person,measure,period,predicted,low,high\n");
        for (int i = 0; i < 6; i++) {
            forecasts.append("2026-0%s-28,p%s,csat,2026-0%s,4.5,4.2,4.8%n".formatted(1 + i / 3, 1 + i % 3, 2 + i / 3));
        }
        Files.writeString(folder.resolve("forecasts.csv"), forecasts);
    }
}
