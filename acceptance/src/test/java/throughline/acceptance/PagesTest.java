package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.diagnosis.Cause;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesTest {

    @TempDir
    private static Path data;

    private static Server server;
    private static String address;
    private static Browser browser;
    private static Page window;
    private static final List<String> COMPLAINTS = new ArrayList<>();

    @BeforeAll
    static void open_the_demo_in_a_browser() throws Exception {
        browser = Chromium.browser();
        server = Server.start(data);
        server.awaitDemo();
        address = server.address();
        window = browser.newContext().newPage();
        window.onConsoleMessage(m -> {
            if (m.type().equals("error") || m.text().contains("Content Security Policy")) {
                COMPLAINTS.add(m.text());
            }
        });
        window.onPageError(COMPLAINTS::add);
    }

    @AfterAll
    static void close() throws Exception {
        if (window != null) {
            window.context().close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/causes/nobody-accountable",
                "/causes/feelings-unlinked",
                "/causes/measured-on-throughput",
                "/causes/too-much-at-once",
                "/accountability",
                "/alerts",
                "/journeys",
                "/journey?id=return-phone",
                "/touchpoint?id=phone",
                "/board",
                "/frontline",
                "/measures",
                "/scorecards",
                "/say-and-do",
                "/search?q=time",
                "/measure?id=wait_s",
                "/words",
                "/steps",
            })
    void a_page_is_accessible_fits_its_window_and_keeps_the_policy(String path) {
        COMPLAINTS.clear();
        window.navigate(address + path);

        Screen.lookAtEveryWidth(
                window,
                path.equals("/")
                        ? "diagnosis"
                        : path.substring(path.lastIndexOf('/') + 1).replaceAll("[^a-z-]+", "-"));

        assertThat(COMPLAINTS).isEmpty();
    }

    @Test
    void every_cause_can_be_followed_from_the_sheet_to_its_page() {
        Page page = browser.newPage();
        page.navigate(address + "/");

        List<String> links = page.locator("#causes th[scope=row] a").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();

        assertThat(links).hasSize(15);
        for (String link : links) {
            assertThat(page.navigate(address + link.replaceFirst("^\\./", "/")).status())
                    .as(link)
                    .isEqualTo(200);
        }
        page.close();
    }

    @Test
    void a_figure_can_be_followed_to_its_rows() {
        Page page = browser.newPage();
        for (Cause cause : Cause.values()) {
            page.navigate(address + "/causes/" + cause.id());
            Locator rows = page.locator("a[href*='/rows']");
            if (rows.count() > 0) {
                rows.first().click();
                page.waitForLoadState();
                assertThat(page.locator("table").first().innerText()).contains("line");
                assertThat(page.locator("table tbody tr").count()).isPositive();
                page.close();
                return;
            }
        }
        throw new AssertionError("No figure of the demo can be followed to its rows");
    }

    @ParameterizedTest(name = "at {0} px, {1}")
    @CsvSource({"1440, LIGHT", "1440, DARK", "390, LIGHT", "390, DARK"})
    void a_few_letters_and_enter_lead_to_what_they_name_in_the_period_one_looks_at(int width, ColorScheme scheme) {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme))) {
            Page page = context.newPage();
            page.navigate(address + "/?period=26-weeks");
            page.keyboard().press("/");
            Locator asked = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Search"));
            asked.fill("acountability");
            Locator chosen = page.locator("[role=option][aria-selected=true] b");
            PlaywrightAssertions.assertThat(chosen).hasText("Accountability");
            PlaywrightAssertions.assertThat(asked).hasAttribute("aria-activedescendant", "palette-0");
            assertThat(new AxeBuilder(page).analyze().getViolations())
                    .extracting(rule ->
                            rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                    .isEmpty();

            asked.fill("time");
            PlaywrightAssertions.assertThat(chosen).hasText("Waiting time");
            page.keyboard().press("ArrowDown");
            PlaywrightAssertions.assertThat(asked).hasAttribute("aria-activedescendant", "palette-1");
            page.keyboard().press("ArrowUp");
            PlaywrightAssertions.assertThat(asked).hasAttribute("aria-activedescendant", "palette-0");

            asked.fill("acountability");
            PlaywrightAssertions.assertThat(chosen).hasText("Accountability");
            page.keyboard().press("Enter");

            page.waitForURL(address + "/accountability?period=26-weeks");
            page.keyboard().press("Control+k");
            PlaywrightAssertions.assertThat(asked).isFocused();
            page.keyboard().press("Escape");
            PlaywrightAssertions.assertThat(asked).isHidden();
        }
    }

    @Test
    void without_script_the_same_is_found_on_a_page() {
        try (BrowserContext plain = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = plain.newPage();
            page.navigate(address + "/?period=26-weeks");
            page.locator("[data-palette]").click();
            page.locator("main input[name=q]").fill("acountability");
            page.locator("main form button").click();
            page.locator("#found a").first().click();

            page.waitForURL(address + "/accountability?period=26-weeks");
        }
    }

    @Test
    void the_sheet_can_be_ordered_without_script() {
        try (BrowserContext plain = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = plain.newPage();
            page.navigate(address + "/?order=number");

            assertThat(page.locator("#causes tr[data-n]").all().stream().map(row -> row.getAttribute("data-n")))
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15");
        }
    }

    @Test
    void who_answers_for_what_is_found_from_the_diagnosis_and_cut_to_its_gaps_without_script() {
        try (BrowserContext plain = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = plain.newPage();
            page.navigate(address + "/");
            page.locator(".side a", new Page.LocatorOptions().setHasText("Accountability"))
                    .click();
            page.waitForLoadState();
            int all = page.locator(".tree tbody tr").count();

            page.locator("a", new Page.LocatorOptions().setHasText("Gaps only")).click();
            page.waitForLoadState();

            assertThat(page.locator(".tree tbody tr").count()).isPositive().isLessThan(all);
            assertThat(page.locator(".tree tbody tr").all())
                    .allMatch(row -> row.locator(".note.concern").count() == 1);
        }
    }

    @Test
    void a_journey_leads_to_the_standards_of_its_steps_without_script_and_is_one_card_a_step_on_a_phone() {
        try (BrowserContext plain = browser.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(390, 800))) {
            Page page = plain.newPage();
            page.navigate(address + "/journeys");
            page.locator("tbody a").first().click();
            page.waitForLoadState();
            int steps = page.locator(".bp > section").count();

            assertThat(steps).isGreaterThanOrEqualTo(2);
            assertThat(page.locator(".bpflow .s svg").isVisible()).isTrue();
            assertThat(page.locator(".bpflow .xl svg").isVisible()).isFalse();
            assertThat(page.locator(".bp .lanes").isVisible()).isFalse();
            assertThat(page.locator(".bp > section").last().boundingBox().y)
                    .isGreaterThan(page.locator(".bp > section").first().boundingBox().y);

            page.setViewportSize(1440, 900);
            assertThat(page.locator(".bpflow .xl svg").isVisible()).isTrue();
            assertThat(page.locator(".bp > section").last().boundingBox().y)
                    .isEqualTo(page.locator(".bp > section").first().boundingBox().y);

            page.locator(".bp .step a").first().click();
            page.waitForLoadState();
            assertThat(page.locator("h1").textContent()).contains("standard");
            assertThat(page.locator("article .fit svg:visible").count()).isPositive();
        }
    }
}
