package throughline.statistics.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;
import throughline.statistics.causal.CausalGraph.Edge;
import throughline.statistics.causal.CausalGraph.Kind;

/// A causal graph found by looking for the order of the variables in which the fewest arrows explain the
/// most.
///
/// Given an order, each variable takes its best parents among those before it ([LocalScores]); the search
/// moves one variable at a time to its best place inside its tier until no move helps, from several starts,
/// then from orders of graphs that fit exactly as well, and keeps the best. Between tiers the order is known ([Tiers]).
/// A direction inside a tier is given only
/// where every graph that fits equally well has it; the others stay undirected. In a closed tier what two
/// variables still share beside their causes becomes a bidirected edge.
///
/// Assumes straight-line relations, no hidden common cause (of an open tier) and no circles; each is a
/// strong claim, so show the stability of edges ([EdgeStability]) and the robustness of effects
/// ([RobustnessValue]) beside the graph. `effective` is the number of independent rows
/// ([EffectiveSampleSize]): with the number of rows of clustered data the search invents edges. Prefer a
/// test of one effect ([EffectEstimate]) where the question is one effect.
///
/// - Teyssier, Koller (2005). Ordering-based search. Proceedings of UAI 21, 584-590.
///   [arXiv:1207.1429](https://arxiv.org/abs/1207.1429)
/// - Andrews, Ramsey, Sanchez-Romero, Camchong, Kummerfeld (2023). Fast scalable and accurate discovery
///   of DAGs using the best order score search and grow-shrink trees. NeurIPS 36.
///   [doi:10.48550/arXiv.2310.17679](https://doi.org/10.48550/arXiv.2310.17679)
/// - Meek (1995). Causal inference and causal explanation with background knowledge. Proceedings of UAI
///   11, 403-410. [arXiv:1302.4972](https://arxiv.org/abs/1302.4972)
public final class OrderSearch {

    /// Most variables.
    public static final int MAXIMUM_VARIABLES = 63;

    /// Fewest effective rows beyond the number of variables.
    public static final int MINIMUM_SPARE_ROWS = 10;

    private static final double SMALLEST_GAIN = 1e-9;

    private final LocalScores scores;
    private final Tiers tiers;
    private final List<List<Integer>> members;

    private OrderSearch(LocalScores scores, Tiers tiers) {
        this.scores = scores;
        this.tiers = tiers;
        this.members = tiers.members();
    }

    /// How to search.
    ///
    /// @param penalty times the penalty of the BIC an edge costs, above 0; 1 is the BIC; 2 keeps out
    ///     all but the rarest false edges at the price of the weakest true ones
    /// @param starts orders to start from, and orders of graphs alike to try after them; 1 tries none
    /// @param seed of the starts beyond the second
    public record Settings(double penalty, int starts, long seed) {

        /// Penalty 2, ten starts and as many orders of graphs alike.
        public static final Settings USUAL = new Settings(2, 10, 1);

        /// Checks the figures.
        ///
        /// @throws IllegalArgumentException if one is out of range
        public Settings {
            if (!(penalty > 0) || starts < 1) {
                throw new IllegalArgumentException(
                        "A search needs a penalty above 0 and at least 1 start, got %s and %d"
                                .formatted(penalty, starts));
            }
        }
    }

    /// What was found.
    ///
    /// @param graph the edges, with direction where it is settled
    /// @param order an order of the variables in which this graph scores best
    /// @param score `n ln(residual variance) + penalty ln(n) parents`, summed over the standardised variables
    public record Result(CausalGraph graph, List<Integer> order, double score) {

        /// Copies the order.
        public Result {
            order = List.copyOf(order);
        }
    }

    /// Searches with the usual settings.
    ///
    /// @param effective number of independent rows, not of rows
    public static Result of(Moments moments, double effective, Tiers tiers) {
        return of(moments, effective, tiers, Settings.USUAL);
    }

    /// Searches for the graph of the variables.
    ///
    /// @param moments joint moments of 2 to [#MAXIMUM_VARIABLES] variables
    /// @param effective number of independent rows, not of rows
    /// @param tiers of the same variables
    /// @throws IllegalArgumentException if there are too few or too many variables, tiers of other
    ///     variables, or too few effective rows
    /// @throws ArithmeticException if a variable does not vary
    public static Result of(Moments moments, double effective, Tiers tiers, Settings settings) {
        int p = moments.variables();
        if (p < 2 || p > MAXIMUM_VARIABLES || tiers.variables() != p) {
            throw new IllegalArgumentException(
                    "A causal graph takes 2 to %d variables with a tier each, got %d variables and %d tiers"
                            .formatted(MAXIMUM_VARIABLES, p, tiers.variables()));
        }
        if (!(effective >= p + MINIMUM_SPARE_ROWS)) {
            throw new IllegalArgumentException(
                    "A causal graph of %d variables needs at least %d independent rows, got %s"
                            .formatted(p, p + MINIMUM_SPARE_ROWS, effective));
        }
        return search(MomentBlocks.correlation(moments), effective, tiers, settings, List.of());
    }

