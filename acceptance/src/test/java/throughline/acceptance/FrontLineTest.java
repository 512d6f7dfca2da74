package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Teams compared, and cards seen by those whose they are, in a real browser: from files to a sentence on the page.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FrontLineTest {

    private static final int STATIONS = 12;

    @TempDir
    private static Path folder;

    private static Served served;
    private static String agent;
    private static String leader;

    @BeforeAll
    static void start_with_a_railway_of_twelve_stations() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        write(files);
        served = Served.from(files, folder.resolve("data"));
        agent = served.invite("Kim Keane", "kim.keane@northgate.example", "agent", "w-1", "p-kim");
        leader = served.invite("Lea Lund", "lea.lund@northgate.example", "unit-leader", "w-1", "p-lea");
    }

    private static void write(Path files) throws Exception {
        var random = new SplittableRandom(3);
        var record = new StringBuilder("name: Northgate Rail\nunits:\n  - {id: west, name: West, layer: management}\n");
        var cards = new StringBuilder("scorecards:\n");
        var rows = new StringBuilder("interaction_id,started_at,unit,agent,touchpoint,intent,resolved,handle_s\n");
        for (int s = 1; s <= STATIONS; s++) {
            record.append("  - {id: w-%1$s, name: Station %1$s, layer: frontline, parent: west}\n".formatted(s));
            cards.append("  - {unit: w-%s, role: agent, measure: handle_s, weight: 0.8, target: 300}\n".formatted(s));
            cards.append("  - {unit: w-%s, role: agent, measure: resolved, weight: 0.2}\n".formatted(s));
            for (int i = 0; i < 250 + 30 * s; i++) {
                rows.append("i%s-%s,2026-0%s-1%sT10:00:00Z,w-%s,%s,phone,%s,%s,%s\n"
                        .formatted(
                                s,
                                i,
                                1 + random.nextInt(6),
                                random.nextInt(10),
                                s,
                                s == 1 && i % 3 == 0 ? "p-kim" : "a-%s-%s".formatted(s, i % 3),
                                i % 4 == 0 ? "refund" : "information",
                                random.nextDouble() < (s == 6 ? 0.45 : s == 3 ? 0.93 : 0.75),
                                230 + random.nextInt(60)));
            }
        }
        record.append("""
                people:
                  - {id: p-lea, name: Lea Lund, unit: w-1, role: station manager, layer: frontline}
                  - {id: p-kim, name: Kim Keane, unit: w-1, role: agent, layer: frontline, manager: p-lea}
                """);
        Files.writeString(files.resolve("organisation.yaml"), record.append(cards));
        Files.writeString(files.resolve("interactions.csv"), rows);
    }

    @AfterAll
    static void close() throws Exception {
        if (served != null) {
            served.close();
        }
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1440, LIGHT", "390, DARK"})
    void teams_stand_side_by_side_and_cards_are_for_two(int width, ColorScheme scheme) {
        var screen = new Screen(width, scheme);
        try (BrowserContext context = screen.open(served.browser(), served.administrator())) {
            Page page = context.newPage();
            page.navigate(served.address() + "/frontline");
            assertThat(page.locator("h1").innerText())
                    .isEqualTo("Most teams cannot be told apart. One needs help, one can teach.");
            assertThat(page.locator(".callout").innerText()).contains("Station 6 meets every target shown here");
            screen.look(page, "frontline-teams");
            page.selectOption("#team", "w-3");
            page.waitForURL("**team=w-3**");
            assertThat(page.locator(".callout").innerText()).contains("Ask them how.");
            assertThat(page.locator("main").innerText()).doesNotContain("Kim");
            page.navigate(served.address() + "/scorecards");
            screen.look(page, "scorecards");
            page.navigate(served.address() + "/measures");
            screen.look(page, "measures");
        }
        try (BrowserContext context = screen.open(served.browser(), agent)) {
            Page page = context.newPage();
            page.navigate(served.address() + "/frontline");
            page.click("text=Your card");
            assertThat(page.locator("h1").innerText()).isEqualTo("Your card, both sides of the job");
            screen.look(page, "frontline-card");
            page.navigate(served.address() + "/frontline/card?person=p-lea");
            assertThat(page.locator("main").innerText()).contains("No card of that name is open to you.");
        }
        try (BrowserContext context = screen.open(served.browser(), leader)) {
            Page page = context.newPage();
            page.navigate(served.address() + "/frontline");
            assertThat(page.locator("main").innerText()).doesNotContain("Station 6");
            screen.look(page, "frontline-leader");
            page.click("main >> text=Kim Keane");
            assertThat(page.locator("h1").innerText()).isEqualTo("The card of Kim Keane");
        }
    }
}
