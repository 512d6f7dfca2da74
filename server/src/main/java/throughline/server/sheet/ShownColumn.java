package throughline.server.sheet;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;

/// A column as a page shows it, and how its cells read for a program. A unit that all numbers share goes into the
/// heading.
///
/// @param value the value of a cell, null where the cell says that there is none
record ShownColumn(Column column, Function<String, @Nullable String> value) {

    /// The column as a program reads it: days or numbers where all cells that say anything are, else text.
    static ShownColumn of(Sheet.Read read) {
        ShownValues shown = ShownValues.now();
        String heading = read.heading();
        List<String> known = read.cells().stream()
                .filter(c -> !read.names() && shown.says(c))
                .toList();
        if (!known.isEmpty() && known.stream().allMatch(c -> shown.day(c).isPresent())) {
            return new ShownColumn(
                    new Column(heading, ColumnType.DATE), c -> shown.day(c).orElse(null));
        }
        Set<String> units = known.stream().map(shown::unit).collect(Collectors.toSet());
        if (units.size() == 1 && known.stream().allMatch(c -> shown.number(c).isPresent())) {
            String unit = units.iterator().next();
            String named = unit.isEmpty()
                    ? heading
                    : "%s (%s)".formatted(heading, unit).strip();
            return new ShownColumn(
                    new Column(named, ColumnType.NUMBER), c -> shown.number(c).orElse(null));
        }
        return new ShownColumn(
                new Column(heading, ColumnType.TEXT), c -> shown.none().contains(c) ? null : c);
    }
}
