package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From files to a sentence on the page: an outage shows up as felt harm and becomes a link that somebody manages.
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CauseMapTest {

    private static final String RECORD = """
            name: Northgate Rail
            units:
              - {id: board, name: Board, layer: board}
            people:
              - {id: p1, name: Ada North, unit: board, role: Chief customer officer, layer: board}
              - {id: p2, name: Bo East, role: Head of systems, layer: executive, manager: p1}
            touchpoints:
              - {id: phone, name: Telephone enquiries, channel: phone, accountable: p1}
            journeys:
              - {id: call, name: A call, steps: [phone]}
            measures:
              - {id: line_outage, name: Line outage, kind: infrastructure, unit: min, better: lower}
              - {id: wait_s, name: Wait to answer, kind: delivery, unit: s, better: lower}
              - {id: feel_welcome, name: Felt welcome, kind: feeling, better: higher, scale: [1, 5]}
              - {id: csat, name: Satisfied, kind: outcome, better: higher, scale: [1, 5]}
            """;

    private static final int UNITS = 8;
    private static final int DAYS = 168;
    private static final int ANSWERS = 4000;

    @TempDir
    private static Path folder;

    private static Served served;
    private static String boardOwner;

    @BeforeAll
    static void start_from_files() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("organisation.yaml"), RECORD);
        facts(files);
        served = Served.from(files, folder.resolve("data"));
        boardOwner = served.invite("Mara Board", "mara.board@northgate.example", "board-owner");
    }

    /// On one unit-day in seven the line is out for an hour: people wait two minutes longer and feel less welcome.
    private static void facts(Path files) throws Exception {
        var random = new Random(3);
        boolean[][] out = new boolean[UNITS][DAYS];
        var readings = new StringBuilder("at,measure,value,unit,touchpoint\n");
        LocalDate first = LocalDate.of(2026, 3, 2);
        for (int day = 0; day < DAYS; day++) {
            for (int unit = 0; unit < UNITS; unit++) {
                out[unit][day] = random.nextInt(7) == 0;
                readings.append("%sT06:00:00Z,line_outage,%s,u%s,phone%n"
                        .formatted(first.plusDays(day), out[unit][day] ? 60 : 0, unit));
            }
        }
        var contacts = new StringBuilder("interaction_id,started_at,touchpoint,unit,wait_s\n");
        var answers = new StringBuilder("response_id,answered_at,interaction_id,touchpoint,unit,feel_welcome,csat\n");
        for (int i = 0; i < ANSWERS; i++) {
            int unit = random.nextInt(UNITS);
            int day = i * DAYS / ANSWERS;
            boolean down = out[unit][day];
            double wait = Math.max(5, 120 + (down ? 120 : 0) + 50 * random.nextGaussian());
            long felt = step(4.4 - (down ? 0.9 : 0) - wait / 300 + 0.7 * random.nextGaussian());
            long satisfied = step(1 + 0.7 * felt + 0.6 * random.nextGaussian());
            contacts.append(String.format(
                    Locale.ROOT, "i%d,%sT10:00:00Z,phone,u%d,%.0f%n", i, first.plusDays(day), unit, wait));
            answers.append("r%s,%sT15:00:00Z,i%s,phone,u%s,%s,%s%n"
                    .formatted(i, first.plusDays(day), i, unit, felt, satisfied));
        }
        Files.writeString(files.resolve("readings.csv"), readings);
        Files.writeString(files.resolve("interactions.csv"), contacts);
        Files.writeString(files.resolve("responses.csv"), answers);
    }

    private static long step(double value) {
        return Math.clamp(Math.round(value), 1, 5);
    }

    @AfterAll
    static void close() throws Exception {
        if (served != null) {
            served.close();
        }
    }

    @Test
    @Order(1)
    void an_outage_shows_up_as_felt_harm_and_becomes_an_accepted_link() {
        try (BrowserContext context = new Screen(1440, ColorScheme.LIGHT).open(served.browser(), boardOwner)) {
            Page page = context.newPage();
            page.navigate(served.address() + "/");
            for (int i = 0; i < 120 && !page.locator("h1").innerText().contains("cause"); i++) {
                page.waitForTimeout(1000);
                page.navigate(served.address() + "/");
            }
            page.locator("aside.side").getByText("Cause map").click();
            assertThat(page.locator("h1").innerText()).contains("“Line outage”").contains("to how service feels");
            assertThat(page.locator("[aria-labelledby=felt] .say").innerText())
                    .matches("The state of “Line outage” adds [\\d.]+ bad answers a week\\.");

            page.locator("main a:text-is('Line outage → Felt welcome')").click();
            assertThat(page.url()).endsWith("/map?from=line_outage&to=feel_welcome");
            Locator panel = page.locator("section[aria-label='Selected link']");
            assertThat(panel.innerText())
                    .contains("Line outage → Felt welcome")
                    .contains("points for each 10 min more")
                    .contains("95 in 100:")
                    .contains("Checked with a shuffled cause")
                    .contains("Same direction in 8 of 8 units")
                    .contains("Hidden third cause")
                    .contains("Not on record yet.");

            panel.getByText("Accept it as known").click();
            assertThat(page.locator("h1").innerText()).isEqualTo("Accept the link from Line outage to Felt welcome");
            page.click("text=Put it on record");
            assertThat(page.locator("[role=alert]").innerText()).contains("Choose the one person who manages it.");
            page.selectOption("#manager", "p2");
            page.click("text=Put it on record");
            assertThat(page.locator("[role=status]").innerText()).contains("The link is on record.");

            read(page, panel, "On record; Bo East manages it.");
            assertThat(page.locator("main").innerText()).contains("Believed, and found");
            page.navigate(served.address() + "/record/history");
            assertThat(page.locator("main").innerText()).contains("line_outage");
        }
    }

    /// Looks again until the record has been read.
    private static void read(Page page, Locator where, String words) {
        for (int i = 0; i < 60 && !where.innerText().contains(words); i++) {
            page.waitForTimeout(1000);
            page.reload();
        }
        assertThat(where.innerText()).contains(words);
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1440, LIGHT", "390, DARK"})
    @Order(2)
    void map_and_drivers_are_accessible_and_answer_what_if_with_a_range(int width, ColorScheme scheme) {
        var screen = new Screen(width, scheme);
        try (BrowserContext context = screen.open(served.browser(), boardOwner)) {
            Page page = context.newPage();
            List<String> complaints = Screen.complaints(page);
            page.navigate(served.address() + "/map?from=wait_s&to=feel_welcome");
            screen.look(page, "cause-map");
            page.fill("#at", "2");
            assertThat(page.locator("output[data-range]").innerText()).contains("likely");
            page.fill("#at", "90");
            assertThat(page.locator("output[data-range]").innerText())
                    .startsWith("Nothing can be said: there are data from");
            page.navigate(served.address() + "/drivers?outcome=csat");
            assertThat(page.locator("h1").innerText()).startsWith("“Felt welcome” goes most with “Satisfied”");
            screen.look(page, "drivers");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    @Order(3)
    void works_without_script_and_can_be_taken_elsewhere() throws Exception {
        var options =
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setStorageState(boardOwner);
        try (BrowserContext context = served.browser().newContext(options)) {
            Page page = context.newPage();
            page.navigate(served.address() + "/map?from=wait_s&to=feel_welcome");
            page.fill("#at", "2");
            page.click("text=Work it out");
            assertThat(page.url()).contains("from=wait_s").contains("at=2");
            assertThat(page.locator("output[data-range]").innerText()).contains("likely");
            assertThat(saved(page, "Table (CSV)")).startsWith("from,from_title").contains("line_outage,Line outage");
            assertThat(saved(page, "Graph (GraphML)")).contains("<node id=\"line_outage\">");
            assertThat(saved(page, "Drawing (DOT)")).startsWith("digraph causes {");
            assertThat(saved(page, "Knowledge for Tetrad")).startsWith("/knowledge\naddtemporal\n1* line_outage\n");
        }
    }

    private static String saved(Page page, String form) throws Exception {
        Download download = page.waitForDownload(() -> page.click("text=" + form));
        return Files.readString(download.path());
    }
}
