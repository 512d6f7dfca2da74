package throughline.statistics.coverage;

import static throughline.statistics.coverage.World.holds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import throughline.statistics.Contingency;
import throughline.statistics.Facts;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;
import throughline.statistics.importance.RelativeWeights;
import throughline.statistics.importance.ShapleyImportance;
import throughline.statistics.importance.ShareIntervals;
import throughline.statistics.regression.OutOfSampleFit;
import throughline.statistics.reliability.CronbachAlpha;
import throughline.statistics.reliability.HeterotraitMonotrait;
import throughline.statistics.reliability.KrippendorffAlpha;
import throughline.statistics.reliability.McDonaldOmega;
import throughline.statistics.reliability.PolychoricCorrelation;

/// Intervals of scales, of agreement and of the importance of drivers.
final class ScaleWorlds {

    private static final double LEVEL = 0.95;

    private ScaleWorlds() {}

    static List<World> all() {
        List<World> worlds = new ArrayList<>(reliability());
        worlds.addAll(importance());
        return worlds;
    }

    private static List<World> reliability() {
        return List.of(
                // Four items with one common factor and equal error: alpha = 4 * .5 / (1 + 3 * .5) = .8.
                World.of(
                        "alpha (Feldt)",
                        "60 answers of 4 equal items",
                        random -> holds(
                                CronbachAlpha.of(Moments.of(items(random, 60, 1, 1, 1, 1)), LEVEL)
                                        .interval(),
                                0.8)),
                World.of(
                                "alpha (blocks)",
                                "40 blocks of 5 answers, the same",
                                random -> holds(
                                        CronbachAlpha.of(blocks(random, 40, 5, 1, 1, 1, 1), LEVEL, 1)
                                                .interval(),
                                        0.8))
                        .slow(10)
                        .knownToCover(0.91, 0.97),
                // Loadings 1.5, 1, 1, .5 with errors of variance 1: omega = 16 / (16 + 4).
                World.of(
                                "omega (blocks)",
                                "60 blocks of 5 answers of 4 unequal items",
                                random -> holds(
                                        McDonaldOmega.total(blocks(random, 60, 5, 1.5, 1, 1, 0.5), LEVEL, 1)
                                                .interval(),
                                        0.8))
                        .slow(20)
                        .knownToCover(0.91, 0.97),
                World.of(
                                "heterotrait-monotrait ratio",
                                "60 blocks of 5 answers, two scales of 2, .5",
                                ScaleWorlds::ratio)
                        .slow(10)
                        .knownToCover(0.92, 0.98),
                World.of(
                                "Krippendorff's alpha, nominal",
                                "50 units of 3 raters",
                                random -> agreement(random, KrippendorffAlpha.Scale.NOMINAL, NOMINAL))
                        .slow(10)
                        .knownToCover(0.91, 0.97),
                World.of(
                                "Krippendorff's alpha, interval",
                                "50 units of 3 raters",
                                random -> agreement(random, KrippendorffAlpha.Scale.INTERVAL, INTERVAL))
                        .slow(10)
                        .knownToCover(0.91, 0.97),
                World.of("polychoric correlation", "300 answers of 5 steps each, rho = .5", ScaleWorlds::polychoric)
                        .slow(4));
    }

    private static double[][] items(RandomGenerator random, int n, double... loadings) {
        double[][] rows = new double[n][loadings.length];
        for (double[] row : rows) {
            double factor = random.nextGaussian();
            Arrays.setAll(row, i -> loadings[i] * factor + random.nextGaussian());
        }
        return rows;
    }

    private static List<Moments> blocks(RandomGenerator random, int blocks, int n, double... loadings) {
        List<Moments> list = new ArrayList<>();
        for (int b = 0; b < blocks; b++) {
            list.add(Moments.of(items(random, n, loadings)));
        }
        return list;
    }

    private static boolean ratio(RandomGenerator random) {
        List<Moments> blocks = new ArrayList<>();
        for (int b = 0; b < 60; b++) {
            double[][] rows = new double[5][4];
            for (double[] row : rows) {
                double one = random.nextGaussian();
                double other = 0.5 * one + Math.sqrt(0.75) * random.nextGaussian();
                Arrays.setAll(row, i -> (i < 2 ? one : other) + random.nextGaussian());
            }
            blocks.add(Moments.of(rows));
        }
        return holds(
                HeterotraitMonotrait.of(blocks, new int[] {0, 0, 1, 1}, 0, 1, LEVEL, 1)
                        .interval(),
                0.5);
    }

    private static final double NOMINAL = agreement(KrippendorffAlpha.Scale.NOMINAL);
    private static final double INTERVAL = agreement(KrippendorffAlpha.Scale.INTERVAL);

