package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Link;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;
import throughline.statistics.regression.FixedEffectsRegression;

/// Which of the links of cause and effect on record can be held against the data, and what the data say of
/// each.
///
/// A link is estimated as the slope of the effect's weekly mean on the cause's within a unit, in standard
/// deviations, turned so that above zero a better cause goes with a better effect. Readings that know no
/// unit count for all units.
///
/// What moves all units in a week at once is held still wherever the cause differs between units of a week. The error
/// is the larger of two: clustered by unit (from ten units) and clustered by week.
final class LinkEstimates {

    /// Unit-weeks in which both ends are known (ours): fewer say nothing of one link.
    static final int ENOUGH = 30;

    private static final int FEW_UNITS = 10;

    /// A link with what the data say of it.
    private record Tested(Link link, Optional<Estimate> slope) {}

    /// A week of a unit in which both ends are known.
    private record UnitWeek(int unit, int week, double answers, double effect, double cause) {}

    private final Dossier dossier;
    private final List<Tested> links;

    private LinkEstimates(Dossier dossier, List<Tested> links) {
        this.dossier = dossier;
        this.links = links;
    }

    /// Estimates every link on record.
    static LinkEstimates of(Dossier dossier) {
        List<Link> declared = dossier.organisation().links();
        var ends = new TreeSet<String>();
        declared.forEach(l -> ends.addAll(List.of(l.cause(), l.effect())));
        Map<String, UnitWeeks> byUnit = UnitWeeks.of(dossier, ends);
        Map<String, Map<LocalDate, Double>> everywhere = new HashMap<>();
        for (String end : ends) {
            if (!byUnit.containsKey(end)) {
                readings(dossier, end).ifPresent(weeks -> everywhere.put(end, weeks));
            }
        }
        return new LinkEstimates(
                dossier,
                declared.stream()
                        .map(l -> new Tested(l, slope(l, byUnit, everywhere)))
                        .toList());
    }

