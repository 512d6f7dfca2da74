package throughline.server.organisation;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.organisation.Change;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Thing;
import throughline.organisation.UnitPart;
import throughline.workspace.OrganisationDiff;

/// Many entries of the record that somebody changes at once: what stands in the way, and what the record is afterwards.
final class SeveralChanges {

    /// What is said where a new entry has the id of one that is not shown, or not the unit's.
    static final String TAKEN = key("This id is taken. Give it another.");

    private final Organisation now;
    private final Optional<UnitPart> shown;
    private final Optional<UnitPart> part;
    private final Map<Thing.Id, Thing> things;
    private final Set<String> refusals = new LinkedHashSet<>();
    private final Set<Thing.Id> differing = new LinkedHashSet<>();

    /// @param was the record that the person had in view
    /// @param now the record as it is
    /// @param unit whose part of the record the changes must keep to; empty for the whole
    /// @param asked what is to be, in the words of what the person had in view
    SeveralChanges(Organisation was, Organisation now, Optional<String> unit, List<OrganisationDiff> asked) {
        this.now = now;
        this.shown = unit.map(u -> new UnitPart(was, u));
        this.part = unit.map(u -> new UnitPart(now, u));
        this.things = new LinkedHashMap<>(Thing.all(now));
        Map<Thing.Id, Thing> before = Thing.all(was);
        asked.forEach(diff -> take(diff, Optional.ofNullable(before.get(diff.id()))));
    }

    private void take(OrganisationDiff diff, Optional<Thing> was) {
        Optional<Thing> theirs = Optional.ofNullable(things.get(diff.id()));
        Optional<Thing> wanted =
                diff.after().map(t -> shown.map(p -> p.meant(t)).orElse(t));
        if (elsewhere(part, theirs) || elsewhere(shown, diff.before())) {
            refusals.add(say(diff.before().isPresent() ? UnitEdit.NOT_YOURS : TAKEN));
        } else if (part.flatMap(p -> diff.after().filter(p::givesAway)).isPresent()) {
            refusals.add(say(UnitEdit.NOT_SHOWN));
        } else if (!theirs.equals(wanted)) {
            if (!theirs.equals(was)) {
                differing.add(diff.id());
            }
            wanted.ifPresentOrElse(thing -> things.put(diff.id(), thing), () -> things.remove(diff.id()));
        }
    }

    private static boolean elsewhere(Optional<UnitPart> part, Optional<Thing> thing) {
        return part.flatMap(p -> thing.filter(t -> !p.keeps(t))).isPresent();
    }

    /// Why none of it is made, as sentences; empty where nothing speaks against it.
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /// What somebody else has changed since, and otherwise.
    Set<Thing.Id> differing() {
        return Set.copyOf(differing);
    }

    /// The record with all of them.
    Organisation after() {
        Set<Section> sections = EnumSet.noneOf(Section.class);
        sections.addAll(now.sections());
        things.keySet().forEach(id -> id.sort().section().ifPresent(sections::add));
        return Change.of(now, things, sections);
    }
}
