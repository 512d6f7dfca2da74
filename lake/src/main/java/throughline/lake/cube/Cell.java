package throughline.lake.cube;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import throughline.statistics.Summary;

/// One cell of a cube: the rows that share the values of all keys.
public interface Cell {

    /// Number of rows in the cell, at least 1.
    long rows();

    /// Value of the key at the position as text (a day as ISO date, a whole number without a point), or null
    /// where the rows do not know it.
    @Nullable
    String text(int key);

    /// Value of the key at the position as a day ([Key.Day], [Key.Week], [Key.Month]).
    LocalDate day(int key);

    /// Value of the key at the position as a number ([Key.Hour], [Key.Bin], [Key.LogBin], [Key.Value]);
    /// NaN where not known.
    double number(int key);

    /// Sums of the measure at the position; its count is that of the rows where the measure is known.
    Summary sum(int measure);
}
