package throughline.diagnosis;

import java.time.LocalDate;
import java.util.List;

/// The measure behind a cause, week by week, oldest first; the page shows the last 26.
///
/// @param measure plain name of the measure
/// @param higherIsWorse which way is bad
/// @param points one value a week that has one
public record Trend(String measure, boolean higherIsWorse, List<Point> points) {

    /// Copies the list.
    public Trend {
        points = List.copyOf(points);
    }

    /// The value of one week.
    ///
    /// @param week its Monday
    public record Point(LocalDate week, double value) {}
}
