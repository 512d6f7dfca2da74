package throughline.statistics.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Summary;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EwmaTest {

    private static final double[] POINTS = {10, 12, 9, 11, 14, 15};

    @Test
    void agrees_with_qcc() {
        // R 4.2.2, qcc 2.7, ewma(lambda = .2) on patients seen within four hours, 20 weeks.
        double[] share = new double[20];
        for (int i = 0; i < 20; i++) {
            share[i] = AttributeChartTest.SEEN[i] / AttributeChartTest.ATTENDED[i];
        }
        XmrChart chart = XmrChart.of(share);
        Ewma ewma = Ewma.of(share, chart.centre(), chart.sigma(), 0.2);

        assertThat(ewma.averages()[0]).isCloseTo(0.952433088104285, within(1e-12));
        assertThat(ewma.averages()[2]).isCloseTo(0.951888325248829, within(1e-12));
        assertThat(ewma.limits().lower()[0]).isCloseTo(0.950400999320294, within(1e-12));
        assertThat(ewma.limits().upper()[2]).isCloseTo(0.9566476, within(1e-6));
    }

    @Test
    void with_all_weight_on_the_newest_point_is_the_chart_of_single_points() {
        Ewma ewma = Ewma.of(POINTS, 11, 1.5, 1);

        assertThat(ewma.averages()).containsExactly(POINTS, within(1e-12));
        assertThat(ewma.limits().upper()[3]).isCloseTo(11 + 4.5, within(1e-12));
    }

    @Test
    void tends_to_the_mean_of_a_steady_process() {
        double[] steady = new double[60];
        java.util.Arrays.fill(steady, 7);
        double[] averages = Ewma.of(steady, 5, 1, 0.2).averages();

        assertThat(averages[59]).isCloseTo(7, within(1e-5));
        assertThat(Summary.of(averages).mean()).isBetween(5.0, 7.0);
    }

    @Test
    void is_refused_without_spread() {
        assertThatThrownBy(() -> Ewma.of(POINTS, 11, 0, 0.2))
                .hasMessage(
                        "A moving average chart needs sigma above 0 and lambda above 0 and at most 1, got 0.0 and 0.2");
    }
}
