package throughline.server.chart;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import throughline.diagnosis.Figure.Series;
import throughline.diagnosis.StepWeeks;
import throughline.diagnosis.StepWeeks.Signal;
import throughline.diagnosis.StepWeeks.Week;
import throughline.server.chart.Drawing.Spot;
import throughline.statistics.control.XmrChart;

/// The control chart of a step: its baseline with frozen limits, the weeks of the change, and what it holds since
/// within limits of its own.
public final class StepChart {

    private static final int LEFT = 44;
    private static final int RIGHT = 96;
    private static final int BOTTOM = SeriesChart.HEIGHT - 26;

    /// Weeks from which on a line is drawn.
    private static final int FEWEST = 2;

    private StepChart() {}

    /// The chart at three widths; empty of fewer than two weeks.
    ///
    /// @param start the first day of the step
    /// @param standard what the measure should reach, where there is one line for it
    /// @param events what else happened, oldest first
    /// @param label what a reader hears instead of the picture
    public static Optional<String> of(
            StepWeeks step, LocalDate start, OptionalDouble standard, List<Series.Event> events, String label) {
        return step.weeks().size() < FEWEST
                ? Optional.empty()
                : Optional.of(Fit.of(
                        width -> drawn(step, start, standard, events, width, label),
                        Fit.NARROW - 10,
                        Fit.MEDIUM,
                        Fit.WIDE));
    }

    /// A value in words.
    public static String words(StepWeeks step, double value) {
        return words(step.share(), value);
    }

    /// The same.
    ///
    /// @param share whether it is a share of 0 to 1
    public static String words(boolean share, double value) {
        return share ? Words.inUnit(value, "%") : Words.number(value);
    }

    private static String drawn(
            StepWeeks step,
            LocalDate start,
            OptionalDouble standard,
            List<Series.Event> events,
            int width,
            String label) {
        List<Week> weeks = step.weeks();
        double low = standard.orElse(Double.POSITIVE_INFINITY);
        double high = standard.orElse(Double.NEGATIVE_INFINITY);
        for (Week week : weeks) {
            low = Math.min(low, week.value());
            high = Math.max(high, week.value());
        }
        for (XmrChart limits : step.baseline().stream().toList()) {
            low = Math.min(low, limits.lower());
            high = Math.max(high, limits.upper());
        }
        for (XmrChart limits : step.since().stream().toList()) {
            low = Math.min(low, limits.lower());
            high = Math.max(high, limits.upper());
        }
        double room = (high - low) * 0.05;
        int top = 34 + EventMarks.room(events.size());
        Axis x = Axis.over(
                epochDay(weeks.getFirst().at()), epochDay(weeks.getLast().at()), LEFT + 12, width - RIGHT - 8);
        Axis y = Axis.over(low - room, high + room, BOTTOM, top);
        var drawing = new Drawing();
        FigureChart.upTicks(drawing, y, LEFT, width - RIGHT, step.share() ? "%" : "");
        phases(drawing, step, start, x, top, width);
        boolean anew = step.since().isPresent();
        double until = anew ? x.at(epochDay(step.sinceFrom())) : width - RIGHT;
        step.baseline().ifPresent(l -> limits(drawing, l, y, LEFT, until));
        step.since().ifPresent(l -> limits(drawing, l, y, until, width - RIGHT));
        standard.ifPresent(s -> drawing.line(LEFT, y.at(s), width - RIGHT, y.at(s), "k-target"));
        EventMarks.draw(drawing, events, x, BOTTOM, width);
        drawing.path(
                weeks.stream()
                        .map(w -> new Spot(x.at(epochDay(w.at())), y.at(w.value())))
                        .toList(),
                "k-line");
        for (Week week : weeks) {
            drawing.dot(
                    x.at(epochDay(week.at())),
                    y.at(week.value()),
                    week.signal() == Signal.NONE ? weeks.size() > 60 ? 2.2 : 3 : 4.2,
                    switch (week.signal()) {
                        case NONE -> "p-dot s";
                        case BETTER -> "p-dot i";
                        case WORSE -> "p-dot c";
                    },
                    Words.shortDate(week.at()) + ": " + words(step, week.value()));
        }
        step.since().or(step::baseline).ifPresent(l -> ends(drawing, step, l, standard, y, width));
        SeriesChart.days(drawing, weeks.stream().map(Week::at).toList(), x, LEFT + RIGHT, width);
        return drawing.chart(width, SeriesChart.HEIGHT, label);
    }

    /// The weeks of the change as a shaded field, and a name for each stretch that has room for it.
    private static void phases(Drawing drawing, StepWeeks step, LocalDate start, Axis x, int top, int width) {
        if (epochDay(start) > epochDay(step.weeks().getLast().at())) {
            return;
        }
        double from = x.at(epochDay(start));
        double to = x.at(epochDay(step.sinceFrom()));
        drawing.rectangle(from, top - 18, to - from, BOTTOM - top + 18, "tier", 0);
        drawing.line(from, top - 18, from, BOTTOM, "k-axis");
        name(drawing, say("Baseline"), LEFT + 6, from, top);
        name(drawing, say("Change"), from + 6, to, top);
        if (!step.sinceFrom().isAfter(step.weeks().getLast().at())) {
            drawing.line(to, top - 18, to, BOTTOM, "k-axis");
            name(drawing, say("Since"), to + 6, width - RIGHT, top);
        }
    }

    private static void name(Drawing drawing, String words, double from, double to, int top) {
        if (Words.width(words) <= to - from) {
            drawing.text(from, top - 6, words, "t-ink");
        }
    }

    private static void limits(Drawing drawing, XmrChart limits, Axis y, double from, double to) {
        drawing.line(from, y.at(limits.centre()), to, y.at(limits.centre()), "k-mean");
        drawing.line(from, y.at(limits.upper()), to, y.at(limits.upper()), "k-limit");
        drawing.line(from, y.at(limits.lower()), to, y.at(limits.lower()), "k-limit");
    }

    private record End(double value, String words, String classes) {}

    private static void ends(
            Drawing drawing, StepWeeks step, XmrChart limits, OptionalDouble standard, Axis y, int width) {
        var ends = new ArrayList<>(List.of(
                new End(limits.upper(), say("upper %s", words(step, limits.upper())), ""),
                new End(limits.centre(), say("mean %s", words(step, limits.centre())), "t-ink"),
                new End(limits.lower(), say("lower %s", words(step, limits.lower())), "")));
        standard.ifPresent(s -> ends.add(new End(s, say("standard %s", words(step, s)), "t-ink")));
        ends.sort(Comparator.comparingDouble(End::value).reversed());
        double previous = -99;
        for (End end : ends) {
            previous = Math.max(y.at(end.value()) + 4, previous + 15);
            drawing.text(width - RIGHT + 8, previous, end.words(), end.classes());
        }
    }

    private static double epochDay(LocalDate day) {
        return (double) day.toEpochDay();
    }
}
