package throughline.statistics.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.Facts;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CronbachAlphaTest {

    private static final Moments IMAGE = Facts.withCovariance(Facts.table("ecsi_image_covariance"), 250);

    @Test
    void agrees_with_psych() {
        // R 4.2.2, psych 2.2.9, alpha(IMAG1..IMAG5, check.keys = FALSE) with its Feldt interval, 250 answers.
        Estimate alpha = CronbachAlpha.of(IMAGE, 0.95);

        assertThat(alpha.value()).isCloseTo(0.714446802043087, within(1e-12));
        assertThat(alpha.low()).isCloseTo(0.654396065814746, within(1e-10));
        assertThat(alpha.high()).isCloseTo(0.766821349815781, within(1e-10));
        assertThat(alpha.n()).isCloseTo(250, within(1e-9));
    }

    @Test
    void agrees_with_psych_on_the_shared_answers() {
        // The same call on a01..a04 (tangibles) of the service quality survey, 411 answers.
        List<String> lines = Facts.shared("service_quality_sq/sq.csv");
        double[][] rows = lines.stream()
                .skip(1)
                .map(line -> Arrays.stream(line.split(","))
                        .limit(4)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        Estimate alpha = CronbachAlpha.of(Moments.of(rows), 0.95);

        assertThat(alpha.value()).isCloseTo(0.816249439436663, within(1e-12));
        assertThat(alpha.low()).isCloseTo(0.785427431477033, within(1e-10));
        assertThat(alpha.high()).isCloseTo(0.84363888685206, within(1e-10));
    }

    @Test
    void of_copies_of_one_item_is_one() {
        double[][] rows = new double[40][3];
        for (int i = 0; i < rows.length; i++) {
            Arrays.fill(rows[i], i % 5);
        }
        assertThat(CronbachAlpha.of(Moments.of(rows), 0.95).value()).isCloseTo(1, within(1e-12));
    }

    @Test
    void is_the_same_however_the_answers_are_split_into_days() {
        double[][] rows = new double[60][3];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i % 5, i % 4, (i + 1) % 5};
        }
        Moments days = Moments.empty(3);
        for (int day = 0; day < 10; day++) {
            days = days.plus(Moments.of(Arrays.copyOfRange(rows, 6 * day, 6 * day + 6)));
        }
        assertThat(CronbachAlpha.of(days, 0.95).low())
                .isCloseTo(CronbachAlpha.of(Moments.of(rows), 0.95).low(), within(1e-12));
    }

    @Test
    void is_less_sure_over_weeks_whose_answers_resemble_each_other() {
        var random = Seeds.generator(7);
        List<Moments> weeks = new ArrayList<>();
        for (int week = 0; week < 30; week++) {
            double[] moods = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            double[][] rows = new double[40][3];
            for (double[] row : rows) {
                double own = random.nextGaussian();
                Arrays.setAll(row, i -> moods[i] + own + 0.5 * random.nextGaussian());
            }
            weeks.add(Moments.of(rows));
        }
        Moments all = weeks.stream().reduce(Moments.empty(3), Moments::plus);
        Estimate feldt = CronbachAlpha.of(all, 0.95);
        Estimate drawn = CronbachAlpha.of(weeks, 0.95, 1);

        assertThat(drawn.value()).isCloseTo(feldt.value(), within(1e-12));
        assertThat(drawn.n()).isEqualTo(1200);
        assertThat(drawn.interval().width()).isGreaterThan(2 * feldt.interval().width());
    }

    @Test
    void is_refused_for_too_little() {
        assertThatThrownBy(() -> CronbachAlpha.of(IMAGE.select(0), 0.95))
                .hasMessage("Alpha needs at least 2 items, got 1");
        assertThatThrownBy(() -> CronbachAlpha.of(Facts.withCovariance(Facts.table("ecsi_image_covariance"), 29), 0.95))
                .hasMessage("Alpha needs at least 30 rows, got 29.0");
        double[][] opposite = new double[40][2];
        for (int i = 0; i < opposite.length; i++) {
            opposite[i] = new double[] {i, -i};
        }
        assertThatThrownBy(() -> CronbachAlpha.of(Moments.of(opposite), 0.95))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Alpha needs an item sum that varies; that of these 2 does not");
    }
}
