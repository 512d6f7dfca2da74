package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Role;
import throughline.server.organisation.RecordVersions;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// The record as people change it in pages, over the real database, lake and folder.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordPageTest {

    private static final String RECORD = """
            # by hand
            name: Northgate Rail
            units: [{id: board, name: Board, layer: board}, {id: west, name: West, parent: board}]
            people:
              - {id: p1, name: Ada North, unit: board, role: Chief customer officer, layer: board}
              - {id: p3, name: Cy West, unit: west, manager: p1}
            touchpoints:
              - {id: phone, name: Telephone, accountable: p3}
              - {id: desk, name: Lost property}
              - {id: leaflet, name: Leaflets, accountable: p1, accepted_on: 2026-02-01}
            journeys: [{id: lost, name: Losing a thing, steps: [desk, leaflet]}]
            """;

    private static final String BEING_READ = "is being read; until then";

    @TempDir
    private Path files;

    @TempDir
    private Path data;

    private DatabaseAddress address;
    private OpenServer server;
    private SignedIn ada;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(files.resolve("organisation.yaml"), RECORD);
        contacts("interactions.csv", "2026-06");
        bringIn();
        address = DatabaseKind.EMBEDDED.fresh();
        start();
    }

    private void start() throws Exception {
        server = OpenServer.real(data, () -> Database.at(address));
        ada = server.signIn(Role.BOARD_OWNER, null);
        awaitPages();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void writes_the_lanes_of_a_journey_from_its_page_and_says_which_line_cannot_be_read() throws Exception {
        Document journey = page("/journey?id=lost");
        assertThat(journey.select(".bp > section").first().select(".bad")).isNotEmpty();
        String form = journey.select(".head a.btn").attr("href");
        assertThat(page(form).select("textarea[name=blueprint]").text()).isEmpty();

        HttpResponse<String> wrong = post(
                form,
                Map.of("from", "1", "id", "lost", "steps", "desk, leaflet", "blueprint", "{step: desk, see: [Counter"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(wrong.body()).select("#blueprint-problem").text())
                .startsWith("Each line must look like {step: phone, see: a menu");

        follow(
                post(
                        form,
                        Map.of(
                                "from",
                                "1",
                                "id",
                                "lost",
                                "name",
                                "Losing a thing",
                                "steps",
                                "desk, leaflet",
                                "accountable",
                                "p1",
                                "blueprint",
                                "{step: desk, name: Ask, see: \"A counter, a form\", do: Describes it}\r\n{step: leaflet, see: A leaflet}")));

        Document written = page("/journey?id=lost");
        assertThat(written.select(".bp > section").eachAttr("aria-label"))
                .containsExactly("Step 1: Ask", "Step 2: Leaflets");
        assertThat(written.select(".bp > section").first().text()).contains("A counter, a form", "Describes it");
        assertThat(page(form).select("textarea[name=blueprint]").first().wholeText())
                .isEqualTo("{step: desk, name: Ask, see: 'A counter, a form', do: Describes it}\n"
                        + "{step: leaflet, see: A leaflet}");
        assertThat(page("/record/history").select("tbody th").first().text()).contains("Losing a thing", "lueprint");
    }

    @Test
    void lets_the_person_who_answers_accept_on_their_own_account_and_nobody_else() throws Exception {
        SignedIn cy = server.signIn(Role.UNIT_LEADER, "west");
        server.bean(Accounts.class).setPerson("ada@example.org", cy.who().id(), "p3");
        Document own = Jsoup.parse(server.send(cy.on(HttpRequest.newBuilder(server.address("/account"))))
                .body());
        assertThat(own.select("[aria-labelledby=answering-head] li b").eachText())
                .containsExactly("Telephone");

        assertThat(acceptAs(cy, "leaflet", "1").statusCode()).isEqualTo(404);
        assertThat(acceptAs(ada, "phone", "1").statusCode()).isEqualTo(404);
        assertThat(acceptAs(cy, "phone", "1").headers().firstValue("Location")).hasValue("/account?done=accepted");

        assertThat(page("/record/history").select("tbody th").first().text()).startsWith("Telephone: accepted on is ");
        assertThat(server.send(cy.on(HttpRequest.newBuilder(server.address("/account?done=accepted"))))
                        .body())
                .contains("It is on record that you accept.")
                .doesNotContain("I accept<");
    }

    private HttpResponse<String> acceptAs(SignedIn who, String touchpoint, String from) throws Exception {
        return server.send(who.on(HttpRequest.newBuilder(server.address("/account/accept")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("touchpoint=%s&from=%s".formatted(touchpoint, from))));
    }

    @Test
    void names_an_owner_accepts_and_takes_back_from_the_accountability_page() throws Exception {
        Document before = page("/accountability");
        assertThat(row(before, "Lost property").select("a.btn").text()).isEqualTo("Name an owner");

        Document form = page(row(before, "Lost property").select("a.btn").attr("href"));
        assertThat(form.select("h1").text()).isEqualTo("Who answers for Lost property?");
        assertThat(form.select("option").eachText())
                .containsExactly("Choose", "Ada North, Chief customer officer", "Cy West");
        HttpResponse<String> none = post("/accountability/owner", Map.of("touchpoint", "desk", "from", "1"));
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(none.body()).select("[role=alert]").text())
                .isEqualTo(
                        "Not saved yet; nothing you typed is lost Accountable: Choose the one person who answers for it.");

        follow(post("/accountability/owner", Map.of("touchpoint", "desk", "from", "1", "owner", "p1")));

        Document named = page("/accountability?done=owner");
        assertThat(named.select("[role=status]").text()).isEqualTo("The owner is named.");
        assertThat(row(named, "Lost property").text()).contains("Ada North", "not yet accepted", "Accepted today");

        follow(post("/accountability/accept", Map.of("touchpoint", "desk", "from", "2")));

        assertThat(row(page("/accountability"), "Lost property").text())
                .contains("accepted ")
                .doesNotContain("not yet");
        Document history = page("/record/history");
        assertThat(history.select("tbody th").eachText().get(1))
                .isEqualTo("Lost property: accountable is Ada North instead of nothing.");

        follow(post("/record/history/3/undo", Map.of()));
        follow(post("/record/history/2/undo", Map.of()));

        assertThat(row(page("/accountability"), "Lost property").select("a.btn").text())
                .isEqualTo("Name an owner");
        assertThat(get("/record/organisation.yaml").body()).isEqualTo(RECORD);
    }

    @Test
    void puts_observed_contacts_into_the_register_as_a_new_touchpoint_or_as_one_that_nothing_names() throws Exception {
        Document before = page("/accountability");
        String way = row(before, "kiosk").select("a.btn").attr("href");
        assertThat(page(way).select("option").eachText())
                .containsExactly(
                        "A new touchpoint",
                        "Leaflets",
                        "Telephone, whose contacts it counts with",
                        "Lost property, whose contacts it counts with");

        follow(post("/accountability/register", Map.of("touchpoint", "kiosk", "from", "1", "as", "leaflet")));

        assertThat(page("/accountability").select(".callout.concern").text()).doesNotContain("kiosk");
        assertThat(get("/record/organisation.yaml").body())
                .contains("steps: [desk, kiosk]")
                .doesNotContain("leaflet");

        follow(post("/accountability/register", Map.of("touchpoint", "taxi", "from", "2", "as", "")));

        assertThat(get("/record/organisation.yaml").body()).contains("  - id: taxi\n");
    }

    @Test
    void changes_each_sort_of_entry_by_one_form_and_says_what_is_wrong_beside_the_field() throws Exception {
        assertThat(page("/record").select("tbody th").eachText())
                .containsExactly(
                        "Name and time zone",
                        "Promise",
                        "Units",
                        "People",
                        "Touchpoints",
                        "Journeys",
                        "Measures",
                        "Objectives",
                        "Lines of scorecards",
                        "Known links");

        follow(post(
                "/record/measures/add", Map.of("from", "1", "id", "wait_s", "kind", "delivery", "scale", "0, 3600")));
        follow(post(
                "/record/units/add",
                Map.of("from", "1", "id", "w-01", "name", "Westgate <b>", "layer", "frontline", "parent", "west")));
        HttpResponse<String> wrong = post(
                "/record/touchpoints/entry",
                Map.of("from", "1", "key", "desk", "name", "Lost & found", "accepted_on", "1 March"));

        assertThat(wrong.statusCode()).isEqualTo(422);
        Document form = Jsoup.parse(wrong.body());
        assertThat(form.select("#name").val()).isEqualTo("Lost & found");
        assertThat(form.select("#accepted_on-problem").text())
                .isEqualTo("A date such as 2026-03-02, of the years 1900 to 2100, was expected, got \"1 March\".");
        assertThat(form.select("[role=alert] a").attr("href")).isEqualTo("#accepted_on");
        assertThat(page("/record/units").select("tbody th").eachText()).contains("Westgate <b>");
        assertThat(post("/record/people/remove", Map.of("from", "1", "key", "p1"))
                        .body())
                .contains("People whose manager is not listed: p3 → p1.");
    }

    @Test
    void shows_both_texts_where_two_people_change_the_same_entry() throws Exception {
        SignedIn ben = server.signIn(Role.ANALYST, null);
        follow(post("/record/touchpoints/entry", Map.of("from", "1", "key", "desk", "name", "Lost and found")));

        HttpResponse<String> second =
                post(ben, "/record/touchpoints/entry", Map.of("from", "1", "key", "desk", "name", "Found things"));

        assertThat(second.statusCode()).isEqualTo(409);
        Document form = Jsoup.parse(second.body());
        assertThat(form.select("#theirs").text())
                .startsWith("board-owner@example.org changed the same touchpoint meanwhile, in version 2 (");
        assertThat(form.select("tbody tr").text()).isEqualTo("Name Lost and found Found things");
        assertThat(form.select("#name").val()).isEqualTo("Found things");
        assertThat(form.select("input[name=from]").val()).isEqualTo("2");
        follow(post(ben, "/record/touchpoints/entry", Map.of("from", "2", "key", "desk", "name", "Found things")));
        assertThat(page("/record/touchpoints").select("tbody th").eachText()).contains("Found things");
    }

    @Test
    void keeps_what_was_changed_when_facts_come_in_and_after_a_restart() throws Exception {
        follow(post("/accountability/owner", Map.of("touchpoint", "desk", "from", "1", "owner", "p1")));

        contacts("interactions-july.csv", "2026-07");
        bringIn();
        server.close();
        start();

        assertThat(page("/record/history").select("tbody th").eachText())
                .containsExactly(
                        "Lost property: accountable is Ada North instead of nothing.",
                        "organisation.yaml was brought in for the first time.");
        assertThat(row(page("/accountability"), "Lost property").text()).contains("Ada North");

        Files.writeString(files.resolve("organisation.yaml"), RECORD.replace("Lost property", "Lost things"));
        bringIn();
        for (int i = 0; i < 3000 && page("/record/history").select("tbody tr").size() < 3; i++) {
            Thread.sleep(10);
        }

        assertThat(page("/record/history").select("tbody th").eachText().getFirst())
                .isEqualTo(
                        "organisation.yaml was brought in: Lost things: name is Lost things instead of Lost property;"
                                + " accountable is nothing instead of Ada North.");
    }

    @Test
    void begins_in_the_place_of_the_demo_whose_own_record_nobody_changes(@TempDir Path fresh) throws Exception {
        try (var demo = OpenServer.demo(SmallWorld.named("Demo Outfitters"), fresh)) {
            SignedIn first = demo.signIn(Role.ADMINISTRATOR, null);
            HttpRequest.Builder record = first.on(HttpRequest.newBuilder(demo.address("/record")));

            Document empty = Jsoup.parse(demo.send(record.copy()).body());
            HttpResponse<String> entry =
                    demo.send(first.on(HttpRequest.newBuilder(demo.address("/record/touchpoints/entry?key=phone"))));
            HttpResponse<String> nameless = demo.send(record.copy()
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("name=+")));

            assertThat(empty.select("h1").text()).isEqualTo("Nothing of your own is on record yet");
            assertThat(entry.statusCode()).isEqualTo(404);
            assertThat(nameless.statusCode()).isEqualTo(422);
            assertThat(Jsoup.parse(nameless.body()).select("#name-problem").text())
                    .isEqualTo("Say what the organisation is called.");
            follow(demo.send(record.copy()
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("name=Northgate+Rail"))));
            assertThat(Jsoup.parse(demo.send(record.copy()).body()).select("h1").text())
                    .isEqualTo("Northgate Rail");
        }
    }

    @Test
    void is_for_those_who_may_see_the_whole_organisation_and_for_few_to_change() throws Exception {
        SignedIn auditor = server.signIn(Role.AUDITOR, null);
        SignedIn agent = server.signIn(Role.AGENT, "west");

        assertThat(get(auditor, "/record").statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(get(auditor, "/record/touchpoints").body()).select("tbody a"))
                .isEmpty();
        assertThat(Jsoup.parse(get(auditor, "/accountability").body()).select("td a.btn, td form"))
                .isEmpty();
        assertThat(post(auditor, "/record/history/1/undo", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(get(agent, "/record").statusCode()).isEqualTo(403);
    }

    @Test
    void offers_no_document_of_a_version_without_a_record_and_nothing_to_go_back_to_after_it() throws Exception {
        var versions = new RecordVersions(server.bean(Database.class).dataSource());
        versions.broughtIn(null, Clock.systemUTC());
        versions.broughtIn(RECORD, Clock.systemUTC());

        List<Element> rows = page("/record/history").select("tbody tr");

        assertThat(rows.stream().map(r -> r.select("th").text()))
                .containsExactly(
                        "organisation.yaml was brought in for the first time.",
                        "The record was taken away.",
                        "organisation.yaml was brought in for the first time.");
        assertThat(rows.stream().map(r -> r.select("td[data-l=Document]").text()))
                .containsExactly("YAML", "none", "YAML");
        assertThat(rows.stream().map(r -> r.select("button").size())).containsExactly(0, 1, 0);
    }

    @Test
    void drafts_the_goal_of_a_unit_from_the_layer_above_and_files_it_after_review() throws Exception {
        follow(post(
                "/record/objectives/add",
                Map.of(
                        "from", "1",
                        "id", "o1",
                        "owner", "p1",
                        "unit", "board",
                        "about", "service",
                        "weight", "0.3",
                        "text", "Customers feel looked after.")));
        Element west = unit(page("/accountability"), "West");

        assertThat(west.text()).contains("Draft a goal");
        Document form = page(west.select("a.go").attr("href"));
        assertThat(form.select("#id").val()).isEqualTo("service-west");
        assertThat(form.select("#unit option[selected]").val()).isEqualTo("west");
        assertThat(form.select("#owner option[selected]").val()).isEqualTo("p3");
        assertThat(form.select("#parent option[selected]").eachAttr("value")).containsExactly("o1");
        assertThat(form.select("#text").text()).matches("Customers feel looked after\\. By \\d+ \\w+ 20\\d\\d\\.");

        follow(post(
                "/record/objectives/add",
                Map.of(
                        "from", form.select("input[name=from]").val(),
                        "id", "service-west",
                        "owner", "p3",
                        "unit", "west",
                        "parent", "o1",
                        "about", "service",
                        "text", form.select("#text").text())));

        assertThat(unit(page("/accountability"), "West").text())
                .contains("Customers feel looked after.")
                .doesNotContain("Draft a goal");
    }

    private static Element unit(Document page, String title) {
        return page.select("section[aria-labelledby=units] tbody tr").stream()
                .filter(r -> r.select("th").text().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private void contacts(String name, String month) throws IOException {
        var rows = new StringBuilder("interaction_id,started_at,touchpoint,unit\n");
        for (int i = 0; i < 100; i++) {
            String at = i < 50 ? "phone" : i < 80 ? "desk" : i < 95 ? "kiosk" : "taxi";
            rows.append("%s-%s,%s-%02dT10:00:00Z,%s,west%n".formatted(month, i, month, 1 + i % 28, at));
        }
        Files.writeString(files.resolve(name), rows);
    }

    private void bringIn() throws IOException {
        Path staged = Files.createTempDirectory(data, "staged");
        WorkspaceStore.stage(List.of(files), null, staged);
        new WorkspaceStore(data.resolve("workspace")).add(staged, LeftOut.NONE);
    }

    private void awaitPages() throws Exception {
        for (int i = 0; i < 3000 && !get("/accountability").body().contains("kiosk"); i++) {
            Thread.sleep(10);
        }
    }

    private static Element row(Document page, String touchpoint) {
        return page.select("#register").parents().select("section tbody tr").stream()
                .filter(r -> r.select("th").text().equals(touchpoint))
                .findFirst()
                .orElseThrow();
    }

    private void follow(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private Document page(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        for (int i = 0; i < 60 && answer.body().contains(BEING_READ); i++) {
            answer = get(path); // which waits some seconds
        }
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(ada, path);
    }

    private HttpResponse<String> get(SignedIn who, String path) throws Exception {
        return server.send(who.on(HttpRequest.newBuilder(server.address(path))));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        return post(ada, path, fields);
    }

    private HttpResponse<String> post(SignedIn who, String path, Map<String, String> fields) throws Exception {
        return server.send(who.form(server.address(path), fields));
    }
}
