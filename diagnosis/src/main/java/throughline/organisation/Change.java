package throughline.organisation;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Link;
import throughline.organisation.Organisation.Measure;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Thing.Basics;

/// One small change of an organisation's record. It is applied to the value as it is then, so that what others changed
/// elsewhere meanwhile stays.
public sealed interface Change {

    /// Something new.
    record Add(Thing thing) implements Change {

        @Override
        public Thing.Id id() {
            return new Thing.Id(thing.sort(), thing.key());
        }

        @Override
        public Optional<Thing> wanted() {
            return Optional.of(thing);
        }
    }

    /// Something else in the place of an entry; its own id may be another.
    record Replace(Thing.Id id, Thing thing) implements Change {

        @Override
        public Optional<Thing> wanted() {
            return Optional.of(thing);
        }
    }

    /// Nothing in the place of an entry.
    record Remove(Thing.Id id) implements Change {

        @Override
        public Optional<Thing> wanted() {
            return Optional.empty();
        }
    }

    /// Another id for a touchpoint, by which facts call it; journeys go along.
    record Rename(Touchpoint was, String key) implements Change {

        @Override
        public Thing.Id id() {
            return new Thing.Id(was.sort(), was.id());
        }

        @Override
        public Optional<Thing> wanted() {
            return Optional.of(was.called(key));
        }
    }

    /// The same with each unit and person that a unit was shown without a name by its own.
    ///
    /// @param part what the unit was shown
    default Change meant(UnitPart part) {
        return switch (this) {
            case Add add -> new Add(part.meant(add.thing()));
            case Replace replace -> new Replace(replace.id(), part.meant(replace.thing()));
            case Remove remove -> remove;
            case Rename rename -> rename;
        };
    }

    /// What is changed.
    Thing.Id id();

    /// What is there afterwards.
    Optional<Thing> wanted();

    /// The organisation after the change; what is to be replaced and is not there any more is there again.
    default Organisation on(Organisation before) {
        Map<Thing.Id, Thing> things = new LinkedHashMap<>();
        Thing.all(before).forEach((id, thing) -> {
            if (!id.equals(id())) {
                things.put(id, thing);
            } else if (this instanceof Add) {
                things.put(id, thing);
            } else {
                wanted().ifPresent(w -> things.put(id, w));
            }
        });
        if (!things.containsKey(id())) {
            wanted().ifPresent(w -> things.putIfAbsent(new Thing.Id(w.sort(), w.key()), w));
        }
        if (this instanceof Rename rename) {
            things.replaceAll((id, thing) ->
                    thing instanceof Journey journey ? journey.over(rename.was().id(), rename.key()) : thing);
        }
        Set<Section> sections = EnumSet.noneOf(Section.class);
        sections.addAll(before.sections());
        id().sort().section().ifPresent(sections::add);
        return of(before, things, sections);
    }

    /// The organisation of entries.
    ///
    /// @param like what it is called where no entry says so
    /// @param sections the parts that are known, be they empty
    static Organisation of(Organisation like, Map<Thing.Id, Thing> things, Set<Section> sections) {
        Basics basics = list(things, Basics.class).stream()
                .findFirst()
                .orElseGet(() -> new Basics(like.name(), like.timezone()));
        return new Organisation(
                basics.name(),
                basics.timezone(),
                true,
                list(things, Promise.class).stream().findFirst(),
                list(things, Unit.class),
                list(things, Person.class),
                list(things, Touchpoint.class),
                list(things, Journey.class),
                list(things, Measure.class),
                list(things, Objective.class),
                list(things, Scorecard.class),
                list(things, Link.class),
                sections);
    }

    private static <T extends Thing> List<T> list(Map<Thing.Id, Thing> things, Class<T> type) {
        return things.values().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
