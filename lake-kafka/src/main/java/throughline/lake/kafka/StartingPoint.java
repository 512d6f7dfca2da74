package throughline.lake.kafka;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/// Where reading of a partition begins, or why it does not.
sealed interface StartingPoint {

    /// Reading begins at an offset.
    record At(long offset) implements StartingPoint {}

    /// The partition is not read: what it has now does not follow what was read of it.
    ///
    /// @param reason what happened and what to do, in sentences
    record Refused(String reason) implements StartingPoint {}

    /// What the lake calls a partition. The topic's id is part of it: a topic that was deleted and created anew
    /// has the same name and offsets from 0, but another id.
    static String source(TopicPartition partition, Uuid id) {
        return "%s@%s/%d".formatted(partition.topic(), id, partition.partition());
    }

    /// Decides where to begin.
    ///
    /// @param id the topic's id now
    /// @param positions the lake's positions of the table
    /// @param begin offset of the first message the broker still has
    /// @param end offset of the next message to come
    /// @param goOn what an operator has confirmed, see [TopicSettings#goOn]
    static StartingPoint of(
            TopicPartition partition,
            Uuid id,
            SortedMap<String, Long> positions,
            long begin,
            long end,
            Set<String> goOn) {
        String source = source(partition, id);
        Long position = positions.get(source);
        if (position == null) {
            return unread(partition, id, positions, goOn)
                    .<StartingPoint>map(Refused::new)
                    .orElse(new At(begin));
        }
        if (position > end) {
            return new Refused(
                    "Topic %s, partition %d, ends at offset %d, but was read up to %d: the broker has lost messages, and new ones would be taken for those. Restore the broker's data, or create the topic anew."
                            .formatted(partition.topic(), partition.partition(), end, position));
        }
        if (position < begin && !goOn.contains(source + "=" + begin)) {
            return new Refused(
                    "Topic %s, partition %d, was read up to offset %d, but begins at %d: messages were deleted before they were read. To go on without them, add %s=%d to THROUGHLINE_KAFKA_GOON."
                            .formatted(partition.topic(), partition.partition(), position, begin, source, begin));
        }
        return new At(Math.max(position, begin));
    }

    /// Why a topic that was never read under this id is not begun, where it is not.
    private static Optional<String> unread(
            TopicPartition partition, Uuid id, SortedMap<String, Long> positions, Set<String> goOn) {
        String topic = partition.topic() + "@" + id;
        boolean known = positions.keySet().stream().anyMatch(source -> source.startsWith(topic + "/"));
        return known || goOn.contains(topic)
                ? Optional.empty()
                : positions.keySet().stream()
                        .filter(source -> source.startsWith(partition.topic() + "@"))
                        .findFirst()
                        .map(source ->
                                "Topic %s was created anew since it was read (it is %s now and was %s). Its messages may be facts that are in already. If they are new ones, add %2$s to THROUGHLINE_KAFKA_GOON, and they are read from the first on."
                                        .formatted(
                                                partition.topic(),
                                                topic,
                                                source.substring(0, source.lastIndexOf('/'))));
    }
}
