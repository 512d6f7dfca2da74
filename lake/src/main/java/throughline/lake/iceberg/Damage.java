package throughline.lake.iceberg;

import java.time.YearMonth;
import throughline.lake.fact.FactKind;

/// Something of the lake that is not as the catalogue says.
public sealed interface Damage {

    /// The table it concerns.
    FactKind kind();

    /// What it is and what repair makes of it, in plain words.
    String message();

    /// The catalogue names a table of which no description is left. Repair takes it out of the catalogue.
    ///
    /// @param location the description that the catalogue names
    record TableLost(FactKind kind, String location) implements Damage {
        @Override
        public String message() {
            return "The table %s is gone: neither %s nor an earlier description of it is there. Restore a backup; repair instead begins it anew, empty."
                    .formatted(kind.table(), location);
        }
    }

    /// The catalogue names a description that is gone, and an earlier one is there. Repair goes back to it.
    ///
    /// @param location the description that the catalogue names
    /// @param earlier the newest that is whole
    record MetadataLost(FactKind kind, String location, String earlier) implements Damage {
        @Override
        public String message() {
            return "The description of the table %s is gone: %s. Restore a backup; repair instead goes back to %s, and what came after it has to be brought in again."
                    .formatted(kind.table(), location, earlier);
        }
    }

    /// A list of files is gone or cannot be read. Repair leaves it.
    ///
    /// @param location the list
    record ListLost(FactKind kind, String location) implements Damage {
        @Override
        public String message() {
            return "A list of the files of the table %s is gone or cannot be read: %s. Restore a backup."
                    .formatted(kind.table(), location);
        }
    }

    /// A data file is gone or cut short. Repair takes it off the table, so that the others can be read.
    ///
    /// @param month the month of all its rows
    /// @param location the file
    /// @param rows how many rows it had
    record FileLost(FactKind kind, YearMonth month, String location, long rows) implements Damage {
        @Override
        public String message() {
            return "%d rows of the table %s of %s are gone: the file %s is missing or cut short. Restore a backup; repair instead goes on without them, and they have to be brought in again."
                    .formatted(rows, kind.table(), month, location);
        }
    }
}
