package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// What a server keeps that is killed while facts come in: acknowledged is a part of stored, stored is a
/// part of sent, nothing is there twice, and the batches say what is stored. Killed a few times with every
/// test run, 1,000 times for `-Dthroughline.faults=long`.
@DisplayNameGeneration(ReplaceUnderscores.class)
class IntakeFaultsTest {

    private static final long SEED = 20261127;

    /// A start of the server takes about three seconds on a busy machine.
    private static final int KILLS = "long".equals(System.getProperty("throughline.faults")) ? 1_000 : 8;

    @TempDir
    private Path data;

    private DatabaseAddress address;

    @BeforeEach
    void open() throws Exception {
        address = DatabaseKind.EMBEDDED.fresh();
    }

    @Test
    void loses_nothing_and_keeps_nothing_twice_however_often_it_is_killed() throws Exception {
        var random = new Random(SEED);
        try (var sender = new Sender(data, address)) {
            for (int i = 0; i < KILLS; i++) {
                sender.start("none", 1);
                Thread killer = killAfter(sender, random.nextInt(600));
                while (sender.send()) {
                    assertThat(sender.isAlive() || !killer.isAlive()).isTrue();
                }
                killer.join();
                // The last batch before a kill would be hidden by what comes later: looked at before anything else.
                assertThat(acknowledgedInDatabase()).isGreaterThanOrEqualTo(sender.acknowledgedBatches());
            }
            assertThat(sender.acknowledgedBatches()).isGreaterThan(KILLS);
            finish(sender);
            check(sender);
        }
    }

    private static Thread killAfter(Sender sender, long millis) {
        return Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(millis);
                sender.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void may_be_killed_after_each_step(IntakeStep step) throws Exception {
        try (var sender = new Sender(data, address)) {
            for (int nth = 1; nth <= 2; nth++) {
                sender.start(step.name(), nth);
                while (sender.isAlive()) {
                    if (!sender.send()) {
                        sender.kill();
                    }
                }
            }
            finish(sender);
            check(sender);
        }
    }

    /// Lets a server that is not killed send what is open and work off everything.
    private void finish(Sender sender) throws Exception {
        sender.start("none", 1);
        assertThat(sender.isAlive()).as(() -> "The server did not start again").isTrue();
        assertThat(sender.send()).isTrue();
        for (int i = 0; i < 3_000 && count("state in ('received', 'flushing')") > 0; i++) {
            Thread.sleep(20);
        }
        assertThat(count("state in ('received', 'flushing')")).isZero();
    }

    private void check(Sender sender) throws Exception {
        var stored = sender.stored();
        assertThat(stored.keySet()).containsAll(sender.acknowledged());
        assertThat(sender.sent()).containsAll(stored.keySet());
        assertThat(stored.values()).containsOnly(1);
        assertThat(sum("rows_kept")).isEqualTo(stored.size());
        assertThat(sum("rows_rejected")).isEqualTo(count("true"));
        try (var database = Database.at(address)) {
            assertThat(JdbcClient.create(database.dataSource())
                            .sql("select count(*) from intake_reject")
                            .query(Long.class)
                            .single())
                    .isEqualTo(count("true"));
        }
    }

    private long acknowledgedInDatabase() {
        return count("true");
    }

    private long count(String condition) {
        try (var database = Database.at(address)) {
            return JdbcClient.create(database.dataSource())
                    .sql("select count(*) from intake_batch where " + condition)
                    .query(Long.class)
                    .single();
        }
    }

    private long sum(String column) {
        try (var database = Database.at(address)) {
            return JdbcClient.create(database.dataSource())
                    .sql("select sum(%s)::bigint from intake_batch".formatted(column))
                    .query(Long.class)
                    .single();
        }
    }
}
