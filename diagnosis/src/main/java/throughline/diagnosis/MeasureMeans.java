package throughline.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.statistics.Summary;

/// What a measure really was, for any unit (with all below it), touchpoint and period.
///
/// A measure is a column of the answers, evaluations, contacts or the pulse, else a dimension whose items
/// are, else a kind of reading. Answers of staff are added up item by item, each as [StaffGate] lets it through for the
/// very days and units asked for, and never by touchpoint.
final class MeasureMeans {

    private static final List<FactKind> TABLES =
            List.of(FactKind.RESPONSES, FactKind.EVALUATIONS, FactKind.INTERACTIONS, FactKind.READINGS, FactKind.PULSE);

    private final Dossier dossier;
    private final FactKind kind;
    private final List<String> columns;
    private final List<Filter> filters;
    private final int sign;
    private final boolean placed;
    private final boolean touched;
    private final Map<String, NavigableMap<LocalDate, Summary>> leaves = new TreeMap<>();
    private final Map<String, NavigableMap<LocalDate, Summary>> scopes = new HashMap<>();

    private MeasureMeans(
            Dossier dossier, FactKind kind, List<String> columns, List<Filter> filters, int sign, Key grain) {
        this.dossier = dossier;
        this.kind = kind;
        this.columns = columns;
        this.filters = filters;
        this.sign = sign;
        this.placed = dossier.has(kind, "unit");
        this.touched = kind != FactKind.PULSE && dossier.has(kind, "touchpoint");
        if (kind != FactKind.PULSE) {
            load(grain);
        }
    }

    /// The measure by day.
    static Optional<MeasureMeans> of(Dossier dossier, String measure) {
        return of(dossier, measure, new Key.Day());
    }

    /// The measure by day, week or month.
    ///
    /// @param grain [Key.Day], or [Key.Week] or [Key.Month] where only whole ones are asked for
    static Optional<MeasureMeans> of(Dossier dossier, String measure, Key grain) {
        return table(dossier, measure).map(kind -> of(dossier, kind, measure, grain));
    }

    /// The measure as a table has it.
    ///
    /// @param kind a table that has it, as itself or as the items of a dimension
    static MeasureMeans of(Dossier dossier, FactKind kind, String measure, Key grain) {
        int sign = dossier.measures().find(measure).map(Entry::sign).orElse(1);
        if (kind == FactKind.READINGS) {
            return new MeasureMeans(
                    dossier, kind, List.of("value"), List.of(new Filter.In("measure", Set.of(measure))), sign, grain);
        }
        if (adds(dossier, kind, measure)) {
            return new MeasureMeans(dossier, kind, List.of(measure), List.of(), sign, grain);
        }
        List<Entry> items = items(dossier, kind, measure);
        return new MeasureMeans(
                dossier,
                kind,
                items.stream().map(Entry::id).toList(),
                List.of(),
                items.getFirst().sign(),
                grain);
    }

    /// The table a measure is in.
    static Optional<FactKind> table(Dossier dossier, String measure) {
        Optional<FactKind> itself =
                TABLES.stream().filter(kind -> itself(dossier, kind, measure)).findFirst();
        return itself.or(() -> TABLES.stream()
                .filter(kind -> !items(dossier, kind, measure).isEmpty())
                .findFirst());
    }

    /// Whether a table has the measure, as itself or as the items of a dimension.
    static boolean holds(Dossier dossier, FactKind kind, String measure) {
        return TABLES.contains(kind)
                && (itself(dossier, kind, measure)
                        || !items(dossier, kind, measure).isEmpty());
    }

    private static boolean itself(Dossier dossier, FactKind kind, String measure) {
        return kind == FactKind.READINGS
                ? dossier.has(kind, "measure", "value")
                        && dossier.measures()
                                .find(measure)
                                .filter(e -> e.seenIn().contains(FactKind.READINGS))
                                .isPresent()
                : adds(dossier, kind, measure);
    }

    /// The measures of a dimension that a table has as columns.
    static List<Entry> items(Dossier dossier, FactKind kind, String dimension) {
        return dossier.measures().in(kind).stream()
                .filter(e -> dimension.equals(e.dimension()) && adds(dossier, kind, e.id()))
                .toList();
    }

    /// Whether a table has the column and its values add up.
    static boolean adds(Dossier dossier, FactKind kind, String column) {
        return dossier.table(kind)
                .flatMap(t -> t.find(column))
                .filter(c -> c.type() == ColumnType.NUMBER || c.type() == ColumnType.FLAG)
                .isPresent();
    }

