package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Predictions.Own;
import throughline.diagnosis.Wording;
import throughline.server.chart.PredictionsChart;
import throughline.server.chart.Words;

/// The round that is open, and what became of one's own predictions.
///
/// @param headline what there is to do
/// @param lede how, or why not
/// @param form the questions; empty where there is nothing to answer
/// @param own one's own predictions that have come true; empty where nobody has said whose the account is
/// @param opening the form that opens a round, for who may
/// @param registers one's own predictions, to be taken away and brought in
/// @param done what was just done, may be empty
public record PredictionsPage(
        Shell shell,
        String headline,
        String lede,
        Optional<Form> form,
        Optional<Calibrated> own,
        Optional<Opening> opening,
        List<BothWays> registers,
        String done) {

    private static final int SHOWN = 12;

    /// Mean errors below, in standard deviations, lean to neither side (ours).
    private static final double EVEN = 0.1;

    /// The questions of a round.
    ///
    /// @param action where it is sent
    /// @param problem why it could not be saved; may be empty
    /// @param wrong what is wrong, for the summary
    public record Form(String action, String problem, List<Wrong> wrong, List<Question> questions) {}

    /// A field that is wrong.
    ///
    /// @param field its id
    /// @param label the measure and the field
    public record Wrong(String field, String label, String sentence) {}

    /// A question.
    ///
    /// @param title the measure
    /// @param hint its scale
    /// @param predicted what it will be
    /// @param low lower end of a range that holds it in 8 of 10 cases
    /// @param high upper end
    public record Question(String title, String hint, FormField predicted, FormField low, FormField high) {}

    /// The form that opens a round.
    ///
    /// @param note what is asked in it, and of open ones how many have answered
    /// @param inputs empty where no measure has enough answers
    public record Opening(String note, List<FormInput> inputs) {}

    /// How well somebody's predictions came true.
    ///
    /// @param words in sentences
    /// @param chart the latest of them; empty where there are none
    public record Calibrated(List<Markup> words, Optional<ManagersCard.Drawn> chart) {

        /// What to say of predictions that have come true, latest first.
        public static Calibrated of(List<Own> all) {
            if (all.isEmpty()) {
                return new Calibrated(
                        List.of(
                                Markup.unmarked(
                                        say(
                                                "Here what you predicted will stand beside what happened, once a period you predicted is over. Nobody else sees it."))),
                        Optional.empty());
            }
            List<Own> shown = all.subList(0, Math.min(SHOWN, all.size()));
            double lean = all.stream().mapToDouble(Own::error).average().orElse(0);
            long ranged = all.stream().filter(o -> o.held().isPresent()).count();
            long held = all.stream().filter(o -> o.held().orElse(false)).count();
            String rosy = Math.abs(lean) < EVEN
                    ? say("[[neither too rosy nor too gloomy]]")
                    : lean > 0 ? say("[[too rosy]]") : say("[[too gloomy]]");
            String ranges = ranged == 0
                    ? say("You gave no ranges, so nobody can say how sure you may be.")
                    : say(
                            "%s of your ranges held what happened; ranges that hold in 8 of 10 cases would have held %s.",
                            Wording.of(held, ranged), Words.count(Math.round(0.8 * ranged)));
            return new Calibrated(
                    List.of(
                            Markup.marked(
                                    all.size() == 1
                                            ? say("The period of 1 prediction of yours is over. It was %s.", rosy)
                                            : say(
                                                    "The periods of %s predictions of yours are over. On average they were %s.",
                                                    Words.count(all.size()), rosy)),
                            Markup.unmarked(ranges)),
                    Optional.of(new ManagersCard.Drawn(
                            Markup.drawn(PredictionsChart.of(
                                    shown.stream().map(Calibrated::row).toList(),
                                    say("off by"),
                                    say("Your predictions less what happened"))),
                            new FigureTable(
                                    List.of(
                                            say("Measure"),
                                            say("Period"),
                                            say("You said"),
                                            say("Happened"),
                                            say("Off by"),
                                            say("In standard deviations"),
                                            say("Your range")),
                                    all.stream().map(Calibrated::cells).toList()))));
        }

        private static PredictionsChart.Row row(Own own) {
            return new PredictionsChart.Row(
                    "%s, %s".formatted(own.title(), Words.day(own.period().to())),
                    own.error(),
                    own.low().orElse(own.error()),
                    own.high().orElse(own.error()),
                    Wording.change(own.told() - own.actual()),
                    own.held().filter(h -> !h).isPresent());
        }

        private static List<String> cells(Own own) {
            return List.of(
                    own.title(),
                    say(
                            "%s to %s",
                            Words.shortDate(own.period().from()),
                            Words.shortDate(own.period().to())),
                    Words.number(own.told()),
                    Words.number(own.actual()),
                    Wording.change(own.told() - own.actual()),
                    Wording.change(own.error()),
                    own.held().map(h -> h ? say("held") : say("missed")).orElse(say("none")));
        }
    }
}
