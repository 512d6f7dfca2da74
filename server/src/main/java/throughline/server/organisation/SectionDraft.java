package throughline.server.organisation;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Link;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.organisation.UnitPart;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.workspace.OrganisationCheck;
import throughline.workspace.OrganisationCheck.Finding;
import throughline.workspace.OrganisationDiff;
import throughline.workspace.SectionFile;

/// What a file of one part of the record would change of it, before anything is changed. The file was made from some
/// version; what others changed since stays, and where they changed the same entry somebody has to choose.
public final class SectionDraft {

    /// So often it is looked once more what leads nowhere when something that leads nowhere is left out.
    private static final int LOOKS = 50;

    private final Now whole;
    private final Optional<String> unit;
    private final Optional<UnitPart> part;
    private final Sort sort;
    private final Map<Thing.Id, Thing> things;
    private final Map<Thing.Id, Long> lines = new LinkedHashMap<>();
    private final Map<Thing.Id, Optional<Thing>> wanted = new LinkedHashMap<>();
    private final Map<Thing.Id, Optional<Thing>> conflicts = new LinkedHashMap<>();
    private final Set<Thing.Id> missing = new LinkedHashSet<>();
    private final List<Left> left = new ArrayList<>();
    private final Set<String> refusals = new LinkedHashSet<>();
    private long base;
    private int same;

    /// What becomes of entries on record that a file does not have.
    public enum Missing {
        STAYS,
        GOES
    }

    /// A line that is left out.
    ///
    /// @param line from 1; 0 for what no line is to blame for
    /// @param column at fault, may be empty
    public record Left(long line, String column, String why) {}

    /// What the person who brings a file in has said.
    ///
    /// @param base the record of which the file was made
    /// @param missing what becomes of entries that it does not have
    /// @param mine entries that are to be as in the file although somebody else changed them
    public record Said(Now base, Missing missing, Set<Thing.Id> mine) {}

    private SectionDraft(Now whole, Optional<String> unit, Sort sort) {
        this.whole = whole;
        this.unit = unit;
        this.part = unit.map(u -> new UnitPart(whole.organisation(), u));
        this.sort = sort;
        this.things = Thing.all(whole.organisation());
    }

    /// What a file would change.
    ///
    /// @param whole the record as it is, with all that is in it
    /// @param unit whose part of it is kept by who brings the file in; empty for the whole
    public static SectionDraft of(Now whole, Optional<String> unit, Sort sort, SectionFile.Reading file, Said said) {
        var draft = new SectionDraft(whole, unit, sort);
        draft.read(file, said);
        draft.checkReferences();
        return draft;
    }

    private void read(SectionFile.Reading file, Said said) {
        base = said.base().number();
        Optional<UnitPart> then = unit.map(u -> new UnitPart(said.base().organisation(), u));
        Map<Thing.Id, Thing> was = Thing.all(said.base().organisation());
        Set<Thing.Id> named = new HashSet<>();
        file.left().forEach(l -> {
            left.add(new Left(l.reject().line(), l.reject().column(), l.reject().reason()));
            l.id().ifPresent(named::add);
        });
        for (SectionFile.Entry entry : file.entries()) {
            named.add(entry.id());
            lines.put(entry.id(), entry.line());
            if (then.filter(p -> p.givesAway(entry.thing())).isPresent()) {
                left.add(new Left(entry.line(), "", say(UnitEdit.NOT_SHOWN)));
            } else {
                Thing meant = then.map(p -> p.meant(entry.thing())).orElse(entry.thing());
                want(entry.id(), Optional.ofNullable(was.get(entry.id())), Optional.of(meant), said);
            }
        }
        was.forEach((id, thing) -> {
            Thing is = things.get(id);
            boolean own = is != null && keeps(then, thing) && keeps(part, is);
            if (id.sort() == sort && sort != Sort.BASICS && own && !named.contains(id)) {
                missing.add(id);
                if (said.missing() == Missing.GOES) {
                    want(id, Optional.of(thing), Optional.empty(), said);
                }
            }
        });
    }

    private static boolean keeps(Optional<UnitPart> part, Thing thing) {
        return part.map(p -> p.keeps(thing)).orElse(true);
    }

    private void want(Thing.Id id, Optional<Thing> was, Optional<Thing> wish, Said said) {
        Optional<Thing> is = Optional.ofNullable(things.get(id));
        if (part.flatMap(p -> is.filter(t -> !p.keeps(t))).isPresent()) {
            if (!is.equals(wish)) {
                leave(id, say(SeveralChanges.TAKEN));
            }
        } else if (is.equals(wish) || was.equals(wish)) {
            same++;
        } else if (is.equals(was) || said.mine().contains(id)) {
            wanted.put(id, wish);
        } else {
            conflicts.put(id, wish);
        }
    }

