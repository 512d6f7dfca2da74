package throughline.lake.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StartingPointTest {

    private static final Uuid ID = Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAg");

    private static StartingPoint of(Map<String, Long> positions, long begin, long end) {
        return StartingPoint.of(new TopicPartition("calls", 3), ID, new TreeMap<>(positions), begin, end, Set.of());
    }

    @Test
    void is_where_the_lake_stands() {
        assertThat(of(Map.of("calls@" + ID + "/3", 7L), 2, 9)).isEqualTo(new StartingPoint.At(7));
        assertThat(of(Map.of("calls@" + ID + "/3", 9L), 9, 9)).isEqualTo(new StartingPoint.At(9));
    }

    @Test
    void is_the_first_message_of_a_partition_that_is_new() {
        assertThat(of(Map.of(), 2, 9)).isEqualTo(new StartingPoint.At(2));
        assertThat(of(Map.of("calls@" + ID + "/0", 7L), 0, 9)).isEqualTo(new StartingPoint.At(0));
        assertThat(of(Map.of("calls-2@other/3", 7L), 0, 9)).isEqualTo(new StartingPoint.At(0));
    }

    @Test
    void is_refused_where_the_broker_has_less_than_was_read() {
        assertThat(of(Map.of("calls@" + ID + "/3", 7L), 0, 5))
                .isEqualTo(
                        new StartingPoint.Refused(
                                "Topic calls, partition 3, ends at offset 5, but was read up to 7: the broker has lost messages, and new ones would be taken for those. Restore the broker's data, or create the topic anew."));
    }
}
