package throughline.server.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;
import throughline.diagnosis.Trend;
import throughline.explanation.LineOfSight;
import throughline.explanation.LineOfSight.Reach;
import throughline.explanation.LineOfSight.Stop;
import throughline.server.SmallWorld;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MarksTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 5, 4);

    @Test
    void a_side_has_a_shape_of_its_own() {
        assertThat(VerdictMark.glyph(Side.PRESENT)).contains("<rect class=\"g-present\"");
        assertThat(VerdictMark.glyph(Side.ABSENT)).contains("<circle class=\"g-absent\"");
        assertThat(VerdictMark.glyph(Side.UNKNOWN)).contains("<circle class=\"g-unsure\"");
    }

    @Test
    void strength_is_drawn_with_its_interval_and_said_in_words() {
        var diagnosis = SmallWorld.named("x").diagnosis();

        assertThat(StrengthMark.of(diagnosis.verdict(Cause.MEASURED_ON_THROUGHPUT)))
                .contains("aria-label=\"Strength 0.67, 95 in 100 interval 0.62 to 0.73, present above 0.50\"")
                .contains("class=\"k-ci-c\"", ">0.67<");
        assertThat(StrengthMark.of(diagnosis.verdict(Cause.TRAINING_DOES_NOT_WORK)))
                .contains("k-dash", "nothing could be measured");
    }

    @Test
    void a_spark_colours_only_the_weeks_outside_their_limits() {
        String spark = Spark.of(trend(0.30, 0.31, 25, 0.60)).orElseThrow();

        assertThat(Jsoup.parse(spark).select(".f-concern")).hasSize(1);
        assertThat(Jsoup.parse(spark).select(".f-improve")).isEmpty();
        assertThat(spark).contains("26 weeks: from 0.30 to 0.60, 1 week outside the limits");
    }

    @Test
    void a_spark_of_few_weeks_has_no_limits_and_one_week_is_none() {
        assertThat(Spark.of(trend(0.30, 0.31, 6, 0.60)).orElseThrow())
                .contains("too few weeks for limits")
                .doesNotContain("f-sunken", "f-concern");
        assertThat(Spark.of(new Trend("x", true, List.of(new Trend.Point(MONDAY, 1)))))
                .isEmpty();
    }

    @Test
    void the_line_of_sight_says_its_figures_and_dashes_what_is_not_known() {
        String wide = SightChart.drawing(SmallWorld.sight(), Fit.WIDEST);

        assertThat(wide)
                .contains(
                        "The promise going out: Board 100 %, Executive 78 %, Management 83 %, Front line 33 %, Customers 26 %.")
                .contains("Executive no data")
                .contains("50 points lost here", "k-soft k-dash", "band-out", "band-back");
    }

    @Test
    void the_line_of_sight_turns_upright_on_a_phone() {
        assertThat(SightChart.drawing(SmallWorld.sight(), Fit.NARROW))
                .contains("width=\"326\"", "going out ↓", "coming back ↑");
    }

    @Test
    void the_line_of_sight_of_nothing_known_is_all_dashed() {
        var nothing = new Reach(OptionalDouble.empty(), "no goals on record", "not known");
        var stops = List.of(new Stop("Board", nothing, nothing), new Stop("Customers", nothing, nothing));
        String wide =
                SightChart.drawing(new LineOfSight(stops, OptionalInt.empty(), OptionalInt.empty(), ""), Fit.WIDE);

        assertThat(wide).contains("no data", "k-dash").doesNotContain("band-out", "NaN", "lost here");
    }

    private static Trend trend(double even, double odd, int weeks, double last) {
        return new Trend(
                "share without owner",
                true,
                IntStream.rangeClosed(0, weeks)
                        .mapToObj(
                                i -> new Trend.Point(MONDAY.plusWeeks(i), i == weeks ? last : i % 2 == 0 ? even : odd))
                        .toList());
    }
}
