package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Register.Training;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Summary;
import throughline.statistics.intervention.DifferenceInDifferences;
import throughline.statistics.intervention.DifferenceInDifferences.Observation;
import throughline.statistics.intervention.DifferenceInDifferences.Result;

/// What the first service-delivery course of a person does to how their service is judged, by evaluators and by
/// customers (empathy and assurance): staggered difference-in-differences by person and month.
///
/// Those not yet trained say what would have happened anyway. The month of the course and the one before it are left
/// out: people are often sent on a course after a bad month, and would have done better without it. Everything is in
/// standard deviations of single answers.
final class TrainingEffect {

    private static final int TRAINED_NEEDED = 30;
    private static final double EACH_NEEDED = 10;

    /// An interval wider than this on either side has no power to show that nothing happened.
    private static final double POWER = 0.25;

    private static final double NEGLIGIBLE = 0.1;

    /// Cells of person and month up to which the chart is split by age and source; the split costs as much again.
    private static final int DRAWN = 50_000;

    /// Draws for an interval that decides, and for one that is only drawn.
    private static final int DRAWS = 300;

    private static final int SKETCHED = 100;
    private static final Set<String> DIMENSIONS = Set.of("empathy", "assurance");
    private static final Threshold LIMIT = Threshold.ours(
            "training-does-not-work.effect",
            key("present when the effect is surely below 0.1 standard deviations, absent when it is surely above 0"));
    private static final Threshold LATE_LIMIT = Threshold.ours(
            "training-does-not-work.decay",
            key("present when the effect after 90 days is surely below 0.1 standard deviations"));

    /// Months of answers before the first course on record from which earlier courses may be missing (ours).
    private static final int MONTHS_BEFORE = 3;

    private static final int YEAR = 365;

    private final Dossier dossier;
    private final Map<String, Integer> course = new HashMap<>();
    private final Map<String, List<Observation>> sources = new LinkedHashMap<>();

    /// The effect of the courses in the register.
    TrainingEffect(Dossier dossier, Judgement judgement) {
        this.dossier = dossier;
        for (Training training : dossier.register().trainings()) {
            if (TrainingReach.delivers(training) && TrainingReach.longEnough(training)) {
                course.merge(training.person(), month(training.completedAt()), Math::min);
            }
        }
        List<String> criteria = dossier.measures().in(FactKind.EVALUATIONS).stream()
                .filter(e -> e.kind() != Kind.DELIVERY && e.kind() != Kind.INFRASTRUCTURE)
                .map(Entry::id)
                .toList();
        if (EvaluatorAgreement.agree(dossier, criteria, judgement)) {
            source(key("evaluations"), FactKind.EVALUATIONS, criteria);
        }
        source(key("customers' answers"), FactKind.RESPONSES, answers());
    }

    private List<String> answers() {
        List<Entry> perceived = dossier.measures().in(FactKind.RESPONSES, Kind.PERCEPTION, Kind.FEELING);
        List<String> wanted = perceived.stream()
                .filter(e -> e.dimension() != null && DIMENSIONS.contains(e.dimension()))
                .map(Entry::id)
                .toList();
        return wanted.isEmpty() ? perceived.stream().map(Entry::id).toList() : wanted;
    }

    private static int month(LocalDate day) {
        return day.getYear() * 12 + day.getMonthValue();
    }

    private void source(String name, FactKind kind, List<String> columns) {
        List<String> items = columns.stream().filter(c -> dossier.has(kind, c)).toList();
        if (items.isEmpty() || !dossier.has(kind, "agent")) {
            return;
        }
        Cube cube = dossier.scan(CubeQuery.of(kind)
                .by("agent")
                .by(new Key.Month())
                .sum(items.toArray(String[]::new))
                .where(new Known("agent")));
        Summary[] cells = new Summary[cube.size()];
        java.util.Arrays.fill(cells, Summary.EMPTY);
        for (int i = 0; i < items.size(); i++) {
            Summary all = Summary.EMPTY;
            for (Cell cell : cube) {
                all = all.plus(cell.sum(i));
            }
            if (all.count() < 2 || !(all.squares() > 0)) {
                continue;
            }
            double spread = all.deviation();
            int sign = dossier.measures().find(items.get(i)).map(Entry::sign).orElse(1);
            for (int c = 0; c < cells.length; c++) {
                Summary sum = cube.cell(c).sum(i);
                if (sum.count() > 0) {
                    cells[c] = cells[c].plus(new Summary(
                            sum.count(), sign * (sum.mean() - all.mean()) / spread, sum.squares() / (spread * spread)));
                }
            }
        }
        var observations = new ArrayList<Observation>();
        for (int c = 0; c < cells.length; c++) {
            if (cells[c].count() > 0) {
                observations.add(new Observation(
                        String.valueOf(cube.cell(c).text(0)), month(cube.cell(c).day(1)), cells[c]));
            }
        }
        if (!observations.isEmpty()) {
            sources.put(name, observations);
        }
    }

