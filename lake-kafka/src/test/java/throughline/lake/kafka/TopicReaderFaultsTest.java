package throughline.lake.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.lake.fact.FactKind.READINGS;
import static throughline.lake.kafka.Readings.message;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.Faults;
import throughline.lake.iceberg.HaltableLake;
import throughline.lake.iceberg.IcebergLake;

/// Readers are killed at steps and brokers at random while messages come in. Readings have no id: one that came in
/// twice would be there twice. `-Dthroughline.faults=long` takes every step and kills more.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TopicReaderFaultsTest {

    /// Steps from a reader's start into its first commits.
    private static final int STEPS = 75;

    private static final int KILLS = Faults.rounds(1, 40);
    private static final long SEED = 20261127;

    @TempDir
    private static Path scratch;

    private static Broker broker;
    private static HaltableLake.Catalogue catalogue;

    private final Map<String, Double> sent = new TreeMap<>();
    private long rejected;

    @BeforeAll
    static void start() throws Exception {
        broker = new Broker(Files.createDirectory(scratch.resolve("broker")));
        catalogue = new HaltableLake.Catalogue();
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
        catalogue.close();
    }

    /// Sends some messages, each third of which is no JSON.
    private void send(String topic, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            if (i % 3 == 2) {
                broker.send(topic, i % 2, "{broken " + rejected++);
            } else {
                broker.send(topic, i % 2, message("n" + sent.size(), sent.size()));
                sent.put("n" + sent.size(), (double) sent.size());
            }
        }
    }

    @Test
    void a_reader_killed_at_any_step_loses_nothing_and_repeats_nothing() throws Exception {
        String topic = "steps";
        Path folder = Files.createDirectory(scratch.resolve(topic));
        broker.create(topic, 2);
        int stride = Faults.rounds(19, 1);
        int halted = 0;
        try (IcebergLake lake = HaltableLake.open(folder, catalogue.url(topic), step -> {})) {
            for (int step = 1; step <= STEPS; step += stride) {
                send(topic, 12);
                Process reader = process(topic, step);
                until(() -> !reader.isAlive() || Readings.values(lake, READINGS).equals(sent));
                halted += reader.isAlive() ? 0 : 1;
                kill(reader);
                assertThat(sent).containsAllEntriesOf(Readings.values(lake, READINGS));
            }
            finish(topic, lake);
        }
        assertThat(halted).isGreaterThan(STEPS / stride / 2);
    }

    private static void until(BooleanSupplier reached) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < end && !reached.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Test
    void reader_and_broker_killed_at_random_lose_nothing_and_repeat_nothing() throws Exception {
        String topic = "random";
        Path folder = Files.createDirectory(scratch.resolve(topic));
        broker.create(topic, 2);
        var random = new Random(SEED);
        try (IcebergLake lake = HaltableLake.open(folder, catalogue.url(topic), step -> {})) {
            for (int kill = 0; kill < KILLS; kill++) {
                Process reader = process(topic, 0);
                send(topic, 30);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(3000));
                if (kill % 2 == 0) {
                    broker.kill();
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
                    broker.startAgain();
                }
                send(topic, 30);
                kill(reader);
                assertThat(sent).containsAllEntriesOf(Readings.values(lake, READINGS));
            }
            finish(topic, lake);
        }
    }

    private static Process process(String topic, int step) throws Exception {
        return ReaderProcess.start(
                scratch.resolve(topic + step + ".log"),
                scratch.resolve(topic),
                catalogue.url(topic),
                topic,
                step,
                broker.client());
    }

    private static void kill(Process reader) throws InterruptedException {
        reader.toHandle().destroyForcibly();
        reader.waitFor();
    }

    /// Lets a reader come to the end, and looks whether everything is there once.
    private void finish(String topic, IcebergLake lake) throws Exception {
        Process reader = process(topic, 0);
        until(() -> Readings.values(lake, READINGS).size() >= sent.size());
        kill(reader);
        assertThat(Readings.values(lake, READINGS)).isEqualTo(sent);
        assertThat(lake.check()).isEmpty();
        try (var files = Files.list(scratch.resolve(topic))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("rejected-")))
                    .hasSize(Math.toIntExact(rejected));
        }
    }
}
