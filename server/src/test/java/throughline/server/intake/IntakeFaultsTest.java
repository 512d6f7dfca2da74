package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import throughline.lake.Faults;
import throughline.lake.fact.FactKind;
import throughline.server.IntakeServer;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// What is kept by a server that is killed while facts come in. Most kills are of the intake alone, which starts
/// quickly enough to be killed at any moment of its life hundreds of times; some are of the whole application.
@DisplayNameGeneration(ReplaceUnderscores.class)
class IntakeFaultsTest {

    private static final int KILLS = Faults.rounds(100, 1_000);
    private static final int WHOLE_KILLS = Faults.rounds(3, 30);

    /// Batches that are sent on the way to a step.
    private static final int MOST = 30;

    /// How often each step is halted at.
    private static final int ROUNDS = Faults.rounds(1, 4);

    private static final int LONGEST_PAUSE_MILLIS = 25;

    private static final int LATE = 5;

    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(60);

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

    /// Where the kills found it.
    private int starting;

    private int settling;

    @Test
    void loses_nothing_and_keeps_nothing_twice_however_often_it_is_killed() throws Exception {
        try (var sender = new Sender("till", "till");
                var process = IntakeProcess.quick(data, address, "till")) {
            kill(process, sender, KILLS);
            assertThat(starting).as("kills while it started").isPositive().isLessThan(KILLS);
            assertThat(settling).as("kills after it had settled batches").isPositive();
        }
    }

    @Test
    void loses_nothing_when_the_whole_application_is_killed() throws Exception {
        String token = IntakeServer.token(address, "till");
        try (var sender = new Sender("till", token);
                var process = IntakeProcess.whole(data, address, token)) {
            kill(process, sender, WHOLE_KILLS);
        }
    }

    /// Kills it at any moment between its birth and somewhat after its first facts are in; one in [#LATE] times once it
    /// has settled some, which it comes to less often the more else the machine has to do.
    private void kill(IntakeProcess process, Sender sender, int kills) throws Exception {
        var random = new Random(Faults.seed(kills + " kills"));
        var checker = new Checker(data, database, sender);
        long born = System.nanoTime();
        process.start("none", 1);
        assertThat(process.ready()).as(process.said()).isTrue();
        sender.send(process.port());
        checker.awaitSettled();
        long life = 5 * (System.nanoTime() - born) / 4;
        process.kill();

        long before = checker.count("state = 'committed'");
        for (int i = 0; i < kills; i++) {
            long moment = random.nextLong(life);
            boolean late = i % LATE == LATE - 1;
            long committed = before;
            process.start("none", 1);
            Thread killer = Thread.ofVirtual().start(() -> {
                if (late) {
                    awaitMoreThan(committed, checker);
                }
                killAfter(process, late ? moment / LATE : moment);
            });
            boolean ready = process.ready();
            starting += ready ? 0 : 1;
            while (ready && sender.send(process.port())) {
                Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
                if (random.nextInt(10) == 0) {
                    look(process);
                }
            }
            killer.join();
            assertThat(process.isAlive()).isFalse();
            // The last batch before a kill would be hidden by what comes later: looked at before anything else.
            checker.acknowledgedIsThere("after kill %d".formatted(i + 1));
            long settled = checker.count("state = 'committed'");
            settling += settled > before ? 1 : 0;
            before = settled;
        }
        System.out.printf(
                "%d kills within %d ms of life: %d while it started, %d after it had settled some of %d batches%n",
                kills, life / 1_000_000, starting, settling, sender.acknowledgedBatches());
        finish(process, sender, checker);
    }

    private static void awaitMoreThan(long committed, Checker checker) {
        long end = System.nanoTime() + LONGEST_WAIT;
        try {
            while (checker.count("state = 'committed'") <= committed && System.nanoTime() < end) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void killAfter(IntakeProcess process, long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            process.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void look(IntakeProcess process) {
        try {
            process.look();
        } catch (IOException killed) {
            // Which the next batch finds out as well.
        }
    }

    /// The steps of a delivery, in the order it comes to them.
    private static final List<IntakeStep> STEPS = Arrays.stream(IntakeStep.values())
            .filter(step -> !step.name().matches("IMPORT.*|FILES_TAKEN|TABLE_KEPT"))
            .toList();

    @Test
    void may_be_killed_after_each_step_of_a_delivery() throws Exception {
        try (var sender = new Sender("till", "till");
                var process = IntakeProcess.quick(data, address, "till")) {
            var checker = new Checker(data, database, sender);
            for (int round = 0; round < ROUNDS * STEPS.size(); round++) {
                IntakeStep step = STEPS.get(round % STEPS.size());
                process.start(step.name(), step == IntakeStep.IN_LAKE ? 11 : 1);
                boolean sends = process.ready();
                for (int i = 0; process.isAlive(); i++) {
                    sends = sends && i < MOST && sender.send(process.port());
                    if (!sends) {
                        // Enough is there to come to the step with.
                        Thread.sleep(5);
                    }
                }
                checker.acknowledgedIsThere("killed at " + step);
            }
            finish(process, sender, checker);
        }
    }

    /// How far one import of two tables and their record goes in the lake.
    private static final int STEPS_OF_IMPORT = 60;

    private static Stream<Arguments> stepsOfAnImport() {
        int stride = STEPS_OF_IMPORT / Faults.rounds(2, STEPS_OF_IMPORT);
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
        try (var sender = new Sender("till", "till");
                var process = IntakeProcess.quick(data, address, "till")) {
            process.start(step.name(), nth);
            for (int i = 0; i < 100 && process.isAlive(); i++) {
                // Nothing of the import is shown unless all of it is.
                assertThat(pulses()).isIn(0, 2);
                Thread.sleep(50);
            }
            process.kill();
            int shown = pulses();
            assertThat(shown).isIn(0, 2);
            assertThat(answers()).hasSize(shown == 0 ? 0 : 2);

            bringIn(Map.of("pulse.csv", PULSE + "2026-03-03,5\n"));
            process.start("none", 1);
            assertThat(process.ready()).as(process.said()).isTrue();
            for (int i = 0; i < 1_000 && pulses() < 5; i++) {
                Thread.sleep(20);
            }
            assertThat(pulses()).isEqualTo(5);
            assertThat(answers()).containsExactlyInAnyOrder("i1", "i2");
            assertThat(new Checker(data, database, sender).count("import is not null and state = 'committed'"))
                    .isEqualTo(3);
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
        return KeptFacts.rows(data, database.dataSource(), FactKind.PULSE, "file")
                .size();
    }

    private List<Object> answers() {
        return KeptFacts.rows(data, database.dataSource(), FactKind.RESPONSES, "response_id").stream()
                .map(List::getFirst)
                .toList();
    }

    /// Lets a server that is not killed take in what is open and work off everything, and looks at what is there.
    private static void finish(IntakeProcess process, Sender sender, Checker checker) throws Exception {
        process.start("none", 1);
        assertThat(process.ready()).as(process.said()).isTrue();
        assertThat(sender.send(process.port())).isTrue();
        checker.awaitSettled();
        checker.check();
    }
}
