package throughline.lake.iceberg;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Comparators;
import throughline.lake.duckdb.LakeException;
import throughline.lake.duckdb.ParquetFiles;
import throughline.lake.duckdb.ParquetFiles.Staged;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactTable;
import throughline.lake.fact.PersonalData;

/// One append to a table: stages the rows, writes a file a month, and commits. Where an id is there already,
/// the file with the earlier row is written again without it in the same commit.
final class Append {

    private static final int FILES_AT_ONCE = 6;

    /// What the months that are written at once may have together, each sorted and packed in DuckDB's memory.
    private static final long ROWS_AT_ONCE = 600_000;

    private final IcebergTable target;
    private final ParquetFiles parquet;
    private final Warehouse warehouse;
    private final MonthFiles monthFiles;
    private final FactTable incoming;
    private final Optional<PersonalData> personal;
    private final FactTable rows;
    private final Mark mark;

    /// @param rows the columns of the rows that come
    /// @param personal takes over what is personal of them
    Append(
            IcebergTable target,
            ParquetFiles parquet,
            Warehouse warehouse,
            FactTable rows,
            Optional<PersonalData> personal,
            Mark mark) {
        this.target = target;
        this.parquet = parquet;
        this.warehouse = warehouse;
        this.monthFiles = new MonthFiles(parquet, warehouse);
        this.rows = rows;
        this.personal = personal;
        this.incoming = personal.isPresent() ? rows.without(rows.kind().words()) : rows;
        this.mark = mark;
    }

    /// Files written in the place of others, and what became of their rows.
    private record Replacement(List<DataFile> gone, List<DataFile> come, long rows, NavigableSet<LocalDate> days) {}

    /// Brings the rows in, unless they are in already.
    ///
    /// @return the table afterwards
    Table run(Consumer<FactAppender> appending) {
        Optional<Table> before = target.find().filter(mark::settled);
        if (before.isPresent()) {
            return before.get();
        }
        Optional<Staged> came = parquet.stage(rows, personal, appending);
        Optional<Staged> staged = came.map(this::lastOfEachId);
        try {
            Table table = target.with(incoming);
            long lost =
                    came.map(Staged::rows).orElse(0L) - staged.map(Staged::rows).orElse(0L);
            commit(table, staged, lost);
            return table;
        } finally {
            staged.map(Staged::file).ifPresent(ParquetFiles::forget);
        }
    }

    /// @param lost how many rows gave way to a later one that came with them
    private void commit(Table table, Optional<Staged> staged, long lost) {
        var days = new TreeSet<LocalDate>();
        List<DataFile> files = new ArrayList<>();
        staged.ifPresent(s -> files.addAll(write(table, s, days)));
        target.commit(table, () -> mark.settled(table), () -> {
            Snapshot base = table.currentSnapshot();
            Replacement replacement = replacement(table, base, staged);
            SnapshotUpdate<?> update;
            if (replacement.gone().isEmpty()) {
                var append = table.newAppend();
                files.forEach(append::appendFile);
                update = append;
            } else {
                var overwrite = table.newOverwrite();
                files.forEach(overwrite::addFile);
                replacement.gone().forEach(overwrite::deleteFile);
                replacement.come().forEach(overwrite::addFile);
                update = overwrite;
            }
            var all = new TreeSet<>(days);
            all.addAll(replacement.days());
            mark.record(update, table);
            Appended.record(update, staged.map(Staged::rows).orElse(0L), lost + replacement.rows(), all);
            update.validateWith(ancestors -> IcebergTable.untouched(base, ancestors));
            update.commit();
        });
    }

    /// Of rows that have the same id, only the last.
    private Staged lastOfEachId(Staged staged) {
        Optional<String> id = id();
        if (id.isEmpty() || staged.ascending()) {
            return staged;
        }
        String from = from(staged);
        // Hashes tell cheaply which ids to compare.
        String lost = """
                select file_row_number from
                (select file_row_number, max(file_row_number) over (partition by %1$s) latest from %2$s
                where %1$s is not null and hash(%1$s) in (select h from
                (select hash(%1$s) h from %2$s where %1$s is not null) group by h having count(*) > 1))
                where file_row_number < latest
                """.formatted(id.get(), from);
        boolean none = (Long) parquet.small("select count(*)::bigint from (%s)".formatted(lost))
                        .getFirst()[0]
                == 0;
        // The few rows that go are looked up, so that the others stay in their order without being sorted.
        return none
                ? staged
                : parquet.restage(staged, "select * from %s where file_row_number not in (%s)".formatted(from, lost));
    }

    private static String from(Staged staged) {
        return "read_parquet(%s)".formatted(ParquetFiles.text(staged.file().toString()));
    }

    private Optional<String> id() {
        return incoming.kind().id().filter(name -> incoming.position(name) >= 0).map(ParquetFiles::name);
    }

