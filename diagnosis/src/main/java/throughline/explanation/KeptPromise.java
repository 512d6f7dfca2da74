package throughline.explanation;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import throughline.diagnosis.Dossier;
import throughline.explanation.LineOfSight.Reach;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Organisation.Touchpoint;

/// How many answers of customers meet the promise.
///
/// The promise names feelings; an answer meets it when the mean of its `feel_<id>` items reaches 80 % of the scale's
/// top (4 of 5), or the standard of its touchpoint where there is one. Where no feeling is asked, each answered item
/// for which the touchpoint has a standard counts, and meets it at or beyond that standard. Where neither is asked,
/// it is not known.
final class KeptPromise {

    /// Share of the scale's top from which a feeling counts as felt (ours: 4 of 5, the "top two boxes").
    private static final double FELT = 0.8;

    /// Feelings looked at, at most: cells are made for every combination of answers.
    private static final int FEELINGS = 4;

    private KeptPromise() {}

    /// The share of answers that meet the promise, in words.
    static Reach reach(Dossier dossier) {
        List<Entry> feelings = feelings(dossier);
        var counts = feelings.isEmpty() ? againstStandards(dossier) : felt(dossier, feelings);
        if (counts.answers == 0) {
            return Reach.unknown(say("no answers about the promise"));
        }
        return Reach.of(counts.met, counts.answers, feelings.isEmpty() ? say("meet the standard") : say("felt it"));
    }

    private static final class Counts {
        private long met;
        private long answers;

        void add(long rows, double margin) {
            answers += rows;
            // Means of short decimals miss their limit by rounding alone.
            met += margin >= -1e-9 ? rows : 0;
        }
    }

    /// The items of the promised feelings that are asked and whose scale has a top.
    private static List<Entry> feelings(Dossier dossier) {
        var items = new ArrayList<Entry>();
        dossier.organisation().promise().stream()
                .flatMap(p -> p.feelings().stream())
                .forEach(feeling -> {
                    for (String item : Promise.items(feeling)) {
                        Optional<Entry> entry = dossier.measures().find(item);
                        if (entry.isPresent()
                                && entry.get().high() != null
                                && dossier.has(FactKind.RESPONSES, item)
                                && items.size() < FEELINGS) {
                            items.add(entry.get());
                            break;
                        }
                    }
                });
        return items;
    }

    private static Counts felt(Dossier dossier, List<Entry> items) {
        boolean placed = dossier.has(FactKind.RESPONSES, "touchpoint");
        var query = CubeQuery.of(FactKind.RESPONSES)
                .by(items.stream().map(i -> new Key.Value(i.id())).toArray(Key[]::new));
        var counts = new Counts();
        for (Cell cell : dossier.scan(placed ? query.by("touchpoint") : query)) {
            Optional<Touchpoint> touchpoint = placed
                    ? Optional.ofNullable(cell.text(items.size())).flatMap(dossier.registry()::touchpoint)
                    : Optional.empty();
            double margin = 0;
            int known = 0;
            for (int i = 0; i < items.size(); i++) {
                double value = cell.number(i);
                if (!Double.isNaN(value)) {
                    margin += margin(items.get(i), value, touchpoint);
                    known++;
                }
            }
            if (known > 0) {
                counts.add(cell.rows(), margin);
            }
        }
        return counts;
    }

    /// How far an answer lies beyond its limit, in parts of the scale's top.
    private static double margin(Entry item, double value, Optional<Touchpoint> touchpoint) {
        double top = top(item);
        double limit = touchpoint
                .map(t -> standard(t, item.id()))
                .orElse(OptionalDouble.empty())
                .orElse(low(item) < 0 ? low(item) + FELT * (top - low(item)) : FELT * top);
        return item.sign() * (value - limit) / (top - low(item));
    }

    private static double top(Entry item) {
        Double high = item.high();
        return high == null ? 1 : high;
    }

    private static double low(Entry item) {
        Double low = item.low();
        return low == null ? 0 : low;
    }

    private static OptionalDouble standard(Touchpoint touchpoint, String measure) {
        return touchpoint.standards().stream()
                .filter(s -> s.measure().equals(measure) && s.hasTarget())
                .mapToDouble(KeptPromise::limit)
                .findFirst();
    }

    private static double limit(Standard standard) {
        Double atLeast = standard.atLeast();
        Double atMost = standard.atMost();
        return atLeast != null ? atLeast : atMost != null ? atMost : 0;
    }

    private static Counts againstStandards(Dossier dossier) {
        Map<String, Map<String, Standard>> byMeasure = new LinkedHashMap<>();
        for (Touchpoint touchpoint : dossier.organisation().touchpoints()) {
            for (Standard standard : touchpoint.standards()) {
                if (standard.hasTarget() && dossier.has(FactKind.RESPONSES, standard.measure(), "touchpoint")) {
                    byMeasure
                            .computeIfAbsent(standard.measure(), m -> new LinkedHashMap<>())
                            .putIfAbsent(touchpoint.id(), standard);
                }
            }
        }
        var counts = new Counts();
        byMeasure.forEach((measure, standards) -> {
            if (dossier.measures().find(measure).isEmpty()) {
                return;
            }
            var query = CubeQuery.of(FactKind.RESPONSES).by(new Key.By("touchpoint"), new Key.Value(measure));
            for (Cell cell : dossier.scan(query)) {
                Standard standard = standards.get(cell.text(0));
                if (standard != null && !Double.isNaN(cell.number(1))) {
                    double beyond = cell.number(1) - limit(standard);
                    counts.add(cell.rows(), standard.atLeast() != null ? beyond : -beyond);
                }
            }
        });
        return counts;
    }
}
