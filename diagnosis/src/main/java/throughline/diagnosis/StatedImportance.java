package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Key;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Moments;
import throughline.statistics.comparison.KendallTau;
import throughline.statistics.importance.ShapleyImportance;

/// What managers say matters to customers, held against what does: the agreement of each manager's ranking with the
/// share of the outcome that each driver explains (LMG), averaged over managers.
///
/// Where drivers matter about equally nobody can rank them right; so the data's own ranking must hold when its weeks
/// are drawn again.
final class StatedImportance {

    private static final long ANSWERS = 200;
    private static final int DRIVERS = 12;
    private static final int LEAST_DRIVERS = 3;
    private static final double STEADY = 0.6;
    private static final Scale SCALE = new Scale(1, 0.3, 0.3, -0.5);
    private static final Threshold LIMIT = Threshold.ours(
            "management-out-of-touch.importance", key("present when agreement with what matters is surely below 0.3"));

    private final Dossier dossier;
    private final int managers;
    private final LocalDate first;
    private final Map<String, Map<String, Double>> stated;

    /// The importances of the register.
    ///
    /// @param managers how many managers are needed
    StatedImportance(Dossier dossier, int managers) {
        this.dossier = dossier;
        this.managers = managers;
        var rankings = StatedRankings.of(dossier);
        this.first = rankings.first();
        this.stated = rankings.byPerson();
    }

    /// The agreement, where it can be judged; says in the judgement what is missing.
    Optional<Indicator> indicator(Judgement judgement) {
        if (stated.size() < managers) {
            judgement.missing(
                    "importances",
                    say(
                            "What managers think matters to customers: %s have said so, %s are needed.",
                            stated.size(), managers));
            return Optional.empty();
        }
        Map<String, String> drivers = drivers();
        Optional<Entry> outcome = outcome(drivers);
        if (drivers.size() < LEAST_DRIVERS || outcome.isEmpty()) {
            judgement.missing(
                    "responses",
                    say(
                            "Answers on an outcome and on at least %s of the measures that managers ranked.",
                            LEAST_DRIVERS));
            return Optional.empty();
        }
        return judged(drivers, outcome.get(), judgement);
    }

    /// The measures that most managers ranked, with their columns among the answers.
    private Map<String, String> drivers() {
        Map<String, Integer> said = new TreeMap<>();
        stated.values().forEach(m -> m.keySet().forEach(k -> said.merge(k, 1, Integer::sum)));
        Map<String, String> columns = new LinkedHashMap<>();
        said.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Integer> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .forEach(e -> column(e.getKey())
                        .filter(c -> columns.size() < DRIVERS && !columns.containsValue(c))
                        .ifPresent(c -> columns.put(e.getKey(), c)));
        return columns;
    }

    private Optional<String> column(String measure) {
        Optional<String> itself = AnswerColumns.of(dossier, measure);
        if (itself.isPresent()) {
            return itself;
        }
        return dossier.measures().in(FactKind.RESPONSES).stream()
                .filter(e -> measure.equals(e.dimension()) && dossier.has(FactKind.RESPONSES, e.id()))
                .map(Entry::id)
                .findFirst();
    }

