package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
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

/// What forms keep is taken away, brought in, corrected, withdrawn and joined, by keyboard, on a desk and a phone, by
/// day and in the dark, in both languages.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BothWaysTest {

    private static final String SUBMIT = "main form[enctype] button";

    @TempDir
    private static Path folder;

    private static Served served;
    private static LocalDate today;

    @BeforeAll
    static void start_with_registers() throws Exception {
        today = LocalDate.now(ZoneOffset.UTC);
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
                files.resolve("decisions.csv"),
                "decision_id,at,unit,kind,direction,size,minutes,text\n"
                        + "d1,%s,west,hours,worsens,-0.12,30,Close the desk at six\n".formatted(today.minusDays(20))
                        + "d2,%s,,budget,improves,0.05,,More people at the telephone\n".formatted(today.minusDays(12)));
        Files.writeString(
                files.resolve("interactions.csv"),
                "interaction_id,started_at,touchpoint,unit\ni1,%sT10:00:00Z,phone,west\n"
                        .formatted(today.minusDays(3)));
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
    @CsvSource({"1440, LIGHT, en-GB", "1440, DARK, de-DE", "390, LIGHT, de-DE", "390, DARK, en-GB"})
    void a_register_takes_a_file_in_after_its_difference_was_seen_and_a_row_is_corrected_and_withdrawn(
            int width, ColorScheme scheme, String language) throws Exception {
        var screen = new Screen(width, scheme);
        String id = "n%s%s".formatted(width, scheme.name().charAt(0));
        try (BrowserContext context = open(screen, language)) {
            Page page = context.newPage();
            List<String> complaints = Screen.complaints(page);
            served.await(page, "/registers", "2");
            screen.look(page, "registers-" + language);
            page.click("main tbody a[href$=decisions]");
            screen.look(page, "register-" + language);
            page.click("main a[href$=bring-in]");
            screen.look(page, "register-bring-in-" + language);
            page.setInputFiles("#file", file("wrong.csv", "decision_id,at,whatever\nx,2026-01-01,1\n"));
            byKeyboard(page, SUBMIT);
            assertThat(page.locator("[role=alert]").innerText()).contains("whatever");
            screen.look(page, "register-refused-" + language);
            page.setInputFiles("#file", file("decisions.csv", """
                    decision_id,at,unit,kind,direction,size,minutes,text
                    d1,%1$s,west,hours,worsens,-0.12,45,Close the desk at six
                    %2$s,%1$s,west,staffing,improves,0.1,,"Two more at the desk, all week"
                    z1,soon,west,staffing,improves,0.1,,When it suits
                    """.formatted(today.minusDays(20), id)));
            byKeyboard(page, SUBMIT);
            assertThat(page.locator("#added tbody th").innerText()).isNotEmpty();
            assertThat(page.locator("#left tbody").innerText()).contains("at");
            screen.look(page, "register-preview-" + language);
            byKeyboard(page, "main form[action$=confirm] button[type=submit]");
            assertThat(page.locator("[role=status]").count()).isEqualTo(1);
            served.await(page, "/registers/decisions", id);
            screen.look(page, "register-brought-" + language);

            page.click("tr:has-text('%s') a[href*=row]".formatted(id));
            assertThat(page.inputValue("#text")).isEqualTo("Two more at the desk, all week");
            screen.look(page, "register-correct-" + language);
            page.fill("#text", "Three more at the desk " + id);
            byKeyboard(page, "main form .btn[type=submit]");
            served.await(page, "/registers/decisions", "Three more at the desk " + id);
            byKeyboard(page, "form[action$=withdraw] button[aria-label*='%s']".formatted(id));
            assertThat(page.locator("[role=status]").count()).isEqualTo(1);
            served.await(page, "/registers/decisions", id);
            assertThat(page.locator("[aria-labelledby=withdrawn] tbody").innerText())
                    .contains(id);
            screen.look(page, "register-withdrawn-" + language);
            assertThat(complaints).as("what the browser says").isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} px, {1}, {2}")
    @CsvSource({"1440, LIGHT, en-GB, 2", "1440, DARK, de-DE, 3", "390, LIGHT, de-DE, 4", "390, DARK, en-GB, 5"})
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
            assertThat(complaints).as("what the browser says").isEmpty();
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
                for (int wait = 0; wait < 1_000 && !isNew(page); wait++) {
                    page.waitForTimeout(20);
                }
                return;
            }
        }
        throw new AssertionError("The tab key does not lead to " + selector);
    }

    /// Asked from outside, for what waits within a page is a string that becomes script, which our policy forbids.
    private static boolean isNew(Page page) {
        try {
            return (boolean) page.evaluate("window.before === undefined && document.readyState === 'complete'");
        } catch (PlaywrightException onTheWay) {
            return false;
        }
    }
}
