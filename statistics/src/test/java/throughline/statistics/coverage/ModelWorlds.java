package throughline.statistics.coverage;

import static throughline.statistics.coverage.World.holds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;
import throughline.statistics.Moments;
import throughline.statistics.Summary;
import throughline.statistics.causal.EffectEstimate;
import throughline.statistics.causal.MomentBlocks;
import throughline.statistics.comparison.RandomIntercept;
import throughline.statistics.comparison.ShrunkMeans;
import throughline.statistics.consistency.IntraclassCorrelation;
import throughline.statistics.consistency.VarianceComponents;
import throughline.statistics.intervention.DifferenceInDifferences;
import throughline.statistics.intervention.SegmentedRegression;
import throughline.statistics.intervention.SegmentedRegression.Errors;
import throughline.statistics.intervention.StructuralTimeSeries;
import throughline.statistics.intervention.TimeSeries;
import throughline.statistics.regression.FixedEffectsRegression;
import throughline.statistics.survival.KaplanMeier;
import throughline.statistics.survival.Lifetimes;

/// Intervals of effects, of groups and of survival.
final class ModelWorlds {

    private static final double LEVEL = 0.95;

    private ModelWorlds() {}

    static List<World> all() {
        List<World> worlds = new ArrayList<>(changes());
        worlds.addAll(groups());
        worlds.addAll(survival());
        worlds.addAll(effects());
        return worlds;
    }

    private static List<World> changes() {
        String series = " times, changed from two thirds on, neighbours correlate ";
        return List.of(
                World.of(
                                "jump of the level (Newey-West)",
                                "150" + series + "0",
                                random -> jump(random, 150, 0, Errors.NEWEY_WEST))
                        .knownToCover(0.90, 0.97),
                World.of(
                                "jump of the level (Newey-West), long",
                                "600" + series + ".3",
                                random -> jump(random, 600, 0.3, Errors.NEWEY_WEST))
                        .knownToCover(0.90, 0.97),
                World.of(
                                "turn of the slope (Newey-West)",
                                "150" + series + "0",
                                random -> turn(random, 150, 0, Errors.NEWEY_WEST))
                        .knownToCover(0.90, 0.97),
                World.of(
                                "jump of the level (AR(1))",
                                "60" + series + ".3",
                                random -> jump(random, 60, 0.3, Errors.AUTOREGRESSIVE))
                        .slow(2),
                World.of(
                                "jump of the level (AR(1)), long",
                                "150" + series + ".3",
                                random -> jump(random, 150, 0.3, Errors.AUTOREGRESSIVE))
                        .slow(2),
                World.of(
                                "turn of the slope (AR(1))",
                                "60" + series + ".3",
                                random -> turn(random, 60, 0.3, Errors.AUTOREGRESSIVE))
                        .slow(2),
                World.of(
                                "effect against the foretold, steady level",
                                "120 times before, 30 after, 1 control",
                                random -> structural(random, 0))
                        .knownToCover(0.95, 0.995),
                World.of(
                                "effect against the foretold, drift .05",
                                "the same, the level drifts by .05 a time",
                                random -> structural(random, 0.05))
                        .knownToCover(0.94, 0.99),
                World.of("effect against the foretold, drift .1", "the same, by .1", random -> structural(random, 0.1)),
                World.of("effect against the foretold, drift .3", "the same, by .3", random -> structural(random, 0.3))
                        .knownToCover(0.91, 0.97),
                World.of(
                                "effect of what came in bit by bit",
                                "16 units over 8 periods, 10 treated from periods 3 to 5",
                                ModelWorlds::staggered)
                        .slow(10)
                        .knownToCover(0.90, 0.97));
    }

    private static double[] errors(RandomGenerator random, int n, double rho) {
        double[] errors = new double[n];
        for (int t = 0; t < n; t++) {
            errors[t] = t == 0
                    ? random.nextGaussian()
                    : rho * errors[t - 1] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
        }
        return errors;
    }

