package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Filter;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Register.Step;

/// The steps that have begun by the end of the dossier's period, with the layer they ask to change and the units whose
/// work they change.
///
/// @param steps in the order of their start
/// @param days days of the period that the log covers
record StepLog(List<Begun> steps, long days) {

    /// Fewest steps from which anything is said.
    static final int MINIMUM = 5;

    /// What to do where no step is on record.
    static final String BEGIN = key("Write down every change made to improve service, with its start and its unit.");

    /// Days a change takes to become habit, where the step does not say (Lally et al. 2010: median 66, 18 to 254).
    static final int BEDDING = 60;

    /// Days of facts below which nothing is said of how steps fare: 12 weeks.
    static final int MINIMUM_DAYS = 84;

    /// Columns shown of the steps behind a figure.
    static final List<String> COLUMNS = List.of(
            "step_id",
            "name",
            "started_on",
            "ended_on",
            "unit",
            "targets_layer",
            "aimed_at",
            "owner_after",
            "objective");

    /// Copies the list.
    StepLog {
        steps = List.copyOf(steps);
    }

    /// A step that has begun.
    ///
    /// @param layer the layer it asks to change: as the log says, else that of its unit
    /// @param units the units whose work it changes, by id
    record Begun(Step step, Optional<Layer> layer, List<String> units) {

        /// Days it is given to become habit.
        int bedding() {
            Integer days = step.beddingDays();
            return days == null || days <= 0 ? BEDDING : days;
        }

        /// Whether it is still bedding in on the day.
        boolean unproven(LocalDate day) {
            return !day.isBefore(step.startedOn())
                    && day.isBefore(step.startedOn().plusDays(bedding()));
        }

        /// Its name, or its id where it has none.
        String title() {
            return step.name().isBlank() ? step.id() : step.name();
        }
    }

    /// The log of the dossier.
    static StepLog of(Dossier dossier) {
        return until(dossier, dossier.period().to());
    }

    /// The log with the steps that have begun since the last day of the facts.
    static StepLog whole(Dossier dossier) {
        return until(dossier, LocalDate.MAX);
    }

    private static StepLog until(Dossier dossier, LocalDate last) {
        List<Step> all = dossier.register().steps().stream()
                .filter(s -> !s.startedOn().isAfter(last))
                .sorted(Comparator.comparing(Step::startedOn).thenComparing(Step::id))
                .toList();
        Set<String> named = named(all);
        var steps = new ArrayList<Begun>();
        for (Step step : all) {
            Begun begun = begun(dossier, step, named);
            if (dossier.units().isEmpty() || begun.units().stream().anyMatch(dossier.units()::contains)) {
                steps.add(begun);
            }
        }
        return new StepLog(steps, dossier.period().days());
    }

    /// A step that is about to begin.
    static Begun begun(Dossier dossier, Step step) {
        return begun(dossier, step, named(dossier.register().steps()));
    }

    private static Begun begun(Dossier dossier, Step step, Set<String> named) {
        return new Begun(step, layer(dossier, step), units(dossier, step, named));
    }

    private static Set<String> named(List<Step> steps) {
        Set<String> named = new TreeSet<>();
        steps.stream().map(Step::unit).filter(u -> u != null).forEach(named::add);
        return named;
    }

    /// The days from the first start of the steps to the end of the dossier's period, at least the period: what
    /// counts them looks so far back.
    static Period days(Dossier dossier, List<Begun> steps) {
        Period period = dossier.period();
        return steps.stream()
                .map(s -> s.step().startedOn())
                .min(Comparator.naturalOrder())
                .filter(period.from()::isAfter)
                .map(first -> new Period(first, period.to()))
                .orElse(period);
    }

    /// What tells a roll-out: a step that is logged once for each unit has the same name and start in each row.
    static String rollout(Begun step) {
        return step.title() + "\n" + step.step().startedOn();
    }

