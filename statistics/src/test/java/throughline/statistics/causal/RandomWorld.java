package throughline.statistics.causal;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;

/// A linear world of known causes: variables in tiers, each moved by some of those before it and by chance.
final class RandomWorld {

    private final double[][] weights;
    private final Tiers tiers;
    private final long seed;

    private RandomWorld(double[][] weights, Tiers tiers, long seed) {
        this.weights = weights;
        this.tiers = tiers;
        this.seed = seed;
    }

    /// A world of `p` variables.
    ///
    /// @param density share of pairs that are joined
    /// @param tiers number of tiers, of equal size
    static RandomWorld of(int p, double density, int tiers, long seed) {
        RandomGenerator random = Seeds.generator(seed, p, tiers);
        double[][] weights = new double[p][p];
        int[] tier = new int[p];
        for (int to = 0; to < p; to++) {
            tier[to] = to * tiers / p;
            for (int from = 0; from < to; from++) {
                if (random.nextDouble() < density) {
                    weights[from][to] = (0.3 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
                }
            }
        }
        return new RandomWorld(weights, Tiers.of(tier), seed);
    }

    Tiers tiers() {
        return tiers;
    }

    boolean joined(int a, int b) {
        return weights[a][b] != 0 || weights[b][a] != 0;
    }

    double weight(int from, int to) {
        return weights[from][to];
    }

    /// Moments of independent rows.
    Moments sample(int rows) {
        return days(1, rows, 0).getFirst();
    }

    /// Moments of days whose rows share a part of their variance that carries over from day to day.
    ///
    /// @param shared share of the variance of each variable that its day decides
    List<Moments> days(int days, int rows, double shared) {
        int p = weights.length;
        RandomGenerator random = Seeds.generator(seed, p, days, rows);
        double[] day = new double[p];
        var all = new ArrayList<Moments>();
        for (int d = 0; d < days; d++) {
            for (int v = 0; v < p; v++) {
                day[v] = 0.5 * day[v] + Math.sqrt(d == 0 ? 1 : 0.75) * random.nextGaussian();
            }
            var moments = new Moments.Builder(p);
            for (int r = 0; r < rows; r++) {
                double[] row = new double[p];
                for (int v = 0; v < p; v++) {
                    row[v] = Math.sqrt(shared) * day[v] + Math.sqrt(1 - shared) * random.nextGaussian();
                    for (int from = 0; from < v; from++) {
                        row[v] += weights[from][v] * row[from];
                    }
                }
                moments.add(row);
            }
            all.add(moments.build());
        }
        return all;
    }
}
