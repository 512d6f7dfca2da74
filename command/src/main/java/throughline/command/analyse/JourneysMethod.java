package throughline.command.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.Estimate;
import throughline.statistics.journey.DirectlyFollows;
import throughline.statistics.journey.EventLog;
import throughline.statistics.journey.Rework;
import throughline.statistics.journey.Variants;
import throughline.workspace.TableColumn.Kind;
import throughline.workspace.TableColumns;

/// `throughline analyse journeys`.
@Command(
        mixinStandardHelpOptions = true,
        description = "What really happens to a case: the ways cases take, what follows what, what is done again.")
final class JourneysMethod implements Callable<Integer> {

    private static final double LEVEL = 0.95;
    private static final int SHOWN = 12;
    private static final int WIDTH = 100;

    @Mixin
    private final Call call = new Call();

    @Option(names = "--case", paramLabel = "C", required = true, description = "column that says which case")
    private String caseColumn;

    @Option(names = "--activity", paramLabel = "A", required = true, description = "column of what was done")
    private String activity;

    @Option(
            names = "--at",
            paramLabel = "T",
            required = true,
            description = "column of times, or of seconds as numbers")
    private String at;

    @Override
    public Integer call() throws IOException {
        EventLog log = log();
        Variants variants = Variants.of(log);
        DirectlyFollows follows = DirectlyFollows.of(log);
        Rework rework = Rework.of(variants);
        return call.print(new Answer(json(variants, follows, rework), text(variants, follows, rework)));
    }

    private EventLog log() throws IOException {
        call.once(caseColumn, activity, at);
        Map<String, Kind> wanted = new LinkedHashMap<>();
        wanted.put(caseColumn, Kind.TEXT);
        wanted.put(activity, Kind.TEXT);
        wanted.put(at, Kind.TIME);
        TableColumns table = call.read(wanted, at, Kind.NUMBER);
        int[] rows = table.complete(wanted.keySet());
        if (rows.length == 0) {
            throw new IllegalArgumentException(
                    "No row of %s has %s, %s and a time in %s.".formatted(call.fileName(), caseColumn, activity, at));
        }
        String[] cases = table.texts(caseColumn);
        String[] activities = table.texts(activity);
        long[] times = times(table);
        var builder = new EventLog.Builder();
        for (int row : rows) {
            builder.add(cases[row], activities[row], times[row]);
        }
        return builder.build();
    }

    /// Microseconds; numbers count as seconds.
    private long[] times(TableColumns table) {
        return table.kind(at) == Kind.TIME
                ? table.times(at)
                : Arrays.stream(table.numbers(at))
                        .mapToLong(s -> Math.round(s * 1e6))
                        .toArray();
    }

