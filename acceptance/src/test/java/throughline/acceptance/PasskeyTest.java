package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Passkeys as people meet them, in a browser that has an authenticator of its own.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PasskeyTest {

    private static final String REFUSED = "This passkey does not let you in here.";

    @TempDir
    private static Path data;

    private static Server server;
    private static String address;
    private static Browser browser;

    @BeforeAll
    static void start_a_server() throws Exception {
        browser = Chromium.browser();
        server = Server.start(data, "--no-demo");
        address = named(server.address());
        var first = server.firstAdministrator();
        assertThat(new FirstAdministrator(named(first.link())).signUp(browser)).isNotEmpty();
    }

    @AfterAll
    static void close() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    /// The same address with the name of this computer in place of its number: browsers bind passkeys to names.
    private static String named(String link) {
        return link.replace("127.0.0.1", "localhost");
    }

    /// A session of its own: the tests sign out.
    private static BrowserContext signedIn(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        Page page = context.newPage();
        page.navigate(address + "/sign-in");
        enter(page);
        page.close();
        return context;
    }

    private static void enter(Page page) {
        page.fill("#email", FirstAdministrator.EMAIL);
        page.fill("#password", FirstAdministrator.PASSWORD);
        page.click("main button[type=submit]");
        page.waitForSelector(
                "nav >> text=Ada Lind", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
    }

    /// A page whose browser has an authenticator that knows its owner by a finger.
    private static Page withAuthenticator(BrowserContext context) {
        Page page = context.newPage();
        CDPSession session = context.newCDPSession(page);
        session.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var all = new JsonObject();
        all.add("options", options);
        session.send("WebAuthn.addVirtualAuthenticator", all);
        return page;
    }

    private static void signOut(Page page) {
        page.navigate(address + "/account");
        page.locator(".side >> text=Sign out").click();
        page.waitForURL(address + "/sign-in");
    }

    private static String answer(Request sent) {
        String field = List.of(sent.postData().split("&")).stream()
                .filter(f -> f.startsWith("answer="))
                .findFirst()
                .orElseThrow();
        return URLDecoder.decode(field.substring("answer=".length()), StandardCharsets.UTF_8);
    }

    @Test
    void one_is_added_signs_its_owner_in_once_by_each_challenge_and_not_at_all_when_removed() {
        try (BrowserContext context = signedIn(new Browser.NewContextOptions())) {
            Page page = withAuthenticator(context);
            List<String> complaints = Screen.complaints(page);
            page.navigate(address + "/account");
            page.fill("#name", "office laptop");
            page.click("text=Add a passkey");
            page.waitForURL(address + "/account?done=passkey");
            assertThat(page.locator("[role=status]").first().innerText()).isEqualTo("The passkey is added.");
            assertThat(page.locator("section[aria-labelledby=passkeys-head]").innerText())
                    .contains("office laptop", "not used yet");
            page.click("text=Add a passkey");
            page.waitForSelector("text=This device has a passkey of this account already.");

            signOut(page);
            Request sent = page.waitForRequest(
                    r -> r.method().equals("POST") && r.url().endsWith("/sign-in/passkey"),
                    () -> page.click("text=Sign in with a passkey"));
            page.waitForURL(address + "/");
            assertThat(page.locator("nav >> text=Ada Lind").first().innerText()).isEqualTo("Ada Lind");
            page.navigate(address + "/account");
            assertThat(page.locator("section[aria-labelledby=passkeys-head]").innerText())
                    .contains("Used just now");

            signOut(page);
            page.evaluate(
                    "answer => { const form = document.querySelector('form[data-passkey]');"
                            + " form.elements.answer.value = answer; form.submit(); }",
                    answer(sent));
            page.waitForSelector("[role=alert]");
            assertThat(page.locator("[role=alert]").innerText()).startsWith(REFUSED);

            enter(page);
            page.navigate(address + "/account");
            page.click("section[aria-labelledby=passkeys-head] >> text=Remove");
            page.waitForURL(address + "/account?done=passkey-removed");
            signOut(page);
            page.click("text=Sign in with a passkey");
            page.waitForSelector("[role=alert]");
            assertThat(page.locator("[role=alert]").innerText()).startsWith(REFUSED);
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void one_is_chosen_in_place_of_a_password_by_who_is_invited() {
        try (BrowserContext keeper = signedIn(new Browser.NewContextOptions());
                BrowserContext colleague = browser.newContext()) {
            Page accounts = keeper.newPage();
            accounts.navigate(address + "/accounts");
            accounts.fill("#name", "Tom Hale");
            accounts.fill("#email", "tom.hale@northmoor.example");
            accounts.click("text=Invite them");
            String link = named(accounts.locator("code.secret").innerText());

            Page page = withAuthenticator(colleague);
            List<String> complaints = Screen.complaints(page);
            page.navigate(link);
            assertThat(page.locator("h1").innerText()).isEqualTo("Welcome, Tom Hale");
            new Screen(1280, ColorScheme.LIGHT).look(page, "link-passkey");
            page.click("button >> text=Choose a passkey");
            page.waitForURL(address + "/");
            page.navigate(address + "/account");
            assertThat(page.locator("main").innerText())
                    .contains("This account has no password.", "This device", "not used yet");
            page.click("section[aria-labelledby=passkeys-head] >> text=Remove");
            assertThat(page.locator("[role=alert]").innerText())
                    .isEqualTo("You could not sign in any more without it. Add another passkey first.");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void whoever_has_no_script_or_is_at_an_address_of_numbers_is_told_so() {
        try (BrowserContext context = signedIn(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            page.navigate(address + "/account");
            assertThat(page.locator("section[aria-labelledby=passkeys-head]").innerText())
                    .contains("it has to run a script of this page for it. Allow scripts here, or use a password.")
                    .doesNotContain("Add a passkey");
        }
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(address.replace("localhost", "127.0.0.1") + "/sign-in?next=/data");
            assertThat(page.locator("main a[href^=http]").getAttribute("href"))
                    .isEqualTo(address + "/sign-in?next=%2Fdata");
        }
    }
}
