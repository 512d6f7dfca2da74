package throughline.statistics.causal;

import java.util.Arrays;

/// The best parents of each variable among those that come before it, by growing and shrinking on the BIC.
///
/// ```text
/// score(v | parents) = n ln(residual variance) + penalty * ln(n) * number of parents      (the smaller the
/// better)
/// ```
///
/// Growing adds the candidate that lowers the score most until none does; shrinking takes away likewise.
/// Residual variances of all candidates are kept up by one step of a Cholesky decomposition a parent, and
/// the answer for each set of candidates is remembered.
final class LocalScores {

    /// Residual share of a variance under which a variable counts as a copy of its parents.
    static final double COPY = 1e-10;

    private final double[][] correlation;
    private final int p;
    private final double n;
    private final double cost;
    private final Memory[] memory;
    private final double[][] steps;
    private final double[] variance;
    private final double[] shared;
    private final double[][] factor;
    private final double[] solved;

    /// @param correlation correlations of all variables
    /// @param n effective number of rows
    LocalScores(double[][] correlation, double n, double penalty) {
        this.correlation = correlation;
        this.p = correlation.length;
        this.n = n;
        this.cost = penalty * Math.log(n);
        this.memory = new Memory[p];
        for (int v = 0; v < p; v++) {
            memory[v] = new Memory();
        }
        this.steps = new double[p][p];
        this.variance = new double[p];
        this.shared = new double[p];
        this.factor = new double[p][p];
        this.solved = new double[p];
    }

    /// Score of the variable with its best parents among the candidates.
    double score(int v, long candidates) {
        int slot = at(v, candidates);
        return memory[v].scores[slot];
    }

    /// Those parents.
    long parents(int v, long candidates) {
        int slot = at(v, candidates);
        return memory[v].parents[slot];
    }

    /// Whether an edge between two variables lowers the score, others held still.
    boolean joined(int a, int b, long given) {
        double before = score(residual(a, given), 0);
        double with = residual(a, given | 1L << b);
        return score(with, 1) < before;
    }

    private double score(double residual, int parents) {
        return n * Math.log(residual) + cost * parents;
    }

    private int at(int v, long candidates) {
        Memory of = memory[v];
        int slot = of.slot(candidates);
        if (of.parents[slot] < 0) {
            long parents = shrunk(v, grown(v, candidates));
            of.put(slot, candidates, parents, score(residual(v, parents), Long.bitCount(parents)));
            slot = of.slot(candidates);
        }
        return slot;
    }

    private long grown(int v, long candidates) {
        System.arraycopy(correlation[v], 0, shared, 0, p);
        Arrays.fill(variance, 1);
        long parents = 0;
        for (int k = 0; k < p; k++) {
            int best = -1;
            double most = 0;
            for (long rest = candidates & ~parents; rest != 0; rest &= rest - 1) {
                int c = Long.numberOfTrailingZeros(rest);
                double explained = shared[c] * shared[c] / variance[c];
                if (variance[c] > COPY && explained > most) {
                    most = explained;
                    best = c;
                }
            }
            double left = Math.max(variance[v] - most, COPY);
            if (best < 0 || variance[v] <= COPY || n * Math.log(left / variance[v]) + cost >= 0) {
                return parents;
            }
            parents |= 1L << best;
            add(k, best, v, candidates);
        }
        return parents;
    }

    /// Frees the candidates and the variable of what the new parent explains.
    private void add(int k, int parent, int v, long candidates) {
        double[] step = steps[k];
        double root = Math.sqrt(variance[parent]);
        for (long rest = candidates | 1L << v; rest != 0; rest &= rest - 1) {
            int c = Long.numberOfTrailingZeros(rest);
            double left = correlation[parent][c];
            for (int a = 0; a < k; a++) {
                left -= steps[a][parent] * steps[a][c];
            }
            step[c] = left / root;
        }
        for (long rest = candidates | 1L << v; rest != 0; rest &= rest - 1) {
            int c = Long.numberOfTrailingZeros(rest);
            variance[c] -= step[c] * step[c];
            shared[c] -= step[c] * step[v];
        }
    }

    private long shrunk(int v, long grown) {
        long parents = grown;
        while (parents != 0) {
            double now = score(residual(v, parents), Long.bitCount(parents));
            long best = parents;
            for (long rest = parents; rest != 0; rest &= rest - 1) {
                long without = parents & ~Long.lowestOneBit(rest);
                double score = score(residual(v, without), Long.bitCount(without));
                if (score < now) {
                    now = score;
                    best = without;
                }
            }
            if (best == parents) {
                return parents;
            }
            parents = best;
        }
        return parents;
    }

    /// Variance of the variable that the parents leave, of 1.
    private double residual(int v, long parents) {
        double left = 1;
        int k = 0;
        long before = 0;
        for (long rest = parents; rest != 0; rest &= rest - 1, k++) {
            int q = Long.numberOfTrailingZeros(rest);
            double[] row = factor[k];
            double own = 1;
            double with = correlation[v][q];
            int a = 0;
            for (long earlier = before; earlier != 0; earlier &= earlier - 1, a++) {
                double sum = correlation[q][Long.numberOfTrailingZeros(earlier)];
                double[] other = factor[a];
                for (int i = 0; i < a; i++) {
                    sum -= row[i] * other[i];
                }
                row[a] = sum / other[a];
                own -= row[a] * row[a];
                with -= row[a] * solved[a];
            }
            before |= 1L << q;
            row[k] = own > COPY ? Math.sqrt(own) : Double.POSITIVE_INFINITY;
            solved[k] = with / row[k];
            left -= solved[k] * solved[k];
        }
        return Math.max(left, COPY);
    }

    /// Answers by the bits of the candidates; open addressing, no boxes.
    private static final class Memory {

        private long[] keys = new long[64];
        private long[] parents = empty(64);
        private double[] scores = new double[64];
        private int size;

        private static long[] empty(int length) {
            long[] none = new long[length];
            Arrays.fill(none, -1);
            return none;
        }

        /// Where the answer is, or would be.
        int slot(long key) {
            int mask = keys.length - 1;
            int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
            while (parents[slot] >= 0 && keys[slot] != key) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        void put(int slot, long key, long of, double score) {
            keys[slot] = key;
            parents[slot] = of;
            scores[slot] = score;
            if (2 * ++size > keys.length) {
                grow();
            }
        }

        private void grow() {
            long[] oldKeys = keys;
            long[] oldParents = parents;
            double[] oldScores = scores;
            keys = new long[2 * oldKeys.length];
            parents = empty(keys.length);
            scores = new double[keys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldParents[i] >= 0) {
                    int slot = slot(oldKeys[i]);
                    keys[slot] = oldKeys[i];
                    parents[slot] = oldParents[i];
                    scores[slot] = oldScores[i];
                }
            }
        }
    }
}
