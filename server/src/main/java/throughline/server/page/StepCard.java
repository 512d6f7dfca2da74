package throughline.server.page;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Accountability.Hold;
import throughline.diagnosis.Journeys.Lane;
import throughline.diagnosis.Journeys.LaneText;
import throughline.diagnosis.Journeys.Origin;
import throughline.diagnosis.Journeys.Step;
import throughline.diagnosis.Level;
import throughline.diagnosis.Wording;
import throughline.server.chart.Words;

/// A step of a journey: a column of the blueprint, on a phone a card.
///
/// @param number from 1
/// @param place name of the touchpoint, where the step is called something else; may be empty
/// @param href the page of the touchpoint, where the reader may see it
/// @param feels how it feels, such as `feels 4.1`; may be empty
/// @param worse whether it feels worse than the journey's steps do on average
/// @param lanes the five lanes
/// @param measures what is measured now
/// @param unowned whether not exactly one person answers for it
public record StepCard(
        int number,
        String title,
        String place,
        Optional<String> href,
        String feels,
        boolean worse,
        List<LaneCell> lanes,
        List<MeasureLine> measures,
        Answerer owner,
        boolean unowned) {

    /// Names of the lanes, from the top down.
    public static final List<String> LANES =
            List.of(key("What they see"), key("What they do"), key("Front stage"), key("Back stage"), key("Support"));

    /// A cell of a lane.
    ///
    /// @param classes how it is drawn
    /// @param derived whether it was derived from the register or the readings
    public record LaneCell(String lane, String text, String classes, boolean derived) {}

    /// A measure.
    ///
    /// @param under base and standard
    /// @param concern whether it is below its standard, or missing
    public record MeasureLine(String name, String under, String value, boolean concern) {}

    static StepCard of(Step step, int number, Links links) {
        return new StepCard(
                number,
                step.title(),
                step.title().equals(step.place()) ? "" : step.place(),
                links.touchpoint(step.touchpoint()),
                step.feeling()
                        .map(f -> say("feels %s", Words.decimals(f.value(), 1)))
                        .orElse(""),
                step.feeling().filter(f -> f.worse()).isPresent(),
                lanes(step),
                measures(step),
                Answerer.of(step.owners(), say("No owner")),
                step.hold() != Hold.ONE);
    }

    private static List<LaneCell> lanes(Step step) {
        boolean written = java.util.Arrays.stream(Lane.values())
                .anyMatch(l -> step.words(l).origin() == Origin.WRITTEN);
        var cells = new ArrayList<LaneCell>();
        for (Lane lane : Lane.values()) {
            LaneText words = step.words(lane);
            boolean missing = words.origin() == Origin.MISSING;
            boolean bad = missing && (written || !step.isDesigned());
            cells.add(new LaneCell(
                    say(LANES.get(lane.ordinal())),
                    !missing ? words.text() : bad ? say("None designed") : say("Not written yet"),
                    String.join(
                            " ",
                            lane == Lane.FRONT ? "visible front" : lane.ordinal() > Lane.FRONT.ordinal() ? "front" : "",
                            bad ? "bad" : missing ? "blank" : ""),
                    words.origin() == Origin.DERIVED));
        }
        return cells;
    }

    private static List<MeasureLine> measures(Step step) {
        var lines = new ArrayList<MeasureLine>();
        step.standards().forEach(l -> lines.add(line(l)));
        if (step.standards().isEmpty()) {
            lines.add(new MeasureLine(say("No standard"), "", "–", true));
        }
        step.beside().forEach(l -> lines.add(line(l)));
        return lines;
    }

    private static MeasureLine line(Level level) {
        return new MeasureLine(
                LevelWords.name(level),
                Wording.sentence(LevelWords.under(level)),
                LevelWords.value(level),
                LevelWords.concern(level));
    }
}
