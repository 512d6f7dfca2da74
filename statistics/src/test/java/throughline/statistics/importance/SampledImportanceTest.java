package throughline.statistics.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Moments;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SampledImportanceTest {

    private final Moments moments = Moments.of(ShapleyImportanceTest.rows(300, 13));
    private final int[] drivers = IntStream.range(0, 12).toArray();

    @Test
    void lies_within_its_error_of_the_exact_shares() {
        double[] exact = ShapleyImportance.of(moments, 12, drivers).shares();
        SampledImportance.Result sampled = SampledImportance.of(moments, 500, 3, 12, drivers);

        for (int j = 0; j < 12; j++) {
            assertThat(sampled.standardErrors()[j]).isPositive().isLessThan(0.005);
            assertThat(sampled.shares()[j]).isCloseTo(exact[j], within(4 * sampled.standardErrors()[j]));
        }
    }

    @Test
    void adds_up_to_r_squared_however_few_orders_are_drawn() {
        SampledImportance.Result sampled = SampledImportance.of(moments, 30, 3, 12, drivers);

        assertThat(DoubleStream.of(sampled.shares()).sum())
                .isCloseTo(ShapleyImportance.of(moments, 12, drivers).rSquared(), within(1e-12));
    }

    @Test
    void takes_more_predictors_than_all_subsets_can_be_visited_of() {
        Moments many = Moments.of(ShapleyImportanceTest.rows(300, 61));
        SampledImportance.Result sampled =
                SampledImportance.of(many, 100, 3, 60, IntStream.range(0, 60).toArray());

        assertThat(DoubleStream.of(sampled.shares()).sum()).isCloseTo(sampled.rSquared(), within(1e-12));
    }

    @Test
    void is_the_same_for_the_same_seed() {
        assertThat(SampledImportance.of(moments, 40, 8, 12, drivers).shares())
                .isEqualTo(SampledImportance.of(moments, 40, 8, 12, drivers).shares());
    }

    @Test
    void is_refused_from_too_few_orders() {
        assertThatThrownBy(() -> SampledImportance.of(moments, 29, 8, 12, drivers))
                .hasMessage("Sampled importance needs at least 30 pairs of orders, got 29");
    }
}