    private static Map<String, Object> json(Variants variants, DirectlyFollows follows, Rework rework) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cases", follows.cases());
        json.put("events", follows.events());
        json.put(
                "variants",
                variants.variants().stream()
                        .map(v -> fields("activities", v.activities(), "cases", v.cases()))
                        .toList());
        json.put(
                "directly_follows",
                follows.successions().stream()
                        .map(s -> fields("from", s.from(), "to", s.to(), "count", s.count(), "mean_wait_s", s.mean()))
                        .toList());
        Estimate share = rework.share(LEVEL);
        json.put("rework", rework.withRework());
        json.put("rework_share", fields("value", share.value(), "low", share.low(), "high", share.high()));
        json.put(
                "repeated",
                rework.activities().stream()
                        .map(r -> fields(
                                "activity",
                                r.activity(),
                                "cases",
                                r.cases(),
                                "repeated_in",
                                r.repeatedIn(),
                                "repeats",
                                r.repeats(),
                                "at_once",
                                r.atOnce()))
                        .toList());
        json.put(
                "activities",
                follows.activities().stream()
                        .map(a -> fields(
                                "activity", a.name(), "events", a.events(), "starts", a.starts(), "ends", a.ends()))
                        .toList());
        json.put("n", follows.events());
        return json;
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private List<String> text(Variants variants, DirectlyFollows follows, Rework rework) {
        List<String> text = new ArrayList<>();
        text.add("Journeys in %s: %,d cases, %,d events, %,d activities"
                .formatted(
                        call.fileName(),
                        follows.cases(),
                        follows.events(),
                        follows.activities().size()));
        text.add("");
        int ways = variants.variants().size();
        int most = variants.covering(0.8);
        text.add("Cases go %,d different ways; 80 %% of them go %,d of these.".formatted(ways, most));
        text.add("");
        TextTable table = TextTable.of("", "cases", "share");
        variants.variants().stream()
                .limit(SHOWN)
                .forEach(v -> table.row(
                        "", "%,d".formatted(v.cases()), percent(v.cases(), follows.cases()), way(v.activities())));
        text.addAll(table.lines());
        more(text, ways, "ways");
        text.add("");
        text.add("What comes directly after what:");
        text.add("");
        text.addAll(successions(follows));
        more(text, follows.successions().size(), "pairs");
        text.add("");
        Estimate share = rework.share(LEVEL);
        text.add("In %,d of %,d cases something is done again: %.1f %% (likely %.1f to %.1f %%)."
                .formatted(
                        rework.withRework(),
                        rework.cases(),
                        100 * share.value(),
                        100 * share.low(),
                        100 * share.high()));
        if (!rework.activities().isEmpty()) {
            text.add("");
            TextTable again = TextTable.of("done again", "cases with it", "more than once", "share", "at once");
            rework.activities().stream()
                    .limit(SHOWN)
                    .forEach(r -> again.row(
                            cut(r.activity(), WIDTH / 2),
                            "%,d".formatted(r.cases()),
                            "%,d".formatted(r.repeatedIn()),
                            percent(r.repeatedIn(), r.cases()),
                            "%,d of %,d".formatted(r.atOnce(), r.repeats())));
            text.addAll(again.lines());
            more(text, rework.activities().size(), "activities");
        }
        text.add("");
        text.add("Not every repetition is waste, and work done side by side looks like a loop:");
        text.add("docs/methods/journeys.md.");
        return text;
    }

    private static List<String> successions(DirectlyFollows follows) {
        Map<String, Long> events = new LinkedHashMap<>();
        follows.activities().forEach(a -> events.put(a.name(), a.events()));
        TextTable table = TextTable.of("from → to", "times", "of all from", "median wait");
        follows.successions().stream()
                .limit(SHOWN)
                .forEach(s -> table.row(
                        cut(s.from(), 29) + " → " + cut(s.to(), 29),
                        "%,d".formatted(s.count()),
                        percent(s.count(), events.getOrDefault(s.from(), s.count())),
                        duration(s.quantile(0.5, LEVEL).value())));
        return table.lines();
    }

    private static void more(List<String> text, int all, String what) {
        if (all > SHOWN) {
            text.add("  and %,d more %s; all of them: --format json".formatted(all - SHOWN, what));
        }
    }

    /// A way on one line; what is done several times in a row is written once, with how often.
    private static String way(List<String> activities) {
        List<String> steps = new ArrayList<>();
        for (int from = 0; from < activities.size(); ) {
            int to = from + 1;
            while (to < activities.size() && activities.get(to).equals(activities.get(from))) {
                to++;
            }
            steps.add(activities.get(from) + (to - from > 1 ? " (" + (to - from) + " times)" : ""));
            from = to;
        }
        return cut(String.join(" → ", steps), WIDTH - 24);
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String percent(long part, long base) {
        return "%.1f %%".formatted(100.0 * part / base);
    }

    private static String duration(double seconds) {
        if (seconds < 60) {
            return "%.0f s".formatted(seconds);
        }
        if (seconds < 3_600) {
            return "%.0f min".formatted(seconds / 60);
        }
        return seconds < 172_800 ? "%.1f hours".formatted(seconds / 3_600) : "%.1f days".formatted(seconds / 86_400);
    }
}
