package throughline.lake.duckdb;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import throughline.lake.sql.Sql;

/// Connections to one DuckDB that reaches no file outside its folder and no network. Safe for several
/// threads: each statement runs on a connection of its own.
final class Connections implements AutoCloseable {

    /// What is to be done with a connection.
    interface Work<T> {
        T with(DuckDBConnection connection) throws SQLException;
    }

    /// What is to be done with a chunk of up to 2 048 rows; the chunk is gone afterwards.
    interface Chunks {
        void accept(DuckDBDataChunkReader chunk) throws SQLException;
    }

    private final DuckDBConnection first;
    private final ConcurrentLinkedDeque<DuckDBConnection> idle = new ConcurrentLinkedDeque<>();
    private final List<DuckDBConnection> all = new ArrayList<>();

    private Connections(DuckDBConnection first) {
        this.first = first;
    }

    /// Opens a database in memory over the files of the folder, and of others. Each statement runs on the thread that
    /// asks.
    static Connections open(Path folder, int memoryMegabytes, Path... others) {
        var settings = new Properties();
        settings.setProperty("memory_limit", memoryMegabytes + "MB");
        settings.setProperty("threads", "1");
        settings.setProperty("temp_directory", folder.resolve("spill").toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty(
                "allowed_directories",
                Stream.concat(Stream.of(folder), Stream.of(others))
                        .map(path -> Sql.text(path + "/"))
                        .collect(Collectors.joining(", ", "[", "]")));
        settings.setProperty("enable_external_access", "false");
        settings.setProperty("preserve_insertion_order", "true");
        try {
            var first = DuckDBConnection.newConnection("jdbc:duckdb:" + folder.resolve("lake.duckdb"), false, settings);
            try (Statement statement = first.createStatement()) {
                // Known only once the database is open. Files never change under their names.
                statement.execute("set parquet_metadata_cache = true");
                // A row group: more rows held back before they are split by month cost memory and gain nothing.
                statement.execute("set partitioned_write_flush_threshold = 122880");
                statement.execute("set lock_configuration = true");
            }
            return new Connections(first);
        } catch (SQLException e) {
            throw failed(e);
        } catch (Exception e) {
            throw new LakeException("The lake in %s does not open: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /// Does the work on a connection that nobody else uses meanwhile.
    <T> T use(Work<T> work) {
        DuckDBConnection connection = idle.poll();
        try {
            if (connection == null) {
                connection = first.duplicate();
                synchronized (all) {
                    all.add(connection);
                }
            }
            return work.with(connection);
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            if (connection != null) {
                idle.push(connection);
            }
        }
    }

    /// Runs a statement without an answer.
    void run(String sql) {
        use(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /// Runs a query and hands its answer over chunk by chunk, in order.
    void query(String sql, List<String> parameters, Chunks chunks) {
        use(connection -> {
            try (DuckDBPreparedStatement statement = connection.prepare(sql)) {
                for (int i = 0; i < parameters.size(); i++) {
                    statement.setString(i + 1, parameters.get(i));
                }
                try (DuckDBChunkedResult result = statement.query()) {
                    while (result.nextChunk()) {
                        chunks.accept(result.chunk());
                    }
                }
            }
            return true;
        });
    }

    /// Runs a query that answers one whole number.
    long number(String sql, List<String> parameters) {
        long[] number = new long[1];
        query(
                "select (" + sql + ")::bigint",
                parameters,
                chunk -> number[0] = chunk.vector(0).getLong(0));
        return number[0];
    }

    /// The rows of a small answer: texts as String, whole numbers as Long, numbers as Double; none is empty.
    List<Object[]> small(String sql) {
        List<Object[]> rows = new ArrayList<>();
        query(sql, List.of(), chunk -> {
            for (long row = 0; row < chunk.rowCount(); row++) {
                Object[] values = new Object[Math.toIntExact(chunk.columnCount())];
                for (int c = 0; c < values.length; c++) {
                    var vector = chunk.vector(c);
                    values[c] = value(vector, row);
                }
                rows.add(values);
            }
        });
        return rows;
    }

    private static Object value(DuckDBReadableVector vector, long row) {
        return switch (vector.getType()) {
            case BIGINT -> (Object) vector.getLong(row);
            case DOUBLE -> (Object) vector.getDouble(row);
            default -> Objects.requireNonNull(vector.getString(row));
        };
    }

    static LakeException failed(SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Out of Memory")) {
            return new LakeException("The lake's memory is too small for this question; allow it more", e);
        }
        if (message.contains("No space left")) {
            return new LakeException("The disk that holds the lake is full; free some space and run again", e);
        }
        return new LakeException(
                "The lake did not answer: " + message.lines().findFirst().orElse(""), e);
    }

    @Override
    public void close() {
        try {
            synchronized (all) {
                for (DuckDBConnection connection : all) {
                    connection.close();
                }
                all.clear();
            }
            idle.clear();
            first.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
