package throughline.server.organisation;

import static throughline.text.Text.say;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.organisation.Change;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Registry;
import throughline.organisation.Thing;
import throughline.organisation.UnitPart;
import throughline.server.organisation.Outcome.Differs;
import throughline.server.organisation.Outcome.Made;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Outcome.Unchanged;
import throughline.workspace.OrganisationCheck;
import throughline.workspace.OrganisationCheck.Finding;
import throughline.workspace.OrganisationDiff;
import throughline.workspace.OrganisationReader;
import throughline.workspace.OrganisationReader.Reading;
import throughline.workspace.OrganisationWriter;
import throughline.workspace.Reject;

/// The organisation's own record: what it is, and every way to change it from a page or a program. Safe for use by
/// several threads and several servers on one database.
public final class OrganisationRecord {

    /// Where programs read and replace the record.
    public static final String ADDRESS = "/api/v1/organisation";

    /// What messages call an organisation whose record gives no name.
    static final String NAMELESS = "The organisation";

    /// How many versions are looked through for who changed something last.
    private static final int LOOKED_BACK = 50;

    private final RecordVersions versions;
    private final RecordStates states;
    private final TransactionTemplate once;
    private final Clock clock;

    /// @param source connections whose search path is our schema
    /// @param clock says when a version was made
    public OrganisationRecord(DataSource source, Clock clock) {
        this.versions = new RecordVersions(source);
        this.states = new RecordStates(versions);
        this.once = new TransactionTemplate(new JdbcTransactionManager(source));
        this.clock = clock;
    }

    /// The record as it is.
    ///
    /// @param number of its version; 0 where nothing was ever on record
    /// @param document organisation.yaml; empty where there is none
    /// @param organisation its value; unrecorded where there is none
    /// @param unread what the document holds and the value does not: the first change in pages leaves it out
    /// @param part what is kept of it by who sees it from one unit; empty for who sees the whole
    public record Now(
            long number,
            Optional<String> document,
            Organisation organisation,
            List<String> unread,
            Optional<UnitPart> part) {

        static Now unrecorded(long number) {
            return new Now(number, Optional.empty(), Organisation.unrecorded(NAMELESS), List.of(), Optional.empty());
        }

        /// Whether who sees it keeps the entry as well.
        public boolean keeps(Thing thing) {
            return part.map(p -> p.keeps(thing)).orElse(true);
        }

        /// The same as it is seen from a unit, in canonical text; nothing is on record for a unit that is not there.
        Now from(String unit) {
            var seen = new UnitPart(organisation, unit);
            return document.isEmpty() || !seen.isThere()
                    ? unrecorded(number)
                    : new Now(
                            number,
                            Optional.of(OrganisationWriter.write(seen.shown())),
                            seen.shown(),
                            unread.isEmpty() ? List.of() : List.of(say(UnitEdit.UNREAD)),
                            Optional.of(seen));
        }
    }

    /// The newest state.
    public Now now() {
        return versions.head().map(head -> at(head.number())).orElseGet(() -> Now.unrecorded(0));
    }

    /// The newest state as it is seen from a unit.
    ///
    /// @param unit its id; empty for the whole
    public Now now(Optional<String> unit) {
        return unit.map(u -> states.seen(now(), u)).orElseGet(this::now);
    }

    /// The record as it was in a version, as it is seen from a unit.
    ///
    /// @param unit its id; empty for the whole
    public Now at(long number, Optional<String> unit) {
        return unit.map(u -> states.seen(at(number), u)).orElseGet(() -> at(number));
    }

    /// The record as it was in a version, to take away. A unit is given the newest only: what it saw once may be
    /// another
    /// unit's by now.
    ///
    /// @param unit its id; empty for the whole
    public Now then(long number, Optional<String> unit) {
        return unit.isPresent() && number != now().number() ? Now.unrecorded(number) : at(number, unit);
    }

    /// The record as it was in a version; nothing is on record in a version that is not there.
    public Now at(long number) {
        return states.at(number);
    }

    /// A version; empty where there is none of the number.
    public Optional<Version> version(long number) {
        return versions.find(number);
    }

    /// Versions below a number, newest first.
    public List<Version> versions(long below, int most) {
        return versions.list(below, most);
    }

