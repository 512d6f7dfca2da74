package throughline.statistics.coverage;

import static throughline.statistics.coverage.World.holds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Confidence;
import throughline.statistics.Difference;
import throughline.statistics.Estimate;
import throughline.statistics.LogHistogram;
import throughline.statistics.Mean;
import throughline.statistics.NetPromoterScore;
import throughline.statistics.Proportion;
import throughline.statistics.Quantile;
import throughline.statistics.StandardisedMean;
import throughline.statistics.Summary;
import throughline.statistics.comparison.KendallTau;
import throughline.statistics.comparison.ObservedOverExpected;
import throughline.statistics.comparison.PearsonCorrelation;
import throughline.statistics.consistency.Bunching;
import throughline.statistics.control.Better;
import throughline.statistics.control.HoldingGate;
import throughline.statistics.forecast.ForecastSkill;
import throughline.statistics.forecast.ForecastSkill.Scored;

/// Intervals of single figures.
final class FigureWorlds {

    private static final double LEVEL = 0.95;

    private FigureWorlds() {}

    static List<World> all() {
        List<World> worlds = new ArrayList<>(shares());
        worlds.addAll(means());
        worlds.addAll(quantiles());
        worlds.addAll(pairs());
        worlds.addAll(forecasts());
        return worlds;
    }

    private static List<World> shares() {
        return List.of(
                World.of("share (Wilson)", "40 answers, shares of .05 to .95", random -> {
                    double truth = 0.05 + 0.9 * random.nextDouble();
                    return holds(
                            Proportion.wilson(hits(random, 40, truth), 40, LEVEL)
                                    .interval(),
                            truth);
                }),
                World.of("net promoter score", "200 answers, 45 % promoters, 25 % detractors", random -> {
                    long[] counts = new long[3];
                    for (int i = 0; i < 200; i++) {
                        double u = random.nextDouble();
                        counts[u < 0.45 ? 0 : u < 0.75 ? 1 : 2]++;
                    }
                    return holds(
                            new NetPromoterScore(counts[0], counts[1], counts[2])
                                    .estimate(LEVEL)
                                    .interval(),
                            20);
                }),
                World.of("net promoter score, weighted", "200 answers of weights 1 to 3", random -> {
                    double[] weights = new double[200];
                    double[] scores = new double[200];
                    for (int i = 0; i < 200; i++) {
                        weights[i] = 1 + i % 3;
                        double u = random.nextDouble();
                        scores[i] = u < 0.45 ? 9 : u < 0.75 ? 7 : 3;
                    }
                    return holds(
                            NetPromoterScore.weighted(scores, weights, LEVEL).interval(), 20);
                }),
                World.of("observed over expected, a count", "30 expected (exact, so at least 95 in 100)", random -> {
                    return holds(
                            ObservedOverExpected.ofCount(poisson(random, 30), 30, LEVEL)
                                    .interval(),
                            1);
                }),
                World.of(
                        "observed over expected, a count (Byar)",
                        "30 expected",
                        random -> holds(
                                ObservedOverExpected.byar(poisson(random, 30), 30, LEVEL)
                                        .interval(),
                                1)),
                World.of(
                        "observed over expected, a mean",
                        "25 rows, mean 4, deviation 1",
                        random -> holds(
                                ObservedOverExpected.ofMean(normal(random, 25, 4, 1), 4, LEVEL)
                                        .interval(),
                                1)),
                World.of("bunching below a target", "Poisson counts of 48 bins around 300, none bunched", random -> {
                            long[] counts = new long[60];
                            Arrays.setAll(counts, i -> poisson(random, 300 - 3 * i));
                            return holds(
                                    Bunching.of(counts, 20, 30, Bunching.Settings.DEFAULT)
                                            .interval(),
                                    1);
                        })
                        .slow(10));
    }

