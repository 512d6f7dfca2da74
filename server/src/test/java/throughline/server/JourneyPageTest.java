package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
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

/// The pages of a railway that pays refunds: 100 cases in its event log, 400 contacts, 240 answers.
@DisplayNameGeneration(ReplaceUnderscores.class)
class JourneyPageTest {

    private static final String RECORD = """
            throughline: 1
            name: Northgate Rail
            promise: {statement: "You feel looked after.", feelings: [welcome, in-control], owner: p1, approved_on: 2026-01-12}
            units:
              - {id: board, name: Board, layer: board}
              - {id: west, name: West region, layer: frontline, parent: board}
              - {id: east, name: East region, layer: frontline, parent: board}
            people:
              - {id: p1, name: Ada North, unit: board, layer: board}
            touchpoints:
              - id: web
                name: Website
                channel: web
                department: online
                accountable: p1
                definition: "Found at once."
                standards: [{measure: csat, at_least: 4}]
              - id: phone
                name: Telephone
                channel: phone
                department: contact-centre
                accountable: p1
                definition: "Answered at once."
                standards: [{measure: wait_s, at_most: 20, share: 0.8, from_customers: true}]
              - {id: desk, name: Refund desk, department: finance}
              - {id: kiosk, name: Kiosk, accountable: p1}
            journeys:
              - id: refund
                name: Getting a refund
                steps: [web, phone, desk]
                accountable: p1
                blueprint:
                  - {step: web, name: Ask for it, see: Return form, do: Fills it in, front: Web shop, back: Form is checked}
              - {id: ticket, name: Buying a ticket, steps: [web, kiosk]}
            measures:
              - {id: wait_s, name: Waiting time, kind: delivery, unit: s, better: lower}
              - {id: feel_welcome, name: Felt welcome, kind: feeling, better: higher, scale: [1, 5]}
              - {id: csat, name: Satisfied, kind: outcome, better: higher, scale: [1, 5]}
            """;

    private static final LocalDate LAST = LocalDate.of(2026, 6, 28);

    @TempDir
    private static Path files;

    @TempDir
    private static Path data;

    private static OpenServer server;

