package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.fact.FactKind;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// What a server keeps that is killed while facts come in: acknowledged is a part of stored, stored is a
/// part of sent, nothing is there twice, and the batches say what is stored. Killed a few times with every
/// test run, 1,000 times for `-Dthroughline.faults=long`.
@DisplayNameGeneration(ReplaceUnderscores.class)
class IntakeFaultsTest {

    private static final long SEED = 20261127;

    /// A start of the server takes about three seconds on a busy machine, so the short form is short.
    private static final boolean LONG = "long".equals(System.getProperty("throughline.faults"));

    private static final int KILLS = LONG ? 1_000 : 4;

    /// Batches that are sent on the way to a step.
    private static final int MOST = 30;

    /// How often each step is halted at.
    private static final int ROUNDS = LONG ? 2 : 1;

    @TempDir
    private Path data;

    private DatabaseAddress address;
    private Database database;

    @BeforeEach
    void open() throws Exception {
        address = DatabaseKind.EMBEDDED.fresh();
        database = Database.at(address);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void loses_nothing_and_keeps_nothing_twice_however_often_it_is_killed() throws Exception {
        var random = new Random(SEED);
        try (var sender = new Sender(data, address, "till")) {
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

    /// The steps of a delivery, in the order it comes to them.
    private static final List<IntakeStep> STEPS = Arrays.stream(IntakeStep.values())
            .filter(step -> !step.name().matches("IMPORT.*|FILES_TAKEN|TABLE_KEPT"))
            .toList();

    @Test
    void may_be_killed_after_each_step_of_a_delivery() throws Exception {
        try (var sender = new Sender(data, address, "till")) {
            for (int round = 0; round < ROUNDS * STEPS.size(); round++) {
                IntakeStep step = STEPS.get(round % STEPS.size());
                sender.start(step.name(), step == IntakeStep.IN_LAKE ? 11 : 1);
                for (int i = 0; sender.isAlive(); i++) {
                    if (i >= MOST) {
                        // Enough is there to come to the step with.
                        Thread.sleep(5);
                    } else if (!sender.send()) {
                        sender.kill();
                    }
                }
                assertThat(acknowledgedInDatabase())
                        .as("killed at " + step)
                        .isGreaterThanOrEqualTo(sender.acknowledgedBatches());
            }
            finish(sender);
            check(sender);
        }
    }

    /// How far one import of two tables and their record goes in the lake.
    private static final int STEPS_OF_IMPORT = 60;

    private static Stream<Arguments> stepsOfAnImport() {
        int stride = LONG ? 1 : STEPS_OF_IMPORT / 2;
        return Stream.concat(
                Stream.of(
                        Arguments.of(IntakeStep.IMPORT_COMMITTED, 1),
                        Arguments.of(IntakeStep.FILES_TAKEN, 1),
                        Arguments.of(IntakeStep.TABLE_KEPT, 1),
                        Arguments.of(IntakeStep.TABLE_KEPT, 2),
                        Arguments.of(IntakeStep.IMPORT_SHOWN, 1)),
                IntStream.iterate(stride / 2 + 1, n -> n < STEPS_OF_IMPORT, n -> n + stride)
                        .mapToObj(n -> Arguments.of(IntakeStep.IN_LAKE, n)));
    }

    @ParameterizedTest
    @MethodSource("stepsOfAnImport")
    void may_be_killed_while_an_import_is_taken_over(IntakeStep step, int nth) throws Exception {
        bringIn(Map.of("organisation.yaml", "name: Northgate\n", "pulse.csv", PULSE, "responses.csv", ANSWERS));
        try (var sender = new Sender(data, address, "till")) {
            sender.start(step.name(), nth);
            for (int i = 0; i < 1_000 && sender.isAlive(); i++) {
                // Nothing of the import is shown unless all of it is.
                assertThat(pulses()).isIn(0, 2);
                Thread.sleep(10);
            }
            sender.kill();
            int shown = pulses();
            assertThat(shown).isIn(0, 2);
            assertThat(sender.stored()).hasSize(shown == 0 ? 0 : 2);

            bringIn(Map.of("pulse.csv", PULSE + "2026-03-03,5\n"));
            finish(sender);
            for (int i = 0; i < 1_000 && pulses() < 5; i++) {
                Thread.sleep(20);
            }
            assertThat(pulses()).isEqualTo(5);
            assertThat(sender.stored()).containsEntry("i1", 1).containsEntry("i2", 1);
            assertThat(count("import is not null and state = 'committed'")).isEqualTo(3);
        }
    }

    private static final String ANSWERS =
            "response_id,answered_at,empathy\ni1,2026-03-02,4\ni2,2026-04-02,4\ni3,never,4\n";

    /// A kind without ids: what is kept twice stays twice.
    private static final String PULSE = "answered_at,proud\n2026-03-02,4\n2026-03-02,4\n";

    private void bringIn(Map<String, String> files) throws Exception {
        Path scratch = Files.createTempDirectory(data, "staged");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(scratch.resolve(file.getKey()), file.getValue());
        }
        new WorkspaceStore(data.resolve("workspace")).add(scratch, LeftOut.NONE);
    }

    private int pulses() {
        return KeptFacts.rows(data, address, FactKind.PULSE, "file").size();
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
        assertThat(number("select count(*) from intake_reject")).isEqualTo(count("true"));
    }

    private long acknowledgedInDatabase() {
        return count("true");
    }

    private long count(String condition) {
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
