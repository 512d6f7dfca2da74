package throughline.server.chart;

import static throughline.text.Text.say;

import java.util.ArrayList;
import throughline.diagnosis.Figure.Histogram;
import throughline.server.chart.Drawing.Spot;

/// Counts in neighbouring bins from zero, with the counts to be expected as a line and a target marked.
final class HistogramChart {

    private static final int HEIGHT = 250;
    private static final int LEFT = 52;

    private HistogramChart() {}

    static String of(Histogram figure, int width, String label) {
        int bins = figure.counts().size();
        double most = Math.max(
                figure.counts().stream()
                        .mapToLong(Long::longValue)
                        .asDoubleStream()
                        .max()
                        .orElse(1),
                figure.expected().stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(0));
        Axis x = new Axis(figure.from(), figure.from() + Math.max(bins, 1) * figure.width(), LEFT, width - 12);
        Axis y = new Axis(0, Math.max(most, 1) * 1.04, HEIGHT - 40, 28);
        var drawing = new Drawing();
        FigureChart.upTicks(drawing, y, LEFT, width - 12, "");
        var ticks = x.ticks(width < Fit.MEDIUM ? 4 : 8);
        ticks.forEach(t -> drawing.text(x.at(t), HEIGHT - 20, Axis.label(t, ticks, ""), "t-m t-dim"));
        var expected = new ArrayList<Spot>();
        Double target = figure.target();
        for (int i = 0; i < bins; i++) {
            double from = figure.from() + i * figure.width();
            double top = y.at(figure.counts().get(i));
            boolean before = target != null && Math.abs(from + figure.width() - target) < figure.width() / 2;
            drawing.rectangle(
                    x.at(from),
                    top,
                    Math.max(x.at(from + figure.width()) - x.at(from) - 1, 0.5),
                    HEIGHT - 40 - top,
                    before ? "f-concern" : "f-6",
                    0);
            if (i < figure.expected().size()) {
                expected.add(new Spot(
                        x.at(from + figure.width() / 2), y.at(figure.expected().get(i))));
            }
        }
        drawing.line(LEFT, HEIGHT - 40, width - 12, HEIGHT - 40, "k-axis");
        if (expected.size() > 1) {
            drawing.path(expected, "k-line");
        }
        if (target != null) {
            FigureChart.margin(drawing, x.at(target), 22, HEIGHT - 40, say("target %s", Words.number(target)), width);
        }
        return drawing.text(width - 12, HEIGHT - 2, figure.xLabel(), "t-e t-dim")
                .chart(width, HEIGHT, label);
    }
}
