package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.lake.Faults;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// A disk that refuses: the kernel says of one call that it has failed, of each in turn (F05). What could not be made
/// to last is not acknowledged, and whoever sends it again is served by the same server.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailingDiskFaultsTest {

    /// Batches of a start: two small ones and a large one that is a file.
    private static final int BATCHES = 3;

    /// Calls of a start that can be made to fail: its folders, a delivery, and what the lake writes of it.
    private static final int CALLS = 32;

    private static final int MOMENTS = Faults.rounds(4, CALLS);

    /// No start makes so many calls; strace counts no further than to 65,535.
    private static final int NEVER = 60_000;

    @TempDir
    private Path data;

    private DatabaseAddress address;
    private Database database;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(IntakeProcess.canFail(), "strace is not installed, or may not trace here");
        address = DatabaseKind.EMBEDDED.fresh();
        database = Database.at(address);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"fsync,fdatasync", "rename"})
    void a_call_that_fails_loses_nothing_and_keeps_nothing_twice(String calls) throws Exception {
        try (var sender = new Sender("till", "till");
                var process = IntakeProcess.failing(calls, data, address, "till")) {
            var checker = new Checker(data, database, sender);
            for (int nth = 1; nth <= CALLS; nth += CALLS / MOMENTS) {
                process.start("none", nth);
                if (process.ready()) {
                    int refused = 0;
                    for (int taken = 0; taken < BATCHES; ) {
                        if (sender.send(process.port())) {
                            taken++;
                        } else {
                            refused++;
                        }
                        assertThat(refused)
                                .as("refused, where call %s has failed: %s", nth, process.said())
                                .isLessThanOrEqualTo(1);
                    }
                    checker.awaitSettled();
                    process.kill();
                }
                checker.acknowledgedIsThere("call " + nth);
            }
            process.start("none", NEVER);
            assertThat(process.ready()).as(process.said()).isTrue();
            checker.awaitSettled();
            checker.check();
            assertThat(process.said()).as("what was said of calls that failed").contains("Input/output error");
        }
    }
}
