package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
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

/// A board owner keeps the record, in a real browser.
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeepingTheRecordTest {

    private static final String RECORD = """
            name: Northgate Rail
            colour: red
            units:
              - {id: board, name: Board, layer: board}
              - {id: west, name: West region, layer: management, parent: board}
            people:
              - {id: p1, name: Ada North, unit: board, role: Chief customer officer, layer: board}
              - {id: p3, name: Cy West, unit: west, layer: management, manager: p1}
            touchpoints:
              - {id: phone, name: Telephone enquiries, channel: phone, accountable: p3}
              - {id: desk, name: Lost property}
              - {id: web, name: Website, channel: web, accountable: [p1, p3]}
            objectives:
              - {id: o1, owner: p1, unit: board, about: service, weight: 0.3, text: "Customers feel looked after"}
            """;

    @TempDir
    private static Path folder;

    private static Served served;
    private static String boardOwner;

    @BeforeAll
    static void start_with_an_organisation_of_its_own() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("organisation.yaml"), RECORD);
        var rows = new StringBuilder("interaction_id,started_at,touchpoint,unit\n");
        for (int i = 0; i < 200; i++) {
            String at = i < 90 ? "phone" : i < 140 ? "web" : i < 180 ? "desk" : "kiosk";
            rows.append("i%s,2026-06-%02dT10:00:00Z,%s,west%n".formatted(i, 1 + i % 28, at));
        }
        Files.writeString(files.resolve("interactions.csv"), rows);
        served = Served.from(files, folder.resolve("data"));
        boardOwner = served.invite("Mara Board", "mara.board@northgate.example", "board-owner");
    }

    @AfterAll
    static void close() throws Exception {
        if (served != null) {
            served.close();
        }
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1440, LIGHT", "390, DARK"})
    void a_board_owner_names_an_owner_records_acceptance_and_takes_it_all_back(int width, ColorScheme scheme) {
        var screen = new Screen(width, scheme);
        try (BrowserContext context = screen.open(served.browser(), boardOwner)) {
            Page page = context.newPage();
            List<String> complaints = Screen.complaints(page);
            page.navigate(served.address() + "/accountability");
            row(page, "Lost property").locator("text=Name an owner").click();
            assertThat(page.locator("h1").innerText()).isEqualTo("Who answers for Lost property?");
            page.click("text=Name them");
            assertThat(page.locator("[role=alert]").innerText()).contains("Choose the one person who answers for it.");
            screen.look(page, "record-owner");
            page.selectOption("#owner", "p1");
            page.click("text=Name them");
            assertThat(page.locator("[role=status]").innerText()).contains("The owner is named.");
            assertThat(row(page, "Lost property").innerText()).contains("Ada North");
            screen.look(page, "record-accountability");
            row(page, "Lost property").locator("text=Accepted today").click();
            assertThat(page.locator("[role=status]").innerText()).contains("The acceptance is on record.");
            assertThat(row(page, "Lost property").innerText()).doesNotContain("Accepted today");
            row(page, "kiosk").locator("text=Put in the register").click();
            screen.look(page, "record-register");
            page.click("text=Put it in the register");
            assertThat(page.locator("[role=status]").innerText()).contains("The touchpoint is in the register.");

            page.navigate(served.address() + "/record/history");
            screen.look(page, "record-history");
            for (int i = 0; i < 3; i++) {
                String newest = "tbody tr >> nth=%s >> text=Take back".formatted(2 * i);
                page.click(newest);
                assertThat(page.locator("[role=status]").innerText()).contains("It is taken back");
            }

            page.navigate(served.address() + "/accountability");
            assertThat(row(page, "Lost property").innerText()).contains("Name an owner");
            assertThat(row(page, "kiosk").innerText()).contains("Put in the register");
            assertThat(complaints).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1440, LIGHT", "390, DARK"})
    void each_sort_of_entry_has_its_list_and_its_form(int width, ColorScheme scheme) {
        var screen = new Screen(width, scheme);
        try (BrowserContext context = screen.open(served.browser(), boardOwner)) {
            Page page = context.newPage();
            page.navigate(served.address() + "/record");
            assertThat(page.locator("main").innerText()).contains("colour is not a known key");
            screen.look(page, "record");
            page.click("main >> text=Touchpoints");
            screen.look(page, "record-touchpoints");
            page.click("main >> text=Website");
            page.fill("#accepted_on", "soon");
            page.click("text=Save the change");
            assertThat(page.locator("[role=alert]").innerText()).contains("A date such as 2026-03-02");
            screen.look(page, "record-touchpoint");
            page.navigate(served.address() + "/record/links");
            screen.look(page, "record-links");
        }
    }

    private static Locator row(Page page, String touchpoint) {
        return page.locator("[aria-labelledby=register] tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("th", new Page.LocatorOptions().setHasText(touchpoint))));
    }
}
