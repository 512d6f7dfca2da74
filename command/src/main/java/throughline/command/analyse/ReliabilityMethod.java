package throughline.command.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Moments;
import throughline.statistics.reliability.CronbachAlpha;
import throughline.statistics.reliability.FactorAnalysis.Extraction;
import throughline.statistics.reliability.ItemAnalysis;
import throughline.statistics.reliability.ItemCorrelations;
import throughline.statistics.reliability.McDonaldOmega;
import throughline.statistics.reliability.ParallelAnalysis;

/// `throughline analyse reliability`.
@Command(
        mixinStandardHelpOptions = true,
        description = "Whether items measure one thing together: alpha, omega, and what each item adds.",
        footer = {
            "",
            "item_total is the correlation of an item with the sum of the others. With --ordinal all is of",
            "the feelings behind the answers (polychoric correlations): higher than for their sum."
        })
final class ReliabilityMethod implements Callable<Integer> {

    private static final double LEVEL = 0.95;
    private static final int REPLICATES = 200;
    private static final long SEED = 1;

    /// Below this correlation with the others an item measures something else (Nunnally, Bernstein 1994).
    private static final double WEAK = 0.3;

    /// Items a group factor needs.
    private static final int ITEMS_A_FACTOR = 3;

    @Mixin
    private final Call call = new Call();

    @Option(
            names = "--items",
            paramLabel = "a,b,c",
            split = ",",
            splitSynopsisLabel = ",",
            required = true,
            description = "columns of the items, all scored in the same direction")
    private List<String> items;

    @Option(names = "--ordinal", description = "for answers of few steps, such as 1 to 5: of polychoric correlations")
    private boolean ordinal;

    @Option(
            names = "--factors",
            paramLabel = "N",
            description = "group factors of the hierarchical omega; default: as many as stand out (parallel analysis)")
    private @Nullable Integer factors;

    /// What was found, and what speaks against it.
    private record Found(
            long rows,
            Estimate alpha,
            ItemAnalysis analysis,
            Optional<McDonaldOmega.Total> omega,
            int groups,
            Optional<McDonaldOmega.Hierarchical> hierarchical,
            List<String> doubts) {}

    @Override
    public Integer call() throws IOException {
        if (items.size() < 2) {
            throw call.wrong("Reliability is of at least 2 items, --items names 1.");
        }
        if (factors != null && (factors < 2 || factors * ITEMS_A_FACTOR > items.size())) {
            throw call.wrong("--factors %d: hierarchical omega takes 2 or more factors of %d items each; there are %d."
                    .formatted(factors, ITEMS_A_FACTOR, items.size()));
        }
        NumberColumns all = NumberColumns.read(call, items);
        NumberColumns complete = all.complete(CronbachAlpha.MINIMUM_ROWS, "alpha");
        Found found = find(complete);
        return call.print(new Answer(json(found), text(found, all.rows())));
    }

    private Found find(NumberColumns complete) {
        List<String> doubts = new ArrayList<>();
        ItemCorrelations correlations;
        Moments moments;
        Estimate alpha;
        if (ordinal) {
            correlations = ItemCorrelations.polychoric(complete.tables());
            moments = Moments.ofCovariance(correlations.matrix(), complete.rows());
            alpha = ordinalAlpha(correlations, doubts);
        } else {
            moments = complete.moments();
            correlations = ItemCorrelations.pearson(moments);
            alpha = CronbachAlpha.of(moments, LEVEL);
        }
        Optional<McDonaldOmega.Total> omega =
                items.size() < 3 ? Optional.empty() : total(moments, correlations, doubts);
        int groups = ParallelAnalysis.of(correlations, REPLICATES, SEED).factors();
        return new Found(
                complete.rows(),
                alpha,
                ItemAnalysis.of(moments),
                omega,
                groups,
                hierarchical(correlations, factors == null ? groups : factors, doubts),
                doubts);
    }

