package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Key;
import throughline.lake.duckdb.Pages;
import throughline.lake.fact.FactKind;
import throughline.lake.iceberg.Storage;
import throughline.server.diagnose.DemoFolder;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Database;
import throughline.statistics.Summary;
import throughline.workspace.Workspace;

/// What must hold of the facts once everything that was acknowledged is worked off, whatever was killed before:
/// acknowledged is a part of stored, stored is a part of sent, nothing is there twice, the batches say what is stored,
/// and the cells are what comes of the facts.
final class Checker {

    private static final double ROUNDING = 1e-9;

    private final Path data;
    private final Database database;
    private final List<Sender> senders;

    Checker(Path data, Database database, Sender... senders) {
        this.data = data;
        this.database = database;
        this.senders = List.of(senders);
    }

    /// Waits until every batch is settled.
    void awaitSettled() throws InterruptedException {
        for (int i = 0; i < 6_000 && count("state in ('received', 'flushing')") > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(count("state in ('received', 'flushing')")).isZero();
    }

    /// What was acknowledged is written down.
    void acknowledgedIsThere(String when) {
        assertThat(count("true"))
                .as(when)
                .isGreaterThanOrEqualTo(
                        senders.stream().mapToLong(Sender::acknowledgedBatches).sum());
    }

    /// Looks at all there is.
    void check() throws IOException {
        List<List<Object>> rows = KeptFacts.rows(
                data,
                database.dataSource(),
                FactKind.RESPONSES,
                "response_id, cast(make_timestamp(answered_at) as date), empathy");
        Set<Object> stored = new HashSet<>();
        Map<LocalDate, Summary> days = new TreeMap<>();
        for (List<Object> row : rows) {
            String id = (String) row.get(0);
            LocalDate day = LocalDate.parse(row.get(1).toString());
            double value = ((Number) row.get(2)).doubleValue();
            assertThat(stored.add(id)).as("%s is there once", id).isTrue();
            assertThat(day).as(id).isEqualTo(Sender.day(id));
            assertThat(value).as(id).isEqualTo(Sender.value(id));
            days.merge(day, Summary.of(value), Summary::plus);
        }
        Set<Object> sent = new HashSet<>();
        for (Sender sender : senders) {
            assertThat(stored.containsAll(sender.acknowledged()))
                    .as("all that was acknowledged is there")
                    .isTrue();
            sent.addAll(sender.sent());
        }
        assertThat(sent.containsAll(stored)).as("all that is there was sent").isTrue();
        assertThat(sum("rows_kept")).isEqualTo(stored.size());
        assertThat(sum("rows_rejected")).isEqualTo(count("true"));
        assertThat(number("select count(*) from intake_reject")).isEqualTo(count("true"));
        cellsAre(days);
    }

    /// The pages' own sums, over whatever the killed processes have left in the folder of cells.
    private void cellsAre(Map<LocalDate, Summary> days) throws IOException {
        var folder = new DataFolder(data);
        try (var facts = new LakeFacts(g -> new Storage.Folder(folder.lake()), database.dataSource(), step -> {})) {
            var spool = new Spool(folder.spool(), BareIntake.settings(), Clock.systemUTC());
            var drain = new FolderDrain(
                    folder, database.dataSource(), facts, spool, new RowsCounted(), Clock.systemUTC(), step -> {});
            var sources = new LakeSources(
                    IntakeTables.over(database.dataSource()),
                    facts,
                    Pages.in(folder.cells()),
                    drain,
                    new DemoFolder(Clock.systemUTC()),
                    engine -> engine);
            try (Workspace workspace = sources.read(words -> {}).workspace()) {
                same(workspace.engine(), days);
            }
        }
    }

    private static void same(CubeEngine cells, Map<LocalDate, Summary> days) {
        int found = 0;
        for (Cell cell :
                cells.scan(CubeQuery.of(FactKind.RESPONSES).by(new Key.Day()).sum("empathy"))) {
            Summary facts = days.getOrDefault(cell.day(0), Summary.EMPTY);
            assertThat(cell.rows()).as("rows of " + cell.day(0)).isEqualTo(facts.count());
            assertThat(cell.sum(0).count()).isEqualTo(facts.count());
            assertThat(cell.sum(0).sum()).isCloseTo(facts.sum(), within(ROUNDING * facts.sum()));
            assertThat(cell.sum(0).squares()).isCloseTo(facts.squares(), within(ROUNDING * facts.sum()));
            found++;
        }
        assertThat(found).isEqualTo(days.size());
    }

    /// How many batches there are that something holds of.
    long count(String condition) {
        return number("select count(*) from intake_batch where " + condition);
    }

    private long sum(String column) {
        return number("select sum(%s)::bigint from intake_batch".formatted(column));
    }

    private long number(String query) {
        return JdbcClient.create(database.dataSource())
                .sql(query)
                .query(Long.class)
                .single();
    }
}
