package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.organisation.Layer;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Registry;

/// Who answers for which touchpoint, and where the line from that person upwards ends.
///
/// A line goes from manager to manager; where the last of them has no manager on record, it goes on from that person's
/// unit to the unit above. It ends with the owner of the promise, with another member of the board, in a circle, or it
/// is not on record. Where no layer is on record anywhere, whoever has nobody above counts as the board.
final class Ownership {

    /// Share of contacts whose touchpoint must be known before contacts weigh touchpoints (ours).
    static final double PLACED = 0.5;

    /// Where a line ends.
    enum End {
        OWNER,
        ELSEWHERE,
        CIRCLE,
        NOT_RECORDED
    }

    /// A line from an owner upwards.
    ///
    /// @param root the board member, or the board's unit, it ends with where that is not the owner of the promise
    record Line(End end, @Nullable String root) {}

    /// A touchpoint that is on record or has contacts.
    ///
    /// @param share its share of the contacts; of the touchpoints where contacts are not known
    /// @param owners those accountable who are on record and still work here
    /// @param left those accountable who have left
    /// @param strangers those accountable who are not on record, so that nobody can ask them
    /// @param recorded whether organisation.yaml knows it
    record Owned(
            String id,
            String title,
            double share,
            List<String> owners,
            List<String> left,
            List<String> strangers,
            boolean recorded) {
        boolean single() {
            return owners.size() == 1;
        }
    }

    private final Registry registry;
    private final Organisation organisation;
    private final Period period;
    private final boolean layered;
    private final Volume volume;
    private final boolean weighted;
    private final List<Owned> touchpoints;

    private Ownership(Dossier dossier, Volume volume) {
        this.registry = dossier.registry();
        this.organisation = dossier.organisation();
        this.period = dossier.period();
        this.volume = volume;
        this.weighted = volume.known() && volume.total() >= PLACED * (volume.total() + volume.unplaced());
        this.layered = organisation.units().stream().anyMatch(u -> u.layer() != null)
                || organisation.people().stream().anyMatch(p -> p.layer() != null);
        this.touchpoints = weighed();
    }

    /// Who owns what of what the dossier covers.
    static Ownership of(Dossier dossier) {
        return new Ownership(dossier, Volume.of(dossier));
    }

    /// How many contacts come where.
    Volume volume() {
        return volume;
    }

    /// Whether touchpoints count by their contacts; otherwise each counts the same.
    boolean weighted() {
        return weighted;
    }

    /// Whether the record says anything of owners; a bare list of touchpoints, or none, does not.
    boolean recorded() {
        return organisation.recorded()
                && (organisation.promise().isPresent()
                        || organisation.touchpoints().stream()
                                .anyMatch(t -> !t.accountable().isEmpty()
                                        || !t.responsible().isEmpty()
                                        || t.acceptedOn() != null
                                        || t.definition() != null
                                        || !t.standards().isEmpty()));
    }

    private List<Owned> weighed() {
        var ids = new LinkedHashSet<String>();
        organisation.touchpoints().forEach(t -> ids.add(t.id()));
        volume.entries().forEach(e -> ids.add(e.touchpoint()));
        var all = new ArrayList<Owned>();
        for (String id : ids) {
            double share = weighted ? volume.share(id) : 1.0 / ids.size();
            Optional<Touchpoint> known = registry.touchpoint(id);
            List<String> named = known.map(Touchpoint::accountable).orElse(List.of()).stream()
                    .distinct()
                    .toList();
            all.add(new Owned(
                    id,
                    known.map(Touchpoint::title).orElse(id),
                    share,
                    named.stream().filter(p -> !hasLeft(p) && onRecord(p)).toList(),
                    named.stream().filter(this::hasLeft).toList(),
                    named.stream().filter(p -> !onRecord(p)).toList(),
                    known.isPresent()));
        }
        all.sort(Comparator.comparingDouble(Owned::share).reversed().thenComparing(Owned::id));
        return all;
    }

    /// Every touchpoint, the one with the most contacts first.
    List<Owned> touchpoints() {
        return touchpoints;
    }

