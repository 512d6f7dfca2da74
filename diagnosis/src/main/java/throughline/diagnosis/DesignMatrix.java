package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Key;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Touchpoint;

/// Which tiers of service are measured at which touchpoint: the matrix of touchpoint by infrastructure, delivery,
/// perception and outcome, filled where a measure of the tier has a value.
///
/// A touchpoint counts if it is on record or has at least 1 % of the contacts. A tier of which the workspace has no
/// table that could hold it is not empty but not known: contacts are the table of delivery unless readings are.
final class DesignMatrix {

    /// A tier of measures.
    enum Tier {
        INFRASTRUCTURE(key("infrastructure")),
        DELIVERY(key("delivery")),
        PERCEPTION(key("perception")),
        OUTCOME(key("outcome"));

        private final String title;

        Tier(String title) {
            this.title = title;
        }

        String title() {
            return say(title);
        }

        static Optional<Tier> of(Kind kind) {
            return switch (kind) {
                case INFRASTRUCTURE -> Optional.of(INFRASTRUCTURE);
                case DELIVERY -> Optional.of(DELIVERY);
                case PERCEPTION, FEELING -> Optional.of(PERCEPTION);
                case OUTCOME -> Optional.of(OUTCOME);
                case STAFF, SALES -> Optional.empty();
            };
        }
    }

    /// A touchpoint seen in the data counts from this share of the contacts on (ours): rarer ids are often slips.
    static final double NOTABLE = 0.01;

    /// Data of the last days count as live (causes.md, 1.3).
    static final int LIVE_DAYS = 30;

    private final Dossier dossier;
    private final List<String> touchpoints;
    private final Set<Tier> unknowable = EnumSet.noneOf(Tier.class);
    private final Map<String, Set<Tier>> live;
    private final Map<LocalDate, Map<String, Set<Tier>>> weeks = new TreeMap<>();

    DesignMatrix(Dossier dossier, Volume volume) {
        this.dossier = dossier;
        var ids = new LinkedHashSet<String>();
        volume.entries().stream()
                .filter(e -> volume.share(e.touchpoint()) >= NOTABLE)
                .forEach(e -> ids.add(e.touchpoint()));
        dossier.organisation().touchpoints().forEach(t -> ids.add(t.id()));
        this.touchpoints = List.copyOf(ids);
        boolean answers = dossier.has(FactKind.RESPONSES);
        boolean contacts = dossier.has(FactKind.INTERACTIONS);
        boolean readings = dossier.has(FactKind.READINGS);
        if (!answers) {
            unknowable.add(Tier.PERCEPTION);
            unknowable.add(Tier.OUTCOME);
        }
        boolean timed = !dossier.measures().in(FactKind.READINGS, Kind.DELIVERY).isEmpty();
        if (!contacts && !timed) {
            unknowable.add(Tier.DELIVERY);
        }
        if (!readings) {
            unknowable.add(Tier.INFRASTRUCTURE);
        }
        var last = dossier.during(dossier.period().last(LIVE_DAYS));
        var recent = new TreeMap<LocalDate, Map<String, Set<Tier>>>();
        for (FactKind kind : List.of(FactKind.INTERACTIONS, FactKind.RESPONSES, FactKind.READINGS)) {
            fill(kind, last, recent);
            fill(kind, dossier, weeks);
        }
        this.live = new HashMap<>();
        recent.values()
                .forEach(week -> week.forEach(
                        (touchpoint, tiers) -> live.computeIfAbsent(touchpoint, t -> EnumSet.noneOf(Tier.class))
                                .addAll(tiers)));
    }

