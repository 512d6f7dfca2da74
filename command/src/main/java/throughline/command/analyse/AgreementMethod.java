package throughline.command.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.Estimate;
import throughline.statistics.reliability.KrippendorffAlpha;
import throughline.statistics.reliability.KrippendorffAlpha.Scale;
import throughline.workspace.TableColumn.Kind;
import throughline.workspace.TableColumns;

/// `throughline analyse agreement`.
@Command(
        mixinStandardHelpOptions = true,
        description = "Krippendorff's alpha: how far raters agree beyond chance; one row a rating.")
final class AgreementMethod implements Callable<Integer> {

    private static final double LEVEL = 0.95;

    @Mixin
    private final Call call = new Call();

    @Option(names = "--unit", paramLabel = "U", required = true, description = "column of what is rated")
    private String unit;

    @Option(names = "--rater", paramLabel = "R", required = true, description = "column of who rates")
    private String rater;

    @Option(names = "--score", paramLabel = "S", required = true, description = "column of the ratings")
    private String score;

    @Option(
            names = "--level",
            paramLabel = "nominal|ordinal|interval",
            defaultValue = "INTERVAL",
            description = "how far apart two ratings are; default: interval")
    private Scale scale;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the interval; default: 1")
    private long seed;

    @Override
    public Integer call() throws IOException {
        call.once(unit, rater, score);
        Map<String, Kind> wanted = new LinkedHashMap<>();
        wanted.put(unit, Kind.TEXT);
        wanted.put(rater, Kind.TEXT);
        wanted.put(score, scale == Scale.NOMINAL ? Kind.TEXT : Kind.NUMBER);
        TableColumns table = call.read(wanted);
        int[] rows = table.complete(wanted.keySet());
        List<double[]> ratings = ratings(table, rows);
        Estimate alpha = KrippendorffAlpha.of(ratings, scale, LEVEL, seed);
        return call.print(answer(alpha, rows.length));
    }

    /// The ratings of each unit; a rater who rates a unit twice counts with the last rating.
    private List<double[]> ratings(TableColumns table, int[] rows) {
        String[] units = table.texts(unit, rows);
        String[] raters = table.texts(rater, rows);
        double[] scores = scale == Scale.NOMINAL ? codes(table.texts(score, rows)) : table.numbers(score, rows);
        Map<String, Map<String, Double>> byUnit = new TreeMap<>();
        for (int i = 0; i < rows.length; i++) {
            byUnit.computeIfAbsent(units[i], u -> new TreeMap<>()).put(raters[i], scores[i]);
        }
        return byUnit.values().stream()
                .map(r -> r.values().stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
    }

    /// A number for each name; which is which does not matter where ratings are equal or not.
    private static double[] codes(String[] names) {
        Map<String, Integer> codes = new LinkedHashMap<>();
        double[] numbers = new double[names.length];
        for (int i = 0; i < names.length; i++) {
            codes.putIfAbsent(names[i], codes.size());
            numbers[i] = codes.get(names[i]);
        }
        return numbers;
    }

    private Answer answer(Estimate alpha, int n) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("alpha", alpha.value());
        json.put("low", alpha.interval().low());
        json.put("high", alpha.interval().high());
        json.put("n", n);
        json.put("units", (long) alpha.n());
        List<String> text = new ArrayList<>();
        text.add("Krippendorff's alpha of %s in %s, %s ratings"
                .formatted(score, call.fileName(), scale.name().toLowerCase(Locale.ROOT)));
        text.add("");
        text.addAll(TextTable.of("alpha", "likely", "ratings", "units")
                .row(
                        TextTable.number(alpha.value()),
                        TextTable.interval(
                                alpha.interval().low(), alpha.interval().high()),
                        "%,d".formatted(n),
                        "%,.0f".formatted(alpha.n()))
                .lines());
        text.add("");
        text.add("1 is perfect agreement, 0 what chance gives. From 0.80 on ratings can be relied on.");
        return new Answer(json, text);
    }
}
