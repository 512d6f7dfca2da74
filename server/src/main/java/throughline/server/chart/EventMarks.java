package throughline.server.chart;

import java.time.LocalDate;
import java.util.List;
import throughline.diagnosis.Figure.Series;

/// The marks of what happened in a chart over time: an upright line a day, with its words where there is room.
final class EventMarks {

    private static final int LANES = 3;
    private static final int LANE = 16;

    private EventMarks() {}

    /// How much room the words take above a chart of so many events.
    static int room(int events) {
        return Math.min(events, LANES) * LANE;
    }

    /// The latest events have their words; of earlier ones those for which their lane has room.
    ///
    /// @param events oldest first
    /// @param bottom where the lines end
    static void draw(Drawing drawing, List<Series.Event> events, Axis x, int bottom, int width) {
        double[] from = {width, width, width};
        for (int i = events.size() - 1; i >= 0; i--) {
            Series.Event event = events.get(i);
            double at = x.at(epochDay(event.at()));
            int lane = i % LANES;
            double y = 12 + lane * LANE;
            boolean leftwards = at > width / 2.0;
            String words = Words.clipped(event.label(), leftwards ? at - 5 : width - at - 5);
            drawing.line(at, y - 8, at, bottom, "k-axis");
            if ((leftwards ? at : at + 5 + Words.width(words)) <= from[lane]) {
                drawing.text(at + (leftwards ? -5 : 5), y, words, leftwards ? "t-e t-ink t-halo" : "t-ink t-halo");
                from[lane] = leftwards ? at - 5 - Words.width(words) : at;
            }
        }
    }

    private static double epochDay(LocalDate day) {
        return (double) day.toEpochDay();
    }
}
