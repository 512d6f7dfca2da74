package throughline.lake.duckdb;

import java.util.Map;
import java.util.Optional;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactTable;

/// A fact table and how DuckDB keeps it.
///
/// DATE is kept as INTEGER (days), TIME as BIGINT (microseconds), NUMBER as DOUBLE, FLAG as BOOLEAN. TEXT
/// with few different values is kept as an ENUM, which groups five times as fast; other TEXT as VARCHAR.
///
/// @param table what the application sees
/// @param words name of the ENUM type of each TEXT column that has one
record StoredTable(FactTable table, Map<String, String> words) {

    StoredTable {
        words = Map.copyOf(words);
    }

    ColumnType type(String column) {
        return table.find(column).orElseThrow().type();
    }

    Optional<String> words(String column) {
        return Optional.ofNullable(words.get(column));
    }

    /// Name of the table in DuckDB.
    String name() {
        return Sql.name(table.kind().table());
    }
}
