package throughline.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The browser of the tests: the system's own Chromium, one for all that run in one Java process. It ends with that
/// process; what tests do in it, they do in contexts of their own.
final class Chromium {

    private Chromium() {}

    /// Opens it, or takes what is open; where there is none, the tests report themselves skipped.
    static Browser browser() {
        assumeTrue(!program().isEmpty(), "Skipped: no Chromium. ./throughline test installs it where it may.");
        return Opened.BROWSER;
    }

    private static String program() {
        return System.getenv().getOrDefault("THROUGHLINE_CHROMIUM", "");
    }

    private static final class Opened {

        static final Browser BROWSER = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(program()))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }
}
