package throughline.lake.iceberg;

import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/// The files of a lake, as Iceberg names them and as DuckDB opens them. Safe for several threads.
interface Warehouse extends AutoCloseable {

    /// Files that stay where they are until this is closed.
    interface Lease extends AutoCloseable {
        Path path(String location);

        default Path path(DataFile file) {
            return path(file.location());
        }

        @Override
        void close();
    }

    /// Where the tables are, as a URI.
    String location();

    /// How Iceberg writes and reads them.
    SupportsPrefixOperations io();

    /// The only folder that DuckDB needs to see.
    Path folder();

    /// Where DuckDB shall write the file of the location.
    Path begin(String location);

    /// Makes the file durable: from here on it survives a crash.
    void finish(String location);

    /// Deletes copies of files that nobody reads now; where files are read in place there are none.
    default void evict() {}

    /// Makes files readable.
    Lease lease(List<String> locations);

    @Override
    void close();
}
