package throughline.server.chart;

import static throughline.text.Text.say;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// How far a goal reaches, one bar a layer: ink where a layer counts as covered, orange where not, a dashed line where
/// nothing is on record; a yellow line at the margin.
public final class CascadeChart {

    private static final int ROW = 38;

    /// Room for the names of layers, which some languages need more of.
    private static final int LEFT = 104;

    private static final int GAP = 12;

    private CascadeChart() {}

    /// One layer.
    ///
    /// @param brief the figure in words, such as `31 of 58`
    /// @param share 0 to 1; empty where nothing is on record
    public record Bar(String label, String brief, OptionalDouble share) {}

    /// The chart of the layers from the top down.
    ///
    /// @param margin share, 0 to 1, from which on a layer counts as covered
    public static String of(List<Bar> bars, double margin) {
        return Fit.of(width -> drawn(bars, margin, width), Fit.NARROW, Fit.MEDIUM, Fit.WIDE);
    }

    private static String drawn(List<Bar> bars, double margin, int width) {
        double right =
                bars.stream().mapToDouble(b -> Words.width(b.brief())).max().orElse(0) + 14;
        double left = Math.max(
                LEFT,
                GAP
                        + bars.stream()
                                .mapToDouble(b -> Words.width(b.label()))
                                .max()
                                .orElse(0));
        var x = new Axis(0, 1, left, width - right);
        var drawing = new Drawing();
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = 9 + i * ROW;
            drawing.text(0, y + 14, bar.label(), "t-ink t-mid");
            if (bar.share().isPresent()) {
                double share = bar.share().getAsDouble();
                drawing.rectangle(left, y, x.at(1) - left, 20, "f-sunken", 3)
                        .rectangle(left, y, x.at(share) - left, 20, share >= margin ? "f-ink" : "f-concern", 3);
            } else {
                drawing.line(left, y + 10, x.at(1), y + 10, "k-soft k-dash");
            }
            drawing.text(x.at(1) + 10, y + 14, bar.brief(), "");
        }
        double bottom = 4 + bars.size() * ROW;
        return drawing.line(x.at(margin), 2, x.at(margin), bottom - 2, "k-target")
                .chart(
                        width,
                        bottom,
                        say(
                                "%s. Margin %s.",
                                bars.stream()
                                        .map(b -> b.label() + " " + b.brief())
                                        .collect(Collectors.joining(", ")),
                                Words.percent(margin)));
    }
}
