package throughline.server.chart;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.diagnosis.Figure.Series;
import throughline.diagnosis.Level;
import throughline.diagnosis.Level.Form;

/// The control chart of a standard: week by week, within the limits of an unchanged process, against the yellow line of
/// the standard.
public final class StandardChart {

    /// Weeks from which on a line is drawn.
    private static final int FEWEST = 2;

    private StandardChart() {}

    /// The chart at four widths; empty of fewer than two weeks.
    ///
    /// @param events what happened meanwhile, oldest first
    /// @param label what a reader hears instead of the picture
    public static Optional<String> of(Level level, List<Series.Event> events, String label) {
        if (level.weeks().size() < FEWEST) {
            return Optional.empty();
        }
        var plot = new SeriesChart.Plot(
                level.weeks().stream()
                        .map(w -> new Series.Point(w.at(), w.value()))
                        .toList(),
                events,
                level.limits(),
                level.goals(),
                level.form() == Form.MEAN ? "" : "%");
        String told = events.stream()
                .map(e -> "; " + say("%s on %s", e.label(), Words.shortDate(e.at())))
                .collect(Collectors.joining("", label, ""));
        return Optional.of(
                Fit.of(width -> SeriesChart.of(plot, width, told), Fit.NARROW - 10, Fit.MEDIUM, Fit.WIDE, Fit.WIDEST));
    }
}
