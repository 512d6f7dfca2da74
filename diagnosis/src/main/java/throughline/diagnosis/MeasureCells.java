package throughline.diagnosis;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.Summary;
import throughline.statistics.disclosure.CellSuppression;

/// The cells of which every figure of a measure is added up, by month and unit, and the rows behind them.
///
/// A cell of fewer than five rows says nothing, nor does a second one from which it would follow
/// ([CellSuppression#cells]).
///
/// @param measure what it is, and its table
/// @param items how many columns are added up: one, or the questions of a dimension
/// @param all all of it, of five rows at least
/// @param months one a month, first to last; none for answers of staff, which are not told apart
/// @param units one a unit that has rows itself, the most rows first, then those that say nothing; none where rows do
///     not say which unit they are of
/// @param rows all rows behind it
public record MeasureCells(
        CardMeasure measure, int items, Summary all, List<Month> months, List<OfUnit> units, RowQuery rows) {

    /// Rows without which a cell says nothing.
    public static final long FEWEST = 5;

    /// Copies the lists.
    public MeasureCells {
        months = List.copyOf(months);
        units = List.copyOf(units);
    }

    /// The rows behind the cells of a unit, without those of the units below it; empty where they say nothing.
    public Optional<RowQuery> rowsOf(String unit) {
        return units.stream()
                .filter(u -> u.id().equals(unit) && u.values().isPresent())
                .findFirst()
                .map(u -> {
                    var filters = new ArrayList<>(rows.filters());
                    filters.add(new Filter.In("unit", Set.of(unit)));
                    return new RowQuery(rows.fact(), rows.columns(), filters);
                });
    }

    /// Whether the cells of a month say something.
    public boolean says(YearMonth month) {
        return months.stream()
                .anyMatch(m -> m.month().equals(month) && m.values().isPresent());
    }

    /// The cells of a month added up; empty where they say nothing.
    public record Month(YearMonth month, Optional<Summary> values) {}

    /// The cells of a unit added up, without those of the units below it; empty where they say nothing.
    public record OfUnit(String id, String title, Optional<Summary> values) {}

    /// The cells of a measure; empty where there are fewer than five rows in the dossier's days and units.
    ///
    /// @param table where it is looked for; empty for where measures are looked for first ([MeasureMeans])
    /// @param touchpoint only what happens there; empty for all
    public static Optional<MeasureCells> of(Dossier dossier, String id, Optional<FactKind> table, String touchpoint) {
        return table(dossier, id, table, touchpoint)
                .flatMap(kind -> of(dossier, id, MeasureMeans.of(dossier, kind, id, new Key.Month()), touchpoint));
    }

    /// The table whose cells [#of] adds up, however few rows it has; empty where the dossier has none of the measure.
    public static Optional<FactKind> table(Dossier dossier, String id, Optional<FactKind> table, String touchpoint) {
        return table.or(() -> MeasureMeans.table(dossier, id))
                .filter(kind -> MeasureMeans.holds(dossier, kind, id))
                .filter(kind -> touchpoint.isEmpty() || (kind != FactKind.PULSE && dossier.has(kind, "touchpoint")));
    }

    private static Optional<MeasureCells> of(Dossier dossier, String id, MeasureMeans means, String touchpoint) {
        var filters = new ArrayList<>(means.rows().filters());
        if (!touchpoint.isEmpty()) {
            filters.add(new Filter.In("touchpoint", Set.of(touchpoint)));
        }
        List<Part> months =
                means.kind() == FactKind.PULSE ? List.of() : parts(dossier, means, filters, new Key.Month());
        Summary all = means.kind() == FactKind.PULSE
                ? means.overall()
                : months.stream().map(Part::values).reduce(Summary.EMPTY, Summary::plus);
        long rows = means.kind() == FactKind.PULSE
                ? all.count()
                : months.stream().mapToLong(Part::rows).sum();
        if (rows < FEWEST) {
            return Optional.empty();
        }
        return Optional.of(new MeasureCells(
                CardMeasure.of(dossier, id, Optional.of(means.kind())),
                means.columns().size(),
                all,
                months(months),
                units(dossier, means, filters, rows),
                new RowQuery(means.kind(), means.rows().columns(), filters)));
    }

    /// Cells added up.
    ///
    /// @param cell one of them, by whose keys they are told apart
    /// @param rows in which the measure, or any item of it, is known
    private record Part(Cell cell, long rows, Summary values) {}

    private static List<Part> parts(Dossier dossier, MeasureMeans means, List<Filter> filters, Key key) {
        var parts = new ArrayList<Part>();
        for (Cell cell : dossier.scan(CubeQuery.of(means.kind())
                .by(key)
                .sum(means.columns().toArray(String[]::new))
                .where(filters.toArray(Filter[]::new)))) {
            parts.add(new Part(cell, cell.rows(), means.values(cell)));
        }
        return parts;
    }

    private static List<Month> months(List<Part> parts) {
        boolean[] shown =
                CellSuppression.cells(parts.stream().mapToLong(Part::rows).toArray(), FEWEST);
        return IntStream.range(0, parts.size())
                .mapToObj(i -> new Month(
                        YearMonth.from(parts.get(i).cell().day(0)),
                        shown[i] ? Optional.of(parts.get(i).values()) : Optional.empty()))
                .toList();
    }

    /// @param rows how many there are in all; those of no unit follow from it, and are a cell like the others
    private static List<OfUnit> units(Dossier dossier, MeasureMeans means, List<Filter> filters, long rows) {
        if (means.kind() == FactKind.PULSE || !dossier.has(means.kind(), "unit")) {
            return List.of();
        }
        List<Part> parts = parts(dossier, means, filters, new Key.By("unit")).stream()
                .filter(p -> p.cell().text(0) != null)
                .toList();
        long[] counts = LongStream.concat(
                        parts.stream().mapToLong(Part::rows),
                        LongStream.of(
                                rows - parts.stream().mapToLong(Part::rows).sum()))
                .toArray();
        boolean[] shown = CellSuppression.cells(counts, FEWEST);
        return IntStream.range(0, parts.size())
                .mapToObj(i -> ofUnit(dossier, parts.get(i), shown[i]))
                .sorted(Comparator.comparingLong(
                                (OfUnit u) -> -u.values().map(Summary::count).orElse(0L))
                        .thenComparing(OfUnit::id))
                .toList();
    }

    private static OfUnit ofUnit(Dossier dossier, Part part, boolean shown) {
        @Nullable String named = part.cell().text(0);
        String id = named == null ? "" : named;
        return new OfUnit(
                id,
                dossier.registry().unit(id).map(u -> u.title()).orElse(id),
                shown ? Optional.of(part.values()) : Optional.empty());
    }
}
