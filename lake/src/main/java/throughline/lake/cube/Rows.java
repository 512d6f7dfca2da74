package throughline.lake.cube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some rows of a fact table as text, to be read by a person.
///
/// @param columns names; `file` and `line` come first
/// @param values one list a row, in the order of the columns; null is empty, times are ISO 8601 in UTC
/// @param total how many rows there are in all
public record Rows(List<String> columns, List<List<@Nullable String>> values, long total) {

    /// How a value is written for a person: whole numbers without a point, times in UTC, an empty value as
    /// null.
    public static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> String.valueOf(number.longValue());
            default -> value.toString();
        };
    }
}