    private void load(Key grain) {
        var query =
                CubeQuery.of(kind).by(grain).sum(columns.toArray(String[]::new)).where(filters.toArray(Filter[]::new));
        query = placed ? query.by("unit") : query;
        query = touched ? query.by("touchpoint") : query;
        for (Cell cell : dossier.scan(query)) {
            Summary sum = values(cell);
            if (sum.count() > 0) {
                @Nullable String unit = placed ? cell.text(1) : null;
                @Nullable String touchpoint = touched ? cell.text(placed ? 2 : 1) : null;
                leaves.computeIfAbsent(leaf(unit, touchpoint), l -> new TreeMap<>())
                        .merge(cell.day(0), sum, Summary::plus);
            }
        }
    }

    /// The columns the measure is the mean of.
    List<String> columns() {
        return columns;
    }

    /// What a cell holds of the measure, which is asked for by [#columns()].
    Summary values(Cell cell) {
        Summary sum = Summary.EMPTY;
        for (int i = 0; i < columns.size(); i++) {
            sum = sum.plus(cell.sum(i));
        }
        return sum;
    }

    private static String leaf(@Nullable String unit, @Nullable String touchpoint) {
        return (unit == null ? "" : unit) + '\u001f' + (touchpoint == null ? "" : touchpoint);
    }

    /// The table the measure is in.
    FactKind kind() {
        return kind;
    }

    /// -1 where lower is better, else 1.
    int sign() {
        return sign;
    }

    /// The rows of the measure: those in which it, or any item of it, is known. Answers of staff are tallied item by
    /// item instead ([StaffTally]).
    RowQuery rows() {
        var shown = new ArrayList<>(List.of(kind.time(), "unit", "touchpoint"));
        shown.addAll(columns);
        var known = new ArrayList<>(filters);
        if (kind != FactKind.PULSE) {
            known.add(
                    columns.size() == 1
                            ? new Filter.Known(columns.getFirst())
                            : new Filter.Any(columns.stream()
                                    .map(c -> (Filter) new Filter.Known(c))
                                    .toList()));
        }
        return new RowQuery(kind, shown, known);
    }

    /// What the measure was over all rows.
    Summary overall() {
        return over(dossier.period(), null, null);
    }

    /// What the measure was.
    ///
    /// @param unit a unit with all below it, or null for all
    /// @param touchpoint a touchpoint, or null for all
    /// @return the rows' sums; no rows where the table does not know units or touchpoints that are
    ///     asked for
    Summary over(Period days, @Nullable String unit, @Nullable String touchpoint) {
        if ((unit != null && !placed) || (touchpoint != null && !touched)) {
            return Summary.EMPTY;
        }
        if (kind == FactKind.PULSE) {
            return days.within(dossier.period())
                    .map(d -> ofStaff(dossier.during(d), unit))
                    .orElse(Summary.EMPTY);
        }
        Summary sum = Summary.EMPTY;
        for (Summary part : scopes.computeIfAbsent(leaf(unit, touchpoint), s -> merged(unit, touchpoint))
                .subMap(days.from(), true, days.to(), true)
                .values()) {
            sum = sum.plus(part);
        }
        return sum;
    }

    private Summary ofStaff(Dossier during, @Nullable String unit) {
        Set<String> part = unit == null ? during.units() : part(unit);
        if (unit != null && part.isEmpty()) {
            return Summary.EMPTY;
        }
        Dossier asked = during.within(part);
        Summary sum = Summary.EMPTY;
        for (String column : columns) {
            Summary item = Summary.EMPTY;
            for (Cell cell : asked.scan(CubeQuery.of(kind).sum(column))) {
                item = item.plus(cell.sum(0));
            }
            sum = item.count() < StaffGate.FEWEST ? sum : sum.plus(item);
        }
        return sum;
    }

    /// The unit and all below it, as far as they count.
    private Set<String> part(String unit) {
        var part = new HashSet<>(dossier.registry().subtree(unit));
        part.add(unit);
        if (!dossier.units().isEmpty()) {
            part.retainAll(dossier.units());
        }
        return part;
    }

    /// The rows of a unit by day, or by what else was asked for. Answers of staff are not told apart so.
    Map<LocalDate, Summary> byDay(String unit) {
        return !placed
                ? Map.of()
                : Collections.unmodifiableMap(scopes.computeIfAbsent(leaf(unit, null), s -> merged(unit, null)));
    }

    private NavigableMap<LocalDate, Summary> merged(@Nullable String unit, @Nullable String touchpoint) {
        var merged = new TreeMap<LocalDate, Summary>();
        Set<String> units = unit == null ? Set.of() : dossier.registry().subtree(unit);
        leaves.forEach((leaf, days) -> {
            int cut = leaf.indexOf('\u001f');
            String at = leaf.substring(0, cut);
            if ((unit == null || at.equals(unit) || units.contains(at))
                    && (touchpoint == null || touchpoint.equals(leaf.substring(cut + 1)))) {
                days.forEach((day, sum) -> merged.merge(day, sum, Summary::plus));
            }
        });
        return merged;
    }
}
