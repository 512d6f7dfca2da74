package throughline.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;
import throughline.statistics.Summary;
import throughline.statistics.causal.EdgeStability;
import throughline.statistics.causal.MomentBlocks;
import throughline.statistics.causal.Tiers;
import throughline.statistics.comparison.RandomIntercept;
import throughline.statistics.importance.ShapleyImportance;
import throughline.statistics.importance.ShareIntervals;
import throughline.statistics.intervention.StructuralTimeSeries;
import throughline.statistics.intervention.TimeSeries;
import throughline.statistics.regression.LeastSquares;
import throughline.statistics.reliability.CronbachAlpha;
import throughline.statistics.reliability.EffectiveDimensions;
import throughline.statistics.reliability.ItemAnalysis;
import throughline.statistics.reliability.ItemCorrelations;
import throughline.statistics.reliability.McDonaldOmega;

/// Wall and CPU time of the methods on cells that are there, as rows of a Markdown table: the least of three
/// calls after two to warm up. The CPU time, of all threads, is what a busy machine leaves comparable. Floor:
/// one pass over a million numbers.
public final class Core {

    private static final int DAYS = 400;
    private static final int ROWS_A_DAY = 100;
    private static final int VARIABLES = 30;
    private static final int SERIES = 10_000;
    private static final int WARM = 2;
    private static final int CALLS = 3;
    private static final long LEAST_NANOS = 500_000_000;

    private final double[] million = new double[1_000_000];
    private Moments thirty = Moments.empty(1);
    private List<Moments> blocks = List.of();
    private List<Moments> days = List.of();
    private Moments items = Moments.empty(1);
    private final List<Summary> groups = new ArrayList<>();
    private TimeSeries series = TimeSeries.of();

    /// Prints the rows.
    public static void main(String[] arguments) {
        var core = new Core();
        double floor = core.time("floor", 1, core::floor);
        core.time("exact LMG, 20 predictors", floor, () -> core.lmg(20));
        core.time("exact LMG, 25 predictors", floor, () -> core.lmg(25));
        core.time("exact LMG, 30 predictors", floor, () -> core.lmg(30));
        core.time("1,000 block bootstraps of LMG and Johnson, 15 predictors", floor, core::bootstrap15);
        core.time("causal graph, 30 variables, 100 bootstraps", floor, core::graph30);
        core.time("10,000 structural series", floor, core::structural10000);
        core.time("random intercept, 500 groups", floor, core::randomIntercept500);
        core.time("alpha and items, 14", floor, core::alpha14);
        core.time("omega, 14", floor, core::omega14);
        core.time("correlations and dimensions, 14", floor, core::correlations14);
        core.time("regression on 13", floor, core::regression13);
    }

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /// What was computed last, kept so that the compiler cannot leave the work out.
    Object last = this;

    private double time(String name, double floor, Supplier<Object> method) {
        double wall = Double.POSITIVE_INFINITY;
        double cpu = Double.POSITIVE_INFINITY;
        for (int call = 0; call < WARM + CALLS; call++) {
            // Short work is repeated: the system counts CPU time in hundredths of a second.
            int repeats = 0;
            long began = System.nanoTime();
            long used = system.getProcessCpuTime();
            long took;
            do {
                last = method.get();
                repeats++;
                took = System.nanoTime() - began;
            } while (took < LEAST_NANOS);
            if (call >= WARM) {
                wall = Math.min(wall, took / 1e6 / repeats);
                cpu = Math.min(cpu, (system.getProcessCpuTime() - used) / 1e6 / repeats);
            }
        }
        System.out.printf("| %s | %.3f | %.3f | %.2f |%n", name, wall, cpu, floor == 1 ? 1 : cpu / floor);
        return cpu;
    }

    private Core() {
        RandomGenerator random = Seeds.generator(20_261_122L);
        thirty = correlated(random, 2_000, 31).getFirst();
        blocks = correlated(random, 2_000, 16, 10);
        days = correlated(random, DAYS * ROWS_A_DAY, VARIABLES, ROWS_A_DAY);
        items = correlated(random, 100_000, 14).getFirst();
        for (int g = 0; g < 500; g++) {
            double level = random.nextGaussian();
            groups.add(new Summary(2_000, level, 2_000 * (1 + random.nextDouble())));
        }
        double[] values = new double[180];
        double[][] regressors = new double[180][2];
        for (int t = 0; t < values.length; t++) {
            regressors[t] = new double[] {random.nextGaussian(), random.nextGaussian()};
            values[t] = regressors[t][0] + 0.5 * regressors[t][1] + random.nextGaussian();
        }
        series = new TimeSeries(values, regressors, 1);
        for (int i = 0; i < million.length; i++) {
            million[i] = random.nextDouble();
        }
    }

    private static List<Moments> correlated(RandomGenerator random, int rows, int variables) {
        return correlated(random, rows, variables, rows);
    }

    private static List<Moments> correlated(RandomGenerator random, int rows, int variables, int block) {
        List<Moments> cells = new ArrayList<>();
        var builder = new Moments.Builder(variables);
        double[] row = new double[variables];
        for (int r = 1; r <= rows; r++) {
            double shared = random.nextGaussian();
            for (int i = 0; i < variables; i++) {
                row[i] = 0.6 * (i % 4 == 0 ? shared : row[i - 1]) + random.nextGaussian();
            }
            builder.add(row);
            if (r % block == 0) {
                cells.add(builder.build());
                builder = new Moments.Builder(variables);
            }
        }
        return cells;
    }

    /// The floor.
    private Object floor() {
        double sum = 0;
        for (double number : million) {
            sum += number;
        }
        return sum;
    }

    /// Exact LMG, all processors.
    private Object lmg(int predictors) {
        return ShapleyImportance.of(thirty, 30, IntStream.range(0, predictors).toArray());
    }

    /// LMG and Johnson's weights of 15 predictors with 1,000 block-bootstrap replicates.
    private Object bootstrap15() {
        return ShareIntervals.of(
                blocks, 1_000, 1, 0.95, 15, IntStream.range(0, 15).toArray());
    }

    /// A causal graph of 30 variables in 4 tiers with 100 block bootstraps.
    private Object graph30() {
        int[] tiers = IntStream.range(0, VARIABLES).map(v -> v * 4 / VARIABLES).toArray();
        return EdgeStability.of(MomentBlocks.days(days), Tiers.of(tiers));
    }

    /// 10,000 structural estimates of 150 days before and 30 after with 2 regressors.
    private Object structural10000() {
        double sum = 0;
        for (int s = 0; s < SERIES; s++) {
            sum += StructuralTimeSeries.of(series, 150, 0, 0.95).effect().value();
        }
        return sum;
    }

    /// Random-intercept REML of 500 groups of 2,000 rows.
    private Object randomIntercept500() {
        return RandomIntercept.of(groups, 0.95);
    }

    /// Alpha and item analysis of 14 items.
    private Object alpha14() {
        return List.of(CronbachAlpha.of(items, 0.95), ItemAnalysis.of(items));
    }

    /// Omega of 14 items.
    private Object omega14() {
        return McDonaldOmega.total(items);
    }

    /// Correlations of 14 items with their effective dimensions.
    private Object correlations14() {
        ItemCorrelations correlations = ItemCorrelations.pearson(items);
        return List.of(correlations, EffectiveDimensions.of(correlations.matrix()));
    }

    /// Regression of one item on 13.
    private Object regression13() {
        return LeastSquares.of(items, 0.95, 13, IntStream.range(0, 13).toArray());
    }
}
