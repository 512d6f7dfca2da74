package throughline.command.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.Estimate;
import throughline.statistics.Moments;
import throughline.statistics.comparison.RandomIntercept;
import throughline.workspace.TableColumn.Kind;
import throughline.workspace.TableColumns;

/// `throughline analyse groups`.
@Command(
        mixinStandardHelpOptions = true,
        description = "How much groups differ, and each group's level as far as its data can be trusted (REML).")
final class GroupsMethod implements Callable<Integer> {

    private static final double LEVEL = 0.95;
    private static final int SHOWN = 60;

    @Mixin
    private final Call call = new Call();

    @Option(names = "--value", paramLabel = "V", required = true, description = "column of values")
    private String value;

    @Option(names = "--by", paramLabel = "G", required = true, description = "column of groups")
    private String by;

    @Option(
            names = "--covariates",
            paramLabel = "a,b",
            split = ",",
            splitSynopsisLabel = ",",
            description = "columns to allow for; a column of texts counts as a factor")
    private List<String> covariates = List.of();

    @Override
    public Integer call() throws IOException {
        call.once(value, by);
        Map<String, Kind> wanted = new LinkedHashMap<>();
        wanted.put(value, Kind.NUMBER);
        wanted.put(by, Kind.TEXT);
        for (String covariate : covariates) {
            if (wanted.put(covariate, Kind.TEXT) != null) {
                throw call.wrong("Name each column once; %s is named twice.".formatted(covariate));
            }
        }
        TableColumns table = call.read(wanted);
        int[] rows = table.complete(wanted.keySet());
        if (rows.length == 0) {
            throw new IllegalArgumentException(
                    "No row of %s has all of %s.".formatted(call.fileName(), String.join(", ", wanted.keySet())));
        }
        var design = new Covariates();
        covariates.forEach(c -> design.add(c, table.texts(c, rows)));
        double[] values = table.numbers(value, rows);
        String[] names = table.texts(by, rows);
        Map<String, Moments.Builder> groups = new TreeMap<>();
        for (int i = 0; i < rows.length; i++) {
            groups.computeIfAbsent(names[i], g -> new Moments.Builder(design.size() + 1))
                    .add(design.row(i, values[i]));
        }
        refuse(groups.size(), values);
        int[] indices = IntStream.rangeClosed(1, design.size()).toArray();
        RandomIntercept.Result fit = RandomIntercept.of(
                groups.values().stream().map(Moments.Builder::build).toList(), 0, indices, LEVEL);
        List<String> ordered = List.copyOf(groups.keySet());
        return call.print(new Answer(json(ordered, design, fit, rows.length), text(ordered, design, fit, values)));
    }

    private void refuse(int groups, double[] values) {
        if (Arrays.stream(values).distinct().count() < 2) {
            throw new IllegalArgumentException("Column %s does not vary: every complete row has %s."
                    .formatted(value, TextTable.number(values[0])));
        }
        if (groups == values.length) {
            throw new IllegalArgumentException("Every row of %s has a group of its own in %s. Groups need several rows."
                    .formatted(call.fileName(), by));
        }
    }

    private static Map<String, Object> json(
            List<String> names, Covariates design, RandomIntercept.Result fit, int rows) {
        Map<String, Object> groups = new LinkedHashMap<>();
        for (int g = 0; g < names.size(); g++) {
            RandomIntercept.Group group = fit.groups().get(g);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("n", group.n());
            json.put("mean", group.mean());
            json.put("shrunk", group.shrunk().value());
            json.put("low", group.shrunk().low());
            json.put("high", group.shrunk().high());
            json.put("effect", group.effect());
            json.put("reliability", group.reliability());
            groups.put(names.get(g), json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("between_variance", fit.between());
        json.put("within_variance", fit.within());
        json.put("icc", fit.icc().value());
        json.put("groups", groups);
        json.put("icc_low", fit.icc().low());
        json.put("icc_high", fit.icc().high());
        Map<String, Object> coefficients = new LinkedHashMap<>();
        for (int c = 0; c < fit.coefficients().size(); c++) {
            Estimate estimate = fit.coefficients().get(c);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("value", estimate.value());
            one.put("se", estimate.standardError());
            one.put("low", estimate.low());
            one.put("high", estimate.high());
            coefficients.put(c == 0 ? "(intercept)" : design.names().get(c - 1), one);
        }
        json.put("coefficients", coefficients);
        json.put("log_likelihood", fit.logLikelihood());
        json.put("n", rows);
        return json;
    }

    private List<String> text(List<String> names, Covariates design, RandomIntercept.Result fit, double[] values) {
        // The same for every group: what its level would be if it had no rows.
        double middle = fit.groups().getFirst().shrunk().value()
                - fit.groups().getFirst().effect();
        List<String> text = new ArrayList<>();
        text.add("%s by %s in %s, %,d rows in %,d groups%s"
                .formatted(
                        value,
                        by,
                        call.fileName(),
                        values.length,
                        names.size(),
                        covariates.isEmpty() ? "" : ", allowing for " + String.join(", ", covariates)));
        text.add("");
        text.add("%.1f %% of what %s varies lies between groups (likely %.1f to %.1f %%), the rest within them."
                .formatted(
                        100 * fit.icc().value(),
                        value,
                        100 * fit.icc().low(),
                        100 * fit.icc().high()));
        text.add("Groups differ by about %s (standard deviation), rows of one group by %s."
                .formatted(TextTable.number(Math.sqrt(fit.between())), TextTable.number(Math.sqrt(fit.within()))));
        text.add("");
        TextTable table = TextTable.of("", "n", "mean", "level", "likely", "trust");
        for (int g = 0; g < Math.min(SHOWN, names.size()); g++) {
            RandomIntercept.Group group = fit.groups().get(g);
            Estimate level = group.shrunk();
            table.row(
                    names.get(g),
                    "%,d".formatted(group.n()),
                    TextTable.number(group.mean()),
                    TextTable.number(level.value()),
                    TextTable.interval(level.low(), level.high()),
                    "%.2f".formatted(group.reliability()),
                    level.low() > middle ? "above average" : level.high() < middle ? "below average" : "");
        }
        text.addAll(table.lines());
        if (names.size() > SHOWN) {
            text.add("  and %,d more groups; all of them: --format json".formatted(names.size() - SHOWN));
        }
        text.add("");
        if (design.size() > 0) {
            TextTable slopes = TextTable.of("allowed for", "coefficient", "likely");
            for (int c = 1; c < fit.coefficients().size(); c++) {
                Estimate slope = fit.coefficients().get(c);
                slopes.row(
                        design.names().get(c - 1),
                        TextTable.number(slope.value()),
                        TextTable.interval(slope.low(), slope.high()));
            }
            text.addAll(slopes.lines());
            text.add("");
        }
        text.add("The level is the group's mean, drawn to the average group (%s) as far as its rows are few."
                .formatted(TextTable.number(middle)));
        if (!covariates.isEmpty()) {
            text.add("It is what the mean would be, had the group's rows been like all rows.");
        }
        text.add("Above, below average: likely higher or lower than the average group, not than most rows.");
        text.add("Trust runs from 0 to 1; below 0.70 nobody should be ranked: docs/methods/shrinkage.md.");
        return text;
    }
}