    private List<DataFile> write(Table table, Staged staged, NavigableSet<LocalDate> days) {
        String from = from(staged);
        var months = new TreeMap<YearMonth, NavigableSet<LocalDate>>();
        for (Object[] row :
                parquet.small("select distinct coalesce(day, %d)::bigint from %s".formatted(Integer.MIN_VALUE, from))) {
            if ((Long) row[0] == Integer.MIN_VALUE) {
                throw new IllegalArgumentException("Rows of %s without a day cannot be kept"
                        .formatted(incoming.kind().table()));
            }
            LocalDate day = LocalDate.ofEpochDay((Long) row[0]);
            months.computeIfAbsent(YearMonth.from(day), month -> new TreeSet<>())
                    .add(day);
        }
        Map<Integer, Column> columns = numbered(table);
        months.values().forEach(days::addAll);
        // Most of the time of a small file is waiting for the disk.
        int atOnce = Math.clamp(ROWS_AT_ONCE * months.size() / staged.rows(), 1, FILES_AT_ONCE);
        try (var threads =
                Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            List<Future<DataFile>> files = new ArrayList<>();
            months.forEach((month, daysOfMonth) -> {
                String select = "select %s from %s where day between %d and %d%s"
                        .formatted(
                                ParquetFiles.toStore(columns.values()),
                                from,
                                daysOfMonth.first().toEpochDay(),
                                daysOfMonth.last().toEpochDay(),
                                staged.daysAscending() ? "" : " order by day, file_row_number");
                files.add(threads.submit(() -> monthFiles.write(table, incoming.kind(), month, select, columns)));
            });
            return files.stream().map(Append::written).toList();
        }
    }

    private static DataFile written(Future<DataFile> file) {
        try {
            return file.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LakeException("Interrupted while files were written", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /// The incoming columns by their numbers in the table.
    private Map<Integer, Column> numbered(Table table) {
        var columns = new LinkedHashMap<Integer, Column>();
        incoming.columns()
                .forEach(column ->
                        columns.put(table.schema().findField(column.name()).fieldId(), column));
        return columns;
    }

    /// Writes the files again that hold a row whose id comes in now.
    private Replacement replacement(Table table, Snapshot base, Optional<Staged> staged) {
        var none = new Replacement(List.of(), List.of(), 0, new TreeSet<>());
        if (staged.isEmpty() || id().isEmpty() || base == null) {
            return none;
        }
        String ids = "select %1$s from %2$s where %1$s is not null".formatted(id().get(), from(staged.get()));
        List<DataFile> candidates = candidates(table, base, ids);
        if (!candidates.isEmpty()) {
            candidates = target.ids()
                    .holding(
                            candidates,
                            target.files(table, base),
                            id().get(),
                            from(staged.get()),
                            Shape.columns(table.schema()),
                            parquet,
                            warehouse);
        }
        if (candidates.isEmpty()) {
            return none;
        }
        try (Warehouse.Lease lease =
                warehouse.lease(candidates.stream().map(DataFile::location).toList())) {
            List<Path> paths = candidates.stream().map(lease::path).toList();
            return rewrite(table, candidates, paths, ids);
        }
    }

    /// Files whose ids lie between the smallest and the largest that come in.
    private List<DataFile> candidates(Table table, Snapshot base, String ids) {
        List<Object[]> found = parquet.small("select min(i), max(i) from (%s) t(i) having count(*) > 0".formatted(ids));
        if (found.isEmpty()) {
            return List.of();
        }
        Object[] ends = found.getFirst();
        int number =
                table.schema().findField(incoming.kind().id().orElseThrow()).fieldId();
        var order = Comparators.charSequences();
        return target.files(table, base).stream()
                .filter(f -> MonthFiles.lower(f, number)
                                .filter(l -> order.compare(l, (String) ends[1]) > 0)
                                .isEmpty()
                        && MonthFiles.upper(f, number)
                                .filter(u -> order.compare(u, (String) ends[0]) < 0)
                                .isEmpty())
                .toList();
    }

    private Replacement rewrite(Table table, List<DataFile> candidates, List<Path> paths, String ids) {
        Map<Integer, Column> columns = Shape.columns(table.schema());
        String id = id().orElseThrow();
        var lost = new TreeMap<Integer, Long>();
        var days = new TreeSet<LocalDate>();
        String find =
                "select file_index::bigint, (day - date '1970-01-01')::bigint, count(*) from %s where %s in (%s) group by all"
                        .formatted(ParquetFiles.scan(paths, columns), id, ids);
        for (Object[] row : parquet.small(find)) {
            lost.merge(Math.toIntExact((Long) row[0]), (Long) row[2], Long::sum);
            days.add(LocalDate.ofEpochDay((Long) row[1]));
        }
        List<DataFile> gone = new ArrayList<>();
        List<DataFile> come = new ArrayList<>();
        lost.forEach((index, rows) -> {
            DataFile file = candidates.get(index);
            gone.add(file);
            if (rows < file.recordCount()) {
                String select = "select * from %1$s where %2$s is null or %2$s not in (%3$s) order by file_row_number"
                        .formatted(ParquetFiles.scan(List.of(paths.get(index)), columns), id, ids);
                come.add(monthFiles.write(table, incoming.kind(), MonthFiles.month(file), select, columns));
            }
        });
        return new Replacement(
                gone, come, lost.values().stream().mapToLong(r -> r).sum(), days);
    }
}
