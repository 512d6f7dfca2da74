package throughline.statistics.causal;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;

/// Moments of many cells, days or unit-weeks, of which whole blocks can be drawn again.
///
/// Rows of one day, one unit, one week resemble each other, so they are drawn together. Cells that are
/// independent of each other (unit-weeks) are blocks of their own; days follow each other and are drawn in
/// runs of neighbours, the last day counting as the neighbour of the first (circular block bootstrap). A
/// draw is a weight for each cell and a sum; no row is touched.
///
/// - Politis, Romano (1992). A circular block-resampling procedure for stationary data. In LePage,
///   Billard (eds): Exploring the Limits of Bootstrap. Wiley, 263-270.
public final class MomentBlocks {

    /// Fewest blocks from which anything can be said of chance.
    public static final int MINIMUM_BLOCKS = 10;

    private static final int WEEK = 7;

    private final int p;
    private final double[][] cells;
    private final double[] total;
    private final int length;

    /// @param cells of each cell the count, the sums and the sums of products around the overall means
    private MomentBlocks(int p, double[][] cells, int length) {
        this.p = p;
        this.cells = cells;
        this.length = length;
        if (blocks() < MINIMUM_BLOCKS) {
            throw new IllegalArgumentException("Drawing blocks again needs at least %d blocks of cells, got %d"
                    .formatted(MINIMUM_BLOCKS, blocks()));
        }
        total = new double[1 + p + p * (p + 1) / 2];
        for (double[] cell : cells) {
            add(cell, 1, total);
        }
    }

