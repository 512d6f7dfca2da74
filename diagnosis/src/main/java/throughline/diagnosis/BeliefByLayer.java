package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.statistics.Difference;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;

/// How far management believes the promise more than the front line does: the level of one item by layer.
///
/// Answers say their layer, else the unit they come from does. Sides are made of whole units that may be shown
/// ([StaffGate]), so that nothing is left over that could be found by subtraction.
final class BeliefByLayer {

    /// Units from which the error is that of units, not of answers.
    private static final int FEW_UNITS = 2;

    private BeliefByLayer() {}

    /// Answers by unit.
    ///
    /// @param rest those of which no layer is known
    private record Sides(Map<String, Summary> front, Map<String, Summary> above, Map<String, Summary> rest) {
        Map<String, Summary> of(Optional<Layer> layer) {
            return layer.map(l -> l == Layer.FRONTLINE ? front : above).orElse(rest);
        }
    }

    /// The difference on the item, where both sides have enough answers.
    static Optional<Indicator> of(Dossier dossier, String item) {
        if (!StaffItem.adds(dossier, item)) {
            return Optional.empty();
        }
        Sides sides = answers(dossier, item);
        Optional<Level> front = level(sides.front());
        Optional<Level> above = level(sides.above());
        if (front.isEmpty() || above.isEmpty()) {
            return Optional.empty();
        }
        Estimate gap = Difference.ofMeans(
                above.get().mean(),
                above.get().degrees(),
                front.get().mean(),
                front.get().degrees(),
                0.95);
        return Optional.of(card(dossier, item, above.get(), front.get(), gap));
    }

    /// Answers of whole units, each on the side that most of its answers name: a few managers among the
    /// front line of a unit are not told apart from it.
    private static Sides answers(Dossier dossier, String item) {
        var sides = new Sides(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        if (!dossier.has(FactKind.PULSE, "unit")) {
            return sides;
        }
        boolean layers = dossier.has(FactKind.PULSE, "layer");
        var query = CubeQuery.of(FactKind.PULSE).sum(item).by("unit");
        Map<String, Map<Optional<Layer>, Summary>> units = new TreeMap<>();
        for (Cell cell : dossier.apart().scan(layers ? query.by("layer") : query)) {
            String unit = Objects.requireNonNullElse(cell.text(0), "");
            Optional<Layer> said = layers ? Layer.find(Objects.requireNonNullElse(cell.text(1), "")) : Optional.empty();
            Summary answers = StaffItem.onFive(dossier, item, cell.sum(0));
            // A unit that left the item empty is no cluster.
            if (answers.count() > 0) {
                units.computeIfAbsent(unit, u -> new LinkedHashMap<>())
                        .merge(said.or(() -> dossier.registry().layer(unit)), answers, Summary::plus);
            }
        }
        units.forEach((unit, said) -> {
            Optional<Layer> most = said.entrySet().stream()
                    .max(Comparator.comparingLong(e -> e.getValue().count()))
                    .flatMap(Map.Entry::getKey);
            sides.of(most).merge(unit, all(said), Summary::plus);
        });
        return sides;
    }

    /// What one side answered.
    ///
    /// @param degrees degrees of freedom of the error of the mean
    /// @param clustered whether the error is clustered by unit
    private record Level(Estimate mean, double degrees, long answers, boolean clustered) {}

    private static Optional<Level> level(Map<String, Summary> units) {
        Summary all = all(units);
        if (all.count() < StaffGate.FEWEST) {
            return Optional.empty();
        }
        boolean clustered = units.size() >= FEW_UNITS;
        return Optional.of(new Level(
                StaffAnswers.mean(units.values()),
                (clustered ? units.size() : all.count()) - 1.0,
                all.count(),
                clustered));
    }

    private static Summary all(Map<?, Summary> units) {
        return units.values().stream().reduce(Summary.EMPTY, Summary::plus);
    }

    private static Indicator card(Dossier dossier, String item, Level above, Level front, Estimate gap) {
        var rows = new ArrayList<Figure.Estimates.Row>();
        rows.add(row(say("Management"), above.mean()));
        rows.add(row(say("Front line"), front.mean()));
        return Card.of(Cause.SAY_DO_GAP, "belief-by-layer", say("Who believes the promise"), dossier)
                .rests(above.answers() + front.answers(), say("answers of staff"))
                .files(FactKind.PULSE)
                .method(say(
                        "difference of two means, %s, %s, Welch, 95 %%",
                        errors(say("management"), above), errors(say("front line"), front)))
                .rows(new RowQuery(FactKind.PULSE, List.of(item), List.of(new Known(item))))
                .figure(new Figure.Estimates(say("Mean of %s by layer, 1 to 5", item), "", rows, null))
                .informs(
                        say(
                                gap.value() >= 0
                                        ? "Management believes the promise [[%s points more]] than the front line (likely %s; %s and %s)."
                                        : "Management believes the promise [[%s points less]] than the front line (likely %s; %s and %s).",
                                Wording.number(Math.abs(gap.value())),
                                Wording.range(Wording.inSense(gap.value(), gap.interval())),
                                Wording.count(above.answers()),
                                Wording.count(front.answers(), "answer", "answers")),
                        new Statistic(
                                say("management's belief less that of the front line"),
                                gap.value(),
                                gap.interval(),
                                gap.standardError(),
                                above.answers() + front.answers()));
    }

    private static String errors(String side, Level level) {
        return level.clustered()
                ? say("errors of %s clustered by unit", side)
                : say("%s in one unit, its answers taken as independent", side);
    }

    private static Figure.Estimates.Row row(String label, Estimate mean) {
        return new Figure.Estimates.Row(label, mean.value(), mean.low(), mean.high());
    }
}
