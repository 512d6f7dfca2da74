package throughline.diagnosis;

import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.statistics.Summary;

/// A measure by unit and week, whichever table it stands in, so scored that more is better and one is a standard
/// deviation of its rows.
///
/// A measure of contacts or readings that is positive and skewed, such as a wait, is scored by its logarithm: a change
/// takes a share off it, more seconds where waits are long than where they are short, in a busy month than in a quiet
/// one. On the scale of seconds a gain that is kept in full would seem to fade as the season does. The rule: no week
/// below zero, at most 1 week in 100 of zero (left out), not yes or no, and a standard deviation of more than half the
/// mean, which
/// a positive measure only has with a long upper tail. The logarithm of a mean of few rows is low by the squared
/// coefficient of variation over twice their number, which is put right.
///
/// @param measure its id, or the dimension that several items share
/// @param kind the table
/// @param rows number of rows
/// @param linear whether a score is the mean of one column on another scale
/// @param byUnit scored weekly means of each unit, with their number of rows
record UnitWeeks(String measure, FactKind kind, long rows, boolean linear, Map<String, Map<LocalDate, Point>> byUnit) {

    /// Tables in the order in which a measure is looked for.
    private static final List<FactKind> TABLES =
            List.of(FactKind.RESPONSES, FactKind.EVALUATIONS, FactKind.INTERACTIONS, FactKind.PULSE, FactKind.READINGS);

    /// Spread against the mean from which a positive measure counts as skewed (ours).
    private static final double SKEWED = 0.5;

    /// Most weeks of zero, in 100, that a measure may have whose logarithm is taken (ours).
    private static final double ZEROS = 0.01;

    /// The mean of one week.
    ///
    /// @param value the same in the measure's own unit; of several items the mean of theirs
    record Point(double score, double value, long rows) {}

    /// The measures that are on record by unit; those that are not are left out. Each table is scanned once.
    static Map<String, UnitWeeks> of(Dossier dossier, Collection<String> measures) {
        Map<FactKind, Map<String, List<Entry>>> wanted = new EnumMap<>(FactKind.class);
        for (String measure : measures) {
            for (FactKind kind : TABLES) {
                List<Entry> items = items(dossier, measure, kind);
                if (!items.isEmpty() && dossier.has(kind, "unit")) {
                    wanted.computeIfAbsent(kind, k -> new TreeMap<>()).put(measure, items);
                    break;
                }
            }
        }
        Map<String, UnitWeeks> found = new TreeMap<>();
        wanted.forEach((kind, asked) -> {
            if (kind == FactKind.READINGS) {
                asked.forEach((measure, items) ->
                        readings(dossier, measure, items.getFirst()).ifPresent(w -> found.put(measure, w)));
            } else {
                columns(dossier, kind, asked, found);
            }
        });
        return found;
    }

    /// The measure itself, else the items of the dimension it names.
    private static List<Entry> items(Dossier dossier, String measure, FactKind kind) {
        List<Entry> itself = dossier.measures().in(kind).stream()
                .filter(e -> e.id().equals(measure))
                .toList();
        List<Entry> items = itself.isEmpty()
                ? dossier.measures().in(kind).stream()
                        .filter(e -> measure.equals(e.dimension()))
                        .toList()
                : itself;
        return kind == FactKind.READINGS
                ? itself
                : items.stream().filter(e -> dossier.has(kind, e.id())).toList();
    }

    private static Optional<UnitWeeks> readings(Dossier dossier, String measure, Entry entry) {
        var query = CubeQuery.of(FactKind.READINGS)
                .by(new Key.By("unit"), new Key.Week())
                .sum("value")
                .where(new Filter.In("measure", java.util.Set.of(measure)));
        Map<String, Map<LocalDate, List<Summary>>> cells = new TreeMap<>();
        for (Cell cell : dossier.scan(query)) {
            take(cells, cell, List.of(0), 1);
        }
        return scored(measure, FactKind.READINGS, List.of(entry), cells);
    }

    private static void columns(
            Dossier dossier, FactKind kind, Map<String, List<Entry>> asked, Map<String, UnitWeeks> found) {
        List<Entry> all =
                asked.values().stream().flatMap(List::stream).distinct().toList();
        Map<String, Map<String, Map<LocalDate, List<Summary>>>> cells = new LinkedHashMap<>();
        var query = CubeQuery.of(kind)
                .by(new Key.By("unit"), new Key.Week())
                .sum(all.stream().map(Entry::id).toArray(String[]::new));
        for (Cell cell : dossier.scan(query)) {
            asked.forEach((measure, items) -> take(
                    cells.computeIfAbsent(measure, m -> new TreeMap<>()),
                    cell,
                    items.stream().map(all::indexOf).toList(),
                    // What a few people of a unit said in a week is not told.
                    kind == FactKind.PULSE ? StaffGate.FEWEST : 1));
        }
        cells.forEach((measure, of) -> scored(measure, kind, asked.getOrDefault(measure, List.of()), of)
                .ifPresent(w -> found.put(measure, w)));
    }

