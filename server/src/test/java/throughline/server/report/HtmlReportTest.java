package throughline.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Cause;
import throughline.server.SmallWorld;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HtmlReportTest {

    @Test
    void gives_the_same_bytes_twice() {
        assertThat(HtmlReport.of(SmallWorld.named("Northmoor").examination()))
                .isEqualTo(HtmlReport.of(SmallWorld.named("Northmoor").examination()));
    }

    @Test
    void loads_nothing_and_runs_nothing() {
        String html = HtmlReport.of(SmallWorld.named("Northmoor").examination());

        Document page = Jsoup.parse(html);

        assertThat(page.select("script, link, img, iframe, [style], [onclick]")).isEmpty();
        assertThat(page.select("a[href]").eachAttr("href")).allMatch(href -> href.startsWith("#"));
        assertThat(html).doesNotContain("url(fonts/").contains("url(data:font/woff2;base64,");
    }

    @Test
    void leads_from_every_link_to_a_place_in_the_file() {
        Document page = Jsoup.parse(HtmlReport.of(SmallWorld.named("Northmoor").examination()));

        assertThat(page.select("a[href^=#]").eachAttr("href"))
                .isNotEmpty()
                .allMatch(href -> page.getElementById(href.substring(1)) != null);
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void has_the_fifteen_causes_with_the_first_rows_behind_each_figure() {
        Document page = Jsoup.parse(HtmlReport.of(SmallWorld.named("Northmoor").examination()));

        for (Cause cause : Cause.values()) {
            assertThat(page.select("#cause-" + cause.id() + " h1").text()).isEqualTo(cause.title());
        }
        var rows = page.select("#cause-nobody-accountable .rows").first();
        assertThat(rows.select("thead th").eachText()).containsExactly("file", "line", "unit", "agent", "empathy");
        assertThat(rows.select("tbody tr")).hasSize(HtmlReport.ROWS);
    }
}
