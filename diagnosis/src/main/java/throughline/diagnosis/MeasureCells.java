package throughline.diagnosis;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/// The cells of which every figure of a measure is added up, by month and unit, and the rows behind them.
///
/// @param id of the measure, or of the dimension whose questions it is
/// @param title plain name
/// @param share whether it is a share of 0 to 1
/// @param unit what it is counted in, such as `s`; may be empty
/// @param all all of it
/// @param months one a month, first to last; none for answers of staff, which are not told apart
/// @param units one a unit that has rows itself, the most rows first; none where rows do not say which
///     unit they are of
/// @param rows all rows behind it
public record MeasureCells(
        String id,
        String title,
        boolean share,
        String unit,
        Summary all,
        List<Month> months,
        List<OfUnit> units,
        RowQuery rows) {

    /// Copies the lists.
    public MeasureCells {
        months = List.copyOf(months);
        units = List.copyOf(units);
    }

    /// The rows behind the cells of a unit, without those of the units below it.
    public RowQuery rowsOf(String of) {
        var filters = new ArrayList<>(rows.filters());
        filters.add(new Filter.In("unit", Set.of(of)));
        return new RowQuery(rows.fact(), rows.columns(), filters);
    }

    /// The cells of a month added up.
    public record Month(YearMonth month, Summary values) {}

    /// The cells of a unit added up, without those of the units below it.
    public record OfUnit(String id, String title, Summary values) {}

    /// The cells of a measure; empty where there are none in the dossier's days and units.
    ///
    /// @param touchpoint only what happens there; empty for all
    public static Optional<MeasureCells> of(Dossier dossier, String id, String touchpoint) {
        return MeasureMeans.of(dossier, id)
                .filter(m -> touchpoint.isEmpty() || dossier.has(m.kind(), "touchpoint"))
                .map(m -> of(dossier, id, m, touchpoint))
                .filter(cells -> cells.all().count() > 0);
    }

    private static MeasureCells of(Dossier dossier, String id, MeasureMeans means, String touchpoint) {
        RowQuery rows = means.rows();
        var filters = new ArrayList<>(rows.filters());
        if (!touchpoint.isEmpty()) {
            filters.add(new Filter.In("touchpoint", Set.of(touchpoint)));
        }
        Optional<Entry> entry = dossier.measures().find(id);
        boolean flag = dossier.table(means.kind())
                .flatMap(t -> t.find(id))
                .filter(c -> c.type() == ColumnType.FLAG)
                .isPresent();
        boolean fromNoneToAll = entry.filter(e -> Objects.equals(e.low(), 0.0) && Objects.equals(e.high(), 1.0))
                .isPresent();
        return new MeasureCells(
                id,
                Wording.sentence(entry.map(Entry::title).orElse(id.replace('_', ' '))),
                flag || fromNoneToAll,
                dossier.organisation().measures().stream()
                        .filter(m -> m.id().equals(id))
                        .findFirst()
                        .map(m -> m.unit())
                        .orElse(""),
                means.over(dossier.period(), null, touchpoint.isEmpty() ? null : touchpoint),
                months(dossier, means, filters),
                units(dossier, means, filters),
                new RowQuery(rows.fact(), rows.columns(), filters));
    }

    private static List<Month> months(Dossier dossier, MeasureMeans means, List<Filter> filters) {
        var months = new ArrayList<Month>();
        if (means.kind() != FactKind.PULSE) {
            for (Cell cell : scan(dossier, means, filters, new Key.Month())) {
                Summary values = means.values(cell);
                if (values.count() > 0) {
                    months.add(new Month(YearMonth.from(cell.day(0)), values));
                }
            }
        }
        return months;
    }

    private static List<OfUnit> units(Dossier dossier, MeasureMeans means, List<Filter> filters) {
        if (means.kind() == FactKind.PULSE || !dossier.has(means.kind(), "unit")) {
            return List.of();
        }
        Map<String, Summary> units = new TreeMap<>();
        for (Cell cell : scan(dossier, means, filters, new Key.By("unit"))) {
            @Nullable String unit = cell.text(0);
            if (unit != null) {
                units.put(unit, means.values(cell));
            }
        }
        return units.entrySet().stream()
                .map(e -> new OfUnit(
                        e.getKey(),
                        dossier.registry().unit(e.getKey()).map(u -> u.title()).orElse(e.getKey()),
                        e.getValue()))
                .filter(u -> u.values().count() > 0)
                .sorted(Comparator.comparingLong((OfUnit u) -> -u.values().count())
                        .thenComparing(OfUnit::id))
                .toList();
    }

    private static Iterable<Cell> scan(Dossier dossier, MeasureMeans means, List<Filter> filters, Key key) {
        return dossier.scan(CubeQuery.of(means.kind())
                .by(key)
                .sum(means.columns().toArray(String[]::new))
                .where(filters.toArray(Filter[]::new)));
    }
}
