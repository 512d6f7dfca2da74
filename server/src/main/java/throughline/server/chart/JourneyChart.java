package throughline.server.chart;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import throughline.server.chart.Drawing.Spot;

/// A journey above its lanes: the designed path, dashed where nothing was designed; the detours that cases really take,
/// as arcs whose width is their share; and how each step feels, with its interval.
///
/// From [Fit#WIDE] on there is a column for the names of the lanes, so that steps stand above theirs.
public final class JourneyChart {

    /// Width of an arc that all cases take, in pixels.
    private static final double WHOLE = 32;

    private static final int LEVEL = 38;
    private static final int COLUMN = 112;
    private static final int FEELINGS = 64;

    /// Least part of the scale, in points, that the heights of feelings span: small differences stay small.
    private static final double SPAN = 1.5;

    private JourneyChart() {}

    /// A step.
    ///
    /// @param designed whether there is a definition and a standard
    /// @param feeling how it feels, where that is known
    public record Step(boolean designed, Optional<Feeling> feeling) {}

    /// How a step feels.
    ///
    /// @param value on the scale of the interval
    /// @param worse whether it is worse than the others
    public record Feeling(double value, double low, double high, boolean worse) {}

    /// A detour.
    ///
    /// @param from index of the step it leaves
    /// @param to index of the step it leads to, which may be the same
    /// @param share of the cases, 0 to 1
    /// @param words such as `31 in 100 go back`
    /// @param brief the same for a narrow picture, such as `31`
    public record Arc(int from, int to, double share, String words, String brief) {}

    /// The chart at four widths.
    ///
    /// @param steps at least 1
    /// @param label what a reader hears instead of the picture
    public static String of(List<Step> steps, List<Arc> arcs, String label) {
        return Fit.of(
                width -> drawn(steps, arcs, width, label),
                Fit.NARROW,
                Fit.MEDIUM,
                Fit.WIDE,
                Math.max(Fit.WIDEST, COLUMN + 130 * steps.size()));
    }

    private static String drawn(List<Step> steps, List<Arc> arcs, int width, String label) {
        return new Picture(steps, width).with(arcs).chart(label);
    }

    /// One drawing.
    private static final class Picture {

        private final List<Step> steps;
        private final int width;
        private final double left;
        private final Drawing drawing = new Drawing();
        private double path = 30;
        private double bottom;

        Picture(List<Step> steps, int width) {
            this.steps = steps;
            this.width = width;
            this.left = roomy() ? Math.max(COLUMN, width / 10.0) : 0;
        }

        private boolean roomy() {
            return width >= Fit.WIDE;
        }

        private double x(double step) {
            return left + (width - left) * (step + 0.5) / steps.size();
        }

        Picture with(List<Arc> arcs) {
            List<Placed> placed = placed(arcs);
            int levels = placed.stream().mapToInt(p -> p.level() + 1).max().orElse(0);
            path += levels * LEVEL;
            placed.forEach(this::arc);
            if (roomy()) {
                if (levels > 0) {
                    drawing.text(24, path - 18, say("where they go"), "t-concern");
                }
                drawing.text(24, path + 4, say("as designed"), "t-ink");
            }
            designed();
            bottom = path + (roomy() ? 20 : 32);
            if (steps.stream().anyMatch(s -> s.feeling().isPresent())) {
                feelings();
            }
            return this;
        }

        /// An arc with the words that fit it, on a level of its own where it would meet another.
        private record Placed(Arc arc, String words, double from, double to, int level) {}

        private List<Placed> placed(List<Arc> arcs) {
            var placed = new ArrayList<Placed>();
            arcs.stream()
                    .sorted(Comparator.comparingInt((Arc a) -> Math.abs(a.from() - a.to()))
                            .thenComparing(
                                    Comparator.comparingDouble(Arc::share).reversed()))
                    .forEach(arc -> {
                        String words = Words.clipped(roomy() ? arc.words() : arc.brief(), width - left);
                        double middle = middle(arc, words);
                        double half = Words.width(words) / 2 + 6;
                        double from = Math.min(Math.min(x(arc.from()), x(arc.to())) + 1, middle - half);
                        double to = Math.max(Math.max(x(arc.from()), x(arc.to())) - 1, middle + half);
                        int level = 0;
                        while (meets(placed, level, from, to)) {
                            level++;
                        }
                        placed.add(new Placed(arc, words, from, to, level));
                    });
            return placed;
        }

        private static boolean meets(List<Placed> placed, int level, double from, double to) {
            return placed.stream().anyMatch(p -> p.level() == level && p.from() < to && from < p.to());
        }

