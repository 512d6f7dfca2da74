package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Filter.Range;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Mean;
import throughline.statistics.Summary;
import throughline.statistics.regression.FixedEffectsRegression;

/// What pace costs: how an answer changes with a minute more on the contact, the same person compared with themselves
/// on contacts of the same reason and place. Shown, not counted: it says what a throughput scorecard buys.
final class PaceAgainstQuality {

    private static final long NEEDED = 200;
    private static final long DRAWN = 20;
    private static final int MINUTES = 20;

    /// A minute more is worse for quality, nothing, or better: the last is what a target on speed costs.
    private static final Scale SCALE = new Scale(-0.2, 0, 0.01, 0.2);

    private PaceAgainstQuality() {}

    /// The card, where answers know the handling time and the person.
    static Optional<Indicator> of(Dossier dossier, HandlingTime time) {
        String contact = "contact_" + time.column();
        if (!dossier.has(FactKind.RESPONSES, contact, "agent")) {
            return Optional.empty();
        }
        double minute = 60 * time.second();
        var minutes = new Range(contact, Double.MIN_VALUE, MINUTES * minute);
        Entry item = null;
        long most = 0;
        for (Entry entry : dossier.measures().in(FactKind.RESPONSES, Kind.PERCEPTION, Kind.FEELING)) {
            if (dossier.has(FactKind.RESPONSES, entry.id())) {
                long rows = dossier.scan(CubeQuery.of(FactKind.RESPONSES)
                                .where(minutes, new Known("agent"), new Known(entry.id())))
                        .rows();
                if (rows > most) {
                    most = rows;
                    item = entry;
                }
            }
        }
        if (item == null || most < NEEDED) {
            return Optional.empty();
        }
        var query = CubeQuery.of(FactKind.RESPONSES)
                .by(new Key.Bin(contact, minute / 2))
                .by("agent")
                .sum(item.id())
                .where(minutes, new Known("agent"), new Known(item.id()));
        for (String column : List.of("intent", "touchpoint")) {
            query = dossier.has(FactKind.RESPONSES, column) ? query.by(column) : query;
        }
        return card(dossier, dossier.scan(query), item, contact, minute);
    }

    private static Optional<Indicator> card(Dossier dossier, Cube cube, Entry item, String contact, double minute) {
        Map<String, Integer> agents = new HashMap<>();
        Map<String, Integer> queues = new HashMap<>();
        var rows = new ArrayList<FixedEffectsRegression.Row>();
        var byMinute = new TreeMap<Integer, Summary>();
        long n = 0;
        for (Cell cell : cube) {
            Summary sum = cell.sum(0);
            double at = cell.number(0) / minute + 0.25;
            var queue = new StringBuilder();
            for (int k = 2; k < cube.keys().size(); k++) {
                queue.append(cell.text(k)).append('\u001f');
            }
            int agent = agents.computeIfAbsent(String.valueOf(cell.text(1)), a -> agents.size());
            int group = queues.computeIfAbsent(queue.toString(), q -> queues.size());
            rows.add(new FixedEffectsRegression.Row(
                    sum.count(), sum.mean(), new double[] {at}, new int[] {agent, group}, agent));
            byMinute.merge((int) Math.floor(at), sum, Summary::plus);
            n += sum.count();
        }
        Estimate slope;
        try {
            slope = FixedEffectsRegression.of(rows, 0.95).getFirst();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
        double better = slope.value() * item.sign();
        Interval gain = item.sign() > 0 ? slope.interval() : new Interval(-slope.high(), -slope.low());
        return Optional.of(new Indicator(
                "pace-against-quality",
                say("What pace costs the customer"),
                say(
                        "A minute more with the same person changes “%s” by [[%s]] (likely %s)%s.",
                        item.title(),
                        Wording.change(better, gain),
                        Wording.changes(gain),
                        item.sign() > 0 ? "" : say(", above 0 being better")),
                new Statistic(say("gain in %s by minute", item.id()), better, gain, slope.standardError(), n),
                SCALE,
                Threshold.ours("measured-on-throughput.pace", say("shown beside the verdict, not counted")),
                new Lineage(
                        n,
                        say("answers with a handling time"),
                        dossier.files(FactKind.RESPONSES),
                        dossier.period(),
                        say("slope within person, reason and touchpoint, clustered by person, 95 %; version 1"),
                        say("responses: mean of %s by %s, agent, intent and touchpoint", item.id(), contact),
                        Optional.of(new RowQuery(
                                FactKind.RESPONSES,
                                List.of("response_id", "unit", "touchpoint", "intent", contact, item.id()),
                                List.of(new Known(contact), new Known(item.id()))))),
                curve(byMinute, item)));
    }

    private static Optional<Figure> curve(Map<Integer, Summary> byMinute, Entry item) {
        List<Figure.Curve.Point> points = byMinute.entrySet().stream()
                .filter(e -> e.getValue().count() >= DRAWN)
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(e -> {
                    Estimate mean = Mean.of(e.getValue(), 0.95);
                    return new Figure.Curve.Point(e.getKey() + 0.5, mean.value(), mean.low(), mean.high());
                })
                .toList();
        return points.size() < 2
                ? Optional.empty()
                : Optional.of(new Figure.Curve(
                        say("Mean of “%s” by minutes on the contact; bars show 95 in 100 intervals", item.title()),
                        say("minutes on the contact"),
                        points,
                        null,
                        null));
    }
}