    /// Those of them that were made within a unit and those below it.
    ///
    /// @param unit its id; empty for all versions
    public List<Version> versions(long below, int most, Optional<String> unit) {
        return unit.map(u -> versions.list(below, most, units(u))).orElseGet(() -> versions(below, most));
    }

    /// A unit and those below it, by id; none where the record does not have it.
    public Set<String> units(String unit) {
        return new Registry(now().organisation()).subtree(unit);
    }

    /// What a version changed.
    public List<OrganisationDiff> changes(long number) {
        return OrganisationDiff.between(value(number - 1), value(number));
    }

    private Organisation value(long number) {
        return number <= 0 ? Organisation.unrecorded(NAMELESS) : at(number).organisation();
    }

    /// Makes a change. What others changed elsewhere since stays; where they changed the same thing, nothing is made.
    ///
    /// @param madeFrom number of the version the person had in view
    public Outcome change(Editor by, long madeFrom, Change asked) {
        return atOnce(() -> {
            Now now = now();
            Optional<UnitPart> part = by.unit().map(u -> new UnitPart(now.organisation(), u));
            if (part.flatMap(p -> asked.wanted().filter(p::givesAway)).isPresent()) {
                return new Refused(List.of(say(UnitEdit.NOT_SHOWN)));
            }
            Change change = by.unit()
                    .map(u -> asked.meant(new UnitPart(value(madeFrom), u)))
                    .orElse(asked);
            Optional<Thing> theirs = Thing.find(now.organisation(), change.id());
            if (part.isPresent() && theirs.filter(t -> !part.get().keeps(t)).isPresent()) {
                return new Refused(List.of(
                        change instanceof Change.Add
                                ? say("This id is taken. Give it another.")
                                : say(UnitEdit.NOT_YOURS)));
            }
            if (change instanceof Change.Add) {
                if (theirs.isPresent()) {
                    return theirs.equals(change.wanted())
                            ? new Unchanged()
                            : new Refused(List.of(say(
                                    "There is already %s of the id %s: %s.",
                                    change.id().sort().withArticle(),
                                    change.id().key(),
                                    theirs.get().title())));
                }
            } else if (theirs.equals(change.wanted())) {
                return new Unchanged();
            } else if (!theirs.equals(Thing.find(value(madeFrom), change.id()))) {
                return new Differs(
                        theirs.map(t -> part.map(p -> p.shown(t)).orElse(t)),
                        Objects.requireNonNull(
                                lastChanges(Set.of(change.id()), now.number()).get(change.id())),
                        now.number());
            }
            Organisation after = change.on(now.organisation());
            if (after.equals(now.organisation())) {
                return new Refused(List.of(say("There is another entry of this id. Give it one of its own.")));
            }
            return keep(by, now, after, said(by, now, after), OptionalLong.empty());
        });
    }

    /// Changes many entries at once, as one version. Where somebody changed one of them otherwise since, nothing is
    /// made.
    ///
    /// @param madeFrom number of the version the person had in view
    /// @param asked what each is to be, in the words of what the person was shown
    public Outcome change(Editor by, long madeFrom, List<OrganisationDiff> asked) {
        return atOnce(() -> several(by, now(), madeFrom, asked));
    }

    private Outcome several(Editor by, Now now, long madeFrom, List<OrganisationDiff> asked) {
        var changes = new SeveralChanges(value(madeFrom), now.organisation(), by.unit(), asked);
        if (!changes.refusals().isEmpty()) {
            return new Refused(changes.refusals());
        }
        if (!changes.differing().isEmpty()) {
            Thing.Id id = changes.differing().iterator().next();
            return new Differs(
                    Thing.find(now.organisation(), id)
                            .map(t -> by.unit()
                                    .map(u -> new UnitPart(now.organisation(), u).shown(t))
                                    .orElse(t)),
                    Objects.requireNonNull(lastChanges(Set.of(id), now.number()).get(id)),
                    now.number());
        }
        Organisation after = changes.after();
        return after.equals(now.organisation())
                ? new Unchanged()
                : keep(by, now, after, said(by, now, after), OptionalLong.empty());
    }

    /// The versions that last changed entries, by entry.
    public Map<Thing.Id, Version> lastChanges(Set<Thing.Id> ids) {
        return ids.isEmpty() ? Map.of() : lastChanges(ids, now().number());
    }

