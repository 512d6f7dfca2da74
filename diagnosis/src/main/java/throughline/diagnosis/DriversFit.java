package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Estimate;
import throughline.statistics.Moments;
import throughline.statistics.regression.OutOfSampleFit;

/// How much of the differences in the outcome the drivers on record foresee, in weeks they were not fitted
/// on.
///
/// Drivers are the measures that the links name; of an answer they are its own items, those of its contact
/// and the state of the infrastructure at it. The outcome is the one that links lead to, else the one most
/// often asked.
final class DriversFit {

    /// Answers with outcome and all drivers (ours).
    static final long ENOUGH = 200;

    private static final int FOLDS = 10;
    private static final int MOST_DRIVERS = 12;
    private static final double COVERED = 0.5;
    private static final long SEED = 13;

    private DriversFit() {}

    /// The share that is foreseen; nothing where no link is on record, or the answers do not know outcome
    /// and drivers.
    static Optional<Indicator> of(Dossier dossier) {
        if (dossier.organisation().links().isEmpty() || !dossier.has(FactKind.RESPONSES)) {
            return Optional.empty();
        }
        Set<String> effects = new LinkedHashSet<>();
        Set<String> named = new LinkedHashSet<>();
        dossier.organisation().links().forEach(l -> {
            effects.add(l.effect());
            named.addAll(List.of(l.cause(), l.effect()));
        });
        List<Entry> outcomes = dossier.measures().in(FactKind.RESPONSES, Kind.OUTCOME).stream()
                .filter(e -> AnswerColumns.adds(dossier, e.id()))
                .toList();
        Set<String> drivers = new LinkedHashSet<>();
        named.stream()
                .filter(id -> dossier.measures()
                        .find(id)
                        .filter(e -> e.kind() == Kind.OUTCOME)
                        .isEmpty())
                .flatMap(id -> columns(dossier, id))
                .limit(MOST_DRIVERS)
                .forEach(drivers::add);
        if (outcomes.isEmpty() || drivers.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> known = known(dossier, outcomes, drivers);
        Entry outcome = outcomes.stream()
                .max(Comparator.comparing((Entry e) -> effects.contains(e.id()))
                        .thenComparing(e -> known.getOrDefault(e.id(), 0L))
                        .thenComparing(Entry::id, Comparator.reverseOrder()))
                .orElseThrow();
        drivers.removeIf(d -> known.getOrDefault(d, 0L) < COVERED * known.getOrDefault(outcome.id(), 0L));
        return drivers.isEmpty() ? Optional.empty() : fit(dossier, outcome, List.copyOf(drivers));
    }

    /// The columns of the answers that hold a measure: its own, its contact's, the state of it at the
    /// contact, or the items of the dimension of that name.
    private static Stream<String> columns(Dossier dossier, String measure) {
        Optional<String> itself = AnswerColumns.of(dossier, measure);
        return itself.isPresent()
                ? itself.stream()
                : dossier.measures().in(FactKind.RESPONSES).stream()
                        .filter(e -> measure.equals(e.dimension()) && AnswerColumns.adds(dossier, e.id()))
                        .map(Entry::id);
    }

    private static Map<String, Long> known(Dossier dossier, List<Entry> outcomes, Set<String> drivers) {
        List<String> columns = Stream.concat(outcomes.stream().map(Entry::id), drivers.stream())
                .distinct()
                .toList();
        Map<String, Long> known = new TreeMap<>();
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.RESPONSES).sum(columns.toArray(String[]::new)))) {
            for (int c = 0; c < columns.size(); c++) {
                known.put(columns.get(c), cell.sum(c).count());
            }
        }
        return known;
    }

    private static Optional<Indicator> fit(Dossier dossier, Entry outcome, List<String> drivers) {
        var variables = new ArrayList<>(drivers);
        variables.add(outcome.id());
        List<Moments> weeks =
                dossier
                        .moments(new MomentsQuery(FactKind.RESPONSES, List.of(new Key.Week()), variables, List.of()))
                        .stream()
                        .map(MomentBlock::moments)
                        .filter(m -> m.count() > 0)
                        .toList();
        double answers = weeks.stream().mapToDouble(Moments::count).sum();
        if (weeks.size() < OutOfSampleFit.MINIMUM_BLOCKS || answers < ENOUGH) {
            return Optional.empty();
        }
        int[] predictors = java.util.stream.IntStream.range(0, drivers.size()).toArray();
        Estimate fit;
        try {
            fit = OutOfSampleFit.of(weeks, drivers.size(), predictors, FOLDS, 0.95, SEED);
        } catch (ArithmeticException e) {
            // An outcome that never differs leaves nothing to foresee.
            return Optional.empty();
        }
        String named = Wording.count(drivers.size(), "driver", "drivers");
        return Optional.of(Card.of(Cause.NO_SERVICE_DESIGN, "drivers-fit", say("What the drivers foresee"), dossier)
                .record()
                .files(FactKind.RESPONSES)
                .rule(key("shown beside the verdict, not counted"))
                .rests(Math.round(answers), say("answers"))
                .method(say("least squares, weeks left out in 10 blocks, weeks drawn again, 95 %"))
                .rows(new RowQuery(FactKind.RESPONSES, variables, List.of(new Filter.Known(outcome.id()))))
                .says(
                        fit.high() <= 0
                                ? say(
                                        "The %s on record foresee [[nothing]] of the differences in “%s”.",
                                        named, outcome.title())
                                : say(
                                        "The %s on record foresee [[%s]] of the differences in “%s” in other weeks (likely %s).",
                                        named,
                                        Wording.percent(Math.clamp(fit.value(), 0, 1)),
                                        outcome.title(),
                                        Wording.percents(new throughline.statistics.Interval(
                                                Math.clamp(fit.low(), 0, 1), Math.clamp(fit.high(), 0, 1)))),
                        Statistic.of(say("share of the outcome foreseen out of sample"), fit),
                        Scale.INFORMING));
    }
}
