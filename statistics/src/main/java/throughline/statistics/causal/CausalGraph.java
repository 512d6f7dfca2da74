package throughline.statistics.causal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which variables lead to which: at most one edge between any two, each of the kind that is honestly
/// supported.
///
/// Variables are counted from 0. A graph says what would follow from its own correctness: a missing edge is a
/// claim that nothing leads directly from one to the other, an edge only that something may.
///
/// - Pearl (2009). Causality, 2nd edition. Cambridge University Press.
///   [doi:10.1017/CBO9780511803161](https://doi.org/10.1017/CBO9780511803161)
public final class CausalGraph {

    /// What is known of an edge.
    public enum Kind {
        /// The first leads to the second.
        DIRECTED,
        /// One leads to the other; both directions fit the data equally well, and no more data would tell.
        UNDIRECTED,
        /// Neither leads to the other; something that was not measured leads to both.
        BIDIRECTED,
        /// One leads to the other; the data lean to a direction, but not steadily enough to name it.
        PARTIAL
    }

    /// An edge.
    ///
    /// @param from the cause, where the edge is directed or leans; else the smaller number
    /// @param to the effect, or the larger number
    public record Edge(int from, int to, Kind kind) {

        /// Puts an edge without direction in the order of the numbers.
        ///
        /// @throws IllegalArgumentException if the edge leads from a variable to itself
        public Edge {
            if (from == to || from < 0 || to < 0) {
                throw new IllegalArgumentException("An edge joins two variables, got %d and %d".formatted(from, to));
            }
            if ((kind == Kind.UNDIRECTED || kind == Kind.BIDIRECTED) && from > to) {
                int larger = from;
                from = to;
                to = larger;
            }
        }
    }

    private final int variables;
    private final List<Edge> edges;
    private final BitSet[] parents;
    private final BitSet[] children;
    private final BitSet[] unclear;
    private final BitSet[] spouses;

    private CausalGraph(int variables, List<Edge> edges) {
        this.variables = variables;
        this.edges = edges;
        this.parents = sets(variables);
        this.children = sets(variables);
        this.unclear = sets(variables);
        this.spouses = sets(variables);
        for (Edge e : edges) {
            switch (e.kind()) {
                case DIRECTED -> {
                    parents[e.to()].set(e.from());
                    children[e.from()].set(e.to());
                }
                case UNDIRECTED, PARTIAL -> {
                    unclear[e.from()].set(e.to());
                    unclear[e.to()].set(e.from());
                }
                case BIDIRECTED -> {
                    spouses[e.from()].set(e.to());
                    spouses[e.to()].set(e.from());
                }
            }
        }
    }

    /// A graph of the edges.
    ///
    /// @throws IllegalArgumentException if an edge names an unknown variable, two edges join the same
    /// variables, or directed edges lead in a circle
    public static CausalGraph of(int variables, List<Edge> edges) {
        var sorted = new ArrayList<>(edges);
        sorted.sort(Comparator.comparingInt((Edge e) -> Math.min(e.from(), e.to()))
                .thenComparingInt(e -> Math.max(e.from(), e.to())));
        BitSet joined = new BitSet();
        for (Edge e : sorted) {
            if (Math.max(e.from(), e.to()) >= variables) {
                throw new IllegalArgumentException("The edge from %d to %d names a variable beyond the last, %d"
                        .formatted(e.from(), e.to(), variables - 1));
            }
            int pair = Math.min(e.from(), e.to()) * variables + Math.max(e.from(), e.to());
            if (joined.get(pair)) {
                throw new IllegalArgumentException(
                        "Two edges join the variables %d and %d: leave one".formatted(e.from(), e.to()));
            }
            joined.set(pair);
        }
        var graph = new CausalGraph(variables, List.copyOf(sorted));
        for (int v = 0; v < variables; v++) {
            if (graph.reach(v, graph.children).get(v)) {
                throw new IllegalArgumentException("Directed edges lead in a circle through variable " + v);
            }
        }
        return graph;
    }

