package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BringInFileTest {

    @TempDir
    private Path folder;

    private Browser browser;
    private Server server;
    private String administrator;

    @BeforeEach
    void start() throws Exception {
        browser = Chromium.browser();
        server = Server.start(data(), "--no-demo");
        administrator = server.firstAdministrator().signUp(browser);
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1440, LIGHT", "390, DARK"})
    void a_file_is_brought_in_on_pages_that_are_accessible_and_keep_the_policy(int width, ColorScheme scheme)
            throws Exception {
        var screen = new Screen(width, scheme);
        try (BrowserContext context = screen.open(browser, administrator)) {
            Page page = context.newPage();
            var complaints = new ArrayList<String>();
            page.onConsoleMessage(m -> {
                if (m.type().equals("error") || m.text().contains("Content Security Policy")) {
                    complaints.add(m.text());
                }
            });
            page.onPageError(complaints::add);

            page.navigate(server.address() + "/data/import");
            screen.look(page, "import-choose");
            page.setInputFiles("#file", calls(3_000));
            page.waitForURL("**/data/import/*-*-*");
            screen.look(page, "import-columns");
            settle(page, "Disp", "Reason");
            settle(page, "Where were", "UTC");
            page.waitForSelector("#ready");
            screen.look(page, "import-ready");
            assertThat(page.locator(".callout").innerText()).contains("22 rows will be set aside");
            page.locator("section.next button").click();
            page.waitForSelector("#onward");
            screen.look(page, "import-done");

            assertThat(page.locator("h1").innerText()).isEqualTo("2,978 rows are in; 22 were set aside");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void a_file_is_brought_in_without_script() throws Exception {
        try (BrowserContext plain = browser.newContext(
                new Browser.NewContextOptions().setStorageState(administrator).setJavaScriptEnabled(false))) {
            Page page = plain.newPage();
            page.navigate(server.address() + "/data/import");
            page.setInputFiles("#file", calls(100));
            page.locator(".drop button[type=submit]").click();
            page.locator("section.next button").getByText("Outcome").click();
            page.locator("section.next button").getByText("UTC").first().click();
            reload(page, "#ready");
            page.locator("section.next button").click();
            reload(page, "#onward");

            assertThat(page.locator("h1").innerText()).isEqualTo("100 rows are in");
        }
    }

    @Test
    void an_upload_goes_on_after_the_server_was_killed_and_every_byte_is_there() throws Exception {
        Path calls = calls(400_000);
        try (BrowserContext context =
                browser.newContext(new Browser.NewContextOptions().setStorageState(administrator))) {
            Page page = context.newPage();
            page.navigate(server.address() + "/data/import");
            page.setInputFiles("#file", calls);
            for (int i = 0; i < 2_000 && offset() < 8 << 20; i++) {
                Thread.sleep(5);
            }
            long before = offset();
            server.kill();
            assertThat(before).isGreaterThanOrEqualTo(8 << 20).isLessThan(Files.size(calls));
            long after = offset();
            server = server.again(data(), "--no-demo");
            page.waitForURL("**/data/import/*-*-*", new Page.WaitForURLOptions().setTimeout(60_000));

            assertThat(after).isGreaterThanOrEqualTo(before);
            try (Stream<Path> files = Files.walk(data().resolve("uploads"))) {
                Path received =
                        files.filter(f -> f.endsWith("calls.csv")).findFirst().orElseThrow();
                assertThat(Files.mismatch(received, calls)).isEqualTo(-1);
            }
        }
    }

    private static void settle(Page page, String asked, String answer) {
        page.waitForSelector("section.next .say:has-text(\"" + asked + "\")");
        Locator button = page.locator("section.next button").getByText(answer).first();
        button.click();
    }

    private static void reload(Page page, String selector) throws InterruptedException {
        for (int i = 0; i < 300 && page.locator(selector).count() == 0; i++) {
            Thread.sleep(200);
            page.reload();
        }
        assertThat(page.locator(selector).count()).isEqualTo(1);
    }

    /// Bytes of the one upload that the server has acknowledged.
    private long offset() throws IOException {
        try (Stream<Path> files = Files.walk(data().resolve("uploads"))) {
            Path offset = files.filter(f -> f.endsWith("offset")).findFirst().orElse(null);
            return offset == null ? 0 : Long.parseLong(Files.readString(offset).strip());
        }
    }

    private Path calls(int rows) throws IOException {
        Path file = folder.resolve("calls.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("Call ID,Start,Q,AHT,Agent grp,Disp,CSAT\n");
            for (int i = 0; i < rows; i++) {
                String day = rows > 100 && i % 140 == 7 && rows < 10_000 ? "2026-11-31" : "2026-11-0" + (i % 9 + 1);
                out.write("C-%d,%s 09:%02d,%d,%d,CC-0%d,%s,%s\n"
                        .formatted(
                                i,
                                day,
                                i % 60,
                                i * 7 % 400,
                                200 + i % 200,
                                i % 6,
                                i % 2 == 0 ? "DLV-WHR" : "RTN-DMG",
                                i % 3 == 0 ? "" : 1 + i % 5));
            }
        }
        return file;
    }

    private Path data() {
        return folder.resolve("data");
    }
}