    /// Cells that follow each other, drawn in runs of `length`.
    ///
    /// @param cells moments of the same variables; empty cells keep their place
    /// @param length cells a block, at least 1; 1 for cells that are independent of each other
    /// @throws IllegalArgumentException if there are fewer than [#MINIMUM_BLOCKS] blocks, or none with rows
    public static MomentBlocks of(List<Moments> cells, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("A block has at least 1 cell, got " + length);
        }
        return new MomentBlocks(width(cells), around(cells, means(cells)), length);
    }

    /// Days that follow each other, without gaps, in runs as long as their memory asks for: the larger of a
    /// week and twice the integrated autocorrelation time of the days' means (the median over variables),
    /// in whole weeks.
    ///
    /// @throws IllegalArgumentException if there are fewer than [#MINIMUM_BLOCKS] such runs
    public static MomentBlocks days(List<Moments> days) {
        int p = width(days);
        double[] times = new double[p];
        for (int v = 0; v < p; v++) {
            times[v] = memory(days, v);
        }
        Arrays.sort(times);
        int weeks = (int) Math.ceil(Math.max(WEEK, 2 * times[p / 2]) / WEEK - 1e-9);
        return of(days, WEEK * weeks);
    }

    /// Independent cells of which only the differences inside count: what all rows of a cell share (the
    /// unit, the week) is taken out, and each cell gives up one row for it.
    ///
    /// @throws IllegalArgumentException if fewer than [#MINIMUM_BLOCKS] cells have two rows
    public static MomentBlocks within(List<Moments> cells) {
        int p = width(cells);
        List<Moments> filled = cells.stream().filter(c -> c.count() >= 2).toList();
        double[][] own = new double[filled.size()][];
        for (int b = 0; b < own.length; b++) {
            Moments cell = filled.get(b);
            own[b] = packed(cell, new double[p], cell.count() - 1);
        }
        return new MomentBlocks(p, own, 1);
    }

    /// Blocks given by their sums: count, sums and sums of products of each, around means that are 0 over all.
    static MomentBlocks ofSums(int p, double[][] sums) {
        return new MomentBlocks(p, sums, 1);
    }

    /// The same blocks of some of the variables, in the order asked for.
    public MomentBlocks select(int... variables) {
        double[][] some = new double[cells.length][];
        Arrays.setAll(some, c -> selected(cells[c], p, variables));
        return new MomentBlocks(variables.length, some, length);
    }

    /// Count, sums and sums of products of some of `p` variables.
    static double[] selected(double[] sums, int p, int... variables) {
        int q = variables.length;
        double[] some = new double[1 + q + q * (q + 1) / 2];
        some[0] = sums[0];
        for (int i = 0, k = 1 + q; i < q; i++) {
            some[1 + i] = sums[1 + variables[i]];
            for (int j = i; j < q; j++, k++) {
                int a = Math.min(variables[i], variables[j]);
                int b = Math.max(variables[i], variables[j]);
                some[k] = sums[1 + p + a * p - a * (a - 1) / 2 + b - a];
            }
        }
        return some;
    }

    /// Number of variables.
    public int variables() {
        return p;
    }

    /// Number of rows.
    public double count() {
        return total[0];
    }

    /// Number of blocks, of `length` cells each.
    public int blocks() {
        return (cells.length + length - 1) / length;
    }

    /// Cells a block.
    public int length() {
        return length;
    }

    /// The moments of all cells; their means are 0, for everything was measured from the overall means.
    public Moments total() {
        double[] products = centred(total);
        double[][] covariance = new double[p][p];
        for (int i = 0, k = 0; i < p; i++) {
            for (int j = i; j < p; j++, k++) {
                covariance[i][j] = products[k] / (total[0] - 1);
                covariance[j][i] = covariance[i][j];
            }
        }
        return Moments.ofCovariance(covariance, total[0]);
    }

    /// Sums of one run of cells that follow each other, for leaving it out.
    double[] block(int block) {
        double[] sum = new double[total.length];
        for (int c = block * length; c < Math.min(cells.length, (block + 1) * length); c++) {
            add(cells[c], 1, sum);
        }
        return sum;
    }

    /// Sums of all cells.
    double[] sums() {
        return total.clone();
    }

    /// Sums of cells drawn again, one array a replicate.
    double[][] draws(int replicates, long seed) {
        RandomGenerator random = Seeds.generator(seed, cells.length, length);
        double[][] sums = new double[replicates][total.length];
        int[] weights = new int[cells.length];
        for (double[] sum : sums) {
            Arrays.fill(weights, 0);
            for (int drawn = 0; drawn < cells.length; drawn += length) {
                int start = random.nextInt(cells.length);
                for (int k = 0; k < Math.min(length, cells.length - drawn); k++) {
                    weights[(start + k) % cells.length]++;
                }
            }
            for (int c = 0; c < cells.length; c++) {
                if (weights[c] > 0) {
                    add(cells[c], weights[c], sum);
                }
            }
        }
        return sums;
    }

    private static void add(double[] cell, double weight, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * cell[i];
        }
    }

    /// Products around the means of the sums themselves, the upper triangle row by row.
    double[] centred(double[] sums) {
        double[] products = Arrays.copyOfRange(sums, 1 + p, sums.length);
        for (int i = 0, k = 0; i < p; i++) {
            for (int j = i; j < p; j++, k++) {
                products[k] -= sums[1 + i] * sums[1 + j] / sums[0];
            }
        }
        return products;
    }

    /// Correlations of the sums; 0 with a variable that does not vary in them.
    double[][] correlation(double[] sums) {
        double[] products = centred(sums);
        double[][] r = new double[p][p];
        double[] scale = new double[p];
        for (int i = 0, k = 0; i < p; k += p - i, i++) {
            // Rounding leaves crumbs where a variable is the same in all cells that were drawn.
            scale[i] = products[k] > 1e-13 * total[1 + p + k] ? Math.sqrt(products[k]) : 0;
        }
        for (int i = 0, k = 0; i < p; i++) {
            for (int j = i; j < p; j++, k++) {
                double with = scale[i] * scale[j];
                r[i][j] = i == j ? 1 : with == 0 ? 0 : Math.clamp(products[k] / with, -1, 1);
                r[j][i] = r[i][j];
            }
        }
        return r;
    }

    /// Correlations of moments in which every variable varies.
    static double[][] correlation(Moments moments) {
        int p = moments.variables();
        double[][] r = new double[p][p];
        for (int i = 0; i < p; i++) {
            if (!(moments.products(i, i) > 0)) {
                throw new ArithmeticException(
                        "Variable %d does not vary, all are %s: leave it out".formatted(i, moments.mean(i)));
            }
            for (int j = 0; j <= i; j++) {
                r[i][j] = i == j ? 1 : moments.correlation(i, j);
                r[j][i] = r[i][j];
            }
        }
        return r;
    }

    private static int width(List<Moments> cells) {
        if (cells.isEmpty()) {
            throw new IllegalArgumentException(
                    "Drawing blocks again needs at least %d blocks of cells, got 0".formatted(MINIMUM_BLOCKS));
        }
        return cells.getFirst().variables();
    }

    private static double[] means(List<Moments> cells) {
        var sum = new Moments.Builder(width(cells));
        cells.forEach(sum::add);
        Moments all = sum.build();
        if (!(all.count() >= 2)) {
            throw new IllegalArgumentException("Blocks need at least 2 rows in all, got " + all.count());
        }
        double[] means = new double[all.variables()];
        Arrays.setAll(means, all::mean);
        return means;
    }

    private static double[][] around(List<Moments> cells, double[] means) {
        double[][] around = new double[cells.size()][];
        for (int c = 0; c < around.length; c++) {
            Moments cell = cells.get(c);
            double[] shift = new double[means.length];
            for (int i = 0; i < shift.length && cell.count() > 0; i++) {
                shift[i] = cell.mean(i) - means[i];
            }
            around[c] = packed(cell, shift, cell.count());
        }
        return around;
    }

    private static double[] packed(Moments cell, double[] shift, double count) {
        int p = shift.length;
        double[] packed = new double[1 + p + p * (p + 1) / 2];
        packed[0] = count;
        for (int i = 0, k = 1 + p; i < p; i++) {
            packed[1 + i] = count * shift[i];
            for (int j = i; j < p; j++, k++) {
                packed[k] = cell.products(i, j) + count * shift[i] * shift[j];
            }
        }
        return packed;
    }

    /// Integrated autocorrelation time of the cells' means: `1 + 2 * sum of autocorrelations`, up to where
    /// neighbouring pairs of them no longer add anything (Geyer 1992).
    private static double memory(List<Moments> cells, int v) {
        double[] means = cells.stream()
                .filter(c -> c.count() > 0)
                .mapToDouble(c -> c.mean(v))
                .toArray();
        double centre = Arrays.stream(means).average().orElse(0);
        double[] covariance = new double[means.length];
        for (int lag = 0; lag < means.length; lag++) {
            for (int t = lag; t < means.length; t++) {
                covariance[lag] += (means[t] - centre) * (means[t - lag] - centre);
            }
        }
        double time = -1;
        for (int lag = 0; lag + 1 < means.length && covariance[0] > 0; lag += 2) {
            double pair = (covariance[lag] + covariance[lag + 1]) / covariance[0];
            if (pair <= 0) {
                break;
            }
            time += 2 * pair;
        }
        return Math.max(1, time);
    }
}
