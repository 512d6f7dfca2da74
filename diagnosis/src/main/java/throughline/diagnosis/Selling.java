package throughline.diagnosis;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Mean;
import throughline.statistics.Proportion;
import throughline.statistics.Summary;

/// Contacts and offers by whether the unit was below par in that month.
///
/// What share of its contacts a unit below par spends on selling is a matter of this organisation's own contacts: the
/// weeks of a unit carry the error. Whether such units sell more than others is a comparison of units, which differ for
/// many reasons: there the units carry it.
///
/// @param below offers a contact in units below par, by unit and week
/// @param pushed whether contacts of units below par fell under a push, by unit and week
/// @param known whether contacts were in units of which it is known how they stand, by week
record Selling(
        Map<String, Summary> belowByUnit,
        Map<String, Summary> otherByUnit,
        Map<String, Summary> below,
        Map<String, Summary> pushed,
        Map<LocalDate, Summary> weekly,
        SortedMap<LocalDate, Summary> known,
        boolean linked) {

    /// An offers table that names the contact of fewer of its offers than this says nothing of contacts (ours).
    private static final double LINKED = 0.5;

    /// Standard errors on each side of an interval of 95 %.
    private static final double NORMAL = 1.959964;

    /// Stands between a unit and its week.
    private static final char SEPARATOR = '\u001f';

    static Selling of(Dossier dossier, Basics basics) {
        var selling = new Selling(
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                linked(dossier));
        if (!dossier.has(FactKind.INTERACTIONS, "unit")) {
            return selling;
        }
        boolean offers = dossier.has(FactKind.INTERACTIONS, "offered");
        var query = CubeQuery.of(FactKind.INTERACTIONS).by(new Key.By("unit"), new Key.Week());
        var calendar = new PushCalendar(dossier);
        for (Cell cell : dossier.scan(offers ? query.sum("offered") : query)) {
            @Nullable String unit = cell.text(0);
            Optional<Boolean> below = unit == null ? Optional.empty() : basics.belowPar(unit, cell.day(1));
            selling.known.merge(cell.day(1), new Summary(cell.rows(), below.isPresent() ? 1 : 0, 0), Summary::plus);
            if (unit == null || below.isEmpty()) {
                continue;
            }
            String place = unit + SEPARATOR + cell.day(1);
            if (offers) {
                Summary made = cell.sum(0);
                (below.get() ? selling.belowByUnit : selling.otherByUnit).merge(unit, made, Summary::plus);
                if (below.get()) {
                    selling.below.merge(place, made, Summary::plus);
                    selling.weekly.merge(cell.day(1), made, Summary::plus);
                }
            }
            if (below.get()) {
                boolean pushed = calendar.pushed(unit, cell.day(1));
                selling.pushed.merge(place, new Summary(cell.rows(), pushed ? 1 : 0, 0), Summary::plus);
            }
        }
        return selling;
    }

    private static boolean linked(Dossier dossier) {
        if (!dossier.has(FactKind.OFFERS) || !dossier.has(FactKind.INTERACTIONS, "offered")) {
            return false;
        }
        long made = dossier.rows(FactKind.OFFERS);
        double named = 0;
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.INTERACTIONS).sum("offered"))) {
            named += cell.sum(0).sum();
        }
        return made > 0 && named >= LINKED * made;
    }

    long contacts(boolean isBelow) {
        Map<String, Summary> counted = !isBelow ? otherByUnit : belowByUnit.isEmpty() ? pushed : belowByUnit;
        return counted.values().stream().mapToLong(Summary::count).sum();
    }

    /// Share of the contacts in units of which it is known how they stand, from the first week in which it is of any.
    double coverage() {
        return known.entrySet().stream()
                .filter(week -> week.getValue().mean() > 0)
                .findFirst()
                .map(week -> known.tailMap(week.getKey()).values().stream()
                        .reduce(Summary.EMPTY, Summary::plus)
                        .mean())
                .orElse(0.0);
    }

    boolean sells(String unit) {
        return belowByUnit.getOrDefault(unit, Summary.EMPTY).mean() > 0
                || pushed.entrySet().stream()
                        .anyMatch(e -> e.getKey().startsWith(unit + SEPARATOR)
                                && e.getValue().mean() > 0);
    }

    /// Offers a contact in units below par, or in the others, the units carrying the error.
    Optional<Estimate> rateOfUnits(boolean isBelow) {
        return share(isBelow ? belowByUnit : otherByUnit);
    }

    /// Offers a contact in units below par.
    Optional<Estimate> rate() {
        return share(below);
    }

    /// Share of the contacts of units below par that fell under a push.
    Optional<Estimate> underPush() {
        return share(pushed);
    }

    private static Optional<Estimate> share(Map<String, Summary> byUnit) {
        Map<String, Summary> counted = byUnit.entrySet().stream()
                .filter(e -> e.getValue().count() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Summary::plus, TreeMap::new));
        if (counted.size() >= 2) {
            return Optional.of(asShare(
                    Mean.clustered(counted.values(), SalesFirst.LEVEL),
                    counted.values().stream().mapToLong(Summary::count).sum()));
        }
        return counted.values().stream()
                .findFirst()
                .map(s -> Proportion.wilson(s.sum(), (double) s.count(), SalesFirst.LEVEL));
    }

    /// The same share with an interval that stays within 0 and 1: Wilson's, for as many contacts as would carry the
    /// error that the clusters do (Korn, Graubard 1998); where no cluster differs, all contacts count.
    private static Estimate asShare(Estimate mean, long contacts) {
        double share = Math.clamp(mean.value(), 0, 1);
        double half = mean.interval().width() / 2;
        double error = half / NORMAL;
        double effective =
                error > 0 ? Math.min((double) contacts, share * (1 - share) / (error * error)) : (double) contacts;
        if (!(effective > 0)) {
            return mean;
        }
        Interval within = Proportion.wilson(share * effective, effective, SalesFirst.LEVEL)
                .interval();
        return new Estimate(share, within, mean.standardError(), mean.n());
    }

    Lineage lineage(Dossier dossier, String method, boolean isBelow) {
        var files = new ArrayList<>(dossier.files(FactKind.INTERACTIONS));
        files.addAll(dossier.files(FactKind.OFFERS));
        Set<String> units = belowByUnit.keySet();
        return new Lineage(
                isBelow ? contacts(true) : contacts(true) + contacts(false),
                say("contacts"),
                files,
                dossier.period(),
                method,
                say("contacts and offers by unit and week"),
                Optional.of(new RowQuery(
                        FactKind.INTERACTIONS,
                        List.of("interaction_id", "started_at", "unit", "touchpoint", "resolved", "offered"),
                        List.of(new Filter.Is("offered", true), new Filter.In("unit", Set.copyOf(units))))));
    }

    Optional<Figure> figure() {
        var rows = new ArrayList<Figure.Estimates.Row>();
        rate().ifPresent(r -> rows.add(new Figure.Estimates.Row(say("Below par"), r.value(), r.low(), r.high())));
        rateOfUnits(false)
                .ifPresent(r -> rows.add(new Figure.Estimates.Row(say("Elsewhere"), r.value(), r.low(), r.high())));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure.Estimates(
                        say(
                                "Offers per contact; %s in all",
                                Wording.count(contacts(true) + contacts(false), "contact", "contacts")),
                        "%",
                        rows,
                        0.2));
    }

    Optional<Trend> trend() {
        List<Trend.Point> points = weekly.entrySet().stream()
                .filter(e -> e.getValue().count() > 0)
                .map(e -> new Trend.Point(e.getKey(), e.getValue().mean()))
                .toList();
        return points.size() < 2
                ? Optional.empty()
                : Optional.of(new Trend(say("Offers per contact in units below par"), true, points));
    }
}
