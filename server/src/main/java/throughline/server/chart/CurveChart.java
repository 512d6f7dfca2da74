package throughline.server.chart;

import static throughline.text.Text.say;

import java.util.List;
import java.util.stream.DoubleStream;
import throughline.diagnosis.Figure.Curve;

/// A mean with its interval at several values of something else, the side of a target shaded.
final class CurveChart {

    private static final int HEIGHT = 250;
    private static final int LEFT = 44;

    private CurveChart() {}

    static String of(Curve figure, int width, String label) {
        List<Curve.Point> points = figure.points();
        Double target = figure.target();
        var across = DoubleStream.concat(
                        points.stream().mapToDouble(Curve.Point::x),
                        target == null ? DoubleStream.empty() : DoubleStream.of(target))
                .summaryStatistics();
        var up = points.stream()
                .flatMapToDouble(p -> DoubleStream.of(p.y(), p.low(), p.high()))
                .filter(Double::isFinite)
                .summaryStatistics();
        double roomX = (across.getMax() - across.getMin()) * 0.08;
        double roomY = (up.getMax() - up.getMin()) * 0.06;
        Axis x = Axis.over(across.getMin() - roomX, across.getMax() + roomX, LEFT, width - 12);
        Axis y = Axis.over(up.getMin() - roomY, up.getMax() + roomY, HEIGHT - 40, 24);
        var drawing = new Drawing();
        FigureChart.upTicks(drawing, y, LEFT, width - 12, "");
        List<Double> ticks = x.ticks(width < Fit.MEDIUM ? 4 : 8);
        ticks.forEach(t -> drawing.text(x.at(t), HEIGHT - 20, Axis.label(t, ticks, ""), "t-m t-dim"));
        if (target != null) {
            String words = figure.targetLabel() == null ? say("target %s", Words.number(target)) : figure.targetLabel();
            drawing.rectangle(LEFT, 14, x.at(target) - LEFT, HEIGHT - 54, "tier", 0)
                    .line(x.at(target), 14, x.at(target), HEIGHT - 40, "k-axis");
            boolean inside = Words.width(words) + 12 < x.at(target) - LEFT;
            drawing.text(
                    x.at(target) + (inside ? -6 : 6),
                    26,
                    Words.clipped(words, inside ? x.at(target) - LEFT : width - x.at(target) - 12),
                    inside ? "t-e t-halo" : "t-halo");
        }
        points.forEach(p -> drawing.line(x.at(p.x()), y.at(p.low()), x.at(p.x()), y.at(p.high()), "k-ci")
                .dot(
                        x.at(p.x()),
                        y.at(p.y()),
                        4.5,
                        "p-dot",
                        say(
                                "%s: %s, %s to %s",
                                Words.number(p.x()),
                                Words.number(p.y()),
                                Words.number(p.low()),
                                Words.number(p.high()))));
        drawing.text(width - 12, HEIGHT - 2, figure.xLabel(), "t-e t-dim");
        return drawing.chart(width, HEIGHT, label);
    }
}
