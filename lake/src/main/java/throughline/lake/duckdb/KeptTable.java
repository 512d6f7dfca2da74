package throughline.lake.duckdb;

import throughline.lake.fact.FactTable;

/// Facts of one kind that lie in Parquet files already, no id twice.
public interface KeptTable extends AutoCloseable {

    /// Their columns.
    FactTable table();

    /// What comes after FROM: the columns as they are stored, and `file_index` and `file_row_number` of each
    /// row.
    String from();

    /// Says that the files need no longer stay where they are.
    @Override
    void close();
}