    private void leave(Thing.Id id, String why) {
        left.add(new Left(lines.getOrDefault(id, 0L), "", why));
    }

    /// Leaves out what would lead nowhere, or is not the unit's to make, and then what depends on that.
    private void checkReferences() {
        Set<Finding> known = Set.copyOf(OrganisationCheck.of(whole.organisation()));
        for (int look = 0; look < LOOKS; look++) {
            Organisation after = after();
            Map<Thing.Id, String> wrong = outside(after);
            List<Finding> worse = OrganisationCheck.of(after).stream()
                    .filter(f -> !known.contains(f))
                    .toList();
            for (Finding finding : worse) {
                culprit(finding).ifPresent(id -> wrong.putIfAbsent(id, sentence(finding, after)));
            }
            if (wrong.isEmpty()) {
                worse.forEach(f -> refusals.add(sentence(f, after)));
                return;
            }
            wrong.forEach((id, why) -> {
                wanted.remove(id);
                leave(id, why);
            });
        }
        wanted.keySet().forEach(id -> leave(id, say("Other entries of the file lead nowhere. Mend those first.")));
        wanted.clear();
    }

    private Map<Thing.Id, String> outside(Organisation after) {
        Map<Thing.Id, String> wrong = new LinkedHashMap<>();
        unit.map(u -> new UnitPart(after, u))
                .ifPresent(then -> wanted.forEach((id, wish) -> part.orElseThrow()
                        .refusal(Optional.ofNullable(things.get(id)), wish, then)
                        .ifPresent(why -> wrong.put(id, why))));
        return wrong;
    }

    /// The entry of the file that leads nowhere, or the one whose removal leaves another without what it refers to.
    private Optional<Thing.Id> culprit(Finding finding) {
        String[] ends = finding.which().split(" → ", -1);
        return wanted.entrySet().stream()
                .filter(e -> e.getValue().map(t -> begins(t, ends)).orElse(false))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> wanted.entrySet().stream()
                        .filter(e -> e.getValue().isEmpty() && e.getKey().key().equals(ends[ends.length - 1]))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    private static boolean begins(Thing thing, String[] ends) {
        String to = ends[ends.length - 1];
        return switch (thing) {
            case Scorecard s -> s.measure().equals(ends[0]) && Objects.equals(s.unit(), to);
            case Link l -> l.cause().equals(ends[0]) && Objects.equals(l.managedBy(), to);
            case Organisation.Promise p -> ends[0].equals("promise");
            default -> thing.key().equals(ends[0]);
        };
    }

    private String sentence(Finding finding, Organisation after) {
        return unit.map(u -> new UnitEdit(whole.organisation(), after, u)
                        .sentences(List.of(finding))
                        .getFirst())
                .orElseGet(() -> finding.sentence() + finding.advice());
    }

    private Organisation after() {
        return new SeveralChanges(
                        whole.organisation(),
                        whole.organisation(),
                        Optional.empty(),
                        diffs(wanted).toList())
                .after();
    }

    private Stream<OrganisationDiff> diffs(Map<Thing.Id, Optional<Thing>> wishes) {
        return wishes.entrySet().stream()
                .map(e -> new OrganisationDiff(e.getKey(), Optional.ofNullable(things.get(e.getKey())), e.getValue()));
    }

    private OrganisationDiff shown(OrganisationDiff diff) {
        return part.map(p -> new OrganisationDiff(
                        diff.id(), diff.before().map(p::shown), diff.after().map(p::shown)))
                .orElse(diff);
    }

    /// What is to be changed, as who brings the file in is shown it: in the order of the file, removals last.
    public List<OrganisationDiff> changes() {
        return diffs(wanted).map(this::shown).toList();
    }

    /// What is other than the file has it because somebody changed it since, as it is and as the file has it.
    public List<OrganisationDiff> conflicts() {
        return diffs(conflicts).map(this::shown).toList();
    }

    /// Entries on record that the file does not have.
    public List<Thing> missing() {
        return missing.stream()
                .map(things::get)
                .map(Objects::requireNonNull)
                .map(t -> part.map(p -> p.shown(t)).orElse(t))
                .toList();
    }

    /// What is left out of the file.
    public List<Left> left() {
        return List.copyOf(left);
    }

    /// How many entries are on record as the file has them.
    public int same() {
        return same;
    }

    /// Why nothing of the file can be taken, as sentences; empty where something can.
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /// In which line of the file an entry is; 0 where it is in none.
    public long line(Thing.Id id) {
        return lines.getOrDefault(id, 0L);
    }

    /// The version of which the file was made.
    public long base() {
        return base;
    }

    /// The version that the changes are made of.
    public long from() {
        return whole.number();
    }
}
