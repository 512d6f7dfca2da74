package throughline.lake.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import throughline.lake.fact.FactKind;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Progress;

/// The partitions one consumer reads: where each stands in the lake, which are refused, and the messages that
/// wait for the next commit. Positions come from the lake only; what Kafka keeps of them is for its tools.
final class Partitions implements ConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(Partitions.class.getName());

    private final FactKind kind;
    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final IcebergLake lake;
    private final Set<String> goOn;
    private final Map<TopicPartition, Uuid> ids = new HashMap<>();
    private final Map<TopicPartition, String> refused = new HashMap<>();
    private final Map<TopicPartition, List<Message>> waiting = new HashMap<>();
    private final SortedMap<String, Long> positions = new TreeMap<>();
    private volatile Set<String> refusals = Set.of();
    private long bytes;

    Partitions(FactKind kind, Consumer<byte[], byte[]> consumer, Admin admin, IcebergLake lake, Set<String> goOn) {
        this.kind = kind;
        this.consumer = consumer;
        this.admin = admin;
        this.lake = lake;
        this.goOn = goOn;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        begin(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(this::forget);
        tell();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        onPartitionsRevoked(partitions);
    }

    private void forget(TopicPartition partition) {
        ids.remove(partition);
        refused.remove(partition);
        List<Message> dropped = waiting.remove(partition);
        if (dropped != null) {
            dropped.forEach(message -> bytes -= message.text().length());
        }
    }

    /// Begins partitions where the lake says; messages of theirs that wait are let go.
    void begin(Collection<TopicPartition> partitions) {
        partitions.forEach(this::forget);
        if (partitions.isEmpty()) {
            return;
        }
        Map<String, Uuid> topics = topics(partitions);
        positions.clear();
        positions.putAll(lake.positions(kind));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            Uuid id = Objects.requireNonNull(topics.get(partition.topic()));
            ids.put(partition, id);
            long begin = Objects.requireNonNull(begins.get(partition));
            long end = Objects.requireNonNull(ends.get(partition));
            switch (StartingPoint.of(partition, id, positions, begin, end, goOn)) {
                case StartingPoint.At at -> {
                    consumer.seek(partition, at.offset());
                    consumer.resume(List.of(partition));
                }
                case StartingPoint.Refused no -> {
                    refused.put(partition, no.reason());
                    // Without a position the consumer would ask Kafka for one.
                    consumer.seek(partition, end);
                    consumer.pause(List.of(partition));
                }
            }
        }
        tell();
    }

    private void tell() {
        Set<String> now = new HashSet<>(refused.values());
        now.stream().filter(reason -> !refusals.contains(reason)).forEach(reason -> LOG.log(Level.SEVERE, reason));
        refusals = Set.copyOf(now);
    }

    /// Why partitions are not read.
    Set<String> refusals() {
        return refusals;
    }

    /// Looks at the refused partitions again.
    void reconsider() {
        begin(List.copyOf(refused.keySet()));
    }

    /// Whether the topics are still those that the messages were read from.
    boolean unchanged() {
        Map<String, Uuid> now = topics(ids.keySet());
        return ids.entrySet().stream()
                .allMatch(
                        entry -> entry.getValue().equals(now.get(entry.getKey().topic())));
    }

    private Map<String, Uuid> topics(Collection<TopicPartition> partitions) {
        Set<String> names = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        try {
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .collect(Collectors.toMap(TopicDescription::name, TopicDescription::topicId));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "The broker did not say what the topics %s are: %s".formatted(names, e.getCause()), e);
        }
    }

    void add(Message message) {
        waiting.computeIfAbsent(new TopicPartition(message.topic(), message.partition()), p -> new ArrayList<>())
                .add(message);
        bytes += message.text().length();
    }

    /// How many characters wait.
    long bytes() {
        return bytes;
    }

    /// What waits, partition by partition and by offset: any beginning of the list holds a beginning of each
    /// partition.
    List<Message> waiting() {
        return waiting.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition)))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /// The step that the messages are, from where the lake stands.
    Progress progress(List<Message> messages) {
        var to = new TreeMap<String, Long>();
        messages.forEach(message -> to.put(source(message), message.offset() + 1));
        var from = new TreeMap<>(positions);
        from.keySet().retainAll(to.keySet());
        return new Progress(from, to);
    }

    private String source(Message message) {
        var partition = new TopicPartition(message.topic(), message.partition());
        return StartingPoint.source(partition, Objects.requireNonNull(ids.get(partition)));
    }

    /// Takes note that the lake has made the step.
    void advanced(Progress progress) {
        positions.putAll(progress.to());
    }

    /// Lets go of what waited, after it was committed.
    void committed() {
        waiting.clear();
        bytes = 0;
    }

    /// Begins everything anew, after somebody else has read on.
    void restart() {
        begin(Set.copyOf(consumer.assignment()));
    }

    /// All positions of the partitions that are read, for Kafka's own tools.
    Map<TopicPartition, OffsetAndMetadata> forTools() {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        ids.forEach((partition, id) -> {
            Long position = positions.get(StartingPoint.source(partition, id));
            if (position != null && !refused.containsKey(partition)) {
                offsets.put(partition, new OffsetAndMetadata(position));
            }
        });
        return Collections.unmodifiableMap(offsets);
    }
}