    private static List<World> means() {
        return List.of(
                World.of(
                        "mean (Student)",
                        "12 normal rows",
                        random -> holds(Mean.of(normal(random, 12, 0, 1), LEVEL).interval(), 0)),
                World.of(
                        "mean over clusters (jackknife)",
                        "20 days of 3 to 12 rows with a common mood",
                        random -> holds(Mean.clustered(days(random), LEVEL).interval(), 0)),
                World.of("difference of means (Welch)", "10 and 25 rows, deviations 3 and 1", random -> {
                    Estimate a = Mean.of(normal(random, 10, 1, 3), LEVEL);
                    Estimate b = Mean.of(normal(random, 25, 0, 1), LEVEL);
                    return holds(Difference.ofMeans(a, b, LEVEL).interval(), 1);
                }),
                World.of(
                        "standardised paired difference",
                        "30 pairs, d = .5",
                        random -> holds(
                                StandardisedMean.pairedDz(normal(random, 30, 0.5, 1), LEVEL)
                                        .interval(),
                                0.5)),
                World.of("block bootstrap of a mean, 10 blocks", "10 normal weeks, 200 draws", random -> {
                            return bootstrap(random, 10);
                        })
                        .knownToCover(0.92, 0.97),
                World.of("block bootstrap of a mean, 30 blocks", "30 normal weeks, 200 draws", random -> {
                    return bootstrap(random, 30);
                }),
                World.of(
                        "change of a gain that is to hold", "24 weeks before, 12 after, 1 deviation better", random -> {
                            double[] before = values(random, 24, 0, 1);
                            double[] after = values(random, 12, 1, 1);
                            return holds(
                                    HoldingGate.of(before, after, Better.HIGHER)
                                            .change()
                                            .interval(),
                                    1);
                        }));
    }

    private static boolean bootstrap(RandomGenerator random, int size) {
        double[] weeks = values(random, size, 0, 1);
        return holds(
                BlockBootstrap.of(size, 200, 1)
                        .interval(
                                LEVEL,
                                weights -> IntStream.range(0, size)
                                                .mapToDouble(i -> weeks[i] * weights[i])
                                                .sum()
                                        / size)
                        .interval(),
                0);
    }

    private static List<World> quantiles() {
        return List.of(
                World.of("median (order statistics)", "60 lognormal waits", random -> {
                            double[] waits = waits(random, 60);
                            return holds(Quantile.of(waits, 0.5, LEVEL).interval(), 1);
                        })
                        .knownToCover(0.95, 0.98),
                World.of("90th percentile (order statistics)", "120 lognormal waits", random -> {
                            double[] waits = waits(random, 120);
                            return holds(Quantile.of(waits, 0.9, LEVEL).interval(), Math.exp(1.2815515655446004));
                        })
                        .knownToCover(0.95, 0.985),
                World.of(
                                "median of a log histogram",
                                "60 lognormal waits, in bins of an eighth of an octave",
                                random -> {
                                    var counts = new TreeMap<Integer, Long>();
                                    for (double wait : waits(random, 60)) {
                                        counts.merge(LogHistogram.bin(100 * wait), 1L, Long::sum);
                                    }
                                    return holds(
                                            LogHistogram.of(counts)
                                                    .quantile(0.5, LEVEL)
                                                    .interval(),
                                            100);
                                })
                        .knownToCover(0.93, 0.985));
    }

    private static List<World> pairs() {
        return List.of(
                World.of("correlation (Fisher)", "25 normal pairs, rho = .6", random -> {
                    double[][] pair = pair(random, 25, 0.6);
                    return holds(PearsonCorrelation.of(pair[0], pair[1], LEVEL).interval(), 0.6);
                }),
                World.of("Kendall's tau, no agreement", "15 pairs, tau = 0", random -> {
                    double[][] pair = pair(random, 15, 0);
                    return holds(KendallTau.of(pair[0], pair[1]).interval(), 0);
                }),
                World.of("Kendall's tau, some agreement", "15 normal pairs, tau = .33", random -> {
                            double[][] pair = pair(random, 15, 0.5);
                            return holds(KendallTau.of(pair[0], pair[1]).interval(), 1.0 / 3);
                        })
                        .knownToCover(0.93, 0.985),
                World.of("Kendall's tau, pooled", "12 people with 8 pairs each, tau = .33", random -> {
                    List<Estimate> taus = new ArrayList<>();
                    for (int person = 0; person < 12; person++) {
                        double[][] pair = pair(random, 8, 0.5);
                        taus.add(KendallTau.of(pair[0], pair[1]));
                    }
                    return holds(KendallTau.pooled(taus).interval(), 1.0 / 3);
                }));
    }

