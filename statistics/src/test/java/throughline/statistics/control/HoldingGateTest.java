package throughline.statistics.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Difference;
import throughline.statistics.Estimate;
import throughline.statistics.Mean;
import throughline.statistics.Seeds;
import throughline.statistics.Summary;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HoldingGateTest {

    private static final double[] BASELINE = {10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11};

    private static final double[] AFTER = {14, 15, 13, 14, 13, 15, 14, 13};

    @Test
    void opens_when_seven_of_eight_points_are_better_and_the_change_is_sure() {
        HoldingGate.Result result = HoldingGate.of(BASELINE, AFTER, Better.HIGHER);

        assertThat(result.holding()).isTrue();
        assertThat(result.better()).isEqualTo(8);
        assertThat(result.change().value()).isCloseTo(3.375, within(1e-12));
    }

    @Test
    void agrees_with_welch_on_points_that_do_not_resemble_their_neighbours() {
        // With no autocorrelation the error is the pooled one of Student's two samples, 20 points, 18 degrees.
        HoldingGate.Result result = HoldingGate.of(BASELINE, AFTER, Better.HIGHER);
        double pooled = (Summary.of(BASELINE).squares() + Summary.of(AFTER).squares()) / 18;

        assertThat(result.autocorrelation()).isZero();
        assertThat(result.change().n()).isEqualTo(20);
        assertThat(result.change().standardError()).isCloseTo(Math.sqrt(pooled * (1 / 12.0 + 1 / 8.0)), within(1e-12));
        Estimate welch =
                Difference.ofMeans(Mean.of(Summary.of(AFTER), 0.95), Mean.of(Summary.of(BASELINE), 0.95), 0.95);
        assertThat(result.change().low()).isCloseTo(welch.low(), within(0.15));
    }

    @Test
    void stays_shut_with_six_of_eight() {
        double[] slipping = {14, 15, 13, 14, 13, 15, 10, 10};

        assertThat(HoldingGate.of(BASELINE, slipping, Better.HIGHER).better()).isEqualTo(6);
        assertThat(HoldingGate.of(BASELINE, slipping, Better.HIGHER).holding()).isFalse();
    }

    @Test
    void stays_shut_while_the_change_is_smaller_than_its_error() {
        double[] barely = {10.6, 10.7, 10.6, 10.8, 10.6, 10.7, 10.6, 10.7};
        HoldingGate.Result result = HoldingGate.of(BASELINE, barely, Better.HIGHER);

        assertThat(result.better()).isEqualTo(8);
        assertThat(result.change().low()).isNegative();
        assertThat(result.holding()).isFalse();
    }

    @Test
    void widens_the_error_when_neighbours_resemble_each_other() {
        double[] sorted = BASELINE.clone();
        Arrays.sort(sorted);

        assertThat(HoldingGate.of(sorted, AFTER, Better.HIGHER).autocorrelation())
                .isGreaterThan(0.5);
        assertThat(HoldingGate.of(sorted, AFTER, Better.HIGHER).change().standardError())
                .isGreaterThan(1.5
                        * HoldingGate.of(BASELINE, AFTER, Better.HIGHER)
                                .change()
                                .standardError());
    }

    @Test
    void mirrors_when_lower_is_better() {
        HoldingGate.Result up = HoldingGate.of(BASELINE, AFTER, Better.HIGHER);
        HoldingGate.Result down = HoldingGate.of(negated(BASELINE), negated(AFTER), Better.LOWER);

        assertThat(down.holding()).isTrue();
        assertThat(down.change().low()).isCloseTo(up.change().low(), within(1e-12));
    }

    @Test
    void passes_about_one_in_seventy_unchanged_processes_and_half_of_one_sigma() {
        // The target is that of the product's rule 8: false pass 1.3 %, power 47 and 82 % at 1 and 1.5 sigma, 12 + 12.
        assertThat(passes(0, 0)).isBetween(0.010, 0.019);
        assertThat(passes(1, 0)).isBetween(0.44, 0.50);
        assertThat(passes(1.5, 0)).isBetween(0.78, 0.85);
        assertThat(passes(0, 0.3)).isLessThan(0.035);
    }

    @Test
    void is_refused_on_too_few_points() {
        assertThatThrownBy(() -> HoldingGate.of(new double[11], new double[8], Better.HIGHER))
                .hasMessage("The gate needs 12 points before and 8 after, got 11 and 8");
        assertThatThrownBy(() -> HoldingGate.of(new double[12], new double[7], Better.HIGHER))
                .hasMessage("The gate needs 12 points before and 8 after, got 12 and 7");
    }

    private static double passes(double shift, double resemblance) {
        RandomGenerator random = Seeds.generator(8, (long) (10 * shift), (long) (10 * resemblance));
        int passed = 0;
        int worlds = 4000;
        double fresh = Math.sqrt(1 - resemblance * resemblance);
        for (int world = 0; world < worlds; world++) {
            double[] points = new double[24];
            double state = random.nextGaussian();
            for (int t = 0; t < 24; t++) {
                state = resemblance * state + fresh * random.nextGaussian();
                points[t] = state + (t < 12 ? 0 : shift);
            }
            HoldingGate.Result result =
                    HoldingGate.of(Arrays.copyOf(points, 12), Arrays.copyOfRange(points, 12, 24), Better.HIGHER);
            passed += result.holding() ? 1 : 0;
        }
        return passed / (double) worlds;
    }

    private static double[] negated(double[] points) {
        return Arrays.stream(points).map(x -> -x).toArray();
    }
}
