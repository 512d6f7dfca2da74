package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.Proportion;

/// How many contacts each touchpoint has, whether or not the organisation has it on record.
///
/// Contacts are counted once: a touchpoint that occurs among the interactions has as many contacts as it has
/// interactions; one that occurs only elsewhere is counted by its events, else by its complaints or answers, whichever
/// are more. An interaction that names no touchpoint counts at the one recorded touchpoint of its channel; where there
/// is not exactly one, it is `unplaced`: nothing is known of it, so it is in no share.
///
/// A share of contacts compares touchpoints, so they must be counted alike: most of them in the
/// interactions or, without these, all in one table of events or of complaints. Events of one process
/// beside complaints of another have no common measure, and answers show who was asked, not who came. Where
/// touchpoints are not counted alike, or have fewer than [#MINIMUM] contacts, the volume counts as not
/// known, and a share is one of touchpoints.
public final class Volume {

    /// Fewest contacts by which touchpoints are weighed.
    public static final int MINIMUM = 30;

    private final List<Entry> entries;
    private final Map<String, Entry> byTouchpoint;
    private final long unplaced;
    private final long total;
    private final boolean known;

    private Volume(List<Entry> entries, long unplaced) {
        this.entries = List.copyOf(entries);
        this.byTouchpoint = entries.stream().collect(Collectors.toMap(Entry::touchpoint, e -> e));
        this.unplaced = unplaced;
        this.total = entries.stream().mapToLong(Entry::contacts).sum();
        this.known = total >= MINIMUM && comparable();
    }

    /// The contacts of one touchpoint.
    ///
    /// @param touchpoint its id
    /// @param source the table they were counted in
    public record Entry(String touchpoint, long contacts, FactKind source) {}

    /// Counts the contacts of the dossier.
    public static Volume of(Dossier dossier) {
        Map<String, Entry> found = new TreeMap<>();
        long unplaced = ofInteractions(dossier, found);
        // What is done behind the scenes is no contact; a log that names no contacts at a touchpoint counts as it is.
        if (dossier.has(FactKind.EVENTS, "interaction_id")) {
            add(found, counts(dossier, FactKind.EVENTS, new Filter.Known("interaction_id")), FactKind.EVENTS);
        }
        add(found, counts(dossier, FactKind.EVENTS), FactKind.EVENTS);
        Map<String, Long> complaints = counts(dossier, FactKind.COMPLAINTS);
        Map<String, Long> answers = counts(dossier, FactKind.RESPONSES);
        answers.keySet().removeIf(t -> complaints.getOrDefault(t, 0L) > answers.getOrDefault(t, 0L));
        add(found, answers, FactKind.RESPONSES);
        add(found, complaints, FactKind.COMPLAINTS);
        return new Volume(
                found.values().stream()
                        .sorted(Comparator.comparingLong(Entry::contacts)
                                .reversed()
                                .thenComparing(Entry::touchpoint))
                        .toList(),
                unplaced);
    }

    private static long ofInteractions(Dossier dossier, Map<String, Entry> found) {
        if (!dossier.has(FactKind.INTERACTIONS)) {
            return 0;
        }
        boolean placed = dossier.has(FactKind.INTERACTIONS, "touchpoint");
        boolean channelled = dossier.has(FactKind.INTERACTIONS, "channel");
        var query = CubeQuery.of(FactKind.INTERACTIONS);
        query = placed ? query.by("touchpoint") : query;
        query = channelled ? query.by("channel") : query;
        Map<String, String> byChannel = soleTouchpoints(dossier);
        Map<String, Long> counts = new HashMap<>();
        long unplaced = 0;
        for (Cell cell : dossier.scan(query)) {
            @Nullable String touchpoint = placed ? cell.text(0) : null;
            if (touchpoint == null && channelled) {
                @Nullable String channel = cell.text(placed ? 1 : 0);
                touchpoint = channel == null ? null : byChannel.get(channel);
            }
            if (touchpoint == null) {
                unplaced += cell.rows();
            } else {
                counts.merge(touchpoint, cell.rows(), Long::sum);
            }
        }
        add(found, counts, FactKind.INTERACTIONS);
        return unplaced;
    }

    /// The touchpoint of each channel that has exactly one.
    private static Map<String, String> soleTouchpoints(Dossier dossier) {
        Map<String, List<String>> all = new HashMap<>();
        for (Touchpoint touchpoint : dossier.organisation().touchpoints()) {
            if (touchpoint.channel() != null) {
                all.computeIfAbsent(touchpoint.channel(), c -> new ArrayList<>())
                        .add(touchpoint.id());
            }
        }
        Map<String, String> sole = new HashMap<>();
        all.forEach((channel, ids) -> {
            if (ids.size() == 1) {
                sole.put(channel, ids.getFirst());
            }
        });
        return sole;
    }

