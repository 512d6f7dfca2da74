package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
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

    private static Process server;
    private static String address;
    private static Chromium chromium;
    private static Browser browser;
    private static String administrator;
    private static String agent;
    private static String leader;

    @BeforeAll
    static void start_with_a_railway_of_twelve_stations() throws Exception {
        chromium = Chromium.open();
        browser = chromium.browser();
        Path files = Files.createDirectory(folder.resolve("files"));
        write(files);
        String data = folder.resolve("data").toString();
        assertThat(Product.run("import", files.toString(), "--data", data).status())
                .isZero();
        int port = Product.freePort();
        address = "http://127.0.0.1:" + port;
        server = Product.start("start", "--port", String.valueOf(port), "--data", data);
        administrator = FirstAdministrator.of(server).signUp(browser);
        awaitUnits();
        agent = invite("Kim Keane", "kim.keane@northgate.example", "agent", "p-kim");
        leader = invite("Lea Lund", "lea.lund@northgate.example", "unit-leader", "p-lea");
    }

    /// The form of accounts offers units once the facts have been read.
    private static void awaitUnits() {
        try (BrowserContext context =
                browser.newContext(new Browser.NewContextOptions().setStorageState(administrator))) {
            Page accounts = context.newPage();
            do {
                accounts.navigate(address + "/frontline");
                accounts.navigate(address + "/accounts");
            } while (accounts.locator("#unit option[value=w-1]").count() == 0);
        }
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

    /// Has the administrator invite somebody to station 1 and say who that is on record.
    private static String invite(String name, String email, String role, String person) {
        try (BrowserContext keeper =
                        browser.newContext(new Browser.NewContextOptions().setStorageState(administrator));
                BrowserContext invited = browser.newContext()) {
            Page accounts = keeper.newPage();
            accounts.navigate(address + "/accounts");
            accounts.fill("#name", name);
            accounts.fill("#email", email);
            accounts.selectOption("#role", role);
            accounts.selectOption("#unit", "w-1");
            accounts.click("text=Invite them");
            Page page = invited.newPage();
            page.navigate(accounts.locator("code.secret").innerText());
            page.fill("#password", "velvet anchor thistle moss");
            page.click("main button[type=submit]");
            accounts.navigate(address + "/accounts");
            accounts.click("main >> text=" + name);
            accounts.selectOption("#person", person);
            accounts.click("text=Save the person");
            return invited.storageState();
        }
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.destroy();
        }
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1440, LIGHT", "1440, DARK", "390, LIGHT", "390, DARK"})
    void teams_stand_side_by_side_and_cards_are_for_two(int width, ColorScheme scheme) {
        var screen = new Screen(width, scheme);
        try (BrowserContext context = screen.open(browser, administrator)) {
            Page page = context.newPage();
            page.navigate(address + "/frontline");
            assertThat(page.locator("h1").innerText())
                    .isEqualTo("Most teams cannot be told apart. One needs help, one can teach.");
            assertThat(page.locator(".callout").innerText()).contains("Station 6 meets every target shown here");
            screen.look(page, "frontline-teams");
            page.selectOption("#team", "w-3");
            page.waitForURL("**team=w-3**");
            assertThat(page.locator(".callout").innerText()).contains("Ask them how.");
            assertThat(page.locator("main").innerText()).doesNotContain("Kim");
            page.navigate(address + "/scorecards");
            screen.look(page, "scorecards");
            page.navigate(address + "/measures");
            screen.look(page, "measures");
        }
        try (BrowserContext context = screen.open(browser, agent)) {
            Page page = context.newPage();
            page.navigate(address + "/frontline");
            page.click("text=Your card");
            assertThat(page.locator("h1").innerText()).isEqualTo("Your card, both sides of the job");
            screen.look(page, "frontline-card");
            page.navigate(address + "/frontline/card?person=p-lea");
            assertThat(page.locator("main").innerText()).contains("No card of that name is open to you.");
        }
        try (BrowserContext context = screen.open(browser, leader)) {
            Page page = context.newPage();
            page.navigate(address + "/frontline");
            assertThat(page.locator("main").innerText()).doesNotContain("Station 6");
            screen.look(page, "frontline-leader");
            page.click("main >> text=Kim Keane");
            assertThat(page.locator("h1").innerText()).isEqualTo("The card of Kim Keane");
        }
    }
}
