package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import throughline.diagnosis.Figure;
import throughline.diagnosis.Predictions;
import throughline.diagnosis.Predictions.Theme;
import throughline.diagnosis.Wording;
import throughline.server.chart.FigureChart;
import throughline.server.chart.PredictionsChart;
import throughline.server.chart.Words;

/// What managers expected and what happened.
///
/// @param note who predicted, or what is needed before something can be shown
/// @param themes by measure; empty where too few managers predicted
/// @param layersTitle what the errors by layer show
/// @param layers by layer; empty likewise
public record ManagersCard(String note, Optional<Drawn> themes, String layersTitle, Optional<Drawn> layers) {

    private static final int MOST = 8;

    /// A chart with its table.
    public record Drawn(Markup chart, FigureTable table) {}

    /// The card of predictions.
    static ManagersCard of(Predictions found) {
        return new ManagersCard(
                note(found),
                found.themes().isEmpty() ? Optional.empty() : Optional.of(themes(found.themes())),
                layersTitle(found.layers()),
                found.layers().isEmpty() ? Optional.empty() : Optional.of(layers(found.layers())));
    }

    private static String note(Predictions found) {
        String late = found.late() == 0
                ? ""
                : " "
                        + say(
                                found.late() == 1
                                        ? "%s was made too late to count."
                                        : "%s were made too late to count.",
                                Wording.count(found.late()));
        if (found.made() == 0) {
            return say(
                    "No manager has said yet what a measure will be. Whoever predicts before the figure is known sees afterwards how well they know their customers.");
        }
        if (found.themes().isEmpty()) {
            return say(
                            found.made() == 1
                                    ? "%s forecast is on record; %s. A measure is shown from five forecasts of three managers on."
                                    : "%s forecasts are on record; %s. A measure is shown from five forecasts of three managers on.",
                            Wording.count(found.made()),
                            found.forecasts() == 0
                                    ? say("none has come true yet")
                                    : say(
                                            found.forecasts() == 1
                                                    ? "%s has come true, by %s"
                                                    : "%s have come true, by %s",
                                            Wording.count(found.forecasts()),
                                            Wording.count(found.managers(), "manager", "managers")))
                    + late;
        }
        return say(
                        "Predicted before it was known: %s of %s that have come true.",
                        Wording.count(found.forecasts(), "forecast", "forecasts"),
                        Wording.count(found.managers(), "manager", "managers"))
                + late
                + " "
                + say(
                        "One step to the right is too rosy by the ordinary difference between places and months (a standard deviation); the thin line is likely, 95 in 100.");
    }

    private static Drawn themes(List<Theme> themes) {
        List<PredictionsChart.Row> rows = themes.stream()
                .limit(MOST)
                .map(t -> new PredictionsChart.Row(
                        t.title(),
                        t.lean().value(),
                        t.lean().low(),
                        t.lean().high(),
                        Wording.change(t.predicted() - t.actual()),
                        t.concern()))
                .toList();
        return new Drawn(
                Markup.drawn(PredictionsChart.of(rows, say("off by"), say("Managers’ predictions less what happened"))),
                new FigureTable(
                        List.of(
                                say("Measure"),
                                say("Predicted"),
                                say("Happened"),
                                say("Off by"),
                                say("Forecasts"),
                                say("Managers")),
                        themes.stream()
                                .map(t -> List.of(
                                        t.title(),
                                        Words.number(t.predicted()),
                                        Words.number(t.actual()),
                                        Wording.change(t.predicted() - t.actual()),
                                        Words.count(t.forecasts()),
                                        Words.count(t.managers())))
                                .toList()));
    }

    private static Drawn layers(List<Figure.Estimates.Row> rows) {
        var figure = new Figure.Estimates(
                say("Average miss in standard deviations of what happened; 0 is perfect"), say("sd"), rows, null);
        return new Drawn(
                Markup.drawn(FigureChart.of(figure)),
                new FigureTable(
                        List.of(say("Layer"), say("Average miss"), say("From"), say("To")),
                        rows.stream()
                                .map(r -> List.of(
                                        r.label(),
                                        Words.number(r.value()),
                                        Words.number(r.low()),
                                        Words.number(r.high())))
                                .toList()));
    }

    /// What the errors by layer show.
    ///
    /// @param rows all managers, then each layer from the board down
    static String layersTitle(List<Figure.Estimates.Row> rows) {
        return rows.size() > 2
                        && IntStream.range(2, rows.size())
                                .allMatch(i ->
                                        rows.get(i).high() < rows.get(i - 1).low())
                ? say("The further away, the larger the error")
                : say("How far forecasts miss, layer by layer");
    }
}
