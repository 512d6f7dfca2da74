package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Accountability.Answering;
import throughline.diagnosis.Accountability.Gap;
import throughline.diagnosis.Accountability.Goal;
import throughline.diagnosis.Accountability.Held;
import throughline.diagnosis.Accountability.Hold;
import throughline.diagnosis.Accountability.Reach;
import throughline.diagnosis.Ownership.End;
import throughline.diagnosis.Ownership.Owned;
import throughline.organisation.Cascade;
import throughline.organisation.Layer;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Registry;

/// Lays what [Ownership] and [Cascade] found out on the tree of units.
final class AccountableUnits {

    private final Registry registry;
    private final Organisation organisation;
    private final Set<String> part;
    private final Ownership ownership;
    private final Cascade cascade;
    private final ObjectiveDraft drafts;
    private final boolean forked;
    private final Map<String, Optional<Gap>> gaps = new HashMap<>();
    private final Map<String, String> named = new HashMap<>();
    private final Map<String, List<Person>> staff = new HashMap<>();
    private final Map<String, List<Unit>> below = new HashMap<>();

    AccountableUnits(Dossier dossier) {
        this.registry = dossier.registry();
        this.organisation = dossier.organisation();
        this.part = dossier.units();
        this.ownership = Ownership.of(dossier);
        this.cascade = new Cascade(registry);
        this.drafts = new ObjectiveDraft(dossier, cascade);
        this.forked = ownership.roots() > 1;
        for (Unit unit : organisation.units()) {
            named.put(unit.title().toLowerCase(Locale.ROOT), unit.id());
            named.put(unit.id().toLowerCase(Locale.ROOT), unit.id());
            if (unit.parent() != null) {
                below.computeIfAbsent(unit.parent(), p -> new ArrayList<>()).add(unit);
            }
        }
        for (Person person : organisation.people()) {
            if (person.unit() != null && !ownership.hasLeft(person.id())) {
                staff.computeIfAbsent(person.unit(), u -> new ArrayList<>()).add(person);
            }
        }
    }

    Accountability all() {
        List<Held> held = ownership.touchpoints().stream().map(this::held).toList();
        Map<String, int[]> counts = new HashMap<>();
        int homeless = 0;
        for (Held touchpoint : held) {
            Set<String> homes = homes(touchpoint.id());
            homeless += homes.isEmpty() && touchpoint.registered() ? 1 : 0;
            Set<String> up = new HashSet<>();
            homes.forEach(home -> registry.chain(home).forEach(u -> up.add(u.id())));
            up.forEach(u -> counts.computeIfAbsent(u, k -> new int[Hold.values().length])[
                    touchpoint.hold().ordinal()]++);
        }
        return new Accountability(
                ownership.recorded(),
                ownership.owner().flatMap(registry::person),
                organisation.objectives().stream().filter(cascade::boardService).findFirst(),
                held,
                unweighed(),
                ownership.volume().total(),
                ownership.volume().unplaced(),
                tree(counts),
                homeless,
                Arrays.stream(Layer.values())
                        .map(l -> new Reach(l, cascade.coverage(l)))
                        .toList());
    }

    private Optional<String> unweighed() {
        if (ownership.weighted()) {
            return Optional.empty();
        }
        Volume volume = ownership.volume();
        return Optional.of(
                volume.entries().isEmpty()
                        ? say(
                                "No contact with a touchpoint is known in these days, so each touchpoint counts the same.")
                        : volume.tooFew()
                                .orElse(
                                        say(
                                                "Fewer than half of the contacts name a touchpoint, so each touchpoint counts the same.")));
    }

    private Held held(Owned owned) {
        Optional<Touchpoint> known = registry.touchpoint(owned.id());
        return new Held(
                owned.id(),
                owned.title(),
                known.map(Touchpoint::department).map(this::department).orElse(null),
                owned.owners().stream().map(ownership::name).toList(),
                known.map(Touchpoint::acceptedOn).orElse(null),
                ownership.volume().contacts(owned.id()),
                owned.share(),
                owned.recorded(),
                gaps(owned));
    }

    /// The department's name: that of the unit it names, else its id in words.
    private String department(String id) {
        return Optional.ofNullable(named.get(id.toLowerCase(Locale.ROOT)))
                .flatMap(registry::unit)
                .map(Unit::title)
                .orElseGet(() -> Wording.sentence(id.replace('-', ' ')));
    }

    private List<Gap> gaps(Owned owned) {
        if (!owned.recorded()) {
            return List.of(Gap.UNREGISTERED);
        }
        var found = new ArrayList<Gap>();
        if (!owned.left().isEmpty()) {
            found.add(Gap.LEFT);
        }
        if (!owned.strangers().isEmpty()) {
            found.add(Gap.STRANGER);
        }
        if (owned.owners().size() > 1) {
            found.add(Gap.SEVERAL);
        } else if (owned.owners().isEmpty() && found.isEmpty()) {
            found.add(Gap.NOBODY);
        } else if (owned.single()) {
            gaps.computeIfAbsent(owned.owners().getFirst(), this::gap).ifPresent(found::add);
        }
        return found;
    }

