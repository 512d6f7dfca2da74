package throughline.acceptance;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;

/// Whoever started a server, and gets an account by the link that it printed.
///
/// @param link that was printed
record FirstAdministrator(String link) {

    static final String EMAIL = "ada.lind@northmoor.example";
    static final String PASSWORD = "lantern copper orchard drift";

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
