package throughline.lake.iceberg;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/// How far the sources of a table have been read: part of the snapshot that shows the rows, so that both are
/// one commit. The newest snapshot that has positions has all of them.
final class Positions {

    /// In a snapshot's summary; and among the table's properties, for when that snapshot has expired.
    private static final String POSITIONS = "ingest.positions";

    private Positions() {}

    static SortedMap<String, Long> of(Table table) {
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
            String text = snapshot.summary().get(POSITIONS);
            if (text != null) {
                return parse(text);
            }
        }
        return parse(table.properties().getOrDefault(POSITIONS, ""));
    }

    /// Puts the positions that follow from a table's present ones on record in the snapshot to be made.
    static void record(SnapshotUpdate<?> update, Table table, SortedMap<String, Long> progress) {
        SortedMap<String, Long> all = of(table);
        all.putAll(progress);
        update.set(POSITIONS, text(all));
    }

    /// Keeps the positions, before the snapshots expire that have them.
    static void keep(Table table) {
        String now = text(of(table));
        if (!now.equals(table.properties().getOrDefault(POSITIONS, ""))) {
            table.updateProperties().set(POSITIONS, now).commit();
        }
    }

    private static String text(SortedMap<String, Long> positions) {
        return positions.entrySet().stream()
                .map(p -> p.getKey() + "=" + p.getValue())
                .collect(Collectors.joining(","));
    }

    private static SortedMap<String, Long> parse(String text) {
        var positions = new TreeMap<String, Long>();
        for (String position : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int end = position.lastIndexOf('=');
            positions.put(position.substring(0, end), Long.parseLong(position.substring(end + 1)));
        }
        return positions;
    }
}
