package throughline.lake.iceberg;

import throughline.lake.duckdb.KeptTable;
import throughline.lake.duckdb.ParquetFiles;

/// The files of a plan, ready to be read; they stay where they are until it is closed.
public interface Scan extends KeptTable {

    /// A SELECT of all columns in DuckDB's words: times in microseconds and days as numbers, both since 1970.
    /// Its DuckDB has to be allowed to open [IcebergLake#folder].
    default String select() {
        return "select %s from %s".formatted(ParquetFiles.fromStore(table().columns()), from());
    }
}