    private static SegmentedRegression.Change lines(RandomGenerator random, int n, double rho, Errors kind) {
        int change = 2 * n / 3;
        double[] values = errors(random, n, rho);
        for (int t = 0; t < n; t++) {
            values[t] += 0.01 * t + (t >= change ? 1 + 0.02 * (t - change + 1) : 0);
        }
        return SegmentedRegression.of(TimeSeries.of(values), kind, LEVEL, change)
                .changes()
                .getFirst();
    }

    private static boolean jump(RandomGenerator random, int n, double rho, Errors kind) {
        return holds(lines(random, n, rho, kind).level().interval(), 1);
    }

    private static boolean turn(RandomGenerator random, int n, double rho, Errors kind) {
        return holds(lines(random, n, rho, kind).slope().interval(), 0.02);
    }

    private static boolean structural(RandomGenerator random, double drift) {
        double[] values = new double[150];
        double[][] regressors = new double[150][];
        double level = 0;
        for (int t = 0; t < 150; t++) {
            level += drift * random.nextGaussian();
            double x = random.nextGaussian();
            regressors[t] = new double[] {x};
            values[t] = level + 0.7 * x + random.nextGaussian() + (t >= 120 ? 1 : 0);
        }
        return holds(
                StructuralTimeSeries.of(new TimeSeries(values, regressors, 1), 120, 0, LEVEL)
                        .effect()
                        .interval(),
                1);
    }

    private static boolean staggered(RandomGenerator random) {
        List<DifferenceInDifferences.Observation> observations = new ArrayList<>();
        Map<String, Integer> first = new HashMap<>();
        for (int unit = 0; unit < 16; unit++) {
            String name = "u" + unit;
            int from = unit < 10 ? 3 + unit % 3 : 99;
            if (unit < 10) {
                first.put(name, from);
            }
            double own = random.nextGaussian();
            for (int period = 0; period < 8; period++) {
                Summary rows = Summary.EMPTY;
                for (int i = 0; i < 5; i++) {
                    rows = rows.plus(own + 0.2 * period + (period >= from ? 1 : 0) + random.nextGaussian());
                }
                observations.add(new DifferenceInDifferences.Observation(name, period, rows));
            }
        }
        return holds(
                DifferenceInDifferences.of(observations, first, LEVEL).overall().interval(), 1);
    }

    private static List<World> groups() {
        return List.of(
                World.of("shrunk mean of a group", "20 groups of 4 rows, reliability .5", random -> {
                    double[] truths = FigureWorlds.values(random, 20, 0, 1);
                    return holds(
                            ShrunkMeans.of(rows(random, truths, 4, 2))
                                    .groups()
                                    .getFirst()
                                    .shrunk()
                                    .interval(),
                            truths[0]);
                }),
                World.of("shrunk mean of a group (random intercept)", "the same", random -> {
                    double[] truths = FigureWorlds.values(random, 20, 0, 1);
                    return holds(
                            RandomIntercept.of(rows(random, truths, 4, 2), LEVEL)
                                    .groups()
                                    .getFirst()
                                    .shrunk()
                                    .interval(),
                            truths[0]);
                }),
                World.of(
                        "intraclass correlation (random intercept)",
                        "30 groups of 6 rows, .2",
                        random -> holds(
                                RandomIntercept.of(rows(random, FigureWorlds.values(random, 30, 0, 1), 6, 2), LEVEL)
                                        .icc()
                                        .interval(),
                                0.2)),
                World.of(
                        "intraclass correlation (analysis of variance)",
                        "the same",
                        random -> holds(
                                IntraclassCorrelation.of(
                                                rows(random, FigureWorlds.values(random, 30, 0, 1), 6, 2), LEVEL)
                                        .single()
                                        .interval(),
                                0.2)),
                World.of(
                                "share of a variance component",
                                "25 people and 20 months crossed, people .2",
                                ModelWorlds::component)
                        .slow(10),
                World.of("slope within groups", "30 days with 4 agents each", ModelWorlds::within));
    }