    /// The versions that last changed entries; of what has been as it is for longer, the oldest that was looked at: the
    /// record is locked meanwhile.
    private Map<Thing.Id, Version> lastChanges(Set<Thing.Id> ids, long head) {
        long oldest = Math.max(1, head - LOOKED_BACK);
        var open = new LinkedHashSet<>(ids);
        var found = new LinkedHashMap<Thing.Id, Version>();
        Map<Thing.Id, Thing> now = Thing.all(value(head));
        for (long number = head; number > oldest && !open.isEmpty(); number--) {
            Map<Thing.Id, Thing> before = Thing.all(value(number - 1));
            Version version = versions.find(number).orElseThrow();
            for (Thing.Id id : List.copyOf(open)) {
                if (!Objects.equals(now.get(id), before.get(id))) {
                    found.put(id, version);
                    open.remove(id);
                }
            }
            now = before;
        }
        open.forEach(id -> found.put(id, versions.find(oldest).orElseThrow()));
        return found;
    }

    /// Takes back what one version changed, unless something since depends on it.
    public Outcome undo(Editor by, long number) {
        return atOnce(() -> {
            Now now = now();
            Version undone = versions.find(number).orElseThrow();
            boolean visible = by.unit()
                    .map(u -> undone.by().unit().filter(units(u)::contains).isPresent())
                    .orElse(true);
            if (!visible) {
                return new Refused(List.of(say(UnitEdit.NOT_YOURS)));
            }
            Organisation before = value(number - 1);
            if (!before.recorded()) {
                return new Refused(List.of(say("This version began the record, so there is nothing to go back to.")));
            }
            Set<Thing.Id> later = new LinkedHashSet<>();
            Map<Thing.Id, Thing> things = new LinkedHashMap<>(Thing.all(now.organisation()));
            for (OrganisationDiff diff : changes(number)) {
                Optional<Thing> is = Optional.ofNullable(things.get(diff.id()));
                if (is.equals(diff.before())) {
                    continue;
                }
                if (!is.equals(diff.after())) {
                    later.add(diff.id());
                }
                diff.before().ifPresentOrElse(thing -> things.put(diff.id(), thing), () -> things.remove(diff.id()));
            }
            if (!later.isEmpty()) {
                return new Refused(lastChanges(later, now.number()).values().stream()
                        .distinct()
                        .map(since -> by.unit().isPresent()
                                ? say("Version %s has changed the same since.", since.number())
                                : say("Version %s has changed the same since: %s", since.number(), since.what()))
                        .toList());
            }
            Organisation after = Change.of(before, things, sections(before, value(number), now.organisation(), things));
            if (after.equals(now.organisation())) {
                return new Unchanged();
            }
            String what = say("Version %s was taken back: %s", number, undone.what());
            // Nothing came since: the document is as it was, to the byte.
            return after.equals(before) && outside(by, now, after).isEmpty()
                    ? new Made(versions.add(
                            by,
                            what,
                            OptionalLong.of(number),
                            versions.document(number - 1).orElseThrow(),
                            clock))
                    : keep(by, now, after, what, OptionalLong.of(number));
        });
    }

    /// The parts that are known after an undo: one that the undone version began, and that is empty again, is not.
    private static Set<Section> sections(
            Organisation before, Organisation undone, Organisation now, Map<Thing.Id, Thing> things) {
        Set<Section> sections = EnumSet.noneOf(Section.class);
        sections.addAll(now.sections());
        for (Section section : undone.sections()) {
            boolean empty =
                    things.keySet().stream().noneMatch(id -> id.sort().section().equals(Optional.of(section)));
            if (empty && !before.knows(section)) {
                sections.remove(section);
            }
        }
        before.sections().stream().filter(s -> !undone.knows(s)).forEach(sections::add);
        return sections;
    }

    /// Begins a record where there is none.
    ///
    /// @param name of the organisation
    public Outcome begin(Editor by, String name) {
        return atOnce(() -> {
            Now now = now();
            if (now.document().isPresent()) {
                return new Refused(List.of(say("There is a record already.")));
            }
            Map<Thing.Id, Thing> things = new LinkedHashMap<>();
            var basics = new Thing.Basics(name.strip(), ZoneOffset.UTC);
            things.put(new Thing.Id(basics.sort(), basics.key()), basics);
            Organisation after = Change.of(now.organisation(), things, Set.of());
            return keep(by, now, after, say("The record of %s was begun.", name.strip()), OptionalLong.empty());
        });
    }

