package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What forms keep is brought in and joined, by keyboard, on a desk and a phone, by day and in the dark, in both
/// languages.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BothWaysTest {

    private static final String SUBMIT = "main form[enctype] button";

    @TempDir
    private static Path folder;

    private static Served served;

    @BeforeAll
    static void start_with_a_record() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("organisation.yaml"), """
                name: Northgate Rail
                units:
                  - {id: board, name: Board, layer: board}
                  - {id: west, name: West region, layer: management, parent: board}
                people:
                  - {id: p1, name: Ada North, unit: board, role: Chief customer officer, layer: board}
                  - {id: p3, name: Cy West, unit: west, layer: management, manager: p1}
                touchpoints:
                  - {id: phone, name: Telephone enquiries, channel: phone, department: west, accountable: p3}
                  - {id: phone2, name: Telephone (old number), channel: phone, accountable: p1}
                  - {id: phone3, name: Telephone (night), channel: phone}
                  - {id: phone4, name: Telephone (sales), channel: phone}
                  - {id: phone5, name: Telephone (lost), channel: phone, accountable: [p1, p3]}
                  - {id: desk, name: Lost property}
                  - {id: web, name: Website, channel: web, accountable: [p1, p3]}
                journeys: [{id: lost, name: Losing a thing, steps: [phone2, desk]}]
                """);
        Files.writeString(
                files.resolve("interactions.csv"),
                "interaction_id,started_at,touchpoint,unit\ni1,%sT10:00:00Z,phone,west\n"
                        .formatted(LocalDate.now(ZoneOffset.UTC).minusDays(3)));
        served = Served.from(files, folder.resolve("data"));
    }

    @AfterAll
    static void close() throws Exception {
        if (served != null) {
            served.close();
        }
    }

    /// A window of the administrator's.
    private static BrowserContext open(Screen screen, String language) {
        return served.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(screen.width(), 900)
                        .setColorScheme(screen.scheme())
                        .setLocale(language)
                        .setStorageState(served.administrator()));
    }

    private static Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest(name = "{0} px, {1}, {2}")
    @CsvSource({"1440, LIGHT, en-GB, 2", "1440, DARK, de-DE, 3", "390, LIGHT, de-DE, 4"})
    void a_part_of_the_record_takes_a_file_in_and_two_touchpoints_are_joined(
            int width, ColorScheme scheme, String language, int number) throws Exception {
        var screen = new Screen(width, scheme);
        try (BrowserContext context = open(screen, language)) {
            Page page = context.newPage();
            List<String> complaints = Screen.complaints(page);
            served.await(page, "/record/touchpoints", "Website");
            screen.look(page, "section-" + language);
            page.click("main a[href$=bring-in]");
            screen.look(page, "section-bring-in-" + language);
            page.setInputFiles("#file", file("touchpoints.csv", """
                    id,name,accountable
                    desk,Lost and found %1$s,p3
                    kiosk%1$s,"Kiosk, platform %1$s",p1
                    gate,A gate,nobody-there
                    """.formatted(number)));
            byKeyboard(page, SUBMIT);
            assertThat(page.locator("#added tbody th").innerText()).isEqualTo("Kiosk, platform " + number);
            assertThat(page.locator("#left tbody").innerText()).contains("nobody-there");
            screen.look(page, "section-preview-" + language);
            byKeyboard(page, "main form[action$=confirm] button[type=submit]");
            assertThat(page.locator("main tbody").innerText()).contains("Lost and found " + number);
            assertThat(page.locator("[role=status]").count()).isEqualTo(1);
            screen.look(page, "section-brought-" + language);

            page.click("main a[href$=join]");
            screen.look(page, "join-" + language);
            page.selectOption("#goes", "phone" + number);
            page.selectOption("#stays", "phone");
            byKeyboard(page, "main form[method=get] button");
            assertThat(page.locator("#outcome").count()).isEqualTo(1);
            screen.look(page, "join-outcome-" + language);
            byKeyboard(page, "main form[method=post] button");
            assertThat(page.locator("main tbody").innerText()).doesNotContain("\tphone%s\t".formatted(number));
            assertThat(page.url()).endsWith("/record/touchpoints?done=joined");
            screen.look(page, "join-done-" + language);
            assertThat(complaints).isEmpty();
        }
    }

    /// Goes to what is to be pressed by the tab key alone, sees that it shows where it is, and presses it.
    private static void byKeyboard(Page page, String selector) {
        page.waitForLoadState();
        page.evaluate("document.activeElement.blur()");
        for (int i = 0; i < 200; i++) {
            page.keyboard().press("Tab");
            boolean there = (boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector);
            if (there) {
                assertThat((String) page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                        .as("the ring around %s", selector)
                        .isNotEqualTo("none");
                page.evaluate("window.before = true");
                page.keyboard().press("Enter");
                page.waitForFunction("window.before === undefined && document.readyState === 'complete'");
                return;
            }
        }
        throw new AssertionError("The tab key does not lead to " + selector);
    }
}
