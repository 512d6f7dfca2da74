package throughline.command.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.Interval;
import throughline.statistics.Moments;
import throughline.statistics.reliability.EffectiveDimensions;
import throughline.statistics.reliability.HeterotraitMonotrait;
import throughline.statistics.reliability.ItemCorrelations;
import throughline.statistics.reliability.ParallelAnalysis;
import throughline.statistics.reliability.PolychoricCorrelation;

/// `throughline analyse correlations`.
@Command(
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

    private static final double LEVEL = 0.95;
    private static final int REPLICATES = 500;

    /// Rows are dealt into at most so many blocks before they are drawn again.
    private static final int BLOCKS = 500;

    private static final int FEWEST_DRAWN = 30;

    /// Above it two scales are usually taken for one (Henseler, Ringle, Sarstedt 2015).
    private static final double SAME_THING = 0.9;

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
            names = "--scale",
            paramLabel = "NAME=a,b",
            description = "items meant to measure one thing; give at least two such scales to see whether they"
                    + " measure different things (HTMT)")
    private List<String> scales = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the parallel analysis and of the draws for HTMT; default: 1")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (items.size() < 2) {
            throw call.wrong("Correlations are of at least 2 items, --items names 1.");
        }
        List<NamedColumns> named = NamedColumns.read(call, "--scale", scales, items);
        if (named.size() == 1 || named.stream().anyMatch(n -> n.columns().size() < 2)) {
            throw call.wrong("--scale: HTMT compares at least 2 scales of at least 2 items each.");
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
        Map<String, Object> json = json(rows, pearson, polychoric, best, dimensions, parallel);
        List<String> text = text(rows, best, dimensions, parallel);
        if (!named.isEmpty()) {
            List<Ratio> ratios = ratios(named, best, used);
            json.put("htmt", ratios.stream().map(Ratio::json).toList());
            text.addAll(text(ratios));
        }
        return call.print(new Answer(json, text));
    }

    /// Two scales and their ratio; the ends are empty where pairs or polychoric correlations were asked for.
    private record Ratio(String first, String second, double value, double low, double high) {

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("first", first);
            json.put("second", second);
            json.put("value", value);
            json.put("low", low);
            json.put("high", high);
            return json;
        }
    }

    private List<Ratio> ratios(List<NamedColumns> named, ItemCorrelations best, NumberColumns used) {
        List<String> members = named.stream().flatMap(n -> n.columns().stream()).toList();
        int[] place = members.stream().mapToInt(items::indexOf).toArray();
        int[] scaleOf = members.stream()
                .mapToInt(m -> IntStream.range(0, named.size())
                        .filter(s -> named.get(s).columns().contains(m))
                        .findFirst()
                        .orElseThrow())
                .toArray();
        double[][] some = new double[place.length][place.length];
        for (int i = 0; i < place.length; i++) {
            for (int j = 0; j < place.length; j++) {
                some[i][j] = best.matrix()[place[i]][place[j]];
            }
        }
        double[][] values = HeterotraitMonotrait.of(some, scaleOf);
        boolean drawn = !pairwise && !ordinal && used.rows() >= FEWEST_DRAWN;
        List<Moments> blocks =
                drawn ? used.blocks(BLOCKS).stream().map(b -> b.select(place)).toList() : List.of();
        List<Ratio> ratios = new ArrayList<>();
        for (int a = 0; a < named.size(); a++) {
            for (int b = a + 1; b < named.size(); b++) {
                Interval interval = drawn
                        ? HeterotraitMonotrait.of(blocks, scaleOf, a, b, LEVEL, seed)
                                .interval()
                        : new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
                ratios.add(new Ratio(
                        named.get(a).name(), named.get(b).name(), values[a][b], interval.low(), interval.high()));
            }
        }
        return ratios;
    }

    private static List<String> text(List<Ratio> ratios) {
        TextTable table = TextTable.of("scales", "HTMT", "likely");
        for (Ratio ratio : ratios) {
            table.row(
                    ratio.first() + " and " + ratio.second(),
                    two(ratio.value()),
                    Double.isFinite(ratio.low()) ? two(ratio.low()) + " to " + two(ratio.high()) : "",
                    ratio.value() > SAME_THING ? "hardly different things" : "");
        }
        List<String> text = new ArrayList<>(List.of(""));
        text.addAll(table.lines());
        text.add("");
        text.add("HTMT is how far two scales go together, were they free of error: near 1 they measure one thing.");
        return text;
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
