package throughline.diagnosis;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.statistics.Summary;
import throughline.statistics.disclosure.CellSuppression;

/// Which answers of staff count, so that no figure, nor the difference of two, shows what fewer than five
/// people said: statistical disclosure control by fixed lots and complementary cell suppression. Every
/// answer of staff that leaves the lake passes here ([Dossier]).
///
/// Answers name nobody, and the same people answer week after week. So people are counted by the largest
/// single week: nobody answers twice in one.
///
/// Answers are gathered into *lots*: whole weeks that are over, up to one of five answers to the item in
/// the whole organisation. A period counts the lots that lie in it, so two periods differ by whole lots.
/// Lots are made from the oldest answer on and never change once closed, so the report of yesterday and
/// that of today differ by whole lots, too.
///
/// Units are told apart only over *seasons* of twelve weeks. Of each season a unit is shown or held back
/// for good ([CellSuppression], all lots being published). A part of the organisation counts the seasons in
/// the period, each with the units shown in it.
///
/// Sure as long as answers do not come in weeks late. Safe for use by several threads.
final class StaffGate {

    /// People without whom nothing is shown.
    static final long FEWEST = 5;

    /// Weeks over which units are told apart.
    static final int SEASON = 12;

    private static final LocalDate MONDAY = LocalDate.of(1970, 1, 5);

    /// Columns that say who or where, not what was answered.
    private static final Set<String> PLACES = Stream.concat(
                    FactTable.SYSTEM.stream().map(throughline.lake.fact.Column::name),
                    Stream.of(FactKind.PULSE.time(), "unit", "layer"))
            .collect(Collectors.toUnmodifiableSet());

    private final CubeEngine engine;
    private final SharedCubes cubes;
    private final Period known;
    private final Map<Set<String>, List<Lot>> lots = new ConcurrentHashMap<>();

    /// @param known the days on which there are facts
    StaffGate(CubeEngine engine, SharedCubes cubes, Period known) {
        this.engine = engine;
        this.cubes = cubes;
        this.known = known;
    }

    /// Whole weeks with answers of at least five people.
    ///
    /// @param first first day that may hold answers
    /// @param last a Sunday
    /// @param weeks number of answers by unit, for each week; the empty name for answers without one
    private record Lot(LocalDate first, LocalDate last, List<Map<String, Long>> weeks) {

        long season() {
            return StaffGate.season(last);
        }

        boolean within(Period period) {
            return !first.isBefore(period.from()) && !last.isAfter(period.to());
        }
    }

    /// The answers of a query that count, as filters of sets of rows that have none in common; at least one
    /// set.
    List<List<Filter>> counting(CubeQuery query, Period period, Set<String> units) {
        return counting(items(query), period, units);
    }

    private static Set<String> items(CubeQuery query) {
        var items = new TreeSet<String>();
        query.keys().forEach(key -> item(key).ifPresent(items::add));
        query.filters().forEach(filter -> items.addAll(columns(filter)));
        if (query.measures().size() == 1) {
            items.addAll(query.measures());
        }
        return items;
    }

    /// The days of each lot in the period that is closed for a query of the whole organisation. They are the same in
    /// whichever period they lie.
    List<Period> closed(CubeQuery query, Period period) {
        return lots(items(query)).stream()
                .filter(lot -> lot.within(period))
                .map(lot -> new Period(lot.first(), lot.last()))
                .toList();
    }

    private List<Lot> lots(Set<String> items) {
        return lots.computeIfAbsent(
                items.stream().filter(StaffGate::answered).collect(Collectors.toUnmodifiableSet()), this::gathered);
    }

    /// The answers to all the items that count, as filters of sets of rows that have none in common.
    List<List<Filter>> counting(Set<String> items, Period period, Set<String> units) {
        List<Lot> all = lots(items);
        return units.isEmpty() || !hasUnits()
                ? List.of(within(all.stream().filter(lot -> lot.within(period)).toList()))
                : apart(all, period, units);
    }

    /// Which season of twelve weeks the day lies in.
    private static long season(LocalDate day) {
        return Math.floorDiv(ChronoUnit.WEEKS.between(MONDAY, day), SEASON);
    }

    /// The days of a season.
    private static Period days(long season) {
        LocalDate first = MONDAY.plusWeeks(season * SEASON);
        return new Period(first, first.plusWeeks(SEASON).minusDays(1));
    }

