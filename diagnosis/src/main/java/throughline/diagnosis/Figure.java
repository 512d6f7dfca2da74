package throughline.diagnosis;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a chart of an evidence card shows: numbers and words, no geometry.
///
/// Every figure has a `note`: measure, unit, scale and base in one line.
public sealed interface Figure {

    /// Measure, unit, scale and base in one line.
    String note();

    /// Shares of a whole for several groups, drawn as stacked bars.
    ///
    /// @param parts names of the parts, worst first, at most 4
    /// @param bars one bar a group
    record Shares(String note, List<String> parts, List<Bar> bars) implements Figure {
        /// The shares of one group.
        ///
        /// @param shares one share (0 to 1) a part; they need not reach 1
        public record Bar(String label, List<Double> shares) {}
    }

    /// Quantities of several groups, drawn as bars from zero, worst first.
    ///
    /// @param unit `%` (values are 0 to 1) or a plain unit, may be empty
    record Bars(
            String note,
            String unit,
            List<Bar> bars,
            @Nullable Double reference) implements Figure {
        /// The quantity of one group.
        ///
        /// @param concern whether the bar is one to worry about
        public record Bar(String label, double value, boolean concern) {}
    }

    /// Estimates with intervals on a common axis, a reference line where the margin lies.
    record Estimates(
            String note,
            String unit,
            List<Row> rows,
            @Nullable Double reference) implements Figure {
        /// One estimate with its 95 % interval.
        ///
        /// @param concern whether it is one to worry about
        public record Row(String label, double value, double low, double high, boolean concern) {

            /// An estimate that speaks for itself.
            public Row(String label, double value, double low, double high) {
                this(label, value, low, high, false);
            }
        }
    }

    /// A mean with interval at several values of something else.
    ///
    /// @param target a value of x to mark, or null
    record Curve(
            String note,
            String xLabel,
            List<Point> points,
            @Nullable Double target,
            @Nullable String targetLabel) implements Figure {
        /// One mean with its 95 % interval.
        public record Point(double x, double y, double low, double high) {}
    }

    /// Counts in neighbouring bins.
    record Histogram(
            String note,
            String xLabel,
            double from,
            double width,
            List<Long> counts,
            @Nullable Double target,
            List<Double> expected)
            implements Figure {}

    /// A measure over time, with events marked.
    record Series(
            String note,
            List<Point> points,
            List<Event> events,
            @Nullable Double reference) implements Figure {
        /// The value of a week.
        public record Point(LocalDate at, double value) {}

        /// Something that happened.
        public record Event(LocalDate at, String label) {}
    }
}
