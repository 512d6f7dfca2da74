package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Role;

/// The dictionary of measures and the scorecards of a railway that declares some of what it measures, and judges people
/// by something it does not.
@DisplayNameGeneration(ReplaceUnderscores.class)
class MeasuresPageTest {

    private static final String RECORD = """
            throughline: 1
            name: Northgate Rail
            units:
              - {id: board, name: Board, layer: board}
              - {id: west, name: West region, layer: management, parent: board}
              - {id: w-01, name: Westgate station, layer: frontline, parent: west}
              - {id: w-02, name: Eastgate station, layer: frontline, parent: west}
              - {id: w-03, name: Southgate station, layer: frontline, parent: west}
            people:
              - {id: p1, name: Ada North, unit: board, role: Chief executive, layer: board}
              - {id: p2, name: Ben West, unit: west, role: Region manager, layer: management, manager: p1}
            touchpoints:
              - id: phone
                name: Telephone
                standards:
                  - {measure: wait_s, at_most: 120, share: 0.8}
                  - {measure: empathy, at_least: 4, from_customers: true}
            journeys: [{id: refund, name: Getting a refund, steps: [phone]}]
            measures:
              - {id: wait_s, name: Waiting time, kind: delivery, unit: s, better: lower}
              - {id: mystery, name: Mystery visits, kind: perception, better: higher, scale: [1, 5]}
            objectives:
              - {id: o1, owner: p1, unit: board, about: service, weight: 0.3, text: Looked after, measures: [empathy]}
            scorecards:
              - {unit: w-01, role: agent, measure: handle_s, weight: 0.6, target: 300}
              - {unit: w-01, role: agent, measure: empathy, weight: 0.2}
              - {unit: w-01, role: agent, measure: railcard_sales, weight: 0.2, target: 5}
              - {unit: w-02, role: agent, measure: handle_s, weight: 0.6, target: 300}
              - {unit: w-02, role: agent, measure: empathy, weight: 0.2}
              - {unit: w-02, role: agent, measure: railcard_sales, weight: 0.2, target: 5}
              - {unit: west, role: Region manager, measure: empathy, weight: 0.5}
              - {unit: west, role: Region manager, measure: revenue, weight: 0.5}
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

    private static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("organisation.yaml"), RECORD);
        var contacts = new StringBuilder("interaction_id,started_at,unit,agent,touchpoint,wait_s,handle_s\n");
        var answers = new StringBuilder("response_id,answered_at,unit,touchpoint,empathy,csat\n");
        for (int i = 0; i < 400; i++) {
            String unit = "w-0" + (1 + i % 3);
            contacts.append("i%s,2026-06-%sT10:00:00Z,%s,a%s,phone,%s,%s\n"
                    .formatted(
                            i, i % 28 < 9 ? "0" + (1 + i % 28) : 1 + i % 28, unit, i % 9, 60 + i % 90, 200 + i % 150));
        }
        for (int i = 0; i < 60; i++) {
            answers.append("r%s,2026-02-1%sT10:00:00Z,w-01,phone,%s,%s\n".formatted(i, i % 10, 1 + i % 5, 1 + i % 7));
        }
        Files.writeString(folder.resolve("interactions.csv"), contacts);
        Files.writeString(folder.resolve("responses.csv"), answers);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void say_how_many_measures_there_are_and_what_is_missing_of_them() throws Exception {
        Document page = server.page("/measures?period=everything");

        assertThat(page.select("h1").text()).isEqualTo("7 measures; of 5 the record does not say what they mean");
        assertThat(page.select(".lede").text())
                .isEqualTo("On record, and nowhere in the data: Mystery visits, Railcard sales and Revenue."
                        + " Too old to judge by: Empathy and Satisfaction.");
        assertThat(page.select("section.sec h2").eachText())
                .containsExactly("Delivery", "Perception", "Outcome", "Not known");
    }

    @Test
    void say_of_a_measure_what_it_means_where_it_comes_from_and_what_uses_it() throws Exception {
        Element wait = row(server.page("/measures?period=everything"), "wait_s");

        assertThat(wait.select("th").text()).isEqualTo("Waiting time wait_s · declared");
        assertThat(wait.select("td").eachText().subList(0, 5))
                .containsExactly(
                        "s", "lower", "interactions.csv", "week of 22 Jun 2026", "Telephone: at most 120 s for 80 %");
        assertThat(wait.select("td").last().text()).contains("Journey: Getting a refund");
        assertThat(wait.select("th a").attr("href")).isEqualTo("/record/measures/entry?key=wait_s");
    }

    @Test
    void count_the_scorecards_objectives_and_causes_that_use_a_measure() throws Exception {
        Element empathy = row(server.page("/measures?period=everything"), "empathy");

        assertThat(empathy.select("th").text()).isEqualTo("Empathy empathy · inferred from the data");
        assertThat(empathy.select("td span.concern").text()).isEqualTo("week of 16 Feb 2026");
        assertThat(empathy.select("td").last().text()).contains("3 scorecards, up to 50 %", "1 objective");
        assertThat(empathy.select("td").last().select("a").eachAttr("href")).contains("/scorecards?period=everything");
    }

    @Test
    void show_scorecards_layer_by_layer_with_what_their_weight_is_for() throws Exception {
        Document page = server.page("/scorecards?period=everything");
        List<Element> cards = page.select("section.sec article");

        assertThat(page.select("h1").text()).contains("20 % of its weight to what the customer gets");
        assertThat(page.select("section.sec h2").eachText()).containsExactly("Management", "Front line");
        assertThat(cards.getFirst().text()).contains("Region manager", "West region · 50 % for what the customer gets");
        assertThat(cards.get(1).text())
                .contains("Agent", "Eastgate station", "Westgate station", "20 % for what the customer gets");
        assertThat(cards.get(1).select("tbody tr").eachText())
                .containsExactly(
                        "Handling time its cells 60 % operations at most 300 s",
                        "Empathy its cells 20 % what the customer gets",
                        "Railcard sales not in the data 20 % sales at least 5.00");
        assertThat(cards.get(1).select(".concern").text()).isEqualTo("20 % for what the customer gets");
    }

    @Test
    void say_which_scorecards_are_missing() throws Exception {
        List<String> gaps =
                server.page("/scorecards?period=everything").select(".gaps li").eachText();

        assertThat(gaps)
                .containsExactly(
                        "1 unit of the front line has no scorecard: Southgate station.",
                        "No scorecard is on record for Board and Executive.",
                        "2 cards give under 30 % of the weight to what the customer gets.",
                        "People are judged by what is nowhere in the data: Railcard sales and Revenue.");
    }

    @Test
    void lead_to_the_forms_of_the_record_for_who_may_change_it_only() throws Exception {
        Document owner = server.page("/scorecards?period=everything");
        String auditor = server.send(server.signIn(Role.AUDITOR, null)
                        .on(HttpRequest.newBuilder(server.address("/scorecards?period=everything"))))
                .body();

        assertThat(owner.select("main a[href^=/record]").eachAttr("href"))
                .contains("/record/scorecards/add", "/record/scorecards/entry?key=west%2FRegion%20manager%2Fempathy");
        assertThat(auditor).contains("Region manager").doesNotContain("/record/scorecards");
    }

    @Test
    void are_in_the_menu_of_promise() throws Exception {
        Document page = server.page("/measures");

        assertThat(page.select(".side .nav a[aria-current]").text()).isEqualTo("Measures");
        assertThat(page.select(".side .nav a").eachText())
                .containsSubsequence("Journeys", "Measures", "Scorecards", "Record");
    }

    private static Element row(Document page, String id) {
        return page.select("tbody tr").stream()
                .filter(r -> r.select("th .filename").text().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
