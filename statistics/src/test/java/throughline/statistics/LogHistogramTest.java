package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogHistogramTest {

    @Test
    void begins_an_octave_at_each_power_of_two_down_to_the_smallest_number() {
        for (int power : new int[] {-1074, -1060, -1023, -1022, -1, 0, 1, 20, 1023}) {
            assertThat(LogHistogram.bin(Math.scalb(1.0, power))).isEqualTo(8 * power);
        }
        for (int power : new int[] {-1022, -3, 0, 1, 1023}) {
            assertThat(LogHistogram.bin(Math.nextDown(Math.scalb(1.0, power)))).isEqualTo(8 * power - 1);
        }
    }

    @Test
    void begins_each_bin_at_its_edge_itself() {
        for (int i = 0; i < LogHistogram.EDGES.size(); i++) {
            double edge = LogHistogram.EDGES.get(i);
            assertThat(LogHistogram.bin(edge)).isEqualTo(i + 1);
            assertThat(LogHistogram.bin(Math.nextDown(edge))).isEqualTo(i);
            assertThat(LogHistogram.edge(i + 1)).isCloseTo(edge, within(1e-15));
        }
    }

    @Test
    void spreads_the_values_of_a_bin_evenly_over_its_logarithm() {
        LogHistogram histogram = LogHistogram.of(Map.of(0, 1L, 8, 3L));

        assertThat(histogram.quantile(0.125)).isCloseTo(Math.pow(2, 0.5 / 8), within(1e-12));
        assertThat(histogram.quantile(0.25)).isCloseTo(Math.pow(2, 1.0 / 8), within(1e-12));
        assertThat(histogram.quantile(0.5)).isCloseTo(Math.pow(2, (8 + 1.0 / 3) / 8), within(1e-12));
    }

    @Test
    void widens_an_interval_to_the_edges_of_the_bins_of_its_ranks() {
        var counts = new TreeMap<Integer, Long>();
        for (int bin = 1; bin <= 60; bin++) {
            counts.put(bin, 1L);
        }
        Quantile.Ranks ranks = Quantile.ranks(60, 0.5, 0.95);
        Estimate median = LogHistogram.of(counts).quantile(0.5, 0.95);

        assertThat(median.low()).isEqualTo(LogHistogram.edge((int) ranks.low()));
        assertThat(median.high()).isEqualTo(LogHistogram.edge((int) ranks.high() + 1));
        assertThat(median.standardError())
                .isCloseTo((median.high() - median.low()) / (2 * 1.959963984540054), within(1e-12));
        assertThat(median.n()).isEqualTo(60);
    }

    @Test
    void leaves_both_ends_open_where_values_are_few() {
        Estimate median = LogHistogram.of(Map.of(5, 3L)).quantile(0.5, 0.95);

        assertThat(median.low()).isZero();
        assertThat(median.high()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void leaves_out_empty_bins() {
        LogHistogram histogram = LogHistogram.of(Map.of(1, 0L, 2, 5L)).plus(LogHistogram.of(Map.of(3, 1L)));

        assertThat(histogram.counts()).containsExactly(Map.entry(2, 5L), Map.entry(3, 1L));
        assertThat(histogram.count()).isEqualTo(6);
    }

    @Test
    void refuses_what_has_no_logarithm_and_quantiles_that_are_none() {
        for (double none : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> LogHistogram.bin(none))
                    .hasMessage("A logarithmic bin holds numbers above 0, got " + none);
        }
        for (double none : new double[] {0, 1, Double.NaN}) {
            assertThatThrownBy(() -> LogHistogram.of(Map.of(1, 2L)).quantile(none))
                    .hasMessage("A quantile lies between 0 and 1, such as 0.5, got " + none);
        }
    }
}
