package throughline.server.page;

import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Figure;
import throughline.diagnosis.Trend;
import throughline.server.chart.FigureChart;

/// The measure behind a cause, week by week.
///
/// @param note which measure, and which way is bad
public record TrendCard(String note, Markup chart, FigureTable table) {

    /// The card of a trend of at least two weeks.
    static Optional<TrendCard> of(Trend trend) {
        if (trend.points().size() < 2) {
            return Optional.empty();
        }
        String note = "%s, one point a week; higher is %s. Dashed lines: limits of ordinary variation."
                .formatted(
                        trend.measure().isEmpty()
                                ? "The measure"
                                : Character.toUpperCase(trend.measure().charAt(0))
                                        + trend.measure().substring(1),
                        trend.higherIsWorse() ? "worse" : "better");
        var series = new Figure.Series(
                note,
                trend.points().stream()
                        .map(p -> new Figure.Series.Point(p.week(), p.value()))
                        .toList(),
                List.of(),
                null);
        return FigureTable.of(series)
                .or(() -> Optional.of(new FigureTable(List.of(), List.of())))
                .map(t -> new TrendCard(note, Markup.drawn(FigureChart.of(series)), t));
    }
}