    /// Number of variables.
    public int variables() {
        return variables;
    }

    /// The edges, by the smaller and then the larger of their variables.
    public List<Edge> edges() {
        return edges;
    }

    /// The edge between two variables, whichever way it leads.
    public Optional<Edge> find(int a, int b) {
        return edges.stream()
                .filter(e -> (e.from() == a && e.to() == b) || (e.from() == b && e.to() == a))
                .findFirst();
    }

    /// Variables from which a directed edge leads to this one.
    public Set<Integer> parents(int variable) {
        return numbers(parents[variable]);
    }

    /// Variables to which directed edges lead from this one, over others or not.
    public Set<Integer> descendants(int variable) {
        return numbers(reach(variable, children));
    }

    /// Variables from which directed edges lead to this one, over others or not.
    public Set<Integer> ancestors(int variable) {
        return numbers(reach(variable, parents));
    }

    /// Variables that may be descendants, as far as the kinds of the edges tell.
    public Set<Integer> possibleDescendants(int variable) {
        return numbers(reach(variable, possibleChildren()));
    }

    /// Whether the graph implies that two variables are independent once the variables `given` are held still
    /// (d-separation; m-separation where hidden causes are marked by bidirected edges).
    ///
    /// @throws IllegalStateException if an edge has no direction: ask an [#extension]
    public boolean separated(int a, int b, Set<Integer> given) {
        requireDirections();
        return !reachable(a, given, children[a]).get(b);
    }

    /// As [#separated], without the edges that lead from `a` to `without`.
    boolean separatedWithout(int a, int b, Set<Integer> given, BitSet without) {
        requireDirections();
        BitSet first = (BitSet) children[a].clone();
        first.andNot(without);
        return !reachable(a, given, first).get(b);
    }

    /// A graph of the same class in which every edge has a direction, where there is one: it has the same
    /// edges and no new collider (Dor, Tarsi 1992).
    public Optional<CausalGraph> extension() {
        List<Integer> order = order(IntStream.range(0, variables).boxed().toList());
        if (order.isEmpty()) {
            return Optional.empty();
        }
        int[] place = new int[variables];
        for (int i = 0; i < variables; i++) {
            place[order.get(i)] = i;
        }
        var directed = new ArrayList<Edge>();
        for (Edge e : edges) {
            boolean open = e.kind() == Kind.UNDIRECTED || e.kind() == Kind.PARTIAL;
            boolean turned = open && place[e.from()] > place[e.to()];
            directed.add(
                    new Edge(turned ? e.to() : e.from(), turned ? e.from() : e.to(), open ? Kind.DIRECTED : e.kind()));
        }
        return Optional.of(of(variables, directed));
    }

    /// An order of the variables in which every edge can lead from an earlier to a later one without a new collider;
    /// empty if there is none.
    ///
    /// @param last all variables, those first that should come last where there is a choice
    List<Integer> order(List<Integer> last) {
        BitSet[] open = copy(unclear);
        var left = new ArrayList<>(last);
        var order = new ArrayList<Integer>();
        while (!left.isEmpty()) {
            int sink = sink(left, open);
            if (sink < 0) {
                return List.of();
            }
            open[sink].stream().forEach(w -> open[w].clear(sink));
            open[sink].clear();
            left.removeIf(v -> v == sink);
            order.add(sink);
        }
        return order.reversed();
    }

    /// A variable that can be the end of all its edges: nothing leads from it, and each neighbour without
    /// direction is joined to everything else that is joined to it.
    private int sink(List<Integer> left, BitSet[] open) {
        var all = new BitSet();
        left.forEach(all::set);
        for (int v : left) {
            if (children[v].intersects(all)) {
                continue;
            }
            BitSet around = (BitSet) parents[v].clone();
            around.and(all);
            around.or(open[v]);
            boolean fits = true;
            for (int w = open[v].nextSetBit(0); w >= 0 && fits; w = open[v].nextSetBit(w + 1)) {
                for (int o = around.nextSetBit(0); o >= 0 && fits; o = around.nextSetBit(o + 1)) {
                    fits = o == w || joined(w, o);
                }
            }
            if (fits) {
                return v;
            }
        }
        return -1;
    }