    /// Judges the effect and how long it lasts.
    void judge(Judgement judgement) {
        List<Observation> all = sources.values().stream().flatMap(List::stream).toList();
        Map<String, long[]> seen = new TreeMap<>();
        for (Observation observation : all) {
            Integer at = course.get(observation.unit());
            if (at != null && observation.period() != at) {
                seen.computeIfAbsent(observation.unit(), u -> new long[2])[observation.period() < at ? 0 : 1] +=
                        observation.outcome().count();
            }
        }
        List<long[]> judged =
                seen.values().stream().filter(s -> s[0] > 0 && s[1] > 0).toList();
        if (judged.size() < TRAINED_NEEDED) {
            judgement.missing(
                    "evaluations",
                    say(
                            "Evaluations or answers about the same person before and after a first service-delivery course: %s people have both, %s are needed.",
                            judged.size(), TRAINED_NEEDED));
            return;
        }
        long rows = judged.stream().mapToLong(s -> s[0] + s[1]).sum();
        if (rows < EACH_NEEDED * judged.size()) {
            judgement.missing(
                    "evaluations",
                    Wording.needed(
                            rows,
                            (long) Math.ceil(EACH_NEEDED * judged.size()),
                            dossier.period(),
                            "evaluation or answer about trained people",
                            "evaluations or answers about trained people"));
            return;
        }
        Optional<Result> overall = effect(all, DRAWS, age -> true);
        if (overall.isEmpty()) {
            judgement.missing(
                    "training",
                    say("People trained at different times, or not at all, to compare with those who were."));
            return;
        }
        if (driftedApart(overall.get())) {
            judgement.missing(
                    "evaluations",
                    say("A fair comparison: people who were trained moved apart from the others before their course."));
            return;
        }
        Indicator effect = indicator(overall.get(), all, rows);
        Optional<LocalDate> late = beganAfter(all);
        if (effect.side() == Side.PRESENT && late.isPresent()) {
            judgement.context(effect).incomplete();
            judgement.missing(
                    "training",
                    say(
                            "The courses before %s, the first on record: who seems new to training may have had some before.",
                            Wording.day(late.get())));
            return;
        }
        judgement.essential(effect);
        if (all.size() <= DRAWN) {
            byAge(all, rows).ifPresent(judgement::context);
        }
        // Gone is what was there: over all months, or in the first three.
        boolean worked = overall.get().overall().low() > 0
                || effect(all, DRAWS, age -> age < 3)
                        .filter(e -> e.overall().low() > 0)
                        .isPresent();
        Optional<Result> after = worked ? effect(all, DRAWS, age -> age >= 3 && age < 9) : Optional.empty();
        after.filter(l -> half(l.overall()) <= POWER).ifPresent(l -> judgement.telling(late(l.overall(), rows)));
    }

    /// The first day on record of a register that began well after the answers and is shorter than a year. Its "first"
    /// courses may be later ones and its untrained people trained, which hides an effect but cannot make one.
    private Optional<LocalDate> beganAfter(List<Observation> all) {
        int answers = all.stream().mapToInt(Observation::period).min().orElseThrow();
        LocalDate end = dossier.period().to();
        return dossier.register().trainings().stream()
                .map(Training::completedAt)
                .min(Comparator.naturalOrder())
                .filter(first -> month(first) > answers + MONTHS_BEFORE && first.isAfter(end.minusDays(YEAR)));
    }

    private static double half(Estimate estimate) {
        return estimate.interval().width() / 2;
    }

    private static boolean driftedApart(Result result) {
        return result.preTrend()
                .filter(p -> !p.interval().contains(0) && Math.abs(p.value()) > NEGLIGIBLE)
                .isPresent();
    }

