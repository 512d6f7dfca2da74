package throughline.statistics.causal;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.statistics.causal.CausalGraph.Edge;

/// What must be held still so that what remains between an exposure and an outcome is the effect of the one
/// on the other.
///
/// The back-door criterion in its complete form: hold still nothing that the exposure may lead to on its
/// way to the outcome, and enough to close every other way between the two. An effect is not identified
/// where an edge at the exposure has no settled direction, or where a hidden cause (a bidirected edge)
/// keeps a way open. Of the sets that do, this is a smallest one in the sense that no variable can be left
/// out.
///
/// Right only as far as the graph is. Where the graph is not trusted, show the [RobustnessValue] of the
/// effect.
///
/// - Pearl (2009). Causality, 2nd edition, section 3.3.
/// [doi:10.1017/CBO9780511803161](https://doi.org/10.1017/CBO9780511803161)
/// - Perković, Textor, Kalisch, Maathuis (2018). Complete graphical characterization and construction of
///   adjustment sets. Journal of Machine Learning Research 18 (220), 1-62.
///   [arXiv:1606.06903](https://arxiv.org/abs/1606.06903)
///
/// @param exposure the cause asked about
/// @param outcome the effect asked about
/// @param variables what to hold still, possibly nothing
public record AdjustmentSet(int exposure, int outcome, Set<Integer> variables) {

    /// Copies the set, in the order of the numbers.
    public AdjustmentSet {
        variables = Collections.unmodifiableSet(new TreeSet<>(variables));
    }

    /// A set for the effect, where the graph identifies it.
    ///
    /// @throws IllegalArgumentException if exposure and outcome are the same or not in the graph
    public static Optional<AdjustmentSet> find(CausalGraph graph, int exposure, int outcome) {
        if (!unsettled(graph, exposure, outcome).isEmpty()) {
            return Optional.empty();
        }
        Optional<CausalGraph> settled = graph.extension();
        if (settled.isEmpty()) {
            return Optional.empty();
        }
        var search = new Search(graph, settled.get(), exposure, outcome);
        Set<Integer> chosen = new TreeSet<>(settled.get().ancestors(exposure));
        chosen.addAll(settled.get().ancestors(outcome));
        chosen.removeIf(search::forbidden);
        if (!search.closed(chosen)) {
            return Optional.empty();
        }
        for (int v : List.copyOf(chosen).reversed()) {
            chosen.remove(v);
            if (!search.closed(chosen)) {
                chosen.add(v);
            }
        }
        return Optional.of(new AdjustmentSet(exposure, outcome, chosen));
    }

    /// Whether holding still these variables leaves the effect alone.
    ///
    /// @throws IllegalArgumentException if exposure and outcome are the same or not in the graph
    public static boolean valid(CausalGraph graph, int exposure, int outcome, Set<Integer> variables) {
        if (!unsettled(graph, exposure, outcome).isEmpty()) {
            return false;
        }
        return graph.extension()
                .map(settled -> new Search(graph, settled, exposure, outcome))
                .filter(search -> variables.stream().noneMatch(search::forbidden) && search.closed(variables))
                .isPresent();
    }

    /// Edges at the exposure whose direction would have to be known before the effect can be: ways to the
    /// outcome may begin with them. Where there are none and yet no set is found, a hidden cause is in the
    /// way.
    ///
    /// @throws IllegalArgumentException if exposure and outcome are the same or not in the graph
    public static List<Edge> unsettled(CausalGraph graph, int exposure, int outcome) {
        if (exposure == outcome
                || Math.min(exposure, outcome) < 0
                || Math.max(exposure, outcome) >= graph.variables()) {
            throw new IllegalArgumentException("An effect needs two variables of 0 to %d, got %d and %d"
                    .formatted(graph.variables() - 1, exposure, outcome));
        }
        return graph.unclearAt(exposure).stream()
                .filter(v -> graph.possiblyReached(v, exposure).get(outcome))
                .boxed()
                .flatMap(v -> graph.find(exposure, v).stream())
                .toList();
    }

    /// What may be chosen, and whether it closes all ways but those that are the effect.
    private static final class Search {

        private final CausalGraph settled;
        private final int exposure;
        private final int outcome;
        private final BitSet forbidden = new BitSet();
        private final BitSet causal = new BitSet();

        Search(CausalGraph graph, CausalGraph settled, int exposure, int outcome) {
            this.settled = settled;
            this.exposure = exposure;
            this.outcome = outcome;
            for (int child = 0; child < graph.variables(); child++) {
                if (graph.childrenOf(exposure).get(child)) {
                    BitSet onward = graph.possiblyReached(child, exposure);
                    if (onward.get(outcome)) {
                        causal.set(child);
                        onward.stream()
                                .filter(v -> graph.possiblyReached(v, exposure).get(outcome))
                                .forEach(v -> forbidden.or(graph.possiblyReached(v, exposure)));
                    }
                }
            }
            forbidden.set(exposure);
            forbidden.set(outcome);
        }

        boolean forbidden(int variable) {
            return forbidden.get(variable);
        }

        boolean closed(Set<Integer> given) {
            return settled.separatedWithout(exposure, outcome, given, causal);
        }
    }

    /// The variables to hold still, for a call that takes numbers.
    public int[] numbers() {
        return variables.stream().mapToInt(v -> v).toArray();
    }
}
