package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.explanation.CauseMap.Level;
import throughline.explanation.CauseNode;
import throughline.explanation.CauseNode.Shape;
import throughline.explanation.CauseNode.Tier;
import throughline.organisation.Organisation.Better;
import throughline.server.HandDrawnMap;
import throughline.text.Language;

@DisplayNameGeneration(ReplaceUnderscores.class)
class YardstickTest {

    private static Yardstick of(@Nullable String unit, Shape shape, double low, double high) {
        return Yardstick.of(
                new CauseNode("m", "M", Tier.DELIVERY, null, Better.LOWER, true, unit, shape, List.of("m"), null, null),
                new Level((low + high) / 2, low, high));
    }

    @Test
    void tells_long_waits_in_minutes_and_short_ones_in_seconds() {
        Yardstick wait = Yardstick.of(HandDrawnMap.WAIT, HandDrawnMap.WAITED);
        assertThat(wait.value(324)).isEqualTo("5.40 min");
        assertThat(wait.stepWords()).isEqualTo("each further minute");
        assertThat(of("s", Shape.NUMBER, 5, 45).stepWords()).isEqualTo("each 10 seconds more");
    }

    @Test
    void tells_shares_in_a_hundred_and_scales_in_points() {
        assertThat(of(null, Shape.SHARE, 0.55, 0.97).value(0.632)).isEqualTo("63\u00A0%");
        assertThat(of(null, Shape.SHARE, 0.55, 0.97).stepWords()).isEqualTo("each 10 in 100 more");
        assertThat(of(null, Shape.SCALE, 2.5, 4.5).stepWords()).isEqualTo("each further point");
        assertThat(of(null, Shape.SCALE, 2.5, 4.5).change(-0.144)).isEqualTo("−0.14");
    }

    @Test
    void tells_other_measures_by_a_round_step_within_what_was_seen() {
        assertThat(of("ms", Shape.NUMBER, 225, 420).stepWords()).isEqualTo("each 100 ms more");
        assertThat(of(null, Shape.NUMBER, 0, 4.8).stepWords()).isEqualTo("each one more");
        assertThat(of(null, Shape.NUMBER, 0, 0.5).stepWords()).isEqualTo("each 0.10 more");
    }

    @Test
    void tells_a_step_as_a_whole_where_a_language_needs_its_gender() {
        Language.GERMAN.speak(() -> {
            assertThat(Yardstick.of(HandDrawnMap.WAIT, HandDrawnMap.WAITED).stepWords())
                    .isEqualTo("jede weitere Minute");
            assertThat(of(null, Shape.SCALE, 2.5, 4.5).stepWords()).isEqualTo("jeden weiteren Punkt");
            assertThat(of(null, Shape.SHARE, 0.55, 0.97).stepWords()).isEqualTo("je 10 von 100 mehr");
            return null;
        });
    }
}
