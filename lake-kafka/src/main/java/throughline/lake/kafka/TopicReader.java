package throughline.lake.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Progress;
import throughline.lake.kafka.Handling.Converted;

/// Fills one table of the lake from topics, each message exactly once whatever is killed when: the rows and
/// the offsets behind them are one commit of the lake, and reading goes on from the offsets that the lake has.
///
/// Readers of one group share the partitions, in this process and in others. A reader that lost a partition
/// without noticing cannot commit what it read of it. A message that cannot be used is rejected and stops
/// nothing. A topic whose messages do not follow those that were read is not read until an operator has
/// decided, see [#refusals].
///
/// What fails is tried again until [#close].
public final class TopicReader implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicReader.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration RECONSIDER = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final String EVENTS = "application/cloudevents+json";

    /// Told of each step, so that a test can halt the process at any of them.
    @FunctionalInterface
    interface Steps {
        void at(String step);
    }

    private final FactKind kind;
    private final TopicSettings settings;
    private final IcebergLake lake;
    private final Handling handling;
    private final Steps steps;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Set<String> refusals = Set.of();
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

    private TopicReader(FactKind kind, TopicSettings settings, IcebergLake lake, Handling handling, Steps steps) {
        this.kind = kind;
        this.settings = settings;
        this.lake = lake;
        this.handling = handling;
        this.steps = steps;
        this.thread = Thread.ofPlatform()
                .name("kafka-reader-" + kind.table())
                .daemon()
                .unstarted(this::run);
    }

    /// Begins to read.
    ///
    /// @param kind the table to fill
    public static TopicReader start(FactKind kind, TopicSettings settings, IcebergLake lake, Handling handling) {
        return start(kind, settings, lake, handling, step -> {});
    }

    static TopicReader start(FactKind kind, TopicSettings settings, IcebergLake lake, Handling handling, Steps steps) {
        var reader = new TopicReader(kind, settings, lake, handling, steps);
        reader.thread.start();
        return reader;
    }

    /// Why partitions that are this reader's are not read, in sentences for an operator; empty when all are.
    public Set<String> refusals() {
        return new TreeSet<>(refusals);
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                read();
            } catch (RuntimeException e) {
                // Closing wakes the consumer up by an exception.
                if (closing.getCount() > 0) {
                    LOG.log(
                            Level.WARNING,
                            "Reading %s from Kafka begins again after a failure; nothing is lost"
                                    .formatted(kind.table()),
                            e);
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    private void read() {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(properties());
                var admin = Admin.create(clientProperties())) {
            reading = consumer;
            var partitions = new Partitions(kind, consumer, admin, lake, settings.goOn());
            consumer.subscribe(settings.topics(), partitions);
            long last = System.nanoTime();
            long considered = last;
            while (closing.getCount() > 0) {
                try {
                    consumer.poll(POLL).forEach(message -> gather(partitions, message));
                } catch (OffsetOutOfRangeException e) {
                    partitions.begin(e.offsetOutOfRangePartitions().keySet());
                }
                refusals = partitions.refusals();
                long now = System.nanoTime();
                if (now - last >= settings.every().toNanos() || partitions.bytes() >= settings.bytes()) {
                    flush(consumer, partitions);
                    last = System.nanoTime();
                }
                if (now - considered >= RECONSIDER.toNanos()) {
                    partitions.reconsider();
                    considered = now;
                }
            }
        } finally {
            reading = null;
        }
    }

    private Properties clientProperties() {
        var properties = new Properties();
        properties.putAll(settings.client());
        return properties;
    }

    private Properties properties() {
        var properties = clientProperties();
        properties.putAll(Map.of(
                "group.id",
                settings.group(),
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "none",
                "isolation.level",
                "read_committed",
                "allow.auto.create.topics",
                "false",
                "partition.assignment.strategy",
                CooperativeStickyAssignor.class.getName(),
                "max.poll.records",
                "5000",
                "fetch.max.bytes",
                String.valueOf(Math.min(settings.bytes(), 50 << 20)),
                "key.deserializer",
                ByteArrayDeserializer.class.getName(),
                "value.deserializer",
                ByteArrayDeserializer.class.getName()));
        return properties;
    }

    private void gather(Partitions partitions, ConsumerRecord<byte[], byte[]> message) {
        partitions.add(new Message(
                message.topic(), message.partition(), message.offset(), text(message.value()), event(message)));
    }

    /// The value as text. What is no UTF-8 has the sign for it, which no JSON begins with.
    private static String text(byte @Nullable [] value) {
        if (value == null) {
            return "";
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            return Message.ILL + new String(value, StandardCharsets.UTF_8);
        }
    }

    private static boolean event(ConsumerRecord<byte[], byte[]> message) {
        Header type = message.headers().lastHeader("content-type");
        return type != null
                && type.value() != null
                && new String(type.value(), StandardCharsets.UTF_8).startsWith(EVENTS);
    }

    private void flush(KafkaConsumer<byte[], byte[]> consumer, Partitions partitions) {
        List<Message> messages = partitions.waiting();
        if (messages.isEmpty()) {
            return;
        }
        steps.at("gathered");
        if (partitions.unchanged() && keep(partitions, messages)) {
            steps.at("committed");
            partitions.committed();
            consumer.commitAsync(partitions.forTools(), (offsets, failure) -> {});
            steps.at("told Kafka");
        } else {
            partitions.restart();
        }
    }

    /// Commits messages and where they end. Where together they cannot be kept, halves of them are tried, until
    /// the one is found that is to be rejected.
    ///
    /// @return whether all are in; if not, somebody else has read on
    private boolean keep(Partitions partitions, List<Message> messages) {
        Progress progress = partitions.progress(messages);
        boolean in;
        try {
            Converted converted = convert(messages);
            handling.rejects().accept(converted.rejected());
            steps.at("rejects written");
            in = commit(progress, converted);
        } catch (IllegalArgumentException e) {
            if (messages.size() > 1) {
                int half = messages.size() / 2;
                return keep(partitions, messages.subList(0, half))
                        && keep(partitions, messages.subList(half, messages.size()));
            }
            handling.rejects().accept(List.of(RejectedRow.of(messages.getFirst(), String.valueOf(e.getMessage()))));
            in = commit(progress, nothing(List.of()));
        }
        if (in) {
            partitions.advanced(progress);
        }
        return in;
    }

    private boolean commit(Progress progress, Converted converted) {
        FactTable table = converted.table().orElseGet(() -> new FactTable(kind, FactTable.SYSTEM));
        return handling.turn().commit(kind, () -> lake.advance(table, progress, converted.rows()));
    }

    private Converted convert(List<Message> messages) {
        List<Message> objects = new ArrayList<>();
        List<RejectedRow> rejected = new ArrayList<>();
        for (Message message : messages) {
            message.fault()
                    .ifPresentOrElse(fault -> rejected.add(RejectedRow.of(message, fault)), () -> objects.add(message));
        }
        if (objects.isEmpty()) {
            return nothing(rejected);
        }
        Converted converted = handling.conversion().convert(kind, objects);
        rejected.addAll(converted.rejected());
        return new Converted(converted.table(), converted.rows(), rejected);
    }

    private static Converted nothing(List<RejectedRow> rejected) {
        return new Converted(Optional.empty(), appender -> {}, rejected);
    }

    /// Stops reading. What was not committed is read again by whoever reads next.
    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
