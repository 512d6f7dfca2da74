package throughline.server.chart;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// What was predicted against what happened, one row a measure: a full dot where what happened stands, an
/// open one where the prediction does, joined, with the range of the prediction as a thin line.
public final class PredictionsChart {

    private static final int ROW = 34;
    private static final int TOP = 22;

    private PredictionsChart() {}

    /// A row.
    ///
    /// @param error predicted less what happened, in standard deviations; above 0 is too rosy
    /// @param low lower end of its interval or range, the same way
    /// @param high upper end
    /// @param brief the miss in the measure's own unit, such as `+0.7`
    /// @param concern whether it is surely one-sided, or outside its range
    public record Row(String label, double error, double low, double high, String brief, boolean concern) {}

    /// The chart of rows, at least one.
    ///
    /// @param over what the figures at the right are, such as `too high by`
    /// @param label read aloud instead of the picture, before the figures
    public static String of(List<Row> rows, String over, String label) {
        return Fit.of(width -> drawn(rows, over, label, width), Fit.NARROW, Fit.MEDIUM, Fit.WIDE);
    }

    private static String drawn(List<Row> rows, String over, String label, int width) {
        double left = FigureChart.labelRoom(rows.stream().map(Row::label).toList(), width);
        double right = 14
                + Math.max(
                        Words.width(over) / 2,
                        rows.stream()
                                .mapToDouble(r -> Words.width(r.brief()))
                                .max()
                                .orElse(0));
        var ends = rows.stream()
                .flatMapToDouble(r -> DoubleStream.of(0, r.error(), r.low(), r.high()))
                .filter(Double::isFinite)
                .summaryStatistics();
        double room = (ends.getMax() - ends.getMin()) * 0.06;
        Axis x = Axis.over(ends.getMin() - room, ends.getMax() + room, left + 8, width - right);
        double bottom = TOP + rows.size() * ROW;
        var drawing = new Drawing().text(width, 14, over, "t-e t-dim");
        FigureChart.acrossTicks(drawing, x, TOP, bottom, "", width < Fit.MEDIUM ? 4 : 6);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double y = TOP + 18 + i * ROW;
            drawing.text(0, y + 4, Words.clipped(row.label(), left - 6), "t-ink")
                    .line(x.at(row.low()), y, x.at(row.high()), y, "k-soft")
                    .line(x.at(0), y, x.at(row.error()), y, row.concern() ? "k-ci-c" : "k-ci")
                    .dot(x.at(row.error()), y, 5, "p-open")
                    .dot(x.at(0), y, 5, "p-dot")
                    .text(width, y + 4, row.brief(), row.concern() ? "t-e t-concern" : "t-e t-ink");
        }
        return drawing.chart(
                width,
                bottom + 26,
                "%s: %s"
                        .formatted(
                                label,
                                rows.stream()
                                        .limit(8)
                                        .map(r -> r.label() + " " + r.brief())
                                        .collect(Collectors.joining(", "))));
    }
}
