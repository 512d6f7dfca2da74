package throughline.statistics.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import throughline.statistics.Facts;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShapleyImportanceTest {

    @Test
    void agrees_with_relaimpo_on_customers_of_a_directory() {
        // R 4.2.2, relaimpo 2.2.7, calc.relimp(lm(q1 ~ q2 + ... + q10), type = "lmg"), 1,811 answers.
        ShapleyImportance.Result importance = first("yellow_pages_correlation", 1811);

        assertThat(importance.rSquared()).isCloseTo(0.716728904856034, within(1e-12));
        assertShares(
                importance,
                0.0870956246455183,
                0.0703918211008695,
                0.161428308258416,
                0.0787232987968746,
                0.152227225192181,
                0.0627629012772198,
                0.0503243924760658,
                0.0256977382703965,
                0.0280775948385015);
    }

    @Test
    void agrees_with_relaimpo_on_four_drivers() {
        // The same call on the block means of the European customer satisfaction index, 250 answers.
        assertShares(
                first("ecsi_means_correlation", 250),
                0.16481702101634,
                0.0768815510182492,
                0.295433665047333,
                0.13230907245789);
    }

    @Test
    void agrees_with_relaimpo_on_fourteen_drivers() {
        // The same call on 23,789 airline passengers.
        assertShares(
                first("airline_14_correlation", 23789),
                0.0536923793467109,
                0.0220441056814847,
                0.0206198955687289,
                0.00339458417739908,
                0.0103263223083602,
                0.154098326756123,
                0.0332766830270994,
                0.0456103198986358,
                0.0342447704908679,
                0.0389620313563501,
                0.0157485701795405,
                0.0200092742404971,
                0.0146249705765589,
                0.024549519765178);
    }

    @Test
    void of_unrelated_drivers_is_their_squared_correlation() {
        double[][] correlation = {{1, 0.5, 0.3, 0.1}, {0.5, 1, 0, 0}, {0.3, 0, 1, 0}, {0.1, 0, 0, 1}};

        assertShares(ShapleyImportance.of(Facts.withCovariance(correlation, 100), 0, 1, 2, 3), 0.25, 0.09, 0.01);
    }

    @Test
    void is_shared_equally_by_copies() {
        RandomGenerator random = Seeds.generator(4);
        double[][] rows = new double[60][5];
        for (double[] row : rows) {
            row[0] = random.nextGaussian();
            row[1] = row[0];
            row[2] = random.nextGaussian();
            row[3] = 10 - 3 * row[2];
            row[4] = row[0] + 0.5 * row[2] + random.nextGaussian();
        }
        Moments moments = Moments.of(rows);
        ShapleyImportance.Result copies = ShapleyImportance.of(moments, 4, 0, 1, 2, 3);
        ShapleyImportance.Result originals = ShapleyImportance.of(moments, 4, 0, 2);

        assertThat(copies.shares()[0]).isCloseTo(copies.shares()[1], within(1e-12));
        assertThat(copies.shares()[2]).isCloseTo(copies.shares()[3], within(1e-12));
        assertThat(copies.rSquared()).isCloseTo(originals.rSquared(), within(1e-12));
        assertThat(DoubleStream.of(copies.shares()).sum()).isCloseTo(copies.rSquared(), within(1e-15));
    }

    @Test
    void of_a_driver_that_does_not_vary_is_nothing() {
        double[][] rows = new double[30][3];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i % 7, 4, i % 7 + i % 3};
        }
        ShapleyImportance.Result importance = ShapleyImportance.of(Moments.of(rows), 2, 0, 1);

        assertThat(importance.shares()[1]).isCloseTo(0, within(1e-15));
        assertThat(importance.relative()[0]).isCloseTo(1, within(1e-15));
    }

    @Test
    void does_not_depend_on_the_order_of_the_drivers() {
        Moments moments = moments("airline_14_correlation", 500);
        double[] forwards =
                ShapleyImportance.of(moments, 0, 1, 2, 3, 4, 5, 6, 7).shares();
        double[] backwards =
                ShapleyImportance.of(moments, 0, 7, 6, 5, 4, 3, 2, 1).shares();

        for (int i = 0; i < 7; i++) {
            assertThat(backwards[6 - i]).isCloseTo(forwards[i], within(1e-14));
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void of_twenty_five_drivers_adds_up_within_seconds() {
        ShapleyImportance.Result importance = ShapleyImportance.of(
                Moments.of(rows(300, 26)), 25, IntStream.range(0, 25).toArray());

        assertThat(DoubleStream.of(importance.shares()).sum()).isCloseTo(importance.rSquared(), within(1e-12));
        assertThat(DoubleStream.of(importance.shares()).min().orElseThrow()).isPositive();
    }

    @Test
    void is_the_same_whether_one_processor_works_or_all_do() {
        Moments moments = Moments.of(rows(400, 20));
        int[] drivers = IntStream.range(0, 19).toArray();
        double[] packed = ShapleyImportance.correlations(moments, 19, drivers);
        double[] alone = ShapleyImportance.shapley(SubsetSums.of(packed, 19), 19);
        double[] shared = ShapleyImportance.of(moments, 19, drivers).shares();

        for (int i = 0; i < 19; i++) {
            assertThat(shared[i]).isCloseTo(alone[i], within(1e-14));
        }
    }

    @Test
    void is_the_same_in_vector_registers() {
        assertThat(PartialSubsets.VECTORS)
                .as("tests run with --add-modules jdk.incubator.vector")
                .isTrue();
        double[][] rows = rows(400, 20);
        for (double[] row : rows) {
            row[7] = 2 * row[3] - 1;
        }
        double[] packed = ShapleyImportance.correlations(
                Moments.of(rows), 19, IntStream.range(0, 19).toArray());
        SubsetSums[] scalars = PartialSubsets.scalars(packed, 19);
        SubsetSums[] vectors = PartialSubsets.vectors(packed, 19);

        assertThat(vectors).hasSameSizeAs(scalars);
        for (int part = 0; part < scalars.length; part++) {
            double[] expected = ShapleyImportance.shapley(scalars[part], 13);
            double[] found = ShapleyImportance.shapley(vectors[part], 13);
            for (int j = 0; j < 13; j++) {
                assertThat(found[j]).isCloseTo(expected[j], within(1e-14));
            }
        }
    }

    @Test
    void is_refused_beyond_what_can_be_computed() {
        Moments many = Moments.empty(40);
        assertThatThrownBy(() ->
                        ShapleyImportance.of(many, 39, IntStream.range(0, 31).toArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Exact importance takes up to 30 predictors, got 31: "
                        + "leave out, combine or group some, or sample");
        assertThatThrownBy(() -> ShapleyImportance.of(many, 0))
                .hasMessage("Importance needs at least 1 predictor, got 0");
        assertThatThrownBy(() -> ShapleyImportance.of(many, 0, 1, 1))
                .hasMessage("Importance needs an outcome and predictors that are all different");
        assertThatThrownBy(() -> ShapleyImportance.of(many, 0, 1, 2))
                .hasMessage("Importance of 2 predictors needs at least 4 rows, got 0.0");
        assertThatThrownBy(() -> ShapleyImportance.of(Moments.of(new double[][] {{3, 1}, {3, 2}, {3, 4}}), 0, 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Importance needs an outcome that varies, all are 3.0");
    }

    /// Rows of variables that all correlate by a half.
    static double[][] rows(int n, int variables) {
        RandomGenerator random = Seeds.generator(9);
        double[][] rows = new double[n][variables];
        for (double[] row : rows) {
            double common = random.nextGaussian();
            for (int i = 0; i < variables; i++) {
                row[i] = common + random.nextGaussian();
            }
        }
        return rows;
    }

    private static ShapleyImportance.Result first(String table, int n) {
        Moments moments = moments(table, n);
        return ShapleyImportance.of(
                moments, 0, IntStream.range(1, moments.variables()).toArray());
    }

    private static Moments moments(String table, int n) {
        return Facts.withCovariance(Facts.table(table), n);
    }

    private static void assertShares(ShapleyImportance.Result importance, double... expected) {
        assertThat(importance.shares()).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(importance.shares()[i]).as("driver " + i).isCloseTo(expected[i], within(1e-12));
        }
    }
}