    /// What is not as it should be above a single owner, or with the owner's goals.
    private Optional<Gap> gap(String owner) {
        End end = ownership.line(owner).end();
        if (end == End.CIRCLE) {
            return Optional.of(Gap.CIRCLE);
        }
        if (forked && end == End.ELSEWHERE) {
            return Optional.of(Gap.ELSEWHERE);
        }
        Optional<Person> person = registry.person(owner);
        if (organisation.objectives().isEmpty() || person.isEmpty()) {
            return Optional.empty();
        }
        List<Objective> goals = cascade.objectivesOf(person.get());
        if (goals.isEmpty()) {
            return Optional.of(Gap.NO_GOAL);
        }
        return goals.stream().noneMatch(cascade::reachesBoard) ? Optional.of(Gap.GOAL_APART) : Optional.empty();
    }

    /// The units a touchpoint belongs to.
    private Set<String> homes(String id) {
        Set<String> homes = new LinkedHashSet<>();
        registry.touchpoint(id).ifPresent(touchpoint -> {
            @Nullable String department = touchpoint.department();
            if (department != null && named.containsKey(department.toLowerCase(Locale.ROOT))) {
                homes.add(named.get(department.toLowerCase(Locale.ROOT)));
            }
            Stream.concat(touchpoint.accountable().stream(), touchpoint.responsible().stream())
                    .map(registry::person)
                    .flatMap(Optional::stream)
                    .map(Person::unit)
                    .flatMap(Stream::ofNullable)
                    .filter(u -> registry.unit(u).isPresent())
                    .forEach(homes::add);
        });
        return homes;
    }

    private List<Answering> tree(Map<String, int[]> counts) {
        Set<String> accountable = new HashSet<>();
        ownership.touchpoints().forEach(t -> accountable.addAll(t.owners()));
        ownership.owner().ifPresent(accountable::add);
        var rows = new ArrayList<Answering>();
        var open = new ArrayDeque<Place>();
        Set<String> met = new HashSet<>();
        // Units in a circle have no top; they stand at the end, so that none is missing.
        Stream.concat(organisation.units().stream().filter(this::top), organisation.units().stream())
                .filter(this::shown)
                .forEach(start -> {
                    open.push(new Place(start, 0));
                    while (!open.isEmpty()) {
                        Place place = open.pop();
                        if (met.add(place.unit().id())) {
                            rows.add(row(place, counts, accountable));
                            below.getOrDefault(place.unit().id(), List.of())
                                    .reversed()
                                    .forEach(u -> open.push(new Place(u, place.depth() + 1)));
                        }
                    }
                });
        return rows;
    }

    private record Place(Unit unit, int depth) {}

    private boolean shown(Unit unit) {
        return part.isEmpty() || part.contains(unit.id());
    }

    private boolean top(Unit unit) {
        return unit.parent() == null
                || registry.unit(unit.parent()).filter(this::shown).isEmpty();
    }

    private Answering row(Place place, Map<String, int[]> counts, Set<String> accountable) {
        Unit unit = place.unit();
        int[] count = counts.getOrDefault(unit.id(), new int[Hold.values().length]);
        Goal goal = goal(unit);
        return new Answering(
                unit,
                place.depth(),
                answering(unit, accountable),
                count[Hold.ONE.ordinal()],
                count[Hold.SEVERAL.ordinal()],
                count[Hold.NOBODY.ordinal()],
                goal,
                goal instanceof Goal.Passed ? Optional.empty() : drafts.of(unit));
    }

    private List<String> answering(Unit unit, Set<String> accountable) {
        List<String> here = staff.getOrDefault(unit.id(), List.of()).stream()
                .filter(p -> accountable.contains(p.id()))
                .map(Person::title)
                .toList();
        return !here.isEmpty()
                ? here
                : cascade.objectivesOf(unit).stream()
                        .filter(cascade::reachesBoard)
                        .map(Objective::owner)
                        .flatMap(Stream::ofNullable)
                        .filter(p -> !ownership.hasLeft(p))
                        .map(registry::person)
                        .flatMap(Optional::stream)
                        .map(Person::title)
                        .distinct()
                        .toList();
    }

    private Goal goal(Unit unit) {
        List<Objective> all = cascade.objectivesOf(unit);
        Optional<Objective> reaching =
                all.stream().filter(cascade::reachesBoard).findFirst();
        if (reaching.isPresent()) {
            return new Goal.Passed(reaching.get());
        }
        return all.isEmpty() ? new Goal.NotRecorded() : new Goal.None();
    }
}
