package throughline.benchmarks;

import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.RESPONSES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Plan;
import throughline.lake.iceberg.Scan;
import throughline.lake.iceberg.Storage;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;
import throughline.statistics.Seeds;

/// Times of the permanent lake over the embedded PostgreSQL, for `benchmarks/run`. Floors in the same run: writing the
/// bytes of the data file and forcing them to the disk, and DuckDB's plain `copy` of the same rows.
public final class LakeWrites {

    private static final int ROWS = 200_000;
    private static final int MEASURES = 8;
    private static final int FILES = 200;
    private static final int APPENDS = 5;

    private static final FactTable CONTACTS = table(INTERACTIONS, MEASURES);
    private static final FactTable ANSWERS = table(RESPONSES, 0);

    private LakeWrites() {}

    private interface Work {
        void run() throws Exception;
    }

    /// Prints a table.
    ///
    /// @param arguments a folder that is empty or does not exist
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0])).toRealPath();
        double[] commits = new double[FILES];
        System.out.println("| what | ms |\n|---|---|");
        try (var claim = DataFolderClaim.of(folder.resolve("data"));
                var database = Database.embedded(claim)) {
            var storage = new Storage.Folder(folder.resolve("lake"));
            try (var lake = IcebergLake.open(storage, database.dataSource())) {
                rows(lake);
                for (int i = 0; i < FILES; i++) {
                    int batch = 1_000 + i;
                    commits[i] = time(() -> append(lake, ANSWERS, batch, 1, r -> "%016d".formatted((long) batch)));
                }
                Arrays.sort(commits);
                report("append and commit of one row, median of 200", commits[FILES / 2]);
                report("the same, 99th percentile", commits[FILES * 99 / 100]);
            }
            try (var lake = IcebergLake.open(storage, database.dataSource())) {
                report("plan of 200 files, first", time(() -> lake.plan(RESPONSES)));
                report("plan of 200 files, again", time(() -> lake.plan(RESPONSES)));
                report("compaction of 200 files of one row", time(() -> lake.compact(RESPONSES)));
                report(
                        "compaction of " + (APPENDS + 3) + " files of 200,000 rows",
                        time(() -> lake.compact(INTERACTIONS)));
                report("expiry of 200 snapshots", time(() -> lake.expire(RESPONSES, Instant.now(), 2_000, Set.of())));
            }
        }
    }

    private static void rows(IcebergLake lake) throws Exception {
        double[] appends = new double[APPENDS];
        for (int i = 0; i < APPENDS; i++) {
            long from = (long) i * ROWS;
            int batch = i;
            appends[i] = time(() -> append(lake, CONTACTS, batch, ROWS, r -> "%016d".formatted(from + r)));
        }
        report("append of 200,000 rows, the first", appends[0]);
        Arrays.sort(appends);
        report("append of 200,000 rows, median of " + APPENDS, appends[APPENDS / 2]);
        Plan plan = lake.plan(INTERACTIONS).orElseThrow();
        long bytes = plan.files().getFirst().bytes();
        report(
                "floor: write and fsync its %,d bytes".formatted(bytes),
                time(() -> bytesAndFsync(bytes, lake.folder())));
        try (Scan scan = lake.scan(new Plan(
                plan.kind(), plan.snapshot(), plan.columns(), plan.files().subList(0, 1)))) {
            report(
                    "floor: DuckDB's plain copy of its rows",
                    ask("copy (%s) to '%s' (format parquet, compression zstd)"
                            .formatted(scan.select(), lake.folder().resolve("plain.parquet"))));
        }
        try (Scan scan = lake.scan(plan)) {
            report(
                    "scan of 1 million rows: sum by unit",
                    ask("select unit, sum(m0) from (%s) group by unit".formatted(scan.select())));
            report(
                    "the same, the last row of an id found at read",
                    ask(
                            "select unit, sum(m0) from (select unit, m0, row_number() over (partition by interaction_id order by started_at desc) n from (%s)) where n = 1 group by unit"
                                    .formatted(scan.select())));
        }
        report(
                "append of 3 rows that replace one in each of 3 files",
                time(() -> append(lake, CONTACTS, 10, 3, r -> "%016d".formatted(r * ROWS))));
        report(
                "append of 200,000 rows with random ids, looked for in 1 million",
                time(() -> append(lake, CONTACTS, 11, ROWS, r -> "%016x".formatted((r * 0x9E3779B97F4A7C15L) >>> 12))));
        report(
                "append of 200,000 rows that replace as many in one file",
                time(() -> append(lake, CONTACTS, 12, ROWS, r -> "%016d".formatted(4L * ROWS + r))));
    }

    private static FactTable table(FactKind kind, int measures) {
        var columns = new ArrayList<>(FactTable.SYSTEM);
        columns.addAll(kind.columns());
        for (int m = 0; m < measures; m++) {
            columns.add(new Column("m" + m, ColumnType.NUMBER));
        }
        return new FactTable(kind, columns);
    }

    /// Rows of one month, each column filled as an organisation would: few units, many customers.
    private static void append(IcebergLake lake, FactTable table, long batch, int rows, LongFunction<String> id) {
        RandomGenerator random = Seeds.generator(batch);
        int firstDay = Math.toIntExact(LocalDate.of(2026, 3, 1).toEpochDay());
        lake.append(table, new TreeSet<>(List.of(batch)), appender -> {
            var row = new FactRow(table);
            for (int r = 0; r < rows; r++) {
                row.clear();
                int day = firstDay + random.nextInt(31);
                for (int c = 0; c < table.columns().size(); c++) {
                    Column column = table.columns().get(c);
                    switch (column.type()) {
                        case TEXT ->
                            row.text(
                                    c,
                                    c == FactTable.SYSTEM.size()
                                            ? id.apply(r)
                                            : column.name() + "-"
                                                    + random.nextInt(
                                                            column.name().equals("customer") ? 100_000 : 200));
                        case NUMBER -> row.number(c, column.name().equals("line") ? r : random.nextInt(10_000) / 10.0);
                        case FLAG -> row.flag(c, random.nextInt(3) > 0);
                        case TIME -> row.time(c, day * 86_400_000_000L + random.nextInt(86_400) * 1_000_000L);
                        case DATE -> row.date(c, day);
                    }
                }
                appender.append(row);
            }
        });
    }

    private static void bytesAndFsync(long bytes, Path folder) throws IOException {
        byte[] content = new byte[Math.toIntExact(bytes)];
        Seeds.generator(1).nextBytes(content);
        Path file = folder.resolve("floor");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.delete(file);
    }

    private static double ask(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = 1");
            return time(() -> statement.execute(sql));
        }
    }

    private static double time(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    private static void report(String what, double millis) {
        System.out.printf("| %s | %.1f |%n", what, millis);
    }
}
