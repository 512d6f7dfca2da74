package throughline.explanation;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.ScaleReliability;
import throughline.diagnosis.StatedRankings;
import throughline.diagnosis.Wording;
import throughline.explanation.CauseMap.LeftOut;
import throughline.explanation.CauseNode.Tier;
import throughline.explanation.Drivers.Alike;
import throughline.explanation.Drivers.Driver;
import throughline.explanation.Drivers.Ranked;
import throughline.explanation.Drivers.Stated;
import throughline.explanation.Drivers.TooLittle;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Interval;
import throughline.statistics.Moments;
import throughline.statistics.comparison.KendallTau;
import throughline.statistics.importance.ShapleyImportance;
import throughline.statistics.importance.ShareIntervals;
import throughline.statistics.reliability.HeterotraitMonotrait;

/// Finds the drivers of an outcome in what the answers of each week say of all measures together.
///
/// Importance is the share of the outcome's differences that a measure explains, averaged over all orders in
/// which the measures can be taken in (LMG), exact; its interval comes from weeks drawn anew.
final class DriversSurvey {

    /// Most drivers (ours): the work doubles with each.
    static final int MOST = 14;

    private static final int ANSWERS = 200;
    private static final int MANAGERS = 5;
    private static final int LEAST_RANKED = 3;
    private static final int DRAWS = 200;
    private static final long SEED = 53;

    private final Dossier dossier;
    private final List<CauseNode> nodes;
    private final List<Moments> weeks;
    private final List<LeftOut> leftOut;
    private final List<Filter> filters;
    private final Map<String, String> outcomes = new LinkedHashMap<>();

    /// Adds the cells of each week up, which is all that is kept of them.
    ///
    /// @param filters which answers the cells count
    DriversSurvey(Dossier dossier, UnitWeekCells cells, List<Filter> filters) {
        this.dossier = dossier;
        this.nodes = cells.nodes();
        this.leftOut = cells.leftOut();
        this.filters = filters;
        List<Moments.Builder> sums = IntStream.range(0, cells.weeks())
                .mapToObj(w -> new Moments.Builder(nodes.size()))
                .toList();
        for (int c = 0; c < cells.cells().size(); c++) {
            sums.get(cells.week()[c]).add(cells.cells().get(c));
        }
        this.weeks = sums.stream().map(Moments.Builder::build).toList();
        nodes.stream().filter(n -> n.tier() == Tier.OUTCOME).forEach(n -> outcomes.put(n.id(), n.title()));
    }

    /// The drivers of an outcome; where none is named, of the one that links on record lead to, else of the
    /// first.
    ///
    /// @param wanted id of an outcome
    Drivers of(Optional<String> wanted) {
        if (outcomes.isEmpty()) {
            return new TooLittle(
                    outcomes,
                    "",
                    List.of(say("Answers that know an outcome, such as satisfaction, and what may drive it.")),
                    leftOut);
        }
        int outcome = chosen(wanted);
        var all = new Moments.Builder(nodes.size());
        weeks.forEach(all::add);
        Moments sum = all.build();
        boolean varies = sum.count() == 0 || sum.products(outcome, outcome) > 0;
        int[] drivers = varies ? drivers(sum, outcome) : new int[0];
        var missing = new ArrayList<String>();
        if (!varies) {
            missing.add(say(
                    "Answers that differ in “%s”: it was the same in all that know all measures.",
                    nodes.get(outcome).title()));
        } else if (drivers.length == 0) {
            missing.add(say("Measures of what is run, done or felt, in the same answers as the outcome."));
        }
        if (weeks.size() < BlockBootstrap.MINIMUM_BLOCKS) {
            missing.add(say("Too few weeks: %s, %s are needed.", weeks.size(), BlockBootstrap.MINIMUM_BLOCKS));
        }
        if (sum.count() < ANSWERS) {
            missing.add(say("Too few answers: %s, %s are needed.", Wording.count(Math.round(sum.count())), ANSWERS));
        }
        return missing.isEmpty()
                ? ranked(outcome, drivers, sum)
                : new TooLittle(outcomes, nodes.get(outcome).id(), missing, leftOut);
    }

    /// The id of the outcome that an id on record means; empty where it means none.
    Optional<String> outcome(String wanted) {
        return nodes.stream()
                .filter(n -> n.tier() == Tier.OUTCOME && n.isMeantBy(wanted))
                .map(CauseNode::id)
                .findFirst();
    }

    private int chosen(Optional<String> wanted) {
        List<Integer> all = IntStream.range(0, nodes.size())
                .filter(i -> nodes.get(i).tier() == Tier.OUTCOME)
                .boxed()
                .toList();
        return all.stream()
                .max(Comparator.comparing((Integer i) ->
                                wanted.filter(nodes.get(i).id()::equals).isPresent())
                        .thenComparingLong(i -> dossier.organisation().links().stream()
                                .filter(l -> nodes.get(i).isMeantBy(l.effect()))
                                .count())
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }

    /// The measures that vary, of too many those that go most with the outcome.
    private int[] drivers(Moments all, int outcome) {
        return IntStream.range(0, nodes.size())
                .filter(i -> nodes.get(i).tier() != Tier.OUTCOME && all.products(i, i) > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(all.correlation(i, outcome))))
                .limit(MOST)
                .mapToInt(i -> i)
                .sorted()
                .toArray();
    }

