package throughline.lake.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import throughline.lake.duckdb.ParquetFiles;
import throughline.lake.fact.Column;

/// What keeps a table quick and small: compaction, expiry of snapshots, removal of orphans. Each may be
/// killed at any step and run again.
final class Upkeep {

    /// Files below this size are put together.
    static final long SMALL_BYTES = 32L << 20;

    /// They are put together up to about this size.
    static final long TARGET_BYTES = 128L << 20;

    private final IcebergTable target;
    private final ParquetFiles parquet;
    private final Warehouse warehouse;

    Upkeep(IcebergTable target, ParquetFiles parquet, Warehouse warehouse) {
        this.target = target;
        this.parquet = parquet;
        this.warehouse = warehouse;
    }

    /// Puts small files of a month together, one commit for each file that comes of it, until there is no
    /// month with two.
    ///
    /// @return how many files were replaced
    int compact(Table table) {
        var replaced = new int[1];
        target.commit(table, () -> next(table).isEmpty(), () -> {
            long base = table.currentSnapshot().snapshotId();
            List<DataFile> files = next(table).orElseThrow();
            DataFile whole = merged(table, files);
            // Else its history is searched back to the beginning, which has expired.
            var rewrite = table.newRewrite().validateFromSnapshot(base);
            files.forEach(rewrite::deleteFile);
            rewrite.addFile(whole).commit();
            replaced[0] += files.size();
        });
        return replaced[0];
    }

    private DataFile merged(Table table, List<DataFile> files) {
        Map<Integer, Column> columns = Shape.columns(table.schema());
        try (Warehouse.Lease lease =
                warehouse.lease(files.stream().map(DataFile::location).toList())) {
            List<Path> paths = files.stream().map(lease::path).toList();
            String select = "select * from %s order by day, file_index, file_row_number"
                    .formatted(ParquetFiles.scan(paths, columns));
            return new MonthFiles(parquet, warehouse)
                    .write(table, target.kind(), MonthFiles.month(files.getFirst()), select, columns);
        }
    }

    /// The small files of a month that are to become one.
    private Optional<List<DataFile>> next(Table table) {
        var months = new TreeMap<YearMonth, List<DataFile>>();
        target.files(table, table.currentSnapshot()).stream()
                .filter(f -> f.fileSizeInBytes() < SMALL_BYTES)
                .sorted(Comparator.comparingLong(DataFile::fileSizeInBytes).thenComparing(DataFile::location))
                .forEach(f -> months.computeIfAbsent(MonthFiles.month(f), month -> new ArrayList<>())
                        .add(f));
        return months.values().stream()
                .map(Upkeep::together)
                .filter(f -> f.size() > 1)
                .findFirst();
    }

    private static List<DataFile> together(List<DataFile> small) {
        List<DataFile> files = new ArrayList<>();
        long bytes = 0;
        for (DataFile file : small) {
            bytes += file.fileSizeInBytes();
            if (files.size() > 1 && bytes > TARGET_BYTES) {
                break;
            }
            files.add(file);
        }
        return files;
    }

    /// Forgets snapshots, and deletes the files that only they had.
    ///
    /// @param shown snapshots that stay
    /// @return how many snapshots went
    int expire(Table table, Instant before, long settled, Set<Long> shown) {
        if (settled > IcebergTable.settled(table)) {
            IcebergTable.settle(table, settled);
        }
        // Iceberg deletes what a snapshot replaced only when that snapshot goes; an empty one behind it lets it go.
        Snapshot current = table.currentSnapshot();
        if (current != null
                && expired(current, before, settled)
                && current.summary().containsKey(SnapshotSummary.DELETED_FILES_PROP)) {
            table.newAppend().commit();
        }
        List<Long> ids = new ArrayList<>();
        Snapshot older = null;
        for (Snapshot snapshot : table.snapshots()) {
            // Whoever reads may have begun just before the next one came.
            if (older != null
                    && snapshot.timestampMillis() < before.toEpochMilli()
                    && expired(older, before, settled)
                    && !shown.contains(older.snapshotId())) {
                ids.add(older.snapshotId());
            }
            older = snapshot;
        }
        if (!ids.isEmpty()) {
            Positions.keep(table);
            var expire = table.expireSnapshots();
            ids.forEach(expire::expireSnapshotId);
            expire.cleanExpiredFiles(true).commit();
        }
        return ids.size();
    }

    /// Whether no snapshot from before a time is left, but the current one where it replaced nothing: the files that a
    /// snapshot replaced are there as long as it is.
    boolean cleanSince(Table table, Instant time) {
        Snapshot current = table.currentSnapshot();
        for (Snapshot snapshot : table.snapshots()) {
            boolean keepsNothing = current != null
                    && snapshot.snapshotId() == current.snapshotId()
                    && !snapshot.summary().containsKey(SnapshotSummary.DELETED_FILES_PROP);
            if (snapshot.timestampMillis() < time.toEpochMilli() && !keepsNothing) {
                return false;
            }
        }
        return true;
    }

    private static boolean expired(Snapshot snapshot, Instant before, long settled) {
        return snapshot.timestampMillis() < before.toEpochMilli()
                && Appended.of(snapshot).map(a -> a.batches().last() <= settled).orElse(true);
    }

    /// Deletes files of the table's folder that no snapshot knows.
    ///
    /// @param before younger files may belong to a commit that is under way
    /// @return how many files went
    int removeOrphans(Table table, Instant before) {
        List<String> old = new ArrayList<>();
        for (FileInfo file : warehouse.io().listPrefix(table.location() + "/")) {
            if (file.createdAtMillis() < before.toEpochMilli()) {
                old.add(file.location());
            }
        }
        // Listed first: what is committed in between is known by then.
        table.refresh();
        Set<String> known = known(table);
        old.removeIf(known::contains);
        old.forEach(warehouse.io()::deleteFile);
        return old.size();
    }

    private static Set<String> known(Table table) {
        var known = new HashSet<>(ReachableFileUtil.metadataFileLocations(table, true));
        known.addAll(ReachableFileUtil.manifestListLocations(table));
        known.addAll(ReachableFileUtil.statisticsFilesLocations(table));
        var manifests = new HashSet<String>();
        for (Snapshot snapshot : table.snapshots()) {
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (manifests.add(manifest.path())) {
                    try (var files = ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
                        files.forEach(known::add);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }
        known.addAll(manifests);
        return known;
    }
}
