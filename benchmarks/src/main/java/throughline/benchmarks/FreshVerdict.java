package throughline.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Period;
import throughline.lake.duckdb.Pages;
import throughline.lake.duckdb.ParquetFiles;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Plan;
import throughline.lake.iceberg.Scan;
import throughline.lake.iceberg.Storage;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;
import throughline.workspace.FactFiles;
import throughline.workspace.LakeReader;
import throughline.workspace.Workspace;

/// Time from a small delivery to the fresh verdict, and of a rebuild of everything that is kept of the facts, for
/// `benchmarks/run`. Floor in the same run: DuckDB's scan of all columns of the facts on one thread, in processor time.
public final class FreshVerdict {

    private static final int DELIVERIES = 3;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private FreshVerdict() {}

    private interface Work {
        void run() throws Exception;
    }

    /// Wall and processor time, in milliseconds.
    private record Took(long wall, long work) {

        static Took by(Work work) throws Exception {
            long begun = System.nanoTime();
            long worked = SYSTEM.getProcessCpuTime();
            work.run();
            return new Took((System.nanoTime() - begun) / 1_000_000, (SYSTEM.getProcessCpuTime() - worked) / 1_000_000);
        }
    }

    /// Prints one row of a table.
    ///
    /// @param arguments a workspace of CSV files, and a data folder; the facts are taken in where it is new
    public static void main(String[] arguments) throws Exception {
        Path workspace = Path.of(arguments[0]).toRealPath();
        boolean fresh = !Files.exists(Path.of(arguments[1]));
        Path data = Files.createDirectories(Path.of(arguments[1])).toRealPath();
        try (var claim = DataFolderClaim.of(data);
                var database = Database.embedded(claim);
                var lake = IcebergLake.open(new Storage.Folder(data.resolve("lake")), database.dataSource());
                var pages = Pages.in(data.resolve("cells"))) {
            if (fresh) {
                load(workspace, lake);
            }
            Map<String, String> record =
                    Map.of("organisation.yaml", Files.readString(workspace.resolve("organisation.yaml")));
            pages.forget();
            Took scan = Took.by(() -> scan(lake));
            LocalDate[] last = new LocalDate[1];
            Took rebuild = Took.by(() -> {
                try (Workspace read = read(lake, record, pages)) {
                    last[0] = read.to().orElseThrow();
                }
            });
            long[][] steps = new long[4][DELIVERIES];
            for (int i = -1; i < DELIVERIES; i++) {
                // The first fills the memory and is not counted.
                long[] took = delivery(lake, data, record, pages, last[0]);
                for (int step = 0; i >= 0 && step < took.length; step++) {
                    steps[step][i] = took[step];
                }
            }
            List<Plan> plans = Arrays.stream(FactKind.values())
                    .filter(kind -> !kind.derived())
                    .flatMap(kind -> lake.plan(kind).stream())
                    .toList();
            long rows = lake.plan(FactKind.INTERACTIONS).orElseThrow().rows();
            System.out.printf(
                    "| %,d | %,d | %,d | %,d | %,d | %.1f s | %.1f | %.1f | %.1f |%n",
                    rows,
                    median(steps[0]),
                    median(steps[1]),
                    median(steps[2]),
                    median(steps[3]),
                    rebuild.wall() / 1e3,
                    (double) rebuild.work() / scan.work(),
                    bytes(plans.stream()
                            .filter(p -> p.kind() == FactKind.INTERACTIONS)
                            .toList()),
                    bytes(plans));
        }
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double bytes(List<Plan> plans) {
        long bytes = plans.stream()
                .flatMap(plan -> plan.files().stream())
                .mapToLong(Plan.File::bytes)
                .sum();
        return (double) bytes / plans.stream().mapToLong(Plan::rows).sum();
    }

    /// Milliseconds of the commit of a response and a contact, of opening the facts, of the diagnosis of the last year,
    /// and of that of the year before.
    private static long[] delivery(IcebergLake lake, Path data, Map<String, String> record, Pages pages, LocalDate day)
            throws Exception {
        Took delivered = Took.by(() -> deliver(lake, data, System.nanoTime(), day));
        Workspace[] read = new Workspace[1];
        Took opened = Took.by(() -> read[0] = read(lake, record, pages));
        try (Workspace workspace = read[0]) {
            Dossier whole = workspace.dossier();
            Period year = whole.period().last(365);
            var before = new Period(year.from().minusDays(365), year.from().minusDays(1));
            Took diagnosed = Took.by(() -> Diagnosis.of(whole.during(year)));
            Took earlier = Took.by(() -> Diagnosis.of(whole.during(before)));
            return new long[] {delivered.wall(), opened.wall(), diagnosed.wall(), earlier.wall()};
        }
    }

    /// Reads every column of every row.
    private static void scan(IcebergLake lake) throws Exception {
        for (FactKind kind : FactKind.values()) {
            if (!kind.derived()) {
                for (Plan plan : lake.plan(kind).stream().toList()) {
                    try (Scan scan = lake.scan(plan);
                            var connection = DriverManager.getConnection("jdbc:duckdb:");
                            Statement statement = connection.createStatement()) {
                        statement.execute("set threads = 1");
                        statement.execute("select %s from %s"
                                .formatted(
                                        plan.table().columns().stream()
                                                .map(column -> "sum(hash(%s)::hugeint)"
                                                        .formatted(ParquetFiles.name(column.name())))
                                                .collect(Collectors.joining(", ")),
                                        scan.from()));
                    }
                }
            }
        }
    }

    private static Workspace read(IcebergLake lake, Map<String, String> record, Pages pages) throws IOException {
        List<Scan> scans = new ArrayList<>();
        Map<FactKind, List<String>> files = new EnumMap<>(FactKind.class);
        for (FactKind kind : FactKind.values()) {
            if (!kind.derived()) {
                lake.plan(kind).filter(plan -> !plan.files().isEmpty()).ifPresent(plan -> {
                    scans.add(lake.scan(plan));
                    files.put(kind, List.of(kind.table() + ".csv"));
                });
            }
        }
        return LakeReader.read(
                record,
                scans,
                lake.folder(),
                pages,
                new LakeReader.Came(files, 0, Map.of(), List.of(), List.of(), ""),
                engine -> engine);
    }

    private static void load(Path workspace, IcebergLake lake) throws IOException {
        try (Stream<Path> files = Files.list(workspace)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
                FactKind.find(file.getFileName().toString().replace(".csv", ""))
                        .ifPresent(kind -> append(lake, kind, file, 1));
            }
        }
    }

    private static void append(IcebergLake lake, FactKind kind, Path file, long batch) {
        FactFiles files = FactFiles.open(
                kind,
                List.of(new FactFiles.Named(file, kind.table() + ".csv")),
                ZoneId.of("UTC"),
                lake.columns(kind).map(FactTable::columns).orElse(List.of()),
                reject -> {});
        lake.append(files.table().orElseThrow(), new TreeSet<>(Set.of(batch)), files::append);
    }

    private static void deliver(IcebergLake lake, Path data, long batch, LocalDate day) throws IOException {
        Path file = data.resolve("responses.csv");
        Files.writeString(file, "response_id,answered_at,unit\nnew-%d,%sT10:00:00Z,\n".formatted(batch, day));
        append(lake, FactKind.RESPONSES, file, batch);
        Files.writeString(
                file, "interaction_id,started_at,unit,touchpoint\nnew-%d,%sT10:00:00Z,,\n".formatted(batch, day));
        append(lake, FactKind.INTERACTIONS, file, batch);
    }
}
