package throughline.lake.duckdb;

import java.util.Optional;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// The rows of one kind from which the tables are made that are asked.
interface Stage {

    /// What they are.
    FactKind kind();

    /// Their columns.
    FactTable table();

    /// Whether there are none.
    boolean empty();

    /// The rows as one table in the order of [#select], where that needs no copy.
    Optional<String> scan();

    /// Whether it is already clear that no id occurs twice: the kind has none, or they came in ascending
    /// order.
    boolean unique();

    /// A SELECT of all columns of the rows, and before them `rn`, which rises in the order in which they came.
    String select();

    /// The type of DuckDB that a column is kept as.
    static String type(ColumnType type) {
        return switch (type) {
            case TEXT -> "varchar";
            case NUMBER -> "double";
            case FLAG -> "boolean";
            case TIME -> "bigint";
            case DATE -> "integer";
        };
    }
}