    private static void fill(FactKind kind, Dossier from, Map<LocalDate, Map<String, Set<Tier>>> weeks) {
        if (!from.has(kind, "touchpoint")) {
            return;
        }
        var query = CubeQuery.of(kind).by(new Key.Week()).by("touchpoint");
        Map<Integer, Tier> tiers = new HashMap<>();
        if (kind == FactKind.READINGS) {
            query = query.by("measure");
        } else {
            for (Entry entry : from.measures().list()) {
                Optional<Tier> tier = Tier.of(entry.kind());
                boolean there = from.table(kind)
                        .flatMap(t -> t.find(entry.id()))
                        .filter(c -> c.type() == ColumnType.NUMBER || c.type() == ColumnType.FLAG)
                        .isPresent();
                boolean own = entry.seenIn().contains(kind) || entry.id().equals("resolved");
                if (tier.isPresent() && there && own) {
                    tiers.put(query.measures().size(), tier.get());
                    query = query.sum(entry.id());
                }
            }
            for (String state : states(from, kind)) {
                tiers.put(query.measures().size(), Tier.INFRASTRUCTURE);
                query = query.sum(state);
            }
        }
        for (Cell cell : from.scan(query)) {
            @Nullable String touchpoint = cell.text(1);
            if (touchpoint == null) {
                continue;
            }
            Set<Tier> filled = weeks.computeIfAbsent(cell.day(0), w -> new HashMap<>())
                    .computeIfAbsent(touchpoint, t -> EnumSet.noneOf(Tier.class));
            if (kind == FactKind.READINGS) {
                @Nullable String measure = cell.text(2);
                Optional.ofNullable(measure)
                        .flatMap(from.measures()::find)
                        .flatMap(e -> Tier.of(e.kind()))
                        .ifPresent(filled::add);
            }
            tiers.forEach((position, tier) -> {
                if (cell.sum(position).count() > 0) {
                    filled.add(tier);
                }
            });
        }
    }

    /// Columns that say how the infrastructure was at the time of the row.
    private static List<String> states(Dossier from, FactKind kind) {
        return from.table(kind).stream()
                .flatMap(t -> t.columns().stream())
                .map(c -> c.name())
                .filter(c -> c.equals("degraded") || c.startsWith("state_"))
                .toList();
    }

    /// Number of touchpoints, the rows of the matrix.
    int rows() {
        return touchpoints.size();
    }

    /// Number of cells.
    int cells() {
        return touchpoints.size() * Tier.values().length;
    }

    /// Tiers of which the workspace has no table.
    Set<Tier> unknowable() {
        return unknowable;
    }

    /// Cells with live data.
    int filled() {
        return filled(live);
    }

    private int filled(Map<String, Set<Tier>> by) {
        return touchpoints.stream()
                .mapToInt(t -> by.getOrDefault(t, Set.of()).size())
                .sum();
    }

    /// Empty cells of tiers that could have been filled, or could not.
    int open() {
        return (int) touchpoints.stream()
                .mapToLong(t -> unknowable.stream()
                        .filter(tier -> !live.getOrDefault(t, Set.of()).contains(tier))
                        .count())
                .sum();
    }

    /// Share of touchpoints with live data of each tier.
    Map<Tier, Double> byTier() {
        Map<Tier, Double> shares = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            long with = touchpoints.stream()
                    .filter(t -> live.getOrDefault(t, Set.of()).contains(tier))
                    .count();
            shares.put(tier, touchpoints.isEmpty() ? 0 : (double) with / touchpoints.size());
        }
        return shares;
    }

    /// An empty cell.
    record Gap(String touchpoint, Tier tier) {}

    /// The empty cell at the touchpoint with the most contacts.
    Optional<Gap> worst(Volume volume) {
        return touchpoints.stream()
                .sorted(Comparator.comparingLong((String t) -> -volume.contacts(t)))
                .flatMap(t -> List.of(Tier.PERCEPTION, Tier.OUTCOME, Tier.DELIVERY, Tier.INFRASTRUCTURE).stream()
                        .filter(tier -> !unknowable.contains(tier))
                        .filter(tier -> !live.getOrDefault(t, Set.of()).contains(tier))
                        .map(tier -> new Gap(t, tier)))
                .findFirst();
    }

    /// Filled share of the matrix, week by week.
    Optional<Trend> trend() {
        if (weeks.isEmpty() || touchpoints.isEmpty()) {
            return Optional.empty();
        }
        var points = new ArrayList<Trend.Point>();
        weeks.forEach((week, by) -> points.add(new Trend.Point(week, (double) filled(by) / cells())));
        return Optional.of(new Trend(say("share of touchpoints and tiers with data"), false, points));
    }

    /// Name of the touchpoint.
    String title(String touchpoint) {
        return dossier.registry().touchpoint(touchpoint).map(Touchpoint::title).orElse(touchpoint);
    }
}
