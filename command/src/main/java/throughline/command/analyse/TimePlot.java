package throughline.command.analyse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Points over time with centre and limits, drawn in letters: 12 lines high, a column a point, at most 80.
final class TimePlot {

    private static final int HEIGHT = 11;
    private static final int WIDTH = 80;

    private TimePlot() {}

    /// The lines of the plot; only the last points are drawn where there are more than fit, which is said.
    ///
    /// @param values NaN where there is a gap
    /// @param lower limits; NaN where there are none
    /// @param marked points that signal, drawn as `◆`
    static List<String> of(double[] values, double centre, double[] lower, double[] upper, boolean[] marked) {
        int from = Math.max(0, values.length - WIDTH);
        double low = centre;
        double high = centre;
        for (int i = from; i < values.length; i++) {
            for (double drawn : new double[] {values[i], lower[i], upper[i]}) {
                if (Double.isFinite(drawn)) {
                    low = Math.min(low, drawn);
                    high = Math.max(high, drawn);
                }
            }
        }
        double span = high > low ? high - low : 1;
        char[][] rows = new char[HEIGHT + 1][values.length - from];
        for (char[] row : rows) {
            Arrays.fill(row, ' ');
        }
        for (int i = from; i < values.length; i++) {
            int c = i - from;
            rows[row(centre, high, span)][c] = '─';
            if (Double.isFinite(lower[i])) {
                rows[row(lower[i], high, span)][c] = '·';
            }
            if (Double.isFinite(upper[i])) {
                rows[row(upper[i], high, span)][c] = '·';
            }
            if (Double.isFinite(values[i])) {
                rows[row(values[i], high, span)][c] = marked[i] ? '◆' : '○';
            }
        }
        List<String> lines = new ArrayList<>();
        for (int r = 0; r <= HEIGHT; r++) {
            String label = r == 0 || r == HEIGHT ? TextTable.number(high - span * r / HEIGHT, span / 10) : "";
            lines.add("  %10s  %s".formatted(label, new String(rows[r])).stripTrailing());
        }
        if (from > 0) {
            lines.add("  The last %d of %d points are drawn.".formatted(WIDTH, values.length));
        }
        return lines;
    }

    private static int row(double value, double high, double span) {
        return (int) Math.round((high - value) / span * HEIGHT);
    }
}