        private double middle(Arc arc, String words) {
            double half = Words.width(words) / 2;
            double middle = (x(arc.from()) + x(arc.to())) / 2;
            return Math.clamp(middle, Math.min(left + half, middle), Math.max(width - half, left + half));
        }

        private void arc(Placed placed) {
            Arc arc = placed.arc();
            boolean same = arc.from() == arc.to();
            double from = x(arc.from()) - (same ? 12 : 0);
            double to = x(arc.to()) + (same ? 12 : 0);
            double foot = path - 9;
            double apex = path - 26 - placed.level() * LEVEL;
            double top = (apex - foot / 4) / 0.75;
            double lean = same ? -6 : Math.signum(to - from) * Math.min(40, Math.abs(to - from) / 4);
            drawing.stroke(
                            "M%s %sC%s %s %s %s %s %s"
                                    .formatted(
                                            Drawing.px(from),
                                            Drawing.px(foot),
                                            Drawing.px(from + lean),
                                            Drawing.px(top),
                                            Drawing.px(to - lean),
                                            Drawing.px(top),
                                            Drawing.px(to),
                                            Drawing.px(foot)),
                            arc.share() * WHOLE,
                            "k-arc")
                    .shape("M%s %sh10l-5 8Z".formatted(Drawing.px(to - 5), Drawing.px(foot - 4)), "f-concern")
                    .text(
                            middle(arc, placed.words()),
                            apex - arc.share() * WHOLE / 2 - 5,
                            placed.words(),
                            "t-m t-concern t-halo");
        }

        private void designed() {
            for (int i = 1; i < steps.size(); i++) {
                boolean both = steps.get(i - 1).designed() && steps.get(i).designed();
                drawing.line(x(i - 1), path, x(i), path, both ? "k-line" : "k-line k-dash");
            }
            for (int i = 0; i < steps.size(); i++) {
                drawing.dot(x(i), path, 4.5, steps.get(i).designed() ? "p-open" : "p-open k-dot");
                if (width < Fit.WIDEST) {
                    drawing.text(x(i), path + 20, String.valueOf(i + 1), "t-m t-dim");
                }
            }
        }

        private void feelings() {
            double least = extreme(Comparator.naturalOrder());
            double most = extreme(Comparator.reverseOrder());
            double more = Math.max(0, SPAN - (most - least)) / 2;
            double top = bottom + 18;
            var y = new Axis(least - more, most + more, top + FEELINGS, top);
            if (roomy()) {
                drawing.text(24, top + FEELINGS / 2.0 + 4, say("how it feels"), "t-ink");
            }
            List<Spot> spots = IntStream.range(0, steps.size())
                    .mapToObj(i -> new Spot(
                            x(i),
                            steps.get(i).feeling().map(f -> y.at(f.value())).orElse(Double.NaN)))
                    .toList();
            Drawing.stretches(spots).forEach(stretch -> drawing.shape(curve(stretch), "k-soft"));
            for (int i = 0; i < steps.size(); i++) {
                double at = x(i);
                steps.get(i).feeling().ifPresent(f -> {
                    drawing.line(at, y.at(f.low()), at, y.at(f.high()), f.worse() ? "k-ci-c" : "k-ci")
                            .dot(at, y.at(f.value()), 4.5, f.worse() ? "p-dot c" : "p-dot")
                            .text(
                                    at,
                                    Math.max(y.at(f.value()) + 20, y.at(f.low()) + 15),
                                    Words.decimals(f.value(), 1),
                                    f.worse() ? "t-m t-halo t-concern" : "t-m t-halo t-ink");
                });
            }
            bottom = top + FEELINGS + 28;
        }

        private double extreme(Comparator<Double> order) {
            return steps.stream()
                    .flatMap(s -> s.feeling().stream())
                    .map(Feeling::value)
                    .min(order)
                    .orElse(0.0);
        }

        /// A curve that runs level through each spot.
        private static String curve(List<Spot> spots) {
            var d = new StringBuilder();
            for (int i = 0; i < spots.size(); i++) {
                Spot to = spots.get(i);
                if (i == 0) {
                    d.append('M').append(Drawing.px(to.x())).append(' ').append(Drawing.px(to.y()));
                } else {
                    Spot from = spots.get(i - 1);
                    double middle = (from.x() + to.x()) / 2;
                    d.append("C%s %s %s %s %s %s"
                            .formatted(
                                    Drawing.px(middle),
                                    Drawing.px(from.y()),
                                    Drawing.px(middle),
                                    Drawing.px(to.y()),
                                    Drawing.px(to.x()),
                                    Drawing.px(to.y())));
                }
            }
            return d.toString();
        }

        String chart(String label) {
            return drawing.chart(width, bottom, label);
        }
    }
}
