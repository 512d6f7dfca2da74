package throughline.workspace;

import java.util.List;
import java.util.Optional;

/// What the first rows of a file show of one of its columns.
///
/// @param name as the file has it
/// @param repeated whether an earlier column has the same name
/// @param examples some of its values, as they stand
/// @param known cells that are not empty
/// @param distinct how many different values they have, counted as far as 2,000
/// @param numbers cells that are numbers
/// @param commas whether the numbers are written with a decimal comma
/// @param whole whether all numbers are whole
/// @param low least number, NaN where there is none
/// @param high greatest number, NaN where there is none
/// @param flags cells that are true or false, in words
/// @param empties words that stand for an empty cell, such as `n/a`
/// @param time how its times are written, where it holds times
public record SampledColumn(
        String name,
        boolean repeated,
        List<String> examples,
        int known,
        int distinct,
        int numbers,
        boolean commas,
        boolean whole,
        double low,
        double high,
        int flags,
        List<String> empties,
        Optional<TimeForm> time) {

    /// Share of the values that must be of a type for the column to be of it.
    private static final double MOST = 0.9;

    /// Copies the lists.
    public SampledColumn {
        examples = List.copyOf(examples);
        empties = List.copyOf(empties);
    }

    /// Whether nearly all values are numbers.
    public boolean numeric() {
        return known > 0 && numbers >= MOST * known;
    }

    /// Whether nearly all values are true or false.
    public boolean flag() {
        return known > 0 && flags >= MOST * known;
    }

    /// The name in small letters, words joined by `_`.
    String plain() {
        return ColumnNames.plain(name);
    }
}
