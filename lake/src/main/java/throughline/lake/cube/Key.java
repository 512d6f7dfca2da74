package throughline.lake.cube;

import java.time.ZoneId;

/// What cells are grouped by. The value of a key may be empty (null) where the row does not know it.
public sealed interface Key {

    /// A TEXT or FLAG column; its value is a String, flags being "true" or "false".
    record By(String column) implements Key {}

    /// The row's local day; a LocalDate.
    record Day() implements Key {}

    /// The Monday of the row's local day; a LocalDate.
    record Week() implements Key {}

    /// The first of the month of the row's local day; a LocalDate.
    record Month() implements Key {}

    /// The hour of a TIME column on the clocks of the zone, 0 to 23; a Double. Null for midnight to the second:
    /// a time that is known by its day only is kept as that, and few things happen just then.
    ///
    /// Engines must agree on the hour of every time from 2000 to 2049.
    record Hour(String column, ZoneId zone) implements Key {}

    /// `floor(column / width) * width` of a NUMBER column; a Double, the lower edge of the bin.
    record Bin(String column, double width) implements Key {}

    /// Index of the logarithmic bin of a NUMBER column, 8 to an octave: `floor(8 * log2(value))`, null at
    /// or below 0; a Double.
    ///
    /// Engines must agree to the last bit, see [throughline.statistics.LogHistogram#bin].
    record LogBin(String column) implements Key {}

    /// The exact value of a NUMBER column, for items with few answers; a Double.
    record Value(String column) implements Key {}

    /// A short name for headings and evidence, such as `week` or `wait_s by 15`.
    default String label() {
        return switch (this) {
            case By by -> by.column();
            case Day day -> "day";
            case Week week -> "week";
            case Month month -> "month";
            case Hour hour -> "hour of " + hour.column();
            case Bin bin ->
                bin.column() + " by "
                        + (bin.width() == Math.rint(bin.width())
                                ? String.valueOf((long) bin.width())
                                : String.valueOf(bin.width()));
            case LogBin bin -> bin.column() + " by eighth octave";
            case Value value -> value.column();
        };
    }
}
