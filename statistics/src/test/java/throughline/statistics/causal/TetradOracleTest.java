package throughline.statistics.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import edu.cmu.tetrad.data.ContinuousVariable;
import edu.cmu.tetrad.data.CovarianceMatrix;
import edu.cmu.tetrad.data.Knowledge;
import edu.cmu.tetrad.graph.Graph;
import edu.cmu.tetrad.graph.Node;
import edu.cmu.tetrad.search.Boss;
import edu.cmu.tetrad.search.PermutationSearch;
import edu.cmu.tetrad.search.score.SemBicScore;
import edu.cmu.tetrad.util.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.statistics.Facts;
import throughline.statistics.Moments;
import throughline.statistics.causal.CausalGraph.Edge;
import throughline.statistics.causal.CausalGraph.Kind;

/// The search beside BOSS of Tetrad 7.6.6 (`Boss(SemBicScore)`, backward step, one thread) on graphs whose truth is
/// known, and on surveys. `-Dthroughline.variables=30` makes the graphs larger.
@Tag("simulation")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TetradOracleTest {

    private static final int GRAPHS = 100;
    private static final int ROWS = 1000;
    private static final double PENALTY = 2;

    @BeforeAll
    static void keeps_preferences_out_of_the_home(@TempDir Path home) {
        System.setProperty("java.util.prefs.userRoot", home.toString());
    }

    @Test
    void finds_the_true_edges_of_100_graphs_as_well_as_tetrad() throws InterruptedException {
        int p = Integer.getInteger("throughline.variables", 12);
        double own = 0;
        double oracle = 0;
        int same = 0;
        int worse = 0;
        for (int world = 0; world < GRAPHS; world++) {
            RandomWorld truth = RandomWorld.of(p, 55.0 / 435 * 29 / (p - 1), world % 2 == 0 ? 4 : 1, world);
            Moments data = truth.sample(ROWS);
            OrderSearch.Result ours =
                    OrderSearch.of(data, ROWS, truth.tiers(), new OrderSearch.Settings(PENALTY, 10, 1));
            List<Edge> theirs = boss(data, truth.tiers());
            own += f1(truth, ours.graph().edges());
            oracle += f1(truth, theirs);
            same += ours.graph().edges().equals(CausalGraph.of(p, theirs).edges()) ? 1 : 0;
            double difference = ours.score() - score(data, theirs, p, PENALTY);
            worse += difference > 1e-4 ? 1 : 0;
        }

        // Measured: .9896 beside .9938 of Tetrad; 92 graphs the same, 8 with a better score than Tetrad's, none worse.
        assertThat(own / GRAPHS).isGreaterThan(0.97).isGreaterThanOrEqualTo(oracle / GRAPHS - 0.01);
        assertThat(same).isGreaterThanOrEqualTo(90);
        assertThat(worse).isZero();
    }

    @Test
    void draws_the_graphs_of_surveys_as_tetrad_does() {
        String reference = String.join("\n", Facts.shared("../reference/causal_tetrad.json"));
        int same = 0;
        for (Survey survey : List.of(Survey.index(), Survey.servqual(), Survey.airport(), Survey.directory())) {
            for (int penalty : new int[] {1, 2}) {
                for (boolean tiered : new boolean[] {true, false}) {
                    int p = survey.names().size();
                    Tiers tiers = tiered ? survey.tiers() : Tiers.none(p);
                    var settings = new OrderSearch.Settings(penalty, 10, 1);
                    OrderSearch.Result ours =
                            OrderSearch.of(survey.data(), survey.data().count(), tiers, settings);
                    String key = "boss_pd" + penalty + (tiered ? "_tiers" : "");
                    List<Edge> theirs = survey.parse(Survey.edges(reference, survey.id(), key));
                    double score = score(survey.data(), theirs, p, penalty);

                    if (ours.graph().edges().equals(CausalGraph.of(p, theirs).edges())) {
                        same++;
                        assertThat(ours.score()).isCloseTo(score, within(1e-6));
                    } else {
                        assertThat(ours.score()).as(survey.id() + " " + key).isLessThan(score - 1e-6);
                    }
                }
            }
        }
        assertThat(same).isGreaterThanOrEqualTo(12);
    }

    private static double f1(RandomWorld truth, List<Edge> edges) {
        int p = truth.tiers().variables();
        long right = edges.stream().filter(e -> truth.joined(e.from(), e.to())).count();
        int all = 0;
        for (int a = 0; a < p; a++) {
            for (int b = a + 1; b < p; b++) {
                all += truth.joined(a, b) ? 1 : 0;
            }
        }
        return all + edges.size() == 0 ? 1 : 2.0 * right / (all + edges.size());
    }

    /// The score of a graph with its own parents, as [OrderSearch] counts it.
    private static double score(Moments data, List<Edge> edges, int p, double penalty) {
        CausalGraph graph = CausalGraph.of(p, edges).extension().orElseThrow();
        double[][] r = MomentBlocks.correlation(data);
        double sum = 0;
        for (int v = 0; v < p; v++) {
            int[] parents = graph.parents(v).stream().mapToInt(i -> i).toArray();
            sum += data.count() * Math.log(residual(r, v, parents)) + penalty * Math.log(data.count()) * parents.length;
        }
        return sum;
    }

    private static double residual(double[][] r, int v, int[] parents) {
        int k = parents.length;
        double[][] a = new double[k + 1][k + 1];
        for (int i = 0; i <= k; i++) {
            for (int j = 0; j <= k; j++) {
                a[i][j] = r[i < k ? parents[i] : v][j < k ? parents[j] : v];
            }
        }
        for (int q = 0; q < k; q++) {
            for (int i = q + 1; i <= k; i++) {
                double factor = a[i][q] / a[q][q];
                for (int j = q; j <= k; j++) {
                    a[i][j] -= factor * a[q][j];
                }
            }
        }
        return a[k][k];
    }

    private static List<Edge> boss(Moments data, Tiers tiers) throws InterruptedException {
        int p = data.variables();
        var nodes = new ArrayList<Node>();
        var knowledge = new Knowledge();
        double[][] covariance = new double[p][p];
        for (int v = 0; v < p; v++) {
            nodes.add(new ContinuousVariable("X" + v));
            knowledge.addToTier(tiers.tier(v), "X" + v);
            for (int u = 0; u < p; u++) {
                covariance[v][u] = data.covariance(v, u);
            }
        }
        var score = new SemBicScore(new CovarianceMatrix(nodes, new Matrix(covariance), (int) data.count()));
        score.setPenaltyDiscount(PENALTY);
        var boss = new Boss(score);
        boss.setUseBes(true);
        boss.setNumStarts(1);
        boss.setNumThreads(1);
        boss.setUseDataOrder(true);
        var search = new PermutationSearch(boss);
        search.setKnowledge(knowledge);
        search.setSeed(1);
        Graph graph = search.search();
        var edges = new ArrayList<Edge>();
        for (edu.cmu.tetrad.graph.Edge e : graph.getEdges()) {
            int one = number(e.getNode1());
            int two = number(e.getNode2());
            edges.add(
                    e.isDirected()
                            ? e.pointsTowards(e.getNode2())
                                    ? new Edge(one, two, Kind.DIRECTED)
                                    : new Edge(two, one, Kind.DIRECTED)
                            : new Edge(one, two, Kind.UNDIRECTED));
        }
        return edges;
    }

    private static int number(Node node) {
        return Integer.parseInt(node.getName().substring(1));
    }
}
