package throughline.command.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.Estimate;
import throughline.statistics.NetPromoterScore;
import throughline.workspace.TableColumn.Kind;
import throughline.workspace.TableColumns;

/// `throughline analyse nps`.
@Command(
        name = "nps",
        mixinStandardHelpOptions = true,
        description = "Net promoter score with its interval (95 %%), of all rows or of each group.")
final class NpsMethod implements Callable<Integer> {

    private static final double LEVEL = 0.95;

    @Mixin
    private final Call call = new Call();

    @Option(names = "--score", paramLabel = "S", required = true, description = "column of answers from 0 to 10")
    private String score;

    @Option(names = "--by", paramLabel = "G", description = "column of groups")
    private @Nullable String by;

    @Override
    public Integer call() throws IOException {
        Map<String, Kind> wanted = new LinkedHashMap<>();
        wanted.put(score, Kind.NUMBER);
        if (by != null) {
            wanted.put(by, Kind.TEXT);
        }
        TableColumns table = call.read(wanted);
        int[] rows = table.complete(wanted.keySet());
        if (rows.length == 0) {
            throw new IllegalArgumentException("No row of %s has an answer in %s.".formatted(call.fileName(), score));
        }
        NetPromoterScore all = NetPromoterScore.of(table.numbers(score, rows));
        Map<String, NetPromoterScore> groups = by == null ? Map.of() : groups(table, rows, by);
        return call.print(answer(all, groups));
    }

    private Map<String, NetPromoterScore> groups(TableColumns table, int[] rows, String column) {
        double[] scores = table.numbers(score, rows);
        String[] names = table.texts(column, rows);
        Map<String, NetPromoterScore> groups = new TreeMap<>();
        for (int i = 0; i < rows.length; i++) {
            groups.merge(names[i], NetPromoterScore.of(new double[] {scores[i]}), NetPromoterScore::plus);
        }
        return groups;
    }

    private Answer answer(NetPromoterScore all, Map<String, NetPromoterScore> groups) {
        Map<String, Object> json = json(all);
        var table = TextTable.of("", "n", "NPS", "likely", "promoters", "passives", "detractors");
        row(table, "all", all);
        if (!groups.isEmpty()) {
            Map<String, Object> by = new LinkedHashMap<>();
            groups.forEach((name, of) -> {
                by.put(name, json(of));
                row(table, name, of);
            });
            json.put("groups", by);
        }
        List<String> text = new ArrayList<>();
        text.add("Net promoter score of %s in %s".formatted(score, call.fileName()));
        text.add("");
        text.addAll(table.lines());
        text.add("");
        text.add("Promoters answer 9 or 10, detractors 0 to 6. In 95 of 100 samples the interval holds the truth.");
        return new Answer(json, text);
    }

    private static Map<String, Object> json(NetPromoterScore score) {
        Estimate estimate = score.estimate(LEVEL);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("n", score.n());
        json.put("nps", estimate.value());
        json.put("low", estimate.interval().low());
        json.put("high", estimate.interval().high());
        json.put("promoters", score.promoters());
        json.put("passives", score.passives());
        json.put("detractors", score.detractors());
        return json;
    }

    private static void row(TextTable table, String name, NetPromoterScore score) {
        Estimate estimate = score.estimate(LEVEL);
        table.row(
                name,
                "%,d".formatted(score.n()),
                points(estimate.value()),
                points(estimate.interval().low()) + " to "
                        + points(estimate.interval().high()),
                "%,d".formatted(score.promoters()),
                "%,d".formatted(score.passives()),
                "%,d".formatted(score.detractors()));
    }

    private static String points(double value) {
        return "%+.1f".formatted(value).replace('-', '−');
    }
}
