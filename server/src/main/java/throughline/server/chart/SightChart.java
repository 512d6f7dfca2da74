package throughline.server.chart;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import throughline.explanation.LineOfSight;
import throughline.explanation.LineOfSight.Reach;
import throughline.explanation.LineOfSight.Stop;
import throughline.server.chart.Drawing.Spot;
import throughline.server.chart.Drawing.Turn;

/// The line of sight: the promise thins out from the board to the customer in ink, the customers' voice thins out on
/// its way back in grey, each at true scale; a stop without data is crossed by a dashed line and says so.
public final class SightChart {

    private static final double OUT = 102;
    private static final double BACK = 230;
    private static final double THICK = 56;
    private static final double STEP = 74;

    private SightChart() {}

    /// The drawing at three widths; upright on a phone.
    public static String of(LineOfSight sight) {
        return Fit.of(w -> drawing(sight, w), Fit.NARROW, Fit.WIDE, Fit.WIDEST);
    }

    /// One drawing of the width.
    static String drawing(LineOfSight sight, int width) {
        return width < 450 ? upright(sight, width) : across(sight, width);
    }

    private static String across(LineOfSight sight, int width) {
        List<Stop> stops = sight.stops();
        boolean wide = width > 1000;
        double edge = wide ? 86 : 50;
        var x = new Axis(0, Math.max(1, stops.size() - 1), edge, width - edge);
        var drawing = new Drawing();
        double gap = (width - 2 * edge) / Math.max(1, stops.size() - 1);
        for (int i = 0; i < stops.size(); i++) {
            drawing.line(x.at(i), 44, x.at(i), BACK + 38, "k-grid")
                    .text(x.at(i), 16, stops.get(i).title(), "t-m t-ink t-mid");
            Reach out = stops.get(i).outgoing();
            boolean end = i == 0 || i == stops.size() - 1;
            drawing.text(
                    x.at(i),
                    34,
                    Words.clipped(wide ? out.words() : out.brief(), end ? Math.min(2 * edge, gap) + 8 : gap - 8),
                    "t-m t-dim");
        }
        ribbon(drawing, spots(stops, Stop::outgoing, x, THICK), OUT, Turn.ACROSS, "band-out");
        ribbon(drawing, spots(stops, Stop::returning, x, THICK), BACK, Turn.ACROSS, "band-back");
        for (int i = 0; i < stops.size(); i++) {
            figure(drawing, stops.get(i).outgoing(), x.at(i), OUT);
            figure(drawing, stops.get(i).returning(), x.at(i), BACK);
        }
        double left = wide ? x.at(0) : 6;
        double right = wide ? x.at(stops.size() - 1) : width - 6;
        drawing.text(left, OUT + 48, say("Promise going out →"), "t-ink t-halo")
                .text(left, OUT + 64, say("those whose goals trace to it"), "t-dim t-halo")
                .text(right, BACK + 58, say("← Voice coming back"), "t-e t-ink t-halo")
                .text(right, BACK + 74, say("of 100 customers’ voices, how many are heard"), "t-e t-dim t-halo");
        loss(sight.worstOut(), sight.pointsOut(), key("%s points lost here"))
                .ifPresent(l -> drawing.text(
                        Math.max(l.gap() == 0 ? left + 210 : 0, x.at(l.gap() + 0.5)),
                        OUT + 48,
                        l.words(),
                        "t-m t-concern t-halo"));
        loss(sight.worstBack(), sight.pointsBack(), key("%s in 100 voices are not looked at here"))
                .ifPresent(l -> drawing.text(x.at(l.gap() + 0.5), BACK + 41, l.words(), "t-m t-concern t-halo"));
        return drawing.chart(width, BACK + 80, label(sight));
    }

