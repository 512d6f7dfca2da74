package throughline.diagnosis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.journey.Fitness;
import throughline.statistics.journey.Variants;
import throughline.statistics.journey.Variants.Variant;

/// The journeys as they were designed, held against the ways that cases took in the event log.
///
/// A case counts if it went to at least two steps of one journey; it is held against the journey it keeps
/// to best.
final class DesignedFlow {

    /// Cases that went to two steps of a journey (ours).
    static final long ENOUGH = 30;

    private static final long SEED = 3;

    private DesignedFlow() {}

    /// How far cases kept to the design; nothing without journeys of two steps, or without enough cases on
    /// them.
    static Optional<Indicator> of(Dossier dossier) {
        List<List<String>> designs = dossier.organisation().journeys().stream()
                .map(Journey::steps)
                .filter(steps -> new HashSet<>(steps).size() >= 2)
                .distinct()
                .toList();
        if (designs.isEmpty() || !dossier.has(FactKind.TRACES, "path")) {
            return Optional.empty();
        }
        var known = new Filter.Known("path");
        var query = CubeQuery.of(FactKind.TRACES).by("path").where(known);
        var on = new ArrayList<Variant>();
        long between = 0;
        for (Cell cell : dossier.scan(query)) {
            @Nullable String path = cell.text(0);
            if (path != null) {
                List<String> steps = List.of(path.split(FactKind.STEP_BREAK, -1));
                Set<String> visited = new HashSet<>(steps);
                between += visited.size() > 1 ? cell.rows() : 0;
                if (designs.stream().anyMatch(d -> twoOf(visited, d))) {
                    on.add(new Variant(steps, cell.rows()));
                }
            }
        }
        Variants variants = Variants.of(on);
        if (variants.cases() < ENOUGH) {
            return Optional.empty();
        }
        Fitness fitness = Fitness.of(variants, designs, 0.95, SEED);
        List<Figure.Bars.Bar> bars = fitness.departures().stream()
                .limit(8)
                .map(d -> new Figure.Bars.Bar(move(dossier, d), d.count(), true))
                .toList();
        Card card = Card.of(Cause.NO_SERVICE_DESIGN, "flow-fitness", "The journey as designed", dossier)
                .record()
                .files(FactKind.EVENTS)
                .rule("shown beside the verdict, not counted")
                .rests(variants.cases(), "cases on a journey")
                .method("moves of the nearest designed path, cases drawn again, 95 %")
                .query(query)
                .rows(new RowQuery(
                        FactKind.TRACES, List.of("case_id", "began_at", "unit", "events", "path"), List.of(known)));
        if (!bars.isEmpty()) {
            card.figure(new Figure.Bars("Moves that no journey has, by how often they were made", "", bars, null));
        }
        return Optional.of(card.says(
                "[[%s of moves]] follow a designed journey (likely %s); %s cases took one step by step."
                        .formatted(
                                Wording.percent(fitness.moves().value()),
                                Wording.percents(fitness.moves().interval()),
                                Wording.of(fitness.exact(), Math.max(between, variants.cases()))),
                new Statistic(
                        "share of moves as designed",
                        fitness.moves().value(),
                        fitness.moves().interval(),
                        fitness.moves().standardError(),
                        variants.cases()),
                Scale.INFORMING));
    }

    private static boolean twoOf(Set<String> visited, List<String> design) {
        return design.stream().distinct().filter(visited::contains).count() >= 2;
    }

    private static String move(Dossier dossier, Fitness.Departure departure) {
        String from = title(dossier, departure.from());
        String to = title(dossier, departure.to());
        return departure.from().equals(Fitness.OUTSIDE)
                ? "begins at " + to
                : departure.to().equals(Fitness.OUTSIDE) ? "ends at " + from : from + " → " + to;
    }

    private static String title(Dossier dossier, String touchpoint) {
        return dossier.registry().touchpoint(touchpoint).map(Touchpoint::title).orElse(touchpoint);
    }
}
