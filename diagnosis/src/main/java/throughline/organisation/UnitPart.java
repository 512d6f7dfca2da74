package throughline.organisation;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Thing.Sort;

/// What of the record one unit keeps itself, and how the rest of it looks from there.
///
/// Its own are the unit and those below it, the people in them, the touchpoints and journeys for which only such people
/// answer, the goals of such units or of such people, and what is judged in such units. The promise, measures and known
/// links are the whole organisation's.
public final class UnitPart {

    private final String unit;
    private final Registry registry;
    private final Set<String> units;
    private final SeenFrom seen;
    private final Organisation shown;

    /// @param unit its id; of one that the organisation does not have, nothing is kept
    public UnitPart(Organisation whole, String unit) {
        this.unit = unit;
        this.registry = new Registry(whole);
        this.units = registry.subtree(unit);
        this.seen = new SeenFrom(registry, unit);
        this.shown = seen.organisation();
    }

    /// Whether a unit keeps entries of the sort at all.
    public static boolean keeps(Sort sort) {
        return switch (sort) {
            case UNITS, PEOPLE, TOUCHPOINTS, JOURNEYS, OBJECTIVES, SCORECARDS -> true;
            case BASICS, PROMISE, MEASURES, LINKS -> false;
        };
    }

    /// Whether the organisation has the unit.
    public boolean isThere() {
        return units.contains(unit);
    }

    /// The whole record as seen from the unit.
    public Organisation shown() {
        return shown;
    }

    /// An entry that the unit keeps, as seen from it.
    public Thing shown(Thing own) {
        return seen.shown(own);
    }

    /// What somebody means who writes an entry in the words of what was shown.
    public Thing meant(Thing written) {
        return seen.meant(written);
    }

    /// Whether an id is of a unit or a person that the unit is shown without a name.
    public boolean hides(String id) {
        return seen.hides(id);
    }

    /// Whether somebody who writes it names a unit or a person by an id that the unit is not shown.
    public boolean givesAway(Thing written) {
        return seen.givesAway(written);
    }

    /// Whether an entry is the unit's own, be it as it is or as it is shown.
    public boolean keeps(Thing thing) {
        return switch (thing) {
            case Unit u -> units.contains(u.id());
            case Person p -> isOwn(p.unit());
            case Touchpoint t -> areOwn(t.accountable());
            case Journey j -> areOwn(j.accountable());
            case Objective o -> o.unit() == null ? o.owner() != null && areOwn(List.of(o.owner())) : isOwn(o.unit());
            case Scorecard s -> isOwn(s.unit());
            case Thing.Basics b -> false;
            case Organisation.Promise p -> false;
            case Organisation.Measure m -> false;
            case Organisation.Link l -> false;
        };
    }

    /// Why the unit may not make a change of an entry; empty where it may.
    ///
    /// @param after the part of it in the organisation as it would be
    public Optional<String> refusal(Optional<Thing> before, Optional<Thing> is, UnitPart after) {
        if (before.filter(b -> !keeps(b)).isPresent()) {
            return Optional.of(say("This is not kept by your unit. Ask who keeps the whole record."));
        }
        if (before.or(() -> is).orElseThrow() instanceof Unit u && u.id().equals(unit)) {
            return is.filter(i -> hasItsPlace((Unit) before.orElse(i), (Unit) i))
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of(say("Where your own unit stands is kept by who keeps the whole record."));
        }
        return is.filter(i -> !after.keeps(i)).map(i -> elsewhere(i.sort()));
    }

    private static String elsewhere(Sort sort) {
        return switch (sort) {
            case UNITS -> say("A unit of yours lies below your own. Choose its parent among your units.");
            case PEOPLE ->
                say(
                        "Choose a unit of yours for this person. Only who keeps the whole record moves somebody elsewhere.");
            case TOUCHPOINTS, JOURNEYS ->
                say(
                        "Name as accountable only people of your units. Only who keeps the whole record hands it to somebody else.");
            case OBJECTIVES, SCORECARDS -> say("Choose a unit of yours.");
            case BASICS, PROMISE, MEASURES, LINKS -> say("This is kept for the whole organisation, not by a unit.");
        };
    }

    private static boolean hasItsPlace(Unit was, Unit is) {
        return Objects.equals(was.parent(), is.parent()) && was.layer() == is.layer();
    }

    private boolean isOwn(@Nullable String id) {
        return id != null && units.contains(id);
    }

    private boolean areOwn(List<String> people) {
        return !people.isEmpty()
                && people.stream()
                        .allMatch(p -> registry.person(p)
                                .map(Person::unit)
                                .filter(units::contains)
                                .isPresent());
    }
}
