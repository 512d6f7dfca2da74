package throughline.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Seeds;
import throughline.statistics.comparison.FunnelPlot.Point;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FunnelPlotTest {

    private static final double[] OBSERVED = {12, 30, 25, 8, 41, 19, 60, 22, 5, 33};
    private static final double[] EXPECTED = {15.2, 24.8, 26.1, 11.5, 30.3, 21.7, 35.9, 23.4, 9.6, 31.5};

    @Test
    void draws_in_the_tails_and_allows_for_the_usual_differences() {
        // numpy 2.4.6, scipy 1.17.1: the formulas of Spiegelhalter (2005) with numpy.quantile.
        FunnelPlot funnel = FunnelPlot.of(FunnelPlot.counts(OBSERVED, EXPECTED));

        assertThat(funnel.phi()).isCloseTo(1.2082656424672975, within(1e-12));
        assertThat(funnel.tau2()).isCloseTo(0.003776903911910458, within(1e-12));
        assertThat(funnel.positions().get(6).z()).isCloseTo(3.5086116416734745, within(1e-12));
        assertThat(funnel.positions().get(6).adjusted()).isCloseTo(2.8251528160427735, within(1e-12));
        assertThat(funnel.positions().get(6).p()).isCloseTo(0.0047258071328430806, within(1e-10));
        assertThat(funnel.outside(0.95)).isEqualTo(1);
    }

    @Test
    void has_limits_at_which_the_position_is_just_outside() {
        FunnelPlot funnel = FunnelPlot.of(FunnelPlot.counts(OBSERVED, EXPECTED));
        double error = 0.5 / Math.sqrt(35.9);
        double level = 1 - funnel.positions().get(6).p();

        assertThat(funnel.limits(1, error, level).high()).isCloseTo(Math.sqrt(60 / 35.9), within(1e-9));
        assertThat(funnel.inflated(1, error, 0.95).width())
                .isCloseTo(2 * 1.959963984540054 * error * Math.sqrt(funnel.phi()), within(1e-9));
    }

    @Test
    void finds_no_usual_differences_where_there_are_none() {
        FunnelPlot funnel = FunnelPlot.of(Collections.nCopies(8, new Point(1.01, 1, 0.2)));

        assertThat(funnel.tau2()).isZero();
        assertThat(funnel.outside(0.95)).isZero();
    }

    @Test
    void finds_few_outside_among_people_who_differ_as_people_do() {
        var random = Seeds.generator(9);
        long outside = 0;
        long published = 0;
        for (int world = 0; world < 200; world++) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                double error = 0.05 + 0.3 * random.nextDouble();
                points.add(new Point(0.3 * random.nextGaussian() + error * random.nextGaussian(), 0, error));
            }
            outside += FunnelPlot.consistent(points).outside(0.95);
            published += FunnelPlot.of(points).outside(0.95);
        }

        assertThat(outside / (200 * 40.0)).isBetween(0.05, 0.09);
        assertThat(published / (200 * 40.0)).isBetween(0.12, 0.15);
    }

    @Test
    void is_refused_for_four_points() {
        assertThatThrownBy(() -> FunnelPlot.of(Collections.nCopies(4, new Point(1, 1, 1))))
                .hasMessage("A funnel needs at least 5 points, got 4");
    }
}
