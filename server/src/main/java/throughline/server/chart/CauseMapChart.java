package throughline.server.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The cause map: four columns, so that position means what comes before what; the width of a line is the
/// standardised effect, orange lowers, dashed may be nothing. Lines are links.
public final class CauseMapChart {

    private static final int TOP = 44;
    private static final int ROW = 64;
    private static final int LEAST = 420;
    private static final int HEIGHT = 50;

    /// How far the line of a link that leaves a column out is pulled up.
    private static final int LIFT = 56;

    /// Pixels that a standardised effect of 1 is wider than none.
    private static final double WIDTH = 11;

    private CauseMapChart() {}

    /// A box.
    ///
    /// @param column from 0
    /// @param value where the measure stands, in words
    public record Box(String id, int column, String title, String value, Look look) {}

    /// How a box looks.
    public enum Look {
        PLAIN("node"),
        /// One end of the selected line.
        CHOSEN("node on"),
        /// Something surely goes wrong here.
        BAD("node bad");

        private final String classes;

        Look(String classes) {
            this.classes = classes;
        }
    }

    /// A line from one box to another.
    ///
    /// @param size standardised effect, 0 or more
    /// @param words what it says under the pointer and to a reader who listens
    /// @param href where it leads
    public record Line(
            String from,
            String to,
            double size,
            Way way,
            Certainty certainty,
            Choice choice,
            String words,
            String href) {}

    /// Which way it works.
    public enum Way {
        RAISES,
        LOWERS
    }

    /// How sure it is.
    public enum Certainty {
        SURE,
        UNSURE
    }

    /// Whether it is the one looked at.
    public enum Choice {
        CHOSEN,
        OTHER
    }

    /// The map of a width.
    ///
    /// @param titles of the four columns
    /// @param label what a reader hears first
    public static String of(List<String> titles, List<Box> boxes, List<Line> lines, int width, String label) {
        return new Picture(titles, boxes, width).drawn(lines, label);
    }

    /// One drawing.
    private static final class Picture {

        private final List<String> titles;
        private final List<Box> boxes;
        private final int width;
        private final double column;
        private final double gap;
        private final double height;
        private final Map<String, Double> middles = new HashMap<>();
        private final Map<String, Integer> columns = new HashMap<>();
        private final Drawing drawing = new Drawing();

        Picture(List<String> titles, List<Box> boxes, int width) {
            this.titles = titles;
            this.boxes = boxes;
            this.width = width;
            this.column = (width - 4) * 0.216;
            this.gap = (width - 4 - titles.size() * column) / Math.max(1, titles.size() - 1);
            int most = 1;
            for (int c = 0; c < titles.size(); c++) {
                most = Math.max(most, in(c).size());
            }
            this.height = Math.max(LEAST, TOP + 12 + most * ROW);
            for (int c = 0; c < titles.size(); c++) {
                List<Box> own = in(c);
                double step = (height - TOP - 12) / own.size();
                for (int i = 0; i < own.size(); i++) {
                    middles.put(own.get(i).id(), TOP + step * (i + 0.5));
                    columns.put(own.get(i).id(), c);
                }
            }
        }

        private List<Box> in(int column) {
            return boxes.stream().filter(b -> b.column() == column).toList();
        }

        private double left(int column) {
            return 2 + column * (this.column + gap);
        }

        String drawn(List<Line> lines, String label) {
            for (int c = 0; c < titles.size(); c++) {
                drawing.rectangle(left(c), 0, column, height, "tier", 8)
                        .text(left(c) + column / 2, 24, titles.get(c), "t-m t-ink t-mid");
            }
            var ordered = new ArrayList<>(lines);
            ordered.sort(Comparator.comparing(Line::choice).reversed());
            ordered.forEach(this::line);
            boxes.forEach(this::box);
            return drawing.map(width, height, label);
        }

        private void line(Line line) {
            Integer from = columns.get(line.from());
            Integer to = columns.get(line.to());
            Double start = middles.get(line.from());
            Double end = middles.get(line.to());
            if (from == null || to == null || start == null || end == null) {
                return;
            }
            double x1 = left(from) + column - 10;
            double x2 = left(to) + 8;
            double bend = Math.min((x2 - x1) / 2, gap);
            // A line over a column passes above the boxes of its own row instead of behind them.
            double lift = to - from > 1 ? LIFT : 0;
            if (lift > 0) {
                bend = (x2 - x1) / 3;
            }
            String d = "M%s %sC%s %s %s %s %s %s"
                    .formatted(
                            Drawing.px(x1),
                            Drawing.px(start),
                            Drawing.px(x1 + bend),
                            Drawing.px(start - lift),
                            Drawing.px(x2 - bend),
                            Drawing.px(end - lift),
                            Drawing.px(x2),
                            Drawing.px(end));
            String classes = "edge" + (line.way() == Way.LOWERS ? " harm" : "")
                    + (line.certainty() == Certainty.UNSURE ? " doubt" : "")
                    + (line.choice() == Choice.CHOSEN ? " on" : "");
            drawing.link(line.href(), line.words())
                    .stroke(d, 1 + WIDTH * Math.min(line.size(), 1), classes)
                    .linked();
        }

        private void box(Box box) {
            Double middle = middles.get(box.id());
            if (middle == null) {
                return;
            }
            double x = left(box.column()) + 10;
            double y = middle - HEIGHT / 2.0;
            boolean bad = box.look() == Look.BAD;
            drawing.group(box.look().classes)
                    .rectangle(x, y, column - 20, HEIGHT, "", 8)
                    .text(x + 12, y + 20, Words.clipped(box.title(), column - 40), "lead")
                    .text(
                            x + 12,
                            y + 38,
                            Words.clipped(box.value(), column - 20 - (bad ? 40 : 20)),
                            bad ? "t-concern" : "t-dim");
            if (bad) {
                drawing.diamond(x + column - 40, y + 32, 7, "g-dia");
            }
            drawing.grouped();
        }
    }
}
