package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuantileTest {

    @Test
    void has_the_ranks_of_the_binomial_tables() {
        // scipy 1.17.1, binom.cdf and sf; the median ranks are also in David and Nagaraja (2003), section 7.1.
        assertThat(interval(6, 0.5)).isEqualTo(new Interval(1, 6));
        assertThat(interval(20, 0.5)).isEqualTo(new Interval(6, 15));
        assertThat(interval(100, 0.5)).isEqualTo(new Interval(40, 61));
        assertThat(interval(36, 0.9)).isEqualTo(new Interval(29, 36));
        assertThat(interval(1000, 0.9)).isEqualTo(new Interval(881, 919));
    }

    @Test
    void interpolates_like_the_default_of_r() {
        // R 4.2.2, quantile(1:10, .9) is 9.1.
        assertThat(Quantile.of(ranks(10), 0.9, 0.95).value()).isCloseTo(9.1, within(1e-14));
        assertThat(Quantile.of(new double[] {7}, 0.5, 0.95).value()).isEqualTo(7);
    }

    @Test
    void leaves_an_end_open_when_there_are_too_few_values() {
        assertThat(interval(5, 0.5)).isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThat(interval(35, 0.9)).isEqualTo(new Interval(28, Double.POSITIVE_INFINITY));
        assertThat(Quantile.of(ranks(5), 0.5, 0.95).standardError()).isInfinite();
    }

    @Test
    void counts_values_by_their_weights() {
        // By hand: places (k w + 2 x weights before) 0, 3 and 8, so the median lies at 4, a fifth of the way on
        // from 20; the weights are worth 4^2 / 6 values.
        Estimate three = Quantile.of(new double[] {10, 20, 30}, new double[] {1, 1, 2}, 0.5, 0.95);
        assertThat(three.value()).isCloseTo(22, within(1e-12));
        assertThat(three.n()).isCloseTo(16.0 / 6, within(1e-12));
        assertThat(three.interval().width()).isInfinite();

        double[] alike = new double[20];
        Arrays.fill(alike, 0.25);
        assertThat(Quantile.of(ranks(20), alike, 0.5, 0.95)).isEqualTo(Quantile.of(ranks(20), 0.5, 0.95));

        // Thirty values of one unit are worth one of each of ten others.
        double[] values =
                IntStream.range(0, 40).mapToDouble(i -> i < 30 ? 20 : 120 + i).toArray();
        double[] weights =
                IntStream.range(0, 40).mapToDouble(i -> i < 30 ? 1 / 30.0 : 1).toArray();
        assertThat(Quantile.of(values, weights, 0.5, 0.95).low()).isGreaterThan(120);
    }

    @Test
    void is_refused_for_weights_that_do_not_fit() {
        assertThatThrownBy(() -> Quantile.of(ranks(3), new double[] {1, 1}, 0.5, 0.95))
                .hasMessage("3 values need as many weights, got 2");
        assertThatThrownBy(() -> Quantile.of(ranks(2), new double[] {1, 0}, 0.5, 0.95))
                .hasMessage("A weight is above 0, got 0.0");
    }

    @Test
    void follows_a_monotone_change_of_scale() {
        double[] values = IntStream.rangeClosed(1, 51).mapToDouble(i -> i * i).toArray();
        Estimate plain = Quantile.of(values, 0.5, 0.95);
        Estimate logged = Quantile.of(Arrays.stream(values).map(Math::log).toArray(), 0.5, 0.95);

        assertThat(logged.low()).isEqualTo(Math.log(plain.low()));
        assertThat(logged.high()).isEqualTo(Math.log(plain.high()));
    }

    @Test
    void is_refused_for_values_out_of_order() {
        assertThatThrownBy(() -> Quantile.of(new double[] {2, 1}, 0.5, 0.95))
                .hasMessage("A quantile needs ascending values, got 2.0 before 1.0");
        assertThatThrownBy(() -> Quantile.of(new double[0], 0.5, 0.95))
                .hasMessage("A quantile needs at least 1 value, got 0");
        assertThatThrownBy(() -> Quantile.of(ranks(9), 50, 0.95))
                .hasMessage("A quantile lies between 0 and 1, such as 0.5, got 50.0");
        assertThatThrownBy(() -> Quantile.of(new double[] {Double.NaN}, 0.5, 0.95))
                .hasMessage("A quantile needs finite values, got NaN");
    }

    @Test
    void from_a_histogram_is_right_to_a_twentieth() {
        double[] values =
                IntStream.rangeClosed(1, 5000).mapToDouble(i -> i * 0.7).toArray();
        LogHistogram histogram = histogram(values);
        for (double q : new double[] {0.05, 0.5, 0.8, 0.95}) {
            Estimate exact = Quantile.of(values, q, 0.95);
            Estimate binned = histogram.quantile(q, 0.95);

            assertThat(binned.value() / exact.value()).isCloseTo(1, within(0.05));
            assertThat(binned.low()).isLessThanOrEqualTo(exact.low());
            assertThat(binned.high()).isGreaterThanOrEqualTo(exact.high());
        }
    }

    @Test
    void from_histograms_adds_up() {
        double[] values = IntStream.rangeClosed(1, 999).mapToDouble(i -> i * i).toArray();
        LogHistogram sum = histogram(Arrays.copyOf(values, 400)).plus(histogram(Arrays.copyOfRange(values, 400, 999)));

        assertThat(sum.count()).isEqualTo(999);
        assertThat(sum.counts()).isEqualTo(histogram(values).counts());
        assertThat(sum.quantile(0.5)).isEqualTo(histogram(values).quantile(0.5));
    }

    @Test
    void from_an_empty_histogram_is_refused() {
        assertThatThrownBy(() -> LogHistogram.of(Map.of(3, 0L)).quantile(0.5))
                .hasMessage("A quantile needs at least 1 value, the histogram has 0");
        assertThatThrownBy(() -> LogHistogram.of(Map.of(3, -2L)))
                .hasMessage("A bin holds 0 or more values, bin 3 has -2");
    }

    private static LogHistogram histogram(double[] values) {
        Map<Integer, Long> counts = new HashMap<>();
        for (double value : values) {
            counts.merge((int) Math.floor(8 * Math.log(value) / Math.log(2)), 1L, Long::sum);
        }
        return LogHistogram.of(counts);
    }

    private static Interval interval(int n, double q) {
        return Quantile.of(ranks(n), q, 0.95).interval();
    }

    private static double[] ranks(int n) {
        return IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
    }
}
