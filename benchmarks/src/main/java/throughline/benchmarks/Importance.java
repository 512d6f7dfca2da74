package throughline.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import throughline.statistics.Moments;
import throughline.statistics.importance.ShapleyImportance;

/// Time of exact LMG. Floor: 6 multiply-adds a subset of predictors in a plain loop, what the recursion cannot do
/// without.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class Importance {

    /// Number of predictors.
    @Param({"10", "15", "20", "25"})
    public int predictors;

    private Moments moments = Moments.empty(1);
    private int[] drivers = {};
    private final double[] values = new double[512];

    /// Draws 2,000 rows with correlated predictors.
    @Setup
    public void draw() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_122L);
        double[][] rows = new double[2_000][predictors + 1];
        for (double[] row : rows) {
            double shared = random.nextGaussian();
            for (int i = 0; i < predictors; i++) {
                row[i] = 0.6 * shared + random.nextGaussian();
                row[predictors] += row[i] / predictors;
            }
            row[predictors] += random.nextGaussian();
        }
        moments = Moments.of(rows);
        drivers = IntStream.range(0, predictors).toArray();
        Arrays.setAll(values, i -> 1 + i * 1e-9);
    }

    /// Exact shares of all predictors.
    @Benchmark
    public Object exact() {
        return ShapleyImportance.of(moments, predictors, drivers);
    }

    /// The floor.
    @Benchmark
    public double floor() {
        for (long done = 0; done < 6L << predictors; done += values.length) {
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] * 0.999_999 + 1e-6;
            }
        }
        return values[0];
    }
}