    /// Those that nobody, or more than one person, answers for.
    List<Owned> orphans() {
        return touchpoints.stream().filter(t -> !t.single()).toList();
    }

    /// What those who are named as owners without being on record are named for: the promise first, then by contacts.
    Map<String, String> strangers() {
        Map<String, String> named = new LinkedHashMap<>();
        promised().filter(p -> !onRecord(p)).ifPresent(p -> named.put(p, say("the promise")));
        touchpoints.forEach(t -> t.strangers().forEach(p -> named.putIfAbsent(p, say("“%s”", t.title()))));
        return named;
    }

    /// Whether the person is among the people on record. Where the record has no list of people, ids are all there is.
    private boolean onRecord(String person) {
        return !organisation.knows(Section.PEOPLE) || registry.person(person).isPresent();
    }

    /// Whether the person had left by the end of the period.
    boolean hasLeft(String person) {
        return registry.person(person)
                .map(Person::leftOn)
                .filter(day -> day.isBefore(period.to()))
                .isPresent();
    }

    /// Who owns the promise, where somebody on record does.
    Optional<String> owner() {
        return promised().filter(this::onRecord);
    }

    private Optional<String> promised() {
        return organisation.promise().map(p -> p.owner()).filter(o -> !o.isBlank());
    }

    /// Whether the person is a member of the board; empty where the record does not tell.
    Optional<Boolean> onBoard(String id) {
        Optional<Person> person = registry.person(id);
        if (person.isEmpty()) {
            return Optional.empty();
        }
        if (layered) {
            return registry.layerOf(person.get()).map(l -> l == Layer.BOARD);
        }
        boolean placed =
                person.get().unit() != null || organisation.people().stream().anyMatch(p -> p.manager() != null);
        return placed ? Optional.of(top(person.get())) : Optional.empty();
    }

    private boolean top(Person person) {
        return person.manager() == null
                && (person.unit() == null
                        || registry.unit(person.unit()).map(Unit::parent).isEmpty());
    }

    /// Name of the person for a sentence.
    String name(String id) {
        return registry.person(id).map(Person::title).orElse(id);
    }

    /// The line from the person upwards.
    Line line(String id) {
        @Nullable String owner = owner().orElse(null);
        var met = new HashSet<String>();
        String at = id;
        while (true) {
            if (at.equals(owner)) {
                return new Line(End.OWNER, null);
            }
            if (!met.add(at)) {
                return new Line(End.CIRCLE, null);
            }
            Optional<Person> person = registry.person(at);
            if (person.isEmpty()) {
                return new Line(End.NOT_RECORDED, null);
            }
            if (person.get().manager() == null) {
                return onBoard(at).orElse(false) ? new Line(End.ELSEWHERE, at) : throughUnits(person.get(), owner);
            }
            at = person.get().manager();
        }
    }

    /// Number of places on the board where the lines from single owners end.
    long roots() {
        return touchpoints.stream()
                .filter(Owned::single)
                .map(t -> line(t.owners().getFirst()))
                .filter(l -> l.end() == End.OWNER || l.end() == End.ELSEWHERE)
                .map(l -> Optional.ofNullable(l.root()))
                .distinct()
                .count();
    }

    private Line throughUnits(Person person, @Nullable String owner) {
        if (person.unit() == null) {
            return new Line(End.NOT_RECORDED, null);
        }
        if (registry.cyclic(person.unit())) {
            return new Line(End.CIRCLE, null);
        }
        List<Unit> chain = registry.chain(person.unit());
        @Nullable
        String home =
                owner == null ? null : registry.person(owner).map(Person::unit).orElse(null);
        Set<String> above = new HashSet<>();
        chain.forEach(u -> above.add(u.id()));
        if (home != null && above.contains(home)) {
            return new Line(End.OWNER, null);
        }
        return chain.stream()
                .filter(u -> u.layer() == Layer.BOARD)
                .findFirst()
                .map(u -> new Line(End.ELSEWHERE, u.id()))
                .orElseGet(() -> new Line(End.NOT_RECORDED, null));
    }
}
