package throughline.command.analyse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.Estimate;
import throughline.statistics.Moments;
import throughline.statistics.causal.AdjustmentSet;
import throughline.statistics.causal.CausalGraph;
import throughline.statistics.causal.CausalGraph.Edge;
import throughline.statistics.causal.CausalGraph.Kind;
import throughline.statistics.causal.EValue;
import throughline.statistics.causal.EdgeStability;
import throughline.statistics.causal.EffectEstimate;
import throughline.statistics.causal.EffectiveSampleSize;
import throughline.statistics.causal.MomentBlocks;
import throughline.statistics.causal.OmittedVariable;
import throughline.statistics.causal.OrderSearch;
import throughline.statistics.causal.RobustnessValue;
import throughline.statistics.causal.Tiers;

/// `throughline analyse graph`.
@Command(
        mixinStandardHelpOptions = true,
        description = "Which columns may lead to which: a causal graph with the stability and the effect of each edge.",
        footer = {
            "",
            "TIERS.yaml says what cannot come before what: a list of tiers, the earliest first, or a map",
            "from names to tiers. Columns of a tier written as `closed` cannot lead to each other:",
            "  - [channel, wait]",
            "  - closed: [empathy, reliability]",
            "  - [satisfaction]",
            "",
            "kind          directed: the first leads to the second; undirected: nothing tells which leads;",
            "              partial: the data lean that way; bidirected: something hidden leads to both",
            "stability     share of the draws with the edge",
            "effect        change of the second for one more unit of the first, the second's other causes",
            "              held still; empty where an edge at the second has no settled direction",
            "total_effect  the same over other columns too, where the graph identifies it",
            "robustness    share of both columns that a hidden cause would have to explain to make the interval",
            "              of the effect touch none; 0 if it does already",
            "e_value       the same as a risk ratio, for one standard deviation more of the first column"
        })
final class GraphMethod implements Callable<Integer> {

    private static final double LEVEL = 0.95;
    private static final int STARTS = 10;
    private static final int FEWEST_DRAWS = 50;

    /// Rows are added up in at most so many cells before they are drawn again.
    private static final int CELLS = 1_000;

    private static final int PARTS = 100;

    private static final int LONGEST_NAME = 24;

    @Mixin
    private final Call call = new Call();

    @Option(
            names = "--columns",
            paramLabel = "a,b,c",
            split = ",",
            splitSynopsisLabel = ",",
            required = true,
            description = "2 to 63 columns of numbers")
    private List<String> columns;