    private static void take(
            Map<String, Map<LocalDate, List<Summary>>> cells, Cell cell, List<Integer> sums, long fewest) {
        @Nullable String unit = cell.text(0);
        List<Summary> summaries = sums.stream()
                .map(cell::sum)
                .map(s -> s.count() < fewest ? Summary.EMPTY : s)
                .toList();
        if (unit != null && summaries.stream().anyMatch(s -> s.count() > 0)) {
            cells.computeIfAbsent(unit, u -> new TreeMap<>()).put(cell.day(1), summaries);
        }
    }

    private static Optional<UnitWeeks> scored(
            String measure, FactKind kind, List<Entry> items, Map<String, Map<LocalDate, List<Summary>>> cells) {
        Summary[] whole = new Summary[items.size()];
        java.util.Arrays.fill(whole, Summary.EMPTY);
        cells.values()
                .forEach(weeks -> weeks.values().forEach(summaries -> {
                    for (int i = 0; i < whole.length; i++) {
                        whole[i] = whole[i].plus(summaries.get(i));
                    }
                }));
        long rows = 0;
        for (Summary item : whole) {
            if (item.count() < 2 || !(item.squares() > 0)) {
                return Optional.empty();
            }
            rows = Math.max(rows, item.count());
        }
        Optional<Proportional> scale = kind == FactKind.INTERACTIONS || kind == FactKind.READINGS
                ? Proportional.of(items, whole, cells)
                : Optional.empty();
        Map<String, Map<LocalDate, Point>> byUnit = new TreeMap<>();
        cells.forEach((unit, weeks) -> {
            Map<LocalDate, Point> points = new TreeMap<>();
            weeks.forEach((week, summaries) -> scale.map(s -> s.point(summaries.getFirst()))
                    .orElseGet(() -> Optional.of(point(items, whole, summaries)))
                    .ifPresent(point -> points.put(week, point)));
            byUnit.put(unit, points);
        });
        return Optional.of(new UnitWeeks(measure, kind, rows, scale.isEmpty() && items.size() == 1, byUnit));
    }

    /// How a positive and skewed measure is scored: by the logarithm of its weekly means.
    ///
    /// @param within squared coefficient of variation of the rows of a week
    /// @param deviation standard deviation of the logarithm, as of a log-normal measure
    private record Proportional(int sign, double centre, double within, double deviation) {

        static Optional<Proportional> of(
                List<Entry> items, Summary[] whole, Map<String, Map<LocalDate, List<Summary>>> cells) {
            double mean = whole[0].mean();
            if (items.size() > 1 || !(mean > 0) || whole[0].deviation() <= SKEWED * mean || flag(whole[0])) {
                return Optional.empty();
            }
            long weeks = 0;
            long zeros = 0;
            double squares = 0;
            double freedom = 0;
            for (Map<LocalDate, List<Summary>> unit : cells.values()) {
                for (List<Summary> week : unit.values()) {
                    Summary cell = week.getFirst();
                    if (cell.mean() < 0) {
                        return Optional.empty();
                    }
                    weeks++;
                    zeros += cell.mean() == 0 ? 1 : 0;
                    squares += cell.squares();
                    freedom += (cell.count() - 1) * cell.mean() * cell.mean();
                }
            }
            double all = whole[0].deviation() / mean;
            return zeros > ZEROS * weeks
                    ? Optional.empty()
                    : Optional.of(new Proportional(
                            items.getFirst().sign(),
                            Math.log(mean),
                            freedom > 0 ? squares / freedom : 0,
                            Math.sqrt(Math.log1p(all * all))));
        }

        /// Whether the values spread as far as only zeros and ones do.
        private static boolean flag(Summary whole) {
            double squares = whole.count() * whole.mean() * (1 - whole.mean());
            return Math.abs(whole.squares() - squares) <= 1e-6 * whole.squares();
        }

        /// The score of a week; empty where it is zero.
        Optional<Point> point(Summary week) {
            if (!(week.mean() > 0)) {
                return Optional.empty();
            }
            double level = Math.log(week.mean()) + within / (2 * week.count());
            return Optional.of(new Point(sign * (level - centre) / deviation, week.mean(), week.count()));
        }
    }

    private static Point point(List<Entry> items, Summary[] whole, List<Summary> week) {
        double score = 0;
        double value = 0;
        int known = 0;
        long rows = 0;
        for (int i = 0; i < whole.length; i++) {
            Summary here = week.get(i);
            if (here.count() > 0) {
                value += here.mean();
                score += items.get(i).sign() * (here.mean() - whole[i].mean()) / whole[i].deviation();
                rows = Math.max(rows, here.count());
                known++;
            }
        }
        return new Point(score / known, value / known, rows);
    }
}
