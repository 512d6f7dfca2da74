package throughline.server.chart;

import static throughline.text.Text.say;

import java.util.List;

/// Importance against performance: how much of an outcome each driver explains, with its interval, over where
/// it stands on its scale. Dots carry the numbers of the table beside the chart.
public final class DriversChart {

    private static final int LEFT = 44;
    private static final int BOTTOM = 46;

    private DriversChart() {}

    /// A driver.
    ///
    /// @param performance 0 to 1
    /// @param share of the outcome's differences, 0 to 1, with its interval
    /// @param words what it says under the pointer
    public record Point(
            int number, double performance, double share, double low, double high, Look look, String words) {}

    /// How a dot looks.
    public enum Look {
        PLAIN,
        /// To be worked on first.
        FIRST
    }

    /// The chart at four widths.
    ///
    /// @param even share that each driver would explain if all explained as much
    public static String of(List<Point> points, double even, String label) {
        return Fit.of(width -> drawn(points, even, width, label), Fit.NARROW, Fit.MEDIUM, Fit.WIDE, Fit.WIDEST);
    }

    private static String drawn(List<Point> points, double even, int width, String label) {
        double height = width < Fit.MEDIUM ? 300 : 340;
        double low = points.stream().mapToDouble(Point::performance).min().orElse(0);
        double high = points.stream().mapToDouble(Point::performance).max().orElse(1);
        double most = points.stream().mapToDouble(Point::high).max().orElse(1);
        Axis x = Axis.over(Math.max(0, low - 0.05), Math.min(1, high + 0.05), LEFT, width - 24.0);
        Axis y = Axis.over(0, Math.max(most, even) * 1.06, height - BOTTOM, 12);
        var drawing = new Drawing();
        List<Double> across = x.ticks(width < Fit.MEDIUM ? 4 : 8);
        for (double tick : across) {
            drawing.line(x.at(tick), 12, x.at(tick), height - BOTTOM, "k-grid")
                    .text(x.at(tick), height - BOTTOM + 18, Axis.label(tick, across, "%"), "t-m t-dim");
        }
        List<Double> up = y.ticks(5);
        for (double tick : up) {
            drawing.line(LEFT, y.at(tick), width - 24.0, y.at(tick), "k-grid")
                    .text(LEFT - 8.0, y.at(tick) + 4, Axis.label(tick, up, "%"), "t-e t-dim");
        }
        drawing.line(LEFT, y.at(even), width - 24.0, y.at(even), "k-limit")
                .text(width - 24.0, y.at(even) - 5, say("an even share"), "t-e t-dim t-halo");
        drawing.text(
                width - 24.0,
                height - 6,
                width < Fit.MEDIUM ? say("on its scale") : say("where it stands on its scale"),
                "t-e t-dim");
        for (Point point : points) {
            drawing.line(
                    x.at(point.performance()),
                    y.at(point.low()),
                    x.at(point.performance()),
                    y.at(point.high()),
                    point.look() == Look.FIRST ? "k-ci-c" : "k-ci");
        }
        for (Point point : points) {
            boolean first = point.look() == Look.FIRST;
            drawing.dot(x.at(point.performance()), y.at(point.share()), 4.5, first ? "p-dot c" : "p-dot", point.words())
                    .text(
                            x.at(point.performance()) + 9,
                            y.at(point.share()) + 4,
                            String.valueOf(point.number()),
                            first ? "t-halo t-concern" : "t-halo t-ink");
        }
        return drawing.chart(width, height, label);
    }
}
