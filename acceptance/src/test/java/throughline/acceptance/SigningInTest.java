package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From the first start to a colleague who is let in, and let out: one server, one story told in order.
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SigningInTest {

    @TempDir
    private static Path data;

    private static Server server;
    private static String address;
    private static FirstAdministrator first;
    private static String administrator;
    private static Browser browser;

    @BeforeAll
    static void start_the_demo() throws Exception {
        browser = Chromium.browser();
        server = Server.start(data);
        server.awaitDemo();
        address = server.address();
        first = server.firstAdministrator();
    }

    @AfterAll
    static void close() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Order(1)
    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1440, LIGHT", "390, DARK"})
    void before_anybody_has_an_account_the_way_in_is_told(int width, ColorScheme scheme) {
        try (BrowserContext context = new Screen(width, scheme).open(browser, "")) {
            Page page = context.newPage();
            page.navigate(address + "/data/import");
            assertThat(page.url()).isEqualTo(address + "/sign-in?next=%2Fdata%2Fimport");
            assertThat(page.locator("main").innerText())
                    .contains("Nobody has an account yet", "./throughline account link");
            new Screen(width, scheme).look(page, "sign-in-first");

            page.navigate(first.link());
            assertThat(page.locator("h1").innerText()).isEqualTo("Become the first administrator");
            page.fill("#name", "Ada Lind");
            page.fill("#email", FirstAdministrator.EMAIL);
            page.fill("#password", "password1234567");
            page.click("main button[type=submit]");
            assertThat(page.locator("[role=alert]").innerText()).contains("what many people choose");
            assertThat(page.inputValue("#name")).isEqualTo("Ada Lind");
            new Screen(width, scheme).look(page, "link");
        }
    }

    @Order(2)
    @Test
    void the_printed_link_makes_the_first_administrator_once() {
        administrator = first.signUp(browser);

        try (BrowserContext context = new Screen(1440, ColorScheme.LIGHT).open(browser, "")) {
            Page page = context.newPage();
            assertThat(page.navigate(first.link()).status()).isEqualTo(404);
            assertThat(page.locator("h1").innerText()).isEqualTo("This link does not work, or no longer");
            page.navigate(address + "/");
            assertThat(page.url()).as("the demo is open no longer").isEqualTo(address + "/sign-in");
        }
    }

    @Order(3)
    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1440, LIGHT", "390, DARK"})
    void every_page_about_accounts_is_accessible_fits_its_window_and_keeps_the_policy(int width, ColorScheme scheme) {
        try (BrowserContext context = new Screen(width, scheme).open(browser, "")) {
            Page page = context.newPage();
            List<String> complaints = Screen.complaints(page);
            page.navigate(address + "/sign-in?next=/account");
            page.fill("#email", FirstAdministrator.EMAIL);
            page.fill("#password", "not the password at all");
            page.click("main button[type=submit]");
            assertThat(page.locator("[role=alert]").innerText()).startsWith("This address and this password");
            new Screen(width, scheme).look(page, "sign-in");
            page.fill("#password", FirstAdministrator.PASSWORD);
            page.click("main button[type=submit]");
            assertThat(page.url()).isEqualTo(address + "/account");
            new Screen(width, scheme).look(page, "account-own");

            page.navigate(address + "/accounts");
            page.fill("#name", "Priya Raman");
            page.fill(
                    "#email",
                    "priya.%d.%s@northmoor.example"
                            .formatted(width, scheme.name().toLowerCase(Locale.ROOT)));
            page.click("text=Invite them");
            assertThat(page.locator("code.secret").innerText()).startsWith(address + "/link/");
            new Screen(width, scheme).look(page, "accounts");
            page.locator("tbody a", new Page.LocatorOptions().setHasText("Priya Raman"))
                    .first()
                    .click();
            new Screen(width, scheme).look(page, "account");
            page.navigate(address + "/accounts/directory");
            page.click("main button[type=submit]");
            assertThat(page.locator("code.secret").innerText()).hasSize(43);
            new Screen(width, scheme).look(page, "directory");
            page.navigate(address + "/webhooks");
            page.fill("#address", "https://10.0.0.5/hook");
            page.click("text=Add it");
            assertThat(page.locator("#address-problem").innerText()).contains("does not lead to the public Internet");
            new Screen(width, scheme).look(page, "webhooks");
            page.navigate(address + "/audit");
            assertThat(page.locator("h1").innerText()).isEqualTo("No entry was changed or taken out");
            new Screen(width, scheme).look(page, "audit");
            assertThat(complaints).isEmpty();
        }
    }

    @Order(4)
    @Test
    void a_colleague_is_invited_sees_one_unit_and_is_signed_out_at_once_when_disabled_all_without_script() {
        try (BrowserContext keeper = browser.newContext(new Browser.NewContextOptions()
                        .setStorageState(administrator)
                        .setJavaScriptEnabled(false));
                BrowserContext colleague =
                        browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page accounts = keeper.newPage();
            accounts.navigate(address + "/accounts");
            accounts.fill("#name", "Tom Hale");
            accounts.fill("#email", "tom.hale@northmoor.example");
            accounts.selectOption("#role", "unit-leader");
            String unit = accounts.locator("#unit option").nth(3).getAttribute("value");
            accounts.selectOption("#unit", unit);
            accounts.click("text=Invite them");
            String link = accounts.locator("code.secret").innerText();

            Page page = colleague.newPage();
            page.navigate(link);
            assertThat(page.locator("h1").innerText()).isEqualTo("Welcome, Tom Hale");
            page.fill("#password", "velvet anchor thistle moss");
            page.click("main button[type=submit]");
            assertThat(page.url()).isEqualTo(address + "/");
            assertThat(page.locator("#part option[selected]").getAttribute("value"))
                    .isEqualTo(unit);
            assertThat(page.navigate(address + "/accounts").status()).isEqualTo(403);
            assertThat(page.locator("h1").innerText()).isEqualTo("This is not open to you");

            accounts.locator("tbody a", new Page.LocatorOptions().setHasText("Tom Hale"))
                    .first()
                    .click();
            accounts.click("text=Disable it");
            assertThat(accounts.locator("[role=status]").innerText()).contains("The account is disabled.");

            page.navigate(address + "/");
            assertThat(page.url()).isEqualTo(address + "/sign-in");
            accounts.locator(".side >> text=Sign out").click();
            assertThat(accounts.url()).isEqualTo(address + "/sign-in");
        }
    }
}
