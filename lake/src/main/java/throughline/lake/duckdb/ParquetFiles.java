package throughline.lake.duckdb;

import static throughline.lake.fact.ColumnType.DATE;
import static throughline.lake.fact.ColumnType.TIME;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.lake.TemporaryFolder;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactTable;
import throughline.lake.fact.PersonalData;
import throughline.lake.sql.Sql;

/// Writes Parquet files of a table format: with the number of each column, and with what the format wants to
/// know of them. Rows first go into a staged file, from which the final ones are selected. Safe for several
/// threads.
public final class ParquetFiles implements AutoCloseable {

    private static final int MEMORY_MEGABYTES = 400;

    private final TemporaryFolder temporary;
    private final Connections connections;
    private final Feed feed;
    private final AtomicLong numbers = new AtomicLong();

    private ParquetFiles(TemporaryFolder temporary, Path files) {
        this.temporary = temporary;
        this.connections = Connections.open(temporary.path(), MEMORY_MEGABYTES, files);
        this.feed = connections.use(Feed::register);
    }

    /// Rows as they were appended.
    ///
    /// @param file the file they are in
    /// @param rows how many they are, at least 1
    /// @param ascending whether each id came after the one before it, so that none came twice
    /// @param daysAscending whether the rows lie in the order of their days
    public record Staged(Path file, long rows, boolean ascending, boolean daysAscending) {}

    /// A file as it was written.
    ///
    /// @param rows how many rows it has
    /// @param bytes its size
    /// @param columns what is known of each column
    public record Written(long rows, long bytes, Map<String, Statistics> columns) {}

    /// What a file holds of a column.
    ///
    /// @param bytes size of the column in the file
    /// @param values how many values, empty ones among them
    /// @param empty how many empty values
    /// @param least the smallest value as DuckDB writes it; null where there is none or it was cut off
    /// @param greatest the largest value, likewise
    public record Statistics(
            long bytes,
            long values,
            long empty,
            @Nullable String least,
            @Nullable String greatest) {}

    /// Opens a DuckDB of its own.
    ///
    /// @param files the folder in which files are written and read, besides a temporary one
    public static ParquetFiles in(Path files) {
        try {
            return new ParquetFiles(TemporaryFolder.of("throughline-parquet-"), files);
        } catch (IOException e) {
            throw new UncheckedIOException("The lake needs a temporary folder that can be written", e);
        }
    }

    /// Takes rows in; empty where there were none.
    ///
    /// @param personal takes over what is personal of them; where there is none, all stays in the rows
    /// @param rows appends them; what it throws is thrown on
    public Optional<Staged> stage(FactTable table, Optional<PersonalData> personal, Consumer<FactAppender> rows) {
        long number = numbers.incrementAndGet();
        Path file = temporary.path().resolve("staged-%d.parquet".formatted(number));
        String copy = "copy (select * from feed(%d)) to %s (format parquet, compression snappy)"
                .formatted(number, Sql.text(file.toString()));
        Consumer<Batch> screen =
                personal.<Consumer<Batch>>map(p -> new Screen(table, p)::clear).orElse(batch -> {});
        var appender = new SegmentAppender(table, screen, () -> connections.run(copy));
        feed.open(number, appender);
        try {
            rows.accept(appender);
            appender.close();
            return appender.rows() == 0
                    ? Optional.empty()
                    : Optional.of(new Staged(file, appender.rows(), appender.ascending(), appender.daysAscending()));
        } catch (RuntimeException | Error e) {
            appender.abandon();
            forget(file);
            throw e;
        } finally {
            feed.close(number);
        }
    }

    /// Replaces staged rows by those a query selects from them.
    public Staged restage(Staged staged, String select) {
        Path file = temporary.path().resolve("staged-%d.parquet".formatted(numbers.incrementAndGet()));
        connections.run(
                "copy (%s) to %s (format parquet, compression snappy)".formatted(select, Sql.text(file.toString())));
        forget(staged.file());
        return new Staged(
                file,
                connections.number("select count(*) from " + Workshop.scan(List.of(file.toString())), List.of()),
                true,
                staged.daysAscending());
    }

    /// Deletes a staged file.
    public static void forget(Path staged) {
        try {
            Files.deleteIfExists(staged);
        } catch (IOException e) {
            throw new UncheckedIOException("A staged file was not deleted: " + staged, e);
        }
    }

