package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Level;
import throughline.diagnosis.Level.Form;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Standard;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LevelWordsTest {

    @Test
    void name_both_limits_of_a_share() {
        assertThat(LevelWords.goal(answered(0.8, 0.95))).isEqualTo("80\u00a0% to 95\u00a0%");
        assertThat(LevelWords.goal(answered(0.8, null))).isEqualTo("at least 80\u00a0%");
        assertThat(LevelWords.goal(answered(null, 0.95))).isEqualTo("at most 95\u00a0%");
    }

    @Test
    void call_a_share_between_its_limits_met_but_not_surely_where_it_may_be_beyond_both() {
        assertThat(LevelWords.verdict(answered(0.8, 0.95)).replace('\u00a0', ' '))
                .isEqualTo("90 % over 100 readings, where the standard is 80 % to 95 %."
                        + " It is met, but not surely (likely 75 to 98 %).");
    }

    private static Level answered(@Nullable Double atLeast, @Nullable Double atMost) {
        return new Level(
                "answered",
                "Answered",
                Optional.empty(),
                null,
                Form.SHARE,
                Optional.of(FactKind.READINGS),
                Optional.of(new Standard("answered", atMost, atLeast, null, null, false)),
                100,
                Optional.of(new Estimate(0.9, new Interval(0.75, 0.98), 0.05, 100)),
                List.of());
    }

    private static final Level MET = level(4.5, 100, 4.5, 4.4);
    private static final Level MISSED = level(3.5, 100, 3.5, 3.4);
    private static final Level UNMEASURED = level(0, 0);

    @Test
    void say_of_few_weeks_how_many_limits_need() {
        assertThat(LevelWords.steadiness(level(4, 100))).isEqualTo("No week has five of them.");
        assertThat(LevelWords.steadiness(level(4, 100, 4)))
                .isEqualTo("1 week has five or more of them; limits need 12.");
        assertThat(LevelWords.steadiness(level(4, 100, 4, 5, 4)))
                .isEqualTo("3 weeks have five or more of them; limits need 12.");
    }

    @Test
    void say_of_weeks_that_are_all_alike_that_they_are() {
        double[] alike = new double[30];
        Arrays.fill(alike, 4);

        assertThat(LevelWords.steadiness(level(4, 100, alike))).isEqualTo("It was the same in each of 30 weeks.");
        alike[29] = 5;
        assertThat(LevelWords.steadiness(level(4, 100, alike)))
                .isEqualTo("1 of 30 weeks lies outside what is usual here: ask what was different.");
    }

    @Test
    void count_a_standard_as_kept_or_not_only_where_it_can_be_judged() {
        assertThat(headline(MET)).isEqualTo("Desk keeps its standard");
        assertThat(headline(MISSED)).isEqualTo("Desk does not keep its standard");
        assertThat(headline(UNMEASURED)).isEqualTo("Whether Desk keeps its standard is not known");
        assertThat(headline(MET, UNMEASURED, UNMEASURED)).isEqualTo("Desk keeps the one standard that can be judged");
        assertThat(headline(MISSED, UNMEASURED)).isEqualTo("Desk does not keep the one standard that can be judged");
        assertThat(headline(MET, MISSED, UNMEASURED)).isEqualTo("Desk keeps 1 of 2 standards that can be judged");
        assertThat(headline(MET, MISSED)).isEqualTo("Desk keeps 1 of 2 standards");
        assertThat(headline(MET, MET)).isEqualTo("Desk keeps its 2 standards");
    }

    private static String headline(Level... standards) {
        return TouchpointPage.headline("Desk", List.of(standards));
    }

    /// Satisfaction that should be at least 4.
    private static Level level(double mean, long rows, double... weeks) {
        return new Level(
                "csat",
                "Satisfied",
                Optional.empty(),
                null,
                Form.MEAN,
                rows == 0 ? Optional.empty() : Optional.of(FactKind.RESPONSES),
                Optional.of(new Standard("csat", null, 4.0, null, null, false)),
                rows,
                rows == 0
                        ? Optional.empty()
                        : Optional.of(new Estimate(mean, new Interval(mean - 0.1, mean + 0.1), 0.05, rows)),
                IntStream.range(0, weeks.length)
                        .mapToObj(i -> new Level.Week(LocalDate.of(2026, 1, 5).plusWeeks(i), weeks[i], 5))
                        .toList());
    }
}