    private static Map<String, Long> counts(Dossier dossier, FactKind kind, Filter... filters) {
        Map<String, Long> counts = new HashMap<>();
        if (dossier.has(kind, "touchpoint")) {
            var query = CubeQuery.of(kind).by("touchpoint");
            for (Cell cell : dossier.scan(filters.length == 0 ? query : query.where(filters))) {
                @Nullable String touchpoint = cell.text(0);
                if (touchpoint != null) {
                    counts.merge(touchpoint, cell.rows(), Long::sum);
                }
            }
        }
        return counts;
    }

    private static void add(Map<String, Entry> found, Map<String, Long> counts, FactKind source) {
        counts.forEach((touchpoint, n) -> found.putIfAbsent(touchpoint, new Entry(touchpoint, n, source)));
    }

    /// One a touchpoint with contacts, most contacts first.
    public List<Entry> entries() {
        return entries;
    }

    /// Contacts of which no touchpoint is known.
    public long unplaced() {
        return unplaced;
    }

    /// Whether enough is known of how many contacts there are where, and counted alike.
    public boolean known() {
        return known;
    }

    private boolean comparable() {
        long met = entries.stream()
                .filter(e -> e.source() == FactKind.INTERACTIONS)
                .mapToLong(Entry::contacts)
                .sum();
        return met > 0 ? 2 * met >= total : sources().size() == 1 && !sources().contains(FactKind.RESPONSES);
    }

    /// Says of contacts that do not weigh touchpoints what is needed; empty where they do or there are none.
    public Optional<String> tooFew() {
        if (known() || entries.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                total < MINIMUM
                        ? say(
                                "%s with a touchpoint; %s are needed to weigh touchpoints by them, so each counts the same.",
                                Wording.count(total, "contact", "contacts"), MINIMUM)
                        : say(
                                "Contacts with their touchpoint; %s do not tell how many come where, so each touchpoint counts the same.",
                                Wording.names(
                                        sources().stream().map(FactKind::table).toList(), 3)));
    }

    /// Contacts of which the touchpoint is known.
    public long total() {
        return total;
    }

    /// Contacts of the touchpoint; 0 where it has none.
    public long contacts(String touchpoint) {
        return Optional.ofNullable(byTouchpoint.get(touchpoint))
                .map(Entry::contacts)
                .orElse(0L);
    }

    /// Share of the touchpoint in all contacts, 0 to 1; 0 where nothing is known. Where the volume is not known, one of
    /// all touchpoints that have any.
    public double share(String touchpoint) {
        return !byTouchpoint.containsKey(touchpoint)
                ? 0
                : known ? (double) contacts(touchpoint) / total : 1.0 / entries.size();
    }

    /// Share of the touchpoints in all contacts, 0 to 1; 0 where nothing is known. Where the volume is not known it is
    /// the share in all touchpoints that have any contact.
    public double share(Predicate<String> touchpoints) {
        if (!known && !entries.isEmpty()) {
            long those = entries.stream()
                    .filter(e -> touchpoints.test(e.touchpoint()))
                    .count();
            return (double) those / entries.size();
        }
        long part = entries.stream()
                .filter(e -> touchpoints.test(e.touchpoint()))
                .mapToLong(Entry::contacts)
                .sum();
        return total == 0 ? 0 : (double) part / total;
    }

    /// A share of touchpoints that stands for the share of contacts where these are not known. All or none
    /// is the same of either; any other share is known as well as that of a sample of so many, by the
    /// interval of Wilson.
    static Statistic standIn(String name, long touchpoints, long of) {
        return touchpoints == 0 || touchpoints == of
                ? Statistic.counted(name, (double) touchpoints / of, of)
                : Statistic.of(name, Proportion.wilson((double) touchpoints, (double) of, 0.95));
    }

    /// The touchpoint's share as words after its name, such as ` (38 % of contacts)`; empty where contacts are too few.
    public String part(String touchpoint) {
        return known() ? say(" (%s of contacts)", Wording.percent(share(touchpoint))) : "";
    }

    /// The tables the contacts were counted in, in the order of the exchange format.
    public List<FactKind> sources() {
        return entries.stream().map(Entry::source).distinct().sorted().toList();
    }

    /// The files of those tables.
    public List<String> files(Dossier dossier) {
        return sources().stream().flatMap(k -> dossier.files(k).stream()).toList();
    }
}
