package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
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
}
