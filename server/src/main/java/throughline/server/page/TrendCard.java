package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Figure;
import throughline.diagnosis.Statistic;
import throughline.diagnosis.Trend;
import throughline.diagnosis.Wording;
import throughline.server.chart.FigureChart;

/// The measure behind a cause, week by week.
///
/// @param note which measure, and which way is bad
public record TrendCard(String note, Markup chart, FigureTable table) {

    /// The card of a trend of at least two weeks.
    static Optional<TrendCard> of(Trend trend, EventWords happened) {
        if (trend.points().size() < 2) {
            return Optional.empty();
        }
        boolean share = Statistic.share(trend.measure())
                && trend.points().stream().allMatch(p -> p.value() >= 0 && p.value() <= 1);
        String measure = trend.measure().isEmpty() ? say("The measure") : Wording.sentence(trend.measure());
        String note = say(
                trend.higherIsWorse()
                        ? "%s, one point a week; higher is worse. Dashed lines: limits of ordinary variation."
                        : "%s, one point a week; higher is better. Dashed lines: limits of ordinary variation.",
                share ? say("%s, in\u00A0%%", measure) : measure);
        var series = new Figure.Series(
                note,
                trend.points().stream()
                        .map(p -> new Figure.Series.Point(p.week(), share ? 100 * p.value() : p.value()))
                        .toList(),
                List.of(),
                null);
        List<Figure.Series.Event> marks = happened.between(
                trend.points().getFirst().week(), trend.points().getLast().week());
        return FigureTable.of(new Figure.Series(note, series.points(), marks, null))
                .or(() -> Optional.of(new FigureTable(List.of(), List.of())))
                .map(t -> new TrendCard(note, Markup.drawn(FigureChart.marked(series, marks)), t));
    }
}
