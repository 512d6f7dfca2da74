package throughline.organisation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;

/// Looks up and walks the parts of an [Organisation] by their ids. Cycles end a walk; they never hang it.
public final class Registry {

    private final Organisation organisation;
    private final Map<String, Unit> units = new HashMap<>();
    private final Map<String, Person> people = new HashMap<>();
    private final Map<String, Touchpoint> touchpoints = new HashMap<>();
    private final Map<String, Objective> objectives = new HashMap<>();

    /// Indexes the organisation.
    public Registry(Organisation organisation) {
        this.organisation = organisation;
        organisation.units().forEach(u -> units.put(u.id(), u));
        organisation.people().forEach(p -> people.put(p.id(), p));
        organisation.touchpoints().forEach(t -> touchpoints.put(t.id(), t));
        organisation.objectives().forEach(o -> objectives.put(o.id(), o));
    }

    /// What was indexed.
    public Organisation organisation() {
        return organisation;
    }

    /// The unit of the id.
    public Optional<Unit> unit(String id) {
        return Optional.ofNullable(units.get(id));
    }

    /// The person of the id.
    public Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id));
    }

    /// The touchpoint of the id.
    public Optional<Touchpoint> touchpoint(String id) {
        return Optional.ofNullable(touchpoints.get(id));
    }

    /// The objective of the id.
    public Optional<Objective> objective(String id) {
        return Optional.ofNullable(objectives.get(id));
    }

    /// The unit and those above it, nearest first.
    public List<Unit> chain(String unit) {
        var chain = new ArrayList<Unit>();
        Set<String> seen = new HashSet<>();
        Unit at = units.get(unit);
        while (at != null && seen.add(at.id())) {
            chain.add(at);
            at = at.parent() == null ? null : units.get(at.parent());
        }
        return chain;
    }

    /// Whether walking up from the unit comes back to a unit already met.
    public boolean cyclic(String unit) {
        var chain = chain(unit);
        return !chain.isEmpty()
                && chain.getLast().parent() != null
                && units.containsKey(chain.getLast().parent());
    }

    /// The layer of the unit: its own, else that of the nearest unit above that has one.
    public Optional<Layer> layer(String unit) {
        for (Unit u : chain(unit)) {
            if (u.layer() != null) {
                return Optional.of(u.layer());
            }
        }
        return Optional.empty();
    }

    /// The layer of the person: their own, else that of their unit.
    public Optional<Layer> layerOf(Person person) {
        if (person.layer() != null) {
            return Optional.of(person.layer());
        }
        return person.unit() == null ? Optional.empty() : layer(person.unit());
    }

    /// The unit and all below it.
    public Set<String> subtree(String unit) {
        Set<String> in = new HashSet<>();
        for (Unit u : organisation.units()) {
            if (chain(u.id()).stream().anyMatch(above -> above.id().equals(unit))) {
                in.add(u.id());
            }
        }
        return in;
    }
}
