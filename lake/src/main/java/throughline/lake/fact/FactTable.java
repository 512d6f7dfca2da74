package throughline.lake.fact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The columns that one organisation's facts of a kind really have.
///
/// Every table begins with the three system columns `file` (TEXT, path inside the workspace), `line`
/// (NUMBER, line or record number in that file, from 1) and `day` (DATE, local day of [FactKind#time()]).
///
/// @param kind what a row is
/// @param columns system columns, then declared ones that a file has, then measures and attributes found
/// beyond them
public record FactTable(FactKind kind, List<Column> columns) {

    /// Columns every table begins with.
    public static final List<Column> SYSTEM = List.of(
            new Column("file", ColumnType.TEXT),
            new Column("line", ColumnType.NUMBER),
            new Column("day", ColumnType.DATE));

    /// Checks the figures.
    ///
    /// @throws IllegalArgumentException if the system columns do not come first or a name occurs twice
    public FactTable {
        columns = List.copyOf(columns);
        if (columns.size() < SYSTEM.size() || !columns.subList(0, SYSTEM.size()).equals(SYSTEM)) {
            throw new IllegalArgumentException("A fact table begins with " + SYSTEM);
        }
        if (columns.stream().map(Column::name).distinct().count() != columns.size()) {
            throw new IllegalArgumentException("A column occurs twice in " + kind.table() + ": " + columns);
        }
    }

    /// Position of the column, or -1 where the table lacks it.
    public int position(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// The column of the name, where the table has it.
    public Optional<Column> find(String name) {
        int position = position(name);
        return position < 0 ? Optional.empty() : Optional.of(columns.get(position));
    }

    /// The table without some of its columns.
    public FactTable without(Collection<String> names) {
        return new FactTable(
                kind, columns.stream().filter(c -> !names.contains(c.name())).toList());
    }

    /// The table of the same kind with the columns of both, those of this one first.
    ///
    /// @throws IllegalArgumentException if the kinds differ, or the types of a column do
    public FactTable plus(FactTable other) {
        if (other.kind != kind) {
            throw new IllegalArgumentException(
                    "Rows of %s are no rows of %s".formatted(other.kind.table(), kind.table()));
        }
        var all = new ArrayList<>(columns);
        for (Column column : other.columns) {
            Optional<Column> mine = find(column.name());
            if (mine.isEmpty()) {
                all.add(column);
            } else if (!mine.get().equals(column)) {
                throw new IllegalArgumentException("Column %s of %s holds %s in one file and %s in another"
                        .formatted(column.name(), kind.table(), mine.get().type(), column.type()));
            }
        }
        return new FactTable(kind, all);
    }
}
