package throughline.statistics.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Facts;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class XmrChartTest {

    /// Hospital infections per 10,000 risk days, 36 months, and what qcc's cusum makes of them.
    private static final double[][] CDI = Facts.table("cdi_rate");

    private static final double[] RATES =
            Arrays.stream(CDI).mapToDouble(row -> row[0]).toArray();

    @Test
    void agrees_with_qcc() {
        // R 4.2.2, qcc 2.7, qcc(type = "xbar.one").
        XmrChart chart = XmrChart.of(RATES);

        assertThat(chart.centre()).isCloseTo(10.3624257646387, within(1e-12));
        assertThat(chart.sigma()).isCloseTo(2.93231178965097, within(1e-12));
        assertThat(chart.lower()).isCloseTo(1.5654903956858, within(1e-12));
        assertThat(chart.upper()).isCloseTo(19.1593611335916, within(1e-12));
        assertThat(Arrays.stream(RATES).allMatch(chart::inControl)).isTrue();
    }

    @Test
    void moves_with_the_origin_and_scale() {
        XmrChart chart = XmrChart.of(Arrays.stream(RATES).map(x -> 5 - 2 * x).toArray());

        assertThat(chart.centre()).isCloseTo(5 - 2 * 10.3624257646387, within(1e-12));
        assertThat(chart.sigma()).isCloseTo(2 * 2.93231178965097, within(1e-12));
    }

    @Test
    void counts_points_on_the_better_side() {
        XmrChart chart = XmrChart.of(new double[] {1, 3, 1, 3, 1, 3});

        assertThat(chart.betterThanCentre(new double[] {2, 2.5, 1, 4}, Better.HIGHER))
                .isEqualTo(2);
        assertThat(chart.betterThanCentre(new double[] {2, 2.5, 1, 4}, Better.LOWER))
                .isEqualTo(1);
    }

    @Test
    void is_refused_on_too_few_points() {
        assertThatThrownBy(() -> XmrChart.of(new double[5]))
                .hasMessage("A control chart needs at least 6 points, got 5");
        assertThatThrownBy(() -> XmrChart.of(new double[] {1, 2, 3, 4, 5, Double.NaN}))
                .hasMessage("A control chart needs finite points, got NaN");
    }

    @Test
    void goes_with_a_cusum_that_agrees_with_qcc() {
        // qcc 2.7, cusum(decision.interval = 5, se.shift = 1) on the same points.
        Cusum.Result worse = Cusum.of(RATES, 10.3624257646387, 2.93231178965097, 5, Better.LOWER);
        Cusum.Result better = Cusum.of(RATES, 10.3624257646387, 2.93231178965097, 5, Better.HIGHER);
        for (int t = 0; t < RATES.length; t++) {
            assertThat(worse.sums()[t]).isCloseTo(CDI[t][1], within(1e-11));
            assertThat(better.sums()[t]).isCloseTo(-CDI[t][2], within(1e-11));
        }
        assertThat(worse.alarm()).hasValue(8);
    }
}
