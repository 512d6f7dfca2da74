package throughline.lake.iceberg;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;

/// What an append leaves in its snapshot, by which the table itself tells whether the rows are in.
sealed interface Mark {

    /// Whether the rows are in already, or must not come in any more.
    boolean settled(Table table);

    /// Puts the mark in the snapshot to be made, which follows the table's present one.
    void record(SnapshotUpdate<?> update, Table table);

    /// Batches with sequence numbers, each of which comes in once.
    record Batches(IcebergTable target, SortedSet<Long> numbers) implements Mark {

        @Override
        public boolean settled(Table table) {
            return target.appended(table, numbers).isPresent();
        }

        @Override
        public void record(SnapshotUpdate<?> update, Table table) {
            Appended.record(update, numbers);
        }
    }

    /// Sources read on from where the table says; where it says another place, somebody else has read them.
    record Read(Progress progress) implements Mark {

        @Override
        public boolean settled(Table table) {
            return !positions(table).equals(progress.from());
        }

        @Override
        public void record(SnapshotUpdate<?> update, Table table) {
            Positions.record(update, table, progress.to());
        }

        /// The table's positions of the sources that were read.
        SortedMap<String, Long> positions(Table table) {
            var positions = new TreeMap<>(Positions.of(table));
            positions.keySet().retainAll(progress.to().keySet());
            return positions;
        }
    }
}