    /// The effect on those whose months since the course pass.
    private Optional<Result> effect(List<Observation> observations, int most, IntPredicate ages) {
        Map<String, Integer> treated = new HashMap<>();
        course.forEach((person, month) -> treated.put(person, month + 1));
        List<Observation> kept = observations.stream()
                .filter(o -> {
                    Integer at = course.get(o.unit());
                    return at == null || o.period() < at - 1 || (o.period() > at && ages.test(o.period() - at - 1));
                })
                .toList();
        Set<String> units = new HashSet<>();
        kept.forEach(o -> units.add(o.unit()));
        treated.keySet().retainAll(units);
        // Draws cost as much as there are cells; the interval needs a hundred or more.
        int draws = Math.clamp(4_000_000 / Math.max(1, kept.size()), 100, most);
        try {
            return Optional.of(DifferenceInDifferences.of(
                    kept, treated, 0.95, new DifferenceInDifferences.Settings(3, draws, 23)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private Indicator indicator(Result result, List<Observation> all, long rows) {
        Estimate effect = result.overall();
        boolean nothing = effect.high() < NEGLIGIBLE && half(effect) <= POWER;
        double limit = nothing ? NEGLIGIBLE : 0;
        var figures = new ArrayList<Figure.Estimates.Row>();
        row(figures, say("All months after"), Optional.of(result));
        if (all.size() <= DRAWN && sources.size() > 1) {
            sources.forEach((name, observations) ->
                    row(figures, say("In %s", say(name)), effect(observations, SKETCHED, age -> true)));
        }
        return new Indicator(
                "training-effect",
                say("What a course changes"),
                say(
                        "A course changes how service is judged by [[%s standard deviations]] (likely %s, %s trained people).",
                        Wording.change(effect.value()),
                        Wording.changes(effect.interval()),
                        Wording.count(result.treatedUnits())),
                new Statistic(
                        say("effect of a course"), effect.value(), effect.interval(), effect.standardError(), rows),
                new Scale(0.5, limit, limit, -0.3),
                LIMIT,
                lineage(rows),
                Optional.of(new Figure.Estimates(
                        say("Change after the first course against people not yet trained, in standard deviations"),
                        say("sd"),
                        figures,
                        0.0)));
    }

    private static void row(List<Figure.Estimates.Row> rows, String label, Optional<Result> result) {
        result.map(Result::overall)
                .ifPresent(e -> rows.add(new Figure.Estimates.Row(label, e.value(), e.low(), e.high())));
    }

    /// How the effect passes: in the first month, to day 90 and to day 180.
    private Optional<Indicator> byAge(List<Observation> all, long rows) {
        var ages = new ArrayList<Figure.Estimates.Row>();
        row(ages, say("to day 30"), effect(all, SKETCHED, age -> age == 0));
        row(ages, say("to day 90"), effect(all, SKETCHED, age -> age == 1 || age == 2));
        row(ages, say("to day 180"), effect(all, SKETCHED, age -> age >= 3 && age < 6));
        if (ages.size() < 2) {
            return Optional.empty();
        }
        Figure.Estimates.Row first = ages.getFirst();
        Figure.Estimates.Row last = ages.getLast();
        String values = ages.stream()
                .skip(1)
                .map(a -> ", %s %s".formatted(Wording.change(a.value()), a.label()))
                .collect(Collectors.joining(
                        "", "[[%s]] %s".formatted(Wording.change(first.value()), first.label()), ""));
        return Optional.of(Card.of(
                        Cause.TRAINING_DOES_NOT_WORK, "training-by-age", say("How long a course lasts"), dossier)
                .rests(rows, say("evaluations and answers about trained people"))
                .files(lineage(rows).files())
                .method(say("staggered difference-in-differences by months since the course, 95 %"))
                .figure(new Figure.Estimates(
                        say("Change by time since the first course, in standard deviations"), say("sd"), ages, 0.0))
                .informs(
                        say("A course is worth %s, in standard deviations of single scores.", values),
                        new Statistic(
                                say("effect of a course %s", last.label()),
                                last.value(),
                                new Interval(last.low(), last.high()),
                                (last.high() - last.low()) / 3.92,
                                rows)));
    }

    private Indicator late(Estimate effect, long rows) {
        return new Indicator(
                "training-decay",
                say("What is left after 90 days"),
                say(
                        "From 90 days after a course [[%s standard deviations]] of its effect are left (likely %s).",
                        Wording.change(effect.value()), Wording.changes(effect.interval())),
                new Statistic(
                        say("effect of a course after 90 days"),
                        effect.value(),
                        effect.interval(),
                        effect.standardError(),
                        rows),
                new Scale(0.5, NEGLIGIBLE, NEGLIGIBLE, -0.3),
                LATE_LIMIT,
                lineage(rows),
                Optional.empty());
    }

    private Lineage lineage(long rows) {
        var files = new ArrayList<>(dossier.files(FactKind.TRAINING));
        files.addAll(dossier.files(FactKind.EVALUATIONS));
        files.addAll(dossier.files(FactKind.RESPONSES));
        boolean evaluated = sources.containsKey("evaluations");
        return new Lineage(
                rows,
                say("evaluations and answers about trained people"),
                files,
                dossier.period(),
                say(
                        "staggered difference-in-differences, not yet trained as comparison, bootstrap over people; version 1"),
                say(
                        "%s: means by agent and month",
                        Wording.names(
                                sources.keySet().stream().map(name -> say(name)).toList(), 2)),
                Optional.of(
                        evaluated
                                ? new RowQuery(
                                        FactKind.EVALUATIONS,
                                        List.of("evaluation_id", "evaluated_at", "unit", "evaluator"),
                                        List.of(new Known("agent")))
                                : new RowQuery(
                                        FactKind.RESPONSES,
                                        List.of("response_id", "answered_at", "unit", "touchpoint"),
                                        List.of(new Known("agent")))));
    }
}
