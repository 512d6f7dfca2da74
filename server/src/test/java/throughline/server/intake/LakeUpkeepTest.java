package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.fact.FactKind;
import throughline.lake.iceberg.Plan;
import throughline.lake.iceberg.Scan;
import throughline.lake.iceberg.Storage;
import throughline.server.intake.store.BatchTable;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;
import throughline.server.platform.FilesKept;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LakeUpkeepTest {

    private static final FactKind KIND = FactKind.RESPONSES;
    private static final Duration OVER_HALF_AN_HOUR = Duration.ofMinutes(31);

    @TempDir
    private Path data;

    private Database database;
    private DataFolder folder;
    private LakeFacts facts;
    private Intake intake;
    private BatchFlush flush;
    private LakeUpkeep upkeep;
    private Publications publications;
    private Instant now = Instant.now();

    @BeforeEach
    void open() throws Exception {
        database = DatabaseKind.EMBEDDED.open();
        folder = new DataFolder(data);
        Clock clock = InstantSource.system().withZone(ZoneOffset.UTC);
        Clock late = new Late();
        facts = new LakeFacts(g -> new Storage.Folder(folder.lake()), database.dataSource(), step -> {});
        var spool = new Spool(folder.spool(), BareIntake.settings(), clock);
        intake = new Intake(
                spool, new BatchTable(database.dataSource()), BareIntake.settings(), step -> {}, received -> {});
        flush = new BatchFlush(spool, facts, new RowsCounted(), step -> {});
        var erasure = new Erasure(folder, database.dataSource(), facts, () -> {}, late);
        publications =
                new Publications(TrinoSettings.NONE, () -> new Storage.Folder(folder.lake()), database.dataSource());
        upkeep = new LakeUpkeep(database.dataSource(), facts, publications, erasure, late);
    }

    @AfterEach
    void close() {
        upkeep.close();
        facts.close();
        database.close();
    }

    /// A clock that the test sets.
    private final class Late extends Clock {

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /// Brings a row in, in a commit of its own.
    private void bringIn(String id) throws Exception {
        byte[] body = "response_id,answered_at,empathy\n%s,2026-03-02,4\n"
                .formatted(id)
                .getBytes(StandardCharsets.UTF_8);
        intake.receive(
                new Delivery("till", Optional.of(id), KIND, BodyFormat.CSV, BodyEncoding.IDENTITY),
                new ByteArrayInputStream(body),
                Optional.of((long) body.length));
        try (Connection connection = database.dataSource().getConnection()) {
            IntakeTables tables = IntakeTables.over(connection);
            flush.flush(KIND, tables.batches().unsettled(KIND, 0, 100), tables);
        }
    }

    private void bringIn(String... ids) throws Exception {
        for (String id : ids) {
            bringIn(id);
        }
    }

    private Plan shown() {
        long snapshot =
                IntakeTables.over(database.dataSource()).shown().snapshots(0).get(KIND);
        return facts.in(0).plan(KIND, snapshot).orElseThrow();
    }

    private List<Object> rows() {
        return KeptFacts.rows(data, database.dataSource(), KIND, "response_id").stream()
                .map(List::getFirst)
                .sorted()
                .toList();
    }

    private List<Path> parquet() throws Exception {
        try (Stream<Path> files = Files.walk(folder.lake())) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    /// As if everything had come in long ago.
    private void age() {
        JdbcClient.create(database.dataSource())
                .sql("update intake_batch set received_at = received_at - interval '1 hour'")
                .update();
    }

    @Test
    void puts_small_files_together_every_half_hour_and_shows_the_pages_what_came_of_it() throws Exception {
        bringIn("r1", "r2", "r3");
        upkeep.run();
        assertThat(shown().files()).hasSize(3);

        now = now.plus(OVER_HALF_AN_HOUR);
        upkeep.run();

        assertThat(shown().files()).hasSize(1);
        assertThat(rows()).containsExactly("r1", "r2", "r3");

        bringIn("r4");
        upkeep.run();
        assertThat(shown().files()).as("half an hour has not passed").hasSize(2);
    }

    @Test
    void keeps_what_somebody_may_be_reading_and_deletes_it_a_quarter_of_an_hour_later() throws Exception {
        bringIn("r1", "r2", "r3");
        age();
        now = now.plus(OVER_HALF_AN_HOUR);
        upkeep.run();
        Plan before = shown();
        assertThat(before.files()).hasSize(1);
        bringIn("r4");
        age();

        now = Instant.now().plus(Duration.ofMinutes(14));
        upkeep.run();
        assertThat(facts.in(0).plan(KIND, before.snapshot())).isPresent();

        now = Instant.now().plus(Duration.ofMinutes(16));
        upkeep.run();
        upkeep.run();

        assertThat(parquet()).hasSameSizeAs(shown().files());
        assertThat(rows()).containsExactly("r1", "r2", "r3", "r4");
    }

    @Test
    void deletes_what_killed_processes_left_when_it_is_a_day_old() throws Exception {
        bringIn("r1");
        Path known = parquet().getFirst();
        Path old = Files.copy(known, known.resolveSibling("left.parquet"));
        Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(25))));
        Path young = Files.copy(known, known.resolveSibling("being-written.parquet"));

        now = now.plusSeconds(1);
        upkeep.run();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(rows()).containsExactly("r1");
    }

    @Test
    void touches_nothing_while_files_are_being_copied_and_makes_up_for_it_afterwards() throws Exception {
        bringIn("r1", "r2");
        now = now.plus(OVER_HALF_AN_HOUR);
        try (var _ = FilesKept.of(database.dataSource())) {
            upkeep.run();
            assertThat(shown().files()).hasSize(2);
        }

        upkeep.run();

        assertThat(shown().files()).hasSize(1);
    }

    @Test
    void leaves_a_table_alone_that_another_server_flushes() throws Exception {
        bringIn("r1", "r2");
        now = now.plusSeconds(1);
        upkeep.run();
        now = now.plus(OVER_HALF_AN_HOUR);
        try (Connection other = database.dataSource().getConnection()) {
            var theirs = IntakeTables.over(other).batches().lock(KIND).orElseThrow();
            upkeep.run();
            theirs.close();
        }
        assertThat(shown().files()).hasSize(2);

        now = now.plus(OVER_HALF_AN_HOUR);
        upkeep.run();
        assertThat(shown().files()).hasSize(1);
    }

    @Test
    void loses_no_fact_when_the_clock_jumps_forth_and_back() throws Exception {
        List<Duration> jumps = List.of(
                Duration.ofHours(25),
                Duration.ofHours(-50),
                Duration.ofHours(1),
                Duration.ofHours(-1),
                Duration.ofDays(400),
                Duration.ofDays(-800));
        List<Object> all = new ArrayList<>();
        for (Duration jump : jumps) {
            bringIn("r" + all.size());
            all.add("r" + all.size());
            try (var read = facts.in(0).scan(shown())) {
                now = now.plus(jump);
                upkeep.run();
                upkeep.run();
                for (Path file : parquetOf(read)) {
                    assertThat(file).as("read while the clock jumped %s", jump).exists();
                }
            }
            assertThat(rows()).as("after a jump of %s", jump).containsExactlyElementsOf(all);
        }
    }

    private List<Path> parquetOf(Scan read) {
        return read.files().stream()
                .map(file -> folder.lake().resolve(file.name().substring("local:///".length())))
                .toList();
    }
}
