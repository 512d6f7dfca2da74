package throughline.server.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Figure.Series;
import throughline.server.chart.Drawing.Spot;
import throughline.statistics.control.XmrChart;

/// A measure over time with its natural limits and the events that happened. Limits come from the points before the
/// first event, where there are enough, so that a change shows against what was before it.
final class SeriesChart {

    private static final int HEIGHT = 280;
    private static final int LEFT = 44;
    private static final int RIGHT = 92;
    private static final int BOTTOM = HEIGHT - 26;

    private SeriesChart() {}

    static String of(Series figure, int width, String label) {
        List<Series.Point> points = figure.points();
        List<Series.Event> events = figure.events().stream()
                .sorted(Comparator.comparing(Series.Event::at))
                .toList();
        double[] baseline = points.stream()
                .filter(p ->
                        events.isEmpty() || p.at().isBefore(events.getFirst().at()))
                .mapToDouble(Series.Point::value)
                .toArray();
        Optional<XmrChart> limits = Limits.of(baseline);
        Double reference = figure.reference();
        var all = DoubleStream.concat(
                        points.stream().mapToDouble(Series.Point::value),
                        DoubleStream.concat(
                                limits.stream().flatMapToDouble(l -> DoubleStream.of(l.lower(), l.upper())),
                                reference == null ? DoubleStream.empty() : DoubleStream.of(reference)))
                .summaryStatistics();
        double room = (all.getMax() - all.getMin()) * 0.05;
        int lanes = Math.min(events.size(), 3);
        int top = 14 + lanes * 16;
        Axis x = Axis.over(
                epochDay(points.getFirst().at()), epochDay(points.getLast().at()), LEFT + 12, width - RIGHT - 8);
        Axis y = Axis.over(all.getMin() - room, all.getMax() + room, BOTTOM, top);
        var drawing = new Drawing();
        FigureChart.upTicks(drawing, y, LEFT, width - RIGHT, "");
        limits.ifPresent(l -> drawing.line(LEFT, y.at(l.centre()), width - RIGHT, y.at(l.centre()), "k-mean")
                .line(LEFT, y.at(l.upper()), width - RIGHT, y.at(l.upper()), "k-limit")
                .line(LEFT, y.at(l.lower()), width - RIGHT, y.at(l.lower()), "k-limit"));
        if (reference != null) {
            drawing.line(LEFT, y.at(reference), width - RIGHT, y.at(reference), "k-target");
        }
        events(drawing, events, x, width);
        drawing.path(
                points.stream()
                        .map(p -> new Spot(x.at(epochDay(p.at())), y.at(p.value())))
                        .toList(),
                "k-line");
        for (Series.Point point : points) {
            boolean signal = limits.isPresent() && !limits.get().inControl(point.value());
            drawing.dot(
                    x.at(epochDay(point.at())),
                    y.at(point.value()),
                    signal ? 4.2 : points.size() > 60 ? 2.2 : 3,
                    signal ? "p-dot" : "p-dot s",
                    Words.shortDate(point.at()) + ": " + Words.number(point.value()));
        }
        ends(drawing, limits, reference, y, width);
        days(drawing, points, x, width);
        return drawing.chart(width, HEIGHT, label);
    }

    /// The latest events have their words; of earlier ones those for which their lane has room.
    private static void events(Drawing drawing, List<Series.Event> events, Axis x, int width) {
        double[] from = {width, width, width};
        for (int i = events.size() - 1; i >= 0; i--) {
            Series.Event event = events.get(i);
            double at = x.at(epochDay(event.at()));
            int lane = i % 3;
            double y = 12 + lane * 16;
            boolean leftwards = at > width / 2.0;
            String words = Words.clipped(event.label(), leftwards ? at - 5 : width - at - 5);
            drawing.line(at, y - 8, at, BOTTOM, "k-axis");
            if ((leftwards ? at : at + 5 + Words.width(words)) <= from[lane]) {
                drawing.text(at + (leftwards ? -5 : 5), y, words, leftwards ? "t-e t-ink t-halo" : "t-ink t-halo");
                from[lane] = leftwards ? at - 5 - Words.width(words) : at;
            }
        }
    }

    private record End(double value, String words, String classes) {}

    private static void ends(
            Drawing drawing, Optional<XmrChart> limits, @Nullable Double reference, Axis y, int width) {
        var ends = new ArrayList<End>();
        limits.ifPresent(l -> {
            ends.add(new End(l.upper(), "upper " + Words.number(l.upper()), ""));
            ends.add(new End(l.centre(), "mean " + Words.number(l.centre()), "t-ink"));
            ends.add(new End(l.lower(), "lower " + Words.number(l.lower()), ""));
        });
        if (reference != null) {
            ends.add(new End(reference, "standard " + Words.number(reference), "t-ink"));
        }
        ends.sort(Comparator.comparingDouble(End::value).reversed());
        double previous = -99;
        for (End end : ends) {
            previous = Math.max(y.at(end.value()) + 4, previous + 15);
            drawing.text(width - RIGHT + 8, previous, end.words(), end.classes());
        }
    }

    private static void days(Drawing drawing, List<Series.Point> points, Axis x, int width) {
        int most = Math.max(2, (width - LEFT - RIGHT) / 74);
        int every = Math.max(1, (points.size() + most - 1) / most);
        boolean years =
                points.getFirst().at().getYear() != points.getLast().at().getYear();
        for (int i = 0; i < points.size(); i += every) {
            LocalDate day = points.get(i).at();
            String words = years ? Words.shortDate(day).replaceFirst("^\\d+ ", "") : Words.day(day);
            drawing.text(x.at(epochDay(day)), HEIGHT - 8, words, "t-m t-dim");
        }
    }

    private static double epochDay(LocalDate day) {
        return (double) day.toEpochDay();
    }
}
