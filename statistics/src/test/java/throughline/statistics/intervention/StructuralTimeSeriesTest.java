package throughline.statistics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Facts;
import throughline.statistics.Seeds;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StructuralTimeSeriesTest {

    private final TimeSeries infections = TimeSeries.of(
            Arrays.stream(Facts.table("cdi_rate")).mapToDouble(row -> row[0]).toArray());

    @Test
    void lies_near_the_likeliest_model_of_statsmodels() {
        // statsmodels 0.15.0, UnobservedComponents(first 24, "llevel"): effect -7.346, foretold 12.358.
        StructuralTimeSeries.Result result = StructuralTimeSeries.of(infections, 24, 0, 0.95);

        assertThat(result.effect().value()).isCloseTo(-7.346, within(0.5));
        assertThat(result.effect().interval().high()).isNegative();
        assertThat(result.foretold()[0]).isCloseTo(12.358, within(0.5));
        assertThat(result.cumulative().value()).isCloseTo(12 * result.effect().value(), within(1e-9));
    }

    @Test
    void agrees_with_the_published_example_of_causal_impact() {
        // CausalImpact 1.3.0 vignette: effect of 10 built in; 11 [9.8, 11] as printed; statsmodels 10.563.
        List<String> lines = Facts.shared("causalimpact_example/ci_example.csv");
        double[] values = new double[100];
        double[][] regressors = new double[100][];
        for (int t = 0; t < 100; t++) {
            String[] cells = lines.get(t + 1).split(",", -1);
            values[t] = Double.parseDouble(cells[1]);
            regressors[t] = new double[] {Double.parseDouble(cells[2])};
        }
        StructuralTimeSeries.Result result =
                StructuralTimeSeries.of(new TimeSeries(values, regressors, 1), 70, 0, 0.95);

        assertThat(result.effect().value()).isCloseTo(10.563, within(0.1));
        assertThat(result.effect().interval().contains(10)).isTrue();
    }

    @Test
    void without_drift_and_regressors_is_the_difference_of_two_means() {
        // With so much noise from time to time no drift is likeliest, and the foretold is near the mean before.
        double[] values = new double[60];
        for (int t = 0; t < 60; t++) {
            values[t] = (t % 2 == 0 ? 4 : 6) + (t >= 40 ? 3 : 0);
        }
        StructuralTimeSeries.Result result = StructuralTimeSeries.of(TimeSeries.of(values), 40, 0, 0.95);

        assertThat(result.effect().value()).isCloseTo(3, within(0.05));
    }

    @Test
    void covers_an_effect_that_is_there() {
        RandomGenerator random = Seeds.generator(5);
        int covered = 0;
        for (int r = 0; r < 400; r++) {
            double[] values = new double[150];
            double[][] regressors = new double[150][];
            double level = 0;
            for (int t = 0; t < 150; t++) {
                level += 0.05 * random.nextGaussian();
                double x = random.nextGaussian();
                regressors[t] = new double[] {x};
                values[t] = level + 0.7 * x + random.nextGaussian() + (t >= 120 ? 1 : 0);
            }
            covered += StructuralTimeSeries.of(new TimeSeries(values, regressors, 1), 120, 0, 0.95)
                            .effect()
                            .interval()
                            .contains(1)
                    ? 1
                    : 0;
        }
        assertThat(covered / 400.0).isBetween(0.93, 0.995);
    }

    @Test
    void leaves_out_the_times_in_which_it_beds_in_and_those_without_a_value() {
        double[] values = new double[60];
        for (int t = 0; t < 60; t++) {
            values[t] = (t % 2 == 0 ? 4 : 6) + (t >= 50 ? 3 : t >= 40 ? -50 : 0);
        }
        values[20] = Double.NaN;
        values[55] = Double.NaN;
        StructuralTimeSeries.Result result = StructuralTimeSeries.of(TimeSeries.of(values), 40, 10, 0.95);

        assertThat(result.effect().value()).isBetween(2.5, 3.5);
    }

    @Test
    void is_refused_from_a_past_that_does_not_vary() {
        double[] values = new double[40];
        for (int t = 0; t < 40; t++) {
            values[t] = t < 30 ? 0.1 : 3 + t % 2;
        }
        assertThatThrownBy(() -> StructuralTimeSeries.of(TimeSeries.of(values), 30, 0, 0.95))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("A structural estimate needs values that vary before the change by more than regressors"
                        + " and season say; these 30 do not");
    }

    @Test
    void is_refused_from_too_short_a_past() {
        assertThatThrownBy(() -> StructuralTimeSeries.of(infections, 11, 0, 0.95))
                .hasMessage("A structural estimate needs at least 12 values before the change, got 11");
        assertThatThrownBy(() -> StructuralTimeSeries.of(infections, 24, 12, 0.95))
                .hasMessage(
                        "A structural estimate needs at least 1 value after the change and the 12 times left out, got 0");
    }
}
