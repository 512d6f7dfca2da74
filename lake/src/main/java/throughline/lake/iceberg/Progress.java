package throughline.lake.iceberg;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A step of whoever fills a table from numbered sources, such as the partitions of a topic: from where to
/// where it has read each of them. A position is the number of the next thing to read.
///
/// @param from the positions before; a source that was never read from is lacking
/// @param to the positions afterwards, each further on than before
public record Progress(SortedMap<String, Long> from, SortedMap<String, Long> to) {

    /// Checks and copies the positions.
    ///
    /// @throws IllegalArgumentException if nothing was read, a position goes back, or a name has a comma or
    /// an equals sign
    public Progress {
        from = Collections.unmodifiableSortedMap(new TreeMap<>(from));
        to = Collections.unmodifiableSortedMap(new TreeMap<>(to));
        if (to.isEmpty() || !to.keySet().containsAll(from.keySet())) {
            throw new IllegalArgumentException(
                    "Progress goes from and to positions of the same sources, got %s and %s".formatted(from, to));
        }
        for (Map.Entry<String, Long> end : to.entrySet()) {
            if (end.getKey().matches(".*[=,].*")) {
                throw new IllegalArgumentException(
                        "The name of a source has neither comma nor equals sign, got " + end.getKey());
            }
            if (end.getValue() <= from.getOrDefault(end.getKey(), -1L)) {
                throw new IllegalArgumentException("Progress of %s goes forward, got %s to %s"
                        .formatted(end.getKey(), from.get(end.getKey()), end.getValue()));
            }
        }
    }
}
