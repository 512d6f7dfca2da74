package throughline.server.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.server.chart.JourneyChart.Arc;
import throughline.server.chart.JourneyChart.Feeling;
import throughline.server.chart.JourneyChart.Step;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JourneyChartTest {

    private static final List<Step> SOFA = List.of(
            step(true, 4.1, false),
            step(true, 4.2, false),
            step(true, 3.2, true),
            step(true, 3.9, false),
            step(false, 2.6, true),
            new Step(false, Optional.empty()),
            step(false, 3.5, false));

    private static final List<Arc> DETOURS = List.of(
            new Arc(2, 5, 0.31, "31 in 100 call to ask <where it is>", "31 in 100"),
            new Arc(3, 4, 0.18, "18 in 100 find a fault", "18 in 100"),
            new Arc(6, 0, 0.05, "5 in 100 go back to Choose", "5 in 100"),
            new Arc(1, 1, 0.04, "4 in 100 go by way of Kiosk", "4 in 100"));

    private static Step step(boolean designed, double feeling, boolean worse) {
        return new Step(designed, Optional.of(new Feeling(feeling, feeling - 0.1, feeling + 0.1, worse)));
    }

    private static Document drawn() {
        return Jsoup.parse(JourneyChart.of(SOFA, DETOURS, "A <sofa>"), "", Parser.xmlParser());
    }

    @Test
    void is_drawn_at_four_widths_with_what_it_says_in_words() {
        assertThat(drawn().select("svg").eachAttr("width")).containsExactly("326", "500", "690", "1090");
        assertThat(drawn().select("svg[role=img]").eachAttr("aria-label"))
                .containsExactly("A <sofa>", "A <sofa>", "A <sofa>", "A <sofa>");
    }

    @Test
    void dashes_the_path_wherever_a_step_on_either_side_was_not_designed() {
        Element widest = drawn().select(".xl svg").first();

        assertThat(widest.select("line.k-line")).hasSize(6);
        assertThat(widest.select("line.k-line.k-dash")).hasSize(3);
        assertThat(widest.select("circle.k-dot")).hasSize(3);
    }

    @Test
    void makes_arcs_as_wide_as_their_shares() {
        for (Element svg : drawn().select("svg")) {
            assertThat(svg.select(".k-arc").eachAttr("stroke-width"))
                    .containsExactlyInAnyOrder("9.9", "5.8", "1.6", "1.3");
        }
    }

    @Test
    void begins_and_ends_each_arc_at_its_steps() {
        Element widest = drawn().select(".xl svg").first();
        List<Double> steps = widest.select("circle.p-open").stream()
                .map(c -> Double.parseDouble(c.attr("cx")))
                .toList();

        assertThat(widest.select(".k-arc").stream().map(JourneyChartTest::ends))
                .contains(
                        List.of(steps.get(2), steps.get(5)),
                        List.of(steps.get(3), steps.get(4)),
                        List.of(steps.get(6), steps.get(0)));
    }

    private static List<Double> ends(Element arc) {
        String[] numbers = arc.attr("d").substring(1).split("[C ]", -1);
        return List.of(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[numbers.length - 2]));
    }

    @Test
    void writes_no_words_of_one_arc_over_those_of_another_and_none_outside() {
        for (Element svg : drawn().select("svg")) {
            double width = Double.parseDouble(svg.attr("width"));
            record Box(double left, double right, double y) {}
            List<Box> boxes = svg.select("text.t-m.t-concern").stream()
                    .filter(t -> t.text().contains("in 100"))
                    .map(t -> {
                        double x = Double.parseDouble(t.attr("x"));
                        double half = Words.width(t.text()) / 2;
                        return new Box(x - half, x + half, Double.parseDouble(t.attr("y")));
                    })
                    .toList();

            assertThat(boxes).hasSize(4).allSatisfy(b -> {
                assertThat(b.left()).isGreaterThanOrEqualTo(0);
                assertThat(b.right()).isLessThanOrEqualTo(width);
                assertThat(b.y()).isGreaterThan(8);
            });
            assertThat(IntStream.range(0, 4)
                            .boxed()
                            .flatMap(i -> IntStream.range(i + 1, 4).mapToObj(j -> List.of(boxes.get(i), boxes.get(j)))))
                    .allMatch(pair -> pair.getFirst().right() <= pair.getLast().left()
                            || pair.getLast().right() <= pair.getFirst().left()
                            || Math.abs(pair.getFirst().y() - pair.getLast().y()) >= 14);
        }
    }

    @Test
    void breaks_the_line_of_feelings_where_one_is_not_known_and_marks_those_that_are_worse() {
        Element widest = drawn().select(".xl svg").first();

        assertThat(widest.select("path.k-soft")).hasSize(2);
        assertThat(widest.select("circle.p-dot")).hasSize(6);
        assertThat(widest.select("circle.p-dot.c")).hasSize(2);
        assertThat(widest.select("line.k-ci-c")).hasSize(2);
        assertThat(widest.select("text.t-m:not(:contains(in 100))").eachText())
                .containsExactly("4.1", "4.2", "3.2", "3.9", "2.6", "3.5");
    }

    @Test
    void keeps_small_differences_of_feelings_small() {
        Document flat = Jsoup.parse(
                JourneyChart.of(List.of(step(true, 3.8, false), step(true, 3.9, false)), List.of(), "Flat"),
                "",
                Parser.xmlParser());
        List<Double> heights = flat.select(".xl circle.p-dot").stream()
                .map(c -> Double.parseDouble(c.attr("cy")))
                .toList();

        assertThat(heights.getFirst() - heights.getLast()).isBetween(2.0, 6.0);
    }

    @Test
    void is_wider_for_a_long_journey_and_needs_no_feelings_and_no_arcs() {
        Document plain = Jsoup.parse(
                JourneyChart.of(
                        Stream.generate(() -> new Step(true, Optional.empty()))
                                .limit(12)
                                .toList(),
                        List.of(),
                        "Long"),
                "",
                Parser.xmlParser());

        assertThat(plain.select(".xl svg").attr("width")).isEqualTo("1672");
        assertThat(plain.text()).doesNotContain("how it feels", "where they go");
        assertThat(plain.select(".s text").eachText()).startsWith("1", "2", "3");
    }
}
