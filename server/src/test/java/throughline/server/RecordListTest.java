package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// The list of 450 touchpoints on record, too many to be read at once.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordListTest {

    @TempDir
    private static Path staged;

    @TempDir
    private static Path data;

    private static OpenServer server;

    @BeforeAll
    static void open() throws Exception {
        Files.writeString(
                staged.resolve("organisation.yaml"),
                "name: Northgate Rail\npeople: [{id: p1, name: Ada North}]\ntouchpoints:\n"
                        + IntStream.rangeClosed(1, 450)
                                .mapToObj("  - {id: d%1$03d, name: Desk %1$03d, accountable: p1}"::formatted)
                                .collect(Collectors.joining("\n"))
                        + "\n");
        new WorkspaceStore(data.resolve("workspace")).add(staged, LeftOut.NONE);
        var address = DatabaseKind.EMBEDDED.fresh();
        server = OpenServer.real(data, () -> Database.at(address));
        server.awaitPages();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void is_shown_by_pages_of_200_which_lead_to_each_other() throws Exception {
        Document first = server.page("/record/touchpoints");
        assertThat(first.select(".kick").text()).contains("450 entries");
        assertThat(titles(first)).hasSize(200).startsWith("Desk 001").endsWith("Desk 200");
        assertThat(first.select("tbody td.dim").first().text()).isEqualTo("Accountable: Ada North");
        assertThat(first.select("nav.neighbours > *").eachText())
                .containsExactly("Entries 1 to 200 of 450", "Entries after");

        Document last = server.page(
                server.page(next(first)).select("nav.neighbours a").last().attr("href"));
        assertThat(titles(last)).hasSize(50).startsWith("Desk 401").endsWith("Desk 450");
        assertThat(last.select("nav.neighbours > *").eachText())
                .containsExactly("Entries before", "Entries 401 to 450 of 450");
    }

    private static String next(Document page) {
        return page.select("nav.neighbours a").last().attr("href");
    }

    @Test
    void is_cut_to_what_bears_some_letters_in_its_name_or_id() throws Exception {
        assertThat(titles(server.page("/record/touchpoints?find=DESK+04")))
                .hasSize(10)
                .startsWith("Desk 040");
        assertThat(titles(server.page("/record/touchpoints?find=d123"))).containsExactly("Desk 123");

        Document none = server.page("/record/touchpoints?find=kiosk");
        assertThat(titles(none)).isEmpty();
        assertThat(none.select("nav.neighbours").text()).isEqualTo("No entry is called that");
        assertThat(none.select("#find").val()).isEqualTo("kiosk");
        Document cut = server.page("/record/touchpoints?find=desk&page=1");
        assertThat(next(cut)).isEqualTo("/record/touchpoints?find=desk&page=2");
    }

    @Test
    void is_taken_away_whole() throws Exception {
        String csv = server.page("/record/touchpoints").select(".sheet + .take a, .sheet .take a").stream()
                .filter(link -> link.text().equals("CSV"))
                .findFirst()
                .orElseThrow()
                .attr("href");

        try (CsvReader<CsvRecord> rows =
                CsvReader.builder().ofCsvRecord(server.get(csv).body())) {
            assertThat(rows.stream().map(CsvRecord::getFields).toList())
                    .hasSize(451)
                    .contains(List.of("Desk 450", "d450", "Accountable: Ada North"));
        }
        assertThat(server.get(csv.replace("table=touchpoints", "table=others")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void has_no_page_that_nothing_stands_on() throws Exception {
        assertThat(server.get("/record/touchpoints?page=3").statusCode()).isEqualTo(404);
        assertThat(server.get("/record/touchpoints?page=-1").statusCode()).isEqualTo(404);
        assertThat(server.page("/record/people").select("nav.neighbours, #find"))
                .isEmpty();
    }

    private static List<String> titles(Document page) {
        return page.select("main tbody th").eachText();
    }
}
