package throughline.lake.duckdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.ColumnType;
import throughline.lake.sql.Sql;

/// Reads somebody else's Parquet file row by row, chunk by chunk; memory does not grow with the file.
///
/// ```java
/// try (var source = ParquetSource.open(file)) {
///     while (source.next()) { ... source.text(0) ... }
/// }
/// ```
///
/// A DuckDB of its own, which may open this one file and nothing else, does the decoding. Used by one thread.
public final class ParquetSource implements AutoCloseable {

    private static final String MEMORY = "256MB";

    private final Path file;
    private final DuckDBConnection connection;
    private final List<SourceColumn> columns = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private @Nullable DuckDBPreparedStatement statement;
    private @Nullable DuckDBChunkedResult result;
    private DuckDBReadableVector[] vectors = {};
    private int row = -1;
    private long rowsOfChunk;
    private long read;

    private ParquetSource(Path file, DuckDBConnection connection) {
        this.file = file;
        this.connection = connection;
    }

    /// A column that can be read.
    ///
    /// @param name as in the file
    /// @param type what its values are; numbers of every width are [ColumnType#NUMBER]
    /// @param zoned for times: whether they are moments; if not they are clock times of a place the file
    /// does not name,
    /// given as if it were UTC
    public record SourceColumn(String name, ColumnType type, boolean zoned) {}

    /// Opens the file and reads what columns it has.
    ///
    /// @throws LakeException if it is no Parquet file, cut short, damaged or encrypted, or cannot be opened
    public static ParquetSource open(Path file) {
        if (!Files.isReadable(file)) {
            throw new LakeException("%s cannot be opened; check that it exists and may be read".formatted(file));
        }
        if (file.toAbsolutePath().toString().chars().anyMatch(c -> "*?[]'\"\\".indexOf(c) >= 0)) {
            throw new LakeException(
                    "%s cannot be opened; rename it or its folder so that the path has no * ? [ ] or quotation mark"
                            .formatted(file));
        }
        var settings = new Properties();
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("threads", "1");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty(
                "allowed_paths", "[" + Sql.text(file.toAbsolutePath().toString()) + "]");
        settings.setProperty("enable_external_access", "false");
        settings.setProperty("lock_configuration", "true");
        settings.setProperty("jdbc_stream_results", "true");
        try {
            var source = new ParquetSource(file, DuckDBConnection.newConnection("jdbc:duckdb:", false, settings));
            try {
                source.begin();
            } catch (SQLException e) {
                source.close();
                throw source.unreadable(e);
            }
            return source;
        } catch (SQLException e) {
            throw Connections.failed(e);
        } catch (LakeException e) {
            throw e;
        } catch (Exception e) {
            throw new LakeException("%s cannot be opened: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void begin() throws SQLException {
        String from =
                "read_parquet(%s)".formatted(Sql.text(file.toAbsolutePath().toString()));
        List<String> selected = new ArrayList<>();
        try (var describe = connection.prepare("describe select * from " + from);
                var rows = describe.executeQuery()) {
            while (rows.next()) {
                column(rows.getString(1), rows.getString(2), selected);
            }
        }
        if (selected.isEmpty()) {
            throw new LakeException("%s has no column that can be read; columns with lists, structures or bytes cannot"
                    .formatted(file.getFileName()));
        }
        statement = connection.prepare(
                "select %s from %s".formatted(selected.stream().collect(Collectors.joining(", ")), from));
        result = statement.query();
    }

    private void column(String name, String type, List<String> selected) {
        String column = Sql.name(name);
        if (type.startsWith("DECIMAL") || type.matches("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE")) {
            columns.add(new SourceColumn(name, ColumnType.NUMBER, false));
            selected.add(column + "::double");
        } else if (type.equals("VARCHAR") || type.equals("UUID") || type.startsWith("ENUM")) {
            columns.add(new SourceColumn(name, ColumnType.TEXT, false));
            selected.add(column + "::varchar");
        } else if (type.equals("BOOLEAN")) {
            columns.add(new SourceColumn(name, ColumnType.FLAG, false));
            selected.add(column);
        } else if (type.equals("DATE")) {
            columns.add(new SourceColumn(name, ColumnType.DATE, false));
            selected.add("(%s - date '1970-01-01')::bigint".formatted(column));
        } else if (type.startsWith("TIMESTAMP")) {
            columns.add(new SourceColumn(name, ColumnType.TIME, type.contains("WITH TIME ZONE")));
            selected.add("epoch_us(%s)".formatted(column));
        } else {
            skipped.add(name);
        }
    }

    /// The columns that can be read, in the order of the file.
    public List<SourceColumn> columns() {
        return List.copyOf(columns);
    }

    /// Names of the columns that are left out: lists, structures, bytes, times of day.
    public List<String> skipped() {
        return List.copyOf(skipped);
    }

    /// Goes to the next row; false at the end.
    ///
    /// @throws LakeException if the file is damaged further on
    public boolean next() {
        if (result == null) {
            throw new IllegalStateException("The file is closed");
        }
        if (++row < rowsOfChunk) {
            read++;
            return true;
        }
        try {
            while (result.nextChunk()) {
                DuckDBDataChunkReader chunk = result.chunk();
                if (chunk.rowCount() > 0) {
                    rowsOfChunk = chunk.rowCount();
                    row = 0;
                    read++;
                    vectors = new DuckDBReadableVector[columns.size()];
                    for (int c = 0; c < vectors.length; c++) {
                        vectors[c] = chunk.vector(c);
                    }
                    return true;
                }
            }
        } catch (RuntimeException e) {
            throw new LakeException(
                    "%s is damaged after row %d; write it again from its source".formatted(file.getFileName(), read),
                    e);
        }
        rowsOfChunk = 0;
        row = -1;
        return false;
    }

    /// Whether the present row has a value in the column at the position of [#columns].
    public boolean has(int column) {
        return !vectors[column].isNull(row);
    }

    /// The text of a [ColumnType#TEXT] column of the present row, or null where empty.
    public @Nullable String text(int column) {
        return has(column) ? vectors[column].getString(row) : null;
    }

    /// The number of a [ColumnType#NUMBER] column of the present row; meaningful only where [#has] says so.
    public double number(int column) {
        return vectors[column].getDouble(row);
    }

    /// The flag of a [ColumnType#FLAG] column of the present row; meaningful only where [#has] says so.
    public boolean flag(int column) {
        return vectors[column].getBoolean(row);
    }

    /// The microseconds of a [ColumnType#TIME] column or the days of a [ColumnType#DATE] column of the
    /// present row, both since 1970; meaningful only where [#has] says so.
    public long whole(int column) {
        return vectors[column].getLong(row);
    }

    private LakeException unreadable(SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("encrypted")) {
            return new LakeException("%s is encrypted; write it without encryption".formatted(file.getFileName()), e);
        }
        return new LakeException(
                "%s is not a whole Parquet file: it is of another format, cut short or damaged; write it again from its source"
                        .formatted(file.getFileName()),
                e);
    }

    @Override
    public void close() {
        try {
            if (result != null) {
                result.close();
                result = null;
            }
            if (statement != null) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw Connections.failed(e);
        }
    }
}
