package throughline.simulation;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import throughline.lake.fact.FactKind;

/// The fact tables of a workspace while they are written; a withheld table takes no rows and leaves no file.
final class Tables implements AutoCloseable {

    private final Path folder;
    private final Settings settings;
    private final Calendar calendar;
    private final Map<FactKind, TableFile> files = new EnumMap<>(FactKind.class);

    Tables(Path folder, Settings settings, Calendar calendar) {
        this.folder = folder;
        this.settings = settings;
        this.calendar = calendar;
    }

    /// Opens the table with the columns, separated by blanks.
    TableFile open(FactKind kind, String columns) {
        String ending = settings.recording().packing() == Recording.Packing.GZIPPED ? ".csv.gz" : ".csv";
        TableFile file = covers(kind, settings.days() - 1)
                ? TableFile.at(folder.resolve(kind.table() + ending), calendar, named(kind, columns))
                : TableFile.nowhere(calendar);
        files.put(kind, file);
        return file;
    }

    /// The columns as the organisation calls them; what staff are asked has the same names everywhere.
    private String named(FactKind kind, String columns) {
        return kind == FactKind.PULSE ? columns : settings.recording().dialect().names(columns);
    }

    /// Whether facts of the day are kept in the table.
    boolean covers(FactKind kind, int day) {
        return day >= settings.firstDay(kind);
    }

    /// Rows written to the table.
    long rows(FactKind kind) {
        TableFile file = files.get(kind);
        return file == null || !covers(kind, settings.days() - 1) ? 0 : file.rows();
    }

    @Override
    public void close() {
        files.values().forEach(TableFile::close);
    }
}
