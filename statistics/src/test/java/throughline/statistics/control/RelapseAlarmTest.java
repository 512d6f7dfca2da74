package throughline.statistics.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.statistics.Seeds;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RelapseAlarmTest {

    private static final double[] BASELINE = alternating(20, 10);
    private static final double[] HELD = alternating(12, 14);

    private static double[] alternating(int n, double level) {
        double[] points = new double[n];
        for (int i = 0; i < n; i++) {
            points[i] = level + (i % 4 < 2 ? 1 : -1);
        }
        return points;
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void is_silent_while_the_gain_holds() {
        assertThat(RelapseAlarm.of(BASELINE, HELD, alternating(52, 14), Better.HIGHER)
                        .alarm())
                .isEmpty();
    }

    @Test
    void is_raised_when_the_gain_is_lost_and_stands_until_it_is_back() {
        double[] lost = alternating(20, 10);

        assertThat(RelapseAlarm.of(BASELINE, HELD, lost, Better.HIGHER).alarm().orElse(99))
                .isLessThan(10);
        assertThat(RelapseAlarm.of(BASELINE, HELD, joined(lost, alternating(6, 14)), Better.HIGHER)
                        .alarm())
                .isPresent();
        assertThat(RelapseAlarm.of(BASELINE, HELD, joined(lost, alternating(8, 16)), Better.HIGHER)
                        .alarm())
                .isEmpty();
    }

    @Test
    void reads_a_measure_of_which_less_is_better_the_other_way_round() {
        double[] lost = negated(alternating(20, 10));

        assertThat(RelapseAlarm.of(negated(BASELINE), negated(HELD), lost, Better.LOWER))
                .satisfies(r -> assertThat(r.alarm()).isPresent())
                .satisfies(r -> assertThat(r.target())
                        .isEqualTo(-RelapseAlarm.of(BASELINE, HELD, lost, Better.HIGHER)
                                .target()));
    }

    private static double[] negated(double[] points) {
        return Arrays.stream(points).map(p -> -p).toArray();
    }

    @Test
    void refuses_fewer_points_than_the_gate_needs() {
        assertThatThrownBy(() -> RelapseAlarm.of(BASELINE, alternating(7, 14), HELD, Better.HIGHER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The gate needs 12 points before and 8 after, got 20 and 7");
    }

    /// The table in the documentation of the class, on fewer worlds.
    @Test
    void raises_few_false_alarms_in_a_year_and_finds_most_losses() {
        for (double r : new double[] {0, 0.3}) {
            assertThat(alarmed(12, 9, r, 0, 52)).isLessThan(0.08);
            assertThat(alarmed(22, 9, r, 0, 52)).isLessThan(0.05);
            assertThat(alarmed(22, 9, r, 1.5, 52)).isGreaterThan(0.8);
        }
    }

    @Test
    void names_a_rate_of_false_alarms_that_is_rather_too_high() {
        for (int baseline : new int[] {12, 22}) {
            assertThat(alarmed(baseline, 9, 0.3, 0, 52))
                    .isBetween(RelapseAlarm.falseAlarms(baseline) - 0.015, RelapseAlarm.falseAlarms(baseline) + 0.015);
            assertThat(alarmed(baseline, 9, 0, 0, 52)).isLessThan(RelapseAlarm.falseAlarms(baseline));
        }
        assertThat(RelapseAlarm.falseAlarms(21)).isEqualTo(RelapseAlarm.falseAlarms(12));
    }

    private static double alarmed(int before, int held, double r, double lost, int watched) {
        RandomGenerator random = Seeds.generator(7, before, held);
        int passed = 0;
        int alarmed = 0;
        for (int world = 0; world < 2000; world++) {
            double[] points = new double[before + held + watched];
            double last = random.nextGaussian();
            for (int i = 0; i < points.length; i++) {
                last = i == 0 ? last : r * last + Math.sqrt(1 - r * r) * random.nextGaussian();
                points[i] = last + (i < before ? 0 : 1.5) - (i < before + held ? 0 : lost);
            }
            double[] baseline = Arrays.copyOf(points, before);
            double[] after = Arrays.copyOfRange(points, before, before + held);
            if (HoldingGate.of(baseline, after, Better.HIGHER).holding()) {
                passed++;
                double[] since = Arrays.copyOfRange(points, before + held, points.length);
                alarmed += RelapseAlarm.of(baseline, after, since, Better.HIGHER)
                                .alarm()
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        return (double) alarmed / passed;
    }
}