    private static List<Summary> rows(RandomGenerator random, double[] truths, int n, double deviation) {
        return Arrays.stream(truths)
                .mapToObj(truth -> Summary.of(FigureWorlds.values(random, n, truth, deviation)))
                .toList();
    }

    private static boolean component(RandomGenerator random) {
        double[] people = FigureWorlds.values(random, 25, 0, 1);
        double[] months = FigureWorlds.values(random, 20, 0, 1);
        List<VarianceComponents.Cell> cells = new ArrayList<>();
        for (int p = 0; p < 25; p++) {
            for (int m = 0; m < 20; m++) {
                cells.add(new VarianceComponents.Cell(
                        new int[] {p, m},
                        Summary.of(FigureWorlds.values(random, 2, people[p] + months[m], Math.sqrt(3)))));
            }
        }
        return holds(
                VarianceComponents.of(2, cells, LEVEL)
                        .components()
                        .getFirst()
                        .share()
                        .interval(),
                0.2);
    }

    private static boolean within(RandomGenerator random) {
        List<FixedEffectsRegression.Row> rows = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            double state = random.nextGaussian();
            double mood = random.nextGaussian();
            for (int agent = 0; agent < 4; agent++) {
                double y = state + mood + agent + random.nextGaussian();
                rows.add(new FixedEffectsRegression.Row(1, y, new double[] {state}, new int[] {agent}, day));
            }
        }
        return holds(FixedEffectsRegression.of(rows, LEVEL).getFirst().interval(), 1);
    }

    private static List<World> survival() {
        return List.of(
                World.of(
                        "share that survives (Kaplan-Meier)",
                        "60 lives, a third out of sight before their end",
                        random -> holds(curve(random, 60).at(0.6931471805599453).interval(), 0.5)),
                World.of("median life (Kaplan-Meier)", "the same", random -> {
                    KaplanMeier.Age median = curve(random, 60).median();
                    return atMost(median.low(), 0.6931471805599453) && !below(median.high(), 0.6931471805599453);
                }));
    }

    private static boolean atMost(OptionalDouble low, double truth) {
        return low.isEmpty() || low.getAsDouble() <= truth;
    }

    private static boolean below(OptionalDouble high, double truth) {
        return high.isPresent() && high.getAsDouble() < truth;
    }

    private static KaplanMeier curve(RandomGenerator random, int n) {
        var lives = new Lifetimes.Builder();
        for (int i = 0; i < n; i++) {
            double end = random.nextExponential();
            double sight = 2 * random.nextExponential();
            if (end <= sight) {
                lives.ended(end, 1);
            } else {
                lives.censored(sight, 1);
            }
        }
        return KaplanMeier.of(lives.build(), LEVEL, KaplanMeier.Scale.LOG_LOG);
    }

    private static List<World> effects() {
        return List.of(
                World.of(
                        "effect of a cause, independent rows",
                        "60 blocks of 5 rows, 1 held still",
                        random -> effect(random, 0)),
                World.of(
                        "effect of a cause, rows that share a day",
                        "60 days of 5 rows, half of the variance is the day's",
                        random -> effect(random, 1)));
    }

    private static boolean effect(RandomGenerator random, double shared) {
        List<Moments> days = new ArrayList<>();
        for (int day = 0; day < 60; day++) {
            double dayX = shared * random.nextGaussian();
            double dayY = shared * random.nextGaussian();
            double[][] rows = new double[5][];
            for (int i = 0; i < 5; i++) {
                double z = random.nextGaussian();
                double x = dayX + 0.5 * z + random.nextGaussian();
                rows[i] = new double[] {x, z, 0.7 * x + z + dayY + random.nextGaussian()};
            }
            days.add(Moments.of(rows));
        }
        return holds(
                EffectEstimate.of(MomentBlocks.of(days, 1), 0, 2, Set.of(1), LEVEL)
                        .estimate()
                        .interval(),
                0.7);
    }
}
