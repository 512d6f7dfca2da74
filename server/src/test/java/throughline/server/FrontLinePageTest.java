package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The teams of [EightStations].
@DisplayNameGeneration(ReplaceUnderscores.class)
class FrontLinePageTest {

    @TempDir
    private static Path files;

    @TempDir
    private static Path data;

    private static OpenServer server;

    @BeforeAll
    static void open() throws Exception {
        EightStations.write(files);
        server = OpenServer.reading(files, data);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void opens_with_which_teams_stand_apart() throws Exception {
        Document page = server.page("/frontline");

        assertThat(page.select("h1").text()).isEqualTo("Most teams cannot be told apart. One needs help.");
        assertThat(page.select(".kick").text()).contains("Northgate Rail", "8 teams");
        assertThat(page.select(".lede").text())
                .startsWith("Figures are for teams, compared like with like: the same reasons and touchpoints.");
        assertThat(page.select(".side .nav a[aria-current]").text()).isEqualTo("Front line");
    }

    @Test
    void puts_both_sides_of_the_team_that_pays_for_its_targets_beside_each_other() throws Exception {
        Element sides = server.page("/frontline")
                .select("section[aria-labelledby=sides]")
                .first();

        assertThat(sides.select("h2").text()).isEqualTo("Station 3, both sides of the job");
        assertThat(sides.select(".balance > div > .note").eachText())
                .containsExactly(
                        "What the customer got · counts 20 % on the scorecard",
                        "What the job is measured on today · counts 80 % on the scorecard");
        assertThat(sides.select(".bm b").first().className()).contains("concern");
        assertThat(sides.select(".bm").get(1).text())
                .startsWith("Handling time target at most 300 s, met · counts 80 %");
        assertThat(sides.select(".bm svg.spark")).hasSize(2);
        assertThat(sides.select(".callout").text())
                .isEqualTo("Station 3 meets every target shown here, and its customers are served worse than chance and"
                        + " the usual differences explain. The targets are the likely reason. See cause 7");
    }

    @Test
    void shows_the_team_that_is_chosen() throws Exception {
        Element sides = server.page("/frontline?team=w-05")
                .select("section[aria-labelledby=sides]")
                .first();

        assertThat(sides.select("h2").text()).isEqualTo("Station 5, both sides of the job");
        assertThat(sides.select("option[selected]").text()).isEqualTo("Station 5");
        assertThat(sides.select("option")).hasSize(8);
    }

    @Test
    void draws_the_funnel_at_four_widths_and_names_only_who_stands_apart() throws Exception {
        Element funnel = server.page("/frontline")
                .select("section[aria-labelledby=funnel]")
                .first();

        assertThat(funnel.select("h2").text()).isEqualTo("Resolved in one contact, every team");
        assertThat(funnel.select(".fit > div").eachAttr("class")).containsExactly("s", "m", "l", "xl");
        assertThat(funnel.select(".xl circle.p-dot.s")).hasSize(7);
        assertThat(funnel.select(".xl circle.p-dot.c title").text()).startsWith("Station 3: ");
        assertThat(funnel.select(".xl text.t-halo").text()).isEqualTo("Station 3");
        assertThat(funnel.select(".xl svg").attr("aria-label"))
                .matches(
                        "Funnel plot of resolved in one contact, 8 teams: all together \\d\\d\\.\\d%\\. None lies on the "
                                + "better side of the outer limits\\. On the worse side of the outer limits: Station 3\\.");
    }

    @Test
    void ranks_teams_between_two_ranks_and_says_what_to_do() throws Exception {
        Document page = server.page("/frontline");
        List<Element> rows = page.select("table.forest tbody tr");

        assertThat(rows).hasSize(8);
        assertThat(page.select("table.forest th").eachText()).contains("Rank of 8", "Of expected", "Raw");
        assertThat(rows.getLast().select("th").text()).isEqualTo("Station 3");
        assertThat(rows.getLast().select(".tag.concern").text()).isEqualTo("Look at the work, not the people");
        assertThat(rows.getLast().select("td[data-l=Rank]").text()).isEqualTo("8");
        assertThat(rows.getFirst().text()).contains("No action: ordinary variation");
        assertThat(rows.getFirst().select("td[data-l=Rank]").text()).matches("1 to [4-8]");
        assertThat(rows.getFirst().select("svg.spark").attr("aria-label")).matches("\\d\\d.%, likely .* to .*; raw .*");
    }

    @Test
    void leaves_out_a_team_of_under_60_contacts_and_says_so() throws Exception {
        Document page = server.page("/frontline");

        assertThat(page.select("main").text()).doesNotContain("Station 9");
        assertThat(page.select("section[aria-labelledby=like]").text())
                .doesNotContain("not shown")
                .doesNotContain("w-09");
    }

    @Test
    void says_what_it_takes_where_there_are_no_contacts() throws Exception {
        Document page = server.page("/frontline?part=board&period=everything");

        assertThat(page.select("h1").text()).isEqualTo("Most teams cannot be told apart. One needs help.");
        assertThat(page.select(".head .dim").text())
                .isEqualTo("Teams are those of Board; they are compared with all of the organisation.");
    }

    @Test
    void names_no_person() throws Exception {
        String text = server.page("/frontline").select("main").text();

        assertThat(text).doesNotContain("Kim", "p-kim", "Lea", "a-1-3", "a-3-0");
    }
}