    /// Puts a whole document in the place of the record, byte for byte. Values that cannot be read are left
    /// out by whoever reads it, as of an import.
    ///
    /// @param madeFrom number of the version that is to be replaced; where it is not the newest, nothing is made
    public Outcome replace(Editor by, long madeFrom, String document) {
        return atOnce(() -> {
            Now now = now();
            if (now.number() != madeFrom) {
                return versions.head()
                        .<Outcome>map(head -> new Differs(Optional.empty(), head, now.number()))
                        .orElseGet(() ->
                                new Refused(List.of(say("Nothing is on record yet, so there is no such version."))));
            }
            if (now.document().equals(Optional.of(document))) {
                return new Unchanged();
            }
            Reading reading = OrganisationReader.read(document, NAMELESS);
            if (!reading.organisation().recorded()) {
                return refused(reading);
            }
            if (by.unit().isPresent()) {
                return replaceOwn(by, now, by.unit().get(), reading);
            }
            Organisation before = now.organisation();
            if (before.recorded()
                    && !before.name().equals(reading.organisation().name())) {
                return new Refused(List.of(say(
                        "This is the record of %s, and here is %s. Mend the name, or begin anew with ./throughline import --replace.",
                        reading.organisation().name(), before.name())));
            }
            return new Made(versions.add(
                    by,
                    RecordVersions.what(now.document().orElse(null), document),
                    OptionalLong.empty(),
                    document,
                    clock));
        });
    }

    /// Takes what the unit keeps out of a document that was made from what the unit is shown.
    private Outcome replaceOwn(Editor by, Now now, String unit, Reading reading) {
        if (!reading.rejects().isEmpty()) {
            return refused(reading);
        }
        var part = new UnitPart(now.organisation(), unit);
        return several(by, now, now.number(), OrganisationDiff.between(part.shown(), reading.organisation()));
    }

    /// Writes a value down as a version, if an import would take it as it is and nothing leads nowhere that did not.
    private Outcome keep(Editor by, Now now, Organisation after, String what, OptionalLong undoes) {
        List<String> outside = outside(by, now, after);
        if (!outside.isEmpty()) {
            return new Refused(outside);
        }
        String document = now.document()
                .map(before -> OrganisationWriter.write(after, before))
                .orElseGet(() -> OrganisationWriter.write(after));
        Reading reading = OrganisationReader.read(document, NAMELESS);
        if (!reading.rejects().isEmpty()) {
            return refused(reading);
        }
        if (!reading.organisation().equals(after)) {
            throw new IllegalStateException("A record was written that is read otherwise");
        }
        Set<Finding> known = Set.copyOf(OrganisationCheck.of(now.organisation()));
        List<Finding> worse = OrganisationCheck.of(after).stream()
                .filter(f -> !known.contains(f))
                .toList();
        return worse.isEmpty()
                ? new Made(versions.add(by, what, undoes, document, clock))
                : new Refused(edit(by, now, after)
                        .map(e -> e.sentences(worse))
                        .orElseGet(() -> worse.stream().map(Finding::sentence).toList()));
    }

    /// What is changed that whoever changes it does not keep.
    private static List<String> outside(Editor by, Now now, Organisation after) {
        return edit(by, now, after).map(e -> e.refusals(now.unread())).orElse(List.of());
    }

    private static Optional<UnitEdit> edit(Editor by, Now now, Organisation after) {
        return by.unit().map(unit -> new UnitEdit(now.organisation(), after, unit));
    }

    private static String said(Editor by, Now now, Organisation after) {
        return edit(by, now, after)
                .map(UnitEdit::said)
                .orElseGet(() -> OrganisationDiff.summary(now.organisation(), after));
    }

    private static Refused refused(Reading reading) {
        return new Refused(reading.rejects().stream().map(Reject::reason).toList());
    }

    private <T> T atOnce(Supplier<T> work) {
        return Objects.requireNonNull(once.execute(status -> {
            versions.lock();
            return work.get();
        }));
    }
}
