package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.ScorecardBalance.About;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Register.Reward;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Moments;
import throughline.statistics.Summary;
import throughline.statistics.importance.ShapleyImportance;

/// What rewards follow: of the differences between people in what they were given, the share that goes with each
/// measure of their work (LMG), with an interval by drawing people again. Shown, not counted: it says what is paid for,
/// whatever the card says.
///
/// A person's reward is the mean amount of each kind, 0 where they were given none of it, compared with everyone whose
/// work is measured; where none has an amount, the number of rewards. The measures are the person's means over the
/// period.
final class RewardsFollow {

    private static final double LEVEL = 0.95;
    private static final int PEOPLE = 30;
    private static final int REPLICATES = 1000;
    private static final long SEED = 171;

    /// Rows of a person from which a mean counts.
    private static final long EACH = 5;

    /// Most measures of one table; more would make every share small and its interval wide.
    private static final int MOST = 2;

    private static final Scale FOLLOWED = new Scale(0.8, 0.5, 0.3, 0);

    private RewardsFollow() {}

    /// The card, where enough people have rewards and measures.
    static Optional<Indicator> of(Dossier dossier, Optional<HandlingTime> time) {
        List<Reward> given = dossier.register().rewards().stream()
                .filter(r -> dossier.period().contains(r.at()))
                .toList();
        Set<String> rewarded = new TreeSet<>();
        given.forEach(r -> rewarded.add(r.person()));
        if (rewarded.size() < PEOPLE) {
            return Optional.empty();
        }
        Map<String, Map<String, Double>> measures = measures(dossier, time);
        measures.values().removeIf(m -> rewarded.stream().filter(m::containsKey).count() * 2 < rewarded.size());
        if (measures.isEmpty()) {
            return Optional.empty();
        }
        Set<String> everyone = new TreeSet<>(rewarded);
        measures.values().forEach(m -> everyone.addAll(m.keySet()));
        everyone.removeIf(person -> measures.values().stream().anyMatch(m -> !m.containsKey(person)));
        Map<String, Double> rewards = rewards(given, everyone);
        List<String> names = List.copyOf(measures.keySet());
        var people = new ArrayList<Moments>();
        rewards.forEach((person, reward) -> {
            double[] row = new double[names.size() + 1];
            row[0] = reward;
            for (int k = 0; k < names.size(); k++) {
                row[k + 1] = measures.getOrDefault(names.get(k), Map.of()).getOrDefault(person, 0.0);
            }
            people.add(Moments.of(new double[][] {row}));
        });
        return people.size() < PEOPLE ? Optional.empty() : card(dossier, names, people);
    }

    /// What each person was given: who was given nothing has 0 of every kind. People whose rewards all lack the amount
    /// that others have are left out, for what they were given is not known.
    private static Map<String, Double> rewards(List<Reward> given, Set<String> everyone) {
        boolean amounts = given.stream().anyMatch(r -> r.amount() != null);
        Map<String, Map<String, Summary>> kinds = new TreeMap<>();
        Set<String> unknown = new TreeSet<>();
        for (Reward reward : given) {
            Double amount = reward.amount();
            if (amounts && amount == null) {
                unknown.add(reward.person());
            } else {
                kinds.computeIfAbsent(amounts ? String.valueOf(reward.kind()) : "", k -> new HashMap<>())
                        .merge(reward.person(), Summary.of(amount == null ? 1 : amount), Summary::plus);
            }
        }
        kinds.values().forEach(kind -> unknown.removeAll(kind.keySet()));
        List<String> known = everyone.stream().filter(p -> !unknown.contains(p)).toList();
        Map<String, Summary> people = new TreeMap<>();
        for (Map<String, Summary> kind : kinds.values()) {
            Map<String, Double> own = new TreeMap<>();
            for (String person : known) {
                Summary sum = kind.getOrDefault(person, Summary.EMPTY);
                own.put(person, sum.count() == 0 ? 0 : amounts ? sum.mean() : (double) sum.count());
            }
            Summary all = Summary.of(
                    own.values().stream().mapToDouble(Double::doubleValue).toArray());
            if (all.squares() > 0) {
                own.forEach((person, value) ->
                        people.merge(person, Summary.of((value - all.mean()) / all.deviation()), Summary::plus));
            }
        }
        Map<String, Double> rewards = new TreeMap<>();
        people.forEach((person, sum) -> rewards.put(person, sum.mean()));
        return rewards;
    }

    /// What is known of each person's work, by the measure's id.
    private static Map<String, Map<String, Double>> measures(Dossier dossier, Optional<HandlingTime> time) {
        Map<String, Map<String, Double>> measures = new LinkedHashMap<>();
        time.ifPresent(t -> add(dossier, FactKind.INTERACTIONS, List.of(t.column()), measures));
        if (flag(dossier, "resolved")) {
            add(dossier, FactKind.INTERACTIONS, List.of("resolved"), measures);
        }
        for (FactKind kind : new FactKind[] {FactKind.RESPONSES, FactKind.EVALUATIONS}) {
            add(
                    dossier,
                    kind,
                    dossier.measures().in(kind, Kind.PERCEPTION, Kind.FEELING, Kind.OUTCOME).stream()
                            .map(Entry::id)
                            .filter(id -> dossier.has(kind, id))
                            .toList(),
                    measures);
        }
        if (dossier.has(FactKind.OFFERS, "accepted")) {
            add(dossier, FactKind.OFFERS, List.of("accepted"), measures);
        }
        return measures;
    }

