package throughline.lake.duckdb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;
import throughline.lake.TemporaryFolder;
import throughline.lake.fact.Column;
import throughline.lake.sql.Sql;

/// Makes a small Parquet file of values written as text, each column in its own type.
public final class ParquetText {

    private static final int MEMORY_MEGABYTES = 200;

    private ParquetText() {}

    /// Writes the file.
    ///
    /// @param columns of different names, at least one
    /// @param rows one value a column, null where it is not known: numbers with a decimal point, days
    ///     and moments in ISO 8601 (moments without a zone are in UTC), flags as `true` and `false`
    /// @param out what it is written to once it is whole; stays open
    /// @throws LakeException if a value is not of its column's type
    /// @throws IOException if there is no temporary folder that can be written, or the file cannot be sent
    public static void write(List<Column> columns, List<List<@Nullable String>> rows, OutputStream out)
            throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.of("throughline-table-");
                Connections connections = Connections.open(folder.path(), MEMORY_MEGABYTES)) {
            String named = IntStream.range(0, columns.size())
                    .mapToObj("c%s varchar"::formatted)
                    .collect(Collectors.joining(", "));
            connections.run("create table drawn (%s)".formatted(named));
            connections.use(connection -> {
                try (DuckDBAppender appender = connection.createAppender("main", "drawn")) {
                    for (List<@Nullable String> row : rows) {
                        appender.beginRow();
                        for (String value : row) {
                            if (value == null) {
                                appender.appendNull();
                            } else {
                                appender.append(value);
                            }
                        }
                        appender.endRow();
                    }
                }
                return true;
            });
            Path file = folder.path().resolve("table.parquet");
            String typed = IntStream.range(0, columns.size())
                    .mapToObj(c -> "c%s::%s as %s"
                            .formatted(
                                    c,
                                    stored(columns.get(c)),
                                    Sql.name(columns.get(c).name())))
                    .collect(Collectors.joining(", "));
            connections.run("copy (select %s from drawn) to %s (format parquet, compression zstd)"
                    .formatted(typed, Sql.text(file.toString())));
            Files.copy(file, out);
        }
    }

    private static String stored(Column column) {
        return switch (column.type()) {
            case TEXT -> "varchar";
            case NUMBER -> "double";
            case FLAG -> "boolean";
            case TIME -> "timestamp";
            case DATE -> "date";
        };
    }
}
