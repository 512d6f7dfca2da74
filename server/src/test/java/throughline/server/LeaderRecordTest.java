package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.organisation.Change;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.accounts.Role;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;

/// The record as the leader of one unit keeps their part of it, in pages and over the API.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LeaderRecordTest {

    private static final String RECORD = """
            name: Northgate Rail
            promise: {statement: "You get there", owner: p1}
            units:
              - {id: board, name: Board, layer: board}
              - {id: west, name: West, parent: board}
              - {id: w-01, name: Westgate, parent: west}
              - {id: east, name: Farsideunit, parent: board}
            people:
              - {id: p1, name: Ada North, unit: board}
              - {id: p3, name: Cy West, unit: west, manager: p1}
              - {id: p4, name: Di Gate, unit: w-01, manager: p3}
              - {id: fp5, name: Ed Farside, unit: east, manager: p1}
            touchpoints:
              - {id: phone, name: Telephone, accountable: p3, responsible: [p4, fp5]}
              - {id: desk, name: Lost property, accountable: p4}
              - {id: fax, name: Facsimile, accountable: fp5}
              - {id: kiosk, name: Kiosk}
            journeys:
              - {id: lost, name: Losing a thing, steps: [desk], accountable: p4}
              - {id: refund, name: A refund, steps: [fax], accountable: fp5}
            measures: [{id: empathy, kind: perception}]
            objectives:
              - {id: o1, owner: p1, unit: board, about: service, text: Look after them}
              - {id: o2, owner: p3, unit: west, parent: o1, text: Answer the telephone}
              - {id: o4, owner: fp5, unit: east, text: Farsidegoal}
            scorecards:
              - {unit: w-01, role: agent, measure: handle_s, weight: 0.5}
              - {unit: east, role: agent, measure: handle_s, weight: 0.7}
            links: [{cause: faults, effect: empathy, managed_by: p3}]
            """;

    @TempDir
    private Path data;

    private OpenServer server;
    private OrganisationRecord record;
    private SignedIn cy;

    @BeforeEach
    void open() {
        server = OpenServer.real(data);
        record = server.bean(OrganisationRecord.class);
        record.replace(Editor.ofToken("tests"), 0, RECORD);
        cy = server.signIn(Role.UNIT_LEADER, "west");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shows_a_leader_what_the_unit_keeps_and_nothing_of_other_units() throws Exception {
        Document overview = page("/record");
        assertThat(overview.select("tbody th").eachText())
                .containsExactly("Units", "People", "Touchpoints", "Journeys", "Objectives", "Lines of scorecards");
        assertThat(overview.select("td.num").eachText()).containsExactly("2", "2", "2", "1", "1", "1");
        assertThat(page("/record/touchpoints").select("tbody th").eachText())
                .containsExactly("Telephone", "Lost property");
        assertThat(page("/record/people").select("tbody th").eachText()).containsExactly("Cy West", "Di Gate");

        for (String path : List.of(
                "/record",
                "/record/units",
                "/record/people",
                "/record/touchpoints",
                "/record/touchpoints/entry?key=phone",
                "/record/people/entry?key=p3",
                "/record/objectives/add",
                "/record/objectives",
                "/record/scorecards",
                "/record/journeys",
                "/record/history",
                "/record/organisation.yaml",
                "/api/v1/organisation",
                "/api/v1/organisation/versions")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body())
                    .as(path)
                    .doesNotContainIgnoringCase("farside")
                    .doesNotContain("fp5");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "units, east",
        "units, board",
        "people, fp5",
        "people, p1",
        "touchpoints, fax",
        "touchpoints, kiosk",
        "journeys, refund",
        "objectives, o1",
        "objectives, o4",
        "scorecards, east/agent/handle_s",
        "measures, empathy",
        "links, faults/empathy",
        "promise, ''",
        "basics, ''"
    })
    void answers_a_leader_as_if_what_is_not_the_units_were_not_there__T01(String sort, String key) throws Exception {
        String entry = "/record/%s/entry".formatted(sort);
        var form = new LinkedHashMap<>(Map.of("from", "1", "key", key, "id", key, "name", "Mine now"));
        form.put("accountable", "p3");
        form.put("unit", "west");

        assertThat(get(entry + "?key=" + key).statusCode()).isEqualTo(404);
        assertThat(post(entry, form).statusCode()).isEqualTo(404);
        assertThat(post("/record/%s/remove".formatted(sort), Map.of("from", "1", "key", key))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(entry, Map.of("from", "0", "key", key, "name", "Mine now"))
                        .statusCode())
                .as("from a version that does not have it")
                .isEqualTo(404);
        assertThat(record.now().number()).isEqualTo(1);
    }

    @Test
    void leaves_what_the_whole_organisation_keeps_to_others() throws Exception {
        for (String path : List.of("/accountability/owner", "/accountability/register", "/map/accept")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(post("/record", Map.of("name", "Another")).statusCode()).isEqualTo(403);
    }

    @Test
    void takes_changes_of_the_units_own_as_versions_that_its_leader_can_take_back() throws Exception {
        follow(post(
                "/record/touchpoints/entry",
                Map.of(
                        "from",
                        "1",
                        "key",
                        "desk",
                        "name",
                        "Lost and found",
                        "accountable",
                        "p3",
                        "standards",
                        "{measure: wait_s, at_most: 20}")));
        follow(post("/record/units/add", Map.of("from", "1", "id", "w-02", "name", "Westfield", "parent", "west")));
        follow(post("/record/people/add", Map.of("from", "1", "id", "p9", "name", "Flo", "unit", "w-02")));
        follow(post(
                "/record/objectives/add",
                Map.of(
                        "from",
                        "1",
                        "id",
                        "o9",
                        "owner",
                        "p9",
                        "unit",
                        "w-02",
                        "parent",
                        "o2",
                        "about",
                        "service",
                        "text",
                        "Be there")));
        assertThat(record.now().number()).isEqualTo(5);
        assertThat(record.version(2).orElseThrow().by().actor()).isEqualTo("unit-leader.west@example.org");

        assertThat(page("/record/history").select("tbody tr")).hasSize(4);
        follow(post("/record/history/2/undo", Map.of()));
        assertThat(page("/record/touchpoints").select("tbody th").eachText()).contains("Lost property");
        assertThat(post("/record/history/1/undo", Map.of()).statusCode()).isEqualTo(404);
        SignedIn di = server.signIn(Role.UNIT_LEADER, "w-01");
        assertThat(post(di, "/record/history/3/undo", Map.of()).statusCode()).isEqualTo(404);

        record.change(
                Editor.ofToken("tests"),
                record.now().number(),
                new Change.Remove(new Thing.Id(Sort.TOUCHPOINTS, "kiosk")));
        long foreign = record.now().number();
        assertThat(page("/record/history").text()).doesNotContain("Kiosk");
        assertThat(post("/record/history/%s/undo".formatted(foreign), Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/organisation/versions").body())
                .doesNotContain("Kiosk")
                .contains("Westfield");
    }

    @Test
    void keeps_somebody_elsewhere_in_an_entry_whose_name_is_not_shown() throws Exception {
        Document form = page("/record/touchpoints/entry?key=phone");
        List<String> responsible = form.select("#responsible option[selected]").eachAttr("value");
        assertThat(responsible).hasSize(2).contains("p4");

        follow(post(
                "/record/touchpoints/entry",
                Map.of(
                        "from",
                        "1",
                        "key",
                        "phone",
                        "name",
                        "Telephones",
                        "accountable",
                        "p3",
                        "responsible",
                        String.join(", ", responsible))));

        assertThat(record.now().document().orElseThrow())
                .contains("name: Telephones")
                .contains("fp5");
        assertThat(record.version(2).orElseThrow().what())
                .isEqualTo("Telephones: name is Telephones instead of Telephone.");
    }

    @Test
    void refuses_to_hand_over_or_take_over_and_says_nothing_of_what_stands_elsewhere() throws Exception {
        HttpResponse<String> handed = post(
                "/record/touchpoints/entry",
                Map.of("from", "1", "key", "desk", "name", "Lost property", "accountable", "p1"));
        assertThat(handed.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(handed.body()).select("[role=alert]").text())
                .contains("Name as accountable only people of your units");
        assertThat(post("/record/people/add", Map.of("from", "1", "id", "fp5", "name", "Me", "unit", "west"))
                        .body())
                .contains("This id is taken. Give it another.")
                .doesNotContainIgnoringCase("farside");
        record.change(
                Editor.ofToken("tests"),
                1,
                new Change.Add(new Person("fp6", "Gi Farside", "east", null, null, "p4", null)));
        assertThat(post("/record/people/remove", Map.of("from", "2", "key", "p4"))
                        .body())
                .contains(
                        "Touchpoints of somebody who is not listed: desk → p4.",
                        "Something outside your unit refers to it")
                .doesNotContain("fp6");
    }

    @Test
    void shows_both_texts_where_the_board_changed_the_same_entry_meanwhile() throws Exception {
        SignedIn ada = server.signIn(Role.BOARD_OWNER, null);
        follow(post(
                ada,
                "/record/touchpoints/entry",
                Map.of("from", "1", "key", "desk", "name", "Finds", "accountable", "p4")));
        follow(post(
                "/record/touchpoints/entry",
                Map.of("from", "1", "key", "phone", "name", "Calls", "accountable", "p3")));

        HttpResponse<String> second = post(
                "/record/touchpoints/entry",
                Map.of("from", "1", "key", "desk", "name", "Found things", "accountable", "p4"));

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(second.body()).select("tbody tr").text()).isEqualTo("Name Finds Found things");
        follow(post(
                "/record/touchpoints/entry",
                Map.of("from", "3", "key", "desk", "name", "Found things", "accountable", "p4")));
    }

    @Test
    void gives_programs_of_a_leader_the_same_part_to_read_and_to_replace() throws Exception {
        String shown = get("/api/v1/organisation").body();
        assertThat(shown).contains("Lost property", "somebody\u00a0in\u00a0another\u00a0unit");

        HttpResponse<String> own = put("1", shown.replace("Lost property", "Finds"));
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        assertThat(record.now().document().orElseThrow()).contains("name: Finds", "Ed Farside", "Farsidegoal", "fp5");

        String now = get("/api/v1/organisation").body();
        assertThat(put("2", now.replace("Facsimile", "Mine")).body()).contains("This is not kept by your unit");
        assertThat(put("2", now.replace("You get there", "You never get there")).body())
                .contains("This is not kept by your unit");
        assertThat(put("1", now).statusCode()).isEqualTo(412);
        assertThat(record.now().number()).isEqualTo(2);
    }

    @Test
    void does_not_tell_by_an_id_that_is_written_who_is_behind_a_name_that_is_not_shown() throws Exception {
        assertThat(post(
                                "/record/touchpoints/entry",
                                Map.of(
                                        "from",
                                        "1",
                                        "key",
                                        "desk",
                                        "name",
                                        "Lost property",
                                        "accountable",
                                        "p4",
                                        "responsible",
                                        "fp5"))
                        .body())
                .contains("a person or a unit that is not on record for your unit");
        assertThat(put("1", get("/api/v1/organisation").body().replace("manager: p3", "manager: fp5"))
                        .body())
                .contains("a person or a unit that is not on record for your unit");
        assertThat(record.now().number()).isEqualTo(1);
    }

    @Test
    void gives_a_leader_no_old_version_and_no_history_of_others_to_take_away() throws Exception {
        record.change(
                Editor.ofToken("tests"),
                1,
                new Change.Add(new Person("fp6", "Gi Farside", "east", null, null, "fp5", null)));

        assertThat(get("/record/history?table=versions-newest-first&format=csv").body())
                .doesNotContain("Farside", "tests");
        assertThat(get("/record/organisation.yaml?version=1").body()).doesNotContain("Di Gate");
        assertThat(get("/api/v1/organisation?version=1").body()).doesNotContain("Di Gate");
        assertThat(get("/api/v1/organisation?version=2").body()).contains("Di Gate");
    }

    @Test
    void saves_nothing_where_pages_would_leave_out_what_others_wrote() throws Exception {
        record.replace(Editor.ofToken("tests"), 1, RECORD + "colour: red\n");

        HttpResponse<String> answer = post(
                "/record/touchpoints/entry", Map.of("from", "2", "key", "desk", "name", "Finds", "accountable", "p4"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("holds things that pages would leave out")
                .doesNotContain("colour");
    }

    private HttpResponse<String> put(String from, String document) throws Exception {
        return server.send(cy.on(HttpRequest.newBuilder(server.address("/api/v1/organisation")))
                .header("If-Match", "\"%s\"".formatted(from))
                .PUT(BodyPublishers.ofString(document)));
    }

    private static void follow(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private Document page(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return server.send(cy.on(HttpRequest.newBuilder(server.address(path))));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        return post(cy, path, fields);
    }

    private HttpResponse<String> post(SignedIn who, String path, Map<String, String> fields) throws Exception {
        return server.send(who.form(server.address(path), fields));
    }
}
