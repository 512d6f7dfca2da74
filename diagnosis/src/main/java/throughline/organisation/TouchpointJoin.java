package throughline.organisation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Thing.Sort;

/// Two entries of the register that are one touchpoint: one stays, and contacts of the other count for it.
///
/// What the one that stays says is kept; what it does not say is taken from the other, with who answers and when they
/// accepted if nobody answers for the one that stays. Journeys go over the one that stays.
///
/// @param goes whose id becomes another one of the other
public record TouchpointJoin(Touchpoint goes, Touchpoint stays) {

    /// @throws IllegalArgumentException if it is one entry
    public TouchpointJoin {
        if (goes.id().equals(stays.id())) {
            throw new IllegalArgumentException("A touchpoint is joined with another one");
        }
    }

    /// The entry that there is afterwards.
    public Touchpoint joined() {
        boolean answered = !stays.accountable().isEmpty();
        var also = new LinkedHashSet<>(stays.also());
        also.add(goes.id());
        also.addAll(goes.also());
        also.remove(stays.id());
        return new Touchpoint(
                stays.id(),
                or(stays.name(), goes.name()),
                or(stays.channel(), goes.channel()),
                or(stays.department(), goes.department()),
                or(stays.customers(), goes.customers()),
                answered ? stays.accountable() : goes.accountable(),
                answered ? stays.acceptedOn() : goes.acceptedOn(),
                or(stays.responsible(), goes.responsible()),
                or(stays.definition(), goes.definition()),
                or(stays.standards(), goes.standards()),
                List.copyOf(also));
    }

    /// What is there afterwards of each entry that changes; empty of the one that goes.
    public Map<Thing.Id, Optional<Thing>> changes(Organisation before) {
        Map<Thing.Id, Optional<Thing>> changes = new LinkedHashMap<>();
        changes.put(new Thing.Id(Sort.TOUCHPOINTS, stays.id()), Optional.of(joined()));
        changes.put(new Thing.Id(Sort.TOUCHPOINTS, goes.id()), Optional.empty());
        for (Journey journey : journeys(before)) {
            changes.put(new Thing.Id(Sort.JOURNEYS, journey.id()), Optional.of(journey.over(goes.id(), stays.id())));
        }
        return changes;
    }

    /// The journeys that go over the one that goes.
    public List<Journey> journeys(Organisation before) {
        var over = new ArrayList<Journey>();
        for (Journey journey : before.journeys()) {
            if (!journey.over(goes.id(), stays.id()).equals(journey)) {
                over.add(journey);
            }
        }
        return over;
    }

    private static @Nullable String or(@Nullable String text, @Nullable String other) {
        return text == null ? other : text;
    }

    private static <T> List<T> or(List<T> list, List<T> other) {
        return list.isEmpty() ? other : list;
    }
}
