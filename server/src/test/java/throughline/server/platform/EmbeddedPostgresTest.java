package throughline.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.OtherComputers;

/// What the PostgreSQL that comes with Throughline does when nothing goes wrong, and what it says when it cannot start.
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddedPostgresTest {

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void lendPrograms() throws IOException {
        data = TestPostgres.folder(folder.resolve("data"));
    }

    private Path postgres() {
        return data.resolve("postgres");
    }

    @Test
    void is_a_child_of_this_process_and_ends_with_it() throws Exception {
        ProcessHandle child;
        try (var claim = DataFolderClaim.of(data);
                var server = EmbeddedPostgres.start(claim)) {
            child = ProcessHandle.of(server.pid()).orElseThrow();
            assertThat(child.parent()).isEqualTo(Optional.of(ProcessHandle.current()));
        }
        assertThat(child.isAlive()).isFalse();
        assertThat(Files.readString(postgres().resolve("postgres.log"))).endsWith("database system is shut down\n");
    }

    @Test
    void keeps_its_promises_and_checks_every_page() throws Exception {
        try (var claim = DataFolderClaim.of(data);
                var server = EmbeddedPostgres.start(claim);
                Connection connection = server.dataSource().getConnection()) {
            assertThat(Requirements.settings(connection))
                    .containsAllEntriesOf(Map.of(
                            "fsync", "on",
                            "full_page_writes", "on",
                            "synchronous_commit", "on",
                            "data_checksums", "on",
                            "server_encoding", "UTF8"));
        }
    }

    @Test
    void does_not_let_a_file_in_the_folder_take_its_promises_back() throws Exception {
        try (var claim = DataFolderClaim.of(data)) {
            EmbeddedPostgres.start(claim).close();
            Files.writeString(
                    postgres().resolve("data/postgresql.conf"),
                    "fsync = off\nsynchronous_commit = off\nlisten_addresses = '*'\n");
            try (var server = EmbeddedPostgres.start(claim);
                    Connection connection = server.dataSource().getConnection()) {
                assertThat(Requirements.settings(connection))
                        .containsAllEntriesOf(Map.of("fsync", "on", "synchronous_commit", "on"));
                assertThat(OtherComputers.reaching(TestPostgres.port(server))).isEmpty();
            }
        }
    }

    @Test
    void lets_nobody_in_without_the_password_and_our_user_not_above_the_rows() throws Exception {
        try (var claim = DataFolderClaim.of(data);
                var server = EmbeddedPostgres.start(claim);
                Connection connection = server.dataSource().getConnection()) {
            int port = TestPostgres.port(server);

            for (String user : new String[] {"postgres", "throughline"}) {
                assertThatThrownBy(() -> DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s&password=".formatted(port, user)))
                        .hasMessageContaining("password");
            }
            try (var rows = connection
                    .createStatement()
                    .executeQuery("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBoolean(1)).isFalse();
                assertThat(rows.getBoolean(2)).isFalse();
            }
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(postgres().resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void writes_no_value_of_a_row_into_its_log() throws Exception {
        try (var claim = DataFolderClaim.of(data);
                var server = EmbeddedPostgres.start(claim);
                Connection connection = server.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table person (name text primary key)");
            statement.execute("insert into person values ('Canary Bird')");
            assertThatThrownBy(() -> statement.execute("insert into person values ('Canary Bird')"))
                    .hasMessageContaining("duplicate key");
        }
        assertThat(Files.readString(postgres().resolve("postgres.log")))
                .contains("duplicate key")
                .doesNotContain("Canary");
    }

    @Test
    void refuses_a_second_server_on_the_folder_and_says_where_the_first_is() throws Exception {
        try (var claim = DataFolderClaim.of(data);
                var database = Database.embedded(claim);
                var second = Keeper.on(data, "1")) {
            assertThat(second.ended())
                    .containsExactly("refused: Throughline already shows " + data
                            + ". Stop it first, or name another folder with --data.");
            assertThat(database.isReachable()).isTrue();
        }
    }

    @Test
    void refuses_a_password_that_others_can_read() throws Exception {
        try (var claim = DataFolderClaim.of(data)) {
            EmbeddedPostgres.start(claim).close();
            Path password = postgres().toRealPath().resolve("password");
            for (String open : new String[] {"rw-r--r--", "rw--w----", "rw-r-----"}) {
                Files.setPosixFilePermissions(password, PosixFilePermissions.fromString(open));
                refuses(claim)
                        .hasMessage(
                                "%s holds the database's password, and others than its owner may read or change it (%s). Close it with: chmod 600 %s",
                                password, open, password);
            }
        }
    }

    @Test
    void says_that_the_password_is_gone_or_is_another_one() throws Exception {
        try (var claim = DataFolderClaim.of(data)) {
            EmbeddedPostgres.start(claim).close();
            Path password = postgres().toRealPath().resolve("password");

            Files.writeString(password, "another");
            refuses(claim)
                    .hasMessageContaining("started, but does not let us in. It said last:")
                    .hasMessageContaining("password authentication failed");
            Files.writeString(password, "\n");
            refuses(claim).hasMessageStartingWith(password + " is empty. Bring it back from a backup");
            Files.delete(password);
            refuses(claim)
                    .hasMessageStartingWith(
                            "The password of the database is gone: there is no " + password + ". Bring that file back");
        }
    }

    @Test
    void refuses_data_of_another_version() throws Exception {
        try (var claim = DataFolderClaim.of(data)) {
            EmbeddedPostgres.start(claim).close();
            Files.writeString(postgres().resolve("data/PG_VERSION"), "17\n");

            refuses(claim)
                    .hasMessageContaining(
                            "was written by PostgreSQL 17, and this Throughline brings 18 along, which cannot read it.");
        }
    }

    @Test
    void says_the_last_lines_of_its_log_when_it_does_not_start() throws Exception {
        try (var claim = DataFolderClaim.of(data)) {
            EmbeddedPostgres.start(claim).close();
            Files.writeString(postgres().resolve("data/postgresql.conf"), "work_memory = 4\n");

            refuses(claim)
                    .hasMessageContaining("did not start. It said last:")
                    .hasMessageContaining("unrecognized configuration parameter \"work_memory\"")
                    .hasMessageContaining(
                            "Its whole log is " + postgres().toRealPath().resolve("postgres.log"));
        }
    }

    @Test
    void begins_anew_where_a_first_start_was_killed_while_it_set_up_its_files() throws Exception {
        Files.createDirectories(postgres().resolve("data-unfinished/base"));
        Files.writeString(postgres().resolve("data-unfinished/PG_VERSION"), "18\n");

        try (var claim = DataFolderClaim.of(data);
                var server = EmbeddedPostgres.start(claim);
                Connection connection = server.dataSource().getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            assertThat(postgres().resolve("data-unfinished")).doesNotExist();
        }
    }

    @Test
    void says_that_the_disk_is_too_small_before_it_begins() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(
                Programs.succeeds(List.of("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", small.toString())),
                "A small disk can be made by root only");
        try (var claim = DataFolderClaim.of(TestPostgres.folder(small))) {
            refuses(claim)
                    .hasMessageMatching(
                            "The database needs 200 MB to begin with, and there are \\d+ MB free where .* is\\. Free some, or name another folder with --data\\.");
        } finally {
            Programs.run(List.of("umount", small.toString()));
        }
    }

    private static AbstractThrowableAssert<?, ?> refuses(DataFolderClaim claim) {
        return assertThatThrownBy(() -> EmbeddedPostgres.start(claim).close())
                .isInstanceOf(DatabaseUnavailableException.class);
    }
}
