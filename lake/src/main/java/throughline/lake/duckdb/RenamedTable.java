package throughline.lake.duckdb;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// Facts that are kept, in which some texts of one column stand for others: everything that is made of them, and every
/// question, sees the others. What is kept stays as it is.
///
/// @param column of text, which the table has
/// @param names what stands in place of what
public record RenamedTable(KeptTable kept, String column, Map<String, String> names) implements KeptTable {

    /// Copies the names.
    public RenamedTable {
        names = Map.copyOf(names);
    }

    /// Tables in which texts of a column stand for others; those without the column as they are.
    public static List<KeptTable> all(
            Collection<? extends KeptTable> tables, String column, Map<String, String> names) {
        return tables.stream()
                .map(table -> names.isEmpty() || table.table().position(column) < 0
                        ? table
                        : (KeptTable) new RenamedTable(table, column, names))
                .toList();
    }

    @Override
    public FactTable table() {
        return kept.table();
    }

    @Override
    public List<KeptFile> files() {
        return kept.files();
    }

    @Override
    public String from(List<KeptFile> some) {
        var cases = new StringBuilder("case ").append(Sql.name(column));
        new TreeMap<>(names)
                .forEach((was, is) -> cases.append(" when %s then %s".formatted(Sql.text(was), Sql.text(is))));
        return "(select * replace (%s else %s end as %2$s), file_index, file_row_number from %s)"
                .formatted(cases, Sql.name(column), kept.from(some));
    }

    @Override
    public String readAs() {
        return column + new TreeMap<>(names);
    }

    @Override
    public void close() {
        kept.close();
    }
}
