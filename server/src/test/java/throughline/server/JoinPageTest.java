package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.organisation.Change;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.accounts.Role;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// Two ids of one touchpoint, joined in the register: what is said before, and what contacts count for afterwards, over
/// the real database and lake.
@DisplayNameGeneration(ReplaceUnderscores.class)
class JoinPageTest {

    private static final String RECORD = """
            name: Northgate Rail
            units: [{id: board, name: Board, layer: board}, {id: west, name: West, parent: board}]
            people: [{id: p1, name: Ada North, unit: board}, {id: p3, name: Cy West, unit: west}]
            touchpoints:
              - {id: phone, name: Telephone, accountable: p3, accepted_on: 2026-02-01}
              - {id: tel, name: Hotline, channel: phone, accountable: p1, accepted_on: 2026-03-01}
            journeys: [{id: lost, name: Losing a thing, steps: [tel]}]
            """;

    @TempDir
    private Path files;

    @TempDir
    private Path data;

    private OpenServer server;
    private OrganisationRecord record;
    private SignedIn ada;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(files.resolve("organisation.yaml"), RECORD);
        var rows = new StringBuilder("interaction_id,started_at,touchpoint,unit\n");
        for (int i = 0; i < 100; i++) {
            String at = i < 50 ? "phone" : i < 80 ? "tel" : "kiosk";
            rows.append("i%s,2026-06-%02dT10:00:00Z,%s,west%n".formatted(i, 1 + i % 28, at));
        }
        Files.writeString(files.resolve("interactions.csv"), rows);
        Path staged = Files.createTempDirectory(data, "staged");
        WorkspaceStore.stage(List.of(files), null, staged);
        new WorkspaceStore(data.resolve("workspace")).add(staged, LeftOut.NONE);
        server = OpenServer.real(data);
        record = server.bean(OrganisationRecord.class);
        ada = server.signIn(Role.BOARD_OWNER, null);
        for (int i = 0; i < 3000 && !get("/accountability").body().contains("kiosk"); i++) {
            Thread.sleep(10);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void says_before_what_becomes_of_owners_and_journeys_then_counts_both_for_one_and_is_taken_back() throws Exception {
        assertThat(contacts("Telephone")).hasValue("50");
        assertThat(contacts("Hotline")).hasValue("30");
        assertThat(page("/record/touchpoints").select("a[href=/accountability/join]"))
                .hasSize(1);

        Document before = page("/accountability/join?goes=tel&stays=phone");
        assertThat(before.select("[aria-labelledby=outcome] > p").eachText())
                .containsExactly(
                        "Hotline goes from the register, and contacts under the id tel count for Telephone.",
                        "Cy West answers for it as before; Ada North does so no longer, and what they accepted ends.",
                        "Journeys over Hotline go over Telephone: Losing a thing.");
        assertThat(before.select("tbody tr").eachText())
                .contains("Channel nothing phone phone", "Accountable Cy West Ada North Cy West");
        assertThat(record.now().number()).isEqualTo(1);

        follow(post("/accountability/join", Map.of("goes", "tel", "stays", "phone", "from", "1")));

        assertThat(contacts("Telephone")).hasValue("80");
        assertThat(contacts("Hotline")).isEmpty();
        assertThat(get("/record/organisation.yaml").body())
                .contains("also: [tel]", "steps: [phone]")
                .doesNotContain("id: tel");

        follow(post("/record/history/2/undo", Map.of()));
        assertThat(contacts("Telephone")).hasValue("50");
        assertThat(contacts("Hotline")).hasValue("30");
        assertThat(record.now().document()).hasValue(RECORD);
    }

    @Test
    void an_id_that_is_no_entry_becomes_a_second_one_of_an_entry_that_contacts_name() throws Exception {
        assertThat(page("/accountability/register?touchpoint=kiosk")
                        .select("option")
                        .eachText())
                .contains("Telephone, whose contacts it counts with");

        follow(post("/accountability/register", Map.of("touchpoint", "kiosk", "as", "phone", "from", "1")));

        assertThat(contacts("Telephone")).hasValue("70");
        assertThat(get("/record/organisation.yaml").body()).contains("also: [kiosk]");
    }

    @Test
    void joins_nothing_that_somebody_changed_meanwhile_and_nothing_with_itself() throws Exception {
        var tel = (Touchpoint) Thing.find(record.now().organisation(), new Thing.Id(Sort.TOUCHPOINTS, "tel"))
                .orElseThrow();
        record.change(
                Editor.ofToken("tests"),
                1,
                new Change.Replace(new Thing.Id(Sort.TOUCHPOINTS, "tel"), tel.answeredBy(List.of("p3"))));

        HttpResponse<String> answer =
                post("/accountability/join", Map.of("goes", "tel", "stays", "phone", "from", "1"));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("changed the same touchpoint meanwhile, in version 2");
        assertThat(Jsoup.parse(answer.body())
                        .select("form[method=post] input[name=from]")
                        .val())
                .isEqualTo("2");

        assertThat(post("/accountability/join", Map.of("goes", "phone", "stays", "phone", "from", "2"))
                        .statusCode())
                .isEqualTo(422);
        SignedIn cy = server.signIn(Role.UNIT_LEADER, "west");
        assertThat(server.send(cy.on(HttpRequest.newBuilder(server.address("/accountability/join"))))
                        .statusCode())
                .isEqualTo(403);
    }

    /// Contacts of a touchpoint as the register shows them; empty where it is not there.
    private Optional<String> contacts(String touchpoint) throws Exception {
        return page("/accountability").select("#register").parents().select("section tbody tr").stream()
                .filter(r -> r.select("th").text().equals(touchpoint))
                .findFirst()
                .map(r -> r.select("td[data-l=Contacts]").text());
    }

    private static void follow(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private Document page(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        for (int i = 0; i < 60 && answer.body().contains("is being read; until then"); i++) {
            answer = get(path); // which waits some seconds
        }
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return server.send(ada.on(HttpRequest.newBuilder(server.address(path))));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        return server.send(ada.form(server.address(path), fields));
    }
}
