package throughline.lake.iceberg;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;

/// What an append did, as the table itself has it on record.
///
/// @param snapshot the snapshot that shows it first
/// @param batches sequence numbers of the batches that came in with it
/// @param rows how many rows came in
/// @param replaced how many rows gave way to a later one of the same id, earlier ones and ones that came with it
/// @param days days of the rows that came and of those that went: what was computed of them has to be
/// computed again
public record Appended(
        long snapshot, NavigableSet<Long> batches, long rows, long replaced, NavigableSet<LocalDate> days) {

    private static final String BATCHES = "ingest.batches";
    private static final String ROWS = "ingest.rows";
    private static final String REPLACED = "ingest.replaced";
    private static final String DAYS = "ingest.days";

    /// Keeps copies.
    public Appended {
        batches = new TreeSet<>(batches);
        days = new TreeSet<>(days);
    }

    /// What the snapshot has on record, where it was made by an append.
    static Optional<Appended> of(Snapshot snapshot) {
        var summary = snapshot.summary();
        String batches = summary.get(BATCHES);
        if (batches == null) {
            return Optional.empty();
        }
        return Optional.of(new Appended(
                snapshot.snapshotId(),
                Ranges.parse(batches),
                Long.parseLong(summary.getOrDefault(ROWS, "0")),
                Long.parseLong(summary.getOrDefault(REPLACED, "0")),
                Ranges.parse(summary.getOrDefault(DAYS, "")).stream()
                        .map(LocalDate::ofEpochDay)
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    /// Puts the batches on record in the snapshot to be made.
    static void record(SnapshotUpdate<?> update, SortedSet<Long> batches) {
        update.set(BATCHES, Ranges.text(batches));
    }

    /// Puts what an append does on record in the snapshot to be made.
    static void record(SnapshotUpdate<?> update, long rows, long replaced, SortedSet<LocalDate> days) {
        update.set(ROWS, String.valueOf(rows));
        update.set(REPLACED, String.valueOf(replaced));
        update.set(
                DAYS,
                Ranges.text(days.stream().map(LocalDate::toEpochDay).collect(Collectors.toCollection(TreeSet::new))));
    }
}
