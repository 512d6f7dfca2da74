package throughline.diagnosis;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Key;
import throughline.organisation.Cascade;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Unit;
import throughline.statistics.Summary;

/// Drafts the objective of a unit from the one of the layer above that leads to the board's service objective: its
/// words, with a measure, a target, an owner and a day. A draft is a beginning; people review it before it counts.
///
/// The target is what the best quarter of units of the layer reach, or what the unit has where that is better: it is
/// within reach, since others are there. The day is the end of the month half a year on (ours).
final class ObjectiveDraft {

    private static final int MONTHS = 6;
    private static final int FEWEST_UNITS = 4;
    private static final int QUARTER = 4;

    private final Dossier dossier;
    private final Cascade cascade;
    private final Map<String, Optional<MeasureMeans>> means = new HashMap<>();
    private final Set<String> taken;

    ObjectiveDraft(Dossier dossier, Cascade cascade) {
        this.dossier = dossier;
        this.cascade = cascade;
        this.taken =
                dossier.organisation().objectives().stream().map(Objective::id).collect(Collectors.toSet());
    }

    /// The draft for a unit that has no objective that leads to the board's; empty where none above it does either.
    Optional<Objective> of(Unit unit) {
        return parent(unit)
                .map(parent -> new Objective(
                        id(unit),
                        leader(unit).map(Person::id).orElse(null),
                        unit.id(),
                        List.of(parent.id()),
                        "service",
                        parent.weight(),
                        text(parent, unit),
                        measure(parent).stream().toList()));
    }

    /// Of the nearest unit above, else the board's own.
    private Optional<Objective> parent(Unit unit) {
        return dossier.registry().chain(unit.id()).stream()
                .skip(1)
                .flatMap(above -> cascade.objectivesOf(above).stream())
                .filter(cascade::reachesBoard)
                .findFirst()
                .or(() -> dossier.organisation().objectives().stream()
                        .filter(cascade::boardService)
                        .findFirst())
                .filter(o -> !unit.id().equals(o.unit()));
    }

    private String id(Unit unit) {
        String id = "service-" + unit.id();
        for (int i = 2; taken.contains(id); i++) {
            id = "service-%s-%s".formatted(unit.id(), i);
        }
        return id;
    }

    /// Who leads the unit: of its people on record the one most others there report to, else the only one.
    private Optional<Person> leader(Unit unit) {
        List<Person> here = dossier.organisation().people().stream()
                .filter(p -> unit.id().equals(p.unit()) && p.leftOn() == null)
                .toList();
        Optional<Person> led = here.stream()
                .filter(p -> reports(here, p) > 0)
                .max(Comparator.comparingLong((Person p) -> reports(here, p)).thenComparing(Person::id));
        return here.size() == 1 ? Optional.of(here.getFirst()) : led;
    }

    private static long reports(List<Person> here, Person leader) {
        return here.stream().filter(p -> leader.id().equals(p.manager())).count();
    }

    /// The first measure of the parent that the data have, else what customers are asked most.
    private Optional<String> measure(Objective parent) {
        return Stream.concat(
                        parent.measures().stream(),
                        CardMeasure.service(dossier, "unit").stream().map(CardMeasure::id))
                .filter(m -> means(m).isPresent())
                .findFirst();
    }

    private Optional<MeasureMeans> means(String measure) {
        return means.computeIfAbsent(
                measure,
                m -> CardMeasure.table(dossier, m).map(table -> MeasureMeans.of(dossier, table, m, new Key.Month())));
    }

    private String text(Objective parent, Unit unit) {
        @Nullable String above = parent.text();
        LocalDate due = dossier.period().to().plusMonths(MONTHS).with(TemporalAdjusters.lastDayOfMonth());
        String words = above == null || above.isBlank() ? "" : above.strip().replaceAll("\\.$", "") + ". ";
        return words
                + measure(parent)
                        .flatMap(m -> goal(m, unit))
                        .map(goal -> say("%s by %s.", goal, Wording.day(due)))
                        .orElse(say("By %s.", Wording.day(due)));
    }

    /// The measure with its target, such as `Felt looked after at least 4.10 (now 3.62)`.
    private Optional<String> goal(String id, Unit unit) {
        CardMeasure measure = CardMeasure.of(dossier, id, "unit");
        Summary now = over(id, unit.id());
        OptionalDouble best = best(measure, unit);
        if (best.isEmpty()) {
            return Optional.empty();
        }
        boolean known = now.count() >= LikeWithLike.FEWEST;
        double target =
                known && measure.sign() * (now.mean() - best.getAsDouble()) > 0 ? now.mean() : best.getAsDouble();
        return Optional.of(say(
                measure.sign() < 0 ? "%s at most %s%s" : "%s at least %s%s",
                measure.title(),
                words(measure, target),
                known ? say(" (now %s)", words(measure, now.mean())) : ""));
    }

    /// What the best quarter of the layer's units reach, each of them: of fewer than eight what the best reaches.
    private OptionalDouble best(CardMeasure measure, Unit unit) {
        Optional<Layer> layer = dossier.registry().layer(unit.id());
        double[] levels = dossier.organisation().units().stream()
                .filter(u -> Objects.equals(dossier.registry().layer(u.id()), layer))
                .map(u -> over(measure.id(), u.id()))
                .filter(s -> s.count() >= LikeWithLike.FEWEST)
                .mapToDouble(s -> measure.sign() * s.mean())
                .sorted()
                .toArray();
        if (levels.length < FEWEST_UNITS) {
            Summary all =
                    means(measure.id()).map(m -> m.over(months(), null, null)).orElse(Summary.EMPTY);
            return all.count() >= LikeWithLike.FEWEST ? OptionalDouble.of(all.mean()) : OptionalDouble.empty();
        }
        return OptionalDouble.of(measure.sign() * levels[levels.length - Math.max(1, levels.length / QUARTER)]);
    }

    private Summary over(String measure, String unit) {
        return means(measure).map(m -> m.over(months(), unit, null)).orElse(Summary.EMPTY);
    }

    private Period months() {
        return new Period(
                dossier.period().from().withDayOfMonth(1), dossier.period().to());
    }

    private static String words(CardMeasure measure, double value) {
        return measure.share()
                ? Wording.percent(value)
                : Wording.number(value) + (measure.unit() == null ? "" : " " + measure.unit());
    }
}