    /// The hashes of the texts of a column, in a temporary file.
    ///
    /// @param column as SQL names it
    /// @param from what comes after FROM
    public SortedHashes hashes(String column, String from) {
        String select = "select (hash(%1$s) >> 1)::bigint h from %2$s where %1$s is not null order by h"
                .formatted(column, from);
        Path file = temporary.path().resolve("hashes-%d".formatted(numbers.incrementAndGet()));
        return SortedHashes.of(connections, select, file);
    }

    /// A name as SQL writes it.
    public static String name(String identifier) {
        return Sql.name(identifier);
    }

    /// A text as SQL writes it.
    public static String text(String value) {
        return Sql.text(value);
    }

    /// Files as one table with the columns of these numbers, as they are stored; a file that lacks a column
    /// has it empty.
    public static String scan(Collection<Path> files, Map<Integer, Column> columns) {
        return "read_parquet(%s, schema = map {%s})"
                .formatted(
                        files.stream()
                                .map(file -> Sql.text(file.toString()))
                                .collect(Collectors.joining(", ", "[", "]")),
                        columns.entrySet().stream()
                                .map(e -> "%d: {name: %s, type: '%s', default_value: null}"
                                        .formatted(
                                                e.getKey(),
                                                Sql.text(e.getValue().name()),
                                                stored(e.getValue().type())))
                                .collect(Collectors.joining(", ")));
    }

    private static String stored(ColumnType type) {
        return switch (type) {
            case TEXT -> "VARCHAR";
            case NUMBER -> "DOUBLE";
            case FLAG -> "BOOLEAN";
            case TIME -> "TIMESTAMPTZ";
            case DATE -> "DATE";
        };
    }

    /// Columns of staged rows as they are to be stored.
    public static String toStore(Collection<Column> columns) {
        return each(columns, Map.of(TIME, "make_timestamptz(%s)", DATE, "date '1970-01-01' + %s"));
    }

    /// Stored columns as engines and [throughline.lake.fact.FactRow] have them: times in microseconds, days
    /// as numbers.
    public static String fromStore(Collection<Column> columns) {
        return each(columns, Map.of(TIME, "epoch_us(%s)", DATE, "(%s - date '1970-01-01')::integer"));
    }

    private static String each(Collection<Column> columns, Map<ColumnType, String> conversions) {
        return columns.stream()
                .map(column -> {
                    String name = Sql.name(column.name());
                    String conversion = conversions.get(column.type());
                    return conversion == null ? name : conversion.formatted(name) + " as " + name;
                })
                .collect(Collectors.joining(", "));
    }

    /// Runs a SELECT of stored columns into a file, which is not yet durable.
    ///
    /// @param columns the columns by their numbers in the table format
    public Written write(String select, Path file, Map<Integer, Column> columns) {
        String fields = columns.entrySet().stream()
                .map(e -> "%s: %d".formatted(Sql.name(e.getValue().name()), e.getKey()))
                .collect(Collectors.joining(", ", "{", "}"));
        String copy =
                "copy (%s) to %s (format parquet, parquet_version v2, compression zstd, compression_level 6, field_ids %s, return_stats)"
                        .formatted(select, Sql.text(file.toString()), fields);
        return connections.use(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(copy)) {
                result.next();
                return new Written(result.getLong("count"), result.getLong("file_size_bytes"), columns((Map<?, ?>)
                        result.getObject("column_statistics")));
            }
        });
    }

    private static Map<String, Statistics> columns(Map<?, ?> reported) {
        var columns = new LinkedHashMap<String, Statistics>();
        reported.forEach((name, values) -> columns.put(bare(name.toString()), statistics((Map<?, ?>) values)));
        return columns;
    }

    private static String bare(String quoted) {
        return quoted.startsWith("\"")
                ? quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"")
                : quoted;
    }

    private static Statistics statistics(Map<?, ?> values) {
        return new Statistics(
                number(values, "column_size_bytes"),
                number(values, "num_values"),
                number(values, "null_count"),
                exact(values, "min"),
                exact(values, "max"));
    }

    private static long number(Map<?, ?> values, String name) {
        Object value = values.get(name);
        return value == null ? 0 : Long.parseLong(value.toString());
    }

    private static @Nullable String exact(Map<?, ?> values, String name) {
        Object value = values.get(name);
        return value == null || !"true".equals(String.valueOf(values.get(name + "_is_exact")))
                ? null
                : value.toString();
    }

    /// The rows of a small answer: texts as String, whole numbers (`bigint`) as Long.
    public List<Object[]> small(String select) {
        return connections.small(select);
    }

    @Override
    public void close() {
        connections.close();
        temporary.close();
    }
}
