package throughline.command.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.Interval;
import throughline.statistics.Moments;
import throughline.statistics.importance.GroupedImportance;
import throughline.statistics.importance.RelativeWeights;
import throughline.statistics.importance.SampledImportance;
import throughline.statistics.importance.ShapleyImportance;
import throughline.statistics.importance.ShareIntervals;
import throughline.statistics.regression.LeastSquares;

/// `throughline analyse drivers`.
@Command(
        mixinStandardHelpOptions = true,
        description = "How much each driver explains of an outcome: exact LMG shares, Johnson's weights, regression.")
final class DriversMethod implements Callable<Integer> {

    private static final double LEVEL = 0.95;

    /// Rows are dealt into at most so many blocks before they are drawn again.
    private static final int BLOCKS = 1_000;

    private static final int PAIRS = 2_000;

    @Mixin
    private final Call call = new Call();

    @Option(names = "--outcome", paramLabel = "Y", required = true, description = "column to be explained")
    private String outcome;

    @Option(
            names = "--predictors",
            paramLabel = "a,b,c",
            split = ",",
            splitSynopsisLabel = ",",
            required = true,
            description = "columns that explain; all subsets up to 30, random orders beyond")
    private List<String> predictors;

    @Option(
            names = "--group",
            paramLabel = "NAME=a,b",
            description = "predictors that come in together, such as the items of a scale; may be given again."
                    + " Adds the shares of the groups (Owen); predictors of no group count as one each")
    private List<String> groups = List.of();

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description = "draws for the intervals of the shares, such as 1000; default: no intervals")
    private @Nullable Integer bootstrap;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the draws; default: 1")
    private long seed;

    @Override
    public Integer call() throws IOException {
        List<String> columns = new ArrayList<>(predictors);
        columns.add(outcome);
        List<NamedColumns> named = grouped();
        var rows = new MomentBlocks(bootstrap == null ? 1 : BLOCKS);
        call.rows(columns, rows);
        List<Moments> blocks = rows.moments();
        var sum = new Moments.Builder(columns.size());
        blocks.forEach(sum::add);
        Moments moments = sum.build();
        refuse(moments);
        int p = predictors.size();
        int[] order = IntStream.range(0, p).toArray();
        LeastSquares.Fit fit = LeastSquares.of(moments, LEVEL, p, order);
        double[] lmg = p > ShapleyImportance.MAXIMUM_PREDICTORS
                ? SampledImportance.of(moments, PAIRS, seed, p, order).shares()
                : ShapleyImportance.of(moments, p, order).shares();
        double[] johnson = RelativeWeights.of(moments, p, order).shares();
        Optional<ShareIntervals.Result> intervals = bootstrap == null
                ? Optional.empty()
                : Optional.of(ShareIntervals.of(blocks, bootstrap, seed, LEVEL, p, order));
        Map<String, Object> json = json(moments, fit, lmg, johnson, intervals);
        List<String> text = text(moments, fit, lmg, johnson, intervals);
        if (!named.isEmpty()) {
            GroupedImportance.Result owen = GroupedImportance.of(
                    moments,
                    p,
                    named.stream()
                            .map(g -> g.columns().stream()
                                    .mapToInt(predictors::indexOf)
                                    .toArray())
                            .toList());
            json.put("groups", json(named, owen));
            text.addAll(text(named, owen));
        }
        return call.print(new Answer(json, text));
    }

    /// The groups asked for, and each other predictor by itself; none where none was asked for.
    private List<NamedColumns> grouped() {
        if (groups.isEmpty()) {
            return List.of();
        }
        List<NamedColumns> named = new ArrayList<>(NamedColumns.read(call, "--group", groups, predictors));
        predictors.stream()
                .filter(x -> named.stream().noneMatch(g -> g.columns().contains(x)))
                .toList()
                .forEach(x -> named.add(new NamedColumns(x, List.of(x))));
        if (named.stream().map(NamedColumns::name).distinct().count() < named.size()) {
            throw call.wrong("--group: give a group another name than a predictor outside it.");
        }
        return named;
    }

    private static Map<String, Object> json(List<NamedColumns> named, GroupedImportance.Result owen) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int g = 0; g < named.size(); g++) {
            Map<String, Object> members = new LinkedHashMap<>();
            for (int j = 0; j < named.get(g).columns().size(); j++) {
                members.put(named.get(g).columns().get(j), owen.members().get(g)[j]);
            }
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("share", owen.groups()[g]);
            group.put("members", members);
            json.put(named.get(g).name(), group);
        }
        return json;
    }

    private static List<String> text(List<NamedColumns> named, GroupedImportance.Result owen) {
        TextTable table = TextTable.of("group", "share", "predictors");
        double largest = Arrays.stream(owen.groups()).max().orElse(1);
        IntStream.range(0, named.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> -owen.groups()[g]))
                .forEach(g -> table.row(
                        named.get(g).name(),
                        percent(owen.groups()[g]),
                        String.valueOf(named.get(g).columns().size()),
                        TextTable.bar(owen.groups()[g] / largest)));
        List<String> text = new ArrayList<>(List.of(""));
        text.addAll(table.lines());
        text.add("");
        text.add("A group's share does not grow by being asked about with more items (Owen).");
        return text;
    }

    private void refuse(Moments moments) {
        int p = predictors.size();
        if (moments.count() < p + 2) {
            throw new IllegalArgumentException(
                    "%.0f rows of %s are complete; %d predictors need at least %d. Leave out the columns with most empty cells."
                            .formatted(moments.count(), call.fileName(), p, p + 2));
        }
        for (int j = 0; j < p; j++) {
            if (!(moments.products(j, j) > 0)) {
                throw new IllegalArgumentException("Column %s does not vary: every complete row has %s. Leave it out."
                        .formatted(predictors.get(j), TextTable.number(moments.mean(j))));
            }
        }
        if (!(moments.products(p, p) > 0)) {
            throw new IllegalArgumentException(
                    "Column %s does not vary: every complete row has %s. There is nothing to explain."
                            .formatted(outcome, TextTable.number(moments.mean(p))));
        }
    }

    private Map<String, Object> json(
            Moments moments,
            LeastSquares.Fit fit,
            double[] lmg,
            double[] johnson,
            Optional<ShareIntervals.Result> intervals) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("n", Math.round(moments.count()));
        json.put("r2", fit.rSquared());
        json.put("lmg", named(j -> lmg[j]));
        json.put("johnson", named(j -> johnson[j]));
        intervals.ifPresent(i -> {
            Map<String, Object> both = new LinkedHashMap<>();
            both.put("lmg", named(j -> ends(i.lmg().get(j))));
            both.put("johnson", named(j -> ends(i.johnson().get(j))));
            json.put("intervals", both);
        });
        json.put("coefficients", named(j -> fit.coefficients()[j].value()));
        json.put("standardised", named(j -> fit.standardised()[j]));
        json.put("intercept", fit.intercept());
        json.put("variance_inflation", named(j -> fit.varianceInflation()[j]));
        json.put(
                "left_out",
                IntStream.range(0, predictors.size())
                        .filter(j -> fit.leftOut()[j])
                        .mapToObj(predictors::get)
                        .toList());
        return json;
    }

    private static double[] ends(Optional<Interval> interval) {
        return interval.map(i -> new double[] {i.low(), i.high()}).orElseGet(() -> new double[0]);
    }

    private Map<String, Object> named(java.util.function.IntFunction<Object> value) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int j = 0; j < predictors.size(); j++) {
            named.put(predictors.get(j), value.apply(j));
        }
        return named;
    }

    private List<String> text(
            Moments moments,
            LeastSquares.Fit fit,
            double[] lmg,
            double[] johnson,
            Optional<ShareIntervals.Result> intervals) {
        List<String> text = new ArrayList<>();
        text.add("What drives %s in %s".formatted(outcome, call.fileName()));
        text.add("");
        text.add("The %d predictors explain %.1f %% of the differences in %s (n = %,.0f)."
                .formatted(predictors.size(), 100 * fit.rSquared(), outcome, moments.count()));
        text.add("");
        TextTable table = intervals.isPresent()
                ? TextTable.of("predictor", "share", "likely", "Johnson", "coefficient", "±")
                : TextTable.of("predictor", "share", "Johnson", "coefficient", "±");
        double largest =
                IntStream.range(0, lmg.length).mapToDouble(j -> lmg[j]).max().orElse(1);
        IntStream.range(0, lmg.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -lmg[j]))
                .forEach(j -> {
                    List<String> cells = new ArrayList<>(List.of(predictors.get(j), percent(lmg[j])));
                    intervals.ifPresent(i -> cells.add(i.lmg()
                            .get(j)
                            .map(x -> "%.1f to %.1f %%".formatted(100 * x.low(), 100 * x.high()))
                            .orElse("–")));
                    var coefficient = fit.coefficients()[j];
                    cells.add(percent(johnson[j]));
                    cells.add(fit.leftOut()[j] ? "left out" : TextTable.number(coefficient.value()));
                    cells.add(
                            fit.leftOut()[j]
                                    ? ""
                                    : TextTable.number(coefficient.interval().high() - coefficient.value()));
                    cells.add(TextTable.bar(lmg[j] / largest));
                    table.row(cells.toArray(String[]::new));
                });
        text.addAll(table.lines());
        text.add("");
        text.add("Shares (LMG) add up to what is explained. They describe; they do not prove what would change.");
        if (predictors.size() > ShapleyImportance.MAXIMUM_PREDICTORS) {
            text.add("With more than %d predictors the shares come from %,d random orders and their reverses."
                    .formatted(ShapleyImportance.MAXIMUM_PREDICTORS, PAIRS));
        }
        IntStream.range(0, predictors.size())
                .filter(j -> fit.leftOut()[j])
                .forEach(j -> text.add("%s is determined by the predictors before it: it shares with them and has "
                                .formatted(predictors.get(j))
                        + "no coefficient of its own."));
        return text;
    }

    private static String percent(double share) {
        return "%.1f %%".formatted(100 * share);
    }
}
