package throughline.command.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.Estimate;
import throughline.statistics.survival.KaplanMeier;
import throughline.statistics.survival.Lifetimes;
import throughline.statistics.survival.LogRank;
import throughline.workspace.TableColumn.Kind;
import throughline.workspace.TableColumns;

/// `throughline analyse survival`.
@Command(
        mixinStandardHelpOptions = true,
        description = "Kaplan-Meier: how long until it happens, where some were not watched to the end.")
final class SurvivalMethod implements Callable<Integer> {

    private static final double LEVEL = 0.95;
    private static final int COLUMNS = 72;
    private static final int FEWEST_DRAWN = 10;

    private static final Set<String> HAPPENED = Set.of("1", "true", "t", "yes", "y");
    private static final Set<String> NOT_YET = Set.of("0", "false", "f", "no", "n");

    @Mixin
    private final Call call = new Call();

    @Option(names = "--time", paramLabel = "T", required = true, description = "column of times, from 0")
    private String time;

    @Option(
            names = "--event",
            paramLabel = "E",
            required = true,
            description = "column that says whether it happened at that time (1) or the watching ended before (0)")
    private String event;

    @Option(
            names = "--happened",
            paramLabel = "X",
            description = "text in --event that says that it happened, where it is not 1, true or yes")
    private @Nullable String happened;

    @Option(
            names = "--by",
            paramLabel = "G",
            description = "column of groups: a curve of each, and whether they last equally long (log-rank)")
    private @Nullable String by;

    /// Groups with their curves, and the test where there are two.
    private record Groups(Map<String, KaplanMeier> curves, Optional<LogRank.Result> test, String why) {}

    @Override
    public Integer call() throws IOException {
        call.once(time, event, by);
        Map<String, Kind> wanted = new LinkedHashMap<>();
        wanted.put(time, Kind.NUMBER);
        wanted.put(event, Kind.TEXT);
        if (by != null) {
            wanted.put(by, Kind.TEXT);
        }
        TableColumns table = call.read(wanted);
        int[] rows = table.complete(wanted.keySet());
        if (rows.length == 0) {
            throw new IllegalArgumentException(
                    "No row of %s has both %s and %s.".formatted(call.fileName(), time, event));
        }
        double[] times = table.numbers(time, rows);
        boolean[] ended = ended(table.texts(event, rows));
        String[] names = by == null ? new String[0] : table.texts(by, rows);
        var lives = new Lifetimes.Builder();
        Map<String, Lifetimes.Builder> groups = new TreeMap<>();
        for (int i = 0; i < rows.length; i++) {
            if (!(times[i] >= 0)) {
                throw new IllegalArgumentException(
                        "Column %s has a time of %s. A time is 0 or more.".formatted(time, TextTable.number(times[i])));
            }
            add(lives, times[i], ended[i]);
            if (by != null) {
                add(groups.computeIfAbsent(names[i], g -> new Lifetimes.Builder()), times[i], ended[i]);
            }
        }
        KaplanMeier curve = curve(lives.build());
        Map<String, Object> json = json(curve);
        List<String> text = text(curve);
        if (by != null) {
            Groups compared = compared(groups);
            json.putAll(json(compared));
            text.addAll(text.size() - 1, text(compared, by));
        }
        return call.print(new Answer(json, text));
    }

    private static void add(Lifetimes.Builder lives, double time, boolean ended) {
        if (ended) {
            lives.ended(time, 1);
        } else {
            lives.censored(time, 1);
        }
    }

    private static KaplanMeier curve(Lifetimes lives) {
        return KaplanMeier.of(lives, LEVEL, KaplanMeier.Scale.LOG_LOG);
    }