    /// The units that answers name, and the empty name, which no unit has.
    Set<String> units() {
        return Stream.concat(
                        Stream.of(""),
                        hasUnits()
                                ? cubes.scan(CubeQuery.of(FactKind.PULSE).by("unit")).stream()
                                        .flatMap(cell -> Stream.ofNullable(cell.text(0)))
                                : Stream.of())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Whether the column of the pulse is an answer, not who gave it, when or where.
    static boolean answered(String column) {
        return !PLACES.contains(column);
    }

    private boolean hasUnits() {
        return engine.table(FactKind.PULSE).flatMap(t -> t.find("unit")).isPresent();
    }

    private static List<Filter> within(List<Lot> counted) {
        return counted.isEmpty()
                ? List.of(new Filter.Any(List.of()))
                : List.of(new Filter.Days(
                        counted.getFirst().first(), counted.getLast().last()));
    }

    /// The seasons in the period, each of the units that are shown in it.
    private List<List<Filter>> apart(List<Lot> all, Period period, Set<String> units) {
        Map<Long, List<Lot>> seasons =
                all.stream().collect(Collectors.groupingBy(Lot::season, TreeMap::new, Collectors.toList()));
        var counted = new ArrayList<List<Filter>>();
        seasons.forEach((season, own) -> {
            var shown = new TreeSet<>(units);
            shown.removeAll(heldBack(own));
            if (!shown.isEmpty()
                    && !days(season).to().isAfter(known.to())
                    && own.stream().allMatch(lot -> lot.within(period))) {
                var filters = new ArrayList<>(within(own));
                filters.add(new Filter.In("unit", Set.copyOf(shown)));
                counted.add(filters);
            }
        });
        return counted.isEmpty() ? List.of(within(List.of())) : counted;
    }

    /// The units whose answers of a season would give away fewer than five people.
    private static Set<String> heldBack(List<Lot> season) {
        List<String> units = season.stream()
                .flatMap(lot -> lot.weeks().stream())
                .flatMap(week -> week.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        int[] lotOf = IntStream.range(0, season.size())
                .flatMap(l -> season.get(l).weeks().stream().mapToInt(week -> l))
                .toArray();
        List<Map<String, Long>> weeks =
                season.stream().flatMap(lot -> lot.weeks().stream()).toList();
        long[][] counts = new long[units.size()][weeks.size()];
        for (int u = 0; u < counts.length; u++) {
            for (int w = 0; w < lotOf.length; w++) {
                counts[u][w] = weeks.get(w).getOrDefault(units.get(u), 0L);
            }
        }
        boolean[] shown = CellSuppression.rowsOfWaves(counts, lotOf, FEWEST);
        var held = new TreeSet<String>();
        for (int u = 0; u < shown.length; u++) {
            if (!shown[u]) {
                held.add(units.get(u));
            }
        }
        return held;
    }

    private List<Lot> gathered(Set<String> items) {
        boolean placed = hasUnits();
        var query = CubeQuery.of(FactKind.PULSE)
                .by(new Key.Week())
                .where(items.stream().sorted().map(Filter.Known::new).toArray(Filter[]::new));
        Map<LocalDate, Map<String, Long>> weeks = new TreeMap<>();
        for (Cell cell : cubes.scan(placed ? query.by("unit") : query)) {
            String unit = placed ? Objects.requireNonNullElse(cell.text(1), "") : "";
            weeks.computeIfAbsent(cell.day(0), w -> new TreeMap<>()).merge(unit, cell.rows(), Long::sum);
        }
        var found = new ArrayList<Lot>();
        Optional<LocalDate> first = Optional.empty();
        List<Map<String, Long>> gathered = new ArrayList<>();
        for (Map.Entry<LocalDate, Map<String, Long>> week : weeks.entrySet()) {
            LocalDate sunday = week.getKey().plusDays(6);
            if (sunday.isAfter(known.to())) {
                break;
            }
            LocalDate opened = first.orElse(later(week.getKey(), known.from()));
            gathered.add(Map.copyOf(week.getValue()));
            first = Optional.of(opened);
            if (week.getValue().values().stream().mapToLong(Long::longValue).sum() >= FEWEST) {
                found.add(new Lot(opened, sunday, List.copyOf(gathered)));
                gathered.clear();
                first = Optional.empty();
            }
        }
        return List.copyOf(found);
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static Optional<String> item(Key key) {
        return switch (key) {
            case Key.By by -> Optional.of(by.column());
            case Key.Hour hour -> Optional.of(hour.column());
            case Key.Bin bin -> Optional.of(bin.column());
            case Key.LogBin bin -> Optional.of(bin.column());
            case Key.Value value -> Optional.of(value.column());
            case Key.Day day -> Optional.empty();
            case Key.Week week -> Optional.empty();
            case Key.Month month -> Optional.empty();
        };
    }

    private static List<String> columns(Filter filter) {
        return switch (filter) {
            case Filter.In in -> List.of(in.column());
            case Filter.Is is -> List.of(is.column());
            case Filter.Range range -> List.of(range.column());
            case Filter.Known known -> List.of(known.column());
            case Filter.Missing missing -> List.of();
            case Filter.Days days -> List.of();
            case Filter.Any any ->
                any.filters().stream().flatMap(f -> columns(f).stream()).toList();
        };
    }

    /// Weekly means as points of whole lots: weeks of few answers are one point, at the last of them. A
    /// part of the organisation has none, because its weeks are not told apart.
    ///
    /// @param weeks answers that this gate let through, by week
    static List<Trend.Point> points(Dossier dossier, Map<LocalDate, Summary> weeks) {
        if (!dossier.units().isEmpty()) {
            return List.of();
        }
        var points = new ArrayList<Trend.Point>();
        Summary lot = Summary.EMPTY;
        for (Map.Entry<LocalDate, Summary> week : new TreeMap<>(weeks).entrySet()) {
            lot = lot.plus(week.getValue());
            if (week.getValue().count() >= FEWEST) {
                points.add(new Trend.Point(week.getKey(), lot.mean()));
                lot = Summary.EMPTY;
            }
        }
        return points;
    }
}