    /// The truth, from a sample so large that its own error does not show.
    private static double agreement(KrippendorffAlpha.Scale scale) {
        return KrippendorffAlpha.of(units(Seeds.generator(11), 200_000), scale);
    }

    private static boolean agreement(RandomGenerator random, KrippendorffAlpha.Scale scale, double truth) {
        return holds(KrippendorffAlpha.of(units(random, 50), scale, LEVEL, 1).interval(), truth);
    }

    private static List<double[]> units(RandomGenerator random, int n) {
        List<double[]> units = new ArrayList<>();
        for (int u = 0; u < n; u++) {
            double truth = 1 + random.nextInt(5);
            double[] ratings = new double[3];
            Arrays.setAll(ratings, r -> random.nextDouble() < 0.7 ? truth : 1 + random.nextInt(5));
            units.add(ratings);
        }
        return units;
    }

    private static boolean polychoric(RandomGenerator random) {
        var table = new Contingency.Builder();
        for (int i = 0; i < 300; i++) {
            double a = random.nextGaussian();
            double b = 0.5 * a + Math.sqrt(0.75) * random.nextGaussian();
            table.add(step(a), step(b), 1);
        }
        return holds(
                PolychoricCorrelation.of(table.build(), LEVEL).correlation().interval(), 0.5);
    }

    private static double step(double z) {
        return z < -1.2 ? 1 : z < -0.4 ? 2 : z < 0.3 ? 3 : z < 1 ? 4 : 5;
    }

    private static final double[][] DRIVERS = {
        {1, 0.5, 0.3, 0.5}, {0.5, 1, 0.2, 0.4}, {0.3, 0.2, 1, 0.3}, {0.5, 0.4, 0.3, 1}
    };

    private static List<World> importance() {
        Moments truth = Facts.withCovariance(DRIVERS, 100);
        double lmg = ShapleyImportance.of(truth, 3, 0, 1, 2).shares()[0];
        double johnson = RelativeWeights.of(truth, 3, 0, 1, 2).shares()[0];
        return List.of(
                World.of(
                                "share of a driver (LMG)",
                                "80 blocks of 5 rows, 3 drivers, 300 draws",
                                random -> holds(shares(random).lmg().getFirst().orElseThrow(), lmg))
                        .slow(4)
                        .knownToCover(0.91, 0.97),
                World.of(
                                "share of a driver (Johnson)",
                                "the same",
                                random -> holds(
                                        shares(random).johnson().getFirst().orElseThrow(), johnson))
                        .slow(4)
                        .knownToCover(0.91, 0.97),
                World.of("fit to weeks not fitted on", "40 blocks of 25 rows, R squared .3", ScaleWorlds::fit)
                        .slow(10)
                        .knownToCover(0.91, 0.97));
    }

    private static ShareIntervals.Result shares(RandomGenerator random) {
        return ShareIntervals.of(drawn(random, 80, 5), 300, 1, LEVEL, 3, 0, 1, 2);
    }

    private static List<Moments> drawn(RandomGenerator random, int blocks, int n) {
        List<Moments> list = new ArrayList<>();
        for (int b = 0; b < blocks; b++) {
            double[][] rows = new double[n][4];
            for (double[] row : rows) {
                double a = random.nextGaussian();
                double c = random.nextGaussian();
                double d = random.nextGaussian();
                double e = random.nextGaussian();
                row[0] = a;
                row[1] = 0.5 * a + Math.sqrt(0.75) * c;
                // Correlations .3 and .2 with the first two.
                double second = (0.2 - 0.5 * 0.3) / Math.sqrt(0.75);
                row[2] = 0.3 * a + second * c + Math.sqrt(1 - 0.09 - second * second) * d;
                double s = (0.4 - 0.5 * 0.5) / Math.sqrt(0.75);
                double t = (0.3 - 0.3 * 0.5 - second * s) / Math.sqrt(1 - 0.09 - second * second);
                row[3] = 0.5 * a + s * c + t * d + Math.sqrt(1 - 0.25 - s * s - t * t) * e;
            }
            list.add(Moments.of(rows));
        }
        return list;
    }

    private static boolean fit(RandomGenerator random) {
        List<Moments> blocks = new ArrayList<>();
        for (int b = 0; b < 40; b++) {
            double[][] rows = new double[25][];
            for (int i = 0; i < rows.length; i++) {
                double x = random.nextGaussian();
                rows[i] = new double[] {x, Math.sqrt(0.3) * x + Math.sqrt(0.7) * random.nextGaussian()};
            }
            blocks.add(Moments.of(rows));
        }
        return holds(OutOfSampleFit.of(blocks, 1, new int[] {0}, 5, LEVEL, 1).interval(), 0.3);
    }
}
