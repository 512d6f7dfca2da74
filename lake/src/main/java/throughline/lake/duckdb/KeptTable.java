package throughline.lake.duckdb;

import java.util.List;
import throughline.lake.fact.FactTable;

/// Facts of one kind that lie in Parquet files already, no id twice.
public interface KeptTable extends AutoCloseable {

    /// Their columns.
    FactTable table();

    /// The files they are in, month by month, within a month as they came.
    List<KeptFile> files();

    /// What comes after FROM: the columns as they are stored, and `file_index` and `file_row_number` of each
    /// row.
    ///
    /// @param some at least one of the files
    String from(List<KeptFile> some);

    /// All files, as they come after FROM.
    default String from() {
        return from(files());
    }

    /// What tells the same files apart that are read in another way; empty where they are read as they are.
    default String readAs() {
        return "";
    }

    /// Says that the files need no longer stay where they are.
    @Override
    void close();
}