    /// Weekly readings of a measure whose table knows no unit, scored like [UnitWeeks].
    private static Optional<Map<LocalDate, Double>> readings(Dossier dossier, String measure) {
        Optional<Entry> entry = dossier.measures().in(FactKind.READINGS).stream()
                .filter(e -> e.id().equals(measure))
                .findFirst();
        if (entry.isEmpty() || !dossier.has(FactKind.READINGS, "measure", "value")) {
            return Optional.empty();
        }
        Map<LocalDate, Summary> weeks = new TreeMap<>();
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.READINGS)
                .by(new Key.Week())
                .sum("value")
                .where(new Filter.In("measure", Set.of(measure))))) {
            if (cell.sum(0).count() > 0) {
                weeks.put(cell.day(0), cell.sum(0));
            }
        }
        Summary all = weeks.values().stream().reduce(Summary.EMPTY, Summary::plus);
        if (all.count() < 2 || !(all.squares() > 0)) {
            return Optional.empty();
        }
        Map<LocalDate, Double> scores = new TreeMap<>();
        weeks.forEach(
                (week, sum) -> scores.put(week, entry.get().sign() * (sum.mean() - all.mean()) / all.deviation()));
        return Optional.of(scores);
    }

    private static Optional<Estimate> slope(
            Link link, Map<String, UnitWeeks> byUnit, Map<String, Map<LocalDate, Double>> everywhere) {
        @Nullable UnitWeeks effect = byUnit.get(link.effect());
        if (effect == null || link.cause().equals(link.effect())) {
            return Optional.empty();
        }
        @Nullable UnitWeeks cause = byUnit.get(link.cause());
        Map<LocalDate, Double> shared = everywhere.getOrDefault(link.cause(), Map.of());
        var rows = new ArrayList<UnitWeek>();
        Map<LocalDate, Integer> weeks = new HashMap<>();
        int group = 0;
        for (Map.Entry<String, Map<LocalDate, UnitWeeks.Point>> unit :
                effect.byUnit().entrySet()) {
            int here = group++;
            Map<LocalDate, UnitWeeks.Point> causes =
                    cause == null ? Map.of() : cause.byUnit().getOrDefault(unit.getKey(), Map.of());
            unit.getValue().forEach((week, point) -> {
                UnitWeeks.@Nullable Point before = causes.get(week);
                @Nullable Double x = before == null ? shared.get(week) : (Double) before.score();
                if (x != null && point.rows() > 0 && Double.isFinite(point.score()) && Double.isFinite(x)) {
                    int when = weeks.computeIfAbsent(week, w -> weeks.size());
                    rows.add(new UnitWeek(here, when, point.rows(), point.score(), x));
                }
            });
        }
        if (rows.size() < ENOUGH) {
            return Optional.empty();
        }
        try {
            Estimate byWeek = slope(rows, UnitWeek::week);
            if (rows.stream().map(UnitWeek::unit).distinct().count() < FEW_UNITS) {
                return Optional.of(byWeek);
            }
            Estimate byPlace = slope(rows, UnitWeek::unit);
            return Optional.of(byWeek.interval().width() > byPlace.interval().width() ? byWeek : byPlace);
        } catch (IllegalArgumentException | ArithmeticException e) {
            // A cause that does not vary within a unit cannot be told from the unit.
            return Optional.empty();
        }
    }

    private static Estimate slope(List<UnitWeek> rows, ToIntFunction<UnitWeek> cluster) {
        Map<Integer, Set<Double>> causes = new HashMap<>();
        rows.forEach(r -> causes.computeIfAbsent(r.week(), w -> new HashSet<>()).add(r.cause()));
        boolean differs = causes.values().stream().anyMatch(x -> x.size() > 1);
        return FixedEffectsRegression.of(
                        rows.stream()
                                .map(r -> new FixedEffectsRegression.Row(
                                        r.answers(),
                                        r.effect(),
                                        new double[] {r.cause()},
                                        differs ? new int[] {r.unit(), r.week()} : new int[] {r.unit()},
                                        cluster.applyAsInt(r)))
                                .toList(),
                        0.95)
                .getFirst();
    }

    /// The first link that is believed only: the data do not know both its ends.
    Optional<String> believed() {
        return links.stream()
                .filter(t -> t.slope().isEmpty())
                .findFirst()
                .map(t -> say(
                        "from %s to %s", title(t.link().cause()), title(t.link().effect())));
    }

    private String title(String id) {
        return dossier.measures().find(id).map(Entry::title).orElse(id);
    }

    /// How many links are estimated, with the estimate of each; nothing where no link is on record.
    Optional<Indicator> indicator() {
        if (links.isEmpty()) {
            return Optional.empty();
        }
        long estimated = links.stream().filter(t -> t.slope().isPresent()).count();
        List<Figure.Estimates.Row> rows = links.stream()
                .flatMap(t -> t.slope().stream()
                        .map(s -> new Figure.Estimates.Row(
                                title(t.link().cause()) + " → " + title(t.link().effect()),
                                s.value(),
                                s.low(),
                                s.high())))
                .limit(12)
                .toList();
        Card card = Card.of(Cause.NO_SERVICE_DESIGN, "links-tested", say("Believed or tested"), dossier)
                .record()
                .files(FactKind.RESPONSES)
                .files(FactKind.READINGS)
                .rule(key("shown beside the verdict, not counted"))
                .rests(links.size(), say("links"))
                .method(
                        say(
                                "full count of links, each a slope of weekly means within units and weeks, clustered by unit and by week, the larger error, 95 %"));
        if (!rows.isEmpty()) {
            card.figure(new Figure.Estimates(
                    say("What a standard deviation of the cause goes with in the effect; above 0 is as believed"),
                    "sd",
                    rows,
                    0.0));
        }
        return Optional.of(card.says(
                estimated == 0
                        ? say(
                                "[[No link]] of the %s on record can be estimated from the data yet.",
                                Wording.count(links.size()))
                        : say(
                                "[[%s links]] on record can be estimated from the data, each with its likely range.",
                                Wording.of(estimated, links.size())),
                Statistic.counted(
                        say("share of links that are estimated"), (double) estimated / links.size(), links.size()),
                Scale.INFORMING));
    }
}
