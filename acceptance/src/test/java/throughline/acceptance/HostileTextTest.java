package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.server.Hostile;
import throughline.server.HostileOrganisation;
import throughline.simulation.DemoOrganisation;
import throughline.simulation.Simulation;

/// An organisation all of whose names and words try to leave the place they are written to, in a real browser: more
/// than 200 of them, and none runs, asks, loads or leads anywhere, on no page and in no file that is taken away.
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileTextTest {

    private static final List<String> PAYLOADS = Hostile.payloads();

    /// How many pages of one kind are opened.
    private static final int ALIKE = 2;

    /// What all payloads that act would set.
    private static final String ACT = "window.hit=1";

    @TempDir
    private static Path folder;

    private static Served served;
    private static String boardOwner;

    @BeforeAll
    static void serve_an_organisation_of_hostile_words() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Simulation.of(DemoOrganisation.settings(LocalDate.now(ZoneOffset.UTC)).withSize(400, 4_000))
                .write(files);
        HostileOrganisation.mark(files);
        HostileOrganisation.crowd(files);
        served = Served.from(files, folder.resolve("data"));
        boardOwner = served.invite("Mara " + PAYLOADS.get(1), "mara.board@northgate.example", "board-owner");
    }

    @AfterAll
    static void close() throws Exception {
        if (served != null) {
            served.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"administrator, 70", "board-owner, 60"})
    void stay_text_on_every_page_that_a_link_leads_to(String role, int pages) throws Exception {
        Assumptions.assumeTrue(
                role.equals("administrator") || "long".equals(System.getProperty("throughline.faults")),
                "The board owner's pages are crawled with -Dthroughline.faults=long");
        try (BrowserContext context = open(role.equals("administrator") ? served.administrator() : boardOwner)) {
            Watch watch = Watch.over(context, served.address());
            Page page = context.newPage();
            served.await(page, "/", ACT);
            Map<String, Boolean> opened = new HashMap<>();
            Set<String> met = new LinkedHashSet<>();

            Deque<String> ahead = new ArrayDeque<>(List.of("/", "/record/touchpoints", "/record/touchpoints?page=1"));
            Set<String> known = new HashSet<>(ahead);
            Map<String, Integer> alike = new HashMap<>();
            while (!ahead.isEmpty()) {
                String path = ahead.remove();
                page.navigate(served.address() + path);
                String text = page.locator("body").textContent();
                PAYLOADS.stream().filter(text::contains).forEach(met::add);
                opened.put(path, text.contains(ACT));
                assertThat(watch.noted(page)).as(path).isEmpty();
                for (String next : links(page)) {
                    if (known.add(next) && alike.merge(kind(next), 1, Integer::sum) <= ALIKE) {
                        ahead.add(next);
                    }
                }
            }

            assertThat(opened).hasSizeGreaterThan(pages);
            assertThat(opened.values().stream().filter(shown -> shown)).hasSizeGreaterThan(pages / 2);
            assertThat(met).containsAll(PAYLOADS).hasSizeGreaterThan(200);
        }
    }

    @Test
    void stay_text_when_they_are_looked_for() {
        try (BrowserContext context = open(boardOwner)) {
            Watch watch = Watch.over(context, served.address());
            Page page = context.newPage();
            for (String payload : PAYLOADS) {
                page.navigate(served.address() + "/search?q=" + encoded(payload));

                assertThat(watch.noted(page)).as(payload).isEmpty();
                assertThat(page.locator("main input[name=q]").inputValue()).isEqualTo(payload);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?period=",
                "/?part=",
                "/?theme=",
                "/causes/",
                "/accountability?done=",
                "/accountability/register?touchpoint=",
                "/accountability/join?goes=h1&stays=",
                "/map?from=",
                "/map/accept?to=csat&from=",
                "/measure?id=",
                "/record/touchpoints?find=",
                "/record/touchpoints/add?name=",
                "/record/touchpoints/entry?key=",
                "/say-and-do/record/decision?row=",
                "/steps/start?name=",
                "/sign-in?next=",
                "/link/",
                "/touchpoint?id=",
                "/words?table=",
            })
    void stay_text_in_an_address(String path) {
        try (BrowserContext context = open(boardOwner)) {
            Watch watch = Watch.over(context, served.address());
            Page page = context.newPage();
            for (String payload :
                    PAYLOADS.stream().filter(p -> PAYLOADS.indexOf(p) % 9 == 1).toList()) {
                page.navigate(served.address() + path + encoded(payload));

                assertThat(watch.noted(page)).as(payload).isEmpty();
            }
        }
    }

    @Test
    void stay_text_in_the_list_that_opens_as_one_types() {
        try (BrowserContext context = open(boardOwner)) {
            Watch watch = Watch.over(context, served.address());
            Page page = context.newPage();
            page.navigate(served.address() + "/");
            page.keyboard().press("/");
            var asked = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Search"));
            for (String word :
                    List.of("kiosk", "script", "onerror", "window hit", "\"><img src=x onerror=window.hit=1>")) {
                asked.fill(word);
                page.waitForTimeout(400);
                if (word.equals("onerror")) {
                    assertThat(page.locator("[role=option]").allTextContents())
                            .anyMatch(option -> option.contains("onerror=window.hit=1"));
                }
                assertThat(watch.noted(page)).as(word).isEmpty();
            }
        }
    }

    @Test
    void stay_text_in_a_form_that_is_refused_and_once_it_is_saved() {
        String payload = "Said \"><img src=x onerror=window.hit=1></textarea><script>window.hit=1</script>";
        try (BrowserContext context = open(boardOwner)) {
            Watch watch = Watch.over(context, served.address());
            Page page = context.newPage();
            page.navigate(served.address() + "/record/touchpoints/add");
            page.fill("#id", "typed");
            page.fill("#name", payload);
            page.fill("#accepted_on", payload);
            page.click("main form button.btn[type=submit]");
            assertThat(page.locator("[role=alert]").first().innerText()).contains("A date such as 2026-03-02");
            assertThat(page.inputValue("#name")).isEqualTo(payload);
            assertThat(watch.noted(page)).isEmpty();
            page.fill("#accepted_on", "");
            page.click("main form button.btn[type=submit]");
            page.navigate(served.address() + "/record/history");
            assertThat(page.locator("tbody th").first().innerText()).contains("Said \"><img");
            assertThat(watch.noted(page)).isEmpty();
        }
    }

    @Test
    void stay_text_in_the_names_columns_and_cells_of_files_that_are_brought_in() throws Exception {
        try (BrowserContext context = open(served.administrator())) {
            Watch watch = Watch.over(context, served.address());
            Page page = context.newPage();
            page.navigate(served.address() + "/data/import");
            page.setInputFiles("#file", hostile("calls", "Call ID,Start"));
            page.waitForURL("**/data/import/*-*-*");
            page.waitForSelector("form.columns");
            assertThat(page.locator("form.columns tbody th").allTextContents())
                    .anyMatch(column -> column.contains(ACT));
            assertThat(watch.noted(page)).isEmpty();
            page.selectOption("form.columns tbody tr:nth-child(3) select", new SelectOption().setIndex(0));
            page.waitForTimeout(1_000);
            assertThat(watch.noted(page)).isEmpty();
            page.navigate(served.address() + "/data/import");
            assertThat(page.locator("ul.files").allTextContents()).anyMatch(file -> file.contains("onerror"));
            assertThat(watch.noted(page)).isEmpty();

            for (String way : List.of("/record/touchpoints/bring-in", "/registers/decisions/bring-in")) {
                page.navigate(served.address() + way);
                page.setInputFiles("#file", hostile("other", "id,name"));
                page.click("main form button.btn[type=submit]");
                page.waitForLoadState();
                assertThat(page.locator("main").innerText()).contains("does not belong here");
                assertThat(watch.noted(page)).as(way).isEmpty();
            }
            page.navigate(served.address() + "/record/touchpoints/bring-in");
            page.setInputFiles("#file", touchpoints());
            page.click("main form button.btn[type=submit]");
            page.waitForLoadState();
            assertThat(page.locator("main").innerText()).contains("new " + PAYLOADS.get(3));
            assertThat(watch.noted(page)).isEmpty();
        }
    }

    /// A file whose name, further columns and cells are hostile.
    private static Path hostile(String name, String columns) throws Exception {
        List<String> some = PAYLOADS.stream().limit(60).toList();
        String file = name + "\"'><img src=x onerror=window.hit=1>.csv";
        return Files.writeString(
                folder.resolve(file),
                columns + "," + row(some) + "\n"
                        + IntStream.range(0, 40)
                                .mapToObj(i -> "c%s,2026-01-%02d 10:00,%s".formatted(i, 1 + i % 28, row(some)))
                                .collect(Collectors.joining("\n"))
                        + "\n");
    }

    /// A file of the register that can be read, some of whose cells cannot.
    private static Path touchpoints() throws Exception {
        return Files.writeString(
                folder.resolve("touchpoints.csv"),
                "id,name,department,accepted_on\n"
                        + IntStream.range(0, PAYLOADS.size())
                                .mapToObj(i -> row(List.of(
                                        "new" + i,
                                        "new " + PAYLOADS.get(i),
                                        PAYLOADS.get(i),
                                        i % 7 == 0 ? PAYLOADS.get(i) : "")))
                                .collect(Collectors.joining("\n"))
                        + "\n");
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(","));
    }

    @Test
    void stay_text_for_who_is_not_signed_in() {
        try (BrowserContext context = served.browser().newContext()) {
            Watch watch = Watch.over(context, served.address());
            Page page = context.newPage();
            for (String path : List.of("/", "/record", "/search?q=", "/link/", "/nothing/", "/sign-in?next=")) {
                for (String payload : PAYLOADS.subList(0, 24)) {
                    page.navigate(served.address() + path + encoded(payload));

                    assertThat(watch.noted(page)).as(path + payload).isEmpty();
                    assertThat(page.url()).startsWith(served.address());
                }
            }
            page.navigate(served.address() + "/sign-in");
            page.fill("#email", PAYLOADS.get(2));
            page.fill("#password", PAYLOADS.get(3));
            page.evaluate("document.querySelector('main form').noValidate = true");
            page.click("main form button[type=submit]");
            page.waitForLoadState();
            assertThat(watch.noted(page)).isEmpty();
        }
    }

    @Test
    void stay_text_in_files_that_are_taken_away() throws Exception {
        try (BrowserContext context = open(boardOwner)) {
            served.await(context.newPage(), "/map", "measures");
            var files = new TakenFiles(context, served.address(), PAYLOADS);

            files.check();

            assertThat(files.wrong()).isEmpty();
            Watch watch = Watch.over(context, served.address());
            Page report = context.newPage();
            report.navigate(files.report(folder).toUri().toString());
            assertThat(report.locator("body").textContent()).contains(ACT);
            assertThat(watch.noted()).isEmpty();
            assertThat(report.evaluate("window.hit === undefined")).isEqualTo(true);
        }
    }

    private static BrowserContext open(String state) {
        return served.browser().newContext(new Browser.NewContextOptions().setStorageState(state));
    }

    /// Where links of ours lead, but to files.
    private static List<String> links(Page page) {
        @SuppressWarnings("unchecked")
        List<String> links = (List<String>)
                page.evaluate("() => [...document.querySelectorAll('a[href]:not([download])')].map(link => link.href)");
        return links.stream()
                .filter(link -> link.startsWith(served.address() + "/") && !link.contains("theme="))
                .map(URI::create)
                .map(link -> link.getRawPath() + (link.getRawQuery() == null ? "" : "?" + link.getRawQuery()))
                .filter(path -> !path.matches(".*\\.(yaml|csv|dot|graphml|tetrad|pdf|html)\\b.*"))
                .toList();
    }

    /// The route, whatever it is of; each cause is a page of its own.
    private static String kind(String path) {
        String plain = path.replaceAll("=[^&]*", "=");
        return plain.startsWith("/causes/") ? plain : plain.replaceAll("/[^/?]*\\d[^/?]*", "/0");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
