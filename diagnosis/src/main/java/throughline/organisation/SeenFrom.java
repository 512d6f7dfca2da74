package throughline.organisation;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;

/// The record of an organisation as somebody may see it who sees one unit: the unit, those below it and the line above
/// it up to the board by their names, every other unit and person as one that has none.
///
/// Nothing that is counted changes: there are as many units, layers, people, owners and objectives as there were, so
/// what is judged of the record as a whole is judged alike. What was said, decided, changed and promised in other units
/// alone is left out. Safe for use by several threads: who has no name is given a number when first met.
public final class SeenFrom {

    private static final String UNIT = key("another unit");
    private static final String PERSON = key("somebody in another unit");

    private final Organisation whole;
    private final Set<String> units;
    private final Set<String> people;
    private final Map<String, String> otherUnits = new HashMap<>();
    private final Map<String, String> otherPeople = new HashMap<>();
    private final Map<String, String> otherDepartments = new HashMap<>();

    /// Of a registry, seen from one of its units.
    public SeenFrom(Registry registry, String unit) {
        this.whole = registry.organisation();
        this.units = new HashSet<>(registry.subtree(unit));
        registry.chain(unit).forEach(above -> units.add(above.id()));
        this.people = whole.people().stream()
                .filter(p -> p.unit() != null && units.contains(p.unit()))
                .map(Person::id)
                .collect(Collectors.toSet());
    }

    /// The record.
    public synchronized Organisation organisation() {
        return new Organisation(
                whole.name(),
                whole.timezone(),
                whole.recorded(),
                whole.promise().map(p -> new Promise(p.statement(), p.feelings(), person(p.owner()), p.approvedOn())),
                each(whole.units(), this::of),
                each(whole.people(), this::of),
                each(whole.touchpoints(), this::of),
                each(whole.journeys(), j -> (Journey) shown(j)),
                whole.measures(),
                each(whole.objectives(), this::of),
                each(whole.scorecards(), s -> (Scorecard) shown(s)),
                each(whole.links(), l -> new Organisation.Link(l.cause(), l.effect(), person(l.managedBy()))),
                whole.sections());
    }

    /// The rows that are of a unit that is seen, or for everybody. Of what a person thinks and not a unit, none: it
    /// does
    /// not say whose it is.
    public synchronized Register register(Register all) {
        return new Register(
                rows(all.steps(), Register.Step::unit, this::of),
                rows(all.decisions(), Register.Decision::unit, UnaryOperator.identity()),
                rows(all.announcements(), Register.Announcement::unit, UnaryOperator.identity()),
                rows(all.promises(), Register.PromiseMade::unit, this::of),
                rows(all.forecasts(), Register.Forecast::unit, this::of).stream()
                        .filter(f -> f.unit() != null)
                        .toList(),
                List.of(),
                rows(all.trainings(), Register.Training::unit, this::of),
                rows(all.pushes(), Register.Push::unit, UnaryOperator.identity()),
                rows(all.rewards(), Register.Reward::unit, this::of),
                rows(all.agendas(), Register.Agenda::unit, UnaryOperator.identity()),
                List.of(),
                rows(all.withdrawn(), Register.Withdrawn::unit, UnaryOperator.identity()));
    }

    /// An entry that the unit keeps, as it is shown; entries of other sorts as they are.
    synchronized Thing shown(Thing own) {
        return with(own, this::unitId, this::personId, this::departmentId);
    }

    /// What somebody means who writes it of what was shown: the very units and people in the place of those without
    /// names.
    synchronized Thing meant(Thing written) {
        return with(
                written,
                back(otherUnits),
                back(otherPeople),
                name -> back(otherDepartments).apply(name));
    }

    /// Whether somebody who writes it names a unit or a person by an id that has no name here. Taken in, it would be
    /// shown back without a name, and tell who is behind which.
    boolean givesAway(Thing written) {
        var hidden = new HashSet<String>();
        UnaryOperator<String> look = id -> {
            if (hides(id)) {
                hidden.add(id);
            }
            return id;
        };
        with(written, look, look, UnaryOperator.identity());
        return !hidden.isEmpty();
    }

    /// Whether an id is of a unit or a person that has no name here.
    boolean hides(String id) {
        return whole.units().stream().anyMatch(u -> u.id().equals(id) && !units.contains(id))
                || whole.people().stream().anyMatch(p -> p.id().equals(id) && !people.contains(id));
    }

    private static UnaryOperator<String> back(Map<String, String> names) {
        Map<String, String> back = new HashMap<>();
        names.forEach((id, name) -> back.put(name, id));
        return name -> back.getOrDefault(name, name);
    }

