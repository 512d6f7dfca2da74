package throughline.organisation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Unit;

/// Follows objectives upwards: who has one that leads, from parent to parent, to a service objective of the board.
///
/// An objective belongs to the layer of its unit, else to that of its owner. A path is unbroken when every `parent` on
/// it is on record; cycles lead nowhere.
public final class Cascade {

    private final Registry registry;
    private final Map<String, Boolean> reaches = new HashMap<>();
    private final Map<String, List<Objective>> ofUnit = new HashMap<>();
    private final Map<String, List<Objective>> named = new HashMap<>();
    private final Map<String, List<Objective>> owned = new HashMap<>();

    /// A cascade of the organisation's objectives.
    public Cascade(Registry registry) {
        this.registry = registry;
        for (Objective objective : registry.organisation().objectives()) {
            reaches.put(objective.id(), climbs(objective, new HashSet<>()));
            unitOf(objective).ifPresent(unit -> add(ofUnit, unit, objective));
            add(named, objective.unit(), objective);
            add(owned, objective.owner(), objective);
        }
    }

    /// How many members of a layer have an objective that leads to the board's service objective.
    ///
    /// @param covered members with an unbroken path
    /// @param members members of the layer: its people where at least as many as units are known, else its units
    /// @param withObjectives members of whom any objective is on record
    /// @param ofPeople whether people were counted rather than units
    public record Coverage(int covered, int members, int withObjectives, boolean ofPeople) {
        /// Covered share of the members, 0 to 1.
        public double share() {
            return (double) covered / members;
        }
    }

    /// The layer an objective belongs to.
    public Optional<Layer> layerOf(Objective objective) {
        Optional<Layer> ofUnit = objective.unit() == null ? Optional.empty() : registry.layer(objective.unit());
        return ofUnit.isPresent() || objective.owner() == null
                ? ofUnit
                : registry.person(objective.owner()).flatMap(registry::layerOf);
    }

    /// Whether the objective is a service objective of the board, or leads to one.
    public boolean reachesBoard(Objective objective) {
        return reaches.getOrDefault(objective.id(), false);
    }

    /// Whether the objective is about service and belongs to the board.
    public boolean boardService(Objective objective) {
        return "service".equals(objective.about())
                && layerOf(objective).filter(l -> l == Layer.BOARD).isPresent();
    }

    /// Coverage of a layer; empty where nobody in it, or no objective of theirs, is on record.
    public Optional<Coverage> coverage(Layer layer) {
        List<Unit> units = registry.organisation().units().stream()
                .filter(u -> registry.layer(u.id()).filter(l -> l == layer).isPresent())
                .toList();
        List<Person> people = registry.organisation().people().stream()
                .filter(p -> registry.layerOf(p).filter(l -> l == layer).isPresent())
                .toList();
        // A board answers as one body, so its members share its objectives.
        boolean ofPeople = people.size() >= Math.max(1, units.size()) && (layer != Layer.BOARD || units.isEmpty());
        List<List<Objective>> each = ofPeople
                ? people.stream().map(this::objectivesOf).toList()
                : units.stream().map(this::objectivesOf).toList();
        int known = (int) each.stream().filter(o -> !o.isEmpty()).count();
        if (known == 0) {
            return Optional.empty();
        }
        int covered = (int) each.stream()
                .filter(o -> o.stream().anyMatch(this::reachesBoard))
                .count();
        return Optional.of(new Coverage(covered, each.size(), known, ofPeople));
    }

    /// Objectives of the unit: those that name it, and those of its people of the same layer that name no unit.
    public List<Objective> objectivesOf(Unit unit) {
        return ofUnit.getOrDefault(unit.id(), List.of());
    }

    /// Objectives the person owns; one who owns none shares those of the unit.
    public List<Objective> objectivesOf(Person person) {
        List<Objective> own = owned.getOrDefault(person.id(), List.of());
        return !own.isEmpty() || person.unit() == null ? own : named.getOrDefault(person.unit(), List.of());
    }

    /// The unit an objective belongs to: the one it names, else that of its owner where both are of one layer.
    private Optional<String> unitOf(Objective objective) {
        if (objective.unit() != null) {
            return Optional.of(objective.unit());
        }
        return Optional.ofNullable(objective.owner())
                .flatMap(registry::person)
                .filter(p -> p.unit() != null && registry.layerOf(p).equals(registry.layer(p.unit())))
                .map(Person::unit);
    }

    private static void add(Map<String, List<Objective>> to, @Nullable String key, Objective objective) {
        if (key != null) {
            to.computeIfAbsent(key, k -> new ArrayList<>()).add(objective);
        }
    }

    private boolean climbs(Objective objective, Set<String> met) {
        if (boardService(objective)) {
            return true;
        }
        if (!met.add(objective.id())) {
            return false;
        }
        return objective.parents().stream()
                .map(registry::objective)
                .flatMap(Optional::stream)
                .anyMatch(parent -> climbs(parent, met));
    }
}
