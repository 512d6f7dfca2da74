package throughline.statistics.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Seeds;
import throughline.statistics.causal.CausalGraph.Edge;
import throughline.statistics.causal.CausalGraph.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AdjustmentSetTest {

    private static final int FAULT = 0;
    private static final int LOAD = 1;
    private static final int WAIT = 2;
    private static final int FELT = 3;

    @Test
    void holds_the_common_cause_still() {
        CausalGraph graph = graph(4, "1>0", "1>2", "0>2", "2>3", "1>3");

        assertThat(set(graph, FAULT, FELT)).contains(Set.of(LOAD));
        assertThat(AdjustmentSet.valid(graph, FAULT, FELT, Set.of())).isFalse();
        assertThat(AdjustmentSet.valid(graph, FAULT, FELT, Set.of(LOAD, WAIT))).isFalse();
    }

    @Test
    void holds_nothing_still_where_nothing_is_in_the_way() {
        assertThat(set(graph(4, "0>2", "2>3", "1>3"), FAULT, FELT)).contains(Set.of());
    }

    @Test
    void does_not_open_a_way_by_holding_a_collider_still() {
        // The letter M: 2 and 3 are caused from outside, 4 by both.
        CausalGraph m = graph(5, "2>0", "2>4", "3>4", "3>1", "0>1");

        assertThat(set(m, 0, 1)).contains(Set.of());
        assertThat(AdjustmentSet.valid(m, 0, 1, Set.of(4))).isFalse();
        assertThat(AdjustmentSet.valid(m, 0, 1, Set.of(4, 2))).isTrue();
    }

    @Test
    void is_as_in_the_example_of_the_textbook() {
        // Pearl (2009), figure 3.4: X1 .. X6 are 0 .. 5, the cause is 6, the effect 7. {X3, X4} and {X4, X5} are
        // admissible, {X4} and {X6} are not.
        CausalGraph pearl = graph(8, "0>2", "0>3", "1>3", "1>4", "2>6", "3>6", "3>7", "4>7", "6>5", "5>7");

        assertThat(AdjustmentSet.valid(pearl, 6, 7, Set.of(2, 3))).isTrue();
        assertThat(AdjustmentSet.valid(pearl, 6, 7, Set.of(3, 4))).isTrue();
        assertThat(AdjustmentSet.valid(pearl, 6, 7, Set.of(3))).isFalse();
        assertThat(AdjustmentSet.valid(pearl, 6, 7, Set.of(5))).isFalse();
        assertThat(set(pearl, 6, 7))
                .hasValueSatisfying(s -> assertThat(s).hasSize(2).contains(3));
    }

    @Test
    void is_not_there_where_a_hidden_cause_keeps_the_way_open() {
        CausalGraph graph = graph(3, "0>1", "1>2", "0=2");

        assertThat(AdjustmentSet.find(graph, 0, 2)).isEmpty();
        assertThat(AdjustmentSet.unsettled(graph, 0, 2)).isEmpty();
        assertThat(set(graph, 0, 1)).contains(Set.of());
    }

    @Test
    void is_not_there_where_the_direction_at_the_exposure_is_not_settled() {
        CausalGraph graph = graph(3, "0-1", "1>2", "0>2");

        assertThat(AdjustmentSet.find(graph, 0, 2)).isEmpty();
        assertThat(AdjustmentSet.unsettled(graph, 0, 2)).containsExactly(new Edge(0, 1, Kind.UNDIRECTED));
    }

    @Test
    void is_there_where_an_unsettled_direction_does_not_matter() {
        assertThat(set(graph(4, "0>1", "2-3", "2>1"), 0, 1)).contains(Set.of());
    }

    @Test
    void of_random_graphs_is_what_trying_all_sets_finds() {
        var random = Seeds.generator(4);
        for (int world = 0; world < 300; world++) {
            int p = 5;
            var edges = new ArrayList<Edge>();
            for (int a = 0; a < p; a++) {
                for (int b = a + 1; b < p; b++) {
                    double kind = random.nextDouble();
                    if (kind < 0.5) {
                        edges.add(new Edge(a, b, kind < 0.4 ? Kind.DIRECTED : Kind.BIDIRECTED));
                    }
                }
            }
            CausalGraph graph = CausalGraph.of(p, edges);
            boolean any = false;
            for (int bits = 0; bits < 1 << p; bits++) {
                var held = new TreeSet<Integer>();
                for (int v = 0; v < p; v++) {
                    if ((bits >> v & 1) == 1) {
                        held.add(v);
                    }
                }
                any |= AdjustmentSet.valid(graph, 1, 4, held);
            }
            Optional<AdjustmentSet> found = AdjustmentSet.find(graph, 1, 4);

            assertThat(found.isPresent()).isEqualTo(any);
            found.ifPresent(s -> {
                assertThat(AdjustmentSet.valid(graph, 1, 4, s.variables())).isTrue();
                for (int v : s.variables()) {
                    var less = new TreeSet<>(s.variables());
                    less.remove(v);
                    assertThat(AdjustmentSet.valid(graph, 1, 4, less)).isFalse();
                }
            });
        }
    }

    @Test
    void refuses_a_variable_that_is_not_there() {
        assertThatThrownBy(() -> AdjustmentSet.find(graph(2, "0>1"), 0, 2))
                .hasMessage("An effect needs two variables of 0 to 1, got 0 and 2");
    }

    private static Optional<Set<Integer>> set(CausalGraph graph, int exposure, int outcome) {
        return AdjustmentSet.find(graph, exposure, outcome).map(AdjustmentSet::variables);
    }

    /// A graph from texts such as `0>1`, `0-1`, `0=1` (directed, undirected, bidirected).
    static CausalGraph graph(int variables, String... edges) {
        var all = new ArrayList<Edge>();
        for (String e : edges) {
            Kind kind = switch (e.charAt(1)) {
                case '>' -> Kind.DIRECTED;
                case '-' -> Kind.UNDIRECTED;
                case '?' -> Kind.PARTIAL;
                default -> Kind.BIDIRECTED;
            };
            all.add(new Edge(e.charAt(0) - '0', e.charAt(2) - '0', kind));
        }
        return CausalGraph.of(variables, List.copyOf(all));
    }
}
