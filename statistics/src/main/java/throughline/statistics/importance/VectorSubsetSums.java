package throughline.statistics.importance;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import throughline.statistics.Seeds;

/// [SubsetSums] of several matrices at once, one in each lane of the processor's vector registers.
///
/// All lanes take the same way through the subsets, so every line of the scalar recursion is one vector
/// operation. The class loads only where the virtual machine was started with
/// `--add-modules jdk.incubator.vector`; [PartialSubsets] asks for that first. Arrays hold lane after lane:
/// number `k` of lane `l` is at `k * LANES + l`.
final class VectorSubsetSums {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /// How many matrices are visited at once; a power of 2.
    static final int LANES = SPECIES.length();

    private final int p;
    private final double[][] complement;
    private final double[][] sums;
    private final double[][] including;

    private VectorSubsetSums(int p) {
        this.p = p;
        complement = new double[p + 1][];
        sums = new double[p + 1][];
        for (int d = 0; d <= p; d++) {
            int m = p + 1 - d;
            complement[d] = new double[m * (m + 1) / 2 * LANES];
            sums[d] = new double[(p - d + 1) * LANES];
        }
        including = new double[p][(p + 1) * LANES];
    }

    /// Whether this machine has lanes and they say the same as the scalar recursion.
    static boolean agrees() {
        RandomGenerator random = Seeds.generator(30);
        int p = 5;
        double[][] matrices = new double[LANES][];
        for (int l = 0; l < LANES; l++) {
            matrices[l] = matrix(random, p + 1);
        }
        SubsetSums[] lanes = of(matrices, p);
        boolean agrees = LANES > 1;
        for (int l = 0; l < LANES; l++) {
            double[] one = ShapleyImportance.shapley(SubsetSums.of(matrices[l], p), p);
            double[] other = ShapleyImportance.shapley(lanes[l], p);
            for (int j = 0; j < p; j++) {
                agrees &= Math.abs(one[j] - other[j]) < 1e-13;
            }
        }
        return agrees;
    }

    /// Correlations of at most `1 / n`, which fit each other whatever they are.
    private static double[] matrix(RandomGenerator random, int n) {
        double[] packed = new double[n * (n + 1) / 2];
        for (int i = 0, k = 0; i < n; i++) {
            for (int j = i; j < n; j++, k++) {
                packed[k] = i == j ? 1 : (2 * random.nextDouble() - 1) / n;
            }
        }
        return packed;
    }

    /// Visits all subsets of each matrix.
    ///
    /// @param correlations of each lane the packed upper triangle of `p` predictors, at least 2, and, last,
    ///     the outcome
    static SubsetSums[] of(double[][] correlations, int p) {
        int size = correlations[0].length;
        double[] a = new double[size * LANES];
        for (int k = 0; k < size; k++) {
            for (int l = 0; l < LANES; l++) {
                a[k * LANES + l] = correlations[l][k];
            }
        }
        var lanes = new VectorSubsetSums(p);
        lanes.visit(a, 0, 0, 0);
        SubsetSums[] results = new SubsetSums[LANES];
        for (int l = 0; l < LANES; l++) {
            double[][] including = new double[p][];
            for (int j = 0; j < p; j++) {
                including[j] = lane(lanes.including[j], l);
            }
            results[l] = SubsetSums.known(lane(lanes.sums[0], l), including);
        }
        return results;
    }

    private static double[] lane(double[] all, int lane) {
        double[] one = new double[all.length / LANES];
        Arrays.setAll(one, k -> all[k * LANES + lane]);
        return one;
    }

    private static DoubleVector at(double[] a, int k) {
        return DoubleVector.fromArray(SPECIES, a, k * LANES);
    }

    private static DoubleVector inverse(DoubleVector variance) {
        return DoubleVector.broadcast(SPECIES, 1)
                .div(variance)
                .blend(0, variance.compare(VectorOperators.LE, SubsetSums.COLLINEAR));
    }

    /// As [SubsetSums] visits, with at least two predictors left.
    private void visit(double[] a, int offset, int d, int base) {
        double[] out = sums[d];
        if (d == p - 2) {
            visitLastTwo(a, offset, base, out);
            return;
        }
        int m = p + 1 - d;
        double[] next = complement[d + 1];
        include(a, offset, m, next);
        visit(next, 0, d + 1, base + 1);
        double[] below = sums[d + 1];
        int sizes = p - d;
        double[] with = including[d];
        for (int s = 0; s < sizes; s++) {
            DoubleVector sum = at(below, s);
            at(with, base + 1 + s).add(sum).intoArray(with, (base + 1 + s) * LANES);
            sum.intoArray(out, (s + 1) * LANES);
        }
        DoubleVector.zero(SPECIES).intoArray(out, 0);
        visit(a, offset + m, d + 1, base);
        for (int s = 0; s < sizes; s++) {
            at(out, s).add(at(below, s)).intoArray(out, s * LANES);
        }
    }

    private static void include(double[] a, int offset, int m, double[] next) {
        DoubleVector inverse = inverse(at(a, offset));
        int tail = offset + m;
        int k = 0;
        for (int i = 1; i < m; i++) {
            DoubleVector factor = at(a, offset + i).mul(inverse).neg();
            for (int j = i; j < m; j++, k++) {
                factor.fma(at(a, offset + j), at(a, tail + k)).intoArray(next, k * LANES);
            }
        }
    }

    private void visitLastTwo(double[] a, int o, int base, double[] out) {
        DoubleVector both = at(a, o + 1);
        DoubleVector y1 = at(a, o + 2);
        DoubleVector y2 = at(a, o + 4);
        DoubleVector none = at(a, o + 5);
        DoubleVector inverse = inverse(at(a, o));
        DoubleVector first = none.sub(y1.mul(y1).mul(inverse));
        DoubleVector second = none.sub(y2.mul(y2).mul(inverse(at(a, o + 3))));
        DoubleVector left = at(a, o + 3).sub(both.mul(both).mul(inverse));
        DoubleVector rest = y2.sub(both.mul(y1).mul(inverse));
        DoubleVector all = first.sub(rest.mul(rest).mul(inverse(left)));
        double[] withFirst = including[p - 2];
        double[] withSecond = including[p - 1];
        int one = (base + 1) * LANES;
        int two = (base + 2) * LANES;
        at(withFirst, base + 1).add(first).intoArray(withFirst, one);
        at(withSecond, base + 1).add(second).intoArray(withSecond, one);
        at(withFirst, base + 2).add(all).intoArray(withFirst, two);
        at(withSecond, base + 2).add(all).intoArray(withSecond, two);
        none.intoArray(out, 0);
        first.add(second).intoArray(out, LANES);
        all.intoArray(out, 2 * LANES);
    }
}
