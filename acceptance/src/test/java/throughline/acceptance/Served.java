package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// An organisation of files, imported, served at an address of its own, and looked at in a browser.
final class Served implements AutoCloseable {

    private static final String PASSWORD = "velvet anchor thistle moss";
    private static final Screen DESK = new Screen(1440, ColorScheme.LIGHT);

    private final Path data;
    private final Browser browser;
    private Server server;
    private final String administrator;

    private Served(Path files, Path data) throws Exception {
        this.data = data;
        browser = Chromium.browser();
        bringIn(files);
        server = Server.start(data);
        administrator = server.firstAdministrator().signUp(browser);
    }

    /// Imports the files and serves them.
    ///
    /// @param data an empty folder for the server
    static Served from(Path files, Path data) throws Exception {
        return new Served(files, data);
    }

    private void bringIn(Path files) throws Exception {
        assertThat(Product.run("import", files.toString(), "--data", data.toString())
                        .status())
                .isZero();
    }

    /// Imports more files while the server is down, and starts it again at the same address.
    void again(Path files) throws Exception {
        server.close();
        bringIn(files);
        server = server.again(data);
    }

    /// The server's address without a slash at its end.
    String address() {
        return server.address();
    }

    Browser browser() {
        return browser;
    }

    /// What a browser context keeps of the administrator.
    String administrator() {
        return administrator;
    }

    /// A window of the administrator's on a desk.
    BrowserContext keeper() {
        return DESK.open(browser(), administrator);
    }

    /// Has the administrator invite somebody who sees the whole organisation, and who chooses a password.
    ///
    /// @return what a browser context keeps of who was invited
    String invite(String name, String email, String role) {
        try (BrowserContext keeper = keeper()) {
            return invite(accounts(keeper), name, email, role);
        }
    }

    /// The same of one unit, saying who on record it is.
    ///
    /// @param unit id of it
    String invite(String name, String email, String role, String unit, String person) {
        try (BrowserContext keeper = keeper()) {
            Page accounts = accounts(keeper);
            accounts.selectOption("#unit", unit);
            String invited = invite(accounts, name, email, role);
            accounts.navigate(address() + "/accounts");
            accounts.click("main >> text=" + name);
            accounts.selectOption("#person", person);
            accounts.click("text=Save the person");
            return invited;
        }
    }

    /// The page of accounts. It says that the facts are being read, and looks again by itself until they are.
    private Page accounts(BrowserContext keeper) {
        Page accounts = keeper.newPage();
        accounts.navigate(address() + "/accounts");
        accounts.waitForSelector("#name", new Page.WaitForSelectorOptions().setTimeout(120_000));
        return accounts;
    }

    private String invite(Page accounts, String name, String email, String role) {
        accounts.fill("#name", name);
        accounts.fill("#email", email);
        accounts.selectOption("#role", role);
        accounts.click("text=Invite them");
        try (BrowserContext invited = browser().newContext()) {
            Page page = invited.newPage();
            page.navigate(accounts.locator("code.secret").innerText());
            page.fill("#password", PASSWORD);
            page.click("main button[type=submit]");
            return invited.storageState();
        }
    }

    /// Opens a page until it says what is awaited: facts are read some seconds after they come in.
    void await(Page page, String path, String words) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < end) {
            page.navigate(address() + path);
            if (page.locator("main").textContent().contains(words)) {
                return;
            }
            page.waitForTimeout(200);
        }
        throw new AssertionError("%s did not say “%s” within two minutes".formatted(path, words));
    }

    @Override
    public void close() throws InterruptedException {
        server.close();
    }
}
