package throughline.server.page;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.StepStanding;
import throughline.diagnosis.StepStanding.Phase;
import throughline.server.chart.Spark;

/// A unit with its latest step.
///
/// @param unit its name
/// @param href where its chart is
/// @param chosen whether that is shown
/// @param track the four stretches of its way
/// @param spark its last 26 weeks
/// @param waits what it waits for
/// @param concern whether somebody should look into it
/// @param lock an open or a closed lock
/// @param next the planned next step, and whether it may start
public record StepRow(
        String unit,
        String step,
        Optional<String> href,
        boolean chosen,
        List<Stretch> track,
        Markup spark,
        String waits,
        boolean concern,
        Markup lock,
        String next) {

    /// A stretch of the way.
    ///
    /// @param style name in the stylesheet
    /// @param current whether the step is there
    public record Stretch(String name, String style, boolean current) {}

    /// Name of the stretch the step is on.
    public String stands() {
        return track.stream()
                .filter(Stretch::current)
                .map(Stretch::name)
                .findFirst()
                .orElse("");
    }

    static StepRow of(StepStanding step, LocalDate day, boolean chosen, Optional<PlannedStep> planned, Links links) {
        return new StepRow(
                step.place(),
                step.title(),
                links.steps(step.step().id()),
                chosen,
                track(step),
                step.weeks().flatMap(Spark::of).map(Markup::drawn).orElse(Markup.NONE),
                StepWords.waits(step, day),
                step.phase() == Phase.SLIPPED || step.phase() == Phase.NOT_STUCK,
                (step.waits() ? Icon.LOCKED : Icon.UNLOCKED).markup(),
                StepWords.next(step, planned, day));
    }

    private static List<Stretch> track(StepStanding step) {
        return switch (step.phase()) {
            case BASELINE ->
                List.of(
                        now(say("Baseline"), step),
                        ahead(say("Change")),
                        ahead(say("Bedding in")),
                        ahead(say("Stuck")));
            case CHANGE ->
                List.of(done(say("Baseline")), now(say("Change"), step), ahead(say("Bedding in")), ahead(say("Stuck")));
            case BEDDING_IN ->
                List.of(done(say("Baseline")), done(say("Change")), now(say("Bedding in"), step), ahead(say("Stuck")));
            case STUCK -> ended(new Stretch(say("Stuck"), "stuck", true));
            case SLIPPED -> ended(new Stretch(say("Slipped back"), "back", true));
            case NOT_STUCK -> ended(new Stretch(say("Not stuck"), "back", true));
            case ENDED -> ended(new Stretch(say("Ended"), "done", true));
            case UNMEASURED -> ended(new Stretch(say("Not measured"), "", true));
        };
    }

    private static List<Stretch> ended(Stretch last) {
        return List.of(done(say("Baseline")), done(say("Change")), done(say("Bedding in")), last);
    }

    private static Stretch done(String name) {
        return new Stretch(name, "done", false);
    }

    private static Stretch ahead(String name) {
        return new Stretch(name, "", false);
    }

    private static Stretch now(String name, StepStanding step) {
        return new Stretch(name, "now p" + Math.clamp(Math.round(step.progress() * 4), 1, 3) * 25, true);
    }
}
