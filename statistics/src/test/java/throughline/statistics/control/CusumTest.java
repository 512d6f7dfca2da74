package throughline.statistics.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CusumTest {

    @Test
    void has_the_run_lengths_of_the_integral_equation() {
        // scipy 1.17.1, Page's integral equation on 200 Gauss-Legendre nodes, k = .5; tables say 336 and 930.
        assertThat(Cusum.runLength(4)).isCloseTo(335.36757762709556, within(0.1));
        assertThat(Cusum.runLength(5)).isCloseTo(930.8870120623435, within(0.3));
    }

    @Test
    void has_the_false_alarms_of_the_integral_equation() {
        // The same nodes, 52 points, h = 5.
        assertThat(Cusum.falseAlarm(5, 52)).isCloseTo(0.04855934522260541, within(2e-5));
        assertThat(Cusum.falseAlarm(5, 0)).isCloseTo(0, within(1e-12));
    }

    @Test
    void has_a_threshold_that_just_keeps_the_promise() {
        double h = Cusum.threshold(52, 0.05);

        assertThat(Cusum.falseAlarm(h, 52)).isLessThanOrEqualTo(0.05);
        assertThat(Cusum.falseAlarm(h - 0.01, 52)).isGreaterThan(0.05);
    }

    @Test
    void alarms_on_a_lasting_slip_and_not_before() {
        double[] points = {10, 11, 9, 10, 8, 8, 8, 8, 8, 8, 8};
        Cusum.Result result = Cusum.of(points, 10, 1, 5, Better.HIGHER);

        assertThat(result.alarm()).hasValue(7);
        assertThat(Cusum.of(points, 10, 1, 5, Better.LOWER).alarm()).isEmpty();
    }

    @Test
    void is_refused_without_a_scale() {
        assertThatThrownBy(() -> Cusum.of(new double[] {1}, 10, 0, 5, Better.HIGHER))
                .hasMessage("A CUSUM needs a target, sigma > 0 and h > 0, got 10.0, 0.0 and 5.0");
        assertThatThrownBy(() -> Cusum.of(new double[] {Double.NaN}, 10, 1, 5, Better.HIGHER))
                .hasMessage("A CUSUM needs finite points, got NaN");
        assertThatThrownBy(() -> Cusum.runLength(0)).hasMessage("A CUSUM threshold is a number above 0, got 0.0");
        assertThatThrownBy(() -> Cusum.threshold(0, 0.05))
                .hasMessage("A threshold needs at least 1 point and a probability in 0 to 1, got 0 and 0.05");
    }
}