    @BeforeAll
    static void open() throws Exception {
        Files.writeString(files.resolve("organisation.yaml"), RECORD);
        writeEvents(files);
        writeContacts(files);
        writeAnswers(files);
        server = OpenServer.reading(files, data);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void begin_with_the_promise_and_a_row_for_each_journey() throws Exception {
        Document page = server.page("/journeys");

        assertThat(page.select("h1").text()).isEqualTo("2 of 2 journeys have a gap");
        assertThat(page.select(".lede").text())
                .isEqualTo("One owner: 4 of 5 steps. A definition and a standard with a target: 3.");
        assertThat(page.select(".vision blockquote").text()).isEqualTo("You feel looked after.");
        assertThat(page.select(".vision dd").stream().map(JourneyPageTest::words))
                .containsExactly("welcome and in control", "Ada North", "12 January 2026");
        assertThat(page.select("tbody tr").stream().map(JourneyPageTest::words))
                .containsExactly(
                        "Getting a refund 3 100 50 % 2 of 3 1 of 2 2.0 at Refund desk"
                                + " Step 3: no owner, nothing designed, feels worse than the others",
                        "Buying a ticket 2 0 2 of 2 1 of 1 4.5 at Website Step 2: nothing designed");
        assertThat(page.select("tbody a").eachAttr("href")).containsExactly("/journey?id=refund", "/journey?id=ticket");
        assertThat(page.select(".side .nav a[aria-current]").text()).isEqualTo("Journeys");
    }

    @Test
    void say_what_is_amiss_at_the_worst_step_and_how_cases_really_go() throws Exception {
        Document page = server.page("/journey?id=refund");

        assertThat(page.select(".kick span").eachText()).startsWith("Getting a refund", "Journey 1 of 2", "100 cases");
        assertThat(page.select("h1").text())
                .isEqualTo("At step 3, Refund desk, nobody answers and nothing was designed");
        assertThat(page.select(".lede").text())
                .isEqualTo("50 of 100 cases took it as designed. 30 in 100 go back from Telephone to Ask for it."
                        + " It feels worst at Refund desk: 2.0 of 5 (likely 2.0 to 2.0).");
        assertThat(page.select(".next").text())
                .isEqualTo("Close the gap at step 3 Name one person who answers for “Refund desk”. Write down what good"
                        + " looks like at “Refund desk”, and a standard with a target."
                        + " Who answers for what Standards of Refund desk");
        assertThat(page.select(".checks li").eachText())
                .containsExactly(
                        "Website → Telephone → Refund desk as designed 50 %",
                        "Website → Telephone → Website → Telephone → Refund desk 30 %",
                        "Website → Kiosk → Telephone → Refund desk 20 %");
    }

    @Test
    void draw_the_path_its_detours_and_the_feelings_at_four_widths_with_their_table() throws Exception {
        Document page = server.page("/journey?id=refund");

        assertThat(page.select(".bpflow .fit > div").eachAttr("class")).containsExactly("s", "m", "l", "xl");
        assertThat(page.select(".bpflow svg").eachAttr("aria-label"))
                .hasSize(4)
                .containsOnly("The designed path runs through 3 steps."
                        + " 30 in 100 cases go back from Telephone to Ask for it."
                        + " 20 in 100 cases go from Ask for it to Telephone by way of Kiosk."
                        + " Feeling by step: Ask for it 4.5, Telephone 4.0, Refund desk 2.0.");
        Element widest = page.select(".bpflow .xl svg").first();
        assertThat(widest.select(".k-arc").eachAttr("stroke-width")).containsExactlyInAnyOrder("9.6", "6.4");
        assertThat(widest.select("line.k-line.k-dash")).hasSize(1);
        assertThat(widest.select("line.k-line:not(.k-dash)")).hasSize(1);
        assertThat(page.select(".tables tbody").first().select("tr").eachText())
                .containsExactly(
                        "1 Ask for it yes 4.5 4.4 to 4.6 80",
                        "2 Telephone yes 4.0 4.0 to 4.0 80",
                        "3 Refund desk no 2.0 2.0 to 2.0 80");
        assertThat(page.select(".tables tbody").last().select("tr").eachText())
                .containsExactly(
                        "Cases that go back from Telephone to Ask for it 30 30 % 22 to 40 %",
                        "Cases that go from Ask for it to Telephone by way of Kiosk 20 20 % 13 to 29 %");
    }

    @Test
    void put_in_each_lane_what_was_written_else_what_is_known_else_that_nothing_is() throws Exception {
        Document page = server.page("/journey?id=refund");
        List<Element> steps = page.select(".bp > section");

        assertThat(steps.stream().map(s -> s.attr("aria-label")))
                .containsExactly("Step 1: Ask for it", "Step 2: Telephone", "Step 3: Refund desk");
        assertThat(lanes(steps.get(0)))
                .containsExactly("Return form", "Fills it in", "Web shop", "Form is checked", "None designed");
        assertThat(lanes(steps.get(1)))
                .containsExactly(
                        "Phone derived",
                        "Not written yet",
                        "Contact centre derived",
                        "Not written yet",
                        "Not written yet");
        assertThat(lanes(steps.get(2)))
                .containsExactly("None designed", "None designed", "Finance derived", "None designed", "None designed");
        assertThat(steps.get(2).select(".bad")).hasSize(4);
        assertThat(steps.get(2).select(".who").text()).contains("No owner");
    }

    private static List<String> lanes(Element step) {
        return step.select(".cell:not(.step):not(.meas) > span:not(.dt):not(.who)")
                .eachText();
    }

    @Test
    void measure_each_step_against_its_standards() throws Exception {
        List<Element> steps = server.page("/journey?id=refund").select(".bp > section");

        assertThat(steps.get(0).select(".m").eachText())
                .containsExactly(
                        "Satisfied 80 answers, standard at least 4 5",
                        "Waiting time 200 contacts 10 s",
                        "Felt welcome 80 answers 4.50");
        assertThat(steps.get(1).select(".m").eachText())
                .containsExactly(
                        "Waiting time, at most 20 s 200 contacts, standard 80 % 70 %", "Felt welcome 80 answers 4");
        assertThat(steps.get(1).select(".m .concern").text()).isEqualTo("70 %");
        assertThat(steps.get(2).select(".m").eachText()).containsExactly("No standard –", "Felt welcome 80 answers 2");
    }

    @Test
    void show_each_standard_with_its_weeks_and_say_whether_it_is_met() throws Exception {
        Document page = server.page("/touchpoint?id=phone");

        assertThat(page.select("h1").text()).isEqualTo("Telephone does not keep its standard");
        assertThat(page.select(".lede").text()).isEqualTo("Answered at once.");
        assertThat(page.select("article h2").text()).isEqualTo("Waiting time, at most 20 s");
        assertThat(page.select("article .say").text())
                .startsWith("70 % of 200 contacts kept to it, where the standard is 80 %. It is missed");
        assertThat(page.select("article .note").text()).endsWith("Customers asked for it.");
        assertThat(page.select("article .fit svg"))
                .hasSize(4)
                .allSatisfy(svg -> assertThat(svg.select("line.k-target")).hasSize(1));
        assertThat(page.select("article table tbody tr").first().text()).matches("\\d+ \\w+ 2026 \\d+ % \\d+ .*");
        assertThat(page.select(".head a:not(.btn)").eachAttr("href")).containsExactly("/journey?id=refund");
    }

    @Test
    void offer_a_standard_where_there_is_none_and_know_no_touchpoint_of_another_name() throws Exception {
        Document page = server.page("/touchpoint?id=desk");

        assertThat(page.select("h1").text()).isEqualTo("No standard says what customers can count on at Refund desk");
        assertThat(page.select("main a.btn").eachText()).containsExactly("Write down a standard");
        assertThat(page.select("main a.btn").eachAttr("href")).containsExactly("/record/touchpoints/entry?key=desk");
        SignedIn auditor = server.signIn(Role.AUDITOR, null);
        Document read =
                Jsoup.parse(server.send(auditor.on(HttpRequest.newBuilder(server.address("/touchpoint?id=desk"))))
                        .body());
        assertThat(read.select(".empty code").text()).contains("wait_s");
        assertThat(read.select("a.btn")).isEmpty();
        assertThat(server.get("/touchpoint?id=nowhere").statusCode()).isEqualTo(404);
        assertThat(server.get("/journey?id=nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void keep_the_journey_when_another_part_or_period_is_chosen() throws Exception {
        Document page = server.page("/journey?id=refund&part=west&theme=dark");

        assertThat(page.select("form.choices input[name=id]").attr("value")).isEqualTo("refund");
        assertThat(page.select(".head .note.dim").text())
                .isEqualTo("Steps, owners and standards are those of the whole organisation, figures those of West"
                        + " region.");
        assertThat(page.select(".kick").text()).contains("50 cases");
        assertThat(page.select(".next a").eachAttr("href"))
                .containsExactly(
                        "/accountability?part=west&theme=dark&show=gaps", "/touchpoint?part=west&theme=dark&id=desk");
    }

    @Test
    void say_that_ways_are_not_known_without_events_and_cases(@TempDir Path bare, @TempDir Path other)
            throws Exception {
        Files.writeString(bare.resolve("organisation.yaml"), RECORD);
        try (var quiet = OpenServer.reading(bare, other)) {
            Document page = quiet.page("/journey?id=refund");

            assertThat(page.select("section.split article").last().text())
                    .startsWith("Where people really go Not known: no events name a case and a touchpoint, and no"
                            + " contacts name a case.");
            assertThat(page.select(".k-arc")).isEmpty();
            assertThat(page.select(".bp > section").first().select(".m").first().text())
                    .isEqualTo("Satisfied Not measured, standard at least 4 –");
        }
    }

    @Test
    void compare_no_feelings_of_steps_that_were_asked_different_questions(@TempDir Path bare, @TempDir Path other)
            throws Exception {
        Files.writeString(
                bare.resolve("organisation.yaml"),
                RECORD + "  - {id: feel_heard, name: Felt heard, kind: feeling, better: higher, scale: [1, 5]}\n");
        var rows = new StringBuilder("response_id,answered_at,touchpoint,feel_welcome,feel_heard\n");
        for (int i = 0; i < 60; i++) {
            rows.append("r%s,%sT10:00:00Z,%s%n".formatted(i, LAST.minusDays(i), i % 2 == 0 ? "web,5," : "phone,,2"));
        }
        Files.writeString(bare.resolve("responses.csv"), rows);
        try (var apart = OpenServer.reading(bare, other)) {
            Document page = apart.page("/journey?id=refund");

            assertThat(page.text())
                    .contains("Steps were asked different questions, so they are not compared.")
                    .doesNotContain("feels worse", "orange is surely below");
        }
    }

    @Test
    void say_what_will_stand_there_where_no_journey_is_on_record(@TempDir Path bare, @TempDir Path other)
            throws Exception {
        Files.writeString(bare.resolve("organisation.yaml"), "name: Northgate Rail\ntouchpoints: [{id: phone}]\n");
        try (var empty = OpenServer.reading(bare, other)) {
            Document page = empty.page("/journeys");

            assertThat(page.select("h1").text()).isEqualTo("No journey is on record");
            assertThat(page.select(".empty h2").eachText())
                    .containsExactly(
                            "Here the promise to customers will stand", "Here each journey will stand step by step");
            assertThat(page.select(".empty a.btn").eachText())
                    .containsExactly("Write down the promise", "Write down a journey");
            assertThat(page.select(".empty a.btn").eachAttr("href"))
                    .containsExactly("/record/promise/add", "/record/journeys/add");
        }
    }

    @Test
    void count_a_journey_without_steps_as_a_gap_and_offer_to_write_them_down(@TempDir Path bare, @TempDir Path other)
            throws Exception {
        Files.writeString(
                bare.resolve("organisation.yaml"), "name: Northgate Rail\njourneys: [{id: refund, name: Refund}]\n");
        try (var empty = OpenServer.reading(bare, other)) {
            Document page = empty.page("/journeys");

            assertThat(page.select("h1").text()).isEqualTo("The journey on record has a gap");
            assertThat(page.select(".lede")).isEmpty();
            assertThat(page.select("tbody tr").text()).isEqualTo("Refund 0 0 of 0 No steps on record");
            Document journey = empty.page("/journey?id=refund");
            assertThat(journey.select("main a.btn").eachText()).containsExactly("Write down its steps");
            assertThat(journey.select("main a.btn").eachAttr("href"))
                    .containsExactly("/record/journeys/entry?key=refund");
        }
    }

    @Test
    void offer_to_begin_the_record_where_there_is_none(@TempDir Path bare, @TempDir Path other) throws Exception {
        writeContacts(bare);
        try (var nameless = OpenServer.reading(bare, other)) {
            Document page = nameless.page("/journeys");

            assertThat(page.select(".empty a.btn").eachText()).containsExactly("Begin the record", "Begin the record");
            assertThat(page.select(".empty a.btn").eachAttr("href")).containsOnly("/record");
        }
    }

    @Test
    void show_names_as_they_were_written_and_run_nothing_in_them(@TempDir Path bare, @TempDir Path other)
            throws Exception {
        String name = "<img src=x onerror=alert(1)>";
        Files.writeString(
                bare.resolve("organisation.yaml"),
                RECORD.replaceAll("(Return form|Getting a refund|Telephone|Ask for it)", "'" + name + "'")
                        .replace("id: refund", "id: '" + name + "'"));
        writeEvents(bare);
        try (var hostile = OpenServer.reading(bare, other)) {
            String link = hostile.page("/journeys").select("tbody a").first().attr("href");
            Document page = hostile.page(link);

            assertThat(page.select("img")).isEmpty();
            assertThat(page.select(".kick span").first().text()).isEqualTo(name);
            assertThat(lanes(page.select(".bp > section").first())).startsWith(name);
        }
    }

    /// The row as it is read aloud: without initials.
    private static String words(Element row) {
        Element read = row.clone();
        read.select("[aria-hidden]").remove();
        return read.text();
    }

    private static void writeEvents(Path folder) throws IOException {
        var rows = new StringBuilder("case_id,activity,at,touchpoint,unit\n");
        for (int i = 0; i < 100; i++) {
            List<String> way = i < 50
                    ? List.of("web", "phone", "desk")
                    : i < 80
                            ? List.of("web", "phone", "web", "phone", "desk")
                            : List.of("web", "kiosk", "phone", "desk");
            for (int step = 0; step < way.size(); step++) {
                rows.append("c%s,a,%sT1%s:00:00Z,%s,%s%n"
                        .formatted(i, LAST.minusDays(i % 80), step, way.get(step), i % 2 == 0 ? "west" : "east"));
            }
        }
        Files.writeString(folder.resolve("events.csv"), rows);
    }

    private static void writeContacts(Path folder) throws IOException {
        var rows = new StringBuilder("interaction_id,started_at,touchpoint,unit,wait_s\n");
        for (int i = 0; i < 400; i++) {
            boolean phone = i % 2 == 0;
            rows.append("i%s,%sT10:00:00Z,%s,%s,%s%n"
                    .formatted(
                            i,
                            LAST.minusDays(i % 100),
                            phone ? "phone" : "web",
                            i % 4 < 2 ? "west" : "east",
                            phone ? (i / 2 % 10 < 7 ? 20 : 45) : 10));
        }
        Files.writeString(folder.resolve("interactions.csv"), rows);
    }

    private static void writeAnswers(Path folder) throws IOException {
        var rows = new StringBuilder("response_id,answered_at,touchpoint,unit,feel_welcome,csat\n");
        for (int i = 0; i < 240; i++) {
            String at = List.of("web", "phone", "desk").get(i % 3);
            rows.append("r%s,%sT10:00:00Z,%s,%s,%s,5%n"
                    .formatted(
                            i,
                            LAST.minusDays(i % 80),
                            at,
                            i % 4 < 2 ? "west" : "east",
                            at.equals("web") ? 4 + i / 3 % 2 : at.equals("phone") ? 4 : 2));
        }
        Files.writeString(folder.resolve("responses.csv"), rows);
    }
}
