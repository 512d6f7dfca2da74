package throughline.lake.cube;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactTable;

/// The columns a query may name, and what each may be used for. Every engine asks here before it does
/// anything.
///
/// @param table the table that is asked
public record KnownColumns(FactTable table) {

    /// Checks every column of the query.
    ///
    /// @throws UnknownColumnException if the table lacks one
    /// @throws IllegalArgumentException if one has a type that its use does not go with
    public void check(CubeQuery query) {
        query.keys().forEach(this::check);
        query.measures().forEach(this::measure);
        query.filters().forEach(this::check);
    }

    /// Checks every column of the query.
    ///
    /// @throws UnknownColumnException if the table lacks one
    /// @throws IllegalArgumentException if one has a type that its use does not go with, or there are no
    /// variables
    public void check(MomentsQuery query) {
        if (query.variables().isEmpty()) {
            throw new IllegalArgumentException("Moments need at least 1 variable");
        }
        query.blocks().forEach(this::check);
        query.variables().forEach(this::measure);
        query.filters().forEach(this::check);
    }

    /// Checks the columns of the query's filters; those it shows may be lacking.
    ///
    /// @throws UnknownColumnException if the table lacks one
    /// @throws IllegalArgumentException if one has a type that its use does not go with
    public void check(RowQuery query) {
        query.filters().forEach(this::check);
    }

    /// The columns that rows show: `file`, `line`, then those asked for that the table has.
    public List<Column> shown(RowQuery query) {
        var all = new java.util.LinkedHashSet<Column>(FactTable.SYSTEM.subList(0, 2));
        query.columns().forEach(name -> table.find(name).ifPresent(all::add));
        return List.copyOf(all);
    }

    /// The column of the name.
    ///
    /// @throws UnknownColumnException if the table lacks it
    public Column require(String name) {
        return table.find(name).orElseThrow(() -> new UnknownColumnException(lacking(name)));
    }

    private void check(Key key) {
        switch (key) {
            case Key.By by -> require(by.column(), "A key by value", ColumnType.TEXT, ColumnType.FLAG);
            case Key.Bin bin -> {
                require(bin.column(), "A key by bin", ColumnType.NUMBER);
                if (!(bin.width() > 0) || Double.isInfinite(bin.width())) {
                    throw new IllegalArgumentException("A bin is wider than 0, got " + bin.width());
                }
            }
            case Key.Hour hour -> require(hour.column(), "A key by hour", ColumnType.TIME);
            case Key.LogBin bin -> require(bin.column(), "A key by logarithmic bin", ColumnType.NUMBER);
            case Key.Value value -> require(value.column(), "A key by number", ColumnType.NUMBER);
            case Key.Day day -> {}
            case Key.Week week -> {}
            case Key.Month month -> {}
        }
    }

    private void check(Filter filter) {
        switch (filter) {
            case Filter.In in -> require(in.column(), "A filter by values", ColumnType.TEXT);
            case Filter.Is is -> require(is.column(), "A filter by flag", ColumnType.FLAG);
            case Filter.Range range -> require(range.column(), "A filter by range", ColumnType.NUMBER);
            case Filter.Days days -> {}
            case Filter.Missing missing -> require(missing.column());
            case Filter.Known known -> require(known.column());
            case Filter.Any any -> any.filters().forEach(this::check);
        }
    }

    private void measure(String column) {
        require(column, "A sum", ColumnType.NUMBER, ColumnType.FLAG);
    }

    private void require(String name, String use, ColumnType... types) {
        Column column = require(name);
        if (!Arrays.asList(types).contains(column.type())) {
            throw new IllegalArgumentException("%s needs a column of %s; %s of %s holds %s"
                    .formatted(
                            use,
                            Arrays.stream(types).map(ColumnType::name).collect(Collectors.joining(" or ")),
                            name,
                            table.kind().table(),
                            column.type()));
        }
    }

    private String lacking(String name) {
        String near = table.columns().stream()
                .map(Column::name)
                .filter(c -> distance(c, name) <= Math.max(2, name.length() / 3))
                .sorted(Comparator.comparingInt((String c) -> distance(c, name)).thenComparing(c -> c))
                .limit(3)
                .collect(Collectors.joining(", "));
        return "%s has no column %s%s; it has %s"
                .formatted(
                        table.kind().table(),
                        name,
                        near.isEmpty() ? "" : " (near: " + near + ")",
                        table.columns().stream().map(Column::name).collect(Collectors.joining(", ")));
    }

    /// How many letters to insert, leave out or change to make one name of the other (Levenshtein).
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
