package throughline.server.organisation;

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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.organisation.Change;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Thing;
import throughline.server.organisation.Outcome.Differs;
import throughline.server.organisation.Outcome.Made;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Outcome.Unchanged;
import throughline.workspace.OrganisationCheck;
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
    private static final String NAMELESS = "The organisation";

    /// How many versions are looked through for who changed something last.
    private static final int LOOKED_BACK = 50;

    private final RecordVersions versions;
    private final TransactionTemplate once;
    private final Clock clock;

    /// The state that was read last; a version never changes.
    private volatile @Nullable Now last;

    /// @param source connections whose search path is our schema
    /// @param clock says when a version was made
    public OrganisationRecord(DataSource source, Clock clock) {
        this.versions = new RecordVersions(source);
        this.once = new TransactionTemplate(new JdbcTransactionManager(source));
        this.clock = clock;
    }

    /// The record as it is.
    ///
    /// @param number of its version; 0 where nothing was ever on record
    /// @param document organisation.yaml; empty where there is none
    /// @param organisation its value; unrecorded where there is none
    /// @param unread what the document holds and the value does not: the first change in pages leaves it out
    public record Now(long number, Optional<String> document, Organisation organisation, List<String> unread) {}

    /// The newest state.
    public Now now() {
        return versions.head()
                .map(head -> at(head.number()))
                .orElseGet(() -> new Now(0, Optional.empty(), Organisation.unrecorded(NAMELESS), List.of()));
    }

    /// The record as it was in a version; nothing is on record in a version that is not there.
    public Now at(long number) {
        Now known = last;
        if (known != null && known.number() == number) {
            return known;
        }
        // Looked for before its text: one that is added in between must not pass for one without a text.
        boolean there = versions.find(number).isPresent();
        Optional<String> document = versions.document(number);
        Now read = document.map(text -> {
                    Reading reading = OrganisationReader.read(text, NAMELESS);
                    return new Now(number, document, reading.organisation(), reading.unread());
                })
                .orElseGet(() -> new Now(number, document, Organisation.unrecorded(NAMELESS), List.of()));
        if (there) {
            last = read;
        }
        return read;
    }

    /// A version; empty where there is none of the number.
    public Optional<Version> version(long number) {
        return versions.find(number);
    }

    /// Versions below a number, newest first.
    public List<Version> versions(long below, int most) {
        return versions.list(below, most);
    }

    /// organisation.yaml as it was; empty where there was none.
    public Optional<String> document(long number) {
        return versions.document(number);
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
    public Outcome change(Editor by, long madeFrom, Change change) {
        return atOnce(() -> {
            Now now = now();
            Optional<Thing> theirs = Thing.find(now.organisation(), change.id());
            if (change instanceof Change.Add) {
                if (theirs.isPresent()) {
                    return theirs.equals(change.wanted())
                            ? new Unchanged()
                            : new Refused(List.of("There is already %s of the id %s: %s."
                                    .formatted(
                                            change.id().sort().withArticle(),
                                            change.id().key(),
                                            theirs.get().title())));
                }
            } else if (theirs.equals(change.wanted())) {
                return new Unchanged();
            } else if (!theirs.equals(Thing.find(value(madeFrom), change.id()))) {
                return new Differs(
                        theirs,
                        Objects.requireNonNull(
                                lastChanges(Set.of(change.id()), now.number()).get(change.id())),
                        now.number());
            }
            Organisation after = change.on(now.organisation());
            if (after.equals(now.organisation())) {
                return new Refused(List.of("There is another entry of this id. Give it one of its own."));
            }
            return keep(by, now, after, OrganisationDiff.summary(now.organisation(), after), OptionalLong.empty());
        });
    }

    /// The versions that last changed entries; of what has been as it is for longer, the oldest that was looked at: the
    /// record is locked meanwhile.
    private Map<Thing.Id, Version> lastChanges(Set<Thing.Id> ids, long head) {
        long oldest = Math.max(1, head - LOOKED_BACK);
        var open = new LinkedHashSet<>(ids);
        var found = new LinkedHashMap<Thing.Id, Version>();
        Organisation now = value(head);
        for (long number = head; number > oldest && !open.isEmpty(); number--) {
            Organisation before = value(number - 1);
            Version version = versions.find(number).orElseThrow();
            for (Thing.Id id : List.copyOf(open)) {
                if (!Thing.find(now, id).equals(Thing.find(before, id))) {
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
            Organisation before = value(number - 1);
            if (!before.recorded()) {
                return new Refused(List.of("This version began the record, so there is nothing to go back to."));
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
                        .map(since ->
                                "Version %s has changed the same since: %s".formatted(since.number(), since.what()))
                        .toList());
            }
            Organisation after = Change.of(before, things, sections(before, value(number), now.organisation(), things));
            if (after.equals(now.organisation())) {
                return new Unchanged();
            }
            String what = "Version %s was taken back: %s".formatted(number, undone.what());
            // Nothing came since: the document is as it was, to the byte.
            return after.equals(before)
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
                return new Refused(List.of("There is a record already."));
            }
            Map<Thing.Id, Thing> things = new LinkedHashMap<>();
            var basics = new Thing.Basics(name.strip(), ZoneOffset.UTC);
            things.put(new Thing.Id(basics.sort(), basics.key()), basics);
            Organisation after = Change.of(now.organisation(), things, Set.of());
            return keep(by, now, after, "The record of %s was begun.".formatted(name.strip()), OptionalLong.empty());
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
                        .orElseGet(
                                () -> new Refused(List.of("Nothing is on record yet, so there is no such version.")));
            }
            if (now.document().equals(Optional.of(document))) {
                return new Unchanged();
            }
            Reading reading = OrganisationReader.read(document, NAMELESS);
            if (!reading.organisation().recorded()) {
                return refused(reading);
            }
            Organisation before = now.organisation();
            if (before.recorded()
                    && !before.name().equals(reading.organisation().name())) {
                return new Refused(List.of(
                        "This is the record of %s, and here is %s. Mend the name, or begin anew with ./throughline import --replace."
                                .formatted(reading.organisation().name(), before.name())));
            }
            return new Made(versions.add(
                    by,
                    RecordVersions.what(now.document().orElse(null), document),
                    OptionalLong.empty(),
                    document,
                    clock));
        });
    }

    /// Writes a value down as a version, if an import would take it as it is and nothing leads nowhere that did not.
    private Outcome keep(Editor by, Now now, Organisation after, String what, OptionalLong undoes) {
        String document = OrganisationWriter.write(after);
        Reading reading = OrganisationReader.read(document, NAMELESS);
        if (!reading.rejects().isEmpty()) {
            return refused(reading);
        }
        if (!reading.organisation().equals(after)) {
            throw new IllegalStateException("A record was written that is read otherwise");
        }
        List<OrganisationCheck.Finding> known = OrganisationCheck.of(now.organisation());
        List<String> worse = OrganisationCheck.of(after).stream()
                .filter(f -> !known.contains(f))
                .map(OrganisationCheck.Finding::sentence)
                .toList();
        return worse.isEmpty() ? new Made(versions.add(by, what, undoes, document, clock)) : new Refused(worse);
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
