package throughline.workspace;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which rows of a foreign file count.
///
/// @param column the source's column
/// @param in values that pass; null for all
/// @param not values that do not pass
/// @param atLeast least number that passes, where a range is given
/// @param atMost greatest number that passes, where a range is given
/// @param known whether an empty cell does not pass
/// @param first whether only the first row of each value passes
record RowFilter(
        String column,
        @Nullable Set<String> in,
        Set<String> not,
        double atLeast,
        double atMost,
        boolean known,
        boolean first) {

    /// The filter over the rows of one file; it remembers what it has seen.
    Use use() {
        return new Use();
    }

    /// One use of the filter.
    final class Use {

        private final Set<String> seen = new HashSet<>();

        /// Whether the row counts.
        boolean passes(Cells cells, int position) {
            String value = cells.string(position);
            if ((known && value.isEmpty()) || not.contains(value) || (in != null && !in.contains(value))) {
                return false;
            }
            if (atLeast > Double.NEGATIVE_INFINITY || atMost < Double.POSITIVE_INFINITY) {
                double number = NumberText.parse(value);
                if (!(number >= atLeast && number <= atMost)) {
                    return false;
                }
            }
            return !first || seen.add(value);
        }
    }
}
