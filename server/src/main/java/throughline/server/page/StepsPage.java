package throughline.server.page;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;
import throughline.diagnosis.StepOrder;
import throughline.diagnosis.StepOrder.Wait;
import throughline.diagnosis.StepStanding;
import throughline.diagnosis.StepStanding.Phase;
import throughline.diagnosis.Steps;
import throughline.diagnosis.Verdict;
import throughline.diagnosis.Wording;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// The steps: one row a unit, the chart of one of them, and what is next in line.
///
/// @param kick the organisation and how many there are
/// @param rows the latest step of each unit
/// @param more those that are folded away
/// @param chosen the one whose chart is shown
/// @param beside names of steps that are on their way in the same units at the same time; may be empty
/// @param planned what was chosen to come after it
/// @param next what could be chosen, where nothing was
/// @param elsewhere what was chosen for units that have no step yet
/// @param push the form of a sales push, where the reader may
/// @param registers those that its forms fill, to be taken away and brought in
/// @param done what was just done; may be empty
public record StepsPage(
        Shell shell,
        List<String> kick,
        String headline,
        String lede,
        List<StepRow> rows,
        List<StepRow> more,
        Optional<StepSheet> chosen,
        String beside,
        Optional<PlannedStep> planned,
        Next next,
        List<PlannedStep> elsewhere,
        Optional<String> push,
        List<BothWays> registers,
        String done) {

    /// Rows shown at once.
    public static final int MOST = 12;

    /// What the next step could be.
    ///
    /// @param words what it is
    /// @param locked when it opens; empty where it may start
    /// @param why the reason
    /// @param start the form in which it is started or planned, where the reader may
    /// @param cause the page of the cause it works on
    public record Next(String words, String locked, String why, Optional<String> start, Optional<String> cause) {}

    /// The page of an examination.
    ///
    /// @param id of the step whose chart is asked for
    /// @param plans the steps that come next
    public static StepsPage of(
            Examination examination,
            @Nullable String id,
            List<PlannedStep> plans,
            Shell shell,
            List<BothWays> registers,
            String done) {
        Steps steps = examination.steps();
        List<StepStanding> active = steps.active();
        Optional<StepStanding> chosen = Optional.ofNullable(id)
                .flatMap(steps::find)
                .or(() -> active.stream().findFirst());
        List<StepRow> rows = active.stream()
                .map(s -> StepRow.of(
                        s,
                        steps.day(),
                        chosen.filter(s::equals).isPresent(),
                        plans.stream().filter(p -> p.unit().equals(unit(s))).findFirst(),
                        shell.links()))
                .toList();
        String place = examination
                .part()
                .map(u -> shell.organisation() + ", " + u.title())
                .orElse(shell.organisation());
        return new StepsPage(
                shell,
                List.of(
                        place,
                        say("%s on record", Wording.count(steps.all().size(), "step", "steps")),
                        Wording.count(active.size(), "unit", "units"),
                        say("to %s", Words.shortDate(steps.day()))),
                headline(steps),
                active.isEmpty()
                        ? say("One change at a time, each with a measure, an owner and time to become habit.")
                        : say("A unit’s next step stays locked until the last one has stuck."),
                rows.subList(0, Math.min(MOST, rows.size())),
                rows.subList(Math.min(MOST, rows.size()), rows.size()),
                chosen.map(s -> StepSheet.of(s, examination.dossier().registry(), steps.day(), shell.links())),
                chosen.map(steps::beside)
                        .filter(b -> !b.isEmpty())
                        .map(b -> say(
                                "At the same time there: %s.",
                                Wording.names(
                                        b.stream()
                                                .map(s -> say("“%s”", s.title()))
                                                .toList(),
                                        3)))
                        .orElse(""),
                chosen.flatMap(c ->
                        plans.stream().filter(p -> p.unit().equals(unit(c))).findFirst()),
                next(examination, chosen, shell.links()),
                plans.stream()
                        .filter(p -> active.stream().noneMatch(s -> p.unit().equals(unit(s))))
                        .toList(),
                shell.links().push(),
                registers,
                done);
    }

    /// What is to be said of all of them in a sentence or two.
    static String headline(Steps steps) {
        if (steps.all().isEmpty()) {
            return say("No step is on record yet");
        }
        long crowded = steps.crowded();
        long stuck = steps.count(Phase.STUCK);
        long slipped = steps.count(Phase.SLIPPED);
        long open = steps.all().stream().filter(StepStanding::open).count();
        String how = crowded == 0
                ? say("One step at a time.")
                : crowded == 1
                        ? say("Several steps at a time in one unit.")
                        : say("Several steps at a time in %s units.", StepWords.number(crowded));
        return how + " " + (stuck == 0 && slipped == 0 ? underWay(open) : held(stuck, slipped));
    }

    private static String underWay(long open) {
        return open == 0
                ? say("None has stuck.")
                : open == 1
                        ? say("One is on its way, none has stuck yet.")
                        : say("%s are on their way, none has stuck yet.", Wording.sentence(StepWords.number(open)));
    }

    private static String held(long stuck, long slipped) {
        return "%s, %s.".formatted(stuck(stuck), slipped(slipped));
    }

    private static String stuck(long steps) {
        return steps == 0
                ? say("None have stuck")
                : steps == 1 ? say("One has stuck") : say("%s have stuck", Wording.sentence(StepWords.number(steps)));
    }

    private static String slipped(long steps) {
        return steps == 0
                ? say("none has slipped back")
                : steps == 1 ? say("one has slipped back") : say("%s have slipped back", StepWords.number(steps));
    }

    private static String unit(StepStanding step) {
        return Objects.requireNonNullElse(step.step().unit(), "");
    }

    /// The strongest cause that is present and that no step of the chosen one's unit works on.
    private static Next next(Examination examination, Optional<StepStanding> chosen, Links links) {
        Set<String> worked = examination.steps().all().stream()
                .filter(s -> chosen.isEmpty() || s.place().equals(chosen.get().place()))
                .flatMap(s -> Optional.ofNullable(s.step().cause()).stream())
                .collect(Collectors.toSet());
        Optional<Verdict> verdict = examination.diagnosis().verdicts().stream()
                .filter(v ->
                        v.side() == Side.PRESENT && !worked.contains(v.cause().id()))
                .max(Comparator.comparingDouble(Verdict::strength));
        Optional<Wait> wait = chosen.flatMap(StepOrder::next);
        LocalDate day = examination.steps().day();
        Optional<Cause> cause = verdict.map(Verdict::cause);
        return new Next(
                verdict.map(Verdict::next)
                        .map(Words::kept)
                        .orElse(say("No cause that is present is left without a step.")),
                wait.map(w -> w.opens()
                                .map(d -> say("Opens %s", StepWords.opens(d, day, day)))
                                .orElse(say("Locked")))
                        .orElse(""),
                wait.map(Wait::sentence).orElse(""),
                cause.flatMap(
                        c -> links.startStep(c, chosen.map(StepsPage::unit).orElse(""))),
                cause.map(links::cause));
    }
}
