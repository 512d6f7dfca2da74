package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.server.FileForm.lines;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.organisation.Change;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.accounts.Role;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.Version;
import throughline.workspace.OrganisationWriter;

/// Parts of the record taken away as files, changed elsewhere, and brought in again.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SectionPageTest {

    private static final String RECORD = """
            name: Northgate Rail
            timezone: Europe/London
            promise: {statement: "You get there", feelings: [welcome, informed], owner: p1, approved_on: 2026-01-12}
            units:
              - {id: board, name: Board, layer: board}
              - {id: west, name: West, parent: board}
              - {id: w-01, name: Westgate, parent: west}
              - {id: east, name: Farsideunit, parent: board}
            people:
              - {id: p1, name: Ada North, unit: board}
              - {id: p3, name: Cy West, unit: west, manager: p1}
              - {id: p4, name: "=cmd|' /C calc'!A0", unit: w-01, manager: p3, left_on: 2026-03-01}
              - {id: fp5, name: Ed Farside, unit: east, manager: p1}
            touchpoints:
              - id: phone
                name: Telephone
                accountable: p3
                responsible: [p4, fp5]
                definition: "Answered at once,\\nand \\"kindly\\""
                standards: [{measure: wait_s, at_most: 20, share: 0.8}, {measure: empathy, at_least: 4.2, from_customers: true}]
              - {id: desk, name: Lost property, accountable: p4}
              - {id: fax, name: Facsimile, accountable: fp5}
              - {id: comma, customers: ["supplier, investor"]}
            journeys:
              - id: lost
                steps: [desk, phone]
                accountable: p4
                blueprint: [{step: desk, see: "A counter, a form"}, {step: phone, do: Calls}]
            measures: [{id: empathy, kind: perception, scale: [1, 5], better: higher}]
            objectives:
              - {id: o1, owner: p1, unit: board, about: service, weight: 0.15, text: Look after them, measures: [empathy]}
              - {id: o2, owner: p3, unit: west, parent: o1, text: Answer the telephone}
            scorecards:
              - {unit: w-01, role: agent, measure: handle_s, weight: 0.5, target: -300}
              - {unit: w-01, role: agent, measure: handle_s, weight: 0.7}
              - {measure: empathy, weight: 0.1}
            links: [{cause: faults, effect: empathy, managed_by: p3}]
            """;

    @TempDir
    private static Path data;

    private static OpenServer server;
    private static OrganisationRecord record;
    private static SignedIn ada;

    /// Number of the version that has the record above.
    private long first;

    @BeforeAll
    static void open() {
        server = OpenServer.real(data);
        record = server.bean(OrganisationRecord.class);
        ada = server.signIn(Role.BOARD_OWNER, null);
    }

    @BeforeEach
    void begin() {
        record.replace(Editor.ofToken("tests"), record.now().number(), RECORD);
        first = record.now().number();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    static Stream<Arguments> files() {
        return Arrays.stream(Sort.values())
                .flatMap(sort -> Stream.of("csv", "yaml").map(format -> Arguments.of(sort.id(), format)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_part_is_taken_away_and_what_is_brought_in_unchanged_changes_nothing(String sort, String format)
            throws Exception {
        HttpResponse<String> file = get(ada, "/record/%s/file?format=%s".formatted(sort, format));
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                .contains("%s-version-%s.%s".formatted(sort, first, format));

        String[] missing = sort.equals("basics") ? new String[0] : new String[] {"missing", "goes"};
        HttpResponse<String> preview = form(sort).send("mine." + format, file.body(), missing);

        assertThat(preview.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(preview.body()).select("[role=status]").text())
                .as(file.body())
                .startsWith("Nothing would be changed.");
        assertThat(preview.body()).doesNotContain("/confirm").doesNotContain("id=\"left\"");
    }

    @Test
    void shows_what_a_table_would_change_line_by_line_and_changes_nothing_before_it_is_confirmed() throws Exception {
        HttpResponse<String> preview = form("touchpoints").send("touchpoints.csv", """
                id,name,channel,accountable
                phone,Phone,phone,p1
                desk,Lost property,,p4
                kiosk,Ticket machine,kiosk,
                app,The app,app,nobody
                ,No id,,
                web,Web,web
                """);

        assertThat(lines(preview, "changed"))
                .containsExactly(
                        "Phone Line 2 Phone: name is Phone instead of Telephone; channel is phone instead of nothing; accountable is Ada North instead of Cy West.");
        assertThat(lines(preview, "added")).isEmpty();
        assertThat(lines(preview, "left"))
                .containsExactlyInAnyOrder(
                        "Line 7 The row has 3 cells, the header has 4.",
                        "Line 6 id This must be there.",
                        "Line 4 Touchpoints with a channel that is not known: kiosk → kiosk. Write phone, web, app, email, chat, letter, store, reception, carpark, delivery, billing, hr, pr, social, partner or other.",
                        "Line 5 Touchpoints of somebody who is not listed: app → nobody. List them, or mend the id.");
        assertThat(lines(preview, "missing"))
                .as("what the file lacks stays")
                .hasSize(2)
                .first()
                .asString()
                .startsWith("Facsimile");
        assertThat(record.now().number()).isEqualTo(first);

        HttpResponse<String> done = form("touchpoints").confirm(preview);
        assertThat(done.headers().firstValue("Location")).hasValue("/record/touchpoints?done=brought");
        assertThat(record.now().number()).isEqualTo(first + 1);
        Version version = record.version(first + 1).orElseThrow();
        assertThat(version.by().actor()).isEqualTo("board-owner@example.org");
        assertThat(text("phone")).contains("name: Phone", "accountable: p1");
        assertThat(text("phone"))
                .as("a column that the table does not have stays")
                .contains("responsible: [p4, fp5]", "share: 0.8");

        record.undo(Editor.ofToken("tests"), first + 1);
        assertThat(record.now().document()).hasValue(RECORD);
    }

    @Test
    void removes_what_the_file_does_not_have_only_where_that_is_chosen_and_nothing_needs_it() throws Exception {
        String people = """
                people:
                  - {id: p1, name: Ada North, unit: board}
                  - {id: p3, name: Cy West, unit: west, manager: p1}
                  - {id: p4, name: Di Gate, unit: w-01, manager: p3}
                """;
        assertThat(lines(form("people").send("people.yaml", people), "removed")).isEmpty();

        HttpResponse<String> needed = form("people").send("people.yaml", people, "missing", "goes");
        assertThat(lines(needed, "left"))
                .containsExactly(
                        "The file Touchpoints of somebody who is not listed: fax → fp5. List them, or mend the id.");

        HttpResponse<String> preview = form("touchpoints")
                .send("touchpoints.csv", "id,name\nphone,Telephone\ndesk,Lost property\n", "missing", "goes");
        assertThat(lines(preview, "removed")).hasSize(2);
        form("touchpoints").confirm(preview);
        assertThat(record.now().organisation().touchpoints())
                .extracting(t -> t.id())
                .containsExactly("phone", "desk");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            touchpoints.csv  | id,nmae                   | The column "nmae" does not belong here. Did you mean name?
            touchpoints.csv  | name,channel              | The column id must be there.
            touchpoints.csv  | id,name,name              | Two columns are named name. Keep one of them.
            touchpoints.yaml | people: []                | The file has nothing below touchpoints: at its top.
            touchpoints.yaml | touchpoints: [            | This is not valid YAML
            touchpoints.yaml | - id: phone               | The file must begin with keys
            touchpoints.xlsx | PK                        | Send a file whose name ends in .csv or .yaml.
            """)
    void refuses_a_file_of_which_nothing_can_be_used_and_says_what_to_do(String name, String content, String why)
            throws Exception {
        HttpResponse<String> answer = form("touchpoints").send(name, content);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(answer.body()).select("[role=alert]").text()).contains(why);
        assertThat(answer.body()).doesNotContain("/confirm");
    }

    @Test
    void refuses_what_is_empty_too_large_or_not_UTF_8() throws Exception {
        for (byte[] file : List.of(
                new byte[0],
                ("id,name\n" + "x".repeat(2_000_000)).getBytes(StandardCharsets.UTF_8),
                "id,name\nphone,Télé".getBytes(StandardCharsets.UTF_16))) {
            HttpResponse<String> answer = form("touchpoints").send("touchpoints.csv", file);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(Jsoup.parse(answer.body()).select("[role=alert]").text())
                    .containsAnyOf("The file is empty.", "larger than 1 MB", "UTF-16");
        }
        HttpResponse<String> latin = form("touchpoints")
                .send("touchpoints.csv", "id,name\nphone,Fon\ndesk,F\u00f6n\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(lines(latin, "left"))
                .singleElement()
                .asString()
                .startsWith("Line 3")
                .contains("not UTF-8");
    }

    @Test
    void reads_what_a_spreadsheet_writes_with_a_mark_and_semicolons() throws Exception {
        HttpResponse<String> preview = form("units")
                .send("units.csv", "\uFEFFid;name;parent\r\nwest;\"West; wide\";board\r\nnorth;North;nowhere\r\n");

        assertThat(lines(preview, "changed")).singleElement().asString().contains("West; wide");
        assertThat(lines(preview, "left"))
                .containsExactly("Line 3 Units without their parent: north → nowhere. List them, or mend the id.");
    }

    @Test
    void keeps_the_first_of_two_lines_with_one_id_and_leaves_out_what_hangs_on_what_is_left_out() throws Exception {
        HttpResponse<String> preview = form("units").send("units.yaml", """
                units:
                  - {id: north, parent: nowhere}
                  - {id: n-01, parent: north}
                  - {id: south, parent: board}
                  - {id: south, name: Again, parent: board}
                  - {id: circle, parent: circle}
                  - {id: typo, parnt: board}
                  - {id: layers, layer: cellar}
                """);

        assertThat(lines(preview, "added")).singleElement().asString().startsWith("south Line 4");
        assertThat(lines(preview, "left"))
                .extracting(l -> l.substring(0, 6))
                .containsExactlyInAnyOrder("Line 2", "Line 3", "Line 5", "Line 6", "Line 7", "Line 8");
        form("units").confirm(preview);
        assertThat(record.now().organisation().units())
                .extracting(u -> u.id())
                .contains("south")
                .doesNotContain("north");
    }

    @Test
    void writes_nothing_that_a_spreadsheet_would_run_and_takes_it_back_as_it_was() throws Exception {
        String csv = get(ada, "/record/people/file?format=csv").body();
        assertThat(csv).contains("'=cmd").doesNotContain(",=cmd");
        assertThat(get(ada, "/record/scorecards/file?format=csv").body()).contains(",-300");
    }

    @Test
    void an_entry_whose_list_holds_a_comma_is_changed_in_YAML_only() throws Exception {
        HttpResponse<String> table = form("touchpoints").send("touchpoints.csv", "id,name\ncomma,A comma\n");
        assertThat(lines(table, "left"))
                .containsExactly("Line 2 A list of this entry holds a comma. Change it in YAML.");

        HttpResponse<String> yaml = form("touchpoints").send("touchpoints.yaml", """
                touchpoints: [{id: comma, name: A comma, customers: ["supplier, investor"]}]
                """);
        form("touchpoints").confirm(yaml);
        assertThat(text("comma")).contains("name: A comma", "supplier, investor");
    }

    @Test
    void keeps_what_others_changed_since_the_file_was_taken_away_and_lets_choose_where_both_did() throws Exception {
        String taken = get(ada, "/record/people/file?format=csv").body();
        change("people", "p1", "Ada Northern");
        change("people", "p3", "Cy Wester");

        String changed = taken.replace("Cy West", "Cyril West").replace("Ed Farside", "Edward Farside");
        HttpResponse<String> preview = form("people").send("people-version-%s.csv".formatted(first), changed);

        assertThat(lines(preview, "changed")).singleElement().asString().contains("Edward Farside");
        assertThat(Jsoup.parse(preview.body()).select("fieldset p:has(input)").text())
                .contains(
                        "Cyril West",
                        "tests changed the same person meanwhile, in version %s".formatted(first + 2),
                        "instead of Cy Wester");

        form("people").confirm(preview);
        assertThat(names()).contains("Ada Northern", "Cy Wester", "Edward Farside");

        HttpResponse<String> again = form("people").send("people-version-%s.csv".formatted(first), changed);
        form("people").confirm(again, "p3");
        assertThat(names()).contains("Ada Northern", "Cyril West", "Edward Farside");
    }

    @Test
    void shows_it_anew_where_somebody_changed_the_same_while_it_was_looked_at() throws Exception {
        HttpResponse<String> preview = form("people").send("people.csv", "id,name\np1,Ada\np3,Cy\n");
        change("people", "p3", "Cy Wester");

        HttpResponse<String> answer = form("people").confirm(preview);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("changed the same person meanwhile, in version %s".formatted(first + 1));
        assertThat(names()).contains("Ada North", "Cy Wester");

        HttpResponse<String> done = form("people").confirm(answer);
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(names()).contains("Ada", "Cy Wester");
    }

    @Test
    void a_leader_takes_away_and_brings_in_what_the_unit_keeps_and_learns_of_nothing_else() throws Exception {
        SignedIn cy = server.signIn(Role.UNIT_LEADER, "west");
        String mine = get(cy, "/record/touchpoints/file?format=yaml").body();
        assertThat(mine)
                .contains("id: phone", "id: desk")
                .doesNotContain("fax", "comma")
                .doesNotContain("fp5");

        var form = new FileForm(server::send, cy, server.address("/record/touchpoints/bring-in"));
        HttpResponse<String> preview = form.send("touchpoints.csv", """
                id,name,accountable
                phone,Phone,p3
                desk,Lost,p1
                fax,Mine now,p3
                new,New,p4
                other,Other,fp5
                none,Nobody's,
                """);
        assertThat(lines(preview, "changed")).singleElement().asString().startsWith("Phone Line 2");
        assertThat(lines(preview, "added")).singleElement().asString().startsWith("New Line 5");
        assertThat(lines(preview, "left")).hasSize(4);
        assertThat(preview.body()).doesNotContain("Ed Farside").doesNotContain("Facsimile");
        assertThat(lines(preview, "left")).anyMatch(l -> l.startsWith("Line 4") && l.contains("This id is taken."));

        assertThat(form.confirm(preview).statusCode()).isEqualTo(303);
        assertThat(record.version(first + 1).orElseThrow().by().unit()).hasValue("west");
        assertThat(text("fax")).contains("Facsimile");
        assertThat(text("desk")).contains("Lost property");

        HttpResponse<String> goes = form.send("touchpoints.csv", "id\nphone\n", "missing", "goes");
        assertThat(lines(goes, "removed"))
                .as("of the unit's own")
                .singleElement()
                .asString()
                .startsWith("New");
        assertThat(lines(goes, "left"))
                .as("a journey passes it")
                .singleElement()
                .asString()
                .contains("Journeys over a touchpoint that is not listed: lost → desk");

        for (String sort : List.of("measures", "links", "promise", "basics", "nonsense")) {
            assertThat(get(cy, "/record/%s/file".formatted(sort)).statusCode()).isEqualTo(404);
            assertThat(get(cy, "/record/%s/bring-in".formatted(sort)).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void who_may_not_change_entries_may_not_bring_them_in() throws Exception {
        SignedIn auditor = server.signIn(Role.AUDITOR, null);
        assertThat(get(auditor, "/record/people/file").statusCode()).isEqualTo(200);
        assertThat(get(auditor, "/record/people").body())
                .contains("Take it away")
                .doesNotContain("bring-in");
        assertThat(get(auditor, "/record/people/bring-in").statusCode()).isEqualTo(403);
        assertThat(server.send(auditor.form(
                                server.address("/record/people/bring-in/confirm"),
                                Map.of("name", "people.csv", "content", "aWQK", "from", Long.toString(first))))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(server.signIn(Role.AGENT, "west"), "/record/people/file").statusCode())
                .isEqualTo(403);
        assertThat(get(ada, "/record/people").body()).contains("/record/people/bring-in");
    }

    @Test
    void what_is_confirmed_is_checked_once_more() throws Exception {
        for (String content : List.of("", "not base64!", "aWQsbm1hZQo=")) {
            assertThat(server.send(ada.form(
                                    server.address("/record/people/bring-in/confirm"),
                                    Map.of("name", "people.csv", "content", content, "from", Long.toString(first))))
                            .statusCode())
                    .as(content)
                    .isEqualTo(422);
        }
        assertThat(record.now().number()).isEqualTo(first);
    }

    private void change(String sort, String key, String name) throws Exception {
        var id = new Thing.Id(Sort.find(sort).orElseThrow(), key);
        var person = (Person) Thing.find(record.now().organisation(), id).orElseThrow();
        var renamed = new Person(
                person.id(), name, person.unit(), person.role(), person.layer(), person.manager(), person.leftOn());
        record.change(new Editor(Optional.empty(), "tests"), record.now().number(), new Change.Replace(id, renamed));
    }

    private List<String> names() {
        return record.now().organisation().people().stream().map(p -> p.title()).toList();
    }

    private String text(String touchpoint) {
        return OrganisationWriter.write(
                Thing.find(record.now().organisation(), new Thing.Id(Sort.TOUCHPOINTS, touchpoint))
                        .orElseThrow());
    }

    private FileForm form(String sort) {
        return new FileForm(server::send, ada, server.address("/record/%s/bring-in".formatted(sort)));
    }

    private HttpResponse<String> get(SignedIn who, String path) throws Exception {
        return server.send(who.on(HttpRequest.newBuilder(server.address(path))));
    }
}
