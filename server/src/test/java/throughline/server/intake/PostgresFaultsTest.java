package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.Faults;
import throughline.server.IntakeServer;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;
import throughline.server.platform.TestPostgres;

/// What the application keeps whose own PostgreSQL is killed while facts come in.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresFaultsTest {

    private static final int KILLS = Faults.rounds(20, 100);

    /// Every so many kills a process that serves a connection is killed as well.
    private static final int EVERY = 5;

    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int LONGEST_LIFE_MILLIS = 400;

    private static final Map<String, Object> SETTINGS = Map.of(
            "throughline.intake.flush-every", IntakeProcess.FLUSH_EVERY,
            "throughline.intake.try-again", IntakeProcess.FLUSH_EVERY,
            "throughline.intake.small-body", IntakeProcess.SMALL_BODY + "KB");

    @TempDir
    private Path folder;

    private Path data;
    private int putOff;

    @Test
    void makes_it_put_senders_off_and_lose_nothing() throws Exception {
        data = TestPostgres.folder(folder.resolve("data"));
        var random = new Random(Faults.seed(KILLS + " kills of PostgreSQL"));
        try (var claim = DataFolderClaim.of(data)) {
            try (var server = IntakeServer.embedded(claim, SETTINGS);
                    var sender = new Sender("till", server.token())) {
                for (int i = 0; i < KILLS; i++) {
                    long until = System.nanoTime() + random.nextInt(LONGEST_LIFE_MILLIS) * 1_000_000L;
                    while (System.nanoTime() < until) {
                        sendAtLast(sender, server);
                    }
                    ProcessHandle postmaster = postmaster();
                    if (i % EVERY == 0) {
                        List<ProcessHandle> children = postmaster.children().toList();
                        children.get(random.nextInt(children.size())).destroyForcibly();
                        sendAtLast(sender, server);
                    }
                    postmaster.destroyForcibly();
                    assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
                    sendAtLast(sender, server);
                    // Processes of the last one answer for a moment after it was killed.
                    awaitAnother(postmaster);
                    sendAtLast(sender, server);
                    new Checker(data, server.bean(Database.class), sender)
                            .acknowledgedIsThere("after kill %d".formatted(i + 1));
                }
                System.out.printf(
                        "%d kills of PostgreSQL: %d batches, put off %d times%n",
                        KILLS, sender.acknowledgedBatches(), putOff);
                assertThat(putOff).isPositive();
                new Checker(data, server.bean(Database.class), sender).awaitSettled();
                server.close();
                try (var database = Database.embedded(claim)) {
                    new Checker(data, database, sender).check();
                }
            }
        }
    }

    /// Sends until it is acknowledged, as a sender does that is asked to wait.
    private void sendAtLast(Sender sender, IntakeServer server) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (!sender.send(server.port())) {
            putOff++;
            assertThat(System.nanoTime()).as("when it takes facts again").isLessThan(end);
            Thread.sleep(PAUSE);
        }
    }

    private ProcessHandle postmaster() throws IOException {
        return running().orElseThrow();
    }

    private void awaitAnother(ProcessHandle killed) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (running().filter(now -> !now.equals(killed)).isEmpty()) {
            assertThat(System.nanoTime()).as("when PostgreSQL runs again").isLessThan(end);
            Thread.sleep(PAUSE);
        }
    }

    /// The server that the folder's file names, if it lives.
    private Optional<ProcessHandle> running() throws IOException {
        try (Stream<String> lines = Files.lines(data.resolve("postgres/data/postmaster.pid"))) {
            return lines.findFirst()
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                    .filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException stopped) {
            return Optional.empty();
        }
    }
}
