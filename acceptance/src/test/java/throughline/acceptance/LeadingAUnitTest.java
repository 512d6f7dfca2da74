package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The leader of a unit keeps what of the record is that unit's, in a real browser.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LeadingAUnitTest {

    private static final String RECORD = """
            # Kept by the service office.
            name: Northgate Rail
            units:
              - {id: board, name: Board, layer: board}
              - {id: west, name: West region, layer: management, parent: board}
              - {id: east, name: East region, layer: management, parent: board}
            people:
              - {id: p1, name: Ada North, unit: board, role: Chief customer officer, layer: board}
              - {id: p3, name: Cy West, unit: west, layer: management, manager: p1}
              - {id: p4, name: Di Gate, unit: west, manager: p3}
              - {id: p5, name: Ed Farside, unit: east, manager: p1}
            touchpoints:
              - {id: phone, name: Telephone enquiries, channel: phone, accountable: p3, responsible: [p5]}
              - {id: desk, name: Lost property, accountable: p3} # since June
              - {id: web, name: Website, channel: web, accountable: p5}
            """;

    @TempDir
    private static Path folder;

    private static Served served;
    private static String leader;

    @BeforeAll
    static void start_with_an_organisation_of_its_own() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("organisation.yaml"), RECORD);
        var rows = new StringBuilder("interaction_id,started_at,touchpoint,unit\n");
        for (int i = 0; i < 100; i++) {
            rows.append("i%s,2026-06-%02dT10:00:00Z,%s,%s%n"
                    .formatted(i, 1 + i % 28, i < 50 ? "phone" : "web", i < 50 ? "west" : "east"));
        }
        Files.writeString(files.resolve("interactions.csv"), rows);
        served = Served.from(files, folder.resolve("data"));
        leader = served.invite("Cy West", "cy.west@northgate.example", "unit-leader", "west", "p3");
    }

    @AfterAll
    static void close() throws Exception {
        if (served != null) {
            served.close();
        }
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1440, LIGHT", "390, DARK"})
    void a_leader_changes_what_the_unit_keeps_is_refused_the_rest_and_takes_it_back(int width, ColorScheme scheme) {
        var screen = new Screen(width, scheme);
        try (BrowserContext context = screen.open(served.browser(), leader)) {
            Page page = context.newPage();
            List<String> complaints = Screen.complaints(page);
            page.navigate(served.address() + "/record");
            assertThat(page.locator("main").innerText()).contains("What West region and the units below it keep");
            screen.look(page, "leader-record");
            page.click("main >> text=Touchpoints");
            assertThat(page.locator("main").innerText())
                    .contains("Telephone enquiries", "Lost property")
                    .doesNotContain("Website", "Ed Farside");
            page.click("main >> text=Lost property");
            page.selectOption("#accountable", "p1");
            page.click("text=Save the change");
            assertThat(page.locator("[role=alert]").innerText())
                    .contains("Name as accountable only people of your units");
            page.selectOption("#accountable", "p4");
            page.fill("#definition", "Found things are back within a week.");
            screen.look(page, "leader-touchpoint");
            page.click("text=Save the change");
            assertThat(page.locator("[role=status]").innerText()).contains("The change is saved.");
            assertThat(page.locator("main").innerText()).contains("Found things are back within a week.", "Di Gate");

            page.navigate(served.address() + "/record/touchpoints/entry?key=web");
            assertThat(page.locator("main").innerText()).contains("The record has no such entry");

            page.navigate(served.address() + "/record/history");
            screen.look(page, "leader-history");
            assertThat(page.locator("tbody tr").first().innerText()).contains("Lost property: accountable is Di Gate");
            page.click("tbody tr >> nth=0 >> text=Take back");
            assertThat(page.locator("[role=status]").innerText()).contains("It is taken back");
            assertThat(page.navigate(served.address() + "/record/touchpoints").text())
                    .doesNotContain("Found things are back");
            assertThat(complaints).isEmpty();
        }
    }
}
