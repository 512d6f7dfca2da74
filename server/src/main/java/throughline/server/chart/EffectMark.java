package throughline.server.chart;

import java.util.List;

/// One effect with its interval on an axis that holds nought.
public final class EffectMark {

    private static final int WIDTH = 272;
    private static final int HEIGHT = 62;

    private EffectMark() {}

    /// The mark; orange below nought.
    public static String of(double value, double low, double high, String label) {
        double from = Math.min(0, low);
        double to = Math.max(0, high);
        double room = 0.06 * (to - from);
        Axis x = Axis.over(from - room, to + room, 14, WIDTH - 14.0);
        var drawing = new Drawing();
        List<Double> ticks = x.ticks(4);
        for (double tick : ticks) {
            drawing.text(x.at(tick), 56, Axis.label(tick, ticks, ""), "t-m t-dim");
            if (tick != 0) {
                drawing.line(x.at(tick), 2, x.at(tick), 38, "k-grid");
            }
        }
        String tone = value < 0 ? " c" : "";
        return drawing.line(x.at(0), 2, x.at(0), 38, "k-mean")
                .line(x.at(low), 20, x.at(high), 20, value < 0 ? "k-ci-c" : "k-ci")
                .dot(x.at(value), 20, 5, "p-dot" + tone)
                .chart(WIDTH, HEIGHT, label);
    }
}
