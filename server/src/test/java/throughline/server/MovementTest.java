package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Role;
import throughline.simulation.DemoOrganisation;
import throughline.simulation.Simulation;

/// Getting about in an organisation of which much is known, every name and text of which tries to break out: from
/// figures to their rows, by name, and out of the pages.
@DisplayNameGeneration(ReplaceUnderscores.class)
class MovementTest {

    /// Pages of one kind, which differ only in what they are of.
    private static final int MOST_OF_A_KIND = 3;

    /// Where a figure is judged, or of what it is added up.
    private static final String TO_EVIDENCE = "a[href^=/causes/], a[href^=/measure], a[href^=/touchpoint],"
            + " a[href^=/journey?], a[href^=/step?], a[href^=/steps?][href*=id=], a[href^=/accountability]";

    /// Elements no page of ours has.
    private static final String NEVER_OURS = "iframe, object, embed, base, math, meta[http-equiv], style,"
            + " script:not([src^=/assets/]), main script, main title:not(svg title)";

    @TempDir
    private static Path folder;

    private static OpenServer server;
    /// What a page says of its days: heads, kickers, verdicts, and how they stood before.
    private static final String SAID = "main h1, main .kick, main .lede, main tbody th, main td.verd, main td.num";

    private static final Map<String, Document> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void open_and_go_wherever_a_link_leads() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Simulation.of(DemoOrganisation.settings(LocalDate.parse("2026-11-01")).withSize(400, 5_000))
                .write(files);
        HostileOrganisation.mark(files);
        server = OpenServer.reading(files, folder.resolve("data"));
        Crawl.of(
                        server::get,
                        MOST_OF_A_KIND,
                        List.of("/", "/search?q=a", "/words"),
                        page -> page.select("a[href]:not([download])").eachAttr("abs:href").stream(),
                        MovementTest::followed)
                .forEach((path, answer) -> {
                    if (Crawl.isPage(answer)) {
                        assertThat(answer.statusCode()).as(path).isEqualTo(200);
                        PAGES.put(path, Crawl.page(path, answer));
                    }
                });
    }

    /// The report is a file by itself, see HostileNamesTest; the record of these files is kept elsewhere.
    private static boolean followed(String path) {
        return !path.contains("period=")
                && !path.matches("/record\\b.*|/(map|steps|say-and-do|accountability|predictions)/.*|/report.html.*");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void reaches_every_kind_of_page() {
        assertThat(PAGES.keySet().stream().map(path -> path.replaceAll("\\?.*", "")))
                .contains(
                        "/accountability",
                        "/board",
                        "/causes/nobody-accountable",
                        "/data",
                        "/drivers",
                        "/frontline",
                        "/journey",
                        "/map",
                        "/measure",
                        "/measure/rows",
                        "/measures",
                        "/say-and-do",
                        "/scorecards",
                        "/step",
                        "/steps",
                        "/touchpoint",
                        "/words");
    }

    @Test
    void every_table_of_every_page_is_taken_away_as_it_is_shown() throws Exception {
        var wrong = new ArrayList<String>();
        int tables = 0;
        for (Map.Entry<String, Document> page : PAGES.entrySet()) {
            for (Element table : page.getValue().select("table")) {
                tables++;
                Element take = table.nextElementSibling();
                if (take == null
                        || !take.hasClass("take")
                        || !take.select("a").eachText().equals(List.of("CSV", "Parquet"))) {
                    wrong.add(page.getKey() + " has no way to take away "
                            + table.select("caption").text());
                } else if (!page.getKey().contains("/rows")) {
                    List<CsvRecord> file = csv(take.select("a").getFirst().attr("href"));
                    List<Element> rows = table.select("tbody > tr:not(:has([scope=rowgroup]))")
                            .asList();
                    if (file.size() != rows.size() + 1) {
                        wrong.add("%s: %s rows of %s in %s"
                                .formatted(
                                        page.getKey(),
                                        file.size() - 1,
                                        rows.size(),
                                        table.select("caption").text()));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tables).isGreaterThan(60);
    }

    @Test
    void names_that_try_to_break_out_stay_text_on_every_page() {
        var broken = new ArrayList<String>();
        PAGES.forEach((path, page) -> {
            for (Element element : page.getAllElements()) {
                if (element.is(NEVER_OURS)
                        || element.attributes().asList().stream().anyMatch(MovementTest::acts)) {
                    broken.add(path + ": " + element.shallowClone());
                }
            }
        });
        assertThat(broken).isEmpty();
        assertThat(PAGES.values().stream().filter(page -> page.text().contains("window.hit=1")))
                .hasSizeGreaterThan(30);
    }

    /// Whether an attribute runs something, styles by itself, or leads out of these pages.
    private static boolean acts(Attribute attribute) {
        String value = attribute.getValue().strip().toLowerCase(Locale.ROOT);
        return attribute.getKey().startsWith("on")
                || attribute.getKey().equals("style")
                || (Set.of("href", "src", "action", "formaction", "xlink:href", "data")
                                .contains(attribute.getKey())
                        && (value.startsWith("javascript:")
                                || value.startsWith("data:text")
                                || value.startsWith("//")));
    }

    @Test
    void rows_are_taken_away_all_at_once() throws Exception {
        String rows = PAGES.keySet().stream()
                .filter(p -> p.startsWith("/measure/rows"))
                .findFirst()
                .orElseThrow();
        Document page = PAGES.get(rows);

        List<CsvRecord> file = csv(page.select(".take a").getFirst().attr("href"));

        assertThat(file.size() - 1L).isEqualTo(total(page)).isGreaterThan(50);
        assertThat(file.getFirst().getFields()).startsWith("file", "line");
        assertThat(file.get(1).getFields().subList(0, 2))
                .isEqualTo(page.select("tbody tr")
                        .getFirst()
                        .select("td")
                        .eachText()
                        .subList(0, 2));
    }

    @Test
    void every_figure_leads_to_where_it_is_judged_or_to_its_cells() {
        var astray = new ArrayList<String>();
        PAGES.forEach((path, page) -> {
            for (Element figure : page.select("main svg[role=img]")) {
                if (figure.closest("table") == null && !leads(path, figure)) {
                    astray.add(path + ": " + figure.attr("aria-label"));
                }
            }
        });
        assertThat(astray).isEmpty();
    }

    /// A page of a cause is where its figures are judged.
    private static boolean leads(String path, Element figure) {
        for (Element around = figure.parent(); around != null && !around.is("main"); around = around.parent()) {
            if (around.is("article, section") && !around.select(TO_EVIDENCE).isEmpty()) {
                return true;
            }
        }
        return path.startsWith("/causes/");
    }

    @Test
    void the_rows_behind_a_cell_are_as_many_as_the_cell_counts() throws Exception {
        var cells = new ArrayList<Element>();
        PAGES.forEach((path, page) -> {
            if (path.startsWith("/measure?")) {
                page.select("table:has(th:containsOwn(Rows)) tbody tr:has(th a)").stream()
                        .limit(2)
                        .forEach(cells::add);
            }
        });
        assertThat(cells).isNotEmpty();
        for (Element cell : cells) {
            Document rows = server.page(cell.select("th a").attr("href"));

            assertThat(total(rows))
                    .as(cell.select("th a").attr("href"))
                    .isEqualTo(number(cell.select("td").getFirst().text()));
        }
    }

    @Test
    void a_measure_is_of_the_table_that_its_link_names() throws Exception {
        assertThat(server.page("/measure?id=resolved&of=interactions")
                        .select(".lede")
                        .text())
                .matches("The mean of [\\d,]+ contacts\\. .*");
        assertThat(server.get("/measure?id=resolved&of=nothing").statusCode()).isEqualTo(404);
        assertThat(server.get("/measure?id=resolved&of=training").statusCode()).isEqualTo(404);
        assertThat(PAGES.get("/frontline").select("a[href*=of=interactions]")).isNotEmpty();
    }

    @Test
    void scores_of_people_are_for_who_may_see_rows() throws Exception {
        String unit = server.page("/measure?id=listening&of=evaluations")
                .select("a[href*=unit=]")
                .attr("href")
                .replaceAll(".*[?&]unit=([^&]+).*", "$1");

        assertThat(server.send(server.signIn(Role.AGENT, unit)
                                .on(HttpRequest.newBuilder(server.address("/measure?id=listening&of=evaluations"))))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.send(server.signIn(Role.UNIT_LEADER, unit)
                                .on(HttpRequest.newBuilder(server.address("/measure?id=listening&of=evaluations"))))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void who_may_not_see_rows_is_led_to_no_scores_and_shown_whole_months_in_place_of_very_days() throws Exception {
        String unit = server.page("/measure?id=listening&of=evaluations")
                .select("a[href*=unit=]")
                .attr("href")
                .replaceAll(".*[?&]unit=([^&]+).*", "$1");
        SignedIn agent = server.signIn(Role.AGENT, unit);
        SignedIn leader = server.signIn(Role.UNIT_LEADER, unit);
        String days = "/?period=2025-08-13..2025-10-17";

        assertThat(shown(agent, days).select("#period option[selected]").text()).isEqualTo("1 Aug 2025 to 31 Oct 2025");
        assertThat(shown(agent, days).select("main").text())
                .isEqualTo(shown(agent, "/?period=2025-08-13..2025-10-18")
                        .select("main")
                        .text());
        assertThat(shown(leader, days).select("#period option[selected]").text())
                .isEqualTo("13 Aug 2025 to 17 Oct 2025");
        for (String path : List.of("/", "/frontline", "/drivers", "/steps", "/map")) {
            for (String href : shown(agent, path).select("a[href^=/measure?]").eachAttr("href")) {
                assertThat(server.send(agent.on(HttpRequest.newBuilder(server.address(href))))
                                .statusCode())
                        .as("%s on %s", href, path)
                        .isEqualTo(200);
            }
        }
    }

    private static Document shown(SignedIn who, String path) throws Exception {
        return Jsoup.parse(server.send(who.on(HttpRequest.newBuilder(server.address(path))))
                .body());
    }

    @Test
    void a_link_to_these_very_days_shows_what_is_shown_now() throws Exception {
        for (String path : List.of(
                "/",
                "/?period=12-weeks",
                "/?period=2025-10",
                "/board",
                "/board?period=2025-08",
                "/causes/nobody-accountable?period=26-weeks",
                "/drivers")) {
            Document now = server.page(path);
            String pinned = now.select("a[data-copies]").attr("href");

            Document then = server.page(pinned);

            assertThat(pinned).matches(".*[?&]period=\\d{4}-\\d\\d-\\d\\d\\.\\.\\d{4}-\\d\\d-\\d\\d.*");
            assertThat(then.select(SAID).eachText())
                    .as(pinned)
                    .isEqualTo(now.select(SAID).eachText());
            assertThat(then.select("#period option[selected]").text()).contains(" to ");
        }
    }

    @Test
    void days_without_facts_are_no_page() throws Exception {
        assertThat(server.get("/?period=-999999999-01-01..2026-11-15").statusCode())
                .isEqualTo(404);
        HttpResponse<String> answer = server.get("/?period=1999-01-01..1999-12-31");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There are no facts of 1 January 1999 to 31 December 1999.");
    }

    @Test
    void a_search_keeps_part_and_period() throws Exception {
        Document page = server.page("/search?q=acountability&part=retail&period=12-weeks");

        Element first = page.select("#found a").getFirst();
        assertThat(first.select("b").text()).isEqualTo("Accountability");
        assertThat(first.attr("href")).isEqualTo("/accountability?part=retail&period=12-weeks");
    }

    @Test
    void a_search_finds_units_measures_causes_touchpoints_and_words() throws Exception {
        for (String name :
                List.of("retail", "waiting time", "scattered", "telephone", "block bootstrap", "alerts", "webhooks")) {
            assertThat(server.page("/search?q=" + name.replace(" ", "+"))
                            .select("#found b")
                            .eachText())
                    .as(name)
                    .first()
                    .asString()
                    .containsIgnoringCase(name.substring(0, 5));
        }
        assertThat(server.page("/search?q=zzzzqqqq").select("h1").text()).isEqualTo("Nothing here is called that");
    }

    @Test
    void a_search_says_how_many_more_there_are() throws Exception {
        Document page = server.page("/search?q=e");

        assertThat(page.select("#more").text()).matches("[1-9]\\d* more; type more letters\\.");
    }

    @Test
    void a_table_or_form_that_is_not_there_is_no_page() throws Exception {
        assertThat(server.get("/measures?table=nothing&format=csv").statusCode())
                .isEqualTo(404);
        assertThat(server.get("/words?table=words-and-their-meanings&format=xls")
                        .statusCode())
                .isEqualTo(404);
    }

    private static List<CsvRecord> csv(String href) throws Exception {
        HttpResponse<String> answer = server.get(href);
        assertThat(answer.statusCode()).as(href).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(answer.body())) {
            List<CsvRecord> rows = csv.stream().toList();
            assertThat(rows.stream().flatMap(row -> row.getFields().stream()))
                    .as("cells of %s that a spreadsheet would run", href)
                    .noneMatch(cell -> cell.matches("(?s)[=+@＝].*|-(?![0-9.]+$).*"));
            return rows;
        }
    }

    /// How many rows there are in all, as a page of rows says.
    private static long total(Document page) {
        return number(page.select("nav.neighbours .note").text().replaceAll(".* of ", ""));
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }
}
