package throughline.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.Faults;

/// Real kills of real processes: what was confirmed is there afterwards, and nobody has to lend a hand.
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddedPostgresFaultsTest {

    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Path data;

    private final Random random = new Random(Faults.seed("Kills of the embedded PostgreSQL"));

    @BeforeEach
    void lendPrograms() throws IOException {
        data = TestPostgres.folder(folder.resolve("data"));
    }

    @Test
    void keeps_what_was_confirmed_when_the_application_is_killed_and_takes_its_server_over() throws Exception {
        long confirmed = 0;
        for (int round = 0; round < Faults.rounds(5, 100); round++) {
            try (var keeper = Keeper.on(data, "forever").ready()) {
                Thread.sleep(random.nextInt(300));
                long highest = keeper.kill();

                assertThat(highest == 0 || highest > confirmed).isTrue();
                confirmed = Math.max(confirmed, highest);
            }
            assertThat(servers()).as("the server lives on until the next start").hasSize(1);
        }
        assertKept(confirmed);
        assertThat(servers()).isEmpty();
    }

    /// Starts once more, in good order: every number up to the highest that was confirmed is there, none twice.
    private void assertKept(long confirmed) throws IOException {
        try (var claim = DataFolderClaim.of(data);
                var database = Database.embedded(claim)) {
            List<Long> kept = kept(JdbcClient.create(database.dataSource()));
            assertThat(kept).containsExactlyElementsOf(numbers(kept.size()));
            assertThat((long) kept.size()).isGreaterThanOrEqualTo(confirmed).isPositive();
        }
    }

    private static List<Long> kept(JdbcClient sql) {
        return sql.sql("select number from kept order by number")
                .query(Long.class)
                .list();
    }

    private static List<Long> numbers(long highest) {
        return LongStream.rangeClosed(1, highest).boxed().toList();
    }

    private List<ProcessHandle> servers() throws IOException {
        String served = data.toRealPath().resolve("postgres/data").toString();
        return ProcessHandle.allProcesses()
                .filter(p ->
                        p.info().arguments().map(List::of).orElse(List.of()).contains(served))
                .toList();
    }

    @Test
    void comes_back_by_itself_when_the_server_is_killed_and_has_lost_nothing() throws Exception {
        try (var claim = DataFolderClaim.of(data);
                var database = Database.embedded(claim)) {
            var sql = JdbcClient.create(database.dataSource());
            sql.sql("create table kept (number bigint primary key)").update();
            long confirmed = 0;
            for (int round = 0; round < Faults.rounds(5, 100); round++) {
                long until = System.nanoTime() + random.nextInt(200_000_000);
                while (System.nanoTime() < until) {
                    confirmed = keep(sql);
                }
                ProcessHandle before = kill();
                long killed = System.nanoTime();
                awaitAnother(before);
                long next = keep(sql);

                assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(LONGEST_RECOVERY);
                assertThat(next).isGreaterThan(confirmed);
                confirmed = next;
            }
            assertThat(kept(sql)).containsExactlyElementsOf(numbers(confirmed));
        }
    }

    /// Keeps the next number, again and again until that works: connections that the kill has broken are still about.
    private static long keep(JdbcClient sql) throws InterruptedException {
        while (true) {
            try {
                return sql.sql("insert into kept select coalesce(max(number), 0) + 1 from kept returning number")
                        .query(Long.class)
                        .single();
            } catch (DataAccessException broken) {
                Thread.sleep(20);
            }
        }
    }

    /// Waits for the next server: the processes of the last one answer for a moment after it was killed.
    private void awaitAnother(ProcessHandle before) throws Exception {
        while (servers().stream().allMatch(before::equals)) {
            Thread.sleep(5);
        }
    }

    /// Kills the server with `kill -9`, and gives what it was.
    private ProcessHandle kill() throws IOException {
        ProcessHandle server = servers().getFirst();
        assertThat(server.destroyForcibly()).isTrue();
        return server;
    }

    @Test
    void goes_to_another_port_when_its_own_was_taken_meanwhile() throws Exception {
        try (var claim = DataFolderClaim.of(data);
                var server = EmbeddedPostgres.start(claim)) {
            for (int round = 0; round < Faults.rounds(5, 50); round++) {
                int port = TestPostgres.port(server);
                try (ServerSocket thief = killAndTake(port, server)) {
                    assertThat(thief.getLocalPort()).isEqualTo(port);
                    awaitAnotherPort(server, port);
                    awaitConnection(server);
                }
            }
        }
    }

    /// Takes the port the moment it is free; where the supervisor was quicker, kills again.
    private ServerSocket killAndTake(int port, EmbeddedPostgres server) throws Exception {
        for (int attempt = 0; attempt < 50; attempt++) {
            kill();
            long end = System.nanoTime() + 100_000_000;
            while (System.nanoTime() < end) {
                try {
                    return new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
                } catch (IOException stillTaken) {
                    Thread.onSpinWait();
                }
            }
            awaitConnection(server);
        }
        throw new AssertionError("The supervisor was quicker fifty times");
    }

    /// Waits without connecting: the thief would accept and never answer, for as long as a login may take.
    private static void awaitAnotherPort(EmbeddedPostgres server, int port) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (TestPostgres.port(server) == port) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static void awaitConnection(EmbeddedPostgres server) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (true) {
            try (var connection = server.dataSource().getConnection()) {
                return;
            } catch (SQLException starting) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(20);
            }
        }
    }

    @Test
    void is_not_held_up_by_a_number_that_belongs_to_another_program_now() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            startsOverStale(other.pid());
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void is_not_held_up_by_a_number_that_is_nobodys() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();

        startsOverStale(gone.pid());
    }

    @Test
    void takes_a_zombie_for_dead() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 600").start();
        try {
            long zombie = Long.parseLong(parent.inputReader().readLine());
            while (!Files.readString(Path.of("/proc/%d/stat".formatted(zombie))).contains(") Z ")) {
                Thread.sleep(5);
            }
            startsOverStale(zombie);
        } finally {
            parent.destroyForcibly();
        }
    }

    /// Starts several times over a pid file that names this process.
    private void startsOverStale(long pid) throws Exception {
        Path file = data.resolve("postgres/data/postmaster.pid");
        try (var claim = DataFolderClaim.of(data)) {
            EmbeddedPostgres.start(claim).close();
            for (int round = 0; round < Faults.rounds(5, 50); round++) {
                Files.writeString(
                        file,
                        "%d\n%s\n1764212400\n5432\n\n127.0.0.1\n  1234567   0\nready   \n"
                                .formatted(pid, data.toRealPath().resolve("postgres/data")));
                try (var server = EmbeddedPostgres.start(claim);
                        var connection = server.dataSource().getConnection()) {
                    assertThat(connection.isValid(1)).isTrue();
                    assertThat(Files.readAllLines(file).getFirst()).isEqualTo(Long.toString(server.pid()));
                }
            }
        }
    }

    @Test
    void is_stopped_in_good_order_by_the_next_start_and_not_joined() throws Exception {
        try (var keeper = Keeper.on(data, "forever").ready()) {
            keeper.kill();
        }
        ProcessHandle orphan = servers().getFirst();
        try (var claim = DataFolderClaim.of(data);
                var server = EmbeddedPostgres.start(claim)) {
            assertThat(server.pid()).isNotEqualTo(orphan.pid());
            assertThat(ProcessHandle.of(server.pid()).flatMap(ProcessHandle::parent))
                    .isEqualTo(Optional.of(ProcessHandle.current()));
            assertThat(Files.readString(data.resolve("postgres/postgres.log")))
                    .contains("database system is shut down")
                    .doesNotContain("was not properly shut down");
        }
    }
}