    private static boolean flag(Dossier dossier, String column) {
        return dossier.table(FactKind.INTERACTIONS)
                .flatMap(t -> t.find(column))
                .filter(c -> c.type() == ColumnType.FLAG)
                .isPresent();
    }

    /// Means of the columns that most people have, for at most [#MOST] of them.
    private static void add(
            Dossier dossier, FactKind kind, List<String> columns, Map<String, Map<String, Double>> measures) {
        if (columns.isEmpty() || !dossier.has(kind, "agent")) {
            return;
        }
        List<Map<String, Double>> means = new ArrayList<>();
        columns.forEach(c -> means.add(new HashMap<>()));
        for (Cell cell : dossier.scan(CubeQuery.of(kind)
                .by("agent")
                .sum(columns.toArray(String[]::new))
                .where(new Known("agent")))) {
            for (int c = 0; c < columns.size(); c++) {
                if (cell.sum(c).count() >= EACH) {
                    means.get(c).put(String.valueOf(cell.text(0)), cell.sum(c).mean());
                }
            }
        }
        IntStream.range(0, columns.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer c) -> -means.get(c).size()))
                .limit(MOST)
                .forEach(c -> measures.putIfAbsent(columns.get(c), means.get(c)));
    }

    private static Optional<Indicator> card(Dossier dossier, List<String> names, List<Moments> people) {
        int[] predictors = IntStream.rangeClosed(1, names.size()).toArray();
        boolean[] customer = new boolean[names.size()];
        for (int k = 0; k < customer.length; k++) {
            customer[k] = names.get(k).equals("resolved")
                    || ScorecardBalance.about(dossier.measures(), names.get(k)) == About.EXPERIENCE;
        }
        List<Optional<Estimate>> shares;
        try {
            // Explained share, then each measure's part of it, then the part of what the customer gets.
            shares = BlockBootstrap.of(people.size(), REPLICATES, SEED)
                    .intervals(LEVEL, weights -> shares(people, weights, predictors, customer));
        } catch (IllegalArgumentException | ArithmeticException noVariation) {
            return Optional.empty();
        }
        if (shares.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<Estimate> known = shares.stream().flatMap(Optional::stream).toList();
        int best = 0;
        var rows = new ArrayList<Figure.Estimates.Row>();
        for (int k = 0; k < names.size(); k++) {
            Estimate share = known.get(k + 1);
            best = share.value() > known.get(best + 1).value() ? k : best;
            rows.add(new Figure.Estimates.Row(title(dossier, names.get(k)), share.value(), share.low(), share.high()));
        }
        rows.sort(Comparator.comparingDouble(Figure.Estimates.Row::value).reversed());
        Estimate top = known.get(best + 1);
        Estimate quality = known.getLast();
        return Optional.of(Card.of(Cause.MEASURED_ON_THROUGHPUT, "rewards-follow", say("What rewards follow"), dossier)
                .rule(say("shown beside the verdict, not counted"))
                .files(FactKind.REWARDS)
                .rests(people.size(), say("people whose work is measured, rewarded or not"))
                .method(say("shares of explained variance (LMG), bootstrap over people, 95 %"))
                .figure(new Figure.Estimates(
                        say(
                                "Share of the explained differences in rewards; bars show 95 in 100 intervals; %s",
                                Wording.count(people.size(), "person", "people")),
                        "%",
                        rows,
                        null))
                .says(
                        say(
                                "Rewards follow “%s” most: [[%s of what is explained]] (likely %s); the measures explain %s.",
                                title(dossier, names.get(best)),
                                Wording.percent(top.value()),
                                Wording.percents(top.interval()),
                                Wording.percent(known.getFirst().value())),
                        new Statistic(
                                say("share of explained rewards that follows what the customer gets"),
                                quality.value(),
                                quality.interval(),
                                quality.standardError(),
                                people.size()),
                        FOLLOWED));
    }

    private static double[] shares(List<Moments> people, double[] weights, int[] predictors, boolean[] customer) {
        var sum = new Moments.Builder(predictors.length + 1);
        for (int i = 0; i < weights.length; i++) {
            sum.add(people.get(i), weights[i]);
        }
        double[] shares = new double[predictors.length + 2];
        Moments moments = sum.build();
        if (!(moments.products(0, 0) > 0)) {
            Arrays.fill(shares, Double.NaN);
            return shares;
        }
        ShapleyImportance.Result result = ShapleyImportance.of(moments, 0, predictors);
        double[] relative = result.relative();
        shares[0] = result.rSquared();
        for (int k = 0; k < relative.length; k++) {
            shares[k + 1] = relative[k];
            shares[shares.length - 1] += customer[k] ? relative[k] : 0;
        }
        return shares;
    }

    private static String title(Dossier dossier, String id) {
        return dossier.measures()
                .find(id)
                .map(Entry::title)
                .orElse(Wording.sentence(id.replace('_', ' ').toLowerCase(Locale.UK)));
    }
}
