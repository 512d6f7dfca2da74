package throughline.server.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.diagnosis.Figure;
import throughline.server.SmallWorld;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FigureChartTest {

    static Stream<Figure> figures() {
        return SmallWorld.named("North & <South>").figures().stream();
    }

    @ParameterizedTest
    @MethodSource("figures")
    void is_well_formed_and_drawn_for_a_phone_a_half_page_and_a_card(Figure figure) {
        Document chart = Jsoup.parse(FigureChart.of(figure), "", Parser.xmlParser());

        assertThat(chart.select("svg").eachAttr("width")).containsExactly("316", "500", "690");
        assertThat(chart.select("div.fit > div").eachAttr("class")).containsExactly("s", "m", "l");
        assertThat(chart.select("svg[role=img][aria-label]")).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void stays_inside_its_width(Figure figure) {
        for (Element svg : Jsoup.parse(FigureChart.of(figure)).select("svg")) {
            double width = Double.parseDouble(svg.attr("width"));
            for (Element shape : svg.select("rect, circle, line, text")) {
                for (String x : List.of("x", "cx", "x1", "x2")) {
                    if (shape.hasAttr(x)) {
                        assertThat(Double.parseDouble(shape.attr(x)))
                                .as(shape.outerHtml())
                                .isBetween(0.0, width);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void has_colours_only_by_class(Figure figure) {
        assertThat(FigureChart.of(figure)).doesNotContain("style=", "fill=", "stroke=", "#");
    }

    @Test
    void reads_out_every_bar_of_a_small_figure() {
        var bars = new Figure.Bars(
                "Contacts with one owner.",
                "%",
                List.of(
                        new Figure.Bars.Bar("Returns desk", 0.384, true),
                        new Figure.Bars.Bar("Telephone", 0.97, false)),
                0.95);

        assertThat(FigureChart.label(bars)).isEqualTo("Contacts with one owner: Returns desk 38 %; Telephone 97 %");
        assertThat(FigureChart.drawing(bars, 690, "")).contains("class=\"f-concern\"", "margin 95 %", ">38 %<");
    }

    @Test
    void sums_up_a_large_figure() {
        var many = new Figure.Bars(
                "Contacts by team.",
                "",
                Stream.iterate(1, i -> i + 1)
                        .limit(40)
                        .map(i -> new Figure.Bars.Bar("Team " + i, i, false))
                        .toList(),
                null);

        assertThat(FigureChart.label(many)).endsWith("Team 8 8; and 32 more");
        assertThat(Jsoup.parse(FigureChart.drawing(many, 690, "")).select("rect"))
                .hasSize(FigureChart.MOST_BARS);
    }

    @Test
    void is_nothing_where_there_is_nothing_to_show() {
        assertThat(FigureChart.of(new Figure.Bars("", "", List.of(), null))).isEmpty();
    }

    @Test
    void draws_a_single_estimate_with_an_open_interval() {
        var open = new Figure.Estimates(
                "", "", List.of(new Figure.Estimates.Row("All", 0.2, Double.NEGATIVE_INFINITY, 0.4)), null);

        assertThat(FigureChart.drawing(open, 690, "")).doesNotContain("NaN", "Infinity");
        assertThat(FigureChart.label(open)).isEqualTo("All 0.20 (no lower limit to 0.40)");
    }

    @Test
    void draws_a_series_that_never_moves() {
        Figure.Series all = (Figure.Series) SmallWorld.named("x").figures().getLast();
        var flat = new Figure.Series(
                "",
                all.points().stream()
                        .map(p -> new Figure.Series.Point(p.at(), 4))
                        .toList(),
                List.of(),
                null);

        assertThat(FigureChart.drawing(flat, 690, "")).doesNotContain("NaN", "Infinity", "k-limit");
    }
}
