package throughline.lake.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Which topics a table is filled from, and how.
///
/// @param topics their names, at least one
/// @param group the consumer group whose members share the partitions; each table has a group of its own
/// @param every how long messages are gathered for one commit
/// @param bytes how many bytes of messages make a commit due before that
/// @param goOn what an operator has confirmed: `topic@id` for a topic that was created anew,
/// `topic@id/partition=offset`
/// for a partition whose messages before that offset are lost
/// @param client what else the client should know, such as `bootstrap.servers` and `security.protocol`
public record TopicSettings(
        Set<String> topics, String group, Duration every, long bytes, Set<String> goOn, Map<String, String> client) {

    /// Copies the collections.
    ///
    /// @throws IllegalArgumentException if there is no topic
    public TopicSettings {
        topics = Set.copyOf(topics);
        goOn = Set.copyOf(goOn);
        client = Map.copyOf(client);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("A table is filled from at least 1 topic");
        }
    }
}