    @Option(names = "--tiers", paramLabel = "TIERS.yaml", description = "what cannot come before what; see below")
    private @Nullable Path tiersFile;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            defaultValue = "100",
            description = "draws for the stability, 50 or more, or 0 for none; default: 100")
    private int bootstrap;

    @Option(
            names = "--block",
            paramLabel = "ROWS",
            defaultValue = "1",
            description = "rows that follow each other in the file and resemble each other, such as those of a week;"
                    + " they are drawn together; default: 1")
    private int block;

    @Option(
            names = "--penalty",
            paramLabel = "X",
            defaultValue = "2",
            description = "what an edge costs, times that of the BIC; default: 2, which keeps out false edges")
    private double penalty;

    @Option(
            names = "--hidden",
            paramLabel = "SHARE",
            description = "each effect too as it would be beside a hidden cause that explains this share, such as"
                    + " .1, of what is left of both columns")
    private @Nullable Double hidden;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the draws; default: 1")
    private long seed;

    /// An edge as it is printed.
    private record Shown(
            Edge edge,
            Optional<EdgeStability.Found> found,
            Optional<EffectEstimate> effect,
            Optional<EffectEstimate> total) {

        boolean between(double from, double below) {
            return found.map(EdgeStability.Found::stability)
                    .filter(s -> s >= from - 1e-9 && s < below - 1e-9)
                    .isPresent();
        }
    }

    @Override
    public Integer call() throws IOException {
        int p = columns.size();
        check(p);
        Tiers tiers = tiersFile == null ? Tiers.none(p) : TierFile.read(call, tiersFile, columns);
        NumberColumns all = NumberColumns.read(call, columns);
        NumberColumns complete =
                all.complete(p + OrderSearch.MINIMUM_SPARE_ROWS, "a causal graph of %d columns".formatted(p));
        int length = length(complete.rows());
        List<Moments> cells = cells(complete);
        MomentBlocks blocks = MomentBlocks.of(cells, length);
        // Leaving out a hundredth at a time is precise enough for an interval, and ten times as fast.
        MomentBlocks parts = MomentBlocks.of(cells, Math.max(length, Math.ceilDiv(cells.size(), PARTS)));
        var settings = new OrderSearch.Settings(penalty, STARTS, seed);
        EffectiveSampleSize.Result rows;
        List<Shown> edges = new ArrayList<>();
        if (bootstrap == 0) {
            rows = EffectiveSampleSize.of(blocks, EffectiveSampleSize.USUAL_REPLICATES, seed);
            CausalGraph graph = OrderSearch.of(blocks.total(), rows.effective(), tiers, settings)
                    .graph();
            graph.edges().forEach(e -> edges.add(shown(parts, graph, graph, e, Optional.empty())));
        } else {
            EdgeStability.Result result = EdgeStability.of(blocks, tiers, settings, bootstrap);
            rows = result.rows();
            result.edges()
                    .forEach(f -> edges.add(shown(parts, result.graph(), result.searched(), f.edge(), Optional.of(f))));
        }
        return call.print(new Answer(json(edges, rows), text(edges, rows, all.rows())));
    }

    private void check(int p) {
        if (p < 2 || p > OrderSearch.MAXIMUM_VARIABLES) {
            throw call.wrong(
                    "A graph is of 2 to %d columns, --columns names %d.".formatted(OrderSearch.MAXIMUM_VARIABLES, p));
        }
        if (bootstrap != 0 && bootstrap < FEWEST_DRAWS) {
            throw call.wrong("--bootstrap %d: the stability needs at least %d draws; 0 leaves it out."
                    .formatted(bootstrap, FEWEST_DRAWS));
        }
        if (block < 1) {
            throw call.wrong("--block %d: a block has at least 1 row.".formatted(block));
        }
        if (hidden != null && !(hidden >= 0 && hidden < 1)) {
            throw call.wrong("--hidden %s: a share is from 0 to below 1.".formatted(hidden));
        }
        if (!(penalty > 0)) {
            throw call.wrong("--penalty %s: what an edge costs is above 0.".formatted(penalty));
        }
    }

    /// Cells of rows in the order of the file.
    private static List<Moments> cells(NumberColumns complete) {
        int size = Math.ceilDiv(complete.rows(), CELLS);
        List<Moments> cells = new ArrayList<>();
        for (int from = 0; from < complete.rows(); from += size) {
            cells.add(complete.moments(from, Math.min(complete.rows(), from + size)));
        }
        return cells;
    }

    /// Cells of a block, enough to hold the rows asked for.
    private int length(int rows) {
        int size = Math.ceilDiv(rows, CELLS);
        int length = Math.ceilDiv(block, size);
        int count = Math.ceilDiv(Math.ceilDiv(rows, size), length);
        if (count < MomentBlocks.MINIMUM_BLOCKS) {
            throw call.wrong("--block %d: the %,d complete rows of %s are %d blocks, and %d are needed."
                    .formatted(block, rows, call.fileName(), count, MomentBlocks.MINIMUM_BLOCKS));
        }
        return length;
    }

    /// An edge with its effects, where the directions that matter for them are settled.
    private static Shown shown(
            MomentBlocks parts,
            CausalGraph steady,
            CausalGraph searched,
            Edge edge,
            Optional<EdgeStability.Found> found) {
        if (edge.kind() != Kind.DIRECTED || steady.find(edge.from(), edge.to()).isEmpty()) {
            return new Shown(edge, found, Optional.empty(), Optional.empty());
        }
        Optional<EffectEstimate> direct = Optional.empty();
        if (settledAt(edge.to(), steady) && settledAt(edge.to(), searched)) {
            Set<Integer> others = new TreeSet<>(searched.parents(edge.to()));
            others.remove(edge.from());
            direct = Optional.of(EffectEstimate.of(parts, edge.from(), edge.to(), others, LEVEL));
        }
        Optional<EffectEstimate> total = AdjustmentSet.unsettled(steady, edge.from(), edge.to())
                        .isEmpty()
                ? AdjustmentSet.find(searched, edge.from(), edge.to()).map(set -> EffectEstimate.of(parts, set, LEVEL))
                : Optional.empty();
        return new Shown(edge, found, direct, total);
    }

    /// Whether it is known of every edge at the variable which way it leads.
    private static boolean settledAt(int variable, CausalGraph graph) {
        return graph.edges().stream()
                .filter(e -> e.from() == variable || e.to() == variable)
                .noneMatch(e -> e.kind() == Kind.UNDIRECTED || e.kind() == Kind.PARTIAL);
    }

    private Map<String, Object> json(List<Shown> edges, EffectiveSampleSize.Result rows) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Shown shown : edges) {
            Edge edge = shown.edge();
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("from", columns.get(edge.from()));
            json.put("to", columns.get(edge.to()));
            json.put("kind", edge.kind().name().toLowerCase(Locale.ROOT));
            json.put(
                    "stability",
                    shown.found().map(EdgeStability.Found::stability).orElse(Double.NaN));
            json.put("effect", shown.effect().map(e -> e.estimate().value()).orElse(Double.NaN));
            json.put("low", shown.effect().map(e -> e.estimate().low()).orElse(Double.NaN));
            json.put("high", shown.effect().map(e -> e.estimate().high()).orElse(Double.NaN));
            json.put(
                    "direction",
                    shown.found().map(EdgeStability.Found::direction).orElse(Double.NaN));
            json.put(
                    "standardised",
                    shown.effect().map(e -> e.standardised().value()).orElse(Double.NaN));
            shown.effect()
                    .ifPresent(e -> json.put(
                            "held_still",
                            e.adjustment().stream().map(columns::get).toList()));
            shown.effect().ifPresent(e -> sensitivity(json, e));
            shown.total().ifPresent(t -> {
                json.put("total_effect", t.estimate().value());
                json.put("total_low", t.estimate().low());
                json.put("total_high", t.estimate().high());
            });
            list.add(json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("edges", list);
        json.put("n", Math.round(rows.rows()));
        json.put("design_effect", rows.designEffect());
        json.put("effective_rows", rows.effective());
        json.put("bootstrap", bootstrap);
        return json;
    }

    private void sensitivity(Map<String, Object> json, EffectEstimate effect) {
        RobustnessValue robustness = RobustnessValue.of(effect);
        EValue eValue = EValue.ofStandardisedMean(effect.standardised());
        json.put("robustness", robustness.ofInterval());
        json.put("robustness_of_estimate", robustness.value());
        json.put("e_value", eValue.ofInterval());
        json.put("e_value_of_estimate", eValue.value());
        if (hidden != null) {
            Estimate beside = OmittedVariable.adjusted(effect, hidden, hidden);
            Map<String, Object> left = new LinkedHashMap<>();
            left.put("effect", beside.value());
            left.put("low", beside.low());
            left.put("high", beside.high());
            json.put("beside_hidden", left);
        }
    }

    private List<String> text(List<Shown> edges, EffectiveSampleSize.Result rows, int all) {
        List<String> text = new ArrayList<>();
        text.add("What may lead to what in %s".formatted(call.fileName()));
        text.add("");
        text.add("%d columns; %,.0f of %,d rows are complete and tell as much as %,.0f independent ones."
                .formatted(columns.size(), rows.rows(), all, rows.effective()));
        text.add("");
        if (bootstrap == 0) {
            part(text, "The edges", edges, s -> true);
        } else {
            part(text, "Steady, in at least 80 of 100 draws", edges, s -> s.between(EdgeStability.STEADY, 2));
            part(
                    text,
                    "Possible, in 50 to 79 of 100 draws",
                    edges,
                    s -> s.between(EdgeStability.POSSIBLE, EdgeStability.STEADY));
            part(text, "Doubtful, in fewer", edges, s -> s.between(0, EdgeStability.POSSIBLE));
        }
        if (edges.isEmpty()) {
            text.add("No two columns are joined.");
            text.add("");
        }
        text.add("The effect is the change of the second for one more unit of the first, its other causes held still.");
        text.add("It holds as far as lines are straight, nothing hidden leads to both, and the order is right.");
        text.add("Holds against: a hidden cause of less than this share of both leaves the effect's direction sure.");
        return text;
    }

    private void part(List<String> text, String title, List<Shown> edges, Predicate<Shown> which) {
        TextTable table = TextTable.of(title, "draws", "effect", "likely", "holds against");
        List<Shown> some = edges.stream().filter(which).toList();
        for (Shown shown : some) {
            Edge edge = shown.edge();
            String arrow = edge.kind() == Kind.DIRECTED || edge.kind() == Kind.PARTIAL ? " → " : " – ";
            table.row(
                    shortened(columns.get(edge.from())) + arrow + shortened(columns.get(edge.to())),
                    shown.found()
                            .map(f -> "%.0f %%".formatted(100 * f.stability()))
                            .orElse(""),
                    shown.effect().map(e -> precise(e.estimate().value(), e)).orElse(""),
                    shown.effect()
                            .map(e -> precise(e.estimate().low(), e) + " to "
                                    + precise(e.estimate().high(), e))
                            .orElse(""),
                    shown.effect()
                            .map(e -> "%.0f %%"
                                    .formatted(100 * RobustnessValue.of(e).ofInterval()))
                            .orElse(""),
                    switch (edge.kind()) {
                        case DIRECTED -> "";
                        case UNDIRECTED -> "either way";
                        case PARTIAL -> "leans";
                        case BIDIRECTED -> "hidden cause";
                    });
        }
        if (!some.isEmpty()) {
            text.addAll(table.lines());
            text.add("");
        }
    }

    /// A number with as many decimals as the width of the interval bears: two digits of its half.
    private static String precise(double value, EffectEstimate effect) {
        double half = effect.estimate().interval().width() / 2;
        if (!(half > 1e-6 && half < 100)) {
            return TextTable.number(value);
        }
        int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(half)));
        return ("%,." + decimals + "f").formatted(value).replace('-', '−');
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
