package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.Faults;
import throughline.server.IntakeServer;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// Thirty-two that send answers of the same days at once, in commits of a fraction of a second.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManyWritersFaultsTest {

    private static final int WRITERS = 32;
    private static final int BATCHES = Faults.rounds(6, 60);

    private static final Map<String, Object> OFTEN = Map.of("throughline.intake.flush-every", "20ms");

    @TempDir
    private Path data;

    @Test
    void are_all_added_up_once() throws Exception {
        DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            senders.add(new Sender("w" + i, IntakeServer.token(address, "w" + i)));
        }
        try (var server = IntakeServer.on(data, address, OFTEN);
                var pool = Executors.newFixedThreadPool(WRITERS)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (Sender sender : senders) {
                work.add(() -> {
                    while (sender.acknowledgedBatches() < BATCHES) {
                        if (!sender.send(server.port())) {
                            Thread.sleep(20);
                        }
                    }
                    return sender.acknowledgedBatches();
                });
            }
            for (Future<Integer> done : pool.invokeAll(work)) {
                assertThat(done.get()).isEqualTo(BATCHES);
            }
            var checker = new Checker(data, server.bean(Database.class), senders.toArray(Sender[]::new));
            checker.awaitSettled();
            server.close();
            try (var database = Database.at(address)) {
                new Checker(data, database, senders.toArray(Sender[]::new)).check();
            }
        } finally {
            senders.forEach(Sender::close);
        }
    }
}
