package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A window in which pages are looked at.
///
/// @param width  in CSS pixels
/// @param scheme in which the window is opened; a look is taken in both
record Screen(int width, ColorScheme scheme) {

    private static final Path SCREENS = Path.of("target", "screens");
    private static final int[] WIDTHS = {1440, 390};
    private static final int HEIGHT = 900;

    /// What of a page differs in the dark: its colours alone.
    private static final List<String> OF_COLOUR = List.of("color-contrast", "link-in-text-block");

    /// A new window.
    ///
    /// @param state what a context before it kept; may be empty
    BrowserContext open(Browser browser, String state) {
        var options =
                new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setColorScheme(scheme);
        return browser.newContext(state.isEmpty() ? options : options.setStorageState(state));
    }

    /// Looks at a page as it is, by day and in the dark: it must be accessible, within its window, and have one
    /// heading. Of one that is not, a picture is kept; with `-Dthroughline.pictures` of each, in both schemes.
    void look(Page page, String name) {
        page.waitForLoadState();
        try {
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as("width of %s at %s px", name, width)
                    .isLessThanOrEqualTo(width);
            assertThat(page.locator("h1").count()).as("headings of %s", name).isEqualTo(1);
            show(page, ColorScheme.LIGHT);
            picture(page, name + "-light");
            assertThat(found(rules(page))).as("%s by day", name).isEmpty();
            show(page, ColorScheme.DARK);
            picture(page, name + "-dark");
            assertThat(found(rules(page).withRules(OF_COLOUR)))
                    .as("%s in the dark", name)
                    .isEmpty();
        } catch (AssertionError wrong) {
            keep(page, name);
            throw wrong;
        }
        show(page, scheme);
    }

    private void picture(Page page, String name) {
        if (System.getProperty("throughline.pictures") != null) {
            keep(page, name);
        }
    }

    private void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENS.resolve("%s-%s.png".formatted(name, width))));
    }

    /// What the browser has to complain about on a page from now on: broken policy and errors of scripts.
    static List<String> complaints(Page page) {
        var complaints = new ArrayList<String>();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return complaints;
    }

    /// Takes a look at a page in a wide and in a narrow window.
    static void lookAtEveryWidth(Page page, String name) {
        for (int width : WIDTHS) {
            page.setViewportSize(width, HEIGHT);
            new Screen(width, ColorScheme.LIGHT).look(page, name);
        }
    }

    private static void show(Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    /// All rules. The other mode gathers what it finds in a window of its own, for pages within pages; there are none.
    private static AxeBuilder rules(Page page) {
        var options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).setLegacyMode(true).options(options);
    }

    private static List<String> found(AxeBuilder rules) {
        return rules.analyze().getViolations().stream()
                .map(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                .toList();
    }
}