    private static Groups compared(Map<String, Lifetimes.Builder> groups) {
        Map<String, KaplanMeier> curves = new LinkedHashMap<>();
        List<Lifetimes> lives = new ArrayList<>();
        groups.forEach((name, builder) -> {
            lives.add(builder.build());
            curves.put(name, curve(lives.getLast()));
        });
        try {
            return new Groups(curves, Optional.of(LogRank.of(lives)), "");
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Groups(curves, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> json(Groups groups) {
        Map<String, Object> each = new LinkedHashMap<>();
        groups.curves().forEach((name, curve) -> each.put(name, json(curve)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("groups", each);
        groups.test().ifPresent(test -> {
            Map<String, Object> logRank = new LinkedHashMap<>();
            logRank.put("statistic", test.statistic());
            logRank.put("degrees", test.degrees());
            logRank.put("probability", test.probability());
            Map<String, Object> expected = new LinkedHashMap<>();
            int g = 0;
            for (String name : groups.curves().keySet()) {
                expected.put(name, test.expected().get(g++));
            }
            logRank.put("expected", expected);
            json.put("log_rank", logRank);
        });
        return json;
    }

    private static List<String> text(Groups groups, String by) {
        TextTable table = TextTable.of(by, "n", "happened", "half by", "likely", "as if alike");
        int g = 0;
        for (Map.Entry<String, KaplanMeier> group : groups.curves().entrySet()) {
            KaplanMeier curve = group.getValue();
            KaplanMeier.Age median = curve.median();
            int own = g++;
            table.row(
                    group.getKey(),
                    "%,d".formatted(curve.count()),
                    "%,d".formatted(curve.events()),
                    median.value().isPresent() ? number(median.value()) : "–",
                    median.value().isPresent()
                            ? number(median.low()) + " to "
                                    + (median.high().isPresent() ? number(median.high()) : "later")
                            : "",
                    groups.test()
                            .map(t -> "%,.1f".formatted(t.expected().get(own)))
                            .orElse(""));
        }
        List<String> text = new ArrayList<>(table.lines());
        text.add("");
        text.add(groups.test()
                .map(t -> "%s (log-rank: chi squared %s with %d %s, p %s)."
                        .formatted(
                                t.probability() < 1 - LEVEL
                                        ? "The groups do not last equally long"
                                        : "Chance alone would often tell the groups apart this far",
                                TextTable.number(t.statistic()),
                                t.degrees(),
                                t.degrees() == 1 ? "degree" : "degrees",
                                t.probability() < 0.001 ? "below .001" : "%.3f".formatted(t.probability())))
                .orElse(groups.why() + "."));
        text.add("");
        return text;
    }

    private boolean[] ended(String[] cells) {
        boolean[] ended = new boolean[cells.length];
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].toLowerCase(Locale.ROOT);
            if (happened != null) {
                ended[i] = cells[i].equals(happened);
            } else if (HAPPENED.contains(cell) || NOT_YET.contains(cell)) {
                ended[i] = HAPPENED.contains(cell);
            } else {
                throw call.wrong(
                        "Column %s has \"%s\". Write 1 where it happened and 0 where not, or name the text with --happened."
                                .formatted(event, cells[i]));
            }
        }
        if (happened != null && Arrays.stream(cells).noneMatch(happened::equals)) {
            throw call.wrong("No row has \"%s\" in column %s. It has: %s."
                    .formatted(
                            happened,
                            event,
                            Arrays.stream(cells).distinct().sorted().limit(10).collect(Collectors.joining(", "))));
        }
        return ended;
    }

    private static Map<String, Object> json(KaplanMeier curve) {
        List<Map<String, Object>> points = new ArrayList<>();
        for (KaplanMeier.Point point : curve.points()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("t", point.time());
            json.put("at_risk", point.atRisk());
            json.put("events", point.ended());
            json.put("survival", point.survival());
            json.put("low", point.interval().low());
            json.put("high", point.interval().high());
            json.put("se", point.standardError());
            points.add(json);
        }
        KaplanMeier.Age median = curve.median();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("points", points);
        json.put("median", orNothing(median.value()));
        json.put("median_low", orNothing(median.low()));
        json.put("median_high", orNothing(median.high()));
        json.put("n", curve.count());
        json.put("events", curve.events());
        return json;
    }

    /// What is not reached is written as null.
    private static double orNothing(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }

    private List<String> text(KaplanMeier curve) {
        List<String> text = new ArrayList<>();
        text.add(
                "How long until %s, by %s in %s".formatted(happened == null ? event : happened, time, call.fileName()));
        text.add("");
        text.add("It happened to %,d of %,d. The others were last seen without it and count as long as seen."
                .formatted(curve.events(), curve.count()));
        KaplanMeier.Age median = curve.median();
        text.add(
                median.value().isPresent()
                        ? "It has happened to half by %s (likely %s to %s)."
                                .formatted(
                                        number(median.value()),
                                        number(median.low()),
                                        median.high().isPresent() ? number(median.high()) : "later than was watched")
                        : "It happened to fewer than half in the time watched: there is no median.");
        text.add("");
        double end = drawnTo(curve);
        text.addAll(plot(curve, end));
        text.add("");
        TextTable table = TextTable.of("by " + time, "at risk", "still without", "likely");
        Set<Double> ages = new TreeSet<>(List.of(end));
        for (double share : new double[] {0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}) {
            curve.quantile(share).value().ifPresent(age -> ages.add(Math.min(age, end)));
        }
        ages.forEach(age -> row(table, curve, age));
        text.addAll(table.lines());
        text.add("");
        text.add("Holds if those who went out of sight are like those who stayed: docs/methods/survival.md.");
        return text;
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? TextTable.number(value.getAsDouble()) : "the start";
    }

    /// The last age with enough left to draw: 1 in 100, and at least ten.
    private static double drawnTo(KaplanMeier curve) {
        double end = curve.points().getFirst().time();
        for (KaplanMeier.Point point : curve.points()) {
            if (point.atRisk() >= Math.max(FEWEST_DRAWN, curve.count() / 100)) {
                end = point.time();
            }
        }
        return end;
    }

    private static List<String> plot(KaplanMeier curve, double end) {
        double[] shares = new double[COLUMNS];
        double[] low = new double[COLUMNS];
        double[] high = new double[COLUMNS];
        for (int c = 0; c < COLUMNS; c++) {
            Estimate at = curve.at(end * c / (COLUMNS - 1));
            shares[c] = at.value();
            low[c] = at.interval().low();
            high[c] = at.interval().high();
        }
        List<String> lines = TimePlot.of(shares, 0.5, low, high, new boolean[COLUMNS]);
        String last = TextTable.number(end);
        lines.add(" ".repeat(14) + "0" + " ".repeat(Math.max(1, COLUMNS - 1 - last.length())) + last);
        return lines;
    }

    private static void row(TextTable table, KaplanMeier curve, double age) {
        Estimate share = curve.at(age);
        long atRisk = curve.points().stream()
                .filter(p -> p.time() >= age)
                .findFirst()
                .map(KaplanMeier.Point::atRisk)
                .orElse(0L);
        table.row(
                TextTable.number(age),
                "%,d".formatted(atRisk),
                percent(share.value()),
                "%.1f to %s"
                        .formatted(
                                100 * share.interval().low(),
                                percent(share.interval().high())));
    }

    private static String percent(double share) {
        return "%.1f %%".formatted(100 * share);
    }
}
