package throughline.workspace;

import java.util.List;
import java.util.Optional;

/// In which unit a column holds how long something took.
final class Durations {

    /// What may be answered.
    static final List<String> UNITS = List.of("s", "min", "h", "ms");

    private Durations() {}

    /// The unit that the name of the column says.
    static Optional<String> unit(String column) {
        for (String word : ColumnNames.plain(column).split("_", -1)) {
            switch (word) {
                case "s", "sec", "secs", "second", "seconds" -> {
                    return Optional.of("s");
                }
                case "min", "mins", "minute", "minutes" -> {
                    return Optional.of("min");
                }
                case "h", "hr", "hrs", "hour", "hours" -> {
                    return Optional.of("h");
                }
                case "ms", "millis", "milliseconds" -> {
                    return Optional.of("ms");
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    /// Whether the values can hardly be anything but seconds: whole numbers, some beyond what minutes reach.
    static boolean likelySeconds(SampledColumn column) {
        return column.whole() && column.high() > 120;
    }
}
