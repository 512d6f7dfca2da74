package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The board page of a railway whose decisions work against what it announced, from February to June 2026.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BoardPageTest {

    @TempDir
    private static Path files;

    @TempDir
    private static Path data;

    private static OpenServer server;

    @BeforeAll
    static void open() throws Exception {
        Railway.write(files);
        server = OpenServer.reading(files, data);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void opens_at_the_end_of_the_last_month_that_is_over() throws Exception {
        Document page = server.page("/board");

        assertThat(page.select(".kick").text()).contains("Board page, May 2026", "to 31 May 2026");
        assertThat(page.select(".side .nav a[aria-current]").text()).isEqualTo("Board page");
        assertThat(page.select("nav[aria-label=Other months] a").eachText())
                .containsExactly("April 2026", "June 2026", "As a pack to hand out (PDF)");
    }

    @Test
    void tells_promises_that_came_due_from_those_that_will() throws Exception {
        Document page = server.page("/board?period=2026-05");

        assertThat(page.select("section:has(#promises) table")
                        .get(0)
                        .select("td[data-l=Stands]")
                        .eachText())
                .containsExactlyInAnyOrder("Broken says the register", "Kept says the register");
        assertThat(page.select("section:has(#promises) table")
                        .get(1)
                        .select("td[data-l=Due]")
                        .eachText())
                .as("the promise that was made in June is not known in May")
                .containsExactly("15 Jun 2026");
        assertThat(page.select("section:has(#promises) table")
                        .get(1)
                        .select("td[data-l=Stands]")
                        .text())
                .as("how it ended was not known in May")
                .isEqualTo("Not due yet");
    }

    @Test
    void knows_nothing_of_what_was_decided_later() throws Exception {
        assertThat(server.page("/board?period=2026-05").text()).doesNotContain("works against");
        assertThat(server.page("/say-and-do?period=2026-05").text()).doesNotContain("Close at six");
        assertThat(server.page("/say-and-do?period=2026-06").text()).contains("Close at six");
    }

    @Test
    void refers_to_evidence_that_stands_on_the_page_of_its_cause(@TempDir Path other) throws Exception {
        try (var present = OpenServer.with(Map.of(), SmallWorld.named("Northmoor Home"), other)) {
            present.awaitPages();
            Document page = present.page("/board");
            List<String> references = page.select("a.ref").eachAttr("href");

            assertThat(references).as(page.text()).isNotEmpty();
            for (String reference : references) {
                assertThat(reference).contains("period=2026-10", "#evidence-");
                int at = reference.indexOf('#');
                assertThat(present.page(reference.substring(0, at)).getElementById(reference.substring(at + 1)))
                        .as(reference)
                        .isNotNull();
            }
        }
    }

    @Test
    void refuses_a_month_without_facts() throws Exception {
        HttpResponse<String> answer = server.get("/board?period=1999-01");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There are no facts of January 1999.");
    }

    @Test
    void is_handed_out_as_a_tagged_pdf_with_its_fonts_inside() throws Exception {
        try (PDDocument pack = Loader.loadPDF(server.bytes("/board.pdf?period=2026-06"))) {
            assertThat(pack.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(pack.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(pack.getDocumentInformation().getTitle()).isEqualTo("Łódź & Northgate Rail, June 2026");
            assertThat(pack.getPages()).allSatisfy(page -> {
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded())
                            .as(name.getName())
                            .isTrue();
                }
            });
            String text = new PDFTextStripper().getText(pack);
            assertThat(text)
                    .contains("Łódź & Northgate Rail", "Board page, June 2026", "Line of sight", "Promises due")
                    .doesNotContain("#");
        }
    }

    @Test
    void is_the_same_file_byte_for_byte_each_time() throws Exception {
        assertThat(server.bytes("/board.pdf?period=2026-06")).isEqualTo(server.bytes("/board.pdf?period=2026-06"));
    }
}
