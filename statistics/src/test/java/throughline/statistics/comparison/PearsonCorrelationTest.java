package throughline.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PearsonCorrelationTest {

    private static final double[] STAFF = {61, 58, 70, 66, 52, 75, 63, 69, 57, 72, 60, 65};
    private static final double[] CUSTOMERS = {3.9, 3.6, 4.2, 3.8, 3.7, 4.1, 3.9, 4.4, 3.5, 4.0, 3.9, 3.8};

    @Test
    void agrees_with_scipy() {
        // scipy 1.17.1, pearsonr(STAFF, CUSTOMERS), .statistic and .confidence_interval(.95).
        Estimate r = PearsonCorrelation.of(STAFF, CUSTOMERS, 0.95);

        assertThat(r.value()).isCloseTo(0.7438814984891517, within(1e-13));
        assertThat(r.low()).isCloseTo(0.2966049026386895, within(1e-12));
        assertThat(r.high()).isCloseTo(0.9235191339095236, within(1e-12));
        assertThat(r.n()).isEqualTo(12);
    }

    @Test
    void does_not_depend_on_units_and_turns_with_one_measure() {
        double[] hundred = Arrays.stream(STAFF).map(x -> 1e6 + 100 * x).toArray();
        double[] turned = Arrays.stream(CUSTOMERS).map(x -> -x).toArray();
        double r = PearsonCorrelation.of(STAFF, CUSTOMERS, 0.95).value();

        assertThat(PearsonCorrelation.of(hundred, CUSTOMERS, 0.95).value()).isCloseTo(r, within(1e-9));
        assertThat(PearsonCorrelation.of(STAFF, turned, 0.95).value()).isCloseTo(-r, within(1e-14));
    }

    @Test
    void is_one_on_a_line() {
        Estimate line = PearsonCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {2, 4, 6, 8}, 0.95);

        assertThat(line.value()).isCloseTo(1, within(1e-15));
        assertThat(line.high()).isLessThanOrEqualTo(1);
    }

    @Test
    void refuses_too_few_pairs_and_a_measure_that_does_not_vary() {
        assertThatThrownBy(() -> PearsonCorrelation.of(new double[3], new double[3], 0.95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A correlation needs at least 4 pairs, got 3 and 3 values");
        assertThatThrownBy(() -> PearsonCorrelation.of(new double[] {1, 2, 3, 4}, new double[4], 0.95))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("A correlation needs two measures that vary");
        assertThatThrownBy(() ->
                        PearsonCorrelation.of(new double[] {1, 2, 3, Double.NaN}, new double[] {1, 2, 3, 4}, 0.95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A correlation needs finite values, got NaN and 4.0");
    }
}
