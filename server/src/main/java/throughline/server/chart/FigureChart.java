package throughline.server.chart;

import static throughline.text.Text.say;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import throughline.diagnosis.Figure;

/// The chart of an evidence card: a [Figure] drawn at three widths.
public final class FigureChart {

    /// Most bars or rows drawn; the table beside the chart has all.
    public static final int MOST_BARS = 14;

    /// Most values that a label reads out; a longer figure is summed up and its table has the rest.
    private static final int MOST_READ = 8;

    private FigureChart() {}

    /// The drawing of a figure that has something to show, else an empty text.
    public static String of(Figure figure) {
        if (size(figure) == 0) {
            return "";
        }
        String label = label(figure);
        return Fit.of(w -> drawing(figure, w, label), Fit.NARROW - 10, Fit.MEDIUM, Fit.WIDE);
    }

    /// A series with marks of what happened, oldest first, which leave its limits as they are.
    public static String marked(Figure.Series series, List<Figure.Series.Event> marks) {
        if (series.points().isEmpty()) {
            return "";
        }
        String label = label(new Figure.Series(series.note(), series.points(), marks, series.reference()));
        return Fit.of(w -> SeriesChart.marked(series, marks, w, label), Fit.NARROW - 10, Fit.MEDIUM, Fit.WIDE);
    }

    /// How many points, bars or bins a figure has.
    public static int size(Figure figure) {
        return switch (figure) {
            case Figure.Shares shares -> shares.bars().size();
            case Figure.Bars bars -> bars.bars().size();
            case Figure.Estimates estimates -> estimates.rows().size();
            case Figure.Curve curve -> curve.points().size();
            case Figure.Histogram histogram -> histogram.counts().size();
            case Figure.Series series -> series.points().size();
        };
    }

    /// One drawing of the width.
    ///
    /// @param label read aloud instead of the picture
    static String drawing(Figure figure, int width, String label) {
        return switch (figure) {
            case Figure.Shares shares -> SharesChart.of(shares, width, label);
            case Figure.Bars bars -> BarsChart.of(bars, width, label);
            case Figure.Estimates estimates -> EstimatesChart.of(estimates, width, label);
            case Figure.Curve curve -> CurveChart.of(curve, width, label);
            case Figure.Histogram histogram -> HistogramChart.of(histogram, width, label);
            case Figure.Series series -> SeriesChart.of(series, width, label);
        };
    }

    /// What the figure shows, in figures.
    public static String label(Figure figure) {
        String found = switch (figure) {
            case Figure.Shares shares ->
                listed(shares.bars(), b -> b.label() + " " + listed(b.shares(), Words::percent, ", "), "; ");
            case Figure.Bars bars ->
                listed(bars.bars(), b -> b.label() + " " + Words.inUnit(b.value(), bars.unit()), "; ");
            case Figure.Estimates estimates ->
                listed(
                        estimates.rows(),
                        r -> say(
                                "%s %s (%s to %s)",
                                r.label(),
                                Words.inUnit(r.value(), estimates.unit()),
                                Words.inUnit(r.low(), estimates.unit()),
                                Words.inUnit(r.high(), estimates.unit())),
                        "; ");
            case Figure.Curve curve -> {
                Figure.Curve.Point first = curve.points().getFirst();
                Figure.Curve.Point last = curve.points().getLast();
                yield say(
                        "%s at %s to %s at %s %s",
                        Words.number(first.y()),
                        Words.number(first.x()),
                        Words.number(last.y()),
                        Words.number(last.x()),
                        curve.xLabel());
            }
            case Figure.Histogram histogram -> {
                long all =
                        histogram.counts().stream().mapToLong(Long::longValue).sum();
                long most = histogram.counts().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0);
                yield say(
                        "%s in %s bins of %s, at most %s in one, from %s",
                        Words.count(all),
                        histogram.counts().size(),
                        Words.number(histogram.width()),
                        Words.count(most),
                        Words.number(histogram.from() + histogram.counts().indexOf(most) * histogram.width()));
            }
            case Figure.Series series ->
                say(
                        "%s points from %s on %s to %s on %s%s",
                        series.points().size(),
                        Words.number(series.points().getFirst().value()),
                        Words.shortDate(series.points().getFirst().at()),
                        Words.number(series.points().getLast().value()),
                        Words.shortDate(series.points().getLast().at()),
                        series.events().isEmpty()
                                ? ""
                                : "; "
                                        + listed(
                                                series.events(),
                                                e -> say("%s on %s", e.label(), Words.shortDate(e.at())),
                                                "; "));
        };
        return figure.note().isEmpty() ? found : figure.note().replaceFirst("\\.$", "") + ": " + found;
    }

    private static <T> String listed(List<T> all, Function<T, String> words, String between) {
        String joined = all.stream().limit(MOST_READ).map(words).collect(Collectors.joining(between));
        return all.size() <= MOST_READ ? joined : say("%s; and %s more", joined, all.size() - MOST_READ);
    }

    /// Room for the labels before the bars, at most two fifths of the width.
    static double labelRoom(List<String> labels, int width) {
        double widest = labels.stream().mapToDouble(Words::width).max().orElse(0) + 14;
        return Math.clamp(widest, 40, width * 0.4);
    }

    /// A line at a margin, with its words above, kept inside the picture.
    static void margin(Drawing drawing, double x, double top, double bottom, String words, int width) {
        double half = Words.width(words) / 2;
        drawing.line(x, top, x, bottom, "k-target")
                .text(Math.clamp(x, half, Math.max(half, width - half)), top - 4, words, "t-m t-halo");
    }

    /// Grid lines and values along a vertical axis.
    static void upTicks(Drawing drawing, Axis y, double left, double right, String unit) {
        List<Double> ticks = y.ticks(6);
        for (double tick : ticks) {
            drawing.line(left, y.at(tick), right, y.at(tick), "k-grid")
                    .text(left - 8, y.at(tick) + 4, Axis.label(tick, ticks, unit), "t-e t-dim");
        }
    }

    /// Grid lines and values along a horizontal axis.
    static void acrossTicks(Drawing drawing, Axis x, double top, double bottom, String unit, int most) {
        List<Double> ticks = x.ticks(most);
        for (double tick : ticks) {
            drawing.line(x.at(tick), top, x.at(tick), bottom, Math.abs(tick) < 1e-12 ? "k-mean" : "k-grid")
                    .text(x.at(tick), bottom + 18, Axis.label(tick, ticks, unit), "t-m t-dim");
        }
    }
}
