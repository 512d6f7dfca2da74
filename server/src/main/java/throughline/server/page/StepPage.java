package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import throughline.diagnosis.StepStanding;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// The whole history of a step, to be read and printed.
///
/// @param sheet the step
/// @param events what happened in its units since its baseline began
/// @param others the other steps of the unit
/// @param source to when the facts go, and in which row the step is
public record StepPage(Shell shell, StepSheet sheet, List<Happened> events, List<Other> others, String source) {

    /// Something that happened.
    public record Happened(String day, String what) {}

    /// Another step of the unit.
    public record Other(String started, String name, Optional<String> href, String phase) {}

    /// The page of a step of an examination.
    public static StepPage of(Examination examination, StepStanding step, Shell shell) {
        return new StepPage(
                shell,
                StepSheet.of(
                        step,
                        examination.dossier().registry(),
                        examination.steps().day(),
                        shell.links()),
                step.events().stream()
                        .map(e -> new Happened(Words.date(e.at()), EventWords.words(e)))
                        .toList(),
                examination.steps().all().stream()
                        .filter(s -> !s.equals(step) && s.place().equals(step.place()))
                        .map(s -> new Other(
                                Words.date(s.step().startedOn()),
                                s.title(),
                                shell.links().step(s.step().id()),
                                StepWords.phase(s.phase())))
                        .toList(),
                say(
                        "Facts to %s; %s",
                        Words.date(examination.steps().day()), step.step().source()));
    }
}
