package throughline.server.chart;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import throughline.diagnosis.Figure.Series;
import throughline.server.chart.Drawing.Spot;
import throughline.statistics.control.ControlLimits;

/// A measure over time with its natural limits and the events that happened. Limits come from the points before the
/// first event, where there are enough, so that a change shows against what was before it.
final class SeriesChart {

    static final int HEIGHT = 280;
    private static final int LEFT = 44;
    private static final int RIGHT = 92;
    private static final int BOTTOM = HEIGHT - 26;

    private SeriesChart() {}

    /// What is drawn.
    ///
    /// @param limits of each point, where they are known
    /// @param references values of the yellow lines
    /// @param unit `%` (values are 0 to 1) or empty
    record Plot(
            List<Series.Point> points,
            List<Series.Event> events,
            Optional<ControlLimits> limits,
            List<Double> references,
            String unit) {

        private DoubleSummaryStatistics extent() {
            var all = new DoubleSummaryStatistics();
            points.forEach(p -> all.accept(p.value()));
            limits.ifPresent(l -> {
                Arrays.stream(l.lower()).forEach(all);
                Arrays.stream(l.upper()).forEach(all);
            });
            references.forEach(all::accept);
            return all;
        }

        private boolean outside(int point) {
            return limits.filter(l -> points.get(point).value() < l.lower()[point]
                            || points.get(point).value() > l.upper()[point])
                    .isPresent();
        }

        private String words(double value) {
            return unit.isEmpty() ? Words.number(value) : Words.inUnit(value, unit);
        }
    }

    static String of(Series figure, int width, String label) {
        Double reference = figure.reference();
        List<Series.Event> events = figure.events().stream()
                .sorted(Comparator.comparing(Series.Event::at))
                .toList();
        double[] baseline = figure.points().stream()
                .filter(p ->
                        events.isEmpty() || p.at().isBefore(events.getFirst().at()))
                .mapToDouble(Series.Point::value)
                .toArray();
        return of(
                new Plot(
                        figure.points(),
                        events,
                        Limits.of(baseline).map(l -> l.limits(figure.points().size())),
                        reference == null ? List.of() : List.of(reference),
                        ""),
                width,
                label);
    }

    /// The same with marks of what happened, which leave the limits as they are.
    static String marked(Series figure, List<Series.Event> marks, int width, String label) {
        Double reference = figure.reference();
        double[] values =
                figure.points().stream().mapToDouble(Series.Point::value).toArray();
        return of(
                new Plot(
                        figure.points(),
                        marks,
                        Limits.of(values).map(l -> l.limits(values.length)),
                        reference == null ? List.of() : List.of(reference),
                        ""),
                width,
                label);
    }

    static String of(Plot plot, int width, String label) {
        List<Series.Point> points = plot.points();
        DoubleSummaryStatistics all = plot.extent();
        double room = (all.getMax() - all.getMin()) * 0.05;
        int top = 14 + EventMarks.room(plot.events().size());
        Axis x = Axis.over(
                epochDay(points.getFirst().at()), epochDay(points.getLast().at()), LEFT + 12, width - RIGHT - 8);
        Axis y = Axis.over(all.getMin() - room, all.getMax() + room, BOTTOM, top);
        var drawing = new Drawing();
        FigureChart.upTicks(drawing, y, LEFT, width - RIGHT, plot.unit());
        plot.limits().ifPresent(l -> {
            drawing.line(LEFT, y.at(l.centre()), width - RIGHT, y.at(l.centre()), "k-mean");
            limit(drawing, points, l.upper(), x, y, width);
            limit(drawing, points, l.lower(), x, y, width);
        });
        plot.references().forEach(r -> drawing.line(LEFT, y.at(r), width - RIGHT, y.at(r), "k-target"));
        EventMarks.draw(drawing, plot.events(), x, BOTTOM, width);
        drawing.path(
                points.stream()
                        .map(p -> new Spot(x.at(epochDay(p.at())), y.at(p.value())))
                        .toList(),
                "k-line");
        for (int i = 0; i < points.size(); i++) {
            Series.Point point = points.get(i);
            boolean signal = plot.outside(i);
            drawing.dot(
                    x.at(epochDay(point.at())),
                    y.at(point.value()),
                    signal ? 4.2 : points.size() > 60 ? 2.2 : 3,
                    signal ? "p-dot" : "p-dot s",
                    Words.shortDate(point.at()) + ": " + plot.words(point.value()));
        }
        ends(drawing, plot, y, width);
        days(drawing, points.stream().map(Series.Point::at).toList(), x, LEFT + RIGHT, width);
        return drawing.chart(width, HEIGHT, label);
    }

    /// A limit: straight across where it is the same for all points, else from point to point.
    private static void limit(Drawing drawing, List<Series.Point> points, double[] limit, Axis x, Axis y, int width) {
        if (Arrays.stream(limit).allMatch(v -> v == limit[0])) {
            drawing.line(LEFT, y.at(limit[0]), width - RIGHT, y.at(limit[0]), "k-limit");
        } else {
            drawing.path(
                    IntStream.range(0, limit.length)
                            .mapToObj(i -> new Spot(x.at(epochDay(points.get(i).at())), y.at(limit[i])))
                            .toList(),
                    "k-limit");
        }
    }

    private record End(double value, String words, String classes) {}

    private static void ends(Drawing drawing, Plot plot, Axis y, int width) {
        var ends = new ArrayList<End>();
        plot.limits().ifPresent(l -> {
            double upper = l.upper()[l.upper().length - 1];
            double lower = l.lower()[l.lower().length - 1];
            ends.add(new End(upper, say("upper %s", plot.words(upper)), ""));
            ends.add(new End(l.centre(), say("mean %s", plot.words(l.centre())), "t-ink"));
            ends.add(new End(lower, say("lower %s", plot.words(lower)), ""));
        });
        plot.references().forEach(r -> ends.add(new End(r, say("standard %s", plot.words(r)), "t-ink")));
        ends.sort(Comparator.comparingDouble(End::value).reversed());
        double previous = -99;
        for (End end : ends) {
            previous = Math.max(y.at(end.value()) + 4, previous + 15);
            drawing.text(width - RIGHT + 8, previous, end.words(), end.classes());
        }
    }

    /// Days below the axis, as many as there is room for.
    ///
    /// @param margins pixels left and right of the axis
    static void days(Drawing drawing, List<LocalDate> points, Axis x, int margins, int width) {
        int most = Math.max(2, (width - margins) / 74);
        int every = Math.max(1, (points.size() + most - 1) / most);
        boolean years = points.getFirst().getYear() != points.getLast().getYear();
        for (int i = 0; i < points.size(); i += every) {
            LocalDate day = points.get(i);
            String words = years ? Words.shortMonth(day) : Words.day(day);
            drawing.text(x.at(epochDay(day)), HEIGHT - 8, words, "t-m t-dim");
        }
    }

    private static double epochDay(LocalDate day) {
        return (double) day.toEpochDay();
    }
}
