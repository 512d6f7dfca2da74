package throughline.lake.iceberg;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import throughline.lake.duckdb.ParquetFiles;
import throughline.lake.duckdb.ParquetFiles.Statistics;
import throughline.lake.duckdb.ParquetFiles.Written;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;

/// Writes the data files of a table, each with rows of one month, in the order of their days and else as they came.
final class MonthFiles {

    private static final YearMonth FIRST = YearMonth.of(1970, 1);
    private static final int LONGEST_BOUND = 64;

    private final ParquetFiles parquet;
    private final Warehouse warehouse;

    MonthFiles(ParquetFiles parquet, Warehouse warehouse) {
        this.parquet = parquet;
        this.warehouse = warehouse;
    }

    static YearMonth month(DataFile file) {
        return FIRST.plusMonths(file.partition().get(0, Integer.class));
    }

    /// Writes the rows that a query gives, and makes the file durable.
    ///
    /// @param from what comes after FROM; its columns are those that are stored
    /// @param columns which of them, by their numbers
    DataFile write(Table table, FactKind kind, YearMonth month, String from, Map<Integer, Column> columns) {
        StructLike partition = partition(table, month);
        String location =
                table.locationProvider().newDataLocation(table.spec(), partition, UUID.randomUUID() + ".parquet");
        Path file = warehouse.begin(location);
        Written written = parquet.write(from, file, columns);
        warehouse.finish(location);
        return DataFiles.builder(table.spec())
                .withPath(location)
                .withFormat(FileFormat.PARQUET)
                .withPartition(partition)
                .withFileSizeInBytes(written.bytes())
                .withMetrics(metrics(table, kind, written, columns))
                .build();
    }

    private static StructLike partition(Table table, YearMonth month) {
        var partition = new PartitionData(table.spec().partitionType());
        partition.set(0, Math.toIntExact(FIRST.until(month, java.time.temporal.ChronoUnit.MONTHS)));
        return partition;
    }

    private static Metrics metrics(Table table, FactKind kind, Written written, Map<Integer, Column> columns) {
        var sizes = new HashMap<Integer, Long>();
        var values = new HashMap<Integer, Long>();
        var empty = new HashMap<Integer, Long>();
        var nans = new HashMap<Integer, Long>();
        var lower = new HashMap<Integer, ByteBuffer>();
        var upper = new HashMap<Integer, ByteBuffer>();
        columns.forEach((number, column) -> {
            Statistics statistics = written.columns().get(column.name());
            if (statistics != null) {
                sizes.put(number, statistics.bytes());
                values.put(number, statistics.values());
                empty.put(number, statistics.empty());
                bound(table, kind, number, column, statistics.least()).ifPresent(b -> lower.put(number, b));
                bound(table, kind, number, column, statistics.greatest()).ifPresent(b -> upper.put(number, b));
                if (column.type() == throughline.lake.fact.ColumnType.NUMBER) {
                    nans.put(number, 0L);
                }
            }
        });
        return new Metrics(written.rows(), sizes, values, empty, nans, lower, upper);
    }

    /// A bound of a column as Iceberg writes it. Texts have none but ids and units: what people wrote does
    /// not belong into the lists of files.
    private static Optional<ByteBuffer> bound(
            Table table, FactKind kind, int number, Column column, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Object> value = switch (column.type()) {
            case TEXT ->
                text.length() <= LONGEST_BOUND
                                && (column.name().equals("unit") || kind.id().equals(Optional.of(column.name())))
                        ? Optional.of(text)
                        : Optional.empty();
            case NUMBER -> Optional.of(Double.parseDouble(text));
            case FLAG -> Optional.of(text.equals("1") || text.equals("true"));
            case TIME -> micros(text).map(m -> m);
            case DATE -> Optional.of(Math.toIntExact(LocalDate.parse(text).toEpochDay()));
        };
        return value.map(v -> Conversions.toByteBuffer(table.schema().findType(number), v));
    }

    /// Reads DuckDB's `2026-03-01 12:00:00.5+00`; a year of more than four digits is left out.
    private static Optional<Long> micros(String text) {
        try {
            Instant at = Instant.parse(text.replace(' ', 'T').replaceFirst("\\+00$", "Z"));
            return Optional.of(
                    Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// The smallest and the largest value of a text column of the file, where it is on record.
    static Optional<String> lower(DataFile file, int number) {
        return text(file.lowerBounds(), number);
    }

    static Optional<String> upper(DataFile file, int number) {
        return text(file.upperBounds(), number);
    }

    private static Optional<String> text(@Nullable Map<Integer, ByteBuffer> bounds, int number) {
        return Optional.ofNullable(bounds == null ? null : bounds.get(number))
                .map(bound -> Conversions.<CharSequence>fromByteBuffer(Types.StringType.get(), bound)
                        .toString());
    }
}
