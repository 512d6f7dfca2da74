package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.organisation.Register.Decision;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SayDoWordsTest {

    @Test
    void give_the_size_of_a_decision_where_its_sign_agrees_with_the_direction() {
        assertThat(brief("worsens", -0.1)).isEqualTo("Staffing: 10 % less capacity");
        assertThat(brief("improves", 0.1)).isEqualTo("Staffing: 10 % more capacity");
        assertThat(brief(null, -0.1)).isEqualTo("Staffing: 10 % less capacity");
        assertThat(brief("worsens", 0.1)).isEqualTo("Staffing: worse for service");
        assertThat(brief("improves", -0.1)).isEqualTo("Staffing: better for service");
        assertThat(brief("neutral", 0.1)).isEqualTo("Staffing: no change to service");
    }

    @Test
    void read_the_direction_as_cause_1_9_does_however_it_is_written() {
        assertThat(brief("Improves", null)).isEqualTo("Staffing: better for service");
        assertThat(brief(" Worse", null)).isEqualTo("Staffing: worse for service");
    }

    private static String brief(@Nullable String direction, @Nullable Double size) {
        return SayDoWords.brief(new Decision(
                "decisions.csv:2",
                "d1",
                LocalDate.of(2026, 2, 19),
                null,
                "staffing",
                direction,
                size,
                null,
                null,
                null));
    }
}
