package throughline.statistics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.Mean;
import throughline.statistics.Summary;
import throughline.statistics.forecast.ForecastSkill.Result;
import throughline.statistics.forecast.ForecastSkill.Scored;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForecastSkillTest {

    private static final List<Scored> FORECASTS = List.of(
            new Scored(5, 4, 3.5, 5.5, 4.5),
            new Scored(6, 4, 5.0, 7.0, 3.0),
            new Scored(4, 5, 3.0, 5.0, 6.0),
            new Scored(7, 6, null, null, 6.5));

    @Test
    void is_what_the_definitions_say_by_hand() {
        // Errors 1, 2, -1, 1; naive errors .5, 1, 1, .5; ranges hold 4 and 5 but not 4; spread 1.
        Result result = ForecastSkill.of(FORECASTS, 1, 0.95);

        assertThat(result.bias().value()).isCloseTo(0.75, within(1e-15));
        assertThat(result.mae().value()).isCloseTo(1.25, within(1e-15));
        assertThat(result.skill())
                .hasValueSatisfying(skill -> assertThat(skill.value()).isCloseTo(1 - 5.0 / 3, within(1e-15)));
        assertThat(result.hitRate())
                .hasValueSatisfying(hits -> assertThat(hits.value()).isCloseTo(2 / 3.0, within(1e-15)));
    }

    @Test
    void scores_ranges_like_the_integral() {
        // scipy 1.17.1: integral of (F(x) - [x >= y])^2, normal with 80 % range 3 to 5 and 4.6, 2 to 3 and 4.
        Result result = ForecastSkill.of(
                List.of(
                        new Scored(4, 4.6, 3.0, 5.0, 4),
                        new Scored(4, 4.6, 3.0, 5.0, 4),
                        new Scored(2.5, 4, 2.0, 3.0, 4)),
                1,
                0.95);

        assertThat(result.crps().value()).isCloseTo((2 * 0.35784909180212776 + 1.2798912424329427) / 3, within(1e-9));
    }

    @Test
    void has_the_bias_of_a_plain_mean_when_forecasters_are_unnamed() {
        Estimate mean = Mean.of(Summary.of(1, 2, -1, 1), 0.95);

        assertThat(ForecastSkill.of(FORECASTS, 1, 0.95).bias().low()).isCloseTo(mean.low(), within(1e-12));
        assertThat(ForecastSkill.of(FORECASTS).bias().value())
                .isCloseTo(0.75 / Summary.of(4, 4, 5, 6).deviation(), within(1e-12));
    }

    @Test
    void is_less_sure_when_few_people_made_many_forecasts() {
        List<Scored> named = IntStream.range(0, 40)
                .mapToObj(i -> new Scored(i % 4, 2 + i % 3, null, null, 2, "manager " + i % 4))
                .toList();
        List<Scored> unnamed = named.stream()
                .map(f -> new Scored(f.predicted(), f.actual(), f.low(), f.high(), f.naive()))
                .toList();

        assertThat(ForecastSkill.of(named).bias().standardError())
                .isGreaterThan(2 * ForecastSkill.of(unnamed).bias().standardError());
        assertThat(ForecastSkill.of(named).bias().value())
                .isCloseTo(ForecastSkill.of(unnamed).bias().value(), within(1e-12));
    }

    @Test
    void is_perfect_for_those_who_know() {
        Result result = ForecastSkill.of(
                List.of(new Scored(4, 4, 4.0, 4.0, 3), new Scored(5, 5, 5.0, 5.0, 4), new Scored(6, 6, 6.0, 6.0, 5)));

        assertThat(result.skill())
                .hasValueSatisfying(skill -> assertThat(skill.value()).isEqualTo(1));
        assertThat(result.crps().value()).isZero();
        assertThat(result.hitRate())
                .hasValueSatisfying(hits -> assertThat(hits.value()).isEqualTo(1));
    }

    @Test
    void is_no_certainty_when_all_forecasts_miss_by_as_much() {
        Result result = ForecastSkill.of(
                List.of(
                        new Scored(5, 4, null, null, 3),
                        new Scored(6, 5, null, null, 4),
                        new Scored(7, 6, null, null, 5),
                        new Scored(8, 7, null, null, 6)),
                2,
                0.95);

        // One of four is taken to have missed by the spread more; t(.975, 3) is 3.182446.
        assertThat(result.bias().interval().width()).isCloseTo(2 * 3.182446 / 4, within(1e-5));
        assertThat(result.mae().interval().width()).isCloseTo(2 * 3.182446 * 2 / 4, within(1e-5));
        assertThat(result.crps().interval().width()).isCloseTo(2 * 3.182446 * 2 / 4, within(1e-5));
        assertThat(result.skill())
                .hasValueSatisfying(
                        skill -> assertThat(skill.interval().width()).isCloseTo(2 * 3.182446 * 2 / 4, within(1e-5)));
    }

    @Test
    void has_no_skill_to_show_when_last_period_was_always_right() {
        Result result = ForecastSkill.of(List.of(
                new Scored(4, 3, null, null, 3), new Scored(5, 4, null, null, 4), new Scored(6, 5, null, null, 5)));

        assertThat(result.skill()).isEmpty();
        assertThat(result.hitRate()).isEmpty();
    }

    @Test
    void is_refused_for_too_little() {
        assertThatThrownBy(() -> ForecastSkill.of(FORECASTS.subList(0, 2)))
                .hasMessage("Skill needs at least 3 forecasts come true, got 2");
        assertThatThrownBy(() -> ForecastSkill.of(FORECASTS, 0, 0.95))
                .hasMessage("A bias needs a spread above 0 to be measured in, got 0.0");
        assertThatThrownBy(() -> new Scored(4, 4, 5.0, 3.0, 4)).hasMessageStartingWith("Not a forecast: predicted 4.0");
        assertThatThrownBy(() -> ForecastSkill.of(List.of(
                        new Scored(4, 3, null, null, 3),
                        new Scored(5, 3, null, null, 4),
                        new Scored(6, 3, null, null, 5))))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Skill needs actual values that vary, all 3 are 3.0");
    }
}