    private static Thing with(
            Thing thing, UnaryOperator<String> unit, UnaryOperator<String> person, UnaryOperator<String> department) {
        return switch (thing) {
            case Unit u -> new Unit(u.id(), u.name(), u.layer(), or(u.parent(), unit));
            case Person p ->
                new Person(
                        p.id(), p.name(), or(p.unit(), unit), p.role(), p.layer(), or(p.manager(), person), p.leftOn());
            case Touchpoint t ->
                new Touchpoint(
                        t.id(),
                        t.name(),
                        t.channel(),
                        or(t.department(), department),
                        t.customers(),
                        each(t.accountable(), person),
                        t.acceptedOn(),
                        each(t.responsible(), person),
                        t.definition(),
                        t.standards(),
                        t.also());
            case Journey j -> new Journey(j.id(), j.name(), j.steps(), each(j.accountable(), person), j.blueprint());
            case Objective o ->
                new Objective(
                        o.id(),
                        or(o.owner(), person),
                        or(o.unit(), unit),
                        o.parents(),
                        o.about(),
                        o.weight(),
                        o.text(),
                        o.measures());
            case Scorecard s -> new Scorecard(or(s.unit(), unit), s.role(), s.measure(), s.weight(), s.target());
            case Thing.Basics b -> b;
            case Promise p -> p;
            case Organisation.Measure m -> m;
            case Organisation.Link l -> l;
        };
    }

    private static @Nullable String or(@Nullable String id, UnaryOperator<String> as) {
        return id == null ? null : as.apply(id);
    }

    private Unit of(Unit u) {
        return units.contains(u.id()) ? u : new Unit(unitId(u.id()), say(UNIT), u.layer(), unit(u.parent()));
    }

    private Person of(Person p) {
        return people.contains(p.id())
                ? (Person) shown(p)
                : new Person(
                        personId(p.id()),
                        say(PERSON),
                        unit(p.unit()),
                        null,
                        p.layer(),
                        person(p.manager()),
                        p.leftOn());
    }

    private Touchpoint of(Touchpoint t) {
        return (Touchpoint) shown(t);
    }

    /// Goals of other units keep their place and their weight, and lose their words.
    private Objective of(Objective o) {
        return new Objective(
                o.id(),
                person(o.owner()),
                unit(o.unit()),
                o.parents(),
                o.about(),
                o.weight(),
                isSeen(o.unit()) && (o.unit() != null || o.owner() == null || people.contains(o.owner()))
                        ? o.text()
                        : null,
                o.measures());
    }

    private Register.Step of(Register.Step s) {
        return new Register.Step(
                s.source(),
                s.id(),
                s.name(),
                s.startedOn(),
                s.unit(),
                s.endedOn(),
                s.aimedAt(),
                s.cause(),
                s.objective(),
                s.targetsLayer(),
                person(s.sponsor()),
                person(s.ownerAfter()),
                s.size(),
                s.beddingDays(),
                s.baselineFrom(),
                s.baselineTo());
    }

    private Register.PromiseMade of(Register.PromiseMade p) {
        return new Register.PromiseMade(
                p.source(),
                p.id(),
                p.madeOn(),
                person(p.by()),
                p.audience(),
                p.unit(),
                p.measure(),
                p.target(),
                p.dueOn(),
                p.kept());
    }

    private Register.Forecast of(Register.Forecast f) {
        return new Register.Forecast(
                f.source(),
                f.madeAt(),
                personId(f.person()),
                f.measure(),
                f.from(),
                f.to(),
                f.predicted(),
                f.low(),
                f.high(),
                f.unit(),
                f.touchpoint(),
                f.layer());
    }

    private Register.Training of(Register.Training t) {
        return new Register.Training(
                t.source(),
                t.completedAt(),
                personId(t.person()),
                t.unit(),
                t.course(),
                t.kind(),
                t.method(),
                t.hours(),
                t.score(),
                t.layer());
    }

    private Register.Reward of(Register.Reward r) {
        return new Register.Reward(r.source(), r.at(), personId(r.person()), r.unit(), r.kind(), r.amount());
    }

    private boolean isSeen(@Nullable String unit) {
        return unit == null || units.contains(unit);
    }

    private @Nullable String unit(@Nullable String id) {
        return id == null ? null : unitId(id);
    }

    private String unitId(String id) {
        return units.contains(id) ? id : named(otherUnits, id, say(UNIT));
    }

    private @Nullable String person(@Nullable String id) {
        return id == null ? null : personId(id);
    }

    private String personId(String id) {
        return people.contains(id) ? id : named(otherPeople, id, say(PERSON));
    }

    /// A name that tells one from another and nothing else; the no-break spaces keep it apart from ids of people's own.
    private static String named(Map<String, String> names, String id, String words) {
        return names.computeIfAbsent(id, i -> words.replace(' ', '\u00a0') + "\u00a0" + (names.size() + 1));
    }

    /// A department that is called as a unit that is not seen is told from others and not named.
    private String departmentId(String name) {
        return whole.units().stream()
                .filter(u -> !units.contains(u.id()))
                .filter(u -> name.equalsIgnoreCase(u.id()) || name.equalsIgnoreCase(u.title()))
                .findFirst()
                .map(u -> {
                    String other = unitId(u.id());
                    otherDepartments.put(name, other);
                    return other;
                })
                .orElse(name);
    }

    private static <T, R> List<R> each(List<T> all, Function<T, R> as) {
        return all.stream().map(as).toList();
    }

    private <T> List<T> rows(List<T> all, Function<T, @Nullable String> unit, UnaryOperator<T> as) {
        Predicate<T> seen = row -> isSeen(unit.apply(row));
        return all.stream().filter(seen).map(as).toList();
    }
}
