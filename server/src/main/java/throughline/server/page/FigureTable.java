package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Figure;
import throughline.diagnosis.Wording;
import throughline.server.chart.FigureChart;
import throughline.server.chart.Words;

/// A figure as a table, for those who would rather read it.
///
/// @param headings one a column
/// @param rows one cell a column
public record FigureTable(List<String> headings, List<List<String>> rows) {

    /// A figure of fewer points needs no table: its labels say all there is.
    private static final int FEWEST = 4;

    /// The table of a figure, unless it is small.
    static Optional<FigureTable> of(Figure figure) {
        return FigureChart.size(figure) < FEWEST ? Optional.empty() : Optional.of(table(figure));
    }

    private static FigureTable table(Figure figure) {
        return switch (figure) {
            case Figure.Shares shares -> {
                var headings = new ArrayList<>(List.of(say("Group")));
                headings.addAll(shares.parts());
                yield new FigureTable(
                        headings,
                        shares.bars().stream()
                                .map(b -> {
                                    var cells = new ArrayList<>(List.of(b.label()));
                                    b.shares().forEach(s -> cells.add(Words.percent(s)));
                                    return List.copyOf(cells);
                                })
                                .toList());
            }
            case Figure.Bars bars ->
                new FigureTable(
                        List.of(say("Group"), say("Value")),
                        bars.bars().stream()
                                .map(b -> List.of(b.label(), Words.inUnit(b.value(), bars.unit())))
                                .toList());
            case Figure.Estimates estimates ->
                new FigureTable(
                        List.of(say("Group"), say("Estimate"), say("From"), say("To")),
                        estimates.rows().stream()
                                .map(r -> List.of(
                                        r.label(),
                                        Words.inUnit(r.value(), estimates.unit()),
                                        Words.inUnit(r.low(), estimates.unit()),
                                        Words.inUnit(r.high(), estimates.unit())))
                                .toList());
            case Figure.Curve curve ->
                new FigureTable(
                        List.of(capital(curve.xLabel()), say("Mean"), say("From"), say("To")),
                        curve.points().stream()
                                .map(p -> List.of(
                                        Words.number(p.x()),
                                        Words.number(p.y()),
                                        Words.number(p.low()),
                                        Words.number(p.high())))
                                .toList());
            case Figure.Histogram histogram -> histogram(histogram);
            case Figure.Series series ->
                new FigureTable(
                        List.of(say("Day"), say("Value"), say("What happened")),
                        series.points().stream()
                                .map(p ->
                                        List.of(Words.shortDate(p.at()), Words.number(p.value()), happened(series, p)))
                                .toList());
        };
    }

    private static FigureTable histogram(Figure.Histogram histogram) {
        boolean expected = histogram.expected().size() == histogram.counts().size();
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < histogram.counts().size(); i++) {
            double from = histogram.from() + i * histogram.width();
            var row = new ArrayList<>(List.of(
                    say("%s to %s", Words.number(from), Words.number(from + histogram.width())),
                    Words.count(histogram.counts().get(i))));
            if (expected) {
                row.add(Words.number(histogram.expected().get(i)));
            }
            rows.add(row);
        }
        return new FigureTable(
                expected
                        ? List.of(capital(histogram.xLabel()), say("Count"), say("To be expected"))
                        : List.of(capital(histogram.xLabel()), say("Count")),
                rows);
    }

    /// Events since the point before, up to this one.
    private static String happened(Figure.Series series, Figure.Series.Point point) {
        int at = series.points().indexOf(point);
        return series.events().stream()
                .filter(e -> !e.at().isAfter(point.at())
                        && (at == 0
                                || e.at().isAfter(series.points().get(at - 1).at())))
                .map(Figure.Series.Event::label)
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
    }

    private static String capital(String words) {
        return words.isEmpty() ? say("Value") : Wording.sentence(words);
    }
}
