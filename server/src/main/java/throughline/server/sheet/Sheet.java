package throughline.server.sheet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Rows;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactTable;

/// A table as it is taken elsewhere: typed columns, and values as text that any program reads.
///
/// @param name part of the file's name, of lower-case letters, digits and hyphens
/// @param columns of different names
/// @param rows one value a column, null where there is none: numbers with a decimal point and without
///     commas, days and moments in ISO 8601, flags as `true` and `false`
public record Sheet(String name, List<Column> columns, List<List<@Nullable String>> rows) {

    /// Gives columns of the same name, and those without one, names of their own.
    public Sheet {
        columns = told(columns);
        rows = List.copyOf(rows);
    }

    /// Rows of the lake, each column in the type it is stored in.
    ///
    /// @param table where they come from; where it is empty, all columns are text
    public static Sheet of(String name, Rows rows, Optional<FactTable> table) {
        return new Sheet(
                name,
                rows.columns().stream()
                        .map(c -> table.flatMap(t -> t.find(c)).orElseGet(() -> new Column(c, ColumnType.TEXT)))
                        .toList(),
                rows.values());
    }

    /// A table of which a page shows a part only: columns as a page shows them, whole numbers in the first.
    ///
    /// @param rows one text a column
    public static Sheet ofTexts(String name, List<String> headings, List<List<String>> rows) {
        return new Sheet(
                name,
                headings.stream()
                        .map(h -> new Column(h, h.equals(headings.getFirst()) ? ColumnType.NUMBER : ColumnType.TEXT))
                        .toList(),
                List.copyOf(rows));
    }

    /// A column as a person reads it.
    ///
    /// @param names whether its cells say what their rows are of, and so are text whatever they look like
    /// @param cells one a row, empty where there is none
    record Read(String heading, boolean names, List<String> cells) {}

    /// A table as a person reads it, each column in the type that all its cells have.
    ///
    /// @param read columns of as many cells each
    static Sheet read(String name, List<Read> read) {
        List<ShownColumn> shown = read.stream().map(ShownColumn::of).toList();
        var rows = new ArrayList<List<@Nullable String>>();
        for (int row = 0;
                row < read.stream().mapToInt(r -> r.cells().size()).max().orElse(0);
                row++) {
            var values = new ArrayList<@Nullable String>();
            for (int at = 0; at < read.size(); at++) {
                values.add(shown.get(at).value().apply(read.get(at).cells().get(row)));
            }
            rows.add(values);
        }
        return new Sheet(name, shown.stream().map(ShownColumn::column).toList(), rows);
    }

    private static List<Column> told(List<Column> columns) {
        Set<String> taken = new HashSet<>();
        var told = new ArrayList<Column>();
        for (Column column : columns) {
            String name = column.name().isBlank() ? "column " + (told.size() + 1) : column.name();
            String free = name;
            for (int again = 2; !taken.add(free); again++) {
                free = name + " " + again;
            }
            told.add(new Column(free, column.type()));
        }
        return List.copyOf(told);
    }
}