    private static String upright(LineOfSight sight, int width) {
        List<Stop> stops = sight.stops();
        double first = 158;
        double second = 252;
        double thick = 50;
        double bottom = 62 + (stops.size() - 1) * STEP;
        var y = new Axis(0, Math.max(1, stops.size() - 1), 62, bottom);
        var drawing = new Drawing()
                .text(first, 14, say("Promise"), "t-m t-ink")
                .text(first, 30, say("going out ↓"), "t-m t-dim")
                .text(second, 14, say("Voice"), "t-m t-ink")
                .text(second, 30, say("coming back ↑"), "t-m t-dim");
        for (int i = 0; i < stops.size(); i++) {
            drawing.line(0, y.at(i), width, y.at(i), "k-grid")
                    .text(0, y.at(i) - 6, stops.get(i).title(), "t-ink")
                    .text(0, y.at(i) + 14, Words.clipped(stops.get(i).outgoing().brief(), 124), "t-dim");
        }
        ribbon(drawing, spots(stops, Stop::outgoing, y, thick), first, Turn.DOWN, "band-out");
        ribbon(drawing, spots(stops, Stop::returning, y, thick), second, Turn.DOWN, "band-back");
        for (int i = 0; i < stops.size(); i++) {
            beside(drawing, stops.get(i).outgoing(), first, y.at(i), thick);
            beside(drawing, stops.get(i).returning(), second, y.at(i), thick);
        }
        loss(sight.worstOut(), sight.pointsOut(), key("%s points lost"))
                .ifPresent(l -> drawing.text(0, y.at(l.gap()) + 32, "↓ " + l.words(), "t-concern t-halo"));
        loss(sight.worstBack(), sight.pointsBack(), key("%s voices stop"))
                .ifPresent(l -> drawing.text(0, y.at(l.gap()) + 48, "↑ " + l.words(), "t-concern t-halo"));
        return drawing.chart(width, bottom + 30, label(sight));
    }

    /// The widest loss of one way and where it happens.
    private record Loss(int gap, String words) {}

    private static java.util.Optional<Loss> loss(OptionalInt gap, OptionalInt points, String what) {
        return gap.isEmpty() || points.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of(new Loss(gap.getAsInt(), say(what, points.getAsInt())));
    }

    private static List<Spot> spots(List<Stop> stops, Function<Stop, Reach> way, Axis along, double thick) {
        var spots = new ArrayList<Spot>();
        for (int i = 0; i < stops.size(); i++) {
            spots.add(new Spot(along.at(i), way.apply(stops.get(i)).share().orElse(Double.NaN) * thick));
        }
        return spots;
    }

    /// Filled where neighbours are known, a dashed line across what is not.
    private static void ribbon(Drawing drawing, List<Spot> spots, double centre, Turn turn, String classes) {
        List<List<Spot>> known = Drawing.stretches(spots);
        known.stream().filter(s -> s.size() > 1).forEach(s -> drawing.ribbon(s, centre, turn, classes));
        known.stream().filter(s -> s.size() == 1).map(List::getFirst).forEach(s -> {
            double half = Math.max(s.y() / 2, 0.5);
            if (turn == Turn.ACROSS) {
                drawing.rectangle(s.x() - 2, centre - half, 4, 2 * half, classes, 0);
            } else {
                drawing.rectangle(centre - half, s.x() - 2, 2 * half, 4, classes, 0);
            }
        });
        for (int i = 1; i < spots.size(); i++) {
            Spot from = spots.get(i - 1);
            Spot to = spots.get(i);
            if (Double.isNaN(from.y()) || Double.isNaN(to.y())) {
                if (turn == Turn.ACROSS) {
                    drawing.line(from.x(), centre, to.x(), centre, "k-soft k-dash");
                } else {
                    drawing.line(centre, from.x(), centre, to.x(), "k-soft k-dash");
                }
            }
        }
    }

    private static void figure(Drawing drawing, Reach reach, double x, double centre) {
        double half = reach.share().orElse(0) * THICK / 2;
        drawing.text(
                x,
                centre - half - 7,
                words(reach),
                reach.share().isPresent() ? "t-m t-ink t-halo" : "t-m t-dim t-halo");
    }

    private static void beside(Drawing drawing, Reach reach, double centre, double y, double thick) {
        double half = reach.share().orElse(0) * thick / 2;
        boolean known = reach.share().isPresent();
        drawing.text(
                known ? centre + half + 5 : centre + 5,
                y - 5,
                known ? words(reach) : say("no data"),
                known ? "t-halo t-ink" : "t-halo t-dim");
    }

    private static String words(Reach reach) {
        return reach.share().isPresent() ? Words.percent(reach.share().getAsDouble()) : say("no data");
    }

    private static String label(LineOfSight sight) {
        return say(
                "Line of sight. The promise going out: %s. The customers’ voice coming back: %s.",
                said(sight, Stop::outgoing), said(sight, Stop::returning));
    }

    private static String said(LineOfSight sight, Function<Stop, Reach> way) {
        return sight.stops().stream()
                .map(s -> s.title() + " " + words(way.apply(s)))
                .collect(Collectors.joining(", "));
    }
}
