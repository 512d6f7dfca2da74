package throughline.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The browser of the tests: the system's own Chromium.
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

    /// Opens it; where there is none, the tests report themselves skipped.
    static Chromium open() {
        String program = System.getenv().getOrDefault("THROUGHLINE_CHROMIUM", "");
        assumeTrue(!program.isEmpty(), "Skipped: no Chromium. ./throughline test installs it where it may.");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(program))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
        return new Chromium(playwright, browser);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
