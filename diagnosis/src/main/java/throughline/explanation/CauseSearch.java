package throughline.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import throughline.explanation.CauseLink.Standing;
import throughline.explanation.CauseNode.Tier;
import throughline.statistics.causal.AdjustmentSet;
import throughline.statistics.causal.EdgeStability;
import throughline.statistics.causal.EdgeStability.Found;
import throughline.statistics.causal.EffectEstimate;
import throughline.statistics.causal.EffectiveSampleSize;
import throughline.statistics.causal.MomentBlocks;
import throughline.statistics.causal.OrderSearch;
import throughline.statistics.causal.Refutation;
import throughline.statistics.causal.RobustnessValue;
import throughline.statistics.causal.Tiers;
import throughline.statistics.causal.TwoWayCells;

/// Looks for the links between measures in cells of unit-weeks, and measures and tests each.
///
/// What units and weeks share is taken out ([TwoWayCells]). The graph is searched for on weeks drawn anew,
/// with the effective number of answers, in tiers whose members do not cause each other. An effect is that of
/// all ways together, beside the adjustment set of the graph; its error is the larger of two: weeks left out,
/// and units left out (from ten units).
final class CauseSearch {

    private static final OrderSearch.Settings SETTINGS = new OrderSearch.Settings(1, 10, 1);
    private static final double LEVEL = 0.95;
    private static final int SHUFFLES = 999;
    private static final long SEED = 71;

    /// Rows that a unit needs before its own sign counts (ours).
    private static final double OWN_ROWS = 30;

    private final List<CauseNode> nodes;
    private final TwoWayCells cells;
    private final MomentBlocks weeks;
    private final Optional<MomentBlocks> units;
    private final EdgeStability.Result graph;
    private final Map<Set<Integer>, Found> found = new HashMap<>();

    /// Searches.
    ///
    /// @param nodes the measures, of at least two tiers
    /// @param cells of exactly these measures, each of which varies within units and weeks
    /// @throws IllegalArgumentException if there are too few weeks, or answers worth too few independent ones
    CauseSearch(List<CauseNode> nodes, TwoWayCells cells) {
        this.nodes = List.copyOf(nodes);
        this.cells = cells;
        this.weeks = cells.byWeek();
        this.units = units(cells);
        Tiers tiers = Tiers.of(nodes.stream().mapToInt(n -> n.tier().ordinal()).toArray());
        for (Tier tier : Tier.values()) {
            tiers = tiers.closed(tier.ordinal());
        }
        this.graph = EdgeStability.of(weeks, tiers, SETTINGS, EdgeStability.USUAL_REPLICATES);
        graph.edges().forEach(f -> found.put(Set.of(f.edge().from(), f.edge().to()), f));
    }

    /// Answers, design effect and independent answers.
    EffectiveSampleSize.Result rows() {
        return graph.rows();
    }

    /// The links found in at least half of the searches, the strongest first.
    List<CauseLink> links() {
        var links = new ArrayList<CauseLink>();
        for (Found f : graph.edges()) {
            if (f.stability() < EdgeStability.POSSIBLE - 1e-9) {
                continue;
            }
            int from = f.edge().from();
            int to = f.edge().to();
            boolean onward = nodes.get(from).tier().compareTo(nodes.get(to).tier()) < 0;
            if (nodes.get(from).tier() != nodes.get(to).tier()) {
                link(onward ? from : to, onward ? to : from).ifPresent(links::add);
            }
        }
        links.sort(Comparator.comparing((CauseLink l) -> !l.sure()).thenComparingDouble(l -> -l.size()));
        return links;
    }

    /// What one measure does to another of a later tier, whether the search joins them or not; empty where
    /// the data cannot tell.
    Optional<CauseLink> link(int cause, int effect) {
        if (nodes.get(cause).tier().compareTo(nodes.get(effect).tier()) >= 0) {
            return Optional.empty();
        }
        Optional<AdjustmentSet> set = AdjustmentSet.find(graph.searched(), cause, effect);
        if (set.isEmpty()) {
            return Optional.empty();
        }
        try {
            Set<Integer> held = set.get().variables();
            // Only what is needed: each block is left out once, so the others would be carried hundreds of times.
            int[] needed = IntStream.concat(
                            IntStream.of(cause, effect), held.stream().mapToInt(v -> v))
                    .toArray();
            MomentBlocks own = weeks.select(needed);
            Set<Integer> others = IntStream.range(2, needed.length).boxed().collect(Collectors.toSet());
            EffectEstimate estimate = wider(own, units.map(u -> u.select(needed)), others);
            return Optional.of(new CauseLink(
                    nodes.get(cause),
                    nodes.get(effect),
                    Optional.ofNullable(found.get(Set.of(cause, effect)))
                            .map(Found::stability)
                            .orElse(0.0),
                    estimate.estimate(),
                    estimate.standardised(),
                    held.stream().map(nodes::get).toList(),
                    Refutation.placebo(own, 0, 1, others, LEVEL, SHUFFLES, SEED).chance(),
                    cells.signs(cause, effect, held, OWN_ROWS),
                    RobustnessValue.of(estimate),
                    Standing.OPEN));
        } catch (ArithmeticException e) {
            // Beside what has to be held still the cause does not differ, so nothing is known of its effect.
            return Optional.empty();
        }
    }

    /// The effect of the first variable on the second, with the wider of two intervals.
    ///
    /// @param units empty where they are too few
    static EffectEstimate wider(MomentBlocks weeks, Optional<MomentBlocks> units, Set<Integer> held) {
        EffectEstimate byWeek = EffectEstimate.of(weeks, 0, 1, held, LEVEL);
        return units.map(u -> EffectEstimate.of(u, 0, 1, held, LEVEL))
                .filter(byUnit -> byUnit.estimate().interval().width()
                        > byWeek.estimate().interval().width())
                .orElse(byWeek);
    }

    /// The cells' units as blocks; empty where they are too few.
    static Optional<MomentBlocks> units(TwoWayCells cells) {
        return cells.units() < MomentBlocks.MINIMUM_BLOCKS ? Optional.empty() : Optional.of(cells.byUnit());
    }

    /// What has to be held still to see what one measure does to another.
    Optional<Set<Integer>> held(int cause, int effect) {
        return AdjustmentSet.find(graph.searched(), cause, effect).map(AdjustmentSet::variables);
    }

    /// Of variables that say the same as an earlier one, or do not vary once units and weeks are taken out,
    /// the indices; a search cannot tell them apart.
    ///
    /// @param nodes in the order of the variables
    static List<Integer> apart(List<CauseNode> nodes, TwoWayCells cells, double[] before) {
        MomentBlocks blocks = cells.byWeek();
        var total = blocks.total();
        var kept = new ArrayList<Integer>();
        for (int v : IntStream.range(0, nodes.size()).toArray()) {
            boolean varies = cells.squares(v) > LEFT * before[v];
            if (varies && kept.stream().noneMatch(k -> Math.abs(total.correlation(k, v)) > SAME)) {
                kept.add(v);
            }
        }
        return kept;
    }

    /// Share of a measure's differences that units and weeks must leave (ours).
    private static final double LEFT = 1e-6;

    /// Correlation from which one measure says the same as another (ours).
    private static final double SAME = 0.995;
}
