package throughline.server.chart;

import java.util.ArrayList;
import java.util.List;

/// Turns values into pixels along a straight axis.
///
/// @param from value at the start
/// @param to value at the end, different from `from`
/// @param start pixel of the start
/// @param end pixel of the end
record Axis(double from, double to, double start, double end) {

    /// An axis over the values, a little longer than they are, so that a single value stands in the middle.
    static Axis over(double from, double to, double start, double end) {
        return to > from
                ? new Axis(from, to, start, end)
                : new Axis(
                        from - Math.max(Math.abs(from), 1) * 0.05,
                        from + Math.max(Math.abs(from), 1) * 0.05,
                        start,
                        end);
    }

    /// Pixel of a value; what lies outside is drawn at the edge.
    double at(double value) {
        double share = Math.clamp((value - from) / (to - from), 0, 1);
        return start + share * (end - start);
    }

    /// Round values along the axis, at most so many and at least two where the axis allows.
    List<Double> ticks(int most) {
        double raw = (to - from) / Math.max(most, 1);
        double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = magnitude;
        for (double round : new double[] {1, 2, 2.5, 5, 10}) {
            step = round * magnitude;
            if (step >= raw * (1 - 1e-9)) {
                break;
            }
        }
        var ticks = new ArrayList<Double>();
        for (long k = (long) Math.ceil(from / step - 1e-9); k * step <= to + step * 1e-9; k++) {
            ticks.add(k * step);
        }
        return ticks;
    }

    /// A tick in words, all ticks of the axis with the same number of decimals.
    static String label(double tick, List<Double> ticks, String unit) {
        double scale = unit.equals("%") ? 100 : 1;
        int decimals = 0;
        for (double t : ticks) {
            while (decimals < 4
                    && Math.abs(Math.round(t * scale * Math.pow(10, decimals)) / Math.pow(10, decimals) - t * scale)
                            > 1e-9 * Math.max(1, Math.abs(t * scale))) {
                decimals++;
            }
        }
        return Words.decimals(tick * scale, decimals) + (unit.equals("%") ? "%" : "");
    }
}
