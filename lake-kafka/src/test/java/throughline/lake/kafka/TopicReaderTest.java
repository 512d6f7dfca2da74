package throughline.lake.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.READINGS;
import static throughline.lake.kafka.Readings.message;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.FactKind;
import throughline.lake.iceberg.HaltableLake;
import throughline.lake.iceberg.IcebergLake;

/// Readers on a real broker. A topic has the name of the test; the lake is the test's own.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TopicReaderTest {

    @TempDir
    private static Path brokerFolder;

    private static Broker broker;
    private static HaltableLake.Catalogue catalogue;

    @TempDir
    private Path folder;

    private final SortedMap<String, String> rejects = new ConcurrentSkipListMap<>();
    private String topic;
    private IcebergLake lake;

    @BeforeAll
    static void start() throws Exception {
        broker = new Broker(brokerFolder);
        catalogue = new HaltableLake.Catalogue();
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
        catalogue.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        lake = HaltableLake.open(folder, catalogue.url(topic), step -> {});
    }

    @AfterEach
    void close() {
        lake.close();
    }

    private TopicReader reader(FactKind kind, String... goOn) {
        return TopicReader.start(
                kind,
                new TopicSettings(Set.of(topic), topic, Duration.ofMillis(300), 1 << 20, Set.of(goOn), broker.client()),
                lake,
                new Handling(
                        Readings::convert,
                        rows -> rows.forEach(row -> rejects.put(
                                "%s/%d:%d".formatted(row.topic(), row.partition(), row.offset()), row.reason())),
                        (table, commit) -> commit.getAsBoolean()));
    }

    private static void until(BooleanSupplier reached, Object... context) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("Not reached in a minute: %s", List.of(context));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void untilRead(FactKind kind, long... ends) throws InterruptedException {
        until(() -> positions(kind).equals(expected(ends)), expected(ends));
    }

    private static Map<Integer, Long> expected(long... ends) {
        var expected = new TreeMap<Integer, Long>();
        for (int p = 0; p < ends.length; p++) {
            if (ends[p] > 0) {
                expected.put(p, ends[p]);
            }
        }
        return expected;
    }

    /// The lake's positions by partition of the topic's last incarnation that was read.
    private Map<Integer, Long> positions(FactKind kind) {
        var positions = new TreeMap<Integer, Long>();
        lake.positions(kind)
                .forEach((source, position) ->
                        positions.put(Integer.parseInt(source.substring(source.lastIndexOf('/') + 1)), position));
        return positions;
    }

    @Test
    void makes_a_fact_of_each_message() throws Exception {
        Uuid id = broker.create(topic, 2);
        broker.send(topic, 0, message("a", 1));
        broker.send(topic, 1, message("b", 2));

        try (TopicReader reader = reader(READINGS)) {
            untilRead(READINGS, 1, 1);
            broker.send(topic, 1, message("c", 3));
            broker.send(new ProducerRecord<>(
                    topic,
                    0,
                    null,
                    null,
                    "{\"specversion\": \"1.0\", \"data\": {\"name\": \"d\", \"value\": 4}}"
                            .getBytes(StandardCharsets.UTF_8),
                    List.of(new RecordHeader(
                            "content-type",
                            "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8)))));
            untilRead(READINGS, 2, 2);
            assertThat(reader.refusals()).isEmpty();
        }

        assertThat(Readings.values(lake, READINGS)).isEqualTo(Map.of("a", 1.0, "b", 2.0, "c", 3.0, "d", 4.0));
        assertThat(lake.positions(READINGS))
                .isEqualTo(Map.of(topic + "@" + id + "/0", 2L, topic + "@" + id + "/1", 2L));
    }

    @Test
    void rejects_what_cannot_be_used_and_goes_on() throws Exception {
        broker.create(topic, 1);
        broker.send(topic, 0, message("before", 1));
        broker.send(topic, 0, null);
        broker.send(new ProducerRecord<>(topic, 0, null, new byte[] {(byte) 0xff, '{'}));
        broker.send(topic, 0, "{\"name\": ");
        broker.send(topic, 0, "PK zip");
        broker.send(topic, 0, "{\"unreadable\": true}");
        broker.send(topic, 0, message("after", 2));
        try (TopicReader reader = reader(READINGS)) {
            untilRead(READINGS, 7);
            broker.send(topic, 0, message("text", "\"seven\""));
            broker.send(topic, 0, message("last", 3));
            untilRead(READINGS, 9);
            assertThat(reader.refusals()).isEmpty();
        }

        assertThat(Readings.values(lake, READINGS)).isEqualTo(Map.of("before", 1.0, "after", 2.0, "last", 3.0));
        assertThat(rejects)
                .containsExactly(
                        Map.entry(topic + "/0:1", "The message is empty."),
                        Map.entry(topic + "/0:2", "The message is not UTF-8 text."),
                        Map.entry(topic + "/0:3", "Not JSON."),
                        Map.entry(topic + "/0:4", "A JSON object such as {\"id\": 1} was expected."),
                        Map.entry(topic + "/0:5", "These messages cannot be read."),
                        Map.entry(
                                topic + "/0:7",
                                "Column value of readings holds numbers since it first came; texts cannot be kept in it. Send it as before or under another name"));
    }

    @Test
    void lets_the_message_of_an_id_win_that_came_last() throws Exception {
        broker.create(topic, 1);
        for (int round = 0; round < 2; round++) {
            broker.send(topic, 0, message("again", 5));
            broker.send(topic, 0, message("corrected", 10 + round));
        }
        try (TopicReader reader = reader(INTERACTIONS)) {
            untilRead(INTERACTIONS, 4);
            broker.send(topic, 0, message("corrected", 3));
            broker.send(topic, 0, message("again", 5));
            untilRead(INTERACTIONS, 6);
            assertThat(reader.refusals()).isEmpty();
        }

        assertThat(Readings.values(lake, INTERACTIONS)).isEqualTo(Map.of("again", 5.0, "corrected", 3.0));
    }

    @Test
    void shares_partitions_with_another_reader_and_takes_over_when_it_goes() throws Exception {
        broker.create(topic, 4);
        var expected = new TreeMap<String, Double>();
        long[] ends = new long[4];
        try (TopicReader first = reader(READINGS)) {
            send(40, expected, ends);
            try (TopicReader second = reader(READINGS)) {
                send(80, expected, ends);
                untilRead(READINGS, ends);
                send(40, expected, ends);
                assertThat(second.refusals()).isEmpty();
            }
            send(40, expected, ends);
            untilRead(READINGS, ends);
            assertThat(first.refusals()).isEmpty();
        }

        assertThat(Readings.values(lake, READINGS)).isEqualTo(expected);
    }

    private void send(int count, Map<String, Double> expected, long[] ends) throws Exception {
        for (int i = 0; i < count; i++) {
            int partition = i % ends.length;
            String name = "n" + expected.size();
            ends[partition] = broker.send(topic, partition, message(name, expected.size())) + 1;
            expected.put(name, (double) expected.size());
            TimeUnit.MILLISECONDS.sleep(15);
        }
    }

    @Test
    void does_not_read_a_topic_that_was_created_anew_until_told_to() throws Exception {
        Uuid before = broker.create(topic, 1);
        broker.send(topic, 0, message("a", 1));
        try (TopicReader reader = reader(READINGS)) {
            untilRead(READINGS, 1);
            broker.delete(topic);
            Uuid after = broker.create(topic, 1);
            broker.send(topic, 0, message("a", 1));
            broker.send(topic, 0, message("b", 2));
            until(() -> !reader.refusals().isEmpty(), "a refusal");

            assertThat(reader.refusals())
                    .containsExactly(
                            "Topic %1$s was created anew since it was read (it is %1$s@%2$s now and was %1$s@%3$s). Its messages may be facts that are in already. If they are new ones, add %1$s@%2$s to THROUGHLINE_KAFKA_GOON, and they are read from the first on."
                                    .formatted(topic, after, before));
        }
        assertThat(Readings.values(lake, READINGS)).isEqualTo(Map.of("a", 1.0));

        broker.delete(topic);
        Uuid after = broker.create(topic, 1);
        broker.send(topic, 0, message("b", 2));
        try (TopicReader reader = reader(READINGS, topic + "@" + after)) {
            until(() -> Readings.values(lake, READINGS).size() == 2, "both values");
            assertThat(reader.refusals()).isEmpty();
        }
        assertThat(Readings.values(lake, READINGS)).isEqualTo(Map.of("a", 1.0, "b", 2.0));
    }

    @Test
    void does_not_pass_over_messages_that_were_deleted_unread_until_told_to() throws Exception {
        Uuid id = broker.create(topic, 2);
        broker.send(topic, 0, message("a", 1));
        try (TopicReader reader = reader(READINGS)) {
            untilRead(READINGS, 1);
            assertThat(reader.refusals()).isEmpty();
        }
        broker.send(topic, 0, message("deleted", 2));
        broker.send(topic, 0, message("c", 3));
        broker.send(topic, 1, message("d", 4));
        broker.deleteBefore(topic, 0, 2);

        try (TopicReader reader = reader(READINGS)) {
            untilRead(READINGS, 1, 1);
            assertThat(reader.refusals())
                    .containsExactly(
                            "Topic %1$s, partition 0, was read up to offset 1, but begins at 2: messages were deleted before they were read. To go on without them, add %1$s@%2$s/0=2 to THROUGHLINE_KAFKA_GOON."
                                    .formatted(topic, id));
        }
        try (TopicReader reader = reader(READINGS, topic + "@" + id + "/0=2")) {
            untilRead(READINGS, 3, 1);
            assertThat(reader.refusals()).isEmpty();
        }

        assertThat(new TreeSet<>(Readings.values(lake, READINGS).keySet())).containsExactly("a", "c", "d");
    }
}
