package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Locale;

/// A window in which pages are looked at.
///
/// @param width in CSS pixels
record Screen(int width, ColorScheme scheme) {

    private static final Path SCREENS = Path.of("target", "screens");

    /// A new window.
    ///
    /// @param state what a context before it kept; may be empty
    BrowserContext open(Browser browser, String state) {
        var options =
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme);
        return browser.newContext(state.isEmpty() ? options : options.setStorageState(state));
    }

    /// Takes a picture of a page as it is, which must be accessible, within its window, and have one heading.
    void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENS.resolve(
                        "%s-%d-%s.png".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT)))));
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                .as(name)
                .isLessThanOrEqualTo(width);
        assertThat(page.locator("h1").count()).isEqualTo(1);
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .extracting(rule -> "%s %s: %s"
                        .formatted(
                                name, rule.getId(), rule.getNodes().getFirst().getHtml()))
                .isEmpty();
    }
}
