package throughline.server.chart;

import static throughline.text.Text.say;

import java.util.List;
import throughline.diagnosis.LikeWithLike;
import throughline.diagnosis.LikeWithLike.Apart;
import throughline.diagnosis.LikeWithLike.Compared;

/// One row of a like-with-like table: the adjusted figure with its interval, the raw one as an open dot, and a line at
/// the mean of all. The rows of a table share one scale.
public final class IntervalMark {

    private static final int WIDTH = 240;
    private static final int HEIGHT = 28;

    private final Axis axis;
    private final double all;
    private final String unit;

    private IntervalMark(Axis axis, double all, String unit) {
        this.axis = axis;
        this.all = all;
        this.unit = unit;
    }

    /// The marks of a comparison, on the scale that its rows need.
    public static IntervalMark of(LikeWithLike compared) {
        double low = compared.all();
        double high = compared.all();
        for (Compared one : compared.compared()) {
            low = Math.min(low, Math.min(one.raw(), one.adjusted().low()));
            high = Math.max(high, Math.max(one.raw(), one.adjusted().high()));
        }
        return new IntervalMark(
                Axis.over(low, high, 6, WIDTH - 6),
                compared.all(),
                compared.measure().share() ? "%" : "");
    }

    /// The ends of the scale in words, such as `60 to 85%`.
    public String scale() {
        List<Double> ends = List.of(axis.from(), axis.to());
        return say("%s to %s", Words.inUnit(ends.getFirst(), unit), Words.inUnit(ends.getLast(), unit));
    }

    /// The mark of one row.
    public String of(Compared one) {
        double middle = HEIGHT / 2.0;
        String tone = FunnelChart.tone(one.apart());
        return new Drawing()
                .line(axis.at(all), 0, axis.at(all), HEIGHT, "k-axis")
                .line(
                        axis.at(one.adjusted().low()),
                        middle,
                        axis.at(one.adjusted().high()),
                        middle,
                        one.apart() == Apart.ORDINARY ? "k-ci" : "k-ci-" + tone)
                .dot(axis.at(one.raw()), middle, 3, "p-open")
                .dot(axis.at(one.adjusted().value()), middle, 4.5, "p-dot " + tone)
                .mark(
                        WIDTH,
                        HEIGHT,
                        say(
                                "%s, likely %s to %s; raw %s",
                                Words.inUnit(one.adjusted().value(), unit),
                                Words.inUnit(one.adjusted().low(), unit),
                                Words.inUnit(one.adjusted().high(), unit),
                                Words.inUnit(one.raw(), unit)));
    }
}
