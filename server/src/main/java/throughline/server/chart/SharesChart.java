package throughline.server.chart;

import java.util.List;
import throughline.diagnosis.Figure.Shares;

/// Shares of a whole, one stacked bar a group; the last part, the best, is ink and has its figure at the end.
final class SharesChart {

    private static final int ROW = 34;

    private SharesChart() {}

    /// Fill class of a part.
    static String fill(int part, int parts) {
        return part == parts - 1 ? "f-ink" : List.of("f-6", "f-rule", "f-mid").get(part);
    }

    static String of(Shares shares, int width, String label) {
        List<Shares.Bar> bars = shares.bars().subList(0, Math.min(shares.bars().size(), FigureChart.MOST_BARS));
        double left = FigureChart.labelRoom(bars.stream().map(Shares.Bar::label).toList(), width);
        var x = new Axis(0, 1, left, width - 44);
        var drawing = new Drawing();
        for (int i = 0; i < bars.size(); i++) {
            Shares.Bar bar = bars.get(i);
            double y = 4 + i * ROW;
            drawing.text(0, y + 16, Words.clipped(bar.label(), left - 10), "t-ink");
            double done = 0;
            for (int part = 0; part < bar.shares().size(); part++) {
                double share = bar.shares().get(part);
                if (share > 0) {
                    drawing.rectangle(
                            x.at(done),
                            y,
                            x.at(done + share) - x.at(done) - 1.5,
                            22,
                            fill(part, bar.shares().size()),
                            2);
                }
                done += share;
            }
            drawing.text(width, y + 16, Words.percent(bar.shares().getLast()), "t-e t-ink");
        }
        return drawing.chart(width, 4 + bars.size() * ROW, label);
    }
}
