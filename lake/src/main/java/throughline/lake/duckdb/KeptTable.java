package throughline.lake.duckdb;

import throughline.lake.fact.FactTable;

/// Facts of one kind that lie in Parquet files already, no id twice.
public interface KeptTable {

    /// Their columns.
    FactTable table();

    /// What comes after FROM: the columns as they are stored, and `file_index` and `file_row_number` of each row.
    String from();
}
