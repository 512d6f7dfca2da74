package throughline.server.chart;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.StepWeeks;
import throughline.diagnosis.Trend;
import throughline.server.chart.Drawing.Spot;
import throughline.statistics.control.Better;
import throughline.statistics.control.HoldingGate;
import throughline.statistics.control.XmrChart;

/// The last 26 weeks of a measure in a table cell: limits as a band, signals coloured, the last week as a dot.
public final class Spark {

    /// How many weeks are shown.
    public static final int WEEKS = 26;

    private static final Size USUAL = new Size(132, 34);
    private static final Size SMALL = new Size(96, 28);

    private Spark() {}

    private record Size(int width, int height) {}

    /// The spark of a trend with at least two weeks in its last 26, else nothing.
    public static Optional<String> of(Trend trend) {
        return of(trend, USUAL);
    }

    /// The same for a narrow column.
    public static Optional<String> small(Trend trend) {
        return of(trend, SMALL);
    }

    private static Optional<String> of(Trend trend, Size size) {
        if (trend.points().isEmpty()) {
            return Optional.empty();
        }
        LocalDate last = trend.points().getLast().week();
        LocalDate first = last.minusWeeks(WEEKS - 1L);
        List<Trend.Point> points =
                trend.points().stream().filter(p -> !p.week().isBefore(first)).toList();
        if (points.size() < 2) {
            return Optional.empty();
        }
        double[] values = points.stream().mapToDouble(Trend.Point::value).toArray();
        Optional<XmrChart> limits = Limits.of(values);
        return Optional.of(drawn(trend, points, limits, size));
    }

    /// The spark of a step with at least two weeks among its last 26, within the limits of its frozen baseline.
    public static Optional<String> of(StepWeeks step) {
        if (step.weeks().isEmpty()) {
            return Optional.empty();
        }
        LocalDate first = step.weeks().getLast().at().minusWeeks(WEEKS - 1L);
        List<Trend.Point> points = step.weeks().stream()
                .filter(w -> !w.at().isBefore(first))
                .map(w -> new Trend.Point(w.at(), w.value()))
                .toList();
        return points.size() < 2
                ? Optional.empty()
                : Optional.of(drawn(
                        new Trend(step.measure(), step.better() == Better.LOWER, points),
                        points,
                        step.baseline(),
                        USUAL));
    }

    private static String drawn(Trend trend, List<Trend.Point> points, Optional<XmrChart> limits, Size size) {
        LocalDate first = points.getLast().week().minusWeeks(WEEKS - 1L);
        double low = points.stream().mapToDouble(Trend.Point::value).min().orElseThrow();
        double high = points.stream().mapToDouble(Trend.Point::value).max().orElseThrow();
        Axis y = Axis.over(
                Math.min(low, limits.map(XmrChart::lower).orElse(low)),
                Math.max(high, limits.map(XmrChart::upper).orElse(high)),
                size.height() - 4,
                4);
        Axis x = new Axis(0, WEEKS - 1, 3, size.width() - 5);
        var drawing = new Drawing();
        limits.ifPresent(l -> drawing.rectangle(
                        0, y.at(l.upper()), size.width(), y.at(l.lower()) - y.at(l.upper()), "f-sunken", 2)
                .line(0, y.at(l.centre()), size.width(), y.at(l.centre()), "k-axis"));
        List<Spot> line = points.stream()
                .map(p -> new Spot(x.at((double) ChronoUnit.WEEKS.between(first, p.week())), y.at(p.value())))
                .toList();
        drawing.path(line, "k-line");
        int signals = 0;
        for (int i = 0; i < points.size(); i++) {
            double value = points.get(i).value();
            if (limits.isPresent() && !limits.get().inControl(value)) {
                signals++;
                boolean worse = value > limits.get().upper() == trend.higherIsWorse();
                drawing.dot(line.get(i).x(), line.get(i).y(), 2.6, worse ? "f-concern" : "f-improve");
            }
        }
        drawing.dot(line.getLast().x(), line.getLast().y(), 3, "p-dot");
        return drawing.mark(size.width(), size.height(), label(trend, points, signals));
    }

    private static String label(Trend trend, List<Trend.Point> points, int signals) {
        return say(
                "%s, %s weeks: from %s to %s, %s",
                trend.measure(),
                points.size(),
                Words.number(points.getFirst().value()),
                Words.number(points.getLast().value()),
                points.size() < HoldingGate.MINIMUM_BASELINE
                        ? say("too few weeks for limits")
                        : signals == 0
                                ? say("no week outside its limits")
                                : say(
                                        signals == 1 ? "%s week outside the limits" : "%s weeks outside the limits",
                                        signals));
    }
}
