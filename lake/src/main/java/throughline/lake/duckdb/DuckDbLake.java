package throughline.lake.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.duckdb.DuckDBDataChunkReader;
import org.jspecify.annotations.Nullable;
import throughline.lake.TemporaryFolder;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// A folder of facts and one DuckDB over it: rows go in through appenders, [#seal] makes an engine of them.
///
/// ```java
/// try (var lake = DuckDbLake.temporary()) {
///     try (var appender = lake.appender(table)) { ... }
///     CubeEngine engine = lake.seal(rules);
/// }
/// ```
///
/// Several appenders may be open at once, each used by one thread; a kind may have several. DuckDB reaches
/// nothing outside the folder, and no extension is loaded from anywhere.
public final class DuckDbLake implements AutoCloseable {

    /// Memory DuckDB may use before it spills to the folder, in megabytes.
    public static final int MEMORY_MEGABYTES = 900;

    /// SQL of the number of a row's month.
    public static final String MONTH = MonthlyRows.MONTH;

    private final Path folder;
    private final @Nullable TemporaryFolder temporary;
    private final Connections connections;
    private final Feed feed;
    private final List<SegmentAppender> appenders = new ArrayList<>();
    private final Map<FactKind, AppendedStage> appended = new EnumMap<>(FactKind.class);
    private final Map<FactKind, KeptTable> kept = new EnumMap<>(FactKind.class);
    private final Map<FactKind, Long> replaced = new EnumMap<>(FactKind.class);
    private @Nullable Pages pages;
    private Pages.@Nullable Lease lease;
    private @Nullable DuckDbCubeEngine engine;
    private boolean closed;

    private DuckDbLake(Path folder, @Nullable TemporaryFolder temporary, Path... others) {
        this.folder = folder;
        this.temporary = temporary;
        this.connections = Connections.open(folder, MEMORY_MEGABYTES, others);
        this.feed = connections.use(Feed::register);
    }

