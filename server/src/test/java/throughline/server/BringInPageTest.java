package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way of a file, without script.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BringInPageTest {

    private static final String CALLS = """
            Call ID,Start,Q,AHT,Agent grp,Disp,CSAT
            C-1,2026-11-02 09:14,212,318,CC-06,DLV-WHR,4
            C-2,2026-11-02 09:15,48,274,CC-03,RTN-DMG,
            C-3,2026-11-31 09:15,62,171,CC-03,=cmd(),5
            C-4,2026-11-02 09:17,130,171,CC-03,RTN-DMG,1
            """;

    @TempDir
    Path data;

    private BringInServer server;

    @BeforeEach
    void open() {
        server = BringInServer.on(data, Map.of("throughline.intake.least-free", "1MB"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void leads_from_a_file_to_what_it_changed_one_question_at_a_time() throws Exception {
        Document columns = server.page(server.form("calls.csv", CALLS.getBytes(StandardCharsets.UTF_8)));

        assertThat(columns.selectFirst("h1").text()).isEqualTo("Drop in a file. We will work out the columns.");
        assertThat(columns.select(".columns tbody tr")).hasSize(7);
        assertThat(columns.select(".columns tr:contains(Call ID) .tag").last().text())
                .isEqualTo("Recognised");
        assertThat(columns.select(".columns tr:contains(Call ID) option[selected]")
                        .text())
                .isEqualTo("Contact number");
        assertThat(columns.select(".next")).hasSize(1);
        assertThat(columns.selectFirst(".next .say").text()).startsWith("“Disp” holds 3 values such as");

        Document zone = server.press(columns, ".next button:contains(Reason)");
        assertThat(zone.selectFirst(".next .say").text()).isEqualTo("Where were the times written?");

        Document ready = server.until(server.press(zone, ".next button:contains(UTC)"), "#ready");
        assertThat(ready.selectFirst(".next button").text()).isEqualTo("Bring in 3 contacts and 2 answers");
        assertThat(ready.select(".callout").text())
                .contains("1 row will be set aside.", "Started at:", "there is no such day", "The other 3 come in.");
        assertThat(ready.select(".cellbad").text()).startsWith("2026-11-31 09:15");
        assertThat(ready.select("[aria-label=Preview] tbody tr").first().text())
                .isEqualTo("C-1 2 Nov 2026, 09:14 3:32 5:18 CC-06 DLV-WHR");
        assertThat(ready.select(".checks b").eachText()).isNotEmpty().containsOnly("asks for it");

        Document done = server.until(server.press(ready, "#ready ~ .row button"), "#onward");
        assertThat(done.selectFirst("h1").text()).isEqualTo("3 rows are in; 1 was set aside");
        assertThat(done.select("[aria-labelledby=lights]").text()).contains("What this file lit up");
        assertThat(done.select("[aria-labelledby=remarks]").text())
                .contains("mappings/interactions-calls.yaml in the data folder");

        HttpResponse<String> rejects =
                server.send(server.request(done.selectFirst("a[download]").attr("href")));
        assertThat(rejects.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"rejects.csv\"");
        assertThat(rejects.body().lines()).hasSize(2).element(1).asString().startsWith("calls.csv,4,started_at,");
        assertThat(data.resolve("workspace/mapping.yaml")).exists();
        try (Stream<Path> taken = Files.list(data.resolve("spool"))) {
            assertThat(taken.map(p -> p.getFileName().toString()).sorted())
                    .satisfiesExactly(
                            contacts -> assertThat(contacts)
                                    .matches("i0-interactions-\\d+-[0-9a-f]+\\.interactions-calls\\.csv"),
                            answers ->
                                    assertThat(answers).matches("i0-responses-\\d+-[0-9a-f]+\\.responses-calls\\.csv"));
        }
        assertThat(server.page(server.send(server.request("/data"))).text()).contains("interactions 3", "responses 2");

        Document again = server.page(server.form("calls-2.csv", CALLS.getBytes(StandardCharsets.UTF_8)));
        assertThat(again.select(".kick").text()).startsWith("Its columns are known from an earlier file");
        assertThat(again.select("#settle")).isEmpty();
        Document known = server.until(server.press(server.until(again, "#ready"), "#ready ~ .row button"), "#onward");
        assertThat(known.selectFirst("h1").text()).startsWith("Nothing new: these rows were there already");
    }

    @Test
    void says_in_plain_words_what_cannot_be_brought_in() throws Exception {
        assertThat(refusal("empty.csv", new byte[0])).contains("The file is empty.");
        assertThat(refusal("sheet.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0}))
                .contains("perhaps a spreadsheet", "save that as CSV UTF-8");
        assertThat(refusal("noise.csv", new byte[] {0, 1, 2, (byte) 0xff, 10, 0, 1}))
                .contains("The header row holds a NUL character.");
        assertThat(refusal("wide.csv", CALLS.getBytes(StandardCharsets.UTF_16LE)))
                .contains("UTF-16");
        assertThat(refusal("latin.csv", "Call ID,Start\nM\u00fcller,x\n".getBytes(StandardCharsets.ISO_8859_1)))
                .contains("Windows-1252", "CSV UTF-8");
        assertThat(refusal("header.csv", "Call ID,Start\n".getBytes(StandardCharsets.UTF_8)))
                .contains("no rows below it");
        assertThat(refusal("mapping.yaml", "tables: []\n".getBytes(StandardCharsets.UTF_8)))
                .contains("A mapping file explains others");
    }

    @Test
    void does_not_mix_two_organisations() throws Exception {
        Files.createDirectories(data.resolve("workspace"));
        Files.writeString(data.resolve("workspace/organisation.yaml"), "name: Northgate\n");

        Document page = server.until(
                server.page(server.form("organisation.yaml", "name: Southgate\n".getBytes(StandardCharsets.UTF_8))),
                "[role=alert]");

        assertThat(page.selectFirst("[role=alert]").text())
                .contains(
                        "This server holds the facts of Northgate, and this file is of Southgate. Nothing was brought in.");
    }

    @Test
    void shows_what_an_organisation_yaml_would_change_before_it_takes_the_place_of_the_record() throws Exception {
        Document first = server.until(
                server.page(server.form(
                        "organisation.yaml", "name: Northgate\nunits: [{id: a}]\n".getBytes(StandardCharsets.UTF_8))),
                "#ready");
        assertThat(first.select("[aria-labelledby=changes]")).isEmpty();
        server.until(server.press(first, "#ready ~ .row button"), "#onward");

        Document second = server.until(
                server.page(server.form(
                        "organisation.yaml",
                        "name: Northgate\nunits: [{id: a, name: Head office}, {id: b}]\n"
                                .getBytes(StandardCharsets.UTF_8))),
                "#ready");

        assertThat(second.select("[aria-labelledby=changes] li").eachText())
                .containsExactly("Head office: name is Head office instead of nothing.", "Unit b was added.");
        server.until(server.press(second, "#ready ~ .row button"), "#onward");
    }

    @Test
    void stops_reading_a_file_that_inflates_without_end() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write("call_id,start,wait_s\n".getBytes(StandardCharsets.UTF_8));
            byte[] row = "1,2026-01-02,5\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1_500; i++) {
                zip.write(row);
            }
        }

        Document page = server.until(
                server.page(server.form("bomb.csv.gz", bytes.toByteArray())), "#ready, #settle, [role=alert]");
        Document settled = page.selectFirst("#settle") == null
                ? page
                : server.until(server.press(page, ".next button:contains(UTC)"), "#ready, [role=alert]");

        assertThat(settled.body().text()).contains("inflates to more than 200 times its size and was not read further");
    }

    @Test
    void shows_hostile_names_and_values_as_text() throws Exception {
        String evil = "<script>alert(1)</script>";
        String file = "call_id,start,\"%s\"\n1,2026-01-02,\"%s\"\n".formatted(evil, "'><img src=x onerror=alert(1)>");

        Document page = server.page(server.form("calls.csv", file.getBytes(StandardCharsets.UTF_8)));

        assertThat(page.select("main script, main img")).isEmpty();
        assertThat(page.select(".columns").text()).contains(evil);
    }

    @Test
    void hides_what_staff_have_answered() throws Exception {
        String answers = "answered_at,unit,believes_promise,heard\n2026-01-02,w-01,4,x\n2026-01-03,w-01,2,3\n";

        Document page = server.until(
                server.page(server.form("pulse.csv", answers.getBytes(StandardCharsets.UTF_8))), "#ready, #settle");

        assertThat(page.select(".samples").eachText()).containsOnly("not shown");
        assertThat(page.select("[aria-label=Preview]")).isEmpty();
    }

    private String refusal(String name, byte[] bytes) throws Exception {
        return server.until(server.page(server.form(name, bytes)), "[role=alert]")
                .selectFirst("[role=alert]")
                .text();
    }
}
