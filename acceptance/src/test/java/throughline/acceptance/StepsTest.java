package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// One step at a time: started from a cause, stuck, and the next unlocked; slipped back and alarmed; and nothing sold
/// where service is below par.
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StepsTest {

    /// Days before today on which the first files end.
    private static final int FIRST_FILES = 60;

    /// Days before today on which the step of the north begins.
    private static final int START = 85;

    @TempDir
    private static Path data;

    @TempDir
    private static Path files;

    private static Served served;
    private static LocalDate today;

    @BeforeAll
    static void start_with_an_organisation_whose_leaders_began() throws Exception {
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

    private static void write(Path folder) throws Exception {
        Files.writeString(folder.resolve("organisation.yaml"), """
                throughline: 1
                name: Northgate Rail
                units:
                  - {id: board, name: Board, layer: board}
                  - {id: north, name: North station, layer: frontline, parent: board}
                  - {id: east, name: East station, layer: frontline, parent: board}
                  - {id: south, name: South station, layer: frontline, parent: board}
                  - {id: west, name: West station, layer: frontline, parent: board}
                people:
                  - {id: p1, name: Bea Board, unit: board, layer: board}
                  - {id: p2, name: Ned North, unit: north, layer: frontline}
                """);
        Files.writeString(
                folder.resolve("steps.csv"),
                "step_id,name,started_on,unit,aimed_at,targets_layer,owner_after\n"
                        + "top,Leaders stand at the desk,%s,board,,board,p1\n".formatted(today.minusDays(420))
                        + "e1,Show the true time,%s,east,csat,frontline,\n".formatted(today.minusDays(320)));
        Files.writeString(folder.resolve("responses.csv"), answers(460, FIRST_FILES));
    }

    /// Two answers a day and station. The north gains with its step; the east gained, and lost it again.
    private static String answers(int from, int to) {
        var random = new SplittableRandom(5);
        var answers = new StringBuilder("response_id,answered_at,unit,csat,friendly\n");
        for (int ago = from; ago > to; ago--) {
            for (String unit : new String[] {"north", "east", "south", "west"}) {
                double level = 5
                        + (unit.equals("north") && ago <= START ? 1.2 : 0)
                        + (unit.equals("east") && ago <= 320 && ago > 170 ? 1.2 : 0)
                        - (unit.equals("west") ? 2 : 0);
                for (int n = 0; n < 2; n++) {
                    answers.append("r-%s-%s-%s,%s,%s,%s,%s%n"
                            .formatted(
                                    ago,
                                    unit,
                                    n,
                                    today.minusDays(ago),
                                    unit,
                                    Math.round((level + 0.8 * random.nextGaussian()) * 10) / 10.0,
                                    (unit.equals("west") ? 1 : 3) + (ago + n) % 3));
                }
            }
        }
        return answers.toString();
    }

    private static void look(String path, String name) {
        try (BrowserContext context = served.keeper()) {
            Page page = context.newPage();
            page.navigate(served.address() + path);
            Screen.lookAtEveryWidth(page, name);
        }
    }

    @Test
    @Order(1)
    void a_step_that_slips_back_is_alarmed_and_stands_first() {
        try (BrowserContext context = served.keeper()) {
            Page page = context.newPage();
            served.await(page, "/steps", "Show the true time");
            assertThat(page.locator("h1").innerText()).contains("one has slipped back.");
            assertThat(page.locator("article.unit").first().innerText())
                    .contains("East station", "Slipped back", "Find out why", "Next not chosen. Locked");
            assertThat(page.locator(".checks").innerText()).contains("Relapse alarm");
            assertThat(page.locator("aside button[disabled]").innerText()).isEqualTo("Locked");
        }
        look("/steps", "steps-slipped");
    }

    @Test
    @Order(2)
    void a_step_is_started_from_a_cause_and_the_next_is_refused_with_its_day() {
        try (BrowserContext context = served.keeper()) {
            Page page = context.newPage();
            page.navigate(served.address() + "/causes/nobody-accountable");
            page.click("text=Start this step");
            assertThat(page.inputValue("#cause")).isEqualTo("nobody-accountable");
            assertThat(page.inputValue("#aimed-at")).isEqualTo("csat");
            page.fill("#name", "Someone greets you");
            page.selectOption("#unit", "north");
            page.selectOption("#owner-after", "p2");
            page.fill("#started-on", today.minusDays(START).toString());
            page.fill("#baseline-from", "");
            page.fill("#baseline-to", "");
            page.click("main button:has-text('Start this step')");
            assertThat(page.locator("[role=status]").innerText()).startsWith("The step is saved.");

            served.await(page, "/steps", "Someone greets you");
            page.click("article.unit a:has-text('Someone greets you')");
            assertThat(page.locator("article.unit.open").innerText()).contains("North station", "then it is decided");
            page.navigate(served.address() + "/steps/start?unit=north");
            page.fill("#name", "Carry to the train");
            page.click("main button:has-text('Start this step')");
            assertThat(page.locator("section[role=alert]").innerText())
                    .contains("“Someone greets you” at North station is not proven yet.", "Opens ");
            Screen.lookAtEveryWidth(page, "steps-refused");
        }
    }

    @Test
    @Order(3)
    void the_step_sticks_when_the_weeks_are_there_and_the_next_unlocks(@TempDir Path later) throws Exception {
        Files.writeString(later.resolve("responses.csv"), answers(FIRST_FILES, 0));
        served.again(later);
        try (BrowserContext context = served.keeper()) {
            Page page = context.newPage();
            served.await(page, "/steps", "One has stuck, one has slipped back.");
            page.click("article.unit a:has-text('Someone greets you')");
            assertThat(page.locator("#step h2").innerText()).contains("rose from", "and has held for");
            assertThat(page.locator("article.unit.open").innerText()).contains("Next not chosen. May start");
            page.navigate(served.address() + "/steps/start?unit=north");
            page.fill("#name", "Carry to the train");
            page.click("main button:has-text('Start this step')");
            assertThat(page.locator("[role=status]").innerText()).startsWith("The step is saved.");
            served.await(page, "/steps", "Carry to the train");
            page.click("article.unit a:has-text('Carry to the train')");
            page.click("text=Its whole history, to print");
            assertThat(page.locator("main").innerText()).contains("The other steps of the unit", "Someone greets you");
            String one = page.url().substring(served.address().length());
            look(one, "step");
        }
        look("/steps", "steps");
        look("/steps/start?cause=sales-first", "steps-start");
    }

    @Test
    @Order(4)
    void a_sales_push_in_a_unit_below_par_is_refused_until_the_basics_hold() {
        try (BrowserContext context = served.keeper()) {
            Page page = context.newPage();
            served.await(page, "/steps", "Carry to the train");
            page.navigate(served.address() + "/steps/push");
            page.selectOption("#unit", "west");
            page.click("main button:has-text('Start this push')");
            assertThat(page.locator("section[role=alert]").innerText())
                    .contains("Service at West station is below par. Selling there opens when the basics hold.");
            page.selectOption("#unit", "north");
            page.click("main button:has-text('Start this push')");
            assertThat(page.locator("[role=status]").innerText()).startsWith("The sales push is saved.");
            served.await(page, "/steps?id=e1", "Show the true time");
        }
    }
}
