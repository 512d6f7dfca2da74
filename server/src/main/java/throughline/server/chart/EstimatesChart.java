package throughline.server.chart;

import static throughline.text.Text.say;

import java.util.List;
import java.util.stream.DoubleStream;
import throughline.diagnosis.Figure.Estimates;

/// Estimates as dots with their intervals on one axis, with a line at the margin.
final class EstimatesChart {

    private static final int ROW = 28;

    private EstimatesChart() {}

    static String of(Estimates figure, int width, String label) {
        List<Estimates.Row> rows =
                figure.rows().subList(0, Math.min(figure.rows().size(), FigureChart.MOST_BARS));
        double left =
                FigureChart.labelRoom(rows.stream().map(Estimates.Row::label).toList(), width);
        String unit = figure.unit().equals("%") ? "%" : "";
        double right = width < Fit.MEDIUM
                ? 18
                : 14
                        + rows.stream()
                                .mapToDouble(r -> Words.width(Words.inUnit(r.value(), unit)))
                                .max()
                                .orElse(0);
        Double reference = figure.reference();
        var ends = rows.stream()
                .flatMapToDouble(r -> DoubleStream.of(r.value(), r.low(), r.high()))
                .filter(Double::isFinite)
                .summaryStatistics();
        double low = reference == null ? ends.getMin() : Math.min(ends.getMin(), reference);
        double high = reference == null ? ends.getMax() : Math.max(ends.getMax(), reference);
        double room = (high - low) * 0.06;
        Axis x = Axis.over(low - room, high + room, left + 6, width - right);
        int top = reference == null ? 4 : 24;
        double bottom = top + rows.size() * ROW + 6;
        var drawing = new Drawing();
        FigureChart.acrossTicks(drawing, x, top, bottom, unit, width < Fit.MEDIUM ? 4 : 6);
        if (reference != null) {
            FigureChart.margin(
                    drawing, x.at(reference), top - 4, bottom, say("margin %s", Words.inUnit(reference, unit)), width);
        }
        for (int i = 0; i < rows.size(); i++) {
            Estimates.Row row = rows.get(i);
            double y = top + 16 + i * ROW;
            drawing.text(0, y + 4, Words.clipped(row.label(), left - 6), "t-ink")
                    .line(x.at(row.low()), y, x.at(row.high()), y, "k-ci")
                    .dot(x.at(row.value()), y, 4.5, row.concern() ? "p-dot c" : "p-dot");
            if (width >= Fit.MEDIUM) {
                drawing.text(
                        width, y + 4, Words.inUnit(row.value(), unit), row.concern() ? "t-e t-concern" : "t-e t-ink");
            }
        }
        double height = bottom + (figure.unit().isEmpty() || unit.equals("%") ? 24 : 42);
        if (!figure.unit().isEmpty() && !unit.equals("%")) {
            drawing.text(width - right, height - 4, figure.unit(), "t-e t-dim");
        }
        return drawing.chart(width, height, label);
    }
}