    /// Searches from given orders first.
    static Result search(
            double[][] correlation, double effective, Tiers tiers, Settings settings, List<Integer> known) {
        var search = new OrderSearch(new LocalScores(correlation, effective, settings.penalty()), tiers);
        RandomGenerator random = Seeds.generator(settings.seed(), correlation.length);
        int[][] best = {};
        double lowest = Double.POSITIVE_INFINITY;
        for (int s = 0; s < settings.starts(); s++) {
            int[][] order = search.start(s, known, random);
            double score = search.improve(order);
            if (score < lowest - SMALLEST_GAIN) {
                lowest = score;
                best = order;
            }
        }
        for (int tries = 0; tries < settings.starts() && settings.starts() > 1; tries++) {
            int[][] order = search.alike(best, random);
            double score = search.improve(order);
            if (score < lowest - SMALLEST_GAIN) {
                lowest = score;
                best = order;
                tries = -1;
            }
        }
        return new Result(
                search.graph(best),
                Arrays.stream(best).flatMapToInt(Arrays::stream).boxed().toList(),
                lowest);
    }

    /// An order of another graph that fits exactly as well: from there a move may help that did not from here.
    private int[][] alike(int[][] order, RandomGenerator random) {
        var last = new ArrayList<Integer>();
        for (List<Integer> of : members.reversed()) {
            var shuffled = new ArrayList<>(of);
            Collections.shuffle(shuffled, random);
            last.addAll(shuffled);
        }
        List<Integer> all = graph(order).order(last);
        int[][] alike = new int[order.length][];
        for (int t = 0, k = 0; t < order.length; k += order[t].length, t++) {
            alike[t] = all.subList(k, k + order[t].length).stream()
                    .mapToInt(v -> v)
                    .toArray();
        }
        return alike;
    }

    /// The first start is the known or given order, the second its reverse, others are drawn.
    private int[][] start(int number, List<Integer> known, RandomGenerator random) {
        int[][] order = new int[members.size()][];
        for (int t = 0; t < order.length; t++) {
            var of = new ArrayList<>(members.get(t));
            if (!known.isEmpty()) {
                of.sort(Comparator.comparingInt(known::indexOf));
            }
            if (number == 1) {
                Collections.reverse(of);
            } else if (number > 1) {
                Collections.shuffle(of, random);
            }
            order[t] = of.stream().mapToInt(v -> v).toArray();
        }
        return order;
    }

    /// Moves variables until no move helps; the score of the order it ends with.
    private double improve(int[][] order) {
        double total = 0;
        long before = 0;
        for (int[] tier : order) {
            if (!tiers.closedTier(tier[0])) {
                boolean moved = tier.length > 1;
                while (moved) {
                    moved = false;
                    for (int v : tier.clone()) {
                        moved |= move(tier, v, before);
                    }
                }
            }
            long prefix = before;
            for (int v : tier) {
                total += scores.score(v, tiers.closedTier(v) ? before : prefix);
                prefix |= 1L << v;
            }
            before = prefix;
        }
        return total;
    }

    /// Moves the variable to its best place in the tier; whether that is another.
    private boolean move(int[] tier, int v, long before) {
        int m = tier.length - 1;
        int[] others = new int[m];
        int place = 0;
        for (int i = 0, k = 0; i <= m; i++) {
            if (tier[i] == v) {
                place = i;
            } else {
                others[k++] = tier[i];
            }
        }
        double[] sums = new double[m + 1];
        long prefix = before;
        double left = 0;
        for (int j = 0; j <= m; j++) {
            sums[j] += left + scores.score(v, prefix);
            if (j < m) {
                left += scores.score(others[j], prefix);
                prefix |= 1L << others[j];
            }
        }
        double right = 0;
        for (int j = m - 1; j >= 0; j--) {
            prefix &= ~(1L << others[j]);
            right += scores.score(others[j], prefix | 1L << v);
            sums[j] += right;
        }
        int best = place;
        for (int j = 0; j <= m; j++) {
            if (sums[j] < sums[best] - SMALLEST_GAIN) {
                best = j;
            }
        }
        if (best == place) {
            return false;
        }
        System.arraycopy(others, 0, tier, 0, best);
        tier[best] = v;
        System.arraycopy(others, best, tier, best + 1, m - best);
        return true;
    }

    private CausalGraph graph(int[][] order) {
        long[] parents = new long[tiers.variables()];
        var hidden = new ArrayList<Edge>();
        long before = 0;
        for (int[] tier : order) {
            long prefix = before;
            for (int v : tier) {
                parents[v] = scores.parents(v, tiers.closedTier(v) ? before : prefix);
                prefix |= 1L << v;
            }
            for (int a : tier) {
                for (int b : tier) {
                    if (a < b && tiers.closedPair(a, b) && scores.joined(a, b, parents[a] | parents[b])) {
                        hidden.add(new Edge(a, b, Kind.BIDIRECTED));
                    }
                }
            }
            before = prefix;
        }
        var edges = new ArrayList<>(Orientation.of(parents, tiers));
        edges.addAll(hidden);
        return CausalGraph.of(tiers.variables(), edges);
    }
}
