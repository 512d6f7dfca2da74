package throughline.server.backup;

import java.util.List;

/// What a backup holds; its last entry, so that a file without one is not whole.
///
/// @param format of the file; a reader knows [#FORMAT] and those before
/// @param createdAt when the database was looked at, an ISO instant
/// @param schema version of the tables
/// @param tables in an order in which they may be filled
/// @param files every entry but this one
record Manifest(int format, String createdAt, String schema, List<Table> tables, List<Entry> files) {

    static final int FORMAT = 1;
    static final String NAME = "manifest.json";

    /// A table of the database, kept as PostgreSQL's `COPY ... TO STDOUT` writes it.
    ///
    /// @param columns in the order of its entry
    record Table(String name, List<String> columns, long rows) {

        String entry() {
            return "database/%s.copy".formatted(name);
        }
    }

    /// A file in the backup.
    ///
    /// @param name path with forward slashes
    /// @param sha256 in hexadecimal
    record Entry(String name, long bytes, String sha256) {}
}
