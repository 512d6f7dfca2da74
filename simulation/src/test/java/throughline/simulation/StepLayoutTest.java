package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Cause;
import throughline.simulation.Agenda.Aim;
import throughline.simulation.Agenda.Step;

/// How surely the weeks of an organisation tell which share of a gain is kept, by where its steps lie in them.
///
/// One answer a unit and week, of spread 1, on each of three aims; an effect of every unit and week of an aim, and of
/// each phase of a step. Least squares then has the squared error `c' (X'X)⁻¹ c`, where `c` is the gain from 60 to
/// 240 days after the end less half of that in the step; times the answers it no longer depends on their number.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepLayoutTest {

    private static final int RUN_UP = 0;
    private static final int GROWING = 1;
    private static final int IN_FULL = 2;
    private static final int LONG_AFTER = 3;
    private static final int ONGOING = 4;
    /// Six parts of ten days: nobody knows beforehand how a gain fades.
    private static final int SOON = 5;
    /// Nine parts of twenty days.
    private static final int KEPT = 11;

    private static final int PHASES = 20;

    /// What the answers of a day have in common.
    private static final double ALIKE = 1.3;

    @Test
    void gives_the_squared_errors_that_the_truth_counts_with() {
        assertThat(meanOf(0)).isCloseTo(Truth.APART, withPercentage(5));
        assertThat(meanOf(0.7)).isCloseTo(Truth.CROWDED, withPercentage(5));
        assertThat(meanOf(0.55, 0.6, 0.65)).isCloseTo(Truth.MIXED, withPercentage(5));
    }

    /// Over 12 and 40 units and four lengths from one year to three, of ten organisations each.
    private static double meanOf(double... severities) {
        return DoubleStream.of(severities)
                .flatMap(severity -> DoubleStream.of(12, 40)
                        .flatMap(units -> DoubleStream.of(365, 540, 730, 1095)
                                .flatMap(days -> LongStream.rangeClosed(1, 10)
                                        .mapToDouble(seed -> error(seed, (int) units, (int) days, severity)))))
                .average()
                .orElseThrow();
    }

    private static double error(long seed, int units, int days, double severity) {
        var settings = Settings.of(seed)
                .withBlueprint(Business.CHAIN.blueprint(units))
                .withSize(days, 10_000)
                .withCauses(
                        severity > 0 ? Set.of(Cause.TOO_MUCH_AT_ONCE) : Set.of(),
                        Map.of(Cause.TOO_MUCH_AT_ONCE, severity));
        var agenda = new Agenda(settings, new Mechanism(settings), new Standing(settings));
        int weeks = days / 7;
        double[] seen = new double[PHASES];
        double[][] all = new double[PHASES][PHASES];
        for (Aim aim : List.of(Aim.EMPATHY, Aim.RELIABILITY, Aim.CSAT)) {
            double[][][] x = new double[PHASES][units][weeks];
            for (Step step : agenda.steps()) {
                for (int w = 0; w < weeks && step.frontline() >= 0 && step.aim() == aim; w++) {
                    int phase = phase(step, 7 * w + 3, days);
                    if (phase >= 0) {
                        x[phase][step.frontline()][w]++;
                        seen[phase]++;
                    }
                }
            }
            double[][] free = Arrays.stream(x).map(StepLayoutTest::freed).toArray(double[][]::new);
            for (int a = 0; a < PHASES; a++) {
                for (int b = 0; b <= a; b++) {
                    double product = product(free[a], free[b]);
                    all[a][b] += product;
                    all[b][a] += a == b ? 0 : product;
                }
            }
        }
        double[] contrast = new double[PHASES];
        double kept = Arrays.stream(seen, KEPT, PHASES).sum();
        for (int part = KEPT; part < PHASES; part++) {
            contrast[part] = seen[part] / kept;
        }
        contrast[IN_FULL] = -0.5;
        return ALIKE * squaredError(all, contrast) * units * weeks;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static int phase(Step step, int day, int days) {
        int since = day - step.start();
        int after = day - step.end();
        if (since < 0) {
            return since >= -28 ? RUN_UP : -1;
        }
        if (since < 28 || after < 0) {
            return since < 28 ? GROWING : step.end() < days ? IN_FULL : ONGOING;
        }
        return after < 60 ? SOON + after / 10 : after < 240 ? KEPT + (after - 60) / 20 : LONG_AFTER;
    }

    /// The column freed of the means of its units and weeks, in one row.
    private static double[] freed(double[][] column) {
        int weeks = column[0].length;
        double[] byWeek = new double[weeks];
        for (double[] unit : column) {
            for (int w = 0; w < weeks; w++) {
                byWeek[w] += unit[w] / column.length;
            }
        }
        double all = Arrays.stream(byWeek).average().orElseThrow();
        double[] free = new double[column.length * weeks];
        for (int u = 0; u < column.length; u++) {
            double own = Arrays.stream(column[u]).average().orElseThrow();
            for (int w = 0; w < weeks; w++) {
                free[u * weeks + w] = column[u][w] - own - byWeek[w] + all;
            }
        }
        return free;
    }

    /// `c' M⁻¹ c` over the phases that any week is in, by Gauss and Jordan.
    private static double squaredError(double[][] squares, double[] contrast) {
        var there = new ArrayList<Integer>();
        for (int i = 0; i < squares.length; i++) {
            if (squares[i][i] > 1e-6) {
                there.add(i);
            }
        }
        int n = there.size();
        double[][] m = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                m[i][j] = squares[there.get(i)][there.get(j)];
            }
            m[i][n] = contrast[there.get(i)];
        }
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < n; r++) {
                double factor = r == i ? 0 : m[r][i] / m[i][i];
                for (int j = i; j <= n; j++) {
                    m[r][j] -= factor * m[i][j];
                }
            }
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += contrast[there.get(i)] * m[i][n] / m[i][i];
        }
        return sum;
    }
}
