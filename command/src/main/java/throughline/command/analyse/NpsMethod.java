package throughline.command.analyse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        mixinStandardHelpOptions = true,
        description = "Net promoter score with its interval (95 %%), of all rows or of each group.",
        footer = {
            "",
            "Where some kinds of people answer more than others, give each answer a weight: a column of weights",
            "(--weight), or traits of the answers (--weights-by) of which POPULATION says how many of everybody",
            "have them. That file has the columns trait, category and count, such as:",
            "  trait,category,count",
            "  region,north,12000",
            "  region,south,8000",
            "  age,under 30,5000",
            "  age,30 and over,15000",
            "The answers are then weighted so that every trait has the shares of everybody (raking)."
        })
final class NpsMethod implements Callable<Integer> {

    private static final double LEVEL = 0.95;

    @Mixin
    private final Call call = new Call();

    @Option(names = "--score", paramLabel = "S", required = true, description = "column of answers from 0 to 10")
    private String score;

    @Option(names = "--by", paramLabel = "G", description = "column of groups")
    private @Nullable String by;

    @Option(names = "--weight", paramLabel = "W", description = "column of the answers' weights")
    private @Nullable String weight;

    @Option(
            names = "--weights-by",
            paramLabel = "a,b",
            split = ",",
            splitSynopsisLabel = ",",
            description = "columns of traits to weight by; needs --population")
    private List<String> traits = List.of();

    @Option(
            names = "--population",
            paramLabel = "POPULATION",
            description = "table of how many of everybody have the traits; see below")
    private @Nullable Path population;

    @Override
    public Integer call() throws IOException {
        call.once(score, by, weight);
        Map<String, Kind> wanted = new LinkedHashMap<>();
        wanted.put(score, Kind.NUMBER);
        if (by != null) {
            wanted.put(by, Kind.TEXT);
        }
        if (weight != null) {
            wanted.put(weight, Kind.NUMBER);
        }
        traits.forEach(trait -> wanted.put(trait, Kind.TEXT));
        checkWeights();
        TableColumns table = call.read(wanted);
        int[] rows = table.complete(wanted.keySet());
        if (rows.length == 0) {
            throw new IllegalArgumentException("No row of %s has an answer in %s.".formatted(call.fileName(), score));
        }
        double[] weights = weight != null
                ? table.numbers(weight, rows)
                : population != null ? RakedAnswers.weights(call, table, rows, traits, population) : new double[0];
        return call.print(answer(table, rows, weights));
    }

    private void checkWeights() {
        if (weight != null && !traits.isEmpty()) {
            throw call.wrong("Give --weight or --weights-by, not both.");
        }
        if (traits.isEmpty() != (population == null)) {
            throw call.wrong("--weights-by names the traits and --population how many of everybody have them:"
                    + " each needs the other.");
        }
        call.once(traits);
    }

    /// A group's answers, and their weights where there are some.
    @SuppressWarnings("ArrayRecordComponent")
    private record Answers(double[] scores, double[] weights) {

        NetPromoterScore score() {
            return NetPromoterScore.of(scores);
        }

        /// Empty without weights, and for a single answer, of which no error is known.
        Optional<Estimate> weighted() {
            return weights.length < 2
                    ? Optional.empty()
                    : Optional.of(NetPromoterScore.weighted(scores, weights, LEVEL));
        }
    }

    private Answer answer(TableColumns table, int[] rows, double[] weights) {
        double[] scores = table.numbers(score, rows);
        Map<String, Answers> groups = by == null ? Map.of() : groups(table.texts(by, rows), scores, weights);
        var all = new Answers(scores, weights);
        Map<String, Object> json = json(all);
        var shown = TextTable.of("", "n", "NPS", "likely", "promoters", "passives", "detractors");
        var weighted = TextTable.of("weighted", "worth", "NPS", "likely");
        row(shown, weighted, "all", all);
        if (!groups.isEmpty()) {
            Map<String, Object> each = new LinkedHashMap<>();
            groups.forEach((name, of) -> {
                each.put(name, json(of));
                row(shown, weighted, name, of);
            });
            json.put("groups", each);
        }
        List<String> text = new ArrayList<>();
        text.add("Net promoter score of %s in %s".formatted(score, call.fileName()));
        text.add("");
        text.addAll(shown.lines());
        text.add("");
        if (weights.length > 1) {
            text.addAll(weighted.lines());
            text.add("");
            text.add("Worth: as many answers of equal weight would tell as much. Weights mend what differs by their");
            text.add("traits and nothing else: docs/methods/raking.md.");
        }
        text.add("Promoters answer 9 or 10, detractors 0 to 6. In 95 of 100 samples the interval holds the truth.");
        return new Answer(json, text);
    }

    private static Map<String, Answers> groups(String[] names, double[] scores, double[] weights) {
        Map<String, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            members.computeIfAbsent(names[i], n -> new ArrayList<>()).add(i);
        }
        Map<String, Answers> groups = new LinkedHashMap<>();
        members.forEach((name, own) -> groups.put(
                name,
                new Answers(
                        own.stream().mapToDouble(i -> scores[i]).toArray(),
                        weights.length == 0
                                ? weights
                                : own.stream().mapToDouble(i -> weights[i]).toArray())));
        return groups;
    }

    private static Map<String, Object> json(Answers answers) {
        NetPromoterScore score = answers.score();
        Estimate estimate = score.estimate(LEVEL);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("n", score.n());
        json.put("nps", estimate.value());
        json.put("low", estimate.interval().low());
        json.put("high", estimate.interval().high());
        json.put("promoters", score.promoters());
        json.put("passives", score.passives());
        json.put("detractors", score.detractors());
        answers.weighted().ifPresent(w -> {
            Map<String, Object> weighted = new LinkedHashMap<>();
            weighted.put("nps", w.value());
            weighted.put("low", w.low());
            weighted.put("high", w.high());
            weighted.put("standard_error", w.standardError());
            weighted.put("effective_answers", w.n());
            weighted.put("design_effect", score.n() / w.n());
            json.put("weighted", weighted);
        });
        return json;
    }

    private static void row(TextTable table, TextTable weighted, String name, Answers answers) {
        NetPromoterScore score = answers.score();
        Estimate estimate = score.estimate(LEVEL);
        table.row(
                name,
                "%,d".formatted(score.n()),
                points(estimate.value()),
                likely(estimate),
                "%,d".formatted(score.promoters()),
                "%,d".formatted(score.passives()),
                "%,d".formatted(score.detractors()));
        answers.weighted().ifPresent(w -> weighted.row(name, "%,.0f".formatted(w.n()), points(w.value()), likely(w)));
    }

    private static String likely(Estimate estimate) {
        return points(estimate.low()) + " to " + points(estimate.high());
    }

    private static String points(double value) {
        return "%+.1f".formatted(value).replace('-', '−');
    }
}