    /// The units under each roll-out.
    Map<String, Set<String>> rollouts() {
        Map<String, Set<String>> units = new TreeMap<>();
        steps.forEach(
                s -> units.computeIfAbsent(rollout(s), r -> new TreeSet<>()).addAll(s.units()));
        return units;
    }

    private static Optional<Layer> layer(Dossier dossier, Step step) {
        if (step.targetsLayer() != null) {
            return Optional.of(step.targetsLayer());
        }
        return step.unit() == null ? Optional.empty() : dossier.registry().layer(step.unit());
    }

    /// The step's unit; the units below it of the layer the step targets, where that is another; without a unit all
    /// units of that layer.
    private static List<String> units(Dossier dossier, Step step, Set<String> named) {
        @Nullable String unit = step.unit();
        @Nullable Layer target = step.targetsLayer();
        if (unit == null) {
            List<String> all = ofLayer(dossier, target == null ? Layer.FRONTLINE : target, null);
            return all.isEmpty() ? List.copyOf(named) : all;
        }
        if (target == null
                || dossier.registry().layer(unit).filter(l -> l != target).isEmpty()) {
            return List.of(unit);
        }
        List<String> below = ofLayer(dossier, target, unit);
        return below.isEmpty() ? List.of(unit) : below;
    }

    private static List<String> ofLayer(Dossier dossier, Layer layer, @Nullable String above) {
        Set<String> within = above == null ? Set.of() : dossier.registry().subtree(above);
        return dossier.organisation().units().stream()
                .map(Unit::id)
                .filter(u -> dossier.registry().layer(u).filter(l -> l == layer).isPresent())
                .filter(u -> above == null || within.contains(u))
                .sorted()
                .toList();
    }

    /// Whether the log is long enough and the steps are enough to be judged; says what is missing where not.
    boolean judgeable(Judgement judgement, Period period) {
        if (steps.isEmpty()) {
            judgement.missing(
                    "steps",
                    say(
                            "A log of the changes made to improve service, at least %s of them with start and unit.",
                            MINIMUM));
            return false;
        }
        if (days < MINIMUM_DAYS) {
            judgement.missing(
                    "steps",
                    say(
                            "%s more of facts; there are %s and a step needs %s to show.",
                            Wording.sentence(Wording.span((double) MINIMUM_DAYS - days)),
                            Wording.count(days, "day", "days"),
                            MINIMUM_DAYS));
            return false;
        }
        long logged = new Period(steps.getFirst().step().startedOn(), period.to()).days();
        if (logged < MINIMUM_DAYS) {
            judgement.missing(
                    "steps",
                    say(
                            "%s more of the log of steps: it began %s before the end of the facts, and %s are needed.",
                            Wording.sentence(Wording.span((double) MINIMUM_DAYS - logged)),
                            Wording.count(logged, "day", "days"),
                            MINIMUM_DAYS));
            return false;
        }
        if (steps.size() < MINIMUM) {
            judgement.missing("steps", Wording.needed(steps.size(), MINIMUM, period, "step", "steps"));
            return false;
        }
        return true;
    }

    /// The rows of the steps.
    static RowQuery rows(List<Begun> steps) {
        return new RowQuery(
                FactKind.STEPS,
                COLUMNS,
                List.of(new Filter.In(
                        "step_id", steps.stream().map(s -> s.step().id()).collect(Collectors.toSet()))));
    }

    /// Where a figure that counts the steps comes from.
    static Lineage lineage(Dossier dossier, List<Begun> counted, String what, String method) {
        List<String> files = dossier.files(FactKind.STEPS);
        return new Lineage(
                counted.size(),
                what,
                files.isEmpty() ? List.of("steps") : files,
                days(dossier, counted),
                method,
                say("steps that began by %s", dossier.period().to()),
                Optional.of(rows(counted)));
    }

    /// Days from one day to another.
    static double daysBetween(LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to);
    }

    /// The name of a unit on a page.
    static String title(Dossier dossier, String unit) {
        return dossier.registry().unit(unit).map(Unit::title).orElse(unit);
    }
}
