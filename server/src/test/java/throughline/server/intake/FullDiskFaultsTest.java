package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.Faults;
import throughline.server.IntakeServer;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;
import throughline.server.platform.TestPostgres;

/// A disk that fills up, with PostgreSQL, the lake, bodies and cells on it, and is emptied again.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FullDiskFaultsTest {

    private static final int CYCLES = Faults.rounds(3, 20);
    private static final int DISK_MEGABYTES = 400;
    private static final long LEAST_FREE = 64L << 20;
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);

    /// Batches that are sent while there is room.
    private static final int BATCHES = 6;

    @TempDir
    private Path folder;

    private static Map<String, Object> settings(String leastFree) {
        return Map.of(
                "throughline.intake.flush-every",
                IntakeProcess.FLUSH_EVERY,
                "throughline.intake.try-again",
                Duration.ofMillis(500),
                "throughline.intake.small-body",
                IntakeProcess.SMALL_BODY + "KB",
                "throughline.intake.least-free",
                leastFree);
    }

    @Test
    void is_left_room_to_work_with_by_an_intake_that_stops_before() throws Exception {
        fillAndFree(LEAST_FREE, disk -> disk.fill(LEAST_FREE - (2L << 20)));
    }

    @Test
    void loses_nothing_that_was_acknowledged_when_others_fill_it_to_the_last_byte() throws Exception {
        fillAndFree(0, disk -> disk.fill(0));
    }

    private interface Filling {
        void fill(SmallDisk disk) throws Exception;
    }

    /// Sends while there is room, fills the disk, sees that nothing more is acknowledged and pages can be read,
    /// makes room and goes on; and looks at all facts in the end.
    private void fillAndFree(long leastFree, Filling filling) throws Exception {
        try (var disk = SmallDisk.at(folder.resolve("disk"), DISK_MEGABYTES)) {
            Path data = TestPostgres.folder(disk.path().resolve("data"));
            try (var claim = DataFolderClaim.of(data)) {
                Sender sender;
                try (var server = IntakeServer.embedded(claim, settings(leastFree + "B"))) {
                    sender = new Sender("till", server.token());
                    for (int cycle = 0; cycle < CYCLES; cycle++) {
                        for (int i = 0; i < BATCHES; i++) {
                            sendAtLast(sender, server);
                        }
                        assertThat(server.heading("could be read")).contains("could be read");
                        // The last one is acknowledged and not yet a fact when the disk is full.
                        sendAtLast(sender, server);
                        filling.fill(disk);
                        refuses(sender, server);
                        for (String page : List.of("/healthz", "/", "/data")) {
                            HttpResponse<String> shown = server.get(page);
                            assertThat(shown.statusCode())
                                    .as(page + shown.body())
                                    .isEqualTo(200);
                        }
                        disk.free();
                    }
                    sendAtLast(sender, server);
                    new Checker(data, server.bean(Database.class), sender).awaitSettled();
                }
                try (sender;
                        var database = Database.embedded(claim)) {
                    new Checker(data, database, sender).check();
                }
            }
        }
    }

    private static void refuses(Sender sender, IntakeServer server) throws Exception {
        HttpResponse<String> answer = sender.answer(server.port()).orElseThrow();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(answer.body()).contains("The disk of the data folder is nearly full");
    }

    private static void sendAtLast(Sender sender, IntakeServer server) throws Exception {
        long end = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        Optional<HttpResponse<String>> answer = sender.answer(server.port());
        while (answer.filter(a -> a.statusCode() < 300).isEmpty()) {
            assertThat(System.nanoTime())
                    .as("when it takes facts again: " + answer.map(HttpResponse::body))
                    .isLessThan(end);
            Thread.sleep(50);
            answer = sender.answer(server.port());
        }
    }
}
