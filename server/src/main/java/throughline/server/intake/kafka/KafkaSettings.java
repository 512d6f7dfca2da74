package throughline.server.intake.kafka;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import throughline.lake.fact.FactKind;
import throughline.lake.kafka.TopicSettings;

/// Which topics facts are read from, `throughline.kafka.*` (docs/operating.md).
///
/// @param brokers addresses of brokers, `host:port`, separated by commas
/// @param topics names of topics by the kind of facts that they hold, such as `responses`
/// @param group what the names of the consumer groups begin with; each kind has its own
/// @param every how long messages are gathered for one commit
/// @param bytes how many bytes of messages make a commit due before that
/// @param goOn see [TopicSettings#goOn]
/// @param client what else the Kafka client should know, such as `security.protocol`
@ConfigurationProperties("throughline.kafka")
public record KafkaSettings(
        String brokers,
        @DefaultValue Map<String, Set<String>> topics,
        @DefaultValue("throughline") String group,
        @DefaultValue("2s") Duration every,
        @DefaultValue("16MB") DataSize bytes,
        @DefaultValue Set<String> goOn,
        @DefaultValue Map<String, String> client) {

    /// The settings of each kind's reader.
    ///
    /// @throws IllegalArgumentException if there are no topics, or a kind is unknown
    Map<FactKind, TopicSettings> readers() {
        if (topics.isEmpty()) {
            throw new IllegalArgumentException(
                    "THROUGHLINE_KAFKA_BROKERS is set, but no topic: say which ones to read, for instance THROUGHLINE_KAFKA_TOPICS_RESPONSES=survey-answers");
        }
        var properties = new HashMap<>(client);
        properties.put("bootstrap.servers", brokers);
        Map<FactKind, TopicSettings> readers = new EnumMap<>(FactKind.class);
        topics.forEach((name, some) -> readers.put(
                FactKind.find(name)
                        .filter(kind -> !kind.derived())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "THROUGHLINE_KAFKA_TOPICS_%s: there are no facts of the kind %s"
                                        .formatted(name.toUpperCase(java.util.Locale.ROOT), name))),
                new TopicSettings(some, group + "-" + name, every, bytes.toBytes(), goOn, properties)));
        return readers;
    }
}
