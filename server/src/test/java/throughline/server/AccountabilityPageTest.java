package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

/// The page of a railway with seven touchpoints on record, a kiosk nobody registered, and 200 contacts.
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountabilityPageTest {

    private static final String RECORD = """
            throughline: 1
            name: Northgate Rail
            promise: {statement: "You feel looked after.", owner: p1, approved_on: 2026-01-12}
            units:
              - {id: board, name: Board, layer: board}
              - {id: ops, name: Operations, layer: executive, parent: board}
              - {id: west, name: West region, layer: management, parent: ops}
              - {id: w-01, name: Westgate station, layer: frontline, parent: west}
              - {id: w-02, name: Eastgate station, layer: frontline, parent: west}
            people:
              - {id: p1, name: Ada North, unit: board, role: Chief customer officer, layer: board}
              - {id: p2, name: Ben Ops, unit: ops, layer: executive, manager: p1}
              - {id: p3, name: Cy West, unit: west, layer: management, manager: p2}
            touchpoints:
              - {id: phone, name: Telephone, department: contact-centre, accountable: p3, accepted_on: 2026-02-01}
              - {id: web, name: Website, department: contact-centre, accountable: [p1, p2]}
              - {id: counter, name: Ticket counter, department: w-01, accountable: p3}
              - {id: desk, name: Lost property, department: w-01}
              - {id: gate, name: Barrier, accountable: stranger}
              - {id: train, name: On the train, department: trains, accountable: p2}
              - {id: taxi, name: Taxi rank, department: trains}
            objectives:
              - {id: o1, owner: p1, unit: board, about: service, weight: 0.3, text: "Customers feel looked after"}
              - {id: o2, owner: p2, unit: ops, parent: o1, about: service, text: "Right first time"}
              - {id: o3, owner: p3, unit: west, about: sales, text: "Sell more"}
              - {id: o4, unit: w-01, about: sales}
              - {id: o5, unit: w-02, about: cost}
            """;

    @TempDir
    private static Path files;

    @TempDir
    private static Path data;

    private static OpenServer server;

    @BeforeAll
    static void open() throws Exception {
        Files.writeString(files.resolve("organisation.yaml"), RECORD);
        writeContacts(files);
        server = OpenServer.reading(files, data);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void opens_with_who_answers_on_the_board_and_how_many_touchpoints_have_no_single_owner() throws Exception {
        Document page = server.page("/accountability");

        assertThat(page.select("h1").text())
                .isEqualTo("One member of the board answers for service: Ada North."
                        + " 5 of 8 touchpoints have no single owner.");
        assertThat(page.select(".lede").text()).isEqualTo("Touchpoints without a single owner carry 50 % of contacts.");
        assertThat(page.select(".kick").text()).contains("Northgate Rail", "8 touchpoints in 3 departments");
        assertThat(page.select(".side .nav a[aria-current] .n").text()).isEqualTo("5");
    }

    @Test
    void says_what_cause_1_1_says_of_the_same_touchpoints() throws Exception {
        assertThat(server.page("/causes/nobody-accountable").select(".say").eachText())
                .contains("5 of 8 touchpoints have no single accountable person; they carry 50 % of contacts.");
        assertThat(server.page("/causes/outside-strategy").select(".say").eachText())
                .contains(server.page("/accountability")
                        .select("article .say")
                        .last()
                        .text());
    }

    @Test
    void draws_one_square_a_touchpoint_and_department_by_department() throws Exception {
        Document page = server.page("/accountability");

        assertThat(page.select(".legend span").eachText())
                .containsExactly("one owner, 3", "two or more, 1", "nobody, 4");
        assertThat(page.select(".waffle i")).hasSize(8);
        assertThat(page.select(".waffle i.two")).hasSize(1);
        assertThat(page.select(".waffle i.none")).hasSize(4);
        assertThat(page.select(".wrow").stream()
                        .map(row -> row.select("b").text() + " "
                                + row.select(".note").text()))
                .containsExactly(
                        "Contact centre 1 of 2",
                        "Trains 1 of 2",
                        "Westgate station 1 of 2",
                        "No department 0 of 1",
                        "Not in the register 0 of 1");
    }

    @Test
    void shows_layer_by_layer_how_far_the_goal_of_the_board_reaches() throws Exception {
        Document page = server.page("/accountability");

        assertThat(page.select("svg.chart").attr("aria-label"))
                .isEqualTo("Board 1 of 1, Executive 1 of 1, Management 0 of 1, Front line 0 of 2. Margin 80 %.");
        assertThat(page.select(".split .note").text()).contains("The yellow line is 80 %");
        assertThat(page.select("article .say mark").text()).isEqualTo("management");
    }

    @Test
    void lays_who_answers_for_what_on_the_tree_of_units() throws Exception {
        List<Element> rows =
                server.page("/accountability").select("table").first().select("tbody tr");

        assertThat(rows.stream().map(AccountabilityPageTest::words))
                .containsExactly(
                        "Northgate Rail Ada North 8 3 of 8 Customers feel looked after Chief customer officer",
                        "Operations Ben Ops 5 3 of 5 Right first time 1 with nobody, 1 shared",
                        "West region Cy West 3 2 of 3 None 1 with nobody, goal does not reach here",
                        "Westgate station Nobody 2 1 of 2 None 1 with nobody, goal does not reach here",
                        "Eastgate station Nobody None Goal does not reach here");
        assertThat(rows.stream()
                        .filter(r -> r.hasClass("gap"))
                        .map(r -> r.select("th").text()))
                .containsExactly("Westgate station");
        assertThat(server.page("/accountability").select(".sec .note.dim.mt").text())
                .startsWith("2 touchpoints belong to no unit");
    }

    @Test
    void lists_the_touchpoints_by_contacts_with_those_nobody_registered() throws Exception {
        Document page = server.page("/accountability");

        assertThat(page.select("table").last().select("tbody tr").stream().map(AccountabilityPageTest::words))
                .containsExactly(
                        "Telephone Contact centre Cy West accepted 1 Feb 2026 80 40 %"
                                + " No goal of the owner leads to the board’s",
                        "Website Contact centre Ada North and Ben Ops 60 30 % 2 people answer for it",
                        "Lost property Westgate station Nobody 30 15 % Nobody answers for it",
                        "Ticket counter Westgate station Cy West not yet accepted 20 10 %"
                                + " No goal of the owner leads to the board’s",
                        "kiosk Nobody 10 5 % Not in the register",
                        "Barrier No department Nobody 0 0 % Who is named is not on record",
                        "Taxi rank Trains Nobody 0 0 % Nobody answers for it",
                        "On the train Trains Ben Ops not yet accepted 0 0 %");
        assertThat(page.select(".callout").text())
                .isEqualTo("10 contacts (5 % of all) came to a touchpoint the register does not know: kiosk."
                        + " 4 contacts name no touchpoint.");
    }

    @Test
    void shows_only_the_gaps_where_asked_and_keeps_period_part_and_theme_in_its_links() throws Exception {
        Document page = server.page("/accountability?show=gaps&theme=dark&period=12-weeks");

        assertThat(page.select("table").first().select("tbody th").eachText())
                .containsExactly("Operations", "West region", "Westgate station", "Eastgate station");
        assertThat(page.select("table").last().select("tbody th").eachText())
                .containsExactly(
                        "Telephone", "Website", "Lost property", "Ticket counter", "kiosk", "Barrier", "Taxi rank");
        assertThat(page.select(".seg a").eachAttr("href"))
                .containsExactly(
                        "/accountability?period=12-weeks&theme=dark",
                        "/accountability?period=12-weeks&theme=dark&show=gaps");
        assertThat(page.select(".seg a[aria-current]").text()).isEqualTo("Gaps only");
    }

    @Test
    void shows_of_a_part_its_units_only() throws Exception {
        Document page = server.page("/accountability?part=west");

        assertThat(page.select("table").first().select("tbody th").eachText())
                .containsExactly("West region", "Westgate station", "Eastgate station");
        assertThat(page.select(".kick").text()).startsWith("Northgate Rail, West region");
        assertThat(page.select(".head .note").text())
                .isEqualTo("Owners and goals are those of the whole organisation,"
                        + " units and contacts those of West region.");
    }

    @Test
    void leads_from_each_card_to_its_cause_and_to_the_rows() throws Exception {
        List<String> links =
                server.page("/accountability").select("article .lineage a").eachAttr("href");

        assertThat(links).hasSize(3);
        for (String link : links) {
            assertThat(server.get(link).statusCode()).as(link).isEqualTo(200);
        }
        assertThat(server.page(links.get(1)).select("tbody tr")).hasSize(50);
    }

    @Test
    void says_what_will_be_here_where_nobody_wrote_down_who_answers(@TempDir Path bare, @TempDir Path other)
            throws Exception {
        writeContacts(bare);
        try (var unrecorded = OpenServer.reading(bare, other)) {
            Document page = unrecorded.page("/accountability");

            assertThat(page.select("h1").text()).isEqualTo("Who answers for service is not on record");
            assertThat(page.select(".lede").text())
                    .isEqualTo("200 contacts came to 5 touchpoints, and the record names nobody who answers for them.");
            assertThat(page.select(".empty .command").text()).isEqualTo("./throughline import FOLDER");
            assertThat(page.select("table tbody tr")).hasSize(5).allMatch(row -> row.hasClass("gap"));
            assertThat(page.select(".waffle, svg.chart")).isEmpty();
            assertThat(page.select(".nav a[aria-current]").first().text()).isEqualTo("Accountability");
        }
    }

    @Test
    void prints_names_as_text_whatever_they_hold(@TempDir Path bare, @TempDir Path other) throws Exception {
        String name = "<img src=x onerror=alert(1)>";
        Files.writeString(
                bare.resolve("organisation.yaml"),
                RECORD.replaceAll(
                                "(Ada North|Telephone|Westgate station|contact-centre|Right first time)",
                                "'" + name + "'")
                        .replace("\"'", "'")
                        .replace("'\"", "'"));
        try (var hostile = OpenServer.reading(bare, other)) {
            Document page = hostile.page("/accountability");

            assertThat(page.select("img")).isEmpty();
            assertThat(page.select("h1").text()).contains("answers for service: " + name);
            assertThat(page.select(".wrow b").eachText()).contains(name);
            assertThat(page.select("th[scope=row]").eachText())
                    .filteredOn(name::equals)
                    .hasSize(2);
        }
    }

    @Test
    void says_that_nothing_can_reach_down_where_the_board_has_no_goal(@TempDir Path bare, @TempDir Path other)
            throws Exception {
        Files.writeString(
                bare.resolve("organisation.yaml"), RECORD.replace("about: service, weight", "about: cost, weight"));
        try (var aimless = OpenServer.reading(bare, other)) {
            Document page = aimless.page("/accountability?show=gaps");

            assertThat(words(page.select("table tbody tr").first()))
                    .isEqualTo("Northgate Rail Ada North 7 3 of 7 None The board has no service goal");
            assertThat(page.select("article .say").last().text())
                    .isEqualTo("None of the board's 1 objective is about service.");
        }
    }

    @Test
    void counts_each_touchpoint_the_same_where_there_are_no_contacts(@TempDir Path bare, @TempDir Path other)
            throws Exception {
        Files.writeString(bare.resolve("organisation.yaml"), RECORD);
        try (var quiet = OpenServer.reading(bare, other)) {
            Document page = quiet.page("/accountability");

            assertThat(page.select("h1").text()).endsWith("4 of 7 touchpoints have no single owner.");
            assertThat(page.select(".lede").text())
                    .isEqualTo(
                            "No contact with a touchpoint is known in these days, so each touchpoint counts the same.");
            assertThat(page.select(".callout")).isEmpty();
        }
    }

    /// The row as it is read aloud: without initials.
    private static String words(Element row) {
        Element read = row.clone();
        read.select("[aria-hidden]").remove();
        return read.text();
    }

    private static void writeContacts(Path folder) throws IOException {
        var rows = new StringBuilder("interaction_id,started_at,touchpoint,unit\n");
        for (int i = 0; i < 204; i++) {
            String at = i < 80
                    ? "phone"
                    : i < 140 ? "web" : i < 170 ? "desk" : i < 190 ? "counter" : i < 200 ? "kiosk" : "";
            rows.append("i%d,2026-06-%02dT10:00:00Z,%s,w-0%d%n".formatted(i, 1 + i % 28, at, 1 + i % 2));
        }
        Files.writeString(folder.resolve("interactions.csv"), rows);
    }
}
