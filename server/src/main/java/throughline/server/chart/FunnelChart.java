package throughline.server.chart;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import throughline.diagnosis.LikeWithLike;
import throughline.diagnosis.LikeWithLike.Apart;
import throughline.diagnosis.LikeWithLike.Compared;
import throughline.server.chart.Drawing.Spot;

/// Figures against the number of rows they rest on, within limits that narrow as that grows. Only what lies outside the
/// outer limits has a colour and a name.
public final class FunnelChart {

    private static final int LEFT = 44;
    private static final int RIGHT = 14;
    private static final int TOP = 16;
    private static final int BOTTOM = 42;
    private static final int HEIGHT = 340;
    private static final int SHORT = 300;

    /// Steps in which a limit is drawn.
    private static final int STEPS = 90;

    private FunnelChart() {}

    /// The chart at four widths.
    ///
    /// @param titles gives the name of a team by its id
    /// @param label the finding in figures
    public static String of(LikeWithLike compared, UnaryOperator<String> titles, String label) {
        return Fit.of(
                width -> drawing(compared, titles, width, label), Fit.NARROW - 10, Fit.MEDIUM, Fit.WIDE, Fit.WIDEST);
    }

    private static String drawing(LikeWithLike compared, UnaryOperator<String> titles, int width, String label) {
        int height = width < Fit.MEDIUM ? SHORT : HEIGHT;
        String unit = compared.measure().share() ? "%" : "";
        double most = compared.compared().stream().mapToLong(Compared::n).max().orElse(LikeWithLike.FEWEST) * 1.06;
        Axis x = new Axis(0, most, LEFT, width - RIGHT);
        Axis y = values(compared, most, height);
        var drawing = new Drawing();
        FigureChart.upTicks(drawing, y, LEFT, width - RIGHT, unit);
        List<Double> ticks = x.ticks(width < Fit.MEDIUM ? 3 : 6);
        ticks.forEach(t -> drawing.text(x.at(t), height - BOTTOM + 18, Axis.label(t, ticks, ""), "t-m t-dim"));
        limits(drawing, compared, x, y);
        drawing.line(LEFT, y.at(compared.all()), width - RIGHT, y.at(compared.all()), "k-mean");
        for (Compared one : compared.compared()) {
            boolean apart = one.apart() != Apart.ORDINARY;
            drawing.dot(
                    x.at((double) one.n()),
                    y.at(one.own()),
                    apart ? 5 : 3.5,
                    "p-dot " + tone(one.apart()),
                    say("%s: %s of %s", titles.apply(one.id()), Words.inUnit(one.own(), unit), Words.count(one.n())));
        }
        compared.compared().stream()
                .filter(c -> c.apart() != Apart.ORDINARY)
                .forEach(c ->
                        name(drawing, titles.apply(c.id()), c.apart(), x.at((double) c.n()), y.at(c.own()), width));
        return drawing.text(
                        width - RIGHT,
                        height - 6,
                        say("%s in the period", compared.measure().base()),
                        "t-e t-dim")
                .chart(width, height, label);
    }

    /// From the lowest to the highest figure, and as far as the outer limits of the middling ones.
    private static Axis values(LikeWithLike compared, double most, int height) {
        var own = compared.compared().stream().mapToDouble(Compared::own).summaryStatistics();
        var usual = compared.limits(most / 3, LikeWithLike.LIMITS);
        double low = Math.min(own.getMin(), usual.low());
        double high = Math.max(own.getMax(), usual.high());
        double room = (high - low) * 0.06;
        boolean share = compared.measure().share();
        return Axis.over(
                share ? Math.max(0, low - room) : low - room,
                share ? Math.min(1, high + room) : high + room,
                height - BOTTOM,
                TOP);
    }

    private static void limits(Drawing drawing, LikeWithLike compared, Axis x, Axis y) {
        var area = new ArrayList<>(
                curve(x, n -> compared.limits(n, LikeWithLike.LIMITS).high()));
        area.addAll(curve(x, n -> compared.limits(n, LikeWithLike.LIMITS).low()).reversed());
        var shape = new StringBuilder();
        area.forEach(s -> shape.append(shape.isEmpty() ? "M" : "L")
                .append(Drawing.px(s.x()))
                .append(' ')
                .append(Drawing.px(y.at(s.y()))));
        drawing.shape(shape.append('Z').toString(), "tier");
        for (double level : new double[] {LikeWithLike.USUAL, LikeWithLike.LIMITS}) {
            String line = level == LikeWithLike.LIMITS ? "k-limit" : "k-soft";
            for (DoubleUnaryOperator edge : List.<DoubleUnaryOperator>of(
                    n -> compared.limits(n, level).low(),
                    n -> compared.limits(n, level).high())) {
                List<Spot> inside = curve(x, edge).stream()
                        .filter(s -> s.y() > y.from() && s.y() < y.to())
                        .map(s -> new Spot(s.x(), y.at(s.y())))
                        .toList();
                if (inside.size() > 1) {
                    drawing.path(inside, line);
                }
            }
        }
    }

    /// Values along the axis, from a third of the fewest rows that are shown.
    private static List<Spot> curve(Axis x, DoubleUnaryOperator edge) {
        double from = LikeWithLike.FEWEST / 3.0;
        var spots = new ArrayList<Spot>();
        for (int i = 0; i <= STEPS; i++) {
            double n = from + i * (x.to() - from) / STEPS;
            spots.add(new Spot(x.at(n), edge.applyAsDouble(n)));
        }
        return spots;
    }

    private static void name(Drawing drawing, String title, Apart apart, double x, double y, int width) {
        boolean flip = x + 10 + Words.width(title) > width - RIGHT;
        String tone = apart == Apart.WORSE ? "t-concern" : "t-improve";
        drawing.text(flip ? x - 10 : x + 10, y + 4, title, "t-halo " + tone + (flip ? " t-e" : ""));
    }

    /// Class of a dot.
    static String tone(Apart apart) {
        return switch (apart) {
            case BETTER -> "i";
            case WORSE -> "c";
            case ORDINARY -> "s";
        };
    }
}
