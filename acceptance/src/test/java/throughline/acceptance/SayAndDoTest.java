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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// People write down what is said, are told what it does not fit, and predict.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SayAndDoTest {

    @TempDir
    private static Path data;

    @TempDir
    private static Path files;

    private static Served served;
    private static LocalDate today;

    @BeforeAll
    static void start_with_an_organisation_that_decided_something() throws Exception {
        today = LocalDate.now(ZoneOffset.UTC);
        write(files);
        served = Served.from(files, data);
    }

    @AfterAll
    static void close() throws Exception {
        if (served != null) {
            served.close();
        }
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1440, LIGHT", "390, DARK"})
    void an_announcement_is_saved_after_what_it_does_not_fit_was_seen(int width, ColorScheme scheme) {
        try (BrowserContext context = new Screen(width, scheme).open(served.browser(), served.administrator())) {
            Page page = context.newPage();
            String words = "Open until ten, %s, %s".formatted(width, scheme);
            served.await(page, "/say-and-do", "Promises");
            page.navigate(served.address() + "/say-and-do/record/announcement");
            page.click("text=Save the announcement");
            assertThat(page.locator("[role=alert]").innerText()).contains("Write down what is said.");
            new Screen(width, scheme).look(page, "record-wrong");
            page.fill("#text", words);
            page.selectOption("#unit", "south");
            page.click("text=Save the announcement");
            assertThat(page.locator("section[role=alert]").innerText())
                    .contains("A decision works against this announcement", "Close at six");
            assertThat(page.inputValue("#text")).isEqualTo(words);
            new Screen(width, scheme).look(page, "record-notice");
            page.click("text=Save anyway");
            assertThat(page.locator("[role=status]").innerText()).startsWith("The announcement is saved.");

            served.await(page, "/say-and-do", words);
            assertThat(page.locator("h1").innerText()).startsWith("Decisions work against");
            page.locator("text=Announcements and decisions as a table").first().click();
            assertThat(page.locator(".astable").first().innerText()).contains(words, "undoes it");
            new Screen(width, scheme).look(page, "say-and-do");
        }
    }

    @Test
    void a_manager_answers_a_round_on_a_phone() {
        try (BrowserContext keeper = served.keeper();
                BrowserContext manager =
                        served.browser().newContext(new Browser.NewContextOptions().setViewportSize(390, 844))) {
            Page accounts = keeper.newPage();
            served.await(accounts, "/say-and-do", "Promises");
            accounts.navigate(served.address() + "/accounts");
            accounts.fill("#name", "Bea Board");
            accounts.fill("#email", "bea@northgate.example");
            accounts.selectOption("#role", "board-owner");
            accounts.click("text=Invite them");
            String link = accounts.locator("code.secret").innerText();
            accounts.locator("tbody a", new Page.LocatorOptions().setHasText("Bea Board"))
                    .click();
            accounts.selectOption("#person", "p1");
            accounts.click("text=Save the person");
            assertThat(accounts.locator("[role=status]").innerText()).isEqualTo("The person is saved.");

            Page page = manager.newPage();
            page.navigate(link);
            page.fill("#password", "seven lanterns over the quay");
            page.click("main button[type=submit]");
            page.navigate(served.address() + "/predictions");
            assertThat(page.locator("h1").innerText()).isEqualTo("No round is open");
            page.click("text=Open the round");
            assertThat(page.locator("h1").innerText()).startsWith("What will it be in");
            new Screen(390, ColorScheme.LIGHT).look(page, "predictions-asked");
            page.click("text=Save your predictions");
            assertThat(page.locator("[role=alert]").innerText()).contains("This is needed.");
            new Screen(390, ColorScheme.LIGHT).look(page, "predictions-wrong");
            int questions = page.locator("fieldset").count();
            assertThat(questions).isEqualTo(3);
            for (int i = 1; i <= questions; i++) {
                page.fill("#predicted-" + i, "2.5");
                page.fill("#low-" + i, "2");
                page.fill("#high-" + i, "3");
            }
            page.click("text=Save your predictions");
            assertThat(page.locator("[role=status]").innerText()).startsWith("Your predictions are saved.");
            assertThat(page.locator("main").innerText()).contains("1 manager has answered");
            new Screen(390, ColorScheme.LIGHT).look(page, "predictions-saved");
        }
    }

    private static void write(Path folder) throws Exception {
        Files.writeString(folder.resolve("organisation.yaml"), """
                throughline: 1
                name: Northgate Rail
                units:
                  - {id: board, name: Board, layer: board}
                  - {id: north, name: North station, layer: frontline, parent: board}
                  - {id: south, name: South station, layer: frontline, parent: board}
                people:
                  - {id: p1, name: Bea Board, unit: board, layer: board}
                """);
        Files.writeString(
                folder.resolve("decisions.csv"),
                "decision_id,at,unit,kind,direction,size,text\nd1,%s,south,hours,worsens,-0.12,Close at six\n"
                        .formatted(today.minusDays(20)));
        Files.writeString(
                folder.resolve("promises.csv"),
                "promise_id,made_on,audience,unit,measure,target,due_on\np1,%s,customers,,csat,2.5,%s\n"
                        .formatted(today.minusDays(80), today.minusDays(40)));
        var answers = new StringBuilder("response_id,answered_at,unit,csat,friendly,quick\n");
        for (int i = 0; i < 240; i++) {
            answers.append("r%s,%s,%s,%s,%s,%s%n"
                    .formatted(
                            i,
                            today.minusDays(i % 120),
                            i % 2 == 0 ? "north" : "south",
                            1 + i % 5,
                            1 + (i + i % 2) % 5,
                            1 + i % 3));
        }
        Files.writeString(folder.resolve("responses.csv"), answers);
    }
}
