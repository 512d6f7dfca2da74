package throughline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
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

/// Time of the heavier methods on cells that are there. Floor: one pass over a million numbers.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(1)
public class Core {

    private static final int DAYS = 400;
    private static final int ROWS_A_DAY = 100;
    private static final int VARIABLES = 30;
    private static final int SERIES = 10_000;

    private final double[] million = new double[1_000_000];
    private Moments thirty = Moments.empty(1);
    private List<Moments> blocks = List.of();
    private List<Moments> days = List.of();
    private Moments items = Moments.empty(1);
    private final List<Summary> groups = new ArrayList<>();
    private TimeSeries series = TimeSeries.of();

    /// Draws what the methods work on.
    @Setup
    public void draw() {
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
    @Benchmark
    public double floor() {
        double sum = 0;
        for (double number : million) {
            sum += number;
        }
        return sum;
    }

    /// Exact LMG of 30 predictors, all processors.
    @Benchmark
    public Object lmg30() {
        return ShapleyImportance.of(thirty, 30, IntStream.range(0, 30).toArray());
    }

    /// LMG and Johnson's weights of 15 predictors with 1,000 block-bootstrap replicates.
    @Benchmark
    public Object bootstrap15() {
        return ShareIntervals.of(
                blocks, 1_000, 1, 0.95, 15, IntStream.range(0, 15).toArray());
    }

    /// A causal graph of 30 variables in 4 tiers with 100 block bootstraps.
    @Benchmark
    public Object graph30() {
        int[] tiers = IntStream.range(0, VARIABLES).map(v -> v * 4 / VARIABLES).toArray();
        return EdgeStability.of(MomentBlocks.days(days), Tiers.of(tiers));
    }

    /// 10,000 structural estimates of 150 days before and 30 after with 2 regressors.
    @Benchmark
    public double structural10000() {
        double sum = 0;
        for (int s = 0; s < SERIES; s++) {
            sum += StructuralTimeSeries.of(series, 150, 0, 0.95).effect().value();
        }
        return sum;
    }

    /// Random-intercept REML of 500 groups of 2,000 rows.
    @Benchmark
    public Object randomIntercept500() {
        return RandomIntercept.of(groups, 0.95);
    }

    /// Alpha and item analysis of 14 items.
    @Benchmark
    public Object alpha14() {
        return List.of(CronbachAlpha.of(items, 0.95), ItemAnalysis.of(items));
    }

    /// Omega of 14 items.
    @Benchmark
    public Object omega14() {
        return McDonaldOmega.total(items);
    }

    /// Correlations of 14 items with their effective dimensions.
    @Benchmark
    public Object correlations14() {
        ItemCorrelations correlations = ItemCorrelations.pearson(items);
        return List.of(correlations, EffectiveDimensions.of(correlations.matrix()));
    }

    /// Regression of one item on 13.
    @Benchmark
    public Object regression13() {
        return LeastSquares.of(items, 0.95, 13, IntStream.range(0, 13).toArray());
    }
}
