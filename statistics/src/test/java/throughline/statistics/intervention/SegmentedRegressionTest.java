package throughline.statistics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Facts;
import throughline.statistics.Seeds;
import throughline.statistics.intervention.SegmentedRegression.Errors;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SegmentedRegressionTest {

    /// Infections for 10,000 days at risk in 36 months, an intervention after the 24th.
    private final TimeSeries infections = TimeSeries.of(
            Arrays.stream(Facts.table("cdi_rate")).mapToDouble(row -> row[0]).toArray());

    @Test
    void agrees_with_R_and_statsmodels_under_newey_west() {
        // R 4.2.2, lm and sandwich 3.0.2 NeweyWest(lag = 3, prewhite = FALSE, adjust = FALSE); statsmodels HAC the
        // same.
        SegmentedRegression.Fit fit = SegmentedRegression.of(infections, Errors.NEWEY_WEST, 3, 0.95, 24);
        SegmentedRegression.Change change = fit.changes().getFirst();

        assertThat(fit.trend().value()).isCloseTo(-0.0917436473088129, within(1e-10));
        assertThat(change.level().value()).isCloseTo(-5.67356875111997, within(1e-10));
        assertThat(change.slope().value()).isCloseTo(-0.107845001436449, within(1e-10));
        assertThat(fit.trend().standardError()).isCloseTo(0.0895900856645799, within(1e-10));
        assertThat(change.level().standardError()).isCloseTo(1.58945022567525, within(1e-10));
        assertThat(change.slope().standardError()).isCloseTo(0.131230327019564, within(1e-10));
        assertThat(SegmentedRegression.lag(36)).isEqualTo(3);
    }

    @Test
    void agrees_with_R_under_autoregressive_errors() {
        // R 4.2.2, nlme gls(correlation = corAR1(), method = "REML").
        SegmentedRegression.Fit fit = SegmentedRegression.of(infections, Errors.AUTOREGRESSIVE, 0.95, 24);
        SegmentedRegression.Change change = fit.changes().getFirst();

        assertThat(fit.dependence()).isCloseTo(0.0400387612301723, within(1e-5));
        assertThat(change.level().value()).isCloseTo(-5.65119402186082, within(1e-4));
        assertThat(change.level().standardError()).isCloseTo(2.31569782361531, within(1e-4));
        assertThat(change.slope().value()).isCloseTo(-0.10732590856258, within(1e-5));
        assertThat(change.slope().standardError()).isCloseTo(0.281745548690315, within(1e-5));
    }

    @Test
    void finds_two_changes_of_a_line_without_noise_and_passes_over_gaps() {
        double[] values = new double[40];
        for (int t = 0; t < 40; t++) {
            values[t] = 3 + 0.5 * t + (t >= 15 ? 4 : 0) + (t >= 28 ? -2 + 0.25 * (t - 27) : 0) + (t % 3 == 0 ? 1 : 0);
        }
        values[7] = Double.NaN;
        values[30] = Double.NaN;
        SegmentedRegression.Fit fit =
                SegmentedRegression.of(new TimeSeries(values, new double[0][], 3), Errors.NEWEY_WEST, 0.95, 15, 28);

        assertThat(fit.trend().value()).isCloseTo(0.5, within(1e-10));
        assertThat(fit.changes().get(0).level().value()).isCloseTo(4, within(1e-10));
        assertThat(fit.changes().get(1).level().value()).isCloseTo(-2, within(1e-10));
        assertThat(fit.changes().get(1).slope().value()).isCloseTo(0.25, within(1e-10));
        assertThat(fit.effectAtEnd().value()).isCloseTo(4 - 2 + 0.25 * 12, within(1e-9));
    }

    @Test
    void covers_the_change_where_neighbours_are_alike() {
        RandomGenerator random = Seeds.generator(11);
        int covered = 0;
        for (int r = 0; r < 400; r++) {
            double[] values = new double[80];
            double error = 0;
            for (int t = 0; t < 80; t++) {
                error = 0.4 * error + random.nextGaussian();
                values[t] = 10 + 0.05 * t + (t >= 50 ? 1.5 : 0) + error;
            }
            covered += SegmentedRegression.of(TimeSeries.of(values), Errors.AUTOREGRESSIVE, 0.95, 50)
                            .changes()
                            .getFirst()
                            .level()
                            .interval()
                            .contains(1.5)
                    ? 1
                    : 0;
        }
        assertThat(covered / 400.0).isBetween(0.90, 0.98);
    }

    @Test
    void is_refused_with_a_stretch_too_short_or_regressors_that_are_one() {
        assertThatThrownBy(() -> SegmentedRegression.of(infections, Errors.NEWEY_WEST, 0.95, 34))
                .hasMessage(
                        "A segmented regression needs at least 4 values in each stretch, got 2 from time 35 to time 36");
        double[][] twice = new double[36][];
        for (int t = 0; t < 36; t++) {
            twice[t] = new double[] {t % 5, 2 * (t % 5)};
        }
        assertThatThrownBy(() -> SegmentedRegression.of(
                        new TimeSeries(infections.values(), twice, 1), Errors.NEWEY_WEST, 0.95, 24))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("The regressors determine each other");
    }

    @Test
    void is_refused_under_autoregressive_errors_where_nothing_varies() {
        double[] values = new double[40];
        Arrays.fill(values, 4.1);
        assertThatThrownBy(() -> SegmentedRegression.of(TimeSeries.of(values), Errors.AUTOREGRESSIVE, 0.95, 24))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Autoregressive errors need values that vary by more than the lines say; these 40 do not");
    }
}
