package throughline.server.page;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.diagnosis.Cause;
import throughline.diagnosis.StepOrder.Wait;

/// A step that a unit takes next, and what it waits for.
///
/// @param id of the plan
/// @param unit id of its unit; empty is everybody
/// @param place name of the unit
/// @param name what will be different
/// @param locked what the locked button says; empty where it may start
/// @param why what it waits for; empty where it may start
/// @param cause the page of the cause it works on
/// @param change the form in which it is changed, where the reader may change, start and take it back
public record PlannedStep(
        String id,
        String unit,
        String place,
        String name,
        String locked,
        String why,
        Optional<String> cause,
        Optional<String> change) {

    /// A plan with what it waits for.
    ///
    /// @param day the last day of the facts
    public static PlannedStep of(
            String id,
            String unit,
            String place,
            String name,
            Optional<Cause> cause,
            List<Wait> waits,
            LocalDate day,
            Links links) {
        return new PlannedStep(
                id,
                unit,
                place,
                name,
                waits.isEmpty()
                        ? ""
                        : waits.size() > 1
                                ? say("Locked")
                                : waits.getFirst()
                                        .opens()
                                        .map(d -> say("Opens %s", StepWords.opens(d, day, day)))
                                        .orElse(say("Locked")),
                waits.stream().map(Wait::sentence).collect(Collectors.joining(" ")),
                cause.map(links::cause),
                links.planned(id, unit));
    }
}
