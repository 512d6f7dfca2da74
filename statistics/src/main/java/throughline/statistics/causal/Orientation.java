package throughline.statistics.causal;

import java.util.ArrayList;
import java.util.List;
import throughline.statistics.causal.CausalGraph.Edge;
import throughline.statistics.causal.CausalGraph.Kind;

/// Which edges of a graph without circles keep their direction in every graph that fits as well.
///
/// Colliders whose parents are not joined show in the data, tiers are known; the rest follows by the four
/// rules of Meek (1995): no new collider, no circle. What then has no direction can be turned either way.
final class Orientation {

    private final int p;
    private final boolean[][] joined;
    private final boolean[][] arrow;

    /// @param parents bits of the parents of each variable
    private Orientation(long[] parents, Tiers tiers) {
        p = parents.length;
        joined = new boolean[p][p];
        arrow = new boolean[p][p];
        for (int v = 0; v < p; v++) {
            for (int u = 0; u < p; u++) {
                if ((parents[v] >>> u & 1) != 0) {
                    joined[u][v] = true;
                    joined[v][u] = true;
                }
            }
        }
        for (int v = 0; v < p; v++) {
            for (int u = 0; u < p; u++) {
                if ((parents[v] >>> u & 1) != 0 && (tiers.tier(u) != tiers.tier(v) || collider(parents[v], u))) {
                    arrow[u][v] = true;
                }
            }
        }
    }

    private boolean collider(long parents, int u) {
        for (int w = 0; w < p; w++) {
            if (w != u && (parents >>> w & 1) != 0 && !joined[u][w]) {
                return true;
            }
        }
        return false;
    }

    /// The edges with the directions that are settled.
    static List<Edge> of(long[] parents, Tiers tiers) {
        var orientation = new Orientation(parents, tiers);
        orientation.close();
        var edges = new ArrayList<Edge>();
        for (int u = 0; u < orientation.p; u++) {
            for (int v = u + 1; v < orientation.p; v++) {
                if (orientation.arrow[u][v]) {
                    edges.add(new Edge(u, v, Kind.DIRECTED));
                } else if (orientation.arrow[v][u]) {
                    edges.add(new Edge(v, u, Kind.DIRECTED));
                } else if (orientation.joined[u][v]) {
                    edges.add(new Edge(u, v, Kind.UNDIRECTED));
                }
            }
        }
        return edges;
    }

    private void close() {
        boolean more = true;
        while (more) {
            more = false;
            for (int a = 0; a < p; a++) {
                for (int b = 0; b < p; b++) {
                    if (open(a, b) && (first(a, b) || second(a, b) || third(a, b) || fourth(a, b))) {
                        arrow[a][b] = true;
                        more = true;
                    }
                }
            }
        }
    }

    private boolean open(int a, int b) {
        return joined[a][b] && !arrow[a][b] && !arrow[b][a];
    }

    /// c leads to a and is not joined to b: b leading to a would be a new collider.
    private boolean first(int a, int b) {
        for (int c = 0; c < p; c++) {
            if (arrow[c][a] && !joined[c][b]) {
                return true;
            }
        }
        return false;
    }

    /// a leads to c and c to b: b leading to a would close a circle.
    private boolean second(int a, int b) {
        for (int c = 0; c < p; c++) {
            if (arrow[a][c] && arrow[c][b]) {
                return true;
            }
        }
        return false;
    }

    /// Two neighbours of a that are not joined lead to b: b leading to a would make a circle or a new
    /// collider.
    private boolean third(int a, int b) {
        for (int c = 0; c < p; c++) {
            for (int d = c + 1; d < p && open(a, c) && arrow[c][b]; d++) {
                if (open(a, d) && arrow[d][b] && !joined[c][d]) {
                    return true;
                }
            }
        }
        return false;
    }

    /// A neighbour d of a leads to c, c leads to b, and d is not joined to b (needed once directions are
    /// known from elsewhere).
    private boolean fourth(int a, int b) {
        for (int c = 0; c < p; c++) {
            for (int d = 0; d < p && arrow[c][b] && joined[a][c]; d++) {
                if (open(a, d) && arrow[d][c] && !joined[d][b]) {
                    return true;
                }
            }
        }
        return false;
    }
}