    private static List<World> forecasts() {
        return List.of(
                World.of(
                        "bias of forecasts",
                        "10 people with 6 forecasts, .3 too high",
                        random -> holds(forecasts(random).bias().interval(), 0.3)),
                World.of(
                                "hit rate of forecasts",
                                "the same, 80 in 100 ranges hold",
                                random -> holds(
                                        forecasts(random)
                                                .hitRate()
                                                .orElseThrow()
                                                .interval(),
                                        hitRate()))
                        .knownToCover(0.92, 0.98),
                World.of(
                        "absolute error of forecasts",
                        "the same",
                        random -> holds(forecasts(random).mae().interval(), absoluteError())));
    }

    private static ForecastSkill.Result forecasts(RandomGenerator random) {
        List<Scored> forecasts = new ArrayList<>();
        for (int person = 0; person < 10; person++) {
            double own = 0.3 * random.nextGaussian();
            for (int f = 0; f < 6; f++) {
                double actual = random.nextGaussian();
                double said = actual + 0.3 + own + random.nextGaussian();
                forecasts.add(new Scored(said, actual, said - 1.5, said + 1.5, 0, "p" + person));
            }
        }
        return ForecastSkill.of(forecasts, 1, LEVEL);
    }

    /// The error is normal with mean .3 and variance 1.09.
    private static double hitRate() {
        double sd = Math.sqrt(1.09);
        return cdf((1.5 - 0.3) / sd) - cdf((-1.5 - 0.3) / sd);
    }

    private static double absoluteError() {
        double sd = Math.sqrt(1.09);
        return sd * Math.sqrt(2 / Math.PI) * Math.exp(-0.09 / (2 * 1.09)) + 0.3 * (2 * cdf(0.3 / sd) - 1);
    }

    private static double cdf(double z) {
        return 1 - Confidence.normalTail(z);
    }

    private static int hits(RandomGenerator random, int n, double truth) {
        int hits = 0;
        for (int i = 0; i < n; i++) {
            hits += random.nextDouble() < truth ? 1 : 0;
        }
        return hits;
    }

    /// By adding up waits, for any mean.
    private static long poisson(RandomGenerator random, double mean) {
        long count = -1;
        for (double time = 0; time < mean; count++) {
            time += random.nextExponential();
        }
        return count;
    }

    static double[] values(RandomGenerator random, int n, double mean, double deviation) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> mean + deviation * random.nextGaussian());
        return values;
    }

    private static Summary normal(RandomGenerator random, int n, double mean, double deviation) {
        return Summary.of(values(random, n, mean, deviation));
    }

    private static double[] waits(RandomGenerator random, int n) {
        double[] waits = new double[n];
        Arrays.setAll(waits, i -> Math.exp(random.nextGaussian()));
        Arrays.sort(waits);
        return waits;
    }

    private static double[][] pair(RandomGenerator random, int n, double rho) {
        double[] a = values(random, n, 0, 1);
        double[] b = new double[n];
        Arrays.setAll(b, i -> rho * a[i] + Math.sqrt(1 - rho * rho) * random.nextGaussian());
        return new double[][] {a, b};
    }

    /// Twenty days of 3 to 12 rows that share the day's mood.
    private static List<Summary> days(RandomGenerator random) {
        List<Summary> days = new ArrayList<>();
        for (int day = 0; day < 20; day++) {
            days.add(normal(random, 3 + day % 10, random.nextGaussian(), 1));
        }
        return days;
    }
}
