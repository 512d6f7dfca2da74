package throughline.server.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Period;
import throughline.server.chart.SayDoChart.Content;
import throughline.server.chart.SayDoChart.Mark;
import throughline.server.chart.SayDoChart.Tie;
import throughline.server.chart.SayDoChart.Tone;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SayDoChartTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    @Test
    void joins_what_was_said_with_what_was_done_in_the_colour_of_what_it_does() {
        Document chart = drawn(
                List.of(new Mark(FIRST, "“Two minutes”"), new Mark(FIRST.plusDays(40), "“Come first”")),
                List.of(
                        new Mark(FIRST.plusDays(16), "Posts cut"),
                        new Mark(FIRST.plusDays(50), "Advisers hired"),
                        new Mark(FIRST.plusDays(70), "Budget held")),
                List.of(new Tie(0, 0, Tone.UNDOES), new Tie(1, 1, Tone.BACKS)));

        Element widest = chart.select(".xl svg").first();
        assertThat(widest.select("path.k-concern")).hasSize(1);
        assertThat(widest.select("path.k-improve")).hasSize(1);
        assertThat(widest.select("circle.p-open")).hasSize(2);
        assertThat(widest.select("circle.p-dot.c title").eachText()).containsExactly("Posts cut");
        assertThat(widest.select("circle.p-dot.i title").eachText()).containsExactly("Advisers hired");
        assertThat(widest.select("circle.p-dot.s title").eachText()).containsExactly("Budget held");
        assertThat(widest.select("text.t-concern").text()).isEqualTo("Posts cut");
        assertThat(chart.select(".fit > div").eachAttr("class")).containsExactly("s", "m", "l", "xl");
    }

    @Test
    void writes_no_label_over_another_nor_beyond_the_edge_however_much_was_said() {
        List<Mark> said = IntStream.range(0, 90)
                .mapToObj(i -> new Mark(FIRST.plusDays(4L * i), "“Something said on a day, number " + i + "”"))
                .toList();
        List<Mark> done = IntStream.range(0, 60)
                .mapToObj(i -> new Mark(FIRST.plusDays(6L * i), "Staffing: " + i + " % less capacity"))
                .toList();
        List<Tie> ties =
                IntStream.range(0, 60).mapToObj(i -> new Tie(i, i, Tone.UNDOES)).toList();

        for (Element chart : drawn(said, done, ties).select("svg")) {
            double width = Double.parseDouble(chart.attr("width"));
            List<double[]> labels = new ArrayList<>();
            for (Element text : chart.select("text.t-halo:not(.t-dim)")) {
                double at = Double.parseDouble(text.attr("x"));
                double wide = Words.width(text.wholeText());
                boolean back = text.hasClass("t-e");
                labels.add(
                        new double[] {Double.parseDouble(text.attr("y")), back ? at - wide : at, back ? at : at + wide
                        });
            }
            assertThat(labels).isNotEmpty().allSatisfy(l -> {
                assertThat(l[1]).isGreaterThanOrEqualTo(0);
                assertThat(l[2]).isLessThanOrEqualTo(width);
            });
            labels.sort(Comparator.comparingDouble((double[] l) -> l[0]).thenComparingDouble(l -> l[1]));
            for (int i = 1; i < labels.size(); i++) {
                double[] one = labels.get(i - 1);
                double[] next = labels.get(i);
                assertThat(one[0] < next[0] || one[2] <= next[1])
                        .as("label %s of %s px", i, width)
                        .isTrue();
            }
        }
    }

    @Test
    void draws_a_single_day_and_leaves_what_was_said_as_text() {
        String hostile = "</text></svg><script>alert(1)</script>";
        Document chart = drawn(List.of(new Mark(FIRST, hostile)), List.of(), List.of());

        assertThat(chart.select("script")).isEmpty();
        assertThat(chart.select(".xl circle title").text()).isEqualTo(hostile);
    }

    private static Document drawn(List<Mark> said, List<Mark> done, List<Tie> ties) {
        return Jsoup.parse(
                SayDoChart.of(new Content(new Period(FIRST, FIRST.plusDays(364)), said, done, ties, "What was said")));
    }
}
