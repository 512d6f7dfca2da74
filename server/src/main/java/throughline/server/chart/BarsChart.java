package throughline.server.chart;

import static throughline.text.Text.say;

import java.util.List;
import throughline.diagnosis.Figure.Bars;

/// Quantities as bars from zero, orange where one is to worry about, with a line at the margin.
final class BarsChart {

    private static final int ROW = 30;

    private BarsChart() {}

    static String of(Bars figure, int width, String label) {
        List<Bars.Bar> bars = figure.bars().subList(0, Math.min(figure.bars().size(), FigureChart.MOST_BARS));
        double left = FigureChart.labelRoom(bars.stream().map(Bars.Bar::label).toList(), width);
        Double reference = figure.reference();
        double most = bars.stream().mapToDouble(Bars.Bar::value).max().orElse(1);
        double least =
                Math.min(0, bars.stream().mapToDouble(Bars.Bar::value).min().orElse(0));
        double right = bars.stream()
                .mapToDouble(b -> Words.width(Words.inUnit(b.value(), figure.unit())))
                .max()
                .orElse(0);
        if (reference != null) {
            most = Math.max(most, reference);
        }
        Axis x = Axis.over(least, Math.max(most, 1e-9), left, width - right - 12);
        int top = reference == null ? 4 : 24;
        double bottom = top + bars.size() * ROW;
        var drawing = new Drawing();
        for (int i = 0; i < bars.size(); i++) {
            Bars.Bar bar = bars.get(i);
            double y = top + i * ROW;
            drawing.text(0, y + 14, Words.clipped(bar.label(), left - 10), "t-ink")
                    .rectangle(
                            Math.min(x.at(0), x.at(bar.value())),
                            y,
                            Math.abs(x.at(bar.value()) - x.at(0)),
                            20,
                            bar.concern() ? "f-concern" : "f-6",
                            2)
                    .text(
                            Math.max(x.at(0), x.at(bar.value())) + 6,
                            y + 14,
                            Words.inUnit(bar.value(), figure.unit()),
                            bar.concern() ? "t-concern t-halo" : "t-ink t-halo");
        }
        drawing.line(x.at(0), top - 2, x.at(0), bottom - 6, "k-axis");
        if (reference != null) {
            FigureChart.margin(
                    drawing,
                    x.at(reference),
                    top - 4,
                    bottom - 6,
                    say("margin %s", Words.inUnit(reference, figure.unit())),
                    width);
        }
        return drawing.chart(width, bottom, label);
    }
}
