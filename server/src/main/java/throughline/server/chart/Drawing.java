package throughline.server.chart;

import java.util.ArrayList;
import java.util.List;

/// An SVG picture under construction. Shapes carry role classes (`k-line`, `p-dot c`) and no colours, so theme, print
/// and dark mode follow the stylesheet. Every text is escaped on its way in.
final class Drawing {

    /// A point of a path, in pixels.
    record Spot(double x, double y) {}

    private final StringBuilder body = new StringBuilder();

    /// Some words with their baseline at the point.
    Drawing text(double x, double y, String words, String classes) {
        body.append("<text x=\"").append(px(x)).append("\" y=\"").append(px(y)).append('"');
        if (!classes.isEmpty()) {
            body.append(" class=\"").append(classes).append('"');
        }
        body.append('>').append(Words.escaped(words)).append("</text>");
        return this;
    }

    /// A straight line.
    Drawing line(double x1, double y1, double x2, double y2, String classes) {
        open("line", classes).with("x1", x1).with("y1", y1).with("x2", x2).with("y2", y2);
        body.append("/>");
        return this;
    }

    /// A rectangle; a negative width or height is drawn as none.
    Drawing rectangle(double x, double y, double width, double height, String classes, int radius) {
        open("rect", classes)
                .with("x", x)
                .with("y", y)
                .with("width", Math.max(width, 0))
                .with("height", Math.max(height, 0));
        if (radius != 0) {
            with("rx", radius);
        }
        body.append("/>");
        return this;
    }

    /// A dot.
    Drawing dot(double x, double y, double radius, String classes) {
        return dot(x, y, radius, classes, "");
    }

    /// A dot that says more under the pointer.
    Drawing dot(double x, double y, double radius, String classes, String more) {
        open("circle", classes).with("cx", x).with("cy", y).with("r", radius);
        body.append('>');
        if (!more.isEmpty()) {
            body.append("<title>").append(Words.escaped(more)).append("</title>");
        }
        body.append("</circle>");
        return this;
    }

    private Drawing open(String element, String classes) {
        body.append('<').append(element).append(" class=\"").append(classes).append('"');
        return this;
    }

    private Drawing with(String attribute, double value) {
        body.append(' ').append(attribute).append("=\"").append(px(value)).append('"');
        return this;
    }

    /// A line through the points.
    Drawing path(List<Spot> spots, String classes) {
        var d = new StringBuilder();
        for (Spot spot : spots) {
            d.append(d.isEmpty() ? "M" : "L").append(px(spot.x)).append(' ').append(px(spot.y));
        }
        return shape(d.toString(), classes);
    }

    /// A shape by its SVG path data.
    Drawing shape(String d, String classes) {
        body.append("<path class=\"")
                .append(classes)
                .append("\" d=\"")
                .append(d)
                .append("\"/>");
        return this;
    }

    /// A line by its SVG path data whose thickness says something.
    Drawing stroke(String d, double thickness, String classes) {
        body.append("<path class=\"")
                .append(classes)
                .append("\" stroke-width=\"")
                .append(px(thickness))
                .append("\" d=\"")
                .append(d)
                .append("\"/>");
        return this;
    }

    /// A square on its tip, with its upper left corner before it is turned at the point.
    Drawing diamond(double x, double y, double side, String classes) {
        open("rect", classes).with("x", x).with("y", y).with("width", side).with("height", side);
        body.append(" transform=\"rotate(45 ")
                .append(px(x + side / 2))
                .append(' ')
                .append(px(y + side / 2))
                .append(")\"/>");
        return this;
    }

    /// Begins what belongs together, up to [#grouped].
    Drawing group(String classes) {
        body.append("<g class=\"").append(classes).append("\">");
        return this;
    }

    /// Ends what belongs together.
    Drawing grouped() {
        body.append("</g>");
        return this;
    }

    /// Begins a link, up to [#linked].
    ///
    /// @param words where it leads; shown under the pointer and read aloud
    Drawing link(String href, String words) {
        body.append("<a href=\"")
                .append(Words.escaped(href))
                .append("\" aria-label=\"")
                .append(Words.escaped(words))
                .append("\"><title>")
                .append(Words.escaped(words))
                .append("</title>");
        return this;
    }

    /// Ends a link.
    Drawing linked() {
        body.append("</a>");
        return this;
    }

    /// A ribbon along the x axis whose thickness runs smoothly through the values.
    Drawing ribbon(List<Spot> spots, double centre, Turn turn, String classes) {
        var d = new StringBuilder();
        for (int i = 0; i < spots.size(); i++) {
            d.append(edge(spots, i, i - 1, centre, -1, turn, i == 0 ? "M" : "C"));
        }
        for (int i = spots.size() - 1; i >= 0; i--) {
            d.append(edge(spots, i, i + 1, centre, 1, turn, i == spots.size() - 1 ? "L" : "C"));
        }
        return shape(d.append('Z').toString(), classes);
    }

    /// Which way a ribbon runs.
    enum Turn {
        ACROSS,
        DOWN
    }

    private static String edge(List<Spot> spots, int at, int from, double centre, int side, Turn turn, String command) {
        Spot to = spots.get(at);
        double end = centre + side * to.y / 2;
        if (!command.equals("C")) {
            return command + pair(to.x, end, turn);
        }
        Spot before = spots.get(from);
        double middle = (before.x + to.x) / 2;
        return "C" + pair(middle, centre + side * before.y / 2, turn) + " " + pair(middle, end, turn) + " "
                + pair(to.x, end, turn);
    }

    private static String pair(double along, double across, Turn turn) {
        return turn == Turn.ACROSS ? px(along) + " " + px(across) : px(across) + " " + px(along);
    }

    /// The picture as a chart that fills its box.
    ///
    /// @param label the finding in figures, read aloud instead of the picture
    String chart(double width, double height, String label) {
        return svg("chart", width, height, label);
    }

    /// The picture as a small mark inside a table.
    String mark(double width, double height, String label) {
        return svg("spark", width, height, label);
    }

    /// The picture as a chart that holds links.
    ///
    /// @param label the finding in figures, read aloud before the links
    String map(double width, double height, String label) {
        return svg("chart", "group", width, height, label);
    }

    private String svg(String kind, double width, double height, String label) {
        return svg(kind, "img", width, height, label);
    }

    private String svg(String kind, String role, double width, double height, String label) {
        return "<svg class=\"%1$s\" viewBox=\"0 0 %2$s %3$s\" width=\"%2$s\" height=\"%3$s\" role=\"%4$s\" aria-label=\"%5$s\">%6$s</svg>"
                .formatted(kind, px(width), px(height), role, Words.escaped(label), body);
    }

    /// A coordinate with one decimal at the most.
    static String px(double value) {
        long tenths = Math.round(value * 10);
        long whole = Math.abs(tenths) / 10;
        long rest = Math.abs(tenths) % 10;
        return (tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + rest);
    }

    /// The points whose values are finite, in one list a stretch without a gap.
    static List<List<Spot>> stretches(List<Spot> spots) {
        var all = new ArrayList<List<Spot>>();
        var now = new ArrayList<Spot>();
        for (Spot spot : spots) {
            if (Double.isFinite(spot.y)) {
                now.add(spot);
            } else if (!now.isEmpty()) {
                all.add(List.copyOf(now));
                now.clear();
            }
        }
        if (!now.isEmpty()) {
            all.add(List.copyOf(now));
        }
        return all;
    }
}
