package throughline.server.chart;

import java.util.Arrays;
import java.util.function.IntFunction;

/// One drawing a width; a container query of the stylesheet shows the widest that fits, so text is never scaled down.
public final class Fit {

    /// The phone's width.
    public static final int NARROW = 326;
    /// Half a page.
    public static final int MEDIUM = 500;
    /// An evidence card.
    public static final int WIDE = 690;
    /// A whole page.
    public static final int WIDEST = 1090;

    private Fit() {}

    /// The drawings of the widths in one box.
    public static String of(IntFunction<String> drawing, int... widths) {
        var box = new StringBuilder("<div class=\"fit\">");
        Arrays.stream(widths)
                .forEach(w -> box.append("<div class=\"%s\">".formatted(size(w)))
                        .append(drawing.apply(w))
                        .append("</div>"));
        return box.append("</div>").toString();
    }

    private static String size(int width) {
        return width > 1000 ? "xl" : width > 660 ? "l" : width > 450 ? "m" : "s";
    }
}
