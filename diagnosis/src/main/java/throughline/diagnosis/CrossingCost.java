package throughline.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Summary;

/// How much worse a crossing is at each place and for each reason, to put hand-overs in an order; no
/// verdict rests on it.
///
/// The gap of a place is the mean difference, over all items in standard deviations, between answers after
/// a crossing and without one. It is pulled towards the gap of all places as if [#PULL] answers of it had
/// been added.
final class CrossingCost {

    /// Answers of the whole that a place's own gap is weighed against (ours).
    private static final double PULL = 30;

    private final Map<String, double[]> places = new TreeMap<>();
    private double overall = 1;

    private CrossingCost() {}

    /// The cost of crossings; the same everywhere where no answers know of crossings.
    static CrossingCost of(Dossier dossier) {
        var cost = new CrossingCost();
        List<Entry> items =
                dossier.measures().in(FactKind.RESPONSES, Kind.PERCEPTION, Kind.FEELING, Kind.OUTCOME).stream()
                        .filter(e -> dossier.has(FactKind.RESPONSES, e.id()))
                        .toList();
        if (!items.isEmpty() && dossier.has(FactKind.RESPONSES, "case_crossed", "touchpoint")) {
            boolean reasons = dossier.has(FactKind.RESPONSES, "intent");
            var query = CubeQuery.of(FactKind.RESPONSES)
                    .by("case_crossed", "touchpoint")
                    .sum(items.stream().map(Entry::id).toArray(String[]::new))
                    .where(new Filter.Known("case_crossed"));
            cost.add(dossier.scan(reasons ? query.by("intent") : query), items, reasons);
        }
        return cost;
    }

    private void add(Cube cube, List<Entry> items, boolean reasons) {
        Map<String, List<Cell>> byPlace = new TreeMap<>();
        for (Cell cell : cube) {
            byPlace.computeIfAbsent(key(cell.text(1), reasons ? cell.text(2) : null), k -> new ArrayList<>())
                    .add(cell);
        }
        double worse = 0;
        double answers = 0;
        for (int i = 0; i < items.size(); i++) {
            Summary all = Summary.EMPTY;
            for (Cell cell : cube) {
                all = all.plus(cell.sum(i));
            }
            if (all.count() < 2 || !(all.squares() > 0)) {
                continue;
            }
            for (Map.Entry<String, List<Cell>> place : byPlace.entrySet()) {
                Summary[] arms = {Summary.EMPTY, Summary.EMPTY};
                for (Cell cell : place.getValue()) {
                    int arm = "true".equals(cell.text(0)) ? 1 : 0;
                    arms[arm] = arms[arm].plus(cell.sum(i));
                }
                if (arms[0].count() > 0 && arms[1].count() > 0) {
                    double weight = 2.0 / (1.0 / arms[0].count() + 1.0 / arms[1].count());
                    double gap = items.get(i).sign() * (arms[0].mean() - arms[1].mean()) / all.deviation();
                    double[] sum = places.computeIfAbsent(place.getKey(), k -> new double[2]);
                    sum[0] += weight * gap;
                    sum[1] += weight;
                    worse += weight * gap;
                    answers += weight;
                }
            }
        }
        overall = answers > 0 ? worse / answers : 1;
    }

    private static String key(@Nullable String touchpoint, @Nullable String reason) {
        return touchpoint + "\u001f" + reason;
    }

    /// The cost of a crossing of cases that begin there, at least 0.
    double at(@Nullable String touchpoint, @Nullable String reason) {
        double[] own = places.getOrDefault(key(touchpoint, reason), new double[2]);
        return Math.max(0, (own[0] + PULL * overall) / (own[1] + PULL));
    }
}
