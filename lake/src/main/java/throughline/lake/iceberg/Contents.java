package throughline.lake.iceberg;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.lake.duckdb.ParquetFiles;
import throughline.lake.fact.FactKind;

/// Questions about what is in a lake.
public final class Contents {

    private final IcebergLake lake;
    private final ParquetFiles parquet;

    Contents(IcebergLake lake, ParquetFiles parquet) {
        this.lake = lake;
        this.parquet = parquet;
    }

    /// The different texts that current rows have in a column where another one has one of some values.
    ///
    /// @return none where there is no such table or column
    public Set<String> texts(FactKind kind, String wanted, String column, Collection<String> values) {
        Optional<Plan> plan = lake.plan(kind)
                .filter(p -> !p.files().isEmpty())
                .filter(p -> p.table().position(wanted) >= 0 && p.table().position(column) >= 0);
        if (plan.isEmpty()) {
            return Set.of();
        }
        try (Scan scan = lake.scan(plan.get())) {
            return parquet
                    .small("select distinct %1$s from %2$s where %3$s in (%4$s) and %1$s is not null"
                            .formatted(
                                    ParquetFiles.name(wanted), scan.from(), ParquetFiles.name(column), texts(values)))
                    .stream()
                    .map(row -> (String) row[0])
                    .collect(Collectors.toSet());
        }
    }

    /// Which current rows.
    public sealed interface Rows {

        /// Those in which a column has one of some values.
        record With(String column, Collection<String> values) implements Rows {}

        /// Those of days before a day.
        record Before(LocalDate first) implements Rows {}
    }

    /// How many current rows there are of some; none where there is no such table or column.
    public long count(FactKind kind, Rows rows) {
        String column = switch (rows) {
            case Rows.With with -> with.column();
            case Rows.Before before -> "day";
        };
        Optional<Plan> plan =
                lake.plan(kind).filter(p -> !p.files().isEmpty() && p.table().position(column) >= 0);
        if (plan.isEmpty()) {
            return 0;
        }
        String where = switch (rows) {
            case Rows.With with -> "%s in (%s)".formatted(ParquetFiles.name(column), texts(with.values()));
            case Rows.Before before -> "day < date '%s'".formatted(before.first());
        };
        try (Scan scan = lake.scan(plan.get())) {
            return (Long) parquet.small("select count(*) from %s where %s".formatted(scan.from(), where))
                    .getFirst()[0];
        }
    }

    /// Never empty, so that SQL takes it.
    private static String texts(Collection<String> values) {
        return values.isEmpty()
                ? "null"
                : values.stream().map(ParquetFiles::text).collect(Collectors.joining(", "));
    }

    /// How many rows of a plan came from each of some files.
    ///
    /// @param files values of the column `file`
    public Map<String, Long> rows(Plan plan, Collection<String> files) {
        try (Scan scan = lake.scan(plan)) {
            return parquet
                    .small("select file, count(*) from %s where file in (%s) group by file"
                            .formatted(scan.from(), texts(files)))
                    .stream()
                    .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
        }
    }
}
