package throughline.lake.iceberg;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import throughline.lake.duckdb.ParquetFiles;
import throughline.lake.fact.Column;

/// Takes rows, or what says whose they are, out of the current files of a table. Earlier snapshots still have them
/// until they expire. Each call may be killed at any step and made again.
final class Removal {

    private final IcebergTable target;
    private final ParquetFiles parquet;
    private final Warehouse warehouse;

    Removal(IcebergTable target, ParquetFiles parquet, Warehouse warehouse) {
        this.target = target;
        this.parquet = parquet;
        this.warehouse = warehouse;
    }

    /// Which rows are meant, and what becomes of them.
    ///
    /// @param where SQL that is true of them
    /// @param select what is selected of a file in which there are some, given the file
    private record Change(String where, UnaryOperator<String> select) {}

    /// Empties columns where a column has one of some values.
    ///
    /// @return how many rows were changed
    long forget(Table table, String column, Collection<String> values, Collection<String> emptied) {
        List<String> there = emptied.stream()
                .filter(name -> table.schema().findField(name) != null)
                .map(ParquetFiles::name)
                .toList();
        if (values.isEmpty() || there.isEmpty() || table.schema().findField(column) == null) {
            return 0;
        }
        String where = "%s in (%s) and (%s)"
                .formatted(
                        ParquetFiles.name(column),
                        values.stream().map(ParquetFiles::text).collect(Collectors.joining(", ")),
                        there.stream().map(name -> name + " is not null").collect(Collectors.joining(" or ")));
        String empty = there.stream()
                .map(name -> "case when %s then null else %2$s end as %2$s".formatted(where, name))
                .collect(Collectors.joining(", "));
        return apply(table, new Change(where, file -> "select * replace (%s) from %s".formatted(empty, file)));
    }

    /// Removes the rows of days before a day.
    ///
    /// @return how many rows went
    long removeBefore(Table table, LocalDate first) {
        String where = "day < date '%s'".formatted(first);
        return apply(
                table, new Change(where, file -> "select * from %s where day >= date '%s'".formatted(file, first)));
    }

    private long apply(Table table, Change change) {
        var changed = new long[1];
        target.commit(table, () -> affected(table, change).isEmpty(), () -> {
            Snapshot base = table.currentSnapshot();
            NavigableMap<Integer, Long> affected = affected(table, change);
            List<DataFile> files = target.files(table, base);
            var overwrite = table.newOverwrite();
            affected.forEach((index, rows) -> {
                DataFile file = files.get(index);
                overwrite.deleteFile(file);
                rewritten(table, file, change).forEach(overwrite::addFile);
            });
            overwrite.validateWith(ancestors -> IcebergTable.untouched(base, ancestors));
            overwrite.commit();
            changed[0] += affected.values().stream().mapToLong(r -> r).sum();
        });
        if (changed[0] > 0) {
            // Iceberg deletes what a snapshot replaced only when that snapshot goes, and with one behind it it may.
            table.newAppend().commit();
        }
        return changed[0];
    }

    /// The files, by their place among all, in which there are such rows, and how many.
    private NavigableMap<Integer, Long> affected(Table table, Change change) {
        List<DataFile> files = target.files(table, table.currentSnapshot());
        var affected = new TreeMap<Integer, Long>();
        if (files.isEmpty()) {
            return affected;
        }
        Map<Integer, Column> columns = Shape.columns(table.schema());
        try (Warehouse.Lease lease =
                warehouse.lease(files.stream().map(DataFile::location).toList())) {
            List<Path> paths = files.stream().map(lease::path).toList();
            parquet.small("select file_index::bigint, count(*) from %s where %s group by all"
                            .formatted(ParquetFiles.scan(paths, columns), change.where()))
                    .forEach(row -> affected.put(Math.toIntExact((Long) row[0]), (Long) row[1]));
        }
        return affected;
    }

    /// What is left of a file; nothing where no row is.
    private List<DataFile> rewritten(Table table, DataFile file, Change change) {
        Map<Integer, Column> columns = Shape.columns(table.schema());
        try (Warehouse.Lease lease = warehouse.lease(List.of(file.location()))) {
            String select = change.select().apply(ParquetFiles.scan(List.of(lease.path(file)), columns));
            long left = (Long) parquet.small("select count(*)::bigint from (%s)".formatted(select))
                    .getFirst()[0];
            return left == 0
                    ? List.of()
                    : List.of(new MonthFiles(parquet, warehouse)
                            .write(
                                    table,
                                    target.kind(),
                                    MonthFiles.month(file),
                                    select + " order by day, file_row_number",
                                    columns));
        }
    }
}