    private Drivers ranked(int outcome, int[] drivers, Moments all) {
        ShapleyImportance.Result importance = ShapleyImportance.of(all, outcome, drivers);
        List<Optional<Interval>> intervals =
                ShareIntervals.of(weeks, DRAWS, SEED, 0.95, outcome, drivers).lmg();
        List<CauseNode> driving = IntStream.of(drivers).mapToObj(nodes::get).toList();
        Said said = places(driving);
        Map<String, Alike> alike = alike(driving);
        var ranked = new ArrayList<Driver>();
        for (int d = 0; d < drivers.length; d++) {
            CauseNode node = driving.get(d);
            double mean = all.mean(drivers[d]);
            ranked.add(new Driver(
                    node,
                    importance.shares()[d],
                    intervals.get(d),
                    performance(node, mean),
                    mean,
                    reliability(node),
                    Optional.ofNullable(alike.get(node.id())),
                    Optional.ofNullable(said.places().get(node.id()))));
        }
        ranked.sort(Comparator.comparingDouble(d -> -d.share()));
        var out = new ArrayList<>(leftOut);
        IntStream.range(0, nodes.size())
                .filter(i -> nodes.get(i).tier() != Tier.OUTCOME
                        && IntStream.of(drivers).noneMatch(d -> d == i))
                .forEach(i -> out.add(new LeftOut(
                        nodes.get(i).title(),
                        all.products(i, i) > 0
                                ? say("Only the %s that go most with the outcome are ranked.", MOST)
                                : say("It was the same in all answers that know all measures."))));
        return new Ranked(
                outcomes,
                nodes.get(outcome),
                importance.rSquared(),
                ranked,
                Math.round(all.count()),
                weeks.size(),
                stated(ranked, said.managers()),
                out);
    }

    private static Optional<Double> performance(CauseNode node, double mean) {
        Double low = node.low();
        Double high = node.high();
        if (low == null || high == null || !(high > low)) {
            return Optional.empty();
        }
        double up = Math.clamp((mean - low) / (high - low), 0, 1);
        return Optional.of(node.sign() > 0 ? up : 1 - up);
    }

    private Optional<ScaleReliability> reliability(CauseNode node) {
        List<Entry> questions = node.questions().stream()
                .flatMap(q -> dossier.measures().find(q).stream())
                .toList();
        return node.questions().size() < 2
                ? Optional.empty()
                : ScaleReliability.of(dossier, node.title(), questions, filters);
    }

    /// Of each scale with several questions the one it is least told apart from.
    private Map<String, Alike> alike(List<CauseNode> driving) {
        List<CauseNode> scales =
                driving.stream().filter(n -> n.questions().size() > 1).toList();
        Map<String, Alike> alike = new HashMap<>();
        if (scales.size() < 2) {
            return alike;
        }
        var items = new ArrayList<String>();
        var scale = new ArrayList<Integer>();
        for (int s = 0; s < scales.size(); s++) {
            for (String question : scales.get(s).questions()) {
                items.add(question);
                scale.add(s);
            }
        }
        int[] of = scale.stream().mapToInt(s -> s).toArray();
        List<Moments> blocks =
                dossier.moments(new MomentsQuery(FactKind.RESPONSES, List.of(new Key.Week()), items, filters)).stream()
                        .map(MomentBlock::moments)
                        .toList();
        for (int a = 0; a < scales.size(); a++) {
            for (int b = 0; b < a; b++) {
                try {
                    var ratio = HeterotraitMonotrait.of(blocks, of, a, b, 0.95, SEED);
                    nearer(alike, scales.get(a), new Alike(scales.get(b).title(), ratio));
                    nearer(alike, scales.get(b), new Alike(scales.get(a).title(), ratio));
                } catch (ArithmeticException | IllegalArgumentException e) {
                    // The questions of a scale do not go together, which its reliability says already.
                }
            }
        }
        return alike;
    }

    private static void nearer(Map<String, Alike> alike, CauseNode of, Alike other) {
        alike.merge(of.id(), other, (x, y) -> x.ratio().value() >= y.ratio().value() ? x : y);
    }

    /// What managers say.
    ///
    /// @param managers how many of them ranked all
    /// @param places mean places by id of the driver
    private record Said(int managers, Map<String, Double> places) {}

    /// Mean places of the drivers that at least half of the managers ranked.
    private Said places(List<CauseNode> driving) {
        var rankings = StatedRankings.of(dossier);
        Map<String, String> words = new LinkedHashMap<>();
        Map<String, Integer> said = new HashMap<>();
        rankings.byPerson().values().forEach(own -> own.keySet().forEach(m -> said.merge(m, 1, Integer::sum)));
        for (CauseNode node : driving) {
            said.keySet().stream()
                    .filter(node::isMeantBy)
                    .filter(m ->
                            2 * said.getOrDefault(m, 0) >= rankings.byPerson().size())
                    .sorted()
                    .findFirst()
                    .ifPresent(m -> words.put(m, node.id()));
        }
        List<String> measures = List.copyOf(words.keySet());
        Map<String, Double> places = new HashMap<>();
        if (measures.size() >= LEAST_RANKED && rankings.managers(measures) >= MANAGERS) {
            rankings.places(measures)
                    .forEach((measure, place) ->
                            places.put(java.util.Objects.requireNonNull(words.get(measure)), place));
        }
        return new Said(rankings.managers(measures), places);
    }

    private static Optional<Stated> stated(List<Driver> ranked, int managers) {
        List<Driver> said = ranked.stream().filter(d -> d.place().isPresent()).toList();
        if (said.size() < LEAST_RANKED) {
            return Optional.empty();
        }
        try {
            double tau = KendallTau.of(
                            said.stream()
                                    .mapToDouble(d -> -d.place().orElseThrow())
                                    .toArray(),
                            said.stream().mapToDouble(Driver::share).toArray())
                    .value();
            return Optional.of(new Stated(managers, said.size(), tau));
        } catch (ArithmeticException e) {
            // All were given the same place, so there is no order to agree with.
            return Optional.empty();
        }
    }
}
