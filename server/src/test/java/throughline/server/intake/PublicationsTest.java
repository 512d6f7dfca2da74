package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.cube.CubeEngine;
import throughline.lake.duckdb.DuckDbLake;
import throughline.lake.iceberg.Storage;
import throughline.server.IntakeServer;
import throughline.server.backup.Backup;
import throughline.server.backup.Restore;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Showing;
import throughline.server.diagnose.Scope;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// What is written for a Trino cluster, where there is none at the address; `TrinoServerTest` has one.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PublicationsTest {

    private static final String NOBODY = "jdbc:trino://127.0.0.1:1/lake";

    @TempDir
    private Path folder;

    private Path data;
    private DatabaseAddress address;

    @BeforeEach
    void open() throws Exception {
        data = folder.resolve("data");
        address = DatabaseKind.EMBEDDED.fresh();
    }

    private IntakeServer server(Map<String, Object> settings) {
        return IntakeServer.on(data, address, settings);
    }

    private static void bringIn(IntakeServer server, String id) throws Exception {
        server.settled(server.post(
                "responses",
                "text/csv",
                "response_id,answered_at,unit,empathy\n%s,2026-03-02,north,4\n".formatted(id)));
    }

    /// What added up what the first page shows.
    private static String engine(IntakeServer server) throws Exception {
        CurrentWorkspace current = server.bean(CurrentWorkspace.class);
        for (int i = 0; i < 1_200; i++) {
            Optional<String> engine = current.show(showing -> showing instanceof Showing.Ready ready
                    ? Optional.of(
                            ready.workspace().examine(Scope.USUAL).provenance().engine())
                    : Optional.empty());
            if (engine.isPresent()) {
                return engine.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("There was nothing to see within a minute");
    }

    private static List<String> names(DatabaseAddress address) {
        try (var database = Database.at(address)) {
            return JdbcClient.create(database.dataSource())
                    .sql("select table_namespace from iceberg_tables where table_namespace <> 'facts'"
                            + " union select name from publication")
                    .query(String.class)
                    .list();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Files of the lake that are not those of facts.
    private long others() throws Exception {
        Path lake = new DataFolder(data).lake();
        try (var files = Files.walk(lake)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !lake.relativize(file).startsWith("facts"))
                    .count();
        }
    }

    @Test
    void let_this_machine_answer_while_the_cluster_is_away_and_are_gone_with_the_server() throws Exception {
        try (var server = server(Map.of("throughline.trino.url", NOBODY))) {
            bringIn(server, "r1");

            assertThat(engine(server)).isEqualTo("duckdb instead of trino");
            assertThat(names(address)).hasSize(1);
            assertThat(others()).isPositive();
        }
        assertThat(names(address)).isEmpty();
        assertThat(others()).isZero();
    }

    @Test
    void are_written_anew_no_sooner_than_the_settings_say() throws Exception {
        String token;
        try (var server = server(Map.of("throughline.trino.url", NOBODY, "throughline.trino.every", "1h"))) {
            token = server.token();
            bringIn(server, "r1");
            assertThat(engine(server)).isEqualTo("duckdb instead of trino");

            bringIn(server, "r2");
            assertThat(engine(server)).as("facts that came soon after").isEqualTo("duckdb");
        }
        try (var server = IntakeServer.on(data, address, token, Map.of(), step -> {})) {
            assertThat(engine(server)).as("no cluster is named").isEqualTo("duckdb");
            assertThat(names(address)).isEmpty();
        }
    }

    @Test
    void are_in_no_backup() throws Exception {
        Path file = folder.resolve("monday.backup");
        try (var server = server(Map.of("throughline.trino.url", NOBODY))) {
            bringIn(server, "r1");
            engine(server);
            new Backup(data, server.bean(Database.class), Clock.systemUTC()).write(file, words -> {});
        }
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(e -> e.getName())).noneMatch(name -> name.startsWith("lake/published"));
        }
        DatabaseAddress another = DatabaseKind.EMBEDDED.empty();
        new Restore(folder.resolve("restored"), Optional.of(another), Optional.empty(), Clock.systemUTC())
                .from(file, words -> {});
        assertThat(names(another)).isEmpty();
    }

    @Test
    void of_a_server_that_was_killed_are_dropped_by_another_once_they_are_nobodys() throws Exception {
        try (var server = server(Map.of("throughline.trino.url", NOBODY));
                var database = Database.at(address)) {
            bringIn(server, "r1");
            engine(server);
            var others = new Publications(
                    TrinoSettings.NONE, () -> new Storage.Folder(new DataFolder(data).lake()), database.dataSource());

            others.tidy();
            assertThat(names(address)).as("it is asked").hasSize(1);

            JdbcClient.create(database.dataSource())
                    .sql("update publication set until = now() - interval '1 second'")
                    .update();
            server.bean(Publications.class).renew();
            others.tidy();
            assertThat(names(address)).as("its server lives").hasSize(1);

            JdbcClient.create(database.dataSource())
                    .sql("update publication set until = now() - interval '1 second'")
                    .update();
            others.tidy();
            assertThat(names(address)).isEmpty();
            assertThat(others()).isZero();
        }
    }

    @Test
    void are_waited_for_by_who_closes_them_while_another_thread_drops_them() throws Exception {
        var settings = new TrinoSettings(NOBODY, "us", null, Duration.ofMinutes(1), Duration.ZERO);
        var opened = new AtomicInteger();
        var dropping = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var database = Database.at(address)) {
            var publications = new Publications(
                    settings,
                    () -> {
                        if (opened.getAndIncrement() == 1) {
                            dropping.countDown();
                            await(goOn);
                        }
                        return new Storage.Folder(new DataFolder(data).lake());
                    },
                    database.dataSource());
            CubeEngine asked = publications.over(DuckDbLake.temporary().seal(List.of()));
            assertThat(names(address)).hasSize(1);

            Thread reader = Thread.ofVirtual().start(asked::close);
            dropping.await();
            Thread closing = Thread.ofVirtual().start(publications::close);
            assertThat(closing.join(Duration.ofMillis(200)))
                    .as("closed before they are gone")
                    .isFalse();
            goOn.countDown();
            closing.join();
            assertThat(names(address)).isEmpty();
            reader.join();
        }
    }

    @Test
    void need_an_address_that_can_be_one_and_a_password_that_nobody_reads() {
        assertThatThrownBy(() -> new TrinoSettings("http://coordinator", "us", null, Duration.ZERO, Duration.ZERO))
                .hasMessage("THROUGHLINE_TRINO_URL is http://coordinator; it has to be like"
                        + " jdbc:trino://coordinator:8080/lake");
        assertThatThrownBy(() -> new TrinoSettings(NOBODY, "us", "secret", Duration.ZERO, Duration.ZERO))
                .hasMessage("THROUGHLINE_TRINO_PASSWORD needs TLS: end THROUGHLINE_TRINO_URL with ?SSL=true");
        assertThat(new TrinoSettings(NOBODY + "?SSL=true", "us", "secret", Duration.ZERO, Duration.ZERO).login())
                .containsEntry("user", "us")
                .containsEntry("password", "secret");
    }
}
