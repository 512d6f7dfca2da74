package throughline.statistics.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import throughline.statistics.Estimate;
import throughline.statistics.Facts;
import throughline.statistics.Interval;
import throughline.statistics.Mean;
import throughline.statistics.Seeds;
import throughline.statistics.Summary;
import throughline.statistics.regression.FixedEffectsRegression.Row;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FixedEffectsRegressionTest {

    /// Grunfeld (1958) as in statsmodels 0.15.0: investment, value, capital, firm, year; 11 firms, 20
    /// years.
    private static final double[][] GRUNFELD = Facts.table("grunfeld");

    @Test
    void agrees_with_statsmodels_on_firms_and_years() {
        // numpy 2.4.6: lstsq on firm and year dummies (the slopes are those of statsmodels' WLS), errors by leaving
        // each firm out of the freed columns, Student's t with 10 degrees.
        List<Estimate> slopes = FixedEffectsRegression.of(rows(false, true), 0.95);

        assertThat(slopes.get(0).value()).isCloseTo(0.1166811320968994, within(1e-9));
        assertThat(slopes.get(1).value()).isCloseTo(0.35143569415735054, within(1e-9));
        assertThat(slopes.get(0).standardError()).isCloseTo(0.03020039943575846, within(1e-9));
        assertThat(slopes.get(1).standardError()).isCloseTo(0.14421127468315506, within(1e-9));
        assertThat(slopes.get(0).low()).isCloseTo(0.04939044876857301, within(1e-9));
    }

    @Test
    void agrees_with_statsmodels_with_weights() {
        // The same call with weights 1, 2, 3, 1, 2, 3 ...
        List<Estimate> slopes = FixedEffectsRegression.of(rows(true, true), 0.95);

        assertThat(slopes.get(0).value()).isCloseTo(0.10679427918386919, within(1e-9));
        assertThat(slopes.get(1).standardError()).isCloseTo(0.14061487563175876, within(1e-9));
    }

    @Test
    void agrees_with_statsmodels_fitted_again_without_each_firm() {
        // statsmodels 0.15.0, OLS(invest, [value, capital, firm dummies]) on all firms and without each in turn;
        // variance (10 / 11) times the squared changes, Student's t with 10 degrees.
        List<Estimate> slopes = FixedEffectsRegression.of(rows(false, false), 0.95);

        assertThat(slopes.get(0).value()).isCloseTo(0.11012911902577069, within(1e-10));
        assertThat(slopes.get(1).value()).isCloseTo(0.3100334418749418, within(1e-10));
        assertThat(slopes.get(0).standardError()).isCloseTo(0.03426226035710724, within(1e-10));
        assertThat(slopes.get(1).standardError()).isCloseTo(0.1397275255889355, within(1e-10));
        assertThat(slopes.get(1).low()).isCloseTo(-0.00129888658167165, within(1e-9));
    }

    @Test
    void of_cells_is_that_of_their_rows() {
        List<Row> rows = new ArrayList<>();
        List<Row> cells = new ArrayList<>();
        RandomGenerator random = Seeds.generator(12);
        for (int cell = 0; cell < 60; cell++) {
            int[] groups = {cell % 6, cell % 10};
            double[] x = {cell * cell % 7};
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                double y = 2 * x[0] + groups[0] - groups[1] + random.nextGaussian();
                rows.add(new Row(1, y, x, groups, cell % 12));
                sum += y;
            }
            cells.add(new Row(4, sum / 4, x, groups, cell % 12));
        }
        Estimate ofRows = FixedEffectsRegression.of(rows, 0.95).getFirst();
        Estimate ofCells = FixedEffectsRegression.of(cells, 0.95).getFirst();

        assertThat(ofCells.value()).isCloseTo(ofRows.value(), within(1e-10));
        assertThat(ofCells.standardError()).isCloseTo(ofRows.standardError(), within(1e-10));
    }

    @Test
    void on_a_switch_without_groups_is_the_difference_of_two_means() {
        List<Row> rows = new ArrayList<>();
        double[] off = {3, 5, 4, 6};
        double[] on = {7, 9, 6, 8, 10};
        for (double y : off) {
            rows.add(new Row(1, y, new double[] {0}, new int[0], rows.size()));
        }
        for (double y : on) {
            rows.add(new Row(1, y, new double[] {1}, new int[0], rows.size()));
        }

        assertThat(FixedEffectsRegression.of(rows, 0.95).getFirst().value())
                .isCloseTo(
                        Mean.of(Summary.of(on), 0.95).value()
                                - Mean.of(Summary.of(off), 0.95).value(),
                        within(1e-12));
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void absorbs_thousands_of_sparse_groups() {
        RandomGenerator random = Seeds.generator(3);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            int agent = random.nextInt(2000);
            // Few links between agents and places, which is what makes alternating projections slow.
            int place = agent / 10 + (random.nextInt(50) == 0 ? 1 : 0);
            double x = random.nextGaussian() + 0.02 * place;
            rows.add(new Row(
                    1,
                    0.5 * x + 0.01 * agent + 0.1 * place + random.nextGaussian(),
                    new double[] {x},
                    new int[] {agent, place, random.nextInt(24)},
                    agent));
        }
        Estimate slope = FixedEffectsRegression.of(rows, 0.95).getFirst();

        assertThat(slope.value()).isCloseTo(0.5, within(0.02));
        assertThat(slope.n()).isEqualTo(60_000);
    }

    @Test
    void has_no_ends_where_a_single_cluster_decides() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            // The second regressor varies in cluster 0 only and leaves the first one's slope alone elsewhere.
            rows.add(new Row(1, 2.0 * (i % 5) + i % 3, new double[] {i % 5, i == 0 ? 1 : 0}, new int[] {i % 6}, i % 6));
        }
        List<Estimate> slopes = FixedEffectsRegression.of(rows, 0.95);

        assertThat(slopes.get(0).interval().contains(2)).isTrue();
        assertThat(slopes.get(0).standardError()).isFinite();
        assertThat(slopes.get(1).interval())
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    @Test
    void is_refused_when_nothing_varies_within_the_groups() {
        List<Row> constant = List.of(row(3, 1, 1, 1), row(4, 1, 1, 2), row(4, 2, 2, 3));
        List<Row> copied = List.of(
                new Row(1, 3, new double[] {1, 2}, new int[] {1}, 1),
                new Row(1, 4, new double[] {2, 4}, new int[] {1}, 2),
                new Row(1, 6, new double[] {3, 6}, new int[] {1}, 3));

        assertThatThrownBy(() -> FixedEffectsRegression.of(constant, 0.95))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Regressor 0 does not vary within the groups");
        assertThatThrownBy(() -> FixedEffectsRegression.of(copied, 0.95))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Regressor 1 copies those before it within the groups");
    }

    @Test
    void is_refused_for_rows_that_do_not_fit() {
        assertThatThrownBy(() -> FixedEffectsRegression.of(List.of(), 0.95))
                .hasMessage("A regression needs rows and at least 1 regressor, got 0 rows");
        assertThatThrownBy(() ->
                        FixedEffectsRegression.of(List.of(new Row(1, 3, new double[] {1}, new int[] {1}, 1)), 0.95))
                .hasMessage("Clustered errors need at least 2 clusters, got 1");
        assertThatThrownBy(() -> FixedEffectsRegression.of(
                        List.of(
                                new Row(1, 3, new double[] {1}, new int[] {1}, 1),
                                new Row(0, 3, new double[] {1}, new int[] {1}, 2)),
                        0.95))
                .hasMessage("Row 1 needs 1 regressors, a weight above 0 and a finite outcome, got 1, 0.0 and 3.0");
    }

    private static Row row(double y, double x, int group, int cluster) {
        return new Row(1, y, new double[] {x}, new int[] {group}, cluster);
    }

    private static List<Row> rows(boolean weighted, boolean years) {
        List<Row> rows = new ArrayList<>();
        for (double[] row : GRUNFELD) {
            int firm = (int) row[3];
            int[] groups = years ? new int[] {firm, (int) row[4]} : new int[] {firm};
            double weight = weighted ? 1 + rows.size() % 3 : 1;
            rows.add(new Row(weight, row[0], new double[] {row[1], row[2]}, groups, firm));
        }
        return rows;
    }
}
