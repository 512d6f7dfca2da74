package throughline.lake.kafka;

import java.util.Optional;

/// One message of a topic.
///
/// @param offset its number in the partition, from 0
/// @param text its value
/// @param event whether the value is a CloudEvent whose `data` is the row; else it is the row, or one row a line
public record Message(String topic, int partition, long offset, String text, boolean event) {

    /// Begins the text of a message that is no UTF-8.
    static final String ILL = "\uFFFD";

    /// Why the message can be no JSON object, as a sentence; whatever a conversion is given begins like one.
    Optional<String> fault() {
        if (text.isBlank()) {
            return Optional.of("The message is empty.");
        }
        if (text.startsWith(ILL)) {
            return Optional.of("The message is not UTF-8 text.");
        }
        return text.stripLeading().startsWith("{")
                ? Optional.empty()
                : Optional.of("A JSON object such as {\"id\": 1} was expected.");
    }
}
