package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.LogHistogram;

/// How long cases wait where they pass from one system to another, from the event log.
///
/// The system of an event is its column `system`, else its touchpoint, else its unit. A hand-over is an
/// event whose system is another than that of the event before in the same case; the wait is the time
/// between the two. Hand-overs are ranked by how much longer they take than steps inside one system
/// (difference of medians) times their number.
final class HandOverWaits {

    /// Hand-overs from which on a 90th percentile has an interval with two ends.
    static final long ENOUGH = 40;

    /// Hand-overs of one pair from which on it is ranked (ours).
    private static final long RANKED = 10;

    private static final int INSTANT = LogHistogram.bin(1e-6);

    private HandOverWaits() {}

    /// A pair of systems with the waits between them.
    private record Pair(String from, String to, LogHistogram waits) {

        double lostHours(double inside) {
            return Math.max(0, waits.quantile(0.5) - inside) * waits.count() / 3600;
        }
    }

    /// The waits at hand-overs; nothing where the events do not tell one system from another.
    static Optional<Indicator> of(Dossier dossier) {
        for (String system : List.of("system", "touchpoint", "unit")) {
            if (dossier.has(FactKind.EVENTS, "since_s", "from_" + system, system)) {
                Optional<Indicator> found = between(dossier, system);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Indicator> between(Dossier dossier, String system) {
        String from = "from_" + system;
        var query = CubeQuery.of(FactKind.EVENTS)
                .by(from, system)
                .by(new Key.LogBin("since_s"))
                .where(new Known("since_s"), new Known(from), new Known(system));
        Map<List<String>, Map<Integer, Long>> pairs =
                new TreeMap<>(Comparator.comparing((List<String> p) -> p.get(0)).thenComparing(p -> p.get(1)));
        for (Cell cell : dossier.scan(query)) {
            @Nullable String before = cell.text(0);
            @Nullable String after = cell.text(1);
            if (before != null && after != null) {
                // A wait of 0 has no logarithm and no bin; it counts as the shortest there is.
                int bin = Double.isNaN(cell.number(2)) ? INSTANT : (int) cell.number(2);
                pairs.computeIfAbsent(List.of(before, after), p -> new TreeMap<>())
                        .merge(bin, cell.rows(), Long::sum);
            }
        }
        LogHistogram inside = LogHistogram.of(Map.of());
        LogHistogram passing = LogHistogram.of(Map.of());
        var ranked = new ArrayList<Pair>();
        for (Map.Entry<List<String>, Map<Integer, Long>> pair : pairs.entrySet()) {
            var waits = LogHistogram.of(pair.getValue());
            if (pair.getKey().get(0).equals(pair.getKey().get(1))) {
                inside = inside.plus(waits);
            } else {
                passing = passing.plus(waits);
                ranked.add(new Pair(pair.getKey().get(0), pair.getKey().get(1), waits));
            }
        }
        if (passing.count() < ENOUGH || passing.count() > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        double within = inside.count() < ENOUGH ? 0 : inside.quantile(0.5);
        return Optional.of(indicator(dossier, system, query, passing, within, ranked));
    }

    private static Indicator indicator(
            Dossier dossier, String system, CubeQuery query, LogHistogram passing, double inside, List<Pair> pairs) {
        Estimate median = passing.quantile(0.5, 0.95);
        Estimate slowest = passing.quantile(0.9, 0.95);
        List<Figure.Bars.Bar> bars = pairs.stream()
                .filter(p -> p.waits().count() >= RANKED)
                .sorted(Comparator.comparingDouble((Pair p) -> -p.lostHours(inside)))
                .limit(8)
                .map(p -> new Figure.Bars.Bar(
                        "%s → %s (%s)"
                                .formatted(
                                        title(dossier, system, p.from()),
                                        title(dossier, system, p.to()),
                                        Wording.count(p.waits().count())),
                        p.lostHours(inside),
                        p.lostHours(inside) > 0))
                .toList();
        Card card = Card.of(Cause.TECHNOLOGY_APART, "hand-over-waits", say("What a hand-over takes"), dossier)
                .files(FactKind.EVENTS)
                .rule(key("shown beside the verdict, not counted"))
                .rests(passing.count(), say("hand-overs"))
                .method(say("order-statistic interval of waits in eighths of an octave, 95 %"))
                .query(query)
                .rows(new RowQuery(
                        FactKind.EVENTS,
                        List.of("case_id", "activity", "at", "from_" + system, system, "since_s"),
                        query.filters()));
        if (!bars.isEmpty()) {
            card.figure(new Figure.Bars(hoursLost(system), "h", bars, null));
        }
        return card.says(
                say(
                        half(system),
                        Wording.count(passing.count(), "hand-over", "hand-overs"),
                        time(median.value()),
                        time(median.low()),
                        time(median.high()),
                        time(slowest.value()),
                        time(slowest.low()),
                        time(slowest.high())),
                new Statistic(
                        say("median wait at hand-overs, minutes"),
                        median.value() / 60,
                        new Interval(median.low() / 60, median.high() / 60),
                        median.standardError() / 60,
                        passing.count()),
                Scale.INFORMING);
    }

    private static String title(Dossier dossier, String system, String id) {
        return system.equals("touchpoint")
                ? dossier.registry().touchpoint(id).map(Touchpoint::title).orElse(id)
                : id;
    }

    /// A time in round words, such as `26.4 min`.
    private static String time(double seconds) {
        if (seconds < 1) {
            return "0 s";
        }
        if (seconds < 90) {
            return Wording.count(Math.round(seconds)) + " s";
        }
        if (seconds < 5400) {
            return Wording.plain(seconds / 60) + " min";
        }
        return seconds < 172_800 ? oneDecimal(seconds / 3600) + " h" : say("%s days", oneDecimal(seconds / 86_400));
    }

    private static String oneDecimal(double value) {
        return Wording.decimals(value, 1);
    }

    private static String hoursLost(String system) {
        return switch (system) {
            case "touchpoint" ->
                say("Hours lost in all: median wait less that inside one touchpoint, times the number of hand-overs");
            case "unit" ->
                say("Hours lost in all: median wait less that inside one unit, times the number of hand-overs");
            default ->
                say("Hours lost in all: median wait less that inside one system, times the number of hand-overs");
        };
    }

    private static String half(String system) {
        return switch (system) {
            case "touchpoint" ->
                key(
                        "Half of %s between touchpoints take over [[%s]] (likely %s to %s), one in ten over %s (likely %s to %s).");
            case "unit" ->
                key(
                        "Half of %s between units take over [[%s]] (likely %s to %s), one in ten over %s (likely %s to %s).");
            default ->
                key(
                        "Half of %s between systems take over [[%s]] (likely %s to %s), one in ten over %s (likely %s to %s).");
        };
    }
}
