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
/// @param measure its id, or the dimension that several items share
/// @param kind the table
/// @param rows number of rows
/// @param byUnit scored weekly means of each unit, with their number of rows
record UnitWeeks(String measure, FactKind kind, long rows, Map<String, Map<LocalDate, Point>> byUnit) {

    /// Tables in the order in which a measure is looked for.
    private static final List<FactKind> TABLES =
            List.of(FactKind.RESPONSES, FactKind.EVALUATIONS, FactKind.INTERACTIONS, FactKind.PULSE, FactKind.READINGS);

    /// The mean of one week.
    record Point(double score, long rows) {}

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
            take(cells, cell, List.of(0));
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
                    items.stream().map(all::indexOf).toList()));
        }
        cells.forEach((measure, of) -> scored(measure, kind, asked.getOrDefault(measure, List.of()), of)
                .ifPresent(w -> found.put(measure, w)));
    }

    private static void take(Map<String, Map<LocalDate, List<Summary>>> cells, Cell cell, List<Integer> sums) {
        @Nullable String unit = cell.text(0);
        List<Summary> summaries = sums.stream().map(cell::sum).toList();
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
        Map<String, Map<LocalDate, Point>> byUnit = new TreeMap<>();
        cells.forEach((unit, weeks) -> {
            Map<LocalDate, Point> points = new TreeMap<>();
            weeks.forEach((week, summaries) -> points.put(week, point(items, whole, summaries)));
            byUnit.put(unit, points);
        });
        return Optional.of(new UnitWeeks(measure, kind, rows, byUnit));
    }

    private static Point point(List<Entry> items, Summary[] whole, List<Summary> week) {
        double score = 0;
        int known = 0;
        long rows = 0;
        for (int i = 0; i < whole.length; i++) {
            Summary here = week.get(i);
            if (here.count() > 0) {
                score += items.get(i).sign() * (here.mean() - whole[i].mean()) / whole[i].deviation();
                rows = Math.max(rows, here.count());
                known++;
            }
        }
        return new Point(score / known, rows);
    }
}