    private Optional<McDonaldOmega.Total> total(Moments moments, ItemCorrelations correlations, List<String> doubts) {
        try {
            McDonaldOmega.Total total = ordinal
                    ? McDonaldOmega.total(correlations.matrix(), Extraction.MINIMAL_RESIDUALS)
                    : McDonaldOmega.total(moments);
            if (total.improper()) {
                doubts.add("One item is explained in full by the common factor: omega is not to be trusted.");
            }
            return Optional.of(total);
        } catch (ArithmeticException e) {
            doubts.add("Omega was not found. " + e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private Optional<McDonaldOmega.Hierarchical> hierarchical(
            ItemCorrelations correlations, int groups, List<String> doubts) {
        if (groups < 2 || groups * ITEMS_A_FACTOR > items.size()) {
            return Optional.empty();
        }
        try {
            var found = McDonaldOmega.hierarchical(
                    correlations.matrix(),
                    groups,
                    ordinal ? Extraction.MINIMAL_RESIDUALS : Extraction.MAXIMUM_LIKELIHOOD);
            if (found.improper()) {
                doubts.add("One item is explained in full by %d factors: omega hierarchical is not to be trusted."
                        .formatted(groups));
            }
            return Optional.of(found);
        } catch (ArithmeticException e) {
            doubts.add("Omega hierarchical was not found. " + e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private static Estimate ordinalAlpha(ItemCorrelations correlations, List<String> doubts) {
        double worth = worth(correlations);
        if (worth >= CronbachAlpha.MINIMUM_ROWS) {
            return CronbachAlpha.of(Moments.ofCovariance(correlations.matrix(), worth), LEVEL);
        }
        doubts.add("Such coarse answers of %,.0f rows tell as much as smooth ones of %.0f: too few for an interval."
                .formatted(correlations.fewestRows(), worth));
        double alpha = ItemAnalysis.of(Moments.ofCovariance(correlations.matrix(), correlations.fewestRows()))
                .alpha();
        return new Estimate(
                alpha, new Interval(Double.NEGATIVE_INFINITY, 1), Double.POSITIVE_INFINITY, correlations.fewestRows());
    }

    /// Rows of normal answers that tell as much about the correlations as these coarse ones.
    private static double worth(ItemCorrelations correlations) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < correlations.items(); i++) {
            for (int j = 0; j < i; j++, pairs++) {
                double kept = correlations.kept()[i] * correlations.kept()[j];
                sum += kept * kept;
            }
        }
        return correlations.fewestRows() * sum / pairs;
    }

    private Map<String, Object> json(Found found) {
        ItemAnalysis analysis = found.analysis();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("n", found.rows());
        json.put("alpha", found.alpha().value());
        json.put(
                "alpha_interval",
                new double[] {found.alpha().low(), found.alpha().high()});
        json.put("omega_total", found.omega().map(McDonaldOmega.Total::omega).orElse(Double.NaN));
        json.put("item_total", named(i -> analysis.withRest()[i]));
        json.put("alpha_if_dropped", items.size() > 2 ? named(i -> analysis.alphaWithout()[i]) : Double.NaN);
        json.put("standardised_alpha", analysis.standardisedAlpha());
        json.put("average_correlation", analysis.averageCorrelation());
        found.omega().ifPresent(o -> json.put("loadings", named(i -> o.loadings()[i])));
        json.put("factors", found.groups());
        found.hierarchical().ifPresent(h -> {
            json.put("omega_hierarchical", h.hierarchical());
            json.put("omega_total_of_factors", h.total());
        });
        json.put("doubts", found.doubts());
        return json;
    }

    private Map<String, Object> named(IntToDoubleFunction value) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            named.put(items.get(i), value.applyAsDouble(i));
        }
        return named;
    }

    private List<String> text(Found found, int all) {
        ItemAnalysis analysis = found.analysis();
        List<String> text = new ArrayList<>();
        text.add("Reliability of %d items in %s%s"
                .formatted(items.size(), call.fileName(), ordinal ? ", of the feelings behind the answers" : ""));
        text.add("");
        text.add("Alpha is %s (likely %s)%s, over %,d of %,d rows that answer all."
                .formatted(
                        TextTable.number(found.alpha().value()),
                        TextTable.interval(found.alpha().low(), found.alpha().high()),
                        found.omega()
                                .map(o -> ", omega " + TextTable.number(o.omega()))
                                .orElse(""),
                        found.rows(),
                        all));
        text.add("");
        TextTable table = TextTable.of("item", "with the others", "alpha without", "loading");
        for (int i = 0; i < items.size(); i++) {
            int item = i;
            table.row(
                    items.get(i),
                    TextTable.number(analysis.withRest()[i]),
                    items.size() > 2 ? TextTable.number(analysis.alphaWithout()[i]) : "–",
                    found.omega().map(o -> TextTable.number(o.loadings()[item])).orElse("–"),
                    TextTable.bar(analysis.withRest()[i]));
        }
        text.addAll(table.lines());
        text.add("");
        found.hierarchical()
                .ifPresent(h -> text.add("One general factor holds %.0f %% of the differences in the total score."
                        .formatted(100 * h.hierarchical())));
        text.add(
                switch (found.groups()) {
                    case 0 -> "No factor stands out from chance: the items do not measure one thing.";
                    case 1 -> "One factor stands out from chance.";
                    default ->
                        "%d factors stand out from chance: the total score mixes several things."
                                .formatted(found.groups());
                });
        IntStream.range(0, items.size())
                .filter(i -> analysis.withRest()[i] < WEAK)
                .forEach(i -> text.add(
                        analysis.withRest()[i] < 0
                                ? "%s runs against the others: is it scored the other way round?"
                                        .formatted(items.get(i))
                                : "%s goes little with the others (below 0.30): it measures something else."
                                        .formatted(items.get(i))));
        text.addAll(found.doubts());
        text.add("By custom 0.70 is enough to compare groups, 0.90 to judge one person.");
        return text;
    }
}