    private Optional<Entry> outcome(Map<String, String> drivers) {
        Entry best = null;
        long most = 0;
        for (Entry entry : dossier.measures().in(FactKind.RESPONSES, Kind.OUTCOME)) {
            if (dossier.has(FactKind.RESPONSES, entry.id()) && !drivers.containsValue(entry.id())) {
                long rows = dossier.scan(CubeQuery.of(FactKind.RESPONSES).where(new Known(entry.id())))
                        .rows();
                if (rows > most) {
                    most = rows;
                    best = entry;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private Optional<Indicator> judged(Map<String, String> drivers, Entry outcome, Judgement judgement) {
        List<String> measures = new ArrayList<>(drivers.keySet());
        List<Moments> weeks = List.of();
        Moments all = Moments.empty(1);
        // Items that are asked in turn never meet in one row: the one ranked by fewest gives way.
        while (measures.size() >= LEAST_DRIVERS) {
            var variables = new ArrayList<>(measures.stream()
                    .map(m -> java.util.Objects.requireNonNull(drivers.get(m)))
                    .toList());
            variables.add(outcome.id());
            weeks =
                    dossier
                            .moments(
                                    new MomentsQuery(FactKind.RESPONSES, List.of(new Key.Week()), variables, List.of()))
                            .stream()
                            .map(MomentBlock::moments)
                            .toList();
            var sum = new Moments.Builder(variables.size());
            weeks.forEach(sum::add);
            all = sum.build();
            if (all.count() >= ANSWERS) {
                break;
            }
            measures.removeLast();
        }
        if (measures.size() < LEAST_DRIVERS || weeks.size() < BlockBootstrap.MINIMUM_BLOCKS) {
            judgement.missing(
                    "responses",
                    Wording.needed(
                            Math.round(all.count()),
                            ANSWERS,
                            dossier.period(),
                            "answer to the outcome and the ranked items together",
                            "answers to the outcome and the ranked items together"));
            return Optional.empty();
        }
        double[] real;
        double steady;
        try {
            real = shares(all);
            steady = steadiness(weeks, real);
        } catch (IllegalArgumentException | ArithmeticException e) {
            judgement.missing("responses", say("Answers to the ranked items that vary on their own."));
            return Optional.empty();
        }
        if (steady < STEADY) {
            judgement.missing(
                    "responses",
                    say(
                            "More answers: what matters most to customers is not told apart well enough yet to hold rankings against it."));
            return Optional.empty();
        }
        return agreement(measures, real, outcome, Math.round(all.count()));
    }

    /// Mean agreement of the ranking with itself when weeks are drawn again.
    private static double steadiness(List<Moments> blocks, double[] real) {
        double[] sum = new double[2];
        BlockBootstrap.of(blocks.size(), 100, 37).interval(0.95, weights -> {
            double tau = KendallTau.of(real, shares(weighted(blocks, weights))).value();
            sum[0] += tau;
            sum[1]++;
            return tau;
        });
        return sum[0] / sum[1];
    }

    private static Moments weighted(List<Moments> blocks, double[] weights) {
        var sum = new Moments.Builder(blocks.getFirst().variables());
        for (int i = 0; i < weights.length; i++) {
            sum.add(blocks.get(i), weights[i]);
        }
        return sum.build();
    }

    private static double[] shares(Moments moments) {
        int outcome = moments.variables() - 1;
        int[] predictors = new int[outcome];
        for (int i = 0; i < outcome; i++) {
            predictors[i] = i;
        }
        return ShapleyImportance.of(moments, outcome, predictors).shares();
    }

    private Optional<Indicator> agreement(List<String> measures, double[] real, Entry outcome, long answers) {
        List<Estimate> taus = new ArrayList<>();
        Map<String, double[]> places = new HashMap<>();
        for (Map<String, Double> said : stated.values()) {
            List<double[]> pairs = new ArrayList<>();
            for (int i = 0; i < measures.size(); i++) {
                @Nullable Double weight = said.get(measures.get(i));
                if (weight != null) {
                    pairs.add(new double[] {weight, real[i]});
                    double[] place = places.computeIfAbsent(measures.get(i), m -> new double[2]);
                    double above =
                            said.values().stream().filter(w -> w > weight).count();
                    place[0] += above + 1;
                    place[1]++;
                }
            }
            if (pairs.size() >= LEAST_DRIVERS
                    && pairs.stream().mapToDouble(p -> p[0]).distinct().count() > 1) {
                taus.add(KendallTau.of(
                        pairs.stream().mapToDouble(p -> p[0]).toArray(),
                        pairs.stream().mapToDouble(p -> p[1]).toArray()));
            }
        }
        if (taus.size() < managers) {
            return Optional.empty();
        }
        Estimate pooled = KendallTau.pooled(taus);
        int top = 0;
        for (int i = 1; i < real.length; i++) {
            top = real[i] > real[top] ? i : top;
        }
        double[] place = places.getOrDefault(measures.get(top), new double[] {0, 1});
        var files = new ArrayList<>(dossier.files(FactKind.IMPORTANCES));
        files.addAll(dossier.files(FactKind.RESPONSES));
        return Optional.of(new Indicator(
                "stated-importance",
                say("What managers think matters"),
                say(
                        "“%s” matters most to customers; managers put it [[in place %s on average]] (%s).",
                        title(measures.get(top)),
                        Wording.number(place[0] / place[1]),
                        Wording.count(taus.size(), "manager", "managers")),
                Statistic.of(say("agreement on what matters"), pooled),
                SCALE,
                LIMIT,
                new Lineage(
                        answers,
                        say("answers and rankings"),
                        files,
                        new Period(first, dossier.period().to()),
                        say(
                                "LMG shares of %s; Kendall's tau-b by manager, mean with t interval; version 1",
                                outcome.id()),
                        say(
                                "responses from %s: moments of %s and %s by week",
                                dossier.period().from(), measures, outcome.id()),
                        Optional.of(new RowQuery(
                                FactKind.IMPORTANCES,
                                List.of("said_at", "measure", "rank", "weight", "layer"),
                                List.of()))),
                Optional.of(bars(measures, real))));
    }

    private Figure bars(List<String> measures, double[] real) {
        double sum = java.util.Arrays.stream(real).sum();
        List<Figure.Bars.Bar> bars = java.util.stream.IntStream.range(0, real.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -real[i]))
                .limit(8)
                .map(i -> new Figure.Bars.Bar(title(measures.get(i)), sum > 0 ? real[i] / sum : 0, false))
                .toList();
        return new Figure.Bars(say("Share of the outcome that each driver explains, most first"), "%", bars, null);
    }

    private String title(String measure) {
        return dossier.measures().find(measure).map(Entry::title).orElse(measure);
    }
}