    boolean joined(int a, int b) {
        return parents[a].get(b) || children[a].get(b) || unclear[a].get(b) || spouses[a].get(b);
    }

    BitSet childrenOf(int variable) {
        return children[variable];
    }

    BitSet unclearAt(int variable) {
        return unclear[variable];
    }

    private BitSet[] possibleChildren() {
        BitSet[] possible = copy(children);
        for (int v = 0; v < variables; v++) {
            possible[v].or(unclear[v]);
        }
        return possible;
    }

    /// Where ways along possible directions lead from a start that avoid one variable.
    BitSet possiblyReached(int start, int avoiding) {
        BitSet[] possible = possibleChildren();
        for (BitSet set : possible) {
            set.clear(avoiding);
        }
        BitSet reached = reach(start, possible);
        reached.set(start);
        return reached;
    }

    private static BitSet reach(int start, BitSet[] next) {
        var seen = new BitSet();
        var queue = new ArrayDeque<Integer>();
        queue.add(start);
        while (!queue.isEmpty()) {
            BitSet more = (BitSet) next[queue.remove()].clone();
            more.andNot(seen);
            seen.or(more);
            more.stream().forEach(queue::add);
        }
        return seen;
    }

    /// Where information flows from `a`: the ball of Shachter (1998), with bidirected edges pointing both
    /// ways.
    ///
    /// @param first the children to which it may pass at the start
    private BitSet reachable(int a, Set<Integer> given, BitSet first) {
        BitSet fixed = new BitSet();
        given.forEach(fixed::set);
        BitSet opened = (BitSet) fixed.clone();
        fixed.stream().forEach(v -> opened.or(reach(v, parents)));
        BitSet reached = new BitSet();
        // A state is a variable and how it was entered: 2v over an arrow's head, 2v + 1 over its tail.
        BitSet seen = new BitSet();
        var queue = new ArrayDeque<Integer>();
        parents[a].stream().forEach(p -> queue.add(2 * p + 1));
        first.stream().forEach(c -> queue.add(2 * c));
        spouses[a].stream().forEach(s -> queue.add(2 * s));
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int v = state / 2;
            if (seen.get(state) || v == a) {
                continue;
            }
            seen.set(state);
            reached.set(v);
            boolean head = state % 2 == 0;
            if (!fixed.get(v)) {
                children[v].stream().forEach(c -> queue.add(2 * c));
                if (!head) {
                    parents[v].stream().forEach(p -> queue.add(2 * p + 1));
                    spouses[v].stream().forEach(s -> queue.add(2 * s));
                }
            }
            if (head && opened.get(v)) {
                parents[v].stream().forEach(p -> queue.add(2 * p + 1));
                spouses[v].stream().forEach(s -> queue.add(2 * s));
            }
        }
        return reached;
    }

    private void requireDirections() {
        for (Edge e : edges) {
            if (e.kind() == Kind.UNDIRECTED || e.kind() == Kind.PARTIAL) {
                throw new IllegalStateException(
                        "Separation needs a direction of the edge between %d and %d: ask an extension of the graph"
                                .formatted(e.from(), e.to()));
            }
        }
    }

    private static BitSet[] sets(int count) {
        BitSet[] sets = new BitSet[count];
        for (int i = 0; i < count; i++) {
            sets[i] = new BitSet(count);
        }
        return sets;
    }

    private static BitSet[] copy(BitSet[] sets) {
        BitSet[] copies = sets.clone();
        for (int i = 0; i < copies.length; i++) {
            copies[i] = (BitSet) copies[i].clone();
        }
        return copies;
    }

    private static Set<Integer> numbers(BitSet set) {
        return Collections.unmodifiableSet(
                set.stream().boxed().collect(Collectors.<Integer, Set<Integer>>toCollection(TreeSet::new)));
    }
}
