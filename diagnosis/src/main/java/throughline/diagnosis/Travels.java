package throughline.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Travel.Detour;
import throughline.diagnosis.Travel.Known;
import throughline.diagnosis.Travel.Way;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.Proportion;
import throughline.statistics.journey.Fitness;
import throughline.statistics.journey.Variants;
import throughline.statistics.journey.Variants.Variant;

/// Lays the ways that cases took ([DesignedWays]) on the steps of their journeys. Where no event log tells the order,
/// the touchpoints of cases of contacts stand for it.
final class Travels {

    private static final String AND = " + ";

    private final Dossier dossier;
    private final Known known;
    private final Map<List<String>, Variants> byDesign;

    private Travels(Dossier dossier, Known known, Map<List<String>, Variants> byDesign) {
        this.dossier = dossier;
        this.known = known;
        this.byDesign = byDesign;
    }

    /// The ways of a dossier; empty where neither events nor contacts name case and touchpoint.
    static Optional<Travels> of(Dossier dossier) {
        Optional<DesignedWays> ways = DesignedWays.of(dossier).filter(w -> w.on().cases() > 0);
        if (ways.isPresent()) {
            return Optional.of(new Travels(dossier, Known.ORDER, ways.get().byDesign()));
        }
        return dossier.has(FactKind.CASES, "touchpoints")
                ? Optional.of(new Travels(dossier, Known.PLACES, ofContacts(dossier)))
                : Optional.empty();
    }

    /// What is known of the cases.
    Known known() {
        return known;
    }

    /// Cases by the journey whose steps they share most of, of those that went to two of its steps.
    private static Map<List<String>, Variants> ofContacts(Dossier dossier) {
        List<List<String>> designs = dossier.organisation().journeys().stream()
                .map(Journey::steps)
                .distinct()
                .toList();
        Map<List<String>, List<Variant>> ways = new LinkedHashMap<>();
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.CASES)
                .by("touchpoints")
                .where(new Filter.Range("contacts", 2, Double.POSITIVE_INFINITY)))) {
            @Nullable String text = cell.text(0);
            if (text != null) {
                List<String> visited = List.of(text.split("\\Q" + AND + "\\E"));
                Set<String> places = new HashSet<>(visited);
                designs.stream()
                        .filter(d -> DesignedWays.twoOf(places, d))
                        .max(Comparator.comparingDouble(d -> alike(places, new HashSet<>(d))))
                        .ifPresent(d ->
                                ways.computeIfAbsent(d, x -> new ArrayList<>()).add(new Variant(visited, cell.rows())));
            }
        }
        Map<List<String>, Variants> by = new LinkedHashMap<>();
        ways.forEach((design, taken) -> by.put(design, Variants.of(taken)));
        return by;
    }

    /// Twice what both have over all they have.
    private static double alike(Set<String> one, Set<String> other) {
        return 2.0 * one.stream().filter(other::contains).count() / (one.size() + other.size());
    }

    /// How the cases of a journey went; of no cases where nobody took it.
    Travel of(Journey journey) {
        List<String> design = journey.steps();
        Variants variants = byDesign.getOrDefault(design, Variants.of(List.of()));
        List<Way> ways = variants.variants().stream()
                .map(v -> new Way(
                        v.activities().stream().map(this::title).toList(),
                        v.cases(),
                        known == Known.ORDER
                                ? v.activities().equals(design)
                                : Set.copyOf(v.activities()).equals(Set.copyOf(design))))
                .toList();
        long exact = ways.stream().filter(Way::designed).mapToLong(Way::cases).sum();
        if (known == Known.PLACES || variants.cases() < DesignedFlow.ENOUGH) {
            return new Travel(known, variants.cases(), exact, Optional.empty(), List.of(), ways);
        }
        Fitness fitness = Fitness.of(variants, List.of(design), 0.95, DesignedFlow.SEED);
        return new Travel(
                known, variants.cases(), exact, Optional.of(fitness.moves()), detours(variants, design), ways);
    }

    /// Where a move begins and ends, and whether it went over other touchpoints.
    private record Move(int from, int to, boolean around) {}

    private List<Detour> detours(Variants variants, List<String> design) {
        Map<Move, Long> cases = new HashMap<>();
        Map<Move, Map<String, Long>> via = new HashMap<>();
        for (Variant variant : variants.variants()) {
            var made = new HashMap<Move, Set<String>>();
            walk(variant.activities(), design, made);
            made.forEach((move, between) -> {
                cases.merge(move, variant.cases(), Long::sum);
                between.forEach(
                        t -> via.computeIfAbsent(move, m -> new TreeMap<>()).merge(t, variant.cases(), Long::sum));
            });
        }
        return cases.entrySet().stream()
                .sorted(Map.Entry.<Move, Long>comparingByValue()
                        .reversed()
                        .thenComparingInt(e -> e.getKey().from())
                        .thenComparingInt(e -> e.getKey().to())
                        .thenComparing(e -> e.getKey().around()))
                .map(e -> new Detour(
                        e.getKey().from(),
                        e.getKey().to(),
                        e.getValue(),
                        Proportion.wilson((double) e.getValue(), (double) variants.cases(), 0.95),
                        most(via.getOrDefault(e.getKey(), Map.of()))))
                .toList();
    }

    private List<String> most(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(e -> title(e.getKey()))
                .toList();
    }

    /// Goes along a case and notes each move that the design has not, with the touchpoints between.
    private static void walk(List<String> way, List<String> design, Map<Move, Set<String>> made) {
        int at = Travel.OUTSIDE;
        var between = new ArrayList<String>();
        for (String touchpoint : way) {
            int next = step(touchpoint, at, design);
            if (next < 0) {
                between.add(touchpoint);
                continue;
            }
            if (!between.isEmpty() || next != at + 1) {
                note(made, at, next, between);
            }
            at = next;
            between.clear();
        }
        if (!between.isEmpty() || at != design.size() - 1) {
            note(made, at, Travel.OUTSIDE, between);
        }
    }

    private static void note(Map<Move, Set<String>> made, int from, int to, List<String> between) {
        made.computeIfAbsent(new Move(from, to, !between.isEmpty()), m -> new HashSet<>())
                .addAll(between);
    }

    /// The step a touchpoint is, seen from another step: the next one ahead, else the last one behind; -1 where it is
    /// none.
    private static int step(String touchpoint, int from, List<String> design) {
        for (int i = from + 1; i < design.size(); i++) {
            if (design.get(i).equals(touchpoint)) {
                return i;
            }
        }
        for (int i = Math.min(from, design.size() - 1); i >= 0; i--) {
            if (design.get(i).equals(touchpoint)) {
                return i;
            }
        }
        return -1;
    }

    private String title(String touchpoint) {
        return dossier.registry().touchpoint(touchpoint).map(Touchpoint::title).orElse(touchpoint);
    }
}
