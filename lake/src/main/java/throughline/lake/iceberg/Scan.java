package throughline.lake.iceberg;

/// The files of a plan, ready to be read; they stay where they are until it is closed.
public interface Scan extends AutoCloseable {

    /// A SELECT of all columns in DuckDB's words: times in microseconds and days as numbers, both since 1970.
    /// Its DuckDB has to be allowed to open [IcebergLake#folder].
    String select();

    @Override
    void close();
}
