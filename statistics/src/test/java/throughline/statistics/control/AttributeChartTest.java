package throughline.statistics.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttributeChartTest {

    /// Patients seen within four hours in English emergency departments, and attendances, in 20 weeks:
    /// Mohammed,
    /// Panesar, Laney, Wilson (2013), the worked example.
    static final double[] SEEN = {
        266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320, 267923, 271478, 255353, 256820,
        261835, 259144, 255910, 260863, 264465, 260989
    };

    static final double[] ATTENDED = {
        280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529, 279618, 283932, 266629, 268091,
        276803, 271578, 266005, 273520, 278574, 273772
    };

    @Test
    void agrees_with_R_on_patients_seen_within_four_hours() {
        // R 4.2.2, qcc 2.7 (p) and Laney's formulas by hand (p').
        ControlLimits plain = AttributeChart.of(AttributeChart.Kind.P, SEEN, ATTENDED);
        ControlLimits primed = AttributeChart.of(AttributeChart.Kind.P_PRIME, SEEN, ATTENDED);

        assertThat(plain.centre()).isCloseTo(0.952899711344191, within(1e-13));
        assertThat(plain.lower()[0]).isCloseTo(0.951699564646015, within(1e-13));
        assertThat(primed.sigmaZ()).isCloseTo(10.6404218634965, within(1e-9));
        assertThat(primed.lower()[0]).isCloseTo(0.940129644177514, within(1e-12));
        assertThat(primed.upper()[0]).isCloseTo(0.965669778510868, within(1e-12));
    }

    @Test
    void of_rates_agrees_with_the_formula() {
        double[] counts = {4, 6, 5, 7, 3, 5};
        double[] days = {100, 100, 100, 100, 100, 100};
        ControlLimits limits = AttributeChart.of(AttributeChart.Kind.U, counts, days);

        assertThat(limits.centre()).isEqualTo(0.05);
        assertThat(limits.upper()[0]).isCloseTo(0.05 + 3 * Math.sqrt(0.05 / 100), within(1e-15));
        assertThat(limits.lower()[0]).isZero();
    }

    @Test
    void is_the_plain_chart_times_sigma_z() {
        ControlLimits plain = AttributeChart.of(AttributeChart.Kind.P, SEEN, ATTENDED);
        ControlLimits primed = AttributeChart.of(AttributeChart.Kind.P_PRIME, SEEN, ATTENDED);

        assertThat(primed.deviations()[7]).isCloseTo(plain.deviations()[7] * primed.sigmaZ(), within(1e-15));
        assertThat(primed.distances(share())[7] * primed.sigmaZ())
                .isCloseTo(plain.distances(share())[7], within(1e-10));
    }

    @Test
    void keeps_to_its_baseline_when_the_process_changes() {
        double[] changed = SEEN.clone();
        for (int i = 12; i < changed.length; i++) {
            changed[i] *= 0.9;
        }
        ControlLimits before = AttributeChart.of(AttributeChart.Kind.P_PRIME, SEEN, ATTENDED, 12);
        ControlLimits after = AttributeChart.of(AttributeChart.Kind.P_PRIME, changed, ATTENDED, 12);

        assertThat(after.centre()).isEqualTo(before.centre());
        assertThat(after.sigmaZ()).isEqualTo(before.sigmaZ());
    }

    @Test
    void is_refused_with_a_share_above_one_or_too_few_points() {
        double[] sixes = {6, 6, 6, 6, 6, 6};
        assertThatThrownBy(() -> AttributeChart.of(AttributeChart.Kind.P, new double[] {1, 1, 1, 1, 1, 7}, sixes))
                .hasMessage("Point 6 counts 7.0 of 6.0");
        assertThatThrownBy(() -> AttributeChart.of(AttributeChart.Kind.P, new double[5], new double[5]))
                .hasMessage("A control chart needs a baseline of at least 6 points, got 5 of 5");
    }

    private static double[] share() {
        double[] share = new double[SEEN.length];
        for (int i = 0; i < share.length; i++) {
            share[i] = SEEN[i] / ATTENDED[i];
        }
        return share;
    }
}
