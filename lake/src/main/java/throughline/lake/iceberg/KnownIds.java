package throughline.lake.iceberg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import throughline.lake.duckdb.ParquetFiles;
import throughline.lake.duckdb.SortedHashes;
import throughline.lake.fact.Column;

/// Which files of a table may hold an id, without reading their ids at every append: a file's ids are read once, when
/// an append first looks for one there, and their hashes kept in order beside it, 8 bytes an id, until the file leaves
/// the table or the process ends. A file never changes under its name. Hashes that somebody else deletes, as who
/// cleans the system's temporary folder does, are read again.
final class KnownIds {

    private final Map<String, SortedHashes> known = new HashMap<>();

    /// The candidates that hold an id of some rows, and with a chance of one in billions another.
    ///
    /// @param candidates some of the current files
    /// @param current all current files
    /// @param id the column of ids, as SQL names it
    /// @param rows what comes after FROM
    synchronized List<DataFile> holding(
            List<DataFile> candidates,
            List<DataFile> current,
            String id,
            String rows,
            Map<Integer, Column> columns,
            ParquetFiles parquet,
            Warehouse warehouse) {
        Set<String> there = current.stream().map(DataFile::location).collect(Collectors.toSet());
        known.entrySet().removeIf(file -> {
            boolean gone = !there.contains(file.getKey());
            if (gone) {
                file.getValue().close();
            }
            return gone;
        });
        List<DataFile> holding = new ArrayList<>();
        try (SortedHashes wanted = parquet.hashes(id, rows)) {
            for (DataFile file : candidates) {
                SortedHashes own = known.get(file.location());
                if (own == null || !own.kept()) {
                    try (Warehouse.Lease lease = warehouse.lease(List.of(file.location()))) {
                        List<Path> path = List.of(lease.path(file));
                        own = parquet.hashes(id, ParquetFiles.scan(path, columns));
                    }
                    known.put(file.location(), own);
                }
                if (wanted.meets(own)) {
                    holding.add(file);
                }
            }
        }
        return holding;
    }
}
