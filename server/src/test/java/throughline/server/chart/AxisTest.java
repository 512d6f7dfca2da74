package throughline.server.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AxisTest {

    @Test
    void has_round_ticks_inside_its_ends() {
        assertThat(new Axis(0.13, 4.4, 0, 100).ticks(6)).containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(new Axis(0, 1, 0, 100).ticks(5)).hasSize(6).contains(0.2 * 3);
    }

    @Test
    void names_all_ticks_with_the_same_decimals() {
        assertThat(Axis.label(0.5, List.of(0.0, 0.25, 0.5), "")).isEqualTo("0.50");
        assertThat(Axis.label(0.5, List.of(0.0, 0.5, 1.0), "%")).isEqualTo("50%");
    }

    @Test
    void puts_what_lies_outside_at_its_edge() {
        var axis = new Axis(0, 10, 0, 100);

        assertThat(axis.at(5)).isCloseTo(50, within(1e-9));
        assertThat(axis.at(Double.POSITIVE_INFINITY)).isEqualTo(100);
        assertThat(axis.at(-3)).isZero();
    }
}
