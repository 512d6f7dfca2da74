package throughline.acceptance;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whoever started a server, and gets an account by the link that it printed.
///
/// @param link that was printed
record FirstAdministrator(String link) {

    static final String EMAIL = "ada.lind@northmoor.example";
    static final String PASSWORD = "lantern copper orchard drift";

    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/link/[\\w-]{43}");

    /// Reads what a server prints until the link is there, and goes on reading, so that it never waits for a reader.
    static FirstAdministrator of(Process server) throws Exception {
        var link = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            server.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> {
                System.out.println("server: " + line);
                Matcher found = LINK.matcher(line);
                if (found.find()) {
                    link.complete(found.group());
                }
            });
            link.completeExceptionally(new AssertionError("The server ended without printing a link"));
        });
        return new FirstAdministrator(link.get(2, TimeUnit.MINUTES));
    }

    /// Makes the account.
    ///
    /// @return what a browser context keeps of it, to begin others with
    String signUp(Browser browser) {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(link);
            signUp(page);
            return context.storageState();
        }
    }

    /// Fills in the form that the link leads to.
    static void signUp(Page page) {
        page.fill("#name", "Ada Lind");
        page.fill("#email", EMAIL);
        page.fill("#password", PASSWORD);
        page.click("main button[type=submit]");
        page.waitForSelector(
                "nav >> text=Ada Lind", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
    }
}
