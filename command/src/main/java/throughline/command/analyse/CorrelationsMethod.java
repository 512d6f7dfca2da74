package throughline.command.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.reliability.EffectiveDimensions;
import throughline.statistics.reliability.ItemCorrelations;
import throughline.statistics.reliability.ParallelAnalysis;
import throughline.statistics.reliability.PolychoricCorrelation;

/// `throughline analyse correlations`.
@Command(
        name = "correlations",
        mixinStandardHelpOptions = true,
        description = "How items go together (Pearson, polychoric), and how many things they measure.",
        footer = {
            "",
            "Dimensions and factors are of the polychoric correlations where --ordinal asks for these.",
            "Pairs of different rows may contradict each other. Dimensions and factors are then of the",
            "nearest matrix without contradictions; `smallest_eigenvalue` below 0 and `largest_change` tell.",
            "The correlations are printed as found."
        })
final class CorrelationsMethod implements Callable<Integer> {

    private static final int REPLICATES = 500;

    /// Columns of correlations that fit beside the names.
    private static final int WIDE = 12;

    private static final int LONGEST_NAME = 20;

    @Mixin
    private final Call call = new Call();

    @Option(
            names = "--items",
            paramLabel = "a,b,c",
            split = ",",
            splitSynopsisLabel = ",",
            required = true,
            description = "columns of the items")
    private List<String> items;

    @Option(names = "--ordinal", description = "polychoric correlations too, for answers of few steps such as 1 to 5")
    private boolean ordinal;

    @Option(names = "--pairwise", description = "each pair on the rows that have both; default: rows that have all")
    private boolean pairwise;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the parallel analysis; default: 1")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (items.size() < 2) {
            throw call.wrong("Correlations are of at least 2 items, --items names 1.");
        }
        NumberColumns all = NumberColumns.read(call, items);
        int fewest = Math.max(items.size() + 1, ordinal ? PolychoricCorrelation.MINIMUM_ROWS : 3);
        String what = "a correlation matrix of %d items".formatted(items.size());
        int rows;
        ItemCorrelations pearson;
        NumberColumns used;
        if (pairwise) {
            rows = all.paired(fewest, what);
            used = all;
            pearson = ItemCorrelations.pearson(used.pairs());
        } else {
            used = all.complete(fewest, what);
            rows = used.rows();
            pearson = ItemCorrelations.pearson(used.moments());
        }
        Optional<ItemCorrelations> polychoric =
                ordinal ? Optional.of(ItemCorrelations.polychoric(used.tables())) : Optional.empty();
        ItemCorrelations best = polychoric.orElse(pearson);
        ParallelAnalysis.Result parallel = ParallelAnalysis.of(best, REPLICATES, seed);
        double dimensions = EffectiveDimensions.of(best.matrix());
        return call.print(new Answer(
                json(rows, pearson, polychoric, best, dimensions, parallel), text(rows, best, dimensions, parallel)));
    }

    private Map<String, Object> json(
            int rows,
            ItemCorrelations pearson,
            Optional<ItemCorrelations> polychoric,
            ItemCorrelations best,
            double dimensions,
            ParallelAnalysis.Result parallel) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("n", rows);
        json.put("pearson", pearson.estimated());
        // Null where it was not asked for.
        json.put(
                "polychoric",
                polychoric.<Object>map(ItemCorrelations::estimated).orElse(Double.NaN));
        json.put("effective_dimensions", dimensions);
        Map<String, Object> factors = new LinkedHashMap<>();
        factors.put("factors", parallel.factors());
        factors.put("eigenvalues", parallel.eigenvalues());
        factors.put("thresholds", parallel.thresholds());
        json.put("parallel_analysis", factors);
        json.put("items", items);
        if (pairwise) {
            json.put("pairs", best.rows());
        }
        json.put("smallest_eigenvalue", best.smallestEigenvalue());
        json.put("largest_change", best.largestChange());
        return json;
    }

    private List<String> text(int rows, ItemCorrelations best, double dimensions, ParallelAnalysis.Result parallel) {
        List<String> text = new ArrayList<>();
        text.add("%s correlations of %d items in %s"
                .formatted(ordinal ? "Polychoric" : "Pearson's", items.size(), call.fileName()));
        text.add("");
        text.add(
                pairwise
                        ? "Each pair on the rows that have both: %,.0f at least, of %,d with two answers or more."
                                .formatted(best.fewestRows(), rows)
                        : "%,d rows answer all.".formatted(rows));
        text.add("");
        for (int from = 0; from < items.size(); from += WIDE) {
            text.addAll(triangle(best.estimated(), from, Math.min(items.size(), from + WIDE)));
            text.add("");
        }
        TextTable factors = TextTable.of("factor", "eigenvalue", "chance");
        int shown = Math.min(items.size(), Math.max(3, parallel.factors() + 1));
        for (int f = 0; f < shown; f++) {
            factors.row(
                    String.valueOf(f + 1),
                    TextTable.number(parallel.eigenvalues()[f]),
                    TextTable.number(parallel.thresholds()[f]),
                    f < parallel.factors() ? "stands out" : "");
        }
        text.addAll(factors.lines());
        text.add("");
        text.add("The items measure %s, and tell as much as %.1f that are unrelated."
                .formatted(
                        switch (parallel.factors()) {
                            case 0 -> "nothing together that chance would not give";
                            case 1 -> "one thing";
                            default -> parallel.factors() + " things";
                        },
                        dimensions));
        if (best.smallestEigenvalue() < 0) {
            text.add("The pairs contradict each other; for the factors a correlation was changed by up to %s."
                    .formatted(TextTable.number(best.largestChange())));
        }
        return text;
    }

    /// Some columns of the lower triangle; the head has the numbers of the items.
    private List<String> triangle(double[][] correlations, int from, int to) {
        List<String> head = new ArrayList<>(List.of(""));
        for (int j = from; j < to; j++) {
            head.add(String.valueOf(j + 1));
        }
        TextTable table = TextTable.of(head.toArray(String[]::new));
        for (int i = from; i < items.size(); i++) {
            List<String> cells = new ArrayList<>(List.of("%2d %s".formatted(i + 1, shortened(items.get(i)))));
            for (int j = from; j < to; j++) {
                cells.add(j < i ? two(correlations[i][j]) : j == i ? "1" : "");
            }
            table.row(cells.toArray(String[]::new));
        }
        return table.lines();
    }

    private static String two(double correlation) {
        String text = "%.2f".formatted(Math.abs(correlation));
        String small = text.startsWith("0") ? text.substring(1) : text;
        return (correlation < 0 ? "−" : "") + small;
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