    /// A lake in a new folder of the system's temporary directory; closing deletes it, and so does the end of
    /// the process.
    public static DuckDbLake temporary() {
        try {
            var folder = TemporaryFolder.of("throughline-lake-");
            return new DuckDbLake(folder.path(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The lake needs a temporary folder that can be written", e);
        }
    }

    /// A lake over facts that are kept already. Closing closes the tables.
    ///
    /// @param files the folder that their files are in
    /// @param pages where what is derived of them is kept
    public static DuckDbLake over(Collection<? extends KeptTable> tables, Path files, Pages pages) {
        try {
            var folder = TemporaryFolder.of("throughline-lake-");
            var lake = new DuckDbLake(folder.path(), folder, files, pages.folder());
            lake.pages = pages;
            for (KeptTable table : tables) {
                lake.kept.put(table.table().kind(), table);
                lake.connections.run("create view %s as select %s from %s"
                        .formatted(
                                Sql.name(given(table.table().kind())),
                                ParquetFiles.fromStore(table.table().columns()),
                                table.from()));
            }
            return lake;
        } catch (IOException e) {
            throw new UncheckedIOException("The lake needs a temporary folder that can be written", e);
        }
    }

    /// Name of the view of a kind's rows as they are kept, for [#ask].
    public static String given(FactKind kind) {
        return "given_" + kind.table();
    }

    /// The rows of a small answer over the views of [#given]: texts as String, whole numbers (`bigint`) as
    /// Long, numbers
    /// (`double`) as Double; none may be empty.
    public List<Object[]> ask(String select) {
        return connections.small(select);
    }

    /// The rows of a small answer about kept rows, month by month; a month that was asked the same before is not read.
    ///
    /// @param question makes a SELECT of what comes after FROM; its first column is the month ([#MONTH])
    /// @return the rows of all months without their month
    public List<Object[]> monthly(FactKind kind, UnaryOperator<String> question) {
        String select = question.apply("facts");
        KeptTable table = Objects.requireNonNull(kept.get(kind));
        String asked = select + table.readAs();
        var looks = Objects.requireNonNull(pages).looks();
        var months = new TreeMap<Long, List<KeptFile>>();
        table.files()
                .forEach(file -> months.computeIfAbsent(MonthlyRows.number(file.month()), m -> new ArrayList<>())
                        .add(file));
        Map<Long, List<Object[]>> found = new TreeMap<>();
        months.forEach((month, files) -> looks.find(looked(files, asked)).ifPresent(rows -> found.put(month, rows)));
        List<KeptFile> unread = months.entrySet().stream()
                .filter(month -> !found.containsKey(month.getKey()))
                .flatMap(month -> month.getValue().stream())
                .toList();
        if (!unread.isEmpty()) {
            Map<Long, List<Object[]>> read = new HashMap<>();
            String from = "(select %s from %s)"
                    .formatted(ParquetFiles.fromStore(table.table().columns()), table.from(unread));
            connections
                    .small(question.apply(from))
                    .forEach(row -> read.computeIfAbsent((Long) row[0], m -> new ArrayList<>())
                            .add(Arrays.copyOfRange(row, 1, row.length)));
            months.forEach((month, files) -> {
                if (!found.containsKey(month)) {
                    List<Object[]> rows = read.getOrDefault(month, List.of());
                    looks.keep(looked(files, asked), rows);
                    found.put(month, rows);
                }
            });
        }
        return found.values().stream().flatMap(List::stream).toList();
    }

    private static Pages.Looked looked(List<KeptFile> files, String select) {
        return new Pages.Looked(files.stream().map(KeptFile::name).toList(), select);
    }

    /// Hands on the kept rows of a kind as they came; the row is another at the next call.
    ///
    /// @param order what they are ordered by, in SQL
    public void rows(FactKind kind, String order, Consumer<FactRow> each) {
        FactTable table = Objects.requireNonNull(kept.get(kind)).table();
        var row = new FactRow(table);
        connections.query("select * from %s order by %s".formatted(Sql.name(given(kind)), order), List.of(), chunk -> {
            for (long r = 0; r < chunk.rowCount(); r++) {
                fill(row, table, chunk, r);
                each.accept(row);
            }
        });
    }

    private static void fill(FactRow row, FactTable table, DuckDBDataChunkReader chunk, long number) {
        row.clear();
        for (int c = 0; c < table.columns().size(); c++) {
            var vector = chunk.vector(c);
            if (!vector.isNull(number)) {
                switch (table.columns().get(c).type()) {
                    case TEXT -> row.text(c, String.valueOf(vector.getString(number)));
                    case NUMBER -> row.number(c, vector.getDouble(number));
                    case FLAG -> row.flag(c, vector.getBoolean(number));
                    case TIME -> row.time(c, vector.getLong(number));
                    case DATE -> row.date(c, vector.getInt(number));
                }
            }
        }
    }

    /// A lake in a folder that is empty or does not exist yet; closing keeps it.
    ///
    /// @throws IllegalArgumentException if the folder holds something
    public static DuckDbLake in(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new IllegalArgumentException(
                            "A lake needs an empty folder; %s holds files".formatted(folder));
                }
            }
            return new DuckDbLake(folder.toRealPath(), null);
        } catch (IOException e) {
            throw new UncheckedIOException("The lake needs a folder that can be written: " + folder, e);
        }
    }

    /// Begins to take rows of a table in. Close the appender when all are in; [#seal] refuses open ones.
    ///
    /// @throws IllegalStateException if the lake is sealed
    public synchronized FactAppender appender(FactTable table) {
        if (engine != null || closed) {
            throw new IllegalStateException("The lake is sealed: it takes no more rows of "
                    + table.kind().table());
        }
        int number = appenders.size();
        String file = folder.resolve("segment-%d.parquet".formatted(number)).toString();
        String copy = "copy (select * from feed(%d)) to %s (format parquet, compression snappy)"
                .formatted(number, Sql.text(file));
        var appender = new SegmentAppender(table, batch -> {}, () -> connections.run(copy));
        feed.open(number, appender);
        appenders.add(appender);
        appended.computeIfAbsent(table.kind(), kind -> new AppendedStage(kind)).add(file, appender);
        return appender;
    }

    /// Makes what was appended ready for questions: of each id the row appended last is kept, columns are
    /// derived, and the cases are made. The lake takes no more rows afterwards; the folder is the engine's
    /// until it is closed.
    ///
    /// @param rules when a reading is degraded; measures without a rule get none
    /// @throws IllegalStateException if an appender is still open, or the lake is sealed already
    public DuckDbCubeEngine seal(List<StateRule> rules) {
        return seal(rules, Map.of());
    }

    /// Makes what was appended or is kept ready for questions.
    ///
    /// @param bounds by kind and column: kept values beyond them are as if they were empty
    public synchronized DuckDbCubeEngine seal(List<StateRule> rules, Map<FactKind, Map<String, Bounds>> bounds) {
        if (engine != null || closed) {
            throw new IllegalStateException("The lake is sealed already");
        }
        for (SegmentAppender appender : appenders) {
            if (!appender.closed()) {
                throw new IllegalStateException("Close the appender of %s before sealing"
                        .formatted(appender.table().kind().table()));
            }
        }
        engine = pages == null
                ? appended(Workshop.ofTables(connections, folder), rules)
                : kept(Workshop.ofPages(connections, folder), pages, rules, bounds);
        return engine;
    }

    private DuckDbCubeEngine appended(Workshop workshop, List<StateRule> rules) {
        var sealing = new Sealing(workshop);
        appended.values().stream().filter(stage -> !stage.empty()).forEach(sealing::keep);
        List<FactTable> tables = sealing.run(rules);
        replaced.putAll(sealing.replaced());
        return new DuckDbCubeEngine(connections, tables, Map.of(), new LatelyUsed<>(0, 0, cube -> 0), this);
    }

    private DuckDbCubeEngine kept(
            Workshop workshop, Pages from, List<StateRule> rules, Map<FactKind, Map<String, Bounds>> bounds) {
        PagedSealing.Made made = new PagedSealing(workshop, from, kept, bounds, rules).run();
        lease = made.lease();
        return new DuckDbCubeEngine(connections, made.tables(), made.pages(), from.cells(), this);
    }

    /// How many rows gave way to a later row of the same id, by kind; kinds without any are left out.
    public synchronized Map<FactKind, Long> replaced() {
        return Map.copyOf(replaced);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        appenders.forEach(SegmentAppender::abandon);
        connections.close();
        kept.values().forEach(KeptTable::close);
        if (lease != null) {
            lease.close();
        }
        if (temporary != null) {
            temporary.close();
        }
    }
}
